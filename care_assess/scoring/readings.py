"""The same answers read three ways: a mean, the mean under its caps, and a ladder.

Where a questionnaire declares no ladder, the third way is the staircase: the highest whole level that
every question able to reach it has reached.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Final, NamedTuple

from care_assess.answers import Sheet
from care_assess.questionnaire import Level, QuestionId, Questionnaire, Reference, Scale, as_level
from care_assess.scoring.engine import Marking, mark
from care_assess.scoring.frame import Domain
from care_assess.scoring.model import LadderResult, Score

__all__ = ["STAIRS", "Climb", "Readings", "Spread", "read"]

STAIRS: Final = "stairs"
"""What the staircase is called where a ladder has its id."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """A score on the scale of its questionnaire, with its bounds; None as in Score."""

    score: Fraction | None
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Climb:
    """The level of a ladder, or of the staircase (``id`` :data:`STAIRS`).

    ``proven`` and ``at_most`` as in LadderResult; ``blocking``: the questions that keep it at
    ``at_most``. ``missing``: how many answers are not known.
    """

    id: str
    proven: Level | None
    at_most: Level | None
    blocking: tuple[QuestionId, ...]
    missing: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Readings:
    """One questionnaire read three ways, on its scale. ``climbs``: its ladders, or the staircase alone."""

    scale: Scale
    mean: Spread
    capped: Spread
    climbs: tuple[Climb, ...]


def read(
    questionnaires: Sequence[Questionnaire], sheet: Sheet, reference: Reference
) -> Mapping[str, Readings]:
    """Questionnaire id → its three readings.

    The mean is the one the questionnaire declares; that of all its questions by weight when it declares
    another method.
    """
    marking = mark(questionnaires, sheet, reference)
    return {domain.questionnaire.id: _read(marking, domain) for domain in marking.frame.domains}


def _read(marking: Marking, domain: Domain) -> Readings:
    mean, capped = marking.means(domain)
    ladders = marking.ladders(domain)
    climbs = tuple(map(_climb, ladders)) if ladders else (_stairs(marking, domain),)
    return Readings(
        scale=domain.questionnaire.scale,
        mean=_spread(mean),
        capped=_spread(capped),
        climbs=climbs,
    )


def _spread(score: Score) -> Spread:
    return Spread(score=score.score, low=score.low, high=score.high)


def _climb(ladder: LadderResult) -> Climb:
    missing = {question for rung in ladder.rungs for question in rung.missing}
    return Climb(
        id=ladder.id,
        proven=ladder.proven,
        at_most=ladder.at_most,
        blocking=tuple(dict.fromkeys(question for question, _ in ladder.blocking)),
        missing=len(missing),
    )


class _Step(NamedTuple):
    """A question on the staircase: the highest whole level it allows, the highest it could; None: no limit.

    A question that is at its own best stops nobody.
    """

    question: QuestionId
    known: bool
    stop: Level | None
    best: Level


def _stairs(marking: Marking, domain: Domain) -> Climb:
    scale = domain.questionnaire.scale
    steps = [step for at in domain.root.members if (step := _step(marking, at, scale))]
    known = [step for step in steps if step.known]
    missing = len(steps) - len(known)
    if not known:
        return Climb(id=STAIRS, proven=None, at_most=None, blocking=(), missing=missing)
    top = max(_whole(step.best, scale) for step in steps)
    stops = [step.stop for step in known if step.stop is not None]
    at_most = min([*stops, top])
    proven = min([*(step.stop for step in steps if step.stop is not None), top])
    blocking = tuple(step.question for step in known if step.stop == at_most)
    return Climb(id=STAIRS, proven=proven, at_most=at_most, blocking=blocking, missing=missing)


def _step(marking: Marking, position: int, scale: Scale) -> _Step | None:
    """Where a question stands on the staircase; None when it does not apply."""
    slot, outcome = marking.frame.slots[position], marking.outcomes[position]
    if outcome.term.state == "not_applicable":
        return None
    best = scale.level(slot.best.points or 0)
    level = scale.minimum if outcome.points is None else scale.level(outcome.points)
    return _Step(
        question=slot.id,
        known=outcome.points is not None,
        stop=_whole(level, scale) if floor(level) + 1 <= best else None,
        best=best,
    )


def _whole(level: Level, scale: Scale) -> Level:
    """The whole level at or under ``level``, or the bottom of the scale where that is above."""
    return max(floor(level), as_level(scale.minimum))
