"""The exposure of one sheet to every scenario: the steps, the reasons, and the actions that reduce it most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from care_assess.answers import Sheet
from care_assess.plan import Plan, PlannedAction
from care_assess.plan.model import CRITICALITIES
from care_assess.questionnaire import (
    ENOUGH_ALONE,
    HIGHEST,
    Placement,
    QuestionId,
    Questionnaire,
    Reference,
    Scenario,
    Step,
)
from care_assess.risks.model import (
    OPEN,
    Reason,
    Reduction,
    Risk,
    Spread,
    StepRisk,
    StepState,
    band_of,
)
from care_assess.risks.openness import Part, exposure, openness, value_of, whole
from care_assess.scoring import ENOUGH
from care_assess.scoring.engine import Marking, mark
from care_assess.scoring.frame import Outcome

__all__ = ["build_risks"]

_At: TypeAlias = "tuple[str, int, Placement]"
"""A step, the index of a question among those asked at it, and how it is placed there."""
_Done: TypeAlias = "tuple[PlannedAction, frozenset[int], Marking]"

_ACTIONS = 3
_NOTHING = Fraction(0)


def build_risks(
    questionnaires: Sequence[Questionnaire], sheet: Sheet, plan: Plan, reference: Reference
) -> tuple[Risk, ...]:
    """The exposure to each scenario that a question of the sheet is placed in, in the order of the vocabulary.

    ``plan``: that of the same sheet.
    """
    marking = mark(questionnaires, sheet, reference)
    raised = [_done(marking, action) for action in plan.actions]
    return tuple(
        _Weigher(scenario, marking).risk(raised)
        for scenario in reference.scenarios.values()
        if any(one.question in marking.frame.places for one in _placements(scenario))
    )


def _done(marking: Marking, action: PlannedAction) -> _Done:
    """An action, the positions of its questions and of those whose work it includes, all at their best."""
    places = marking.frame.places
    positions = frozenset(places[name] for name in (*action.questions, *action.overlaps))
    return action, positions, marking.raised(positions)


def _placements(scenario: Scenario) -> Iterator[Placement]:
    return (placement for step in scenario.steps for placement in step.placements)


def _part(placement: Placement, outcome: Outcome) -> Part:
    return Part(
        strength=placement.strength,
        door=placement.role == "opens" and placement.strength == ENOUGH_ALONE,
        state=outcome.term.state,
        gap=None if outcome.points is None else HIGHEST - outcome.points,
    )


class _Weigher:
    """Weighs one scenario."""

    def __init__(self, scenario: Scenario, marking: Marking) -> None:
        self._scenario = scenario
        self._marking = marking
        self._parts: dict[str, list[Part]] = {step.id: [] for step in scenario.steps}
        self._placed: dict[int, list[_At]] = {}
        """Position of a question → where it is placed."""
        for step in scenario.steps:
            for placement in step.placements:
                self._place(step, placement)
        self._steps = tuple(self._step(step) for step in scenario.steps if step.placements)
        self._opened = {
            one.id: (one.weight, one.openness) for one in self._steps if one.openness is not None
        }

    def risk(self, raised: Sequence[_Done]) -> Risk:
        """The exposure. ``raised``: every action of the plan, by rank, and the answers once it is done."""
        spread = exposure(list(self._opened.values()))
        reasons = tuple(self._reasons())
        concerned = [one for one in self._steps if one.state != "outside"]
        known = whole((one.weight, one.known) for one in concerned)
        return Risk(
            id=self._scenario.id,
            name=self._scenario.name,
            story=self._scenario.story,
            exposure=spread,
            known=_NOTHING if known is None else known,
            steps=self._steps,
            opens=self._opening(reasons),
            stops=self._stopping(reasons),
            to_clarify=self._unclear(reasons),
            actions=self._reductions(spread, raised),
        )

    def _place(self, step: Step, placement: Placement) -> None:
        position = self._marking.frame.places.get(placement.question)
        if position is not None:
            parts = self._parts[step.id]
            self._placed.setdefault(position, []).append((step.id, len(parts), placement))
            parts.append(_part(placement, self._marking.outcomes[position]))

    def _step(self, step: Step) -> StepRisk:
        parts = self._parts[step.id]
        spread = openness(parts)
        strength = sum(part.strength for part in parts if part.state != "not_applicable")
        known = sum(part.strength for part in parts if part.gap is not None)
        share = Fraction(known, strength) if strength else _NOTHING
        return StepRisk(
            id=step.id,
            name=step.name,
            weight=step.weight,
            state=_state(spread, share) if parts else "unasked",
            openness=spread,
            known=share,
        )

    # ---- reasons

    def _reasons(self) -> Iterator[Reason]:
        """Each question that applies, once."""
        for position, at in self._placed.items():
            outcome = self._marking.outcomes[position]
            if outcome.term.state == "not_applicable":
                continue
            heaviest = max(
                (one for *_, one in at), key=lambda one: (one.strength, one.role == "opens")
            )
            points = outcome.points
            yield Reason(
                question=heaviest.question,
                role=heaviest.role,
                strength=heaviest.strength,
                steps=tuple(step for step, *_ in at),
                openness=None if points is None else Fraction(HIGHEST - points, HIGHEST),
                unknown=outcome.term.state == "unknown",
            )

    def _opening(self, reasons: Sequence[Reason]) -> tuple[Reason, ...]:
        def worst(one: Reason) -> tuple[object, ...]:
            return (
                -one.strength * (one.openness or _NOTHING),
                one.role != "opens",
                *self._weight(one),
            )

        found = (one for one in reasons if one.openness is not None and one.openness > OPEN)
        return tuple(sorted(found, key=worst))

    def _stopping(self, reasons: Sequence[Reason]) -> tuple[Reason, ...]:
        def best(one: Reason) -> tuple[object, ...]:
            held = 1 - (one.openness or _NOTHING)
            return -one.strength * held, one.role != "stops", *self._weight(one)

        found = (one for one in reasons if one.openness is not None and one.openness <= OPEN)
        return tuple(sorted(found, key=best))

    def _unclear(self, reasons: Sequence[Reason]) -> tuple[Reason, ...]:
        def heaviest(one: Reason) -> tuple[object, ...]:
            return -one.strength, not one.unknown, *self._weight(one)

        return tuple(sorted((one for one in reasons if one.openness is None), key=heaviest))

    def _weight(self, reason: Reason) -> tuple[object, ...]:
        """How much the question itself matters, then its id: a total order."""
        frame = self._marking.frame
        question = frame.slots[frame.places[reason.question]].question
        gravity = CRITICALITIES.index(question.criticality)
        return -gravity, question.tier != "core", -question.weight, question.id

    # ---- actions

    def _reductions(self, spread: Spread | None, raised: Sequence[_Done]) -> tuple[Reduction, ...]:
        """The actions that reduce the exposure most; what is part of the work of one of them is left out."""
        if spread is None or spread.value is None:
            return ()
        now = spread.value
        found = []
        for action, positions, marking in raised:
            after = self._after(marking, positions)
            if after is not None and after < now:
                found.append(Reduction(action=action, after=after))
        found.sort(
            key=lambda one: (one.after, (one.after - now) / one.action.days, one.action.rank)
        )
        chosen: list[Reduction] = []
        included: set[QuestionId] = set()
        for one in found:
            if not included.issuperset(one.action.questions):
                chosen.append(one)
                included.update(one.action.overlaps)
        return tuple(chosen[:_ACTIONS])

    def _after(self, marking: Marking, positions: Iterable[int]) -> Fraction | None:
        """The exposure with other answers at those positions; None when none is in the scenario."""
        moved: dict[str, list[Part]] = {}
        for position in positions:
            for step, index, placement in self._placed.get(position, ()):
                parts = moved.setdefault(step, list(self._parts[step]))
                parts[index] = _part(placement, marking.outcomes[position])
        if not moved:
            return None
        values = {step: value_of(parts) for step, parts in moved.items()}
        return whole(
            (weight, values.get(step, one.value)) for step, (weight, one) in self._opened.items()
        )


def _state(spread: Spread | None, known: Fraction) -> StepState:
    if spread is None:
        return "outside"
    if spread.value is None or (known < ENOUGH and not spread.settled):
        return "unclear"
    states: Mapping[str, StepState] = {"low": "holds", "moderate": "holds", "high": "ajar"}
    return states.get(band_of(spread.value), "open")
