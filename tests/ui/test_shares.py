"""The chart of a share over the years says what its table says, and hides no year."""

from __future__ import annotations

from fractions import Fraction

from budgets import MILLION, an_entry

from care_assess.budget import Line
from care_assess.budget.book import Book
from care_assess.budget.comparing import SHIPPED, trend
from care_assess.budget.telling import Teller
from care_assess.text import translator
from care_assess.ui.shares import share_trend


def chart(*entries, theme="light"):
    teller = Teller(book=Book(years=(2025,)), name="CH de Valmont", tr=translator("fr"))
    steps = trend(entries, "r1", annexes=False)
    return share_trend(steps, "R1", SHIPPED[:1], teller, theme)


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


ENTRIES = (
    an_entry(year=2023, operating=110 * MILLION),
    an_entry(year=2024, operating=None),
    an_entry(basis="forecast"),
)


def test_the_table_has_every_year_and_the_alternative_text_those_that_are_known():
    made = chart(*ENTRIES)
    assert [tuple(map(spaced, row)) for row in made.rows] == [
        ("2023", "comptes clos", "1,55 %", "–"),
        ("2024", "comptes clos", "–", "–"),
        ("2025", "prévision", "1,7 %", "+0,15 point"),
    ]
    assert spaced(made.alt) == "R1 par année : 2023 1,55 % ; 2025 1,7 %."


def test_a_forecast_is_a_hollow_point_and_a_reference_a_dashed_line():
    figure = chart(*ENTRIES).figure
    reference, share = figure.data
    assert list(share.x) == [2023, 2025]
    assert list(share.marker.symbol) == ["circle", "circle-open"]
    assert reference.line.dash == "dash"
    assert set(reference.y) == {float(Fraction(17, 10))}


def test_everything_is_within_the_frame_from_zero_on():
    low, high = chart(*ENTRIES).figure.layout.yaxis.range
    assert low == 0
    assert high > 1.7


def test_shares_of_zero_make_a_chart_too():
    nothing = [an_entry(year=year, lines=(Line(kind="staff", cents=0),)) for year in (2024, 2025)]
    assert [spaced(row[2]) for row in chart(*nothing, theme="dark").rows] == ["0,0 %", "0,0 %"]
