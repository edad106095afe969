"""Quartiles of a campaign are published so that nobody can be told apart, whatever one subtracts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steered import OURS, a_summary, a_tree, campaigns, scores, sealed

from care_assess.content import load_catalogue
from care_assess.steering.benchmark import (
    ALL,
    MEASURES,
    Entry,
    K,
    entry_of,
    is_safe,
    quartiles,
    release,
)
from care_assess.steering.facts import Facts
from care_assess.steering.keeping import release_from, release_to
from care_assess.store import open_store

KINDS = ("public", "private_nonprofit", "private_forprofit")
SIZES = ("small", "medium", "large")


def an_entry(
    mark: str, kind: str = "public", size: str = "small", score: int | Fraction = 2
) -> Entry:
    return Entry(mark=mark, kind=kind, size=size, scores=dict.fromkeys(MEASURES, Fraction(score)))


def some(count: int, kind: str = "public", size: str = "small", first: int = 0) -> list[Entry]:
    return [an_entry(f"{kind}-{size}-{first + at}", kind, size) for at in range(count)]


def counts(made) -> dict[tuple[str, str], int]:
    return {cell: len(group.members) for cell, group in made.items()}


def sets(made) -> list[frozenset[str]]:
    return [group.members for one in made for group in one.values()]


campaign = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from(KINDS), st.sampled_from(SIZES), scores),
    max_size=40,
    unique_by=lambda one: one[0],
)
"""The establishments of a campaign: number, kind, size, score."""


def entries(given_) -> list[Entry]:
    """Another score of the same establishment makes another summary."""
    return [
        an_entry(f"{number}={score}", kind, size, score) for number, kind, size, score in given_
    ]


def test_under_five_establishments_nothing_is_published():
    assert release(some(K - 1), ()) is None
    assert counts(release(some(K), ())) == {ALL: 5, ("public", ""): 5, ("public", "small"): 5}


def test_a_small_cell_is_left_out_and_so_is_the_one_that_would_give_it_away():
    found = counts(release([*some(8), *some(4, size="large")], ()))
    assert found == {ALL: 12, ("public", ""): 12}
    found = counts(
        release([*some(8), *some(7, "private_nonprofit"), *some(3, "private_forprofit")], ())
    )
    assert ("private_forprofit", "") not in found
    assert found == {ALL: 18, ("public", ""): 8, ("public", "small"): 8}, "7 + 3 are told together"


@pytest.mark.parametrize(("more", "published"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_release_differs_from_the_former_by_five_establishments_or_is_withheld(more, published):
    first = release(some(10), ())
    again = release([*some(10), *some(more, first=10)], [first])
    assert (again is not None) is published


def test_a_changed_summary_counts_as_one_gone_and_one_come():
    first = release(some(10), ())
    assert release([*some(9), an_entry("other")], [first]) is None


def test_differences_with_every_former_release_count_and_not_only_with_the_last():
    first = release(some(10), ())
    second = release(some(15), [first])
    assert second is not None
    assert release(some(12), [second]) is None
    assert release(some(12), [first, second]) is None


@given(st.lists(campaign, min_size=1, max_size=4))
def test_whatever_one_subtracts_at_least_five_establishments_are_told_together(several):
    """All unions, intersections and differences of published groups are unions of atoms."""
    made = []
    for one in several:
        found = release(entries(one), made)
        if found is not None:
            made.append(found)
    published = sets(made)
    assert is_safe([{cell: group.members for cell, group in one.items()} for one in made])
    assert all(len(group) >= K for group in published)
    for left, right in combinations(published, 2):
        for part in (left - right, right - left, left & right):
            assert len(part) == 0 or len(part) >= K
    for left, right, other in combinations(published[:12], 3):
        for part in (left - right - other, (left & right) - other):
            assert len(part) == 0 or len(part) >= K


@given(campaign)
def test_a_release_of_the_same_campaign_is_the_same(given_):
    first = release(entries(given_), ())
    if first is not None:
        assert release(entries(given_[::-1]), [first]) == first
        assert release_from(release_to(first)) == first


@given(st.lists(scores, min_size=1, max_size=12))
def test_quartiles_are_ordered_and_within_the_values(values):
    first, middle, third = quartiles(values)
    assert min(values) <= first <= middle <= third <= max(values)
    assert quartiles(values[::-1]) == (first, middle, third)


def test_quartiles_are_in_proportion_between_two_values():
    assert quartiles([Fraction(one) for one in (1, 2, 3, 4)]) == (
        Fraction(7, 4),
        Fraction(5, 2),
        Fraction(13, 4),
    )


def test_a_summary_without_one_of_the_scores_brings_nothing():
    made = entry_of("a", a_summary("A", 2))
    assert made is not None
    facts = Facts(day=date(2026, 11, 23), values={})
    assert entry_of("a", a_summary("A", 2, facts=facts)) == made, "facts change no mark"
    assert entry_of("a", a_summary("A", 2, budget=None)) is None


def test_what_was_published_stays_while_the_next_would_tell_someone_apart(tmp_path):
    store = open_store(tmp_path / "data")
    work = campaigns(store, load_catalogue())
    names = "ABCDEFGHIJKL"
    work.set_tree(a_tree(*[Fraction(100, 12)] * 12))
    work.take([sealed(a_summary(name, 2), OURS) for name in names[:6]])
    first = work.publish("2026")
    assert counts(first)[ALL] == 6
    work.take([sealed(a_summary("G", 4), OURS)])
    assert work.publish("2026") is None
    assert work.published("2026") == first
    work.take([sealed(a_summary(name, 4), OURS) for name in names[7:11]])
    assert counts(work.publish("2026"))[ALL] == 11
    store.close()


def test_one_assessment_in_two_campaigns_tells_nobody_apart(tmp_path):
    store = open_store(tmp_path / "data")
    work = campaigns(store, load_catalogue())
    work.set_tree(a_tree(*[Fraction(100, 7)] * 7))
    work.take([sealed(a_summary(name, 2), OURS) for name in "ABCDEF"])
    assert work.publish("2026") is not None
    work.take([sealed(a_summary(name, 2, campaign="Automne"), OURS) for name in "ABCDEFG"])
    assert work.publish("Automne") is None, "G would be what the second has and the first has not"
    store.close()
