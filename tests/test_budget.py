"""The ratios of the digital budget: the worked example, what is counted, what cannot be computed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from budgets import MILLION, an_entry, ratio, share

from care_assess.budget import Entry, Line, Subsidy, ratios
from care_assess.budget.comparing import SHIPPED, Reference, compare, trend
from care_assess.budget.doubts import doubts, doubts_among, doubts_between
from care_assess.budget.group import consolidate

AVERAGE, PLAN_2021 = SHIPPED


def rules(entry, *, annexes: bool = False) -> list[tuple[str, str]]:
    return [(one.rule, one.about) for one in doubts(entry, annexes=annexes)]


def percent(number: float) -> Fraction:
    return Fraction(str(number)) / 100


def test_the_worked_example_gives_1_7_and_5_percent():
    entry = an_entry()
    assert share(entry, "r1") == percent(1.7)
    assert share(entry, "r4") == percent(5)
    assert share(entry, "r5") == percent(0.11)
    assert share(entry, "r2") == percent(5)
    assert share(entry, "r3") == Fraction(22, 1040)


def test_staff_ratios_are_of_full_time_equivalents():
    entry = an_entry(staff=Fraction(1200), staff_it=Fraction(18), staff_cyber=Fraction(3, 2))
    assert share(entry, "r6") == Fraction(15, 1000)
    assert share(entry, "r6b") == Fraction(1, 12)


def test_each_figure_is_given_with_its_terms():
    found = ratio(an_entry(), "r3")
    assert [(one.name, one.value) for one in found.top.terms] == [
        ("staff", Fraction(170_000_000)),
        ("investment", Fraction(50_000_000)),
    ]
    assert [one.name for one in found.bottom.terms] == [
        "total_operating",
        "less_amortisation",
        "total_investment",
    ]


def test_amortisation_counts_in_the_first_ratio_alone():
    entry = an_entry()
    amortised = replace(
        entry,
        lines=(*entry.lines, Line(kind="amortisation", cents=MILLION, cyber=Fraction(1, 2))),
    )
    assert share(amortised, "r1") == percent(2.7)
    for one in ("r2", "r3", "r4", "r5"):
        assert share(amortised, one) == share(entry, one)


def test_subsidies_stand_on_a_line_of_their_own():
    entry = an_entry(
        subsidies=(
            Subsidy(fund="care", total="operating", cents=70 * MILLION // 100),
            Subsidy(fund="hopen", total="investment", cents=MILLION // 4),
        )
    )
    assert share(entry, "r1") == percent(1.7)
    assert share(entry, "r1", net=True) == percent(1)
    assert share(entry, "r2", net=True) == percent(2.5)
    assert share(entry, "r3", net=True) == Fraction(125, 10400)


def test_a_ratio_that_no_subsidy_paid_has_no_net_line():
    entry = an_entry(subsidies=(Subsidy(fund="care", total="investment", cents=MILLION),))
    assert [one.id for one in ratios(entry, annexes=False) if one.net] == ["r2", "r3"]


def test_without_subsidies_there_is_no_net_line():
    assert not any(one.net for one in ratios(an_entry(), annexes=False))


def test_annex_budgets_count_above_and_below_or_nowhere():
    entry = an_entry(annex_operating=20 * MILLION)
    entry = replace(
        entry, lines=(*entry.lines, Line(kind="licences", cents=70 * MILLION // 100, annex=True))
    )
    assert share(entry, "r1", annexes=False) == percent(1.7)
    assert share(entry, "r1", annexes=True) == percent(2)


def test_a_line_left_out_for_a_reason_is_not_counted():
    entry = an_entry()
    out = Line(kind="other", cents=MILLION, left_out="logiciel embarqué d'un dispositif médical")
    assert share(replace(entry, lines=(*entry.lines, out)), "r1") == share(entry, "r1")


@pytest.mark.parametrize(
    ("facts", "name", "missing"),
    [
        ({"operating": None}, "r1", ("total_operating",)),
        ({"operating": 0}, "r1", ()),
        ({"lines": ()}, "r1", ("digital_operating",)),
        ({"lines": ()}, "r2", ("digital_investment",)),
        ({"amortisation": None}, "r3", ("less_amortisation",)),
        ({"lines": (Line(kind="staff", cents=5),)}, "r4", ("cyber", "digital_investment")),
        ({}, "r6", ("fte_it", "fte_total")),
    ],
)
def test_what_was_not_entered_is_never_zero(facts, name, missing):
    found = ratio(an_entry(**facts), name)
    assert found.value is None
    assert found.missing == missing


def test_a_group_adds_up_amounts_and_averages_no_share():
    small = an_entry(entity="CH du Lac", operating=20 * MILLION)
    big = an_entry(operating=180 * MILLION)
    assert share(consolidate([small, big], "GHT"), "r1") == percent(1.7)
    assert (share(small, "r1") + share(big, "r1")) / 2 != percent(1.7)


def test_what_members_pay_each_other_is_removed_once_above_and_below():
    support = an_entry()
    bill = Line(kind="services", cents=MILLION, internal=True)
    member = an_entry(entity="CH du Lac", operating=21 * MILLION)
    member = replace(member, lines=(*member.lines, bill))
    group = ratio(consolidate([support, member], "GHT"), "r1")
    assert group.top.value == 340 * MILLION // 100
    assert group.bottom.value == 120 * MILLION
    assert share(member, "r1") == Fraction(27, 210), "alone, it does pay that bill"


def test_a_member_that_has_not_entered_its_lines_leaves_the_group_uncomputed():
    member = an_entry(entity="CH du Lac", lines=(Line(kind="staff", cents=MILLION),))
    group = consolidate([an_entry(), member], "GHT")
    assert share(group, "r1") is not None
    assert ratio(group, "r2").missing == ("digital_investment",)


def test_a_group_with_a_forecast_is_a_forecast():
    group = consolidate([an_entry(), an_entry(entity="CH du Lac", basis="forecast")], "GHT")
    assert group.basis == "forecast"


def test_the_usual_raises_no_doubt():
    assert rules(an_entry()) == [("untagged", "")]


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"operating": 100 * MILLION // 1000}, ("thousands", "r1")),
        ({"operating": 100 * MILLION * 1000}, ("thousands", "r1")),
        ({"operating": 100 * MILLION // 1000}, ("small_total", "")),
        ({"operating": 8 * MILLION}, ("high_share", "r1")),
        ({"operating": 2_000 * MILLION}, ("low_share", "r1")),
        ({"investment": MILLION * 2 // 5}, ("above_whole", "r2")),
        ({"amortisation": 101 * MILLION}, ("part_above", "amortisation")),
        ({"basis": "forecast"}, ("forecast", "")),
        ({"staff_it": Fraction(5), "staff_cyber": Fraction(6)}, ("above_whole", "r6b")),
        (
            {"subsidies": (Subsidy(fund="care", total="operating", cents=2 * MILLION),)},
            ("paid_more", "r1"),
        ),
    ],
)
def test_what_looks_odd_is_asked_again(facts, rule):
    assert rule in rules(an_entry(**facts))


def test_a_cyber_share_above_a_quarter_is_asked_again():
    lines = (
        Line(kind="staff", cents=MILLION, cyber=Fraction(1, 2)),
        Line(kind="investment", cents=MILLION, cyber=Fraction(1, 100)),
    )
    assert ("high_share", "r4") in rules(an_entry(lines=lines))


def test_a_percentage_written_as_a_fraction_is_asked_again():
    lines = (Line(kind="licences", cents=MILLION, cyber=Fraction(5, 10_000), label="EDR"),)
    assert ("fraction", "EDR") in rules(an_entry(lines=lines))


def test_two_years_a_thousand_times_apart_are_asked_again():
    former = an_entry(year=2024)
    latter = an_entry(
        operating=101 * MILLION // 1000, lines=(Line(kind="staff", cents=171 * MILLION // 100_000),)
    )
    found = {(one.rule, one.about) for one in doubts_between([former, latter], annexes=False)}
    assert found == {("year_slip", "r1_top"), ("year_slip", "r1_bottom")}


def test_a_forecast_beside_closed_accounts_is_said():
    pair = [an_entry(year=2024), an_entry(basis="forecast")]
    assert [one.rule for one in doubts_between(pair, annexes=False)] == ["mixed"]


def test_accounts_of_a_year_that_is_not_over_are_not_closed():
    running = an_entry(year=2026)
    assert "not_closed" in {one.rule for one in doubts(running, annexes=False, closed=2025)}
    assert (
        doubts(replace(running, basis="forecast"), annexes=False, closed=2025)[0].rule == "forecast"
    )
    assert doubts(Entry(entity="A", year=2026), annexes=False, closed=2025) == ()


def test_members_of_a_group_with_a_forecast_among_closed_accounts_are_named():
    closed, forecast = an_entry(entity="A"), an_entry(entity="B", basis="forecast")
    (told,) = doubts_among([closed, forecast, Entry(entity="C", year=2025)])
    assert (told.rule, told.entity, told.asks) == ("mixed_members", "B", False)
    assert doubts_among([closed, closed]) == ()


def test_other_figures_ask_for_another_confirmation():
    one = doubts(an_entry(operating=8 * MILLION), annexes=False)[0]
    other = doubts(an_entry(operating=7 * MILLION), annexes=False)[0]
    assert one.key != other.key


def test_what_is_missing_to_a_reference_is_in_euros():
    found = compare(ratios(an_entry(operating=120 * MILLION), annexes=False), AVERAGE)
    assert found.position == "below"
    assert found.missing == 34 * MILLION // 100
    assert found.apart == Fraction(17, 1200) - percent(1.7)


def test_a_share_within_a_band_is_within_from_one_end_to_the_other():
    found = compare(ratios(an_entry(), annexes=False), PLAN_2021)
    assert (found.position, found.apart, found.missing) == ("within", 0, 0)


def test_a_share_past_a_band_says_by_how_much():
    own = Reference(ratio="r4", low=percent(1), high=percent(2), source="groupe")
    found = compare(ratios(an_entry(), annexes=False), own)
    assert (found.position, found.apart) == ("above", percent(3))
    assert found.missing < 0


def test_a_share_that_cannot_be_computed_is_compared_with_nothing():
    assert compare(ratios(an_entry(operating=None), annexes=False), AVERAGE) is None


def test_the_trend_goes_by_year_and_steps_over_what_is_missing():
    entries = [
        an_entry(),
        an_entry(year=2024, operating=None),
        an_entry(year=2023, operating=170 * MILLION),
    ]
    steps = trend(entries, "r1", annexes=False)
    assert [(one.year, one.share, one.change) for one in steps] == [
        (2023, percent(1), None),
        (2024, None, None),
        (2025, percent(1.7), percent(0.7)),
    ]
