"""The charts of the road map: what they draw, what they are called, and the tables that say the same."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from care_assess.plan.roadmap import Reached
from care_assess.text import translator
from care_assess.ui.levels import Theme
from care_assess.ui.timelines import Month, Stretch, calendar, climb, in_days, month_name, months

FR = translator("fr")
TODAY = date(2026, 11, 26)
DAY = 86_400_000


def a_stretch(name: str = "1. Former", mark: str = "to_do", **facts) -> Stretch:
    given = {
        "who": "RSSI",
        "state": "à faire",
        "start": date(2026, 12, 1),
        "due": date(2026, 12, 31),
        "dates": "du 01/12/2026 au 31/12/2026",
    }
    return Stretch(name=name, mark=mark, **{**given, **facts})


def notes(chart) -> list[str]:
    return [one.text for one in chart.figure.layout.annotations]


def trace(chart, name: str):
    return next(one for one in chart.figure.data if one.name == name)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_bar_goes_from_the_first_day_to_the_last_both_included(theme: Theme):
    one_day = a_stretch(start=TODAY, due=TODAY)
    chart = calendar([a_stretch(), one_day], TODAY, tr=FR, theme=theme)
    drawn = trace(chart, "actions")
    assert list(drawn.base) == ["2026-12-01", "2026-11-26"]
    assert list(drawn.x) == [31 * DAY, DAY]
    assert list(drawn.y) == [1, 0]  # the first on top


def test_the_calendar_always_holds_today_and_every_action():
    far = a_stretch(start=date(2028, 1, 1), due=date(2028, 2, 1))
    chart = calendar([a_stretch(), far], TODAY, tr=FR, theme="light")
    first, last = chart.figure.layout.xaxis.range
    assert first < TODAY.isoformat()
    assert last > "2028-02-01"
    assert "aujourd'hui, 26/11/2026" in notes(chart)
    assert chart.alt == (
        "Calendrier de 2 actions, du 26/11/2026 au 01/02/2028. Leurs dates sont dans le tableau qui "
        "suit."
    )


def test_what_is_late_or_blocked_is_told_by_words_and_hatching_and_not_by_colour_alone():
    marks = ("to_do", "in_progress", "blocked", "done", "overdue")
    chart = calendar(
        [a_stretch(mark=mark, state=f"état {mark}") for mark in marks], TODAY, tr=FR, theme="light"
    )
    assert list(trace(chart, "actions").marker.pattern.shape) == ["", "", "x", ".", "/"]
    for mark, row in zip(marks, chart.rows, strict=True):
        assert row[1].startswith(f"RSSI · état {mark} · du ")
        assert any(f"état {mark} · du 01/12/2026" in note for note in notes(chart))


def test_names_are_shortened_on_the_chart_and_whole_in_the_table_and_only_words():
    name = "1. <b>Former</b> tous les administrateurs de garde du domaine"
    chart = calendar([a_stretch(name)], TODAY, tr=FR, theme="light")
    assert notes(chart)[0].startswith("<b>1. &lt;b&gt;Former&lt;/b&gt; tous les…</b><br>")
    assert chart.rows[0][0] == name


def test_each_month_has_its_bar_and_says_whose_work_it_is():
    chart = months(
        [
            Month(name="12/2026", days=Fraction(31, 2), detail="RSSI 16 jours"),
            Month(name="01/2027", days=Fraction(3, 2), detail="RSSI 1,5 jour"),
        ],
        tr=FR,
        theme="light",
    )
    assert list(trace(chart, "days").x) == [15.5, 1.5]
    assert notes(chart) == ["<b>12/2026</b>  16 jours", "<b>01/2027</b>  1,5 jour"]
    assert chart.rows == (
        ("12/2026", "16 jours", "RSSI 16 jours"),
        ("01/2027", "1,5 jour", "RSSI 1,5 jour"),
    )
    assert chart.alt.startswith("Jours-personne par mois. 12/2026 16 jours")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (Fraction(1, 3), "0,3 jour"),
        (Fraction(2), "2,0 jours"),
        (Fraction(10), "10 jours"),
        (Fraction(2461, 2), "1\u202f231 jours"),
    ],
)
def test_days_are_orders_of_magnitude(days, words):
    assert in_days(days, FR) == words


def some_points(count: int) -> list[Reached]:
    return [
        Reached(day=date(2026, 12, 1 + at), actions=("A",) * at, score=Fraction(at, 4))
        for at in range(count)
    ]


def test_the_score_climbs_in_steps_under_a_scale_that_never_moves():
    chart = climb(some_points(3), tr=FR, theme="light")
    drawn = trace(chart, "score")
    assert drawn.line.shape == "hv"
    assert list(drawn.y) == [0, 0.25, 0.5]
    assert tuple(chart.figure.layout.yaxis.range) == (0, 5.3)
    assert list(trace(chart, "target").y) == [3, 3]
    assert chart.rows[2] == ("03/12/2026", "2", "0,50")


@pytest.mark.parametrize(("count", "written"), [(6, 6), (7, 2)])
def test_of_many_points_the_two_ends_are_written(count, written):
    chart = climb(some_points(count), tr=FR, theme="light")
    assert len([one for one in notes(chart) if one.startswith("<b>")]) == written
    assert len(chart.rows) == count


def test_a_month_is_written_in_figures():
    assert month_name(date(2027, 2, 1)) == "02/2027"
