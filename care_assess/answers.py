"""Answers: events that only add up, the sheet they fold into, and which questions apply to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Literal, TypeAlias

from care_assess.questionnaire import QuestionId, Tier

__all__ = [
    "CLEARED",
    "NEVER",
    "Answer",
    "AnswerEvent",
    "Grade",
    "Organisation",
    "OrganisationKind",
    "ProfileValue",
    "Sheet",
    "Source",
    "Value",
]

Value: TypeAlias = "str | Fraction | tuple[str, ...]"
"""An option id, NEVER, a number, the option ids of ``multiple``, or the text of a date (ISO) or information."""

ProfileValue: TypeAlias = "bool | int | str"
AnswerKind: TypeAlias = Literal["value", "unknown", "not_applicable", "none"]
Grade: TypeAlias = Literal["declared", "shown", "verified"]
Source: TypeAlias = Literal["form", "workshop", "import", "migration", "previous"]
OrganisationKind: TypeAlias = Literal["public", "private_nonprofit", "private_forprofit"]

NEVER = "never"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What is answered to one question, entirely.

    ``kind`` none: no answer, perhaps a comment alone. ``reason`` goes with not_applicable only and is
    then not empty; ``value`` goes with kind value only. ``evidence``: names of documents.
    """

    kind: AnswerKind = "none"
    value: Value | None = None
    reason: str = ""
    comment: str = ""
    evidence: tuple[str, ...] = ()
    grade: Grade = "declared"


CLEARED = Answer()
"""No answer at all: what a question has before the first event, and after an undo of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerEvent:
    """One answer given by someone, never changed afterwards. ``seq`` grows over the whole store; ``at`` is UTC.

    ``origin``: for an answer carried over from an earlier assessment, the date of the one it was given in.
    """

    seq: int
    question: QuestionId
    answer: Answer
    author: str
    tab: str
    source: Source
    at: datetime
    origin: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation:
    """The establishment assessed. ``profile``: facts of the reference vocabulary; absent = not known."""

    name: str
    kind: OrganisationKind
    ght: str | None = None
    finess: str | None = None
    profile: Mapping[str, ProfileValue] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """All answers of one assessment: one organisation, one date, pinned questionnaire versions.

    ``tier`` core: only core questions count. Questions without an answer are absent from ``answers``
    or CLEARED.
    """

    organisation: Organisation
    date: date
    versions: Mapping[str, str]
    tier: Tier = "full"
    perimeter: str = ""
    answers: Mapping[QuestionId, Answer] = field(default_factory=dict)
