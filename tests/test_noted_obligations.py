"""What registers know of obligations: it comes before the answers, and says so when they disagree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from build import a_question, a_questionnaire, a_reference
from filled import a_sheet
from hypothesis import given
from hypothesis import strategies as st
from test_obligations import MONTHS, NO_PLAN, a_duty

from care_assess.budget.book import OWN
from care_assess.budget.book import Book as Budget
from care_assess.budget.model import Entry, Line
from care_assess.campaign import Campaign
from care_assess.content import load_catalogue
from care_assess.exercises import Exercise, Register
from care_assess.obligations import Due, Noted, build_agenda
from care_assess.obligations.registers import noted_in
from care_assess.perimeters import Audit, Book, Place, Reading
from care_assess.topics.registers import Registers

DAY = date(2026, 11, 23)
TODAY = date(2026, 11, 26)
HELD = Exercise(
    id=1,
    title="Nuit noire",
    day=date(2026, 2, 10),
    form="crisis",
    care=True,
    functions=("management", "care", "it"),
)


def due(noted: Noted | None, answer: Any = None, asked: Any = MONTHS, **parts: Any) -> Due:
    reference = replace(a_reference(), obligations=(a_duty(**parts),), readiness={})
    questionnaire = a_questionnaire("care", asked).built
    given = Fraction(answer) if isinstance(answer, int) and asked is MONTHS else answer
    sheet = a_sheet({} if answer is None else {"M": given}, date=DAY)
    known = {} if noted is None else {"yearly": noted}
    (one,) = build_agenda([questionnaire], sheet, NO_PLAN, reference, TODAY, noted=known).entries
    return one


def last(day: date, **parts: Any) -> Noted:
    return Noted(instrument="exercises", last=day, **parts)


def test_the_register_gives_the_day_even_when_nothing_is_answered():
    one = due(last(date(2026, 2, 10)))
    assert (one.due, one.source, one.timing) == (date(2027, 2, 10), "register", "soon")
    assert one.apart is None


def test_without_a_register_the_date_is_said_to_come_from_the_answer():
    one = due(None, 9)
    assert (one.due, one.source) == (date(2027, 2, 23), "answer")


@pytest.mark.parametrize(
    ("noted", "answer", "apart"),
    [
        (date(2026, 2, 10), 10, False),
        (date(2026, 2, 10), 9, False),
        (date(2026, 2, 10), 3, True),
        (date(2026, 2, 10), "never", True),
        (date(2026, 11, 25), 30, False),
        (date(2026, 11, 25), "never", False),
    ],
)
def test_the_register_comes_first_and_says_when_the_answer_does_not_agree(noted, answer, apart):
    one = due(last(noted), answer)
    assert one.source == "register"
    assert one.due == noted.replace(year=noted.year + 1)
    assert (one.apart is not None) == apart


def test_never_from_a_whole_register_is_late_whatever_the_answer_says():
    one = due(Noted(instrument="exercises", never=True), 3)
    assert (one.timing, one.never) == ("late", True)
    assert one.apart is not None


def test_a_register_that_may_be_incomplete_puts_off_no_date():
    one = due(last(date(2026, 10, 1), partial=True), 14)
    assert (one.due, one.source, one.timing) == (date(2026, 9, 23), "answer", "late")
    assert one.apart is None
    assert due(last(date(2026, 10, 1), partial=True), "never").never
    nearer = due(last(date(2025, 6, 1), partial=True), 3)
    assert (nearer.due, nearer.source, nearer.at_latest) == (date(2026, 6, 1), "register", True)
    assert nearer.apart is not None


def test_what_is_only_missing_replaces_no_date_and_is_said():
    short = Noted(instrument="budget", name="2024", short=True)
    assert due(short).timing == "unproven"
    answered = due(short, 3)
    assert (answered.source, answered.due) == ("answer", date(2027, 8, 23))


def test_a_day_that_the_register_sets_itself_stands():
    chosen = Noted(instrument="campaign", due=date(2027, 3, 31), never=True)
    assert (due(chosen).due, due(chosen).timing, due(chosen).never) == (date(2027, 3, 31), "later", True)  # fmt: skip


@given(st.dates(date(2022, 1, 1), TODAY), st.integers(0, 60), st.booleans())
def test_a_register_that_may_be_incomplete_is_never_later_than_the_answer(day, months, partial):
    alone, both = due(None, months), due(last(day, partial=partial), months)
    assert both.due
    assert alone.due
    if partial:
        assert both.due <= alone.due
    else:
        assert both.source == "register"


# ---- what each register knows


def known(**parts: Any) -> dict[str, Noted]:
    return dict(noted_in(Registers(**parts), TODAY))


def test_empty_registers_know_nothing():
    assert known() == {}
    assert known(exercises=Register(exercises=(Exercise(id=1),))) == {}


def test_every_obligation_that_a_register_knows_is_one_that_ships():
    restored = Exercise(id=2, day=date(2026, 5, 4), form="restore")
    directory = Place(id=1, checks=(Reading(id=1, day=date(2026, 1, 5)),))
    exposed = Place(id=1, checks=(Audit(id=1, day=date(2026, 1, 5)),))
    found = known(
        exercises=Register(exercises=(HELD, restored)),
        perimeters=Book(directories=(directory,), exposed=(exposed,)),
        campaign=Campaign(last=date(2026, 1, 5)),
        budget=Budget(years=(2025,), entries=(Entry(entity=OWN, year=2025, reported=True),)),
    )
    shipped = {one.id for one in load_catalogue().reference.obligations}
    assert set(found) == {
        "exercise_yearly", "exercise_review", "restore_test", "self_assessment", "audit_directory",
        "directory_review", "audit_exposure", "budget_share",
    }  # fmt: skip
    assert set(found) <= shipped


def test_the_last_exercise_that_counts_gives_the_date_and_a_technical_test_does_not():
    later = Exercise(id=2, day=date(2026, 9, 1), form="failover")
    found = known(exercises=Register(exercises=(HELD, later)))
    assert found["exercise_yearly"] == last(date(2026, 2, 10), name="Nuit noire")
    assert found["exercise_review"].short
    reviewed = replace(HELD, review="written", quality=True)
    assert "exercise_review" not in known(exercises=Register(exercises=(reviewed,)))
    assert known(exercises=Register(complete=True))["exercise_yearly"].never


def test_a_restore_test_is_known_and_one_to_come_is_not():
    held = Exercise(id=1, day=date(2026, 5, 4), form="restore", title="DPI")
    planned = Exercise(id=2, day=date(2027, 5, 4), form="restore")
    found = known(exercises=Register(exercises=(held, planned)))
    assert found["restore_test"] == last(date(2026, 5, 4), name="DPI")


def test_the_oldest_of_the_last_audits_gives_the_date_and_one_never_audited_is_never():
    old = Place(id=1, name="hopital", checks=(Reading(id=1, day=date(2025, 1, 5)),))
    new = Place(id=2, name="biomed", checks=(Reading(id=1, day=date(2026, 8, 5)),))
    found = known(perimeters=Book(directories=(new, old), all_directories=True))
    assert found["audit_directory"] == Noted(
        instrument="perimeters", last=date(2025, 1, 5), name="hopital"
    )
    assert found["directory_review"] == found["audit_directory"]
    assert known(perimeters=Book(directories=(new, old)))["audit_directory"].partial
    bare: Place[Audit] = Place(id=1, name="site")
    assert known(perimeters=Book(exposed=(bare,)))["audit_exposure"].never


def test_the_date_of_the_campaign_is_the_one_of_its_page():
    found = known(campaign=Campaign(last=date(2026, 1, 5), end=date(2026, 12, 15)))
    assert found["self_assessment"].due == date(2026, 12, 15)
    assert found["self_assessment"].last == date(2026, 1, 5)


def test_the_share_of_a_year_is_to_be_entered_by_the_end_of_the_next_one():
    line = Line(kind="services", cents=100)
    entered = Entry(entity=OWN, year=2024, reported=True)
    computed = Entry(entity=OWN, year=2025, operating=10_000, lines=(line,))
    both = Budget(years=(2025, 2024), entries=(entered, computed))
    assert known(budget=both)["budget_share"].due == date(2026, 12, 31)
    alone = Budget(years=(2025,), entries=(computed,))
    assert known(budget=alone)["budget_share"] == Noted(
        instrument="budget", name="2025", short=True
    )
    forecast = replace(entered, basis="forecast")
    assert known(budget=Budget(years=(2024,), entries=(forecast,))) == {}


@pytest.mark.parametrize(("level", "apart"), [(4, True), (3, False), (0, False)])
def test_a_level_that_says_within_the_period_is_contradicted_by_an_older_date(level, apart):
    parts = {"since_level": Fraction(4), "asked": a_question("M")}
    assert (due(last(date(2025, 3, 1)), level, **parts).apart is not None) == (apart or level == 0)
    assert due(last(date(2026, 3, 1)), 4, **parts).apart is None
