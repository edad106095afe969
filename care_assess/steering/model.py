"""The tree of organisations and the summary of one establishment in one campaign."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from care_assess.answers import Answer, Organisation, OrganisationKind
from care_assess.questionnaire import OUTSIDE, TOPICS, Tier
from care_assess.steering.facts import Facts
from care_assess.text import folded

__all__ = [
    "KINDS",
    "LISTS",
    "RULE",
    "SIZES",
    "Figure",
    "Kind",
    "Member",
    "Register",
    "Size",
    "Summary",
    "Tree",
    "key_of",
    "size_of",
]

Kind: TypeAlias = Literal["region", "ght", "establishment", "site"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""From the top of a tree to its leaves: each stands right under the one before."""

Size: TypeAlias = Literal["small", "medium", "large", "unsaid"]
SIZES: tuple[Size, ...] = get_args(Size)

RULE = Fraction(66, 100)
"""The share of the combined activity that CaRE domain 2 asks for (D2.O1.C and D2.O1.D)."""

LISTS = (*TOPICS, OUTSIDE)
"""The six topics and the seventh list, as everywhere."""

_MEDIUM, _LARGE = 100, 500  # beds and places: our own classes


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """One organisation of the tree. ``id``: its FINESS number, else its folded name.

    ``parent``: the id of the one above, "" at the top. ``share``: its part of the combined activity of the
    one above, in [0, 1]; those under one parent sum to 1. ``finess``: nine signs, or "".
    """

    id: str
    kind: Kind
    name: str
    parent: str = ""
    share: Fraction = Fraction(1)
    finess: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """Organisations, each after the one above it; the first is the top. Empty: nothing is steered yet."""

    members: tuple[Member, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.members)

    @property
    def top(self) -> Member:
        """The organisation above all others. Raises IndexError in an empty tree."""
        return self.members[0]

    def find(self, member: str) -> Member | None:
        """The organisation of that id."""
        return next((one for one in self.members if one.id == member), None)

    def under(self, member: str) -> tuple[Member, ...]:
        """Those right under it, in the order of the tree."""
        return tuple(one for one in self.members if one.parent == member)

    def below(self) -> Mapping[str, list[Member]]:
        """Each id above others → those right under it."""
        found: dict[str, list[Member]] = {}
        for one in self.members:
            found.setdefault(one.parent, []).append(one)
        return found

    def within(self, member: str) -> Iterator[Member]:
        """It and all below it, each after the one above."""
        found = {member}
        for one in self.members:
            if one.id in found or one.parent in found:
                found.add(one.id)
                yield one

    def establishments(self, member: str) -> tuple[Member, ...]:
        """The establishments at or below it."""
        return tuple(one for one in self.within(member) if one.kind == "establishment")

    def assessed(self, of: str, there: Collection[str]) -> tuple[Member, ...]:
        """The establishments at or below it; in the place of one that is not ``there``, its sites when some are."""
        found: list[Member] = []
        below = self.below()
        for one in self.establishments(of):
            sites = [] if one.id in there else below.get(one.id, [])
            found += sites if any(site.id in there for site in sites) else (one,)
        return tuple(found)

    def activity(self, of: str) -> Mapping[str, Fraction]:
        """The share of the combined activity of ``of`` that each organisation at or below it has."""
        shares = {of: Fraction(1)}
        for one in self.within(of):
            if one.id != of:
                shares[one.id] = shares[one.parent] * one.share
        return shares

    def register(self) -> Register:
        """Its establishments and sites, to be found by the names that summaries give."""
        assessed = [one for one in self.members if one.kind in ("establishment", "site")]
        return Register(
            {one.finess: one for one in assessed if one.finess},
            {folded(one.name): one for one in assessed},
        )


@dataclass(frozen=True, slots=True)
class Register:
    """Organisations by FINESS number and by folded name."""

    by_finess: Mapping[str, Member]
    by_name: Mapping[str, Member]

    def find(self, name: str, finess: str) -> Member | None:
        """The organisation of that FINESS number, else of that name."""
        return (self.by_finess.get(finess) if finess else None) or self.by_name.get(folded(name))


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A score as a summary carries it, in points from 0 to 5, exact. ``coverage``, ``evidence``: shares in [0, 1].

    ``level`` None: less than 60 % of the answers were given; ``score`` None: nothing was counted.
    """

    score: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    level: int | None = None
    coverage: Fraction | None = None
    evidence: Fraction | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """What an establishment says of one assessment: scores, never a comment nor the name of a document.

    ``campaign``: the period it answers for ("2026"). ``digest``: of the answers and their questionnaires.
    ``weakest``: the domain with the lowest score, "" without one. ``answers``, ``facts``: only when the
    establishment chose to send them, None otherwise. ``made``: when (UTC); None in files of format 1.
    """

    name: str
    finess: str
    kind: OrganisationKind
    ght: str
    size: Size
    campaign: str
    day: date
    tier: Tier
    versions: Mapping[str, str]
    digest: str
    overall: Figure
    domains: Mapping[str, Figure]
    topics: Mapping[str, Figure]
    weakest: str = ""
    answers: Mapping[str, Answer] | None = field(default=None)
    facts: Facts | None = None
    made: datetime | None = None

    @property
    def key(self) -> str:
        """What tells its establishment from others."""
        return key_of(self.name, self.finess)


def key_of(name: str, finess: str) -> str:
    """The id of an organisation: its FINESS number, else its folded name."""
    return finess or folded(name)


def size_of(organisation: Organisation) -> Size:
    """The size by beds and places: small below 100, medium below 500, large from there; unsaid without a number."""
    beds = organisation.profile.get("beds")
    if not isinstance(beds, int) or isinstance(beds, bool) or beds < 0:
        return "unsaid"
    return "small" if beds < _MEDIUM else "medium" if beds < _LARGE else "large"
