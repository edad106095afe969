"""Assessments and answers to keep, said briefly, and a clock that ticks."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from care_assess.answers import Answer, AnswerEvent, Organisation
from care_assess.errors import CareError
from care_assess.questionnaire import QuestionId
from care_assess.store import AssessmentInfo, Store
from care_assess.text import translator

START = datetime(2026, 11, 23, 14, 2, tzinfo=UTC)
GOV_01 = QuestionId("GOV-01")


def ticking(start: datetime = START) -> Callable[[], datetime]:
    """A clock that gains a second each time it is read."""
    seconds = itertools.count()
    return lambda: start + timedelta(seconds=next(seconds))


def counting(prefix: str = "id") -> Callable[[], str]:
    """Ids in order: ``id-1``, ``id-2``…"""
    numbers = itertools.count(1)
    return lambda: f"{prefix}-{next(numbers)}"


def an_info(key: str = "a", **changes) -> AssessmentInfo:
    """The cover of an assessment of a public hospital."""
    organisation = changes.pop("organisation", None) or Organisation(
        name=changes.pop("name", "CH de Valmont"), kind="public", ght=changes.pop("ght", None)
    )
    facts = {
        "date": date(2026, 11, 23),
        "tier": "full",
        "perimeter": "",
        "versions": {"governance": "1.0.0"},
        "created_at": START,
        "updated_at": START,
    }
    return AssessmentInfo(id=key, organisation=organisation, **{**facts, **changes})


def an_event(value="3", question: str = GOV_01, **changes) -> AnswerEvent:
    """An answer to be kept; ``value`` None: no answer."""
    answer = changes.pop("answer", None) or (
        Answer() if value is None else Answer(kind="value", value=value)
    )
    facts = {"author": "Mme Roy", "tab": "t1", "source": "form", "at": START}
    return AnswerEvent(seq=0, question=QuestionId(question), answer=answer, **{**facts, **changes})


def begun(store: Store, key: str = "a", *events: AnswerEvent, **facts) -> AssessmentInfo:
    """A new assessment with those answers, under a root of its own."""
    return store.create(an_info(key, **facts), events, root=f"root-{key}")


def said(error: CareError) -> str:
    """The sentence that a French reader gets."""
    return translator("fr").error(error)


def limit_pages(store: Store, pages: int | None) -> None:
    """Let the file grow by ``pages`` more; None: as it likes."""
    for _ in range(store._database._engine.pool.size()):  # each connection has its own limit
        with store._database.writing() as connection:
            now = connection.exec_driver_sql("PRAGMA page_count").scalar()
            most = 2**31 if pages is None else now + pages
            connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")
