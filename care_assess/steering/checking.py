"""What makes a set of organisations a tree: one rule a function, each yielding every fault it finds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from care_assess.errors import Message, Param
from care_assess.steering.model import KINDS, Member, Tree
from care_assess.text import folded

__all__ = ["TOLERANCE", "as_tree", "faults_of"]

TOLERANCE = Fraction(1, 200)
"""How far the shares under one organisation may be from 1: rounded percentages rarely sum to 100."""


def faults_of(members: Sequence[Member]) -> tuple[tuple[str, Message], ...]:
    """(id of the organisation, what is wrong with it), all rules together; empty: they make a tree.

    A parent that is not there and a loop are told alone: what follows from them would only hide them.
    """
    basic = (*_twice(members), *_orphans(members), *_loops(members))
    if basic:
        return basic
    return (*_tops(members), *_unbalanced(members), *_empty(members), *_sums(members))


def as_tree(members: Sequence[Member]) -> Tree:
    """The tree of sound ``members``: each after the one above, shares under one organisation made to sum to 1."""
    under: dict[str, list[Member]] = defaultdict(list)
    for one in members:
        under[one.parent].append(one)
    whole = {parent: sum(one.share for one in some) for parent, some in under.items()}
    found: list[Member] = []
    waiting = under[""][::-1]
    while waiting:
        here = waiting.pop()
        share = here.share / whole[here.parent] if here.parent else Fraction(1)
        found.append(replace(here, share=share))
        waiting += under[here.id][::-1]
    return Tree(tuple(found))


def _twice(members: Sequence[Member]) -> Iterator[tuple[str, Message]]:
    """Two organisations that nothing tells apart."""
    by_finess: dict[str, Member] = {}
    by_name: dict[str, Member] = {}
    for one in members:
        first = by_finess.setdefault(one.finess, one)
        if one.finess and first is not one:
            facts = {"finess": one.finess, "first": first.name, "second": one.name}
            yield one.id, Message("ght.fault.same_finess", facts)
            continue
        first = by_name.setdefault(folded(one.name), one)
        if first is not one:
            yield one.id, Message("ght.fault.same_name", {"name": one.name})


def _orphans(members: Sequence[Member]) -> Iterator[tuple[str, Message]]:
    known = {one.id for one in members}
    for one in members:
        if one.parent and one.parent not in known:
            facts = {"name": one.name, "parent": one.parent}
            yield one.id, Message("ght.fault.no_parent", facts)


def _loops(members: Sequence[Member]) -> Iterator[tuple[str, Message]]:
    """Each organisation that is above itself."""
    above = {one.id: one.parent for one in members}
    for one in members:
        seen, here = {one.id}, one.parent
        while here and here not in seen:
            seen.add(here)
            here = above.get(here, "")
        if here == one.id:
            yield one.id, Message("ght.fault.loop", {"name": one.name})


def _tops(members: Sequence[Member]) -> Iterator[tuple[str, Message]]:
    tops = [one for one in members if not one.parent]
    if len(tops) > 1:
        names = ", ".join(one.name for one in tops)
        yield tops[1].id, Message("ght.fault.several_tops", {"names": names})


def _unbalanced(members: Sequence[Member]) -> Iterator[tuple[str, Message]]:
    """An organisation that is not right under the kind that comes before its own."""
    kinds = {one.id: one.kind for one in members}
    for one in members:
        if not one.parent:
            if one.kind == "site":
                yield one.id, Message("ght.fault.lone_site", {"name": one.name})
            continue
        if KINDS.index(one.kind) != KINDS.index(kinds[one.parent]) + 1:
            facts: dict[str, Param] = {
                "name": one.name,
                "kind": Message(f"ght.kind.{one.kind}"),
                "parent": next(each.name for each in members if each.id == one.parent),
                "parent_kind": Message(f"ght.kind.{kinds[one.parent]}"),
            }
            yield one.id, Message("ght.fault.unbalanced", facts)


def _empty(members: Sequence[Member]) -> Iterator[tuple[str, Message]]:
    """A region or a GHT under which no establishment stands."""
    parents = {one.parent for one in members}
    for one in members:
        if one.kind in ("region", "ght") and one.id not in parents:
            yield one.id, Message("ght.fault.empty", {"name": one.name})


def _sums(members: Sequence[Member]) -> Iterator[tuple[str, Message]]:
    """Shares under one organisation that do not make a whole."""
    names = {one.id: one.name for one in members}
    sums: dict[str, Fraction] = defaultdict(Fraction)
    counts = Counter(one.parent for one in members)
    for one in members:
        sums[one.parent] += one.share
    for parent, total in sums.items():
        if parent and abs(total - 1) > TOLERANCE:
            facts: dict[str, Param] = {
                "name": names[parent],
                "sum": total * 100,
                "n": counts[parent],
            }
            yield parent, Message("ght.fault.sum", facts)
