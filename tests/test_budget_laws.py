"""What holds of any budget."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from budgets import amounts, entries, ratio, share
from hypothesis import given
from hypothesis import strategies as st

from care_assess.budget import Line, ratios
from care_assess.budget.comparing import SHIPPED, compare
from care_assess.budget.group import consolidate

annexed = st.booleans()


@given(entries, annexed)
def test_a_share_is_computed_exactly_when_every_term_is_there_and_the_whole_is_not_zero(
    entry, annexes
):
    for one in ratios(entry, annexes=annexes):
        computable = not one.missing and one.bottom.value > 0
        assert (one.value is not None) == computable


@given(entries, annexed, st.integers(2, 1000))
def test_the_unit_of_all_amounts_changes_no_share(entry, annexes, factor):
    def times(cents):
        return None if cents is None else cents * factor

    names = ("operating", "investment", "amortisation")
    scaled = replace(
        entry,
        **{name: times(entry.main(name)) for name in names},
        **{f"annex_{name}": times(entry.annex(name)) for name in names},
        lines=tuple(replace(one, cents=one.cents * factor) for one in entry.lines),
        subsidies=tuple(replace(one, cents=one.cents * factor) for one in entry.subsidies),
    )
    before, after = ratios(entry, annexes=annexes), ratios(scaled, annexes=annexes)
    assert [one.value for one in before] == [one.value for one in after]


@given(entries, annexed, amounts)
def test_amortisation_moves_no_ratio_but_the_first(entry, annexes, cents):
    kept = replace(
        entry, lines=(*entry.lines, Line(kind="amortisation", cents=cents, cyber=Fraction(1)))
    )
    for one in ("r2", "r3", "r4", "r5", "r6", "r6b"):
        assert share(entry, one, annexes=annexes) == share(kept, one, annexes=annexes)


@given(entries, annexed)
def test_what_is_missing_to_a_reference_reaches_it_to_the_cent(entry, annexes):
    for reference in SHIPPED:
        found = compare(ratios(entry, annexes=annexes), reference)
        if found is not None:
            reached = found.ratio.top.value + found.missing
            assert reached / found.ratio.bottom.value == reference.low
            assert (found.position == "below") == (found.missing > 0)


@given(entries, annexed)
def test_the_net_share_is_at_most_the_gross_one(entry, annexes):
    for one in ratios(entry, annexes=annexes):
        if one.net and one.value is not None:
            assert one.value <= share(entry, one.id, annexes=annexes)


@given(st.lists(entries, min_size=1, max_size=4), annexed)
def test_a_group_lies_between_its_members_when_nothing_is_billed_within(members, annexes):
    apart = [
        replace(one, year=2025, lines=tuple(replace(each, internal=False) for each in one.lines))
        for one in members
    ]
    whole = share(consolidate(apart, "GHT"), "r1", annexes=annexes)
    parts = [share(one, "r1", annexes=annexes) for one in apart]
    if whole is not None and None not in parts:
        assert min(parts) <= whole <= max(parts)


@given(st.lists(entries, min_size=2, max_size=4), annexed)
def test_consolidating_again_removes_nothing_more(members, annexes):
    once = consolidate([replace(one, year=2025) for one in members], "GHT")
    again = consolidate([once], "GHT")
    assert ratios(again, annexes=annexes) == ratios(once, annexes=annexes)


@given(st.lists(entries, min_size=2, max_size=4), annexed, st.randoms())
def test_the_order_of_the_members_changes_nothing(members, annexes, random):
    same_year = [replace(one, year=2025) for one in members]
    mixed = random.sample(same_year, len(same_year))
    for name in ("r1", "r2", "r3", "r4", "r5", "r6"):
        found = ratio(consolidate(same_year, "GHT"), name, annexes=annexes)
        other = ratio(consolidate(mixed, "GHT"), name, annexes=annexes)
        assert found.value == other.value
