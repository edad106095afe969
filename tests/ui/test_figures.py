"""Charts: bounds that never move, names for screen readers, and tables that say the same."""

from __future__ import annotations

from fractions import Fraction

import pytest

from care_assess.report.palette import level_colour
from care_assess.text import translator
from care_assess.ui.bars import Bar, bars
from care_assess.ui.levels import colour, ink, pattern
from care_assess.ui.radars import Curve, Spoke, overlay, radar

FR = translator("fr")
DOMAINS = (
    Spoke(name="Gouvernance et résilience", short="Gouvernance", now=Fraction(12, 5), before=None),
    Spoke(name="Sensibilisation", short="Sensibilisation", now=Fraction(2), before=Fraction(3, 2)),
    Spoke(name="Annuaires", short="Active Directory", now=None, before=Fraction(1)),
)
LINES = (
    Bar(
        name="Exposition sur internet",
        short="Exposition",
        score=Fraction(13, 10),
        low=Fraction(1),
        high=Fraction(5, 2),
        level=1,
        word="Initial",
    ),
    Bar(
        name="Budget",
        short="Budget",
        score=Fraction(4),
        low=Fraction(4),
        high=Fraction(4),
        level=4,
        word="Mesuré et suivi",
    ),
    Bar(
        name="Pilotage",
        short="Pilotage",
        score=None,
        low=Fraction(0),
        high=Fraction(5),
        level=None,
        word="Niveau pas encore donné",
    ),
)


def a_radar(before: str | None = "2025", theme: str = "light"):
    return radar(DOMAINS, title="Domaine", now="2026", before=before, tr=FR, theme=theme)


def some_bars(theme: str = "light"):
    return bars(LINES, title="Sujet", tr=FR, theme=theme)


def trace(chart, name):
    return next(one for one in chart.figure.data if one.name == name)


def reach(one):
    """How far from the middle each point of a closed line is, the first one not repeated."""
    return [
        None if x is None else round((x**2 + y**2) ** 0.5, 6)
        for x, y in zip(one.x, one.y, strict=True)
    ][:-1]


def test_a_radar_draws_each_series_at_its_values():
    chart = a_radar()
    assert reach(trace(chart, "2026")) == [2.4, 2.0, None]
    assert reach(trace(chart, "2025")) == [None, 1.5, 1.0]
    assert reach(trace(chart, "Cible 3")) == [3.0, 3.0, 3.0]


def test_a_radar_has_straight_rings_from_one_to_five_and_a_fixed_reach():
    chart = a_radar()
    rings = [one for one in chart.figure.data if one.name.startswith("ring")]
    assert [reach(one) for one in rings] == [[float(n)] * 3 for n in range(1, 6)]
    assert all(one.line.shape is None for one in rings)  # straight from spoke to spoke
    layout = chart.figure.layout
    assert layout.xaxis.range == layout.yaxis.range == (-5.05, 5.05)
    assert layout.yaxis.scaleanchor == "x"


def test_the_numbers_of_the_rings_stand_between_two_spokes():
    written = {one.text: (one.x, one.y) for one in a_radar().figure.layout.annotations}
    x, y = written["5"]
    assert x < 0 < y
    assert (x**2 + y**2) ** 0.5 == pytest.approx(5 * 0.5)  # half-way along a side of a triangle


def test_the_first_spoke_is_upwards_and_the_second_to_its_right():
    spokes = {one.text: (one.x, one.y) for one in a_radar().figure.layout.annotations[:3]}
    assert spokes["Gouvernance<br><b>2,4</b>"] == pytest.approx((0, 5))
    assert spokes["Sensibilisation<br><b>2,0</b>"][0] > 0
    assert spokes["Active<br>Directory<br><b>–</b>"][0] < 0


def test_a_radar_is_named_and_its_table_says_the_same():
    chart = a_radar()
    assert chart.alt == (
        "Radar, scores sur 5. Domaine\u00a0: Gouvernance et résilience 2,4\u00a0; "
        "Sensibilisation 2,0\u00a0; Annuaires –. Cible\u00a0: 3."
    )
    assert chart.header == ("Domaine (cible\u00a0: 3)", "2026", "2025")
    assert chart.rows == (
        ("Gouvernance et résilience", "2,4", "–"),
        ("Sensibilisation", "2,0", "1,5"),
        ("Annuaires", "–", "1,0"),
    )


def test_without_a_former_assessment_a_radar_has_one_line_less():
    chart = a_radar(before=None)
    assert [one.name for one in chart.figure.data if one.showlegend is None] == ["Cible 3", "2026"]
    assert chart.header == ("Domaine (cible\u00a0: 3)", "2026")


def test_the_series_of_a_radar_differ_by_more_than_their_colour():
    chart = a_radar()
    dashes = {name: trace(chart, name).line.dash for name in ("2026", "2025", "Cible 3")}
    assert dashes == {"2026": None, "2025": "dot", "Cible 3": "dash"}
    assert trace(chart, "2026").mode == "lines+markers"


def test_bars_go_from_nought_to_five_whatever_the_scores():
    chart = some_bars()
    assert chart.figure.layout.xaxis.range == (0, 5)
    assert list(trace(chart, "score").x) == [1.3, 4.0, None]
    assert list(trace(chart, "target").x) == [3, 3]


def test_the_first_bar_is_on_top():
    assert list(trace(some_bars(), "score").y) == [2, 1, 0]


def test_an_interval_is_drawn_only_where_something_is_not_settled():
    intervals = [one for one in some_bars().figure.data if one.name == "interval"]
    assert [(min(one.x), max(one.x)) for one in intervals] == [(1.0, 2.5), (0.0, 5.0)]


def test_each_bar_says_its_score_and_level_in_words():
    words = [one.text for one in some_bars().figure.layout.annotations]
    assert words[:2] == [
        "<b>Exposition</b>  1,3 · Initial",
        "<b>Budget</b>  4,0 · Mesuré et suivi",
    ]


def test_long_words_go_to_a_second_line_and_longer_names_are_cut():
    name = "Relations d'approbation et annuaire dans le nuage"
    long = Bar(name=name, short=name, score=None, low=None, high=None, level=None, word="Initial")
    chart = bars([long], title="Partie", tr=FR, theme="light")
    said = chart.figure.layout.annotations[0].text
    assert said == "<b>Relations d&#x27;approbation et annuaire…</b><br>– · Initial"
    assert chart.rows[0][0] == name


def test_bars_are_named_and_their_table_says_the_same():
    chart = some_bars()
    assert chart.alt == (
        "Barres, scores sur 5. Sujet\u00a0: Exposition sur internet 1,3\u00a0; "
        "Budget 4,0\u00a0; Pilotage –. Cible\u00a0: 3."
    )
    assert chart.header == ("Sujet", "Score", "Niveau")
    assert chart.rows == (
        ("Exposition sur internet", "1,3 (1,0 à 2,5)", "Initial"),
        ("Budget", "4,0", "Mesuré et suivi"),
        ("Pilotage", "– (0,0 à 5,0)", "Niveau pas encore donné"),
    )


def test_what_others_wrote_is_text_on_a_chart():
    hostile = '<a href="http://example.org">x</a>'
    line = Bar(
        name=hostile, short=hostile, score=None, low=None, high=None, level=None, word="<b>y</b>"
    )
    spokes = [Spoke(name=hostile, short=hostile, now=None)] * 3
    shapes = (
        bars([line], title="Sujet", tr=FR, theme="light"),
        radar(spokes, title="Sujet", now="<i>", before=None, tr=FR, theme="light"),
    )
    for chart in shapes:
        texts = [one.text for one in chart.figure.layout.annotations]
        names = [one.name or "" for one in chart.figure.data]
        assert not any("<a" in text or "<i" in text or "<b>y" in text for text in texts + names)


def luminance(hexadecimal: str) -> float:
    parts = [int(hexadecimal[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("theme", "page"), [("light", "#FFFFFF"), ("dark", "#10191D")])
def test_the_colours_of_levels_can_be_read_and_told_from_the_page(theme, page):
    on_level = "#FFFFFF" if theme == "light" else "#10191D"
    for level in (*range(6), None):
        assert contrast(colour(level, theme), page) >= 4.5
        assert contrast(colour(level, theme), on_level) >= 4.5


def test_levels_have_the_colours_of_the_report():
    for level in (*range(6), None):
        assert colour(level, "light") == level_colour(level)


def test_levels_below_three_are_hatched_so_that_colour_is_never_alone():
    assert [pattern(level) for level in range(6)] == ["/", "/", ".", "", "", ""]


def test_a_chosen_pill_is_written_in_the_colour_of_words_in_the_dark():
    assert ink("Rapides", "light") == "Rapides"
    assert ink("Rapides", "dark") == ':color[Rapides]{foreground="#E8F0F2"}'


def an_overlay(theme: str = "light"):
    spokes = [("Exposition sur internet", "Exposition"), ("Budget", "Budget"), ("<b>", "<b>")]
    curves = [
        Curve(name="Aujourd'hui", values=(Fraction(1), None, Fraction(2))),
        Curve(name="A · <i>", values=(Fraction(2), Fraction(3), Fraction(2))),
        Curve(name="B · 60 jours", values=(Fraction(5, 2), Fraction(3), Fraction(4))),
    ]
    return overlay(spokes, curves, title="Sujet", tr=FR, theme=theme)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_shapes_of_an_overlay_differ_by_dash_marker_and_colour(theme):
    chart = an_overlay(theme)
    names = ("Aujourd&#x27;hui", "A · &lt;i&gt;", "B · 60 jours", "Cible 3")
    lines = [trace(chart, name) for name in names]
    assert reach(lines[0]) == [1.0, None, 2.0]
    assert reach(lines[2]) == [2.5, 3.0, 4.0]
    assert len({one.line.dash for one in lines}) == 4
    assert len({one.line.color for one in lines}) == 4
    assert len({one.marker.symbol for one in lines[:3]}) == 3
    assert [one.mode for one in lines] == ["lines+markers"] * 3 + ["lines"]


def test_an_overlay_says_in_its_name_its_words_and_its_table_what_it_draws():
    chart = an_overlay()
    assert chart.alt == (
        "Radar, scores sur 5. Sujet, Aujourd'hui, A · <i>, B · 60 jours\u00a0: Exposition sur internet "
        "1,0 · 2,0 · 2,5\u00a0; Budget – · 3,0 · 3,0\u00a0; <b> 2,0 · 2,0 · 4,0. Cible\u00a0: 3."
    )
    assert chart.header == ("Sujet", "Aujourd'hui", "A · <i>", "B · 60 jours")
    assert chart.rows[1] == ("Budget", "–", "3,0", "3,0")
    written = [one.text for one in chart.figure.layout.annotations]
    assert "Exposition<br><b>1,0 · 2,0 · 2,5</b>" in written
    assert "&lt;b&gt;<br><b>2,0 · 2,0 · 4,0</b>" in written
