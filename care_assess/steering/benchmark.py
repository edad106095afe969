"""Quartiles of a campaign by kind and size, published so that nobody can be told apart: k-anonymity.

Published groups are sets of establishments. What anybody can deduce from them, whatever they subtract, is
about unions of their *atoms*: the establishments that are in the very same groups, over all the releases of a
campaign. A release is safe when each atom holds K establishments or more; see docs/method.md.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TypeAlias, get_args

from care_assess.answers import OrganisationKind
from care_assess.steering.model import LISTS, SIZES, Summary

__all__ = ["ALL", "CELLS", "MEASURES", "Cell", "Entry", "Group", "K", "Release", "entry_of", "is_safe", "quartiles", "release"]  # fmt: skip

K = 5
"""Establishments that are told together, at least."""

_MARK = 32  # hexadecimal signs

Cell: TypeAlias = tuple[str, str]
"""(kind, size); "" for whichever."""
ALL: Cell = ("", "")
_KINDS: tuple[str, ...] = get_args(OrganisationKind)
CELLS: tuple[Cell, ...] = (
    ALL,
    *((kind, "") for kind in _KINDS),
    *((kind, size) for kind in _KINDS for size in SIZES),
)
"""Everyone, then each kind, then each size of a kind. No size of all kinds: it would cross them."""

MEASURES = ("", *LISTS)
"""The whole, then the topics."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What one establishment brings. ``mark``: of it and its answers; other answers of the same one have another."""

    mark: str
    kind: str
    size: str
    scores: Mapping[str, Fraction]

    @property
    def cells(self) -> tuple[Cell, Cell, Cell]:
        """The cells it is in."""
        return ALL, (self.kind, ""), (self.kind, self.size)


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """The establishments of a cell that are told together, and the quartiles of each measure."""

    members: frozenset[str]
    quartiles: Mapping[str, tuple[Fraction, Fraction, Fraction]]


Release: TypeAlias = Mapping[Cell, Group]


def entry_of(place: str, summary: Summary) -> Entry | None:
    """What a summary brings; None when a score is missing: every measure is of the same establishments.

    ``place``: what tells its establishment from others. Its mark is of its answers: facts sent anew change none.
    """
    scores = {topic: figure.score for topic, figure in summary.topics.items()}
    scores[""] = summary.overall.score
    known = {name: scores[name] for name in MEASURES if scores.get(name) is not None}
    if len(known) < len(MEASURES):
        return None
    mark = hashlib.sha256(f"{place}/{summary.digest}".encode("utf-8", "surrogatepass")).hexdigest()
    return Entry(
        mark=mark[:_MARK],
        kind=summary.kind,
        size=summary.size,
        scores={name: score for name, score in known.items() if score is not None},
    )


def release(entries: Iterable[Entry], former: Sequence[Release]) -> Release | None:
    """What may be published after the releases ``former``; None: nothing more, for now.

    A cell is published when it holds K establishments and every atom still does; larger cells come first.
    None without the cell of everyone: the last release then stands.
    """
    of_cell: dict[Cell, list[Entry]] = {}
    for one in entries:
        for cell in one.cells:
            of_cell.setdefault(cell, []).append(one)
    before = [{cell: group.members for cell, group in one.items()} for one in former]
    chosen: dict[Cell, frozenset[str]] = {}
    for cell in sorted(of_cell, key=lambda one: (_depth(one), -len(of_cell[one]), one)):
        members = frozenset(one.mark for one in of_cell[cell])
        above = cell == ALL or (ALL in chosen and (not cell[1] or (cell[0], "") in chosen))
        if above and is_safe([*before, {**chosen, cell: members}]):
            chosen[cell] = members
    if ALL not in chosen:
        return None
    return {
        cell: Group(members=members, quartiles=_quartiles_of(of_cell[cell]))
        for cell, members in chosen.items()
    }


def is_safe(releases: Sequence[Mapping[Cell, frozenset[str]]]) -> bool:
    """Whether every atom of those groups holds K establishments or more."""
    groups: dict[str, list[tuple[int, Cell]]] = {}
    for number, one in enumerate(releases):
        for cell, members in one.items():
            for mark in members:
                groups.setdefault(mark, []).append((number, cell))
    sizes = Counter(map(tuple, groups.values()))
    return all(size >= K for size in sizes.values())


def quartiles(values: Iterable[Fraction]) -> tuple[Fraction, Fraction, Fraction]:
    """The three quartiles of one value or more, exact: between two values, in proportion (Hyndman and Fan, 7)."""
    ranked = sorted(values)

    def at(share: Fraction) -> Fraction:
        place = share * (len(ranked) - 1)
        below = floor(place)
        above = min(below + 1, len(ranked) - 1)
        return ranked[below] + (ranked[above] - ranked[below]) * (place - below)

    return at(Fraction(1, 4)), at(Fraction(1, 2)), at(Fraction(3, 4))


def _quartiles_of(
    entries: Sequence[Entry],
) -> Mapping[str, tuple[Fraction, Fraction, Fraction]]:
    return {name: quartiles(one.scores[name] for one in entries) for name in MEASURES}


def _depth(cell: Cell) -> int:
    return sum(1 for part in cell if part)
