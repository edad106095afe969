"""When an obligation falls due: from months, a date, a level or a fixed day; what is never neutral."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from build import a_date, a_number, a_question, a_questionnaire, a_reference, said
from filled import UNKNOWN, a_sheet, an_organisation, not_applicable
from hypothesis import given
from hypothesis import strategies as st
from readied import a_line, a_table

from care_assess.content import load_catalogue
from care_assess.obligations import SOON, TIMINGS, Agenda, Due, build_agenda, months_after
from care_assess.plan import Plan
from care_assess.questionnaire import Obligation, ProfileIs, QuestionId

NO_PLAN = Plan(actions=(), to_clarify=())
DAY = date(2026, 11, 23)
TODAY = date(2026, 11, 26)
MONTHS = a_number("M").citing("R-1")


def a_duty(name: str = "yearly", **parts: Any) -> Obligation:
    fields: dict[str, Any] = {
        "id": name,
        "text": said(name),
        "force": "duty",
        "basis": "text",
        "confidence": "S",
        "topic": "ad",
        "references": ("R-1",),
        "applies_if": None,
        "period": 12,
        "since": QuestionId("M"),
        "needs": {},
        **parts,
    }
    return Obligation(**fields)


def agenda(
    *duties: Obligation, answers: dict[str, Any], asked: Any = MONTHS, **parts: Any
) -> Agenda:
    today = parts.pop("today", TODAY)
    tables = parts.pop("tables", {})
    reference = replace(a_reference(), obligations=duties, readiness=tables)
    questionnaire = a_questionnaire("care", asked).built
    return build_agenda([questionnaire], a_sheet(answers, **parts), NO_PLAN, reference, today)


def due(answer: Any, duty: Obligation | None = None, **parts: Any) -> Due:
    (one,) = agenda(duty or a_duty(), answers={"M": answer}, **parts).entries
    return one


@pytest.mark.parametrize(
    ("months", "timing", "day"),
    [
        (0, "later", date(2027, 11, 23)),
        (9, "soon", date(2027, 2, 23)),
        (12, "late", date(2026, 11, 23)),
        (14, "late", date(2026, 9, 23)),
    ],
)
def test_months_since_the_last_time_give_the_day_from_the_date_of_the_assessment(
    months, timing, day
):
    one = due(Fraction(months))
    assert (one.timing, one.due, one.last) == (timing, day, months_after(DAY, -months))


def test_what_is_due_today_is_not_late_yet():
    assert due(Fraction(12), today=DAY).timing == "soon"
    assert due(Fraction(12), today=DAY + timedelta(days=1)).timing == "late"


def test_never_is_late_from_the_start_and_comes_first():
    found = agenda(a_duty("a"), a_duty("b", period=6), answers={"M": "never"}).entries
    assert all((one.timing, one.never, one.due) == ("late", True, None) for one in found)


def test_i_do_not_know_is_to_be_checked_and_never_counted_as_done():
    assert due(UNKNOWN).timing == "unknown"


def test_without_an_answer_the_date_is_still_to_come():
    (one,) = agenda(a_duty(), answers={}).entries
    assert one.timing == "unanswered"


def test_a_date_answered_is_the_last_time():
    one = due("2026-01-31", asked=a_date("M"))
    assert (one.last, one.due, one.timing) == (date(2026, 1, 31), date(2027, 1, 31), "soon")


@pytest.mark.parametrize(
    ("level", "timing"), [(0, "late"), (1, "unproven"), (3, "unproven"), (4, "later"), (5, "later")]
)
def test_a_level_that_says_within_the_period_gives_the_latest_day(level, timing):
    one = due(level, a_duty(since_level=Fraction(4)), asked=a_question("M"))
    assert one.timing == timing
    assert one.at_latest == (level >= 4)
    assert one.due == (date(2027, 11, 23) if level >= 4 else None)


def test_a_level_without_a_threshold_gives_no_date():
    assert due(5, asked=a_question("M")).timing == "standing"


def test_a_fixed_day_is_late_once_it_has_gone_and_done_when_the_answers_meet_it():
    duty = a_duty(period=None, since=None, date="2026-01-01", needs={QuestionId("M"): Fraction(5)})
    assert due(Fraction(13), duty).timing == "late"
    assert due(Fraction(12), duty).timing == "done"


def test_a_year_alone_ends_on_its_last_day():
    duty = a_duty(period=None, since=None, date="2026")
    one = due(Fraction(50), duty)
    assert (one.due, one.timing) == (date(2026, 12, 31), "soon")


def test_an_event_has_no_date_and_what_holds_always_neither():
    event = a_duty("event", period=None, since=None, trigger=said("at each incident"))
    always = a_duty("always", period=None, since=None)
    found = agenda(event, always, answers={"M": Fraction(1)}).entries
    assert [(one.obligation.id, one.timing, one.due) for one in found] == [
        ("always", "standing", None), ("event", "event", None),
    ]  # fmt: skip


def test_what_does_not_concern_the_establishment_is_left_out_and_what_may_stays():
    duty = a_duty(applies_if=ProfileIs("has_dpi"))
    gone = agenda(duty, answers={}, organisation=an_organisation(has_dpi=False))
    assert [one.obligation.id for one in gone.outside] == ["yearly"]
    assert agenda(duty, answers={}).entries[0].concerned is None


def test_what_a_person_declares_not_applicable_is_left_out_with_the_reason():
    (one,) = agenda(a_duty(), answers={"M": not_applicable("No directory")}).outside
    assert one.reason == "No directory"


def test_an_obligation_asks_of_an_answer_what_the_tables_ask_for_the_same_text():
    strict = a_table("t", a_line("1", "R-1", needs={"M": Fraction(5)}))
    duty = a_duty(period=None, since=None, date="2026")
    assert due(Fraction(13), duty).verdict.state == "met"
    assert due(Fraction(13), duty, tables={"t": strict}).verdict.state == "partly"


def test_the_late_ones_come_first_the_oldest_before_the_others():
    duties = [a_duty(f"d{period}", period=period) for period in (24, 6, 12, 18)]
    found = agenda(*duties, answers={"M": Fraction(14)}).entries
    assert [one.obligation.id for one in found] == ["d6", "d12", "d18", "d24"]
    assert [one.timing for one in found] == ["late", "late", "later", "later"]


def test_a_month_is_added_by_the_calendar():
    assert months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_after(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert months_after(DAY, 10**7) == date.max
    assert months_after(DAY, -(10**7)) == date.min


def test_a_part_of_a_month_counts_whole():
    asked = a_number("M", decimals=1)
    assert due(Fraction(25, 2), asked=asked).due == date(2026, 10, 23)


# Laws


@given(st.integers(0, 240), st.integers(0, 240), st.integers(1, 60))
def test_the_longer_ago_the_earlier_it_falls_due(one, other, period):
    less, more = sorted((one, other))
    duty = a_duty(period=period)
    first, last = due(Fraction(more), duty), due(Fraction(less), duty)
    assert first.due <= last.due
    assert TIMINGS.index(first.timing) <= TIMINGS.index(last.timing)


@given(st.integers(0, 240), st.integers(-400, 400))
def test_time_only_brings_an_obligation_nearer(months, days):
    before = due(Fraction(months), today=TODAY)
    after = due(Fraction(months), today=TODAY + timedelta(days=abs(days)))
    assert TIMINGS.index(after.timing) <= TIMINGS.index(before.timing)
    assert after.due == before.due


@given(st.integers(0, 240), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_a_date_is_late_soon_or_later_by_the_day_it_is(months, today):
    one = due(Fraction(months), today=today)
    left = (one.due - today).days
    assert one.timing == ("late" if left < 0 else "soon" if left <= SOON else "later")


@given(st.permutations(range(4)))
def test_the_order_of_the_vocabulary_changes_no_date(order):
    duties = [a_duty(f"d{n}", period=6 * (n + 1)) for n in range(4)]
    answers = {"M": Fraction(14)}
    there = agenda(*(duties[n] for n in order), answers=answers).entries
    assert there == agenda(*duties, answers=answers).entries


# What ships


def test_the_question_that_tells_of_a_shipped_obligation_gives_months_or_has_a_level():
    catalogue = load_catalogue()
    asked = {
        question.id: question
        for one in catalogue.select(catalogue.latest())
        for question in one.questions
    }
    told = [duty for duty in catalogue.reference.obligations if duty.since]
    assert len(told) == 11
    for duty in told:
        question = asked[duty.since]
        months = question.scale is not None and question.scale.unit == "months"
        assert months == (duty.since_level is None), duty.id
        assert duty.period, duty.id
    needed = {one for duty in catalogue.reference.obligations for one in duty.needs}
    assert needed <= set(asked)
