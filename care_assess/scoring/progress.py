"""How far an assessment is on the way to its target, and how much of the way was gone since another.

Formulas of OWASP SAMM's relative scoring, question by question: the gap to the target is what is missing to
it, and what goes beyond it makes up for nothing elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from care_assess.answers import Sheet
from care_assess.questionnaire import HIGHEST, Level, QuestionId, Questionnaire, Reference
from care_assess.scoring.engine import Marking, mark

__all__ = ["Advance", "Advances", "advances"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Advance:
    """The way to the target, in weights: a question brings its weight for the whole of its levels.

    ``aimed``: Σ weight x target; ``gap``: Σ weight x what is missing to it, what is not known being
    missing. ``to_target``: 1 - gap / aimed, in [0, 1]; None when nothing is aimed at. ``since``: how much
    of the former gap is closed, 1 at most, below 0 when it has grown, over the questions that concern
    the establishment both times; None without a former gap.
    """

    aimed: Fraction
    gap: Fraction
    to_target: Fraction | None
    since: Fraction | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Advances:
    """The way gone over all questions, and in each domain."""

    overall: Advance
    domains: Mapping[str, Advance]


def advances(
    questionnaires: Sequence[Questionnaire],
    sheet: Sheet,
    reference: Reference,
    *,
    before: tuple[Sequence[Questionnaire], Sheet] | None = None,
    target: Sheet | None = None,
) -> Advances:
    """How far ``sheet`` is.

    ``before``: an earlier sheet, with the questionnaires that it answers. ``target``: a sheet that
    answers what is aimed at; by default, and for what it does not answer, it is the target of the
    questionnaire, or the best answer where none is that high.
    """
    now = mark(questionnaires, sheet, reference)
    then = None if before is None else _levels(mark(*before, reference))
    aims = {} if target is None else _levels(mark(questionnaires, target, reference))
    gaps = {
        domain.questionnaire.id: [
            _gap(now, position, then, aims) for position in domain.root.members
        ]
        for domain in now.frame.domains
    }
    return Advances(
        overall=_summed(one for found in gaps.values() for one in found),
        domains={name: _summed(found) for name, found in gaps.items()},
    )


_Levels = Mapping[QuestionId, "Level | None"]
"""The points of the questions that apply; None: not known."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """One question, in weights. ``former``: its gap the last time, if it applied then."""

    aimed: Fraction
    gap: Fraction
    former: Fraction | None


_NOTHING = _Gap(Fraction(0), Fraction(0), None)


def _levels(marking: Marking) -> _Levels:
    outcomes = marking.outcomes
    return {
        name: outcomes[position].points
        for name, position in marking.frame.places.items()
        if outcomes[position].term.state != "not_applicable"
    }


def _gap(now: Marking, position: int, then: _Levels | None, aims: _Levels) -> _Gap:
    slot, outcome = now.frame.slots[position], now.outcomes[position]
    if outcome.term.state == "not_applicable":
        return _NOTHING
    usual = min(slot.target, slot.best.points or 0)
    aim = aims.get(slot.id)
    aim = usual if aim is None else aim

    def missing(points: Level | None) -> Fraction:
        return slot.question.weight * max(aim - (points or 0), 0) / HIGHEST

    former = missing(then[slot.id]) if then is not None and slot.id in then else None
    return _Gap(slot.question.weight * aim / HIGHEST, missing(outcome.points), former)


def _summed(gaps: Iterable[_Gap]) -> Advance:
    found = list(gaps)
    aimed = sum((one.aimed for one in found), Fraction(0))
    gap = sum((one.gap for one in found), Fraction(0))
    both = [(one.gap, one.former) for one in found if one.former is not None]
    former = sum((before for _, before in both), Fraction(0))
    closed = former - sum((now for now, _ in both), Fraction(0))
    return Advance(
        aimed=aimed,
        gap=gap,
        to_target=1 - gap / aimed if aimed else None,
        since=closed / former if former else None,
    )
