"""Registers of exercises that tests are about: one that counts, and any register."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from care_assess.exercises import (
    FORMS,
    FUNCTIONS,
    LEVELS,
    REVIEWS,
    SCOPES,
    SOURCES,
    Exercise,
    Lesson,
    Register,
)
from care_assess.exercises.setting import SERVICES, Setting

TODAY = date(2026, 11, 26)
TEAMS = ("management", "medical", "care", "it", "communication")


def an_exercise(**facts) -> Exercise:
    """One that counts and lacks nothing but its written review."""
    given = {"id": 1, "day": date(2026, 3, 12), "form": "crisis", "functions": TEAMS, "care": True}
    return Exercise(**{**given, **facts})


def a_lesson(**facts) -> Lesson:
    """One with someone in charge and a date."""
    given = {"id": 1, "text": "Tenir l'annuaire", "owner": "Mme Roy", "due": date(2026, 9, 1)}
    return Lesson(**{**given, **facts})


def reviewed(**facts) -> Exercise:
    """One whose review is written and assigned."""
    return an_exercise(**{"review": "written", "lessons": (a_lesson(),), **facts})


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
words = st.text(max_size=12).map(lambda text: " ".join(text.split()))
lessons = st.lists(
    st.builds(
        Lesson,
        id=st.integers(1, 99),
        text=words,
        owner=words,
        due=st.none() | days,
        action=st.sampled_from(("", "GOV-22")),
    ),
    max_size=3,
    unique_by=lambda one: one.id,
).map(tuple)


def some_of(known):
    """Some of the known words, in their order."""
    return st.sets(st.sampled_from(known)).map(
        lambda found: tuple(one for one in known if one in found)
    )


exercises = st.builds(
    Exercise,
    id=st.integers(1, 999),
    title=words,
    day=st.none() | days,
    form=st.none() | st.sampled_from(FORMS),
    scope=st.none() | st.sampled_from(SCOPES),
    scenario=words,
    functions=some_of(FUNCTIONS),
    level=st.none() | st.sampled_from(LEVELS),
    source=st.none() | st.sampled_from(SOURCES),
    care=st.booleans(),
    wards=st.integers(0, 5),
    unannounced=st.booleans(),
    review=st.sampled_from(REVIEWS),
    quality=st.booleans(),
    checked=st.booleans(),
    evidence=words,
    lessons=lessons,
)
settings = st.builds(
    Setting,
    ehr=words,
    beds=st.none() | st.integers(1, 2000),
    absent=some_of(SERVICES),
    emergency=words,
)
registers = st.builds(
    Register,
    exercises=st.lists(exercises, max_size=4, unique_by=lambda one: one.id).map(tuple),
    complete=st.booleans(),
    grid=st.booleans(),
    programme=st.booleans(),
    reviewed=st.booleans(),
    setting=settings,
)
