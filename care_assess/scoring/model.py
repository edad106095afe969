"""What a score is, with the why of every point as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from care_assess.questionnaire import PLAIN, TARGET, Level, Method, QuestionId, Scale
from care_assess.text import Text

__all__ = [
    "ENOUGH",
    "TARGET",
    "CapHeld",
    "DomainScore",
    "LadderResult",
    "RungState",
    "Score",
    "Scores",
    "State",
    "Term",
]

ENOUGH = Fraction(3, 5)
"""The share of the weight that must be answered for a level to be given."""

State: TypeAlias = Literal["answered", "unknown", "unanswered", "not_applicable"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CapHeld:
    """A cap that holds: the score is at most ``max`` because of ``question``. ``certain`` False: the answer is unknown."""

    max: Level
    reason: Text
    question: QuestionId
    certain: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One part of a score: a question, or a group of a mean or a sum of groups.

    ``level`` is the exact level counted (None: left out), ``low`` and ``high`` its bounds; ``state``
    says why. A "not applicable" with a level is counted as the target. ``declared`` tells a "not applicable" given by a person, with its ``reason``, from one
    that the profile or another answer settles.
    """

    id: str
    level: Fraction | None
    low: Fraction
    high: Fraction
    weight: Fraction
    state: State
    declared: bool = False
    reason: str = ""


class Score(NamedTuple):
    """One score on its ``scale`` (0 to 5 but for some domains), exact, with its interval and what explains it.

    Everything in levels (bounds, caps, terms) is on the scale; ``level`` is always 0 to 5. ``score`` None: nothing counted. ``low`` ≤ ``score`` ≤ ``high`` always (None together when nothing
    applies). ``level`` None below 60 % of coverage. ``coverage``, ``known`` and ``evidence_rate`` are
    shares in [0, 1], None over nothing. ``uncapped``: the score without any cap (for the whole:
    without those of its domains). ``if_not_applicable_were_zero``:
    what the score would be with the declared "not applicable" counted as not done (None when there is none).
    ``answered`` counts known values; ``applicable`` counts answered, unknown and unanswered.
    """

    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    level: int | None
    coverage: Fraction | None
    known: Fraction | None
    evidence_rate: Fraction | None
    caps: tuple[CapHeld, ...]
    answered: int
    applicable: int
    unknown: int
    not_applicable: int
    uncapped: Fraction | None
    if_not_applicable_were_zero: Fraction | None
    method: Method
    terms: tuple[Term, ...]
    scale: Scale = PLAIN

    @property
    def normalised(self) -> Fraction | None:
        """The score in points, 0 to 5, whatever the scale."""
        return self.in_points(self.score)

    @property
    def unknown_left_out(self) -> bool:
        """Whether the unknown answers are left out of the score instead of counting as the lowest level."""
        return self.unknown > 0 and self.coverage == self.known

    def in_points(self, level: Fraction | None) -> Fraction | None:
        """A level on the scale of this score, in points."""
        return None if level is None else Fraction(self.scale.points(level))

    @property
    def biting(self) -> tuple[CapHeld, ...]:
        """The caps that hold the score down now: it would be higher without them."""
        if self.uncapped is None:
            return ()
        return tuple(cap for cap in self.caps if self.uncapped > cap.max)


@dataclass(frozen=True, kw_only=True, slots=True)
class RungState:
    """One rung of a ladder: passed, failed by ``blocking`` questions, or unassessed for want of ``missing`` answers."""

    rung: int
    state: Literal["passed", "failed", "unassessed"]
    blocking: tuple[QuestionId, ...]
    missing: tuple[QuestionId, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LadderResult:
    """The level of a ladder. ``proven``: rungs passed for certain; ``at_most``: if the unassessed ones passed.

    Both None when nothing was assessed. ``blocking``: the control points (question, point) of the first
    rung that fails, which is what keeps the level at ``at_most``.
    """

    id: str
    proven: int | None
    at_most: int | None
    rungs: tuple[RungState, ...]
    blocking: tuple[tuple[QuestionId, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DomainScore:
    """The score of one questionnaire, of its sections and of its ladders, on the scale of the questionnaire.

    ``groups``: id of a section or of a group that is made of groups → id of each → its score.
    """

    total: Score
    sections: Mapping[str, Score]
    ladders: Mapping[str, LadderResult]
    groups: Mapping[str, Mapping[str, Score]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scores:
    """All scores of one sheet. ``weakest``: the domain with the lowest exact score in points (first in order at equality)."""

    overall: Score
    domains: Mapping[str, DomainScore]
    topics: Mapping[str, Score]
    axes: Mapping[str, Score]
    weakest: str | None

    @property
    def caps(self) -> tuple[CapHeld, ...]:
        """Every cap that holds, each once: those of the domains, then those of the topics."""
        groups = (*(one.total for one in self.domains.values()), *self.topics.values())
        return tuple(dict.fromkeys(cap for group in groups for cap in group.caps))
