"""The tree, the objectives, the accepted keys and the releases ↔ JSON; what is read back is checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from care_assess.steering.benchmark import CELLS, MEASURES, Cell, Group, Release
from care_assess.steering.checking import as_tree, faults_of
from care_assess.steering.model import KINDS, LISTS, Member, Tree
from care_assess.steering.objectives import INDICATORS, MOST, Objective, is_target

__all__ = [
    "keys_from",
    "keys_to",
    "objectives_from",
    "objectives_to",
    "release_from",
    "release_to",
    "tree_from",
    "tree_to",
]

_FRACTION = re.compile(r"\d{1,60}(/[1-9]\d{0,59})?")
_KEY = re.compile(r"[0-9a-f]{64}")
_LONGEST = 200


def tree_to(tree: Tree) -> list[list[str]]:
    """The tree as JSON."""
    return [
        [one.kind, one.name, one.parent, str(one.share), one.finess, one.id] for one in tree.members
    ]


def tree_from(stored: object) -> Tree:
    """The tree that was kept; empty when none was, or when it is none."""
    members = tuple(_members(stored))
    return Tree() if not members or faults_of(members) else as_tree(members)


def objectives_to(objectives: Sequence[Objective]) -> list[list[str]]:
    """The objectives as JSON."""
    return [
        [one.topic, one.indicator, str(one.target), one.due.isoformat(), one.owner, one.scope]
        for one in objectives
    ]


def objectives_from(stored: object) -> tuple[Objective, ...]:
    """The objectives that were kept."""
    return tuple(_objectives(stored))[:MOST]


def keys_to(keys: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """The accepted keys as JSON."""
    return {member: sorted(some) for member, some in sorted(keys.items()) if some}


def keys_from(stored: object) -> dict[str, frozenset[str]]:
    """The keys that were accepted, by organisation."""
    found = stored if isinstance(stored, dict) else {}
    return {
        member: frozenset(one for one in some if isinstance(one, str) and _KEY.fullmatch(one))
        for member, some in found.items()
        if isinstance(some, list)
    }


def release_to(release: Release) -> list[list[Any]]:
    """A release as JSON."""
    return [
        [*cell, sorted(group.members), [[str(one) for one in group.quartiles[name]] for name in MEASURES]]
        for cell, group in release.items()
    ]  # fmt: skip


def release_from(stored: object) -> dict[Cell, Group]:
    """The release that was kept. Raises ValueError or TypeError when it is none: nothing may follow it."""
    found: dict[Cell, Group] = {}
    if not isinstance(stored, list):
        raise TypeError(stored)
    for kind, size, members, quartiles in stored:
        if (kind, size) not in CELLS:
            raise ValueError(kind, size)
        figures = [tuple(Fraction(one) for one in some) for some in quartiles]
        by_measure = {
            name: (first, second, third)
            for name, (first, second, third) in zip(MEASURES, figures, strict=True)
        }
        found[kind, size] = Group(members=frozenset(members), quartiles=by_measure)
    return found


def _members(stored: object) -> Iterator[Member]:
    for row in stored if isinstance(stored, list) else ():
        if (
            not isinstance(row, list)
            or len(row) != 6
            or not all(isinstance(one, str) for one in row)
        ):
            continue
        kind, name, parent, share, finess, member = row
        if kind in KINDS and name and _FRACTION.fullmatch(share):
            yield Member(
                id=member, kind=kind, name=name, parent=parent, share=Fraction(share), finess=finess
            )


def _objectives(stored: object) -> Iterator[Objective]:
    for row in stored if isinstance(stored, list) else ():
        if (
            not isinstance(row, list)
            or len(row) != 6
            or not all(isinstance(one, str) for one in row)
        ):
            continue
        topic, indicator, target, due, owner, scope = row
        day = _day(due)
        if topic not in ("", *LISTS) or indicator not in INDICATORS or day is None:
            continue
        if _FRACTION.fullmatch(target) and is_target(indicator, topic, Fraction(target)):
            yield Objective(
                topic=topic,
                indicator=indicator,
                target=Fraction(target),
                due=day,
                owner=owner[:_LONGEST],
                scope=scope,
            )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
