"""Which exercises count, what they lack, and when the next one is due.

An exercise counts when nothing hinders it:

    no_date, to_come   it has been held
    technical          it is no technical test            ARS Occitanie, public source
    no_care            it judges going on caring          ARS Occitanie
    no_management      general management takes part      ARS Occitanie, instruction DNS/2025/12
    no_business        departments beside IT take part    ARS Occitanie

What it lacks beyond that does not take it away: a team that instruction DNS/2025/12 names, or the written
review taken up in the quality programme. The next one is due 12 months after the last that counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, TypeAlias

from care_assess.exercises.model import Exercise, Function, Register
from care_assess.obligations import months_after

__all__ = [
    "PERIOD",
    "Doubt",
    "Gap",
    "Hindrance",
    "counting",
    "doubts",
    "gaps",
    "hindrances",
    "is_crisis",
    "last_counting",
    "next_due",
]

Hindrance: TypeAlias = Literal[
    "no_date", "to_come", "no_form", "technical", "no_care", "no_management", "no_business"
]
Gap: TypeAlias = Literal["no_it", "no_medical", "no_communication", "no_review", "no_quality"]
Doubt: TypeAlias = Literal["review_early", "lesson_early", "wards_alone", "far"]

PERIOD = 12
"""Months between two exercises."""
_DEPARTMENTS: frozenset[Function] = frozenset({"medical", "care", "business"})
_NAMED: tuple[tuple[Function, Gap], ...] = (
    ("it", "no_it"),
    ("medical", "no_medical"),
    ("communication", "no_communication"),
)


def hindrances(exercise: Exercise, today: date) -> tuple[Hindrance, ...]:
    """Why an exercise does not count on ``today``; empty when it does. A technical test needs no other reason."""
    return tuple(_hindrances(exercise, today))


def gaps(exercise: Exercise) -> tuple[Gap, ...]:
    """What instruction DNS/2025/12 asks for and an exercise that counts does not have."""
    found: list[Gap] = [gap for function, gap in _NAMED if function not in exercise.functions]
    if exercise.review != "written":
        found.append("no_review")
    elif not exercise.quality:
        found.append("no_quality")
    return tuple(found)


def doubts(exercise: Exercise, today: date) -> tuple[Doubt, ...]:
    """What cannot be right in an entry.

    review_early   there is a review of an exercise to come
    lesson_early   a lesson falls due before the exercise
    wards_alone    wards worked without IT, and care in degraded mode is not said to be judged
    far            the date is more than three years ahead
    """
    day, found = exercise.day, list[Doubt]()
    if day and day > today and exercise.review != "none":
        found.append("review_early")
    if day and any(one.due and one.due < day for one in exercise.lessons):
        found.append("lesson_early")
    if exercise.wards and not exercise.care:
        found.append("wards_alone")
    if day and day > months_after(today, 3 * PERIOD):
        found.append("far")
    return tuple(found)


def is_crisis(exercise: Exercise, today: date) -> bool:
    """Whether it is a crisis exercise that has been held, counting or not."""
    return exercise.form == "crisis" and exercise.day is not None and exercise.day <= today


def counting(register: Register, today: date) -> tuple[Exercise, ...]:
    """The exercises that count on ``today``, the latest first."""
    return tuple(one for one in register.by_date if not hindrances(one, today))


def last_counting(register: Register, today: date) -> Exercise | None:
    """The latest that counts."""
    return next(iter(counting(register, today)), None)


def next_due(register: Register, today: date) -> date | None:
    """The day by which the next one is to be held; None: none counts yet, so it is due now."""
    last = last_counting(register, today)
    return months_after(last.day, PERIOD) if last and last.day else None


def _hindrances(exercise: Exercise, today: date) -> Iterator[Hindrance]:
    if exercise.day is None:
        yield "no_date"
    elif exercise.day > today:
        yield "to_come"
    if exercise.form is None:
        yield "no_form"
        return
    if exercise.form != "crisis":
        yield "technical"
        return
    if not exercise.care:
        yield "no_care"
    if "management" not in exercise.functions:
        yield "no_management"
    if _DEPARTMENTS.isdisjoint(exercise.functions):
        yield "no_business"
