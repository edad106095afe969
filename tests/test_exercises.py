"""Crisis exercises: which count, when the next is due, which kit, which answers; then what holds of any register."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from drills import TEAMS, TODAY, a_lesson, an_exercise, days, exercises, registers, reviewed
from hypothesis import given
from hypothesis import strategies as st

from care_assess.answers import NEVER
from care_assess.content import load_catalogue
from care_assess.exercises import (
    FORMS,
    LEVELS,
    Register,
    counting,
    doubts,
    gaps,
    hindrances,
    next_due,
    recommend,
)
from care_assess.exercises.keeping import from_json, to_json
from care_assess.exercises.proposing import propose
from care_assess.obligations import months_after
from care_assess.questionnaire import QuestionId
from care_assess.topics import fitting, months_since

QUESTIONS = {
    one.id: one
    for each in load_catalogue().select(load_catalogue().proposed())
    for one in each.questions
}


def register(*some, **facts) -> Register:
    return Register(exercises=some, **facts)


def answers(*some, day: date = TODAY, **facts) -> dict[str, object]:
    return {one.question: one.value for one in propose(register(*some, **facts), day)}


def test_an_exercise_that_judges_care_with_management_and_departments_counts():
    assert hindrances(an_exercise(), TODAY) == ()


@pytest.mark.parametrize("form", [one for one in FORMS if one != "crisis"])
def test_a_technical_test_never_counts_whoever_is_there(form):
    assert hindrances(an_exercise(form=form), TODAY) == ("technical",)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"day": None}, ("no_date",)),
        ({"day": date(2026, 12, 1)}, ("to_come",)),
        ({"form": None}, ("no_form",)),
        ({"care": False}, ("no_care",)),
        ({"functions": ("medical", "care", "it")}, ("no_management",)),
        ({"functions": ("management", "it", "ciso", "communication")}, ("no_business",)),
        ({"functions": ()}, ("no_management", "no_business")),
    ],
)
def test_what_hinders_an_exercise_is_said(facts, why):
    assert hindrances(an_exercise(**facts), TODAY) == why


def test_a_team_that_the_instruction_names_may_lack_without_taking_it_away():
    alone = an_exercise(functions=("management", "care"))
    assert hindrances(alone, TODAY) == ()
    assert gaps(alone) == ("no_it", "no_medical", "no_communication", "no_review")
    assert gaps(reviewed()) == ("no_quality",)
    assert gaps(reviewed(quality=True)) == ()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, ()),
        ({"day": date(2026, 12, 1), "review": "oral"}, ("review_early",)),
        ({"lessons": (a_lesson(due=date(2026, 1, 1)),)}, ("lesson_early",)),
        ({"care": False, "wards": 2}, ("wards_alone",)),
        ({"day": date(2036, 3, 12)}, ("far",)),
        ({"day": None, "lessons": (a_lesson(),)}, ()),
    ],
)
def test_what_cannot_be_right_in_an_entry_is_said(facts, said):
    assert doubts(an_exercise(**facts), TODAY) == said


def test_the_next_is_due_a_year_after_the_last_that_counts():
    later = an_exercise(id=2, day=date(2026, 9, 1), form="restore")
    assert next_due(register(an_exercise(), later), TODAY) == date(2027, 3, 12)
    assert next_due(register(later), TODAY) is None


@pytest.mark.parametrize(
    ("some", "topic", "level", "because"),
    [
        ((), None, "beginner", "never"),
        ((reviewed(day=date(2024, 1, 10), level="advanced"),), None, "beginner", "old"),
        ((an_exercise(level="intermediate"),), None, "intermediate", "again"),
        ((reviewed(level="beginner"),), None, "intermediate", "up"),
        ((reviewed(),), None, "intermediate", "up"),
        ((reviewed(level="advanced"),), None, "advanced", "top"),
        ((reviewed(level="intermediate"),), 3, "intermediate", "topic"),
        ((reviewed(level="beginner"),), 1, "beginner", "topic"),
        ((reviewed(level="intermediate"),), 4, "advanced", "up"),
    ],
)
def test_the_kit_follows_the_history_and_never_goes_beyond_the_topic(some, topic, level, because):
    advice = recommend(register(*some), topic, TODAY)
    assert (advice.level, advice.because) == (level, because)


def test_a_month_that_has_begun_counts_whole():
    assert months_since(date(2025, 11, 26), TODAY) == 12
    assert months_since(date(2025, 11, 25), TODAY) == 13
    assert months_since(date(2027, 1, 1), TODAY) == 0


def test_the_date_of_the_last_exercise_answers_how_long_ago():
    assert answers(an_exercise())["GOV-22"] == Fraction(9)


def test_nothing_is_said_of_what_may_be_missing_from_the_register():
    assert answers() == {}
    assert answers(an_exercise(form="restore")) == {}


def test_a_complete_register_without_an_exercise_says_never():
    assert answers(complete=True) == {
        "GOV-22": NEVER,
        "GOV-23": "0",
        "GOV-24": "0",
        "GOV-25": "0",
    }


def test_an_exercise_held_after_the_assessment_says_nothing():
    assert answers(an_exercise(), day=date(2026, 3, 11)) == {}


@pytest.mark.parametrize(
    ("functions", "wards", "level"),
    [
        ((), 0, "0"),
        (("it", "ciso"), 0, "1"),
        (("management", "it", "care"), 0, "2"),
        (TEAMS, 0, "3"),
        (TEAMS, 1, "4"),
        (TEAMS, 3, "4"),
        ((*TEAMS, "partners"), 3, "5"),
    ],
)
def test_who_was_there_answers_who_takes_part(functions, wards, level):
    assert answers(an_exercise(functions=functions, wards=wards))["GOV-23"] == level


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ({}, "0"),
        ({"review": "oral"}, "1"),
        ({"review": "written"}, "2"),
        ({"review": "written", "lessons": (a_lesson(owner=""),)}, "2"),
        ({"review": "written", "lessons": (a_lesson(),)}, "3"),
        ({"review": "written", "lessons": (a_lesson(),), "quality": True}, "4"),
        ({"review": "written", "lessons": (a_lesson(),), "quality": True, "checked": True}, "5"),
    ],
)
def test_the_review_answers_what_became_of_the_lessons(facts, level):
    assert answers(an_exercise(**facts))["GOV-24"] == level


@pytest.mark.parametrize(
    ("exercise", "facts", "level"),
    [
        (an_exercise(day=date(2025, 1, 10)), {"grid": True}, "1"),
        (an_exercise(), {}, "2"),
        (an_exercise(), {"grid": True}, "3"),
        (an_exercise(), {"grid": True, "programme": True}, "4"),
        (an_exercise(), {"grid": True, "programme": True, "reviewed": True}, "4"),
        (an_exercise(unannounced=True), {"grid": True, "programme": True, "reviewed": True}, "5"),
    ],
)
def test_the_programme_answers_how_demanding_it_is(exercise, facts, level):
    assert answers(exercise, **facts)["GOV-25"] == level


@pytest.mark.parametrize(
    ("facts", "planned", "trained", "tried"),
    [
        ({}, True, None, None),
        ({"wards": 1}, True, "3", None),
        ({"wards": 1, "review": "written"}, True, "3", "3"),
        ({"wards": 1, "review": "written"}, False, "3", None),
        ({"wards": 1, "review": "written", "day": date(2025, 3, 1)}, True, None, "3"),
        ({"wards": 1, "form": "maintenance"}, True, None, None),
    ],
)
def test_a_ward_that_worked_without_it_answers_for_one_ward_at_least(
    facts, planned, trained, tried
):
    held = an_exercise(**facts)
    some = (held, an_exercise(id=2, day=date(2027, 3, 1))) if planned else (held,)
    found = {one.question: one for one in propose(register(*some), TODAY)}
    for question, level in (("AWA-18", trained), ("GOV-30", tried)):
        one = found.get(QuestionId(question))
        assert (one and one.value) == level
        assert one is None or one.at_least


def test_every_question_answered_is_asked_by_the_questionnaires_that_ship():
    found = propose(register(reviewed()), TODAY)
    assert fitting(found, QUESTIONS) == found
    assert fitting(found, {}) == ()


@given(registers)
def test_a_register_comes_back_as_it_was_kept(kept):
    assert from_json(json.loads(json.dumps(to_json(kept)))) == kept


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(("exercises", "id", "day", "lessons", "setting", "functions")),
                inner,
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_is_kept_is_read_without_an_error(stored):
    found = from_json(stored)
    assert from_json(to_json(found)) == found


@given(registers, days)
def test_proposed_answers_always_fit_their_questions(kept, day):
    found = propose(kept, day)
    assert fitting(found, QUESTIONS) == found


@given(registers, days)
def test_the_calendar_of_obligations_is_never_later_than_the_register(kept, day):
    for one in propose(kept, day):
        if one.question == "GOV-22" and isinstance(one.value, Fraction):
            by_answer = months_after(day, 12 - int(one.value))
            assert by_answer <= next_due(kept, day)


@given(registers, exercises, days)
def test_one_more_exercise_never_brings_the_next_date_closer(kept, more, day):
    before = next_due(kept, day)
    after = next_due(replace(kept, exercises=(*kept.exercises, more)), day)
    assert before is None or after >= before


@given(registers, days)
def test_only_crisis_exercises_that_were_held_count(kept, day):
    assert all(one.form == "crisis" and one.day <= day for one in counting(kept, day))


@given(registers, st.none() | st.integers(0, 5), days)
def test_a_lower_topic_never_brings_a_higher_kit(kept, topic, day):
    level = LEVELS.index(recommend(kept, topic, day).level)
    assert level <= LEVELS.index(recommend(kept, None, day).level)
