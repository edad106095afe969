"""Ladders: a level reached rung by rung, read from the control points that questions carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TypeAlias

from care_assess.answers import NEVER, Answer, level_given
from care_assess.questionnaire import FailTest, Level, Question, QuestionId
from care_assess.scoring.model import LadderResult, RungState

__all__ = ["Attempt", "Hold", "climb", "holds_of", "reached", "rung_states"]

_NO_RUNG: tuple[int, ...] = ()


class Hold:
    """One question of a ladder: the rungs it concerns, and which of them an answer fails."""

    __slots__ = ("_by_option", "_by_size", "concerned", "question")

    def __init__(self, question: Question) -> None:
        carried = {rung for point in question.control_points for rung in point.rungs}
        self.question = question
        self.concerned = tuple(sorted(carried | {test.rung for test in question.fails}))
        self._by_option: dict[str, tuple[int, ...]] = {}
        for test in question.fails:
            if test.option is not None:
                failed = {*self._by_option.get(test.option, _NO_RUNG), test.rung}
                self._by_option[test.option] = tuple(sorted(failed))
        self._by_size = tuple(test for test in question.fails if test.option is None)

    def failed(self, answer: Answer) -> tuple[int, ...]:
        """The rungs that a known answer fails. "Never" fails the lowest."""
        value = answer.value
        if value == NEVER and self.question.scale:
            return self.worst
        if isinstance(value, str) and not self._by_size:
            return self._by_option.get(value, _NO_RUNG)
        return tuple(sorted({*self._by_choice(answer), *self._by_amount(answer)}))

    @property
    def worst(self) -> tuple[int, ...]:
        """What fails when nothing is done: the lowest rung."""
        return self.concerned[:1]

    def _by_choice(self, answer: Answer) -> Iterator[int]:
        chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        for option in chosen:
            if isinstance(option, str):
                yield from self._by_option.get(option, _NO_RUNG)

    def _by_amount(self, answer: Answer) -> Iterator[int]:
        value = answer.value
        amount = value if isinstance(value, Fraction) else level_given(self.question, answer)
        for test in self._by_size:
            if amount is not None and _fails(amount, test):
                yield test.rung


Attempt: TypeAlias = "tuple[Hold, tuple[int, ...] | None]"
"""A question that applies, and the rungs it fails; None: not known. What does not apply is left out."""


def holds_of(questions: Iterable[Question]) -> tuple[Hold, ...]:
    """The questions that concern some rung."""
    return tuple(hold for hold in map(Hold, questions) if hold.concerned)


def climb(
    name: str, start: int, rungs: tuple[int, ...], attempts: Sequence[Attempt]
) -> LadderResult:
    """The level of the ladder: ``start`` plus the consecutive rungs passed."""
    states = rung_states(rungs, attempts)
    assessed = any(failed is not None for _, failed in attempts)
    proven, at_most = reached(start, states) if assessed else (None, None)
    stop = next((state.rung for state in states if state.state == "failed"), None)
    failing = [hold for hold, failed in attempts if failed and stop in failed]
    return LadderResult(
        id=name,
        proven=proven,
        at_most=at_most,
        rungs=states,
        blocking=tuple(_points(failing, stop)),
    )


def rung_states(rungs: tuple[int, ...], attempts: Iterable[Attempt]) -> tuple[RungState, ...]:
    """What is known of each rung."""
    blocking: dict[int, list[QuestionId]] = {rung: [] for rung in rungs}
    missing: dict[int, list[QuestionId]] = {rung: [] for rung in rungs}
    for hold, failed in attempts:
        kept, touched = (missing, hold.concerned) if failed is None else (blocking, failed)
        for rung in touched:
            if rung in kept:
                kept[rung].append(hold.question.id)
    return tuple(
        RungState(
            rung=rung,
            state="failed" if blocking[rung] else "unassessed" if missing[rung] else "passed",
            blocking=tuple(blocking[rung]),
            missing=tuple(missing[rung]),
        )
        for rung in rungs
    )


def reached(start: int, states: Sequence[RungState]) -> tuple[int, int]:
    """The level passed for certain, and the level if every rung that is not assessed passed."""
    proven = next((n for n, one in enumerate(states) if one.state != "passed"), len(states))
    at_most = next((n for n, one in enumerate(states) if one.state == "failed"), len(states))
    return start + proven, start + at_most


def _points(holds: list[Hold], rung: int | None) -> Iterator[tuple[QuestionId, str]]:
    """The control points of that rung, or all those of a question that names none for it."""
    for hold in holds:
        points = hold.question.control_points
        named = [point.id for point in points if rung in point.rungs]
        for point in named or [point.id for point in points] or [""]:
            yield hold.question.id, point


def _fails(amount: Level, test: FailTest) -> bool:
    below = test.below is not None and amount < test.below
    return below or (test.above is not None and amount > test.above)
