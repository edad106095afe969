"""What is entered of each exercise. Nothing entered is None or empty; a new entry is blank, and counts for nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias, get_args

from care_assess.exercises.setting import AS_WRITTEN, Setting
from care_assess.topics.entries import changed, next_id, without

__all__ = [
    "FORMS",
    "FUNCTIONS",
    "LEVELS",
    "LONGEST",
    "LONGEST_NAME",
    "MOST",
    "MOST_LESSONS",
    "MOST_WARDS",
    "REVIEWS",
    "SCOPES",
    "SOURCES",
    "Exercise",
    "Form",
    "Function",
    "Lesson",
    "Level",
    "Register",
    "Review",
    "Scope",
    "Source",
]

Form: TypeAlias = Literal[
    "crisis", "it_continuity", "group_recovery", "maintenance", "failover", "restore", "directory"
]
FORMS: tuple[Form, ...] = get_args(Form)
"""What was played. All but ``crisis`` are those that ARS Occitanie says are no crisis exercise."""

Scope: TypeAlias = Literal["whole", "part", "group"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

Function: TypeAlias = Literal[
    "management",
    "medical",
    "care",
    "it",
    "ciso",
    "communication",
    "business",
    "quality",
    "partners",
]
FUNCTIONS: tuple[Function, ...] = get_args(Function)
"""Who was present. ``medical``: the medical commission and doctors; ``care``: nursing management and wards;
``business``: other departments (finance, staff, admissions…); ``partners``: agency, other establishments."""

Level: TypeAlias = Literal["beginner", "intermediate", "advanced"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""The levels of the kits of the ANS, and of ours."""

Source: TypeAlias = Literal["ans", "ours", "other"]
SOURCES: tuple[Source, ...] = get_args(Source)
"""Where the scenario comes from."""

Review: TypeAlias = Literal["none", "oral", "written"]
REVIEWS: tuple[Review, ...] = get_args(Review)
"""What the after-action review (RETEX) is."""

MOST, MOST_LESSONS, MOST_WARDS = 30, 12, 99
LONGEST, LONGEST_NAME = 300, 120
"""Characters of a lesson or a scenario, and of a title or a name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """What the review says is to be done. ``action``: the id of an action of the plan; empty: none."""

    id: int
    text: str = ""
    owner: str = ""
    due: date | None = None
    action: str = ""

    @property
    def assigned(self) -> bool:
        """Whether it has someone in charge and a date."""
        return bool(self.text and self.owner and self.due)


@dataclass(frozen=True, kw_only=True, slots=True)
class Exercise:
    """One exercise, held or planned.

    ``form`` None: nobody has said. ``care``: the ability to go on caring in degraded mode was judged;
    ``wards``: the wards that really worked without their software. ``quality``: the actions of the review
    are followed in the quality programme; ``checked``: their effect was checked at a later exercise.
    """

    id: int
    title: str = ""
    day: date | None = None
    form: Form | None = None
    scope: Scope | None = None
    scenario: str = ""
    functions: tuple[Function, ...] = ()
    level: Level | None = None
    source: Source | None = None
    care: bool = False
    wards: int = 0
    unannounced: bool = False
    review: Review = "none"
    quality: bool = False
    checked: bool = False
    evidence: str = ""
    lessons: tuple[Lesson, ...] = ()

    @property
    def written(self) -> bool:
        """Whether its review is written, with someone in charge and a date for each of its actions."""
        return (
            self.review == "written"
            and bool(self.lessons)
            and all(one.assigned for one in self.lessons)
        )

    def with_lesson(self) -> Exercise:
        """The same with a blank lesson more."""
        return replace(self, lessons=(*self.lessons, Lesson(id=next_id(self.lessons))))

    def without_lesson(self, name: int) -> Exercise:
        """The same without that lesson."""
        return replace(self, lessons=without(self.lessons, name))

    def lesson_changed(self, name: int, change: Callable[[Lesson], Lesson]) -> Exercise:
        """The same with that lesson changed."""
        return replace(self, lessons=changed(self.lessons, name, change))


@dataclass(frozen=True, kw_only=True, slots=True)
class Register:
    """The exercises of an establishment, and what it says of them as a whole.

    ``complete``: no exercise is missing from the register; without it, nothing is said of what is not there.
    ``grid``: the level is chosen with the grid of the ANS or an equal method; ``programme``: a programme of
    rising level is written for three years; ``reviewed``: it is looked at again every year. ``setting``:
    what is named in the ready-to-run exercises.
    """

    exercises: tuple[Exercise, ...] = ()
    complete: bool = False
    grid: bool = False
    programme: bool = False
    reviewed: bool = False
    setting: Setting = AS_WRITTEN

    @property
    def by_date(self) -> tuple[Exercise, ...]:
        """The latest first; those without a date before all."""
        return tuple(
            sorted(self.exercises, key=lambda one: (one.day or date.max, one.id), reverse=True)
        )

    def added(self) -> Register:
        """The same with a blank entry more."""
        return replace(self, exercises=(*self.exercises, Exercise(id=next_id(self.exercises))))

    def removed(self, name: int) -> Register:
        """The same without that entry."""
        return replace(self, exercises=without(self.exercises, name))

    def changed(self, name: int, change: Callable[[Exercise], Exercise]) -> Register:
        """The same with that entry changed."""
        return replace(self, exercises=changed(self.exercises, name, change))
