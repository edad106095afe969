"""What holds of any budget."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

from budgets import amounts, books, entries, ratio, share
from hypothesis import given, settings
from hypothesis import strategies as st

from care_assess.budget import Line, ratios
from care_assess.budget.comparing import SHIPPED, compare
from care_assess.budget.group import consolidate
from care_assess.budget.keeping import from_json, to_json
from care_assess.budget.numbers import (
    amount_text,
    percent_text,
    read_amount,
    read_percent,
)
from care_assess.text import translator

annexed = st.booleans()


@settings(max_examples=25)
@given(entries, annexed)
def test_a_share_is_computed_exactly_when_every_term_is_there_and_the_whole_is_not_zero(
    entry, annexes
):
    for one in ratios(entry, annexes=annexes):
        computable = not one.missing and one.bottom.value > 0
        assert (one.value is not None) == computable


@settings(max_examples=25)
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


@settings(max_examples=25)
@given(entries, annexed, amounts)
def test_amortisation_moves_no_ratio_but_the_first(entry, annexes, cents):
    kept = replace(
        entry, lines=(*entry.lines, Line(kind="amortisation", cents=cents, cyber=Fraction(1)))
    )
    for one in ("r2", "r3", "r4", "r5", "r6", "r6b"):
        assert share(entry, one, annexes=annexes) == share(kept, one, annexes=annexes)


@settings(max_examples=25)
@given(entries, annexed)
def test_what_is_missing_to_a_reference_reaches_it_to_the_cent(entry, annexes):
    for reference in SHIPPED:
        found = compare(ratios(entry, annexes=annexes), reference)
        if found is not None:
            reached = found.ratio.top.value + found.missing
            assert reached / found.ratio.bottom.value == reference.low
            assert (found.position == "below") == (found.missing > 0)


@settings(max_examples=25)
@given(entries, annexed)
def test_the_net_share_is_at_most_the_gross_one(entry, annexes):
    for one in ratios(entry, annexes=annexes):
        if one.net and one.value is not None:
            assert one.value <= share(entry, one.id, annexes=annexes)


@settings(max_examples=25)
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


@settings(max_examples=25)
@given(st.lists(entries, min_size=2, max_size=4), annexed)
def test_consolidating_again_removes_nothing_more(members, annexes):
    once = consolidate([replace(one, year=2025) for one in members], "GHT")
    again = consolidate([once], "GHT")
    assert ratios(again, annexes=annexes) == ratios(once, annexes=annexes)


@settings(max_examples=25)
@given(st.lists(entries, min_size=2, max_size=4), annexed, st.randoms())
def test_the_order_of_the_members_changes_nothing(members, annexes, random):
    same_year = [replace(one, year=2025) for one in members]
    mixed = random.sample(same_year, len(same_year))
    for name in ("r1", "r2", "r3", "r4", "r5", "r6"):
        found = ratio(consolidate(same_year, "GHT"), name, annexes=annexes)
        other = ratio(consolidate(mixed, "GHT"), name, annexes=annexes)
        assert found.value == other.value


@settings(max_examples=30)
@given(books)
def test_a_book_is_read_back_as_it_was_kept(book):
    assert from_json(json.loads(json.dumps(to_json(book))), 2025) == book


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda some: (
        st.lists(some, max_size=4) | st.dictionaries(st.text(max_size=8), some, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=30)
@given(st.dictionaries(st.sampled_from(sorted(to_json(from_json(None, 2025)))), junk) | junk)
def test_whatever_was_stored_gives_a_book_that_can_be_kept(stored):
    book = from_json(stored, 2025)
    assert from_json(to_json(book), 2025) == book


@settings(max_examples=30)
@given(st.integers(0, 10**14), st.booleans(), st.sampled_from(["fr", "en"]))
def test_an_amount_is_read_as_it_is_written(cents, thousands, lang):
    text = amount_text(cents, translator(lang), thousands=thousands)
    assert read_amount(text, thousands=thousands) == cents


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_a_share_is_read_as_it_is_written(hundredths):
    found = Fraction(hundredths, 10_000)
    assert read_percent(percent_text(found, translator("fr"))) == found
