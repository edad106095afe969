"""What people answer, said briefly: ``a_sheet({"C-1": 3, "C-2": UNKNOWN})``, and its scores."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from build import QuestionnaireBuilder, a_reference

from care_assess.answers import Answer, AnswerEvent, Organisation, Sheet
from care_assess.questionnaire import QuestionId
from care_assess.scoring import Scores, score

__all__ = [
    "UNKNOWN",
    "a_sheet",
    "an_answer",
    "an_event",
    "an_organisation",
    "not_applicable",
    "scored",
]

UNKNOWN = Answer(kind="unknown")
DAY = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 23, 14, 2, tzinfo=UTC)


def an_answer(value: object) -> Answer:
    """A level (whole number), a number (Fraction), option ids (str, or a tuple); an Answer is itself."""
    match value:
        case Answer():
            return value
        case int():
            return Answer(kind="value", value=str(value))
        case str() | tuple() | Fraction():
            return Answer(kind="value", value=value)
    raise TypeError(value)


def not_applicable(reason: str = "No such service here") -> Answer:
    return Answer(kind="not_applicable", reason=reason)


def an_event(seq: int, question: str, value: object) -> AnswerEvent:
    return AnswerEvent(
        seq=seq,
        question=QuestionId(question),
        answer=an_answer(value),
        author="A. Martin",
        tab="tab",
        source="form",
        at=MOMENT,
    )


def an_organisation(**facts: Any) -> Organisation:
    """A public establishment. ``facts``: fields of Organisation, or else of its profile."""
    fields = {key: facts.pop(key) for key in ("name", "kind", "ght", "finess") if key in facts}
    return Organisation(**{"name": "CH de Valmont", "kind": "public", **fields}, profile=facts)


def a_sheet(answers: Mapping[str, object] | None = None, **parts: Any) -> Sheet:
    """A sheet with those answers. ``parts``: other fields of Sheet."""
    given = {QuestionId(name): an_answer(value) for name, value in (answers or {}).items()}
    fields: dict[str, Any] = {
        "organisation": an_organisation(),
        "date": DAY,
        "versions": {"care": "1.0.0"},
        "answers": given,
    }
    return Sheet(**{**fields, **parts})


def scored(
    *questionnaires: QuestionnaireBuilder, answers: Mapping[str, object], **parts: Any
) -> Scores:
    """The scores of a sheet with those answers."""
    return score([one.built for one in questionnaires], a_sheet(answers, **parts), a_reference())
