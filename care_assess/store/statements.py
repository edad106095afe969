"""The queries, and how rows become values and values rows."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sqlalchemy as sa

from care_assess.answers import Answer, AnswerEvent, Note, Organisation, Value
from care_assess.questionnaire import QuestionId
from care_assess.store.model import AssessmentInfo
from care_assess.store.tables import (
    EVENT_SEQUENCE,
    answer_event,
    assessment,
    cover,
    erasure,
    note,
    sequence,
    tab_seen,
)
from care_assess.text import folded

__all__ = [
    "ALL_INFO",
    "ERASURES",
    "HISTORY",
    "INFO",
    "LAST",
    "LAST_OF_QUESTION",
    "LATEST",
    "NEXT",
    "NOTES",
    "QUESTION_HISTORY",
    "ROOT_OF",
    "SEEN",
    "answer_row",
    "cover_row",
    "event_of",
    "info_of",
    "note_of",
    "note_row",
    "root_row",
]

_ROOT = sa.bindparam("root_id", type_=sa.String)
_ID = sa.bindparam("assessment_id", type_=sa.String)
_MINE = (answer_event.c.root_id == _ROOT) & (answer_event.c.assessment_id == _ID)

ROOT_OF = sa.select(assessment.c.root_id).where(assessment.c.id == _ID)

NEXT = (
    sa.update(sequence)
    .where(sequence.c.name == EVENT_SEQUENCE)
    .values(last=sequence.c.last + sa.bindparam("count", type_=sa.BigInteger))
)

_older = cover.alias("older")
_last_cover = (
    sa.select(sa.func.max(_older.c.seq))
    .where(_older.c.root_id == assessment.c.root_id, _older.c.assessment_id == assessment.c.id)
    .correlate(assessment)
    .scalar_subquery()
)
_last_answer = answer_event.alias("last_answer")
_last_answer_seq = (
    sa.select(sa.func.max(answer_event.c.seq))
    .where(
        answer_event.c.root_id == assessment.c.root_id,
        answer_event.c.assessment_id == assessment.c.id,
    )
    .correlate(assessment)
    .scalar_subquery()
)
_earlier = assessment.alias("earlier")
_source = assessment.alias("source")

ALL_INFO = (
    sa.select(
        assessment.c.id,
        assessment.c.created_at,
        _earlier.c.id.label("previous"),
        _source.c.id.label("migrated_from"),
        cover,
        _last_answer.c.seq.label("answer_seq"),
        _last_answer.c.at.label("answered_at"),
    )
    .select_from(assessment)
    .join(
        cover,
        (cover.c.root_id == assessment.c.root_id)
        & (cover.c.assessment_id == assessment.c.id)
        & (cover.c.seq == _last_cover),
    )
    .outerjoin(
        _last_answer,
        (_last_answer.c.root_id == assessment.c.root_id)
        & (_last_answer.c.assessment_id == assessment.c.id)
        & (_last_answer.c.seq == _last_answer_seq),
    )
    .outerjoin(
        _earlier,
        (_earlier.c.root_id == assessment.c.root_id) & (_earlier.c.id == assessment.c.previous_id),
    )
    .outerjoin(
        _source,
        (_source.c.root_id == assessment.c.root_id)
        & (_source.c.id == assessment.c.migrated_from_id),
    )
)
INFO = ALL_INFO.where(assessment.c.id == _ID)

_newest = (
    sa.select(sa.func.max(answer_event.c.seq))
    .where(_MINE, answer_event.c.seq > sa.bindparam("after", type_=sa.BigInteger))
    .group_by(answer_event.c.question_id)
)
LATEST = (
    sa.select(answer_event)
    .where(_MINE, answer_event.c.seq.in_(_newest))
    .order_by(answer_event.c.seq)
)
NOTES = (
    sa.select(note)
    .where(note.c.root_id == _ROOT, note.c.assessment_id == _ID)
    .order_by(note.c.position)
)
HISTORY = sa.select(answer_event).where(_MINE).order_by(answer_event.c.seq)
QUESTION_HISTORY = HISTORY.where(answer_event.c.question_id == sa.bindparam("question_id"))

LAST = sa.select(sa.func.max(answer_event.c.seq)).where(_MINE)
LAST_OF_QUESTION = LAST.where(answer_event.c.question_id == sa.bindparam("question_id"))

SEEN = sa.select(tab_seen.c.seq).where(
    tab_seen.c.root_id == _ROOT,
    tab_seen.c.assessment_id == _ID,
    tab_seen.c.tab == sa.bindparam("tab", type_=sa.String),
)
ERASURES = sa.select(erasure).order_by(erasure.c.seq)


def root_row(organisation: Organisation) -> dict[str, str]:
    """The root organisation: the GHT when there is one, else the establishment itself."""
    kind, name = (
        ("ght", organisation.ght) if organisation.ght else ("establishment", organisation.name)
    )
    return {"kind": kind, "name": folded(name)}


def cover_row(info: AssessmentInfo) -> dict[str, object]:
    """The row of a cover, without its key."""
    organisation = info.organisation
    return {
        "name": organisation.name,
        "kind": organisation.kind,
        "ght": organisation.ght,
        "finess": organisation.finess,
        "profile": dict(organisation.profile),
        "day": info.date,
        "tier": info.tier,
        "perimeter": info.perimeter,
        "versions": dict(info.versions),
        "at": info.updated_at,
    }


def info_of(row: sa.RowMapping) -> AssessmentInfo:
    """The assessment of a row of ALL_INFO."""
    return AssessmentInfo(
        id=row["id"],
        organisation=Organisation(
            name=row["name"],
            kind=row["kind"],
            ght=row["ght"],
            finess=row["finess"],
            profile=row["profile"],
        ),
        date=row["day"],
        tier=row["tier"],
        perimeter=row["perimeter"],
        versions=row["versions"],
        created_at=row["created_at"],
        updated_at=max(row["at"], row["answered_at"] or row["at"]),
        previous=row["previous"],
        migrated_from=row["migrated_from"],
    )


def answer_row(event: AnswerEvent) -> dict[str, object]:
    """The row of an event, without the key of its assessment."""
    return {
        "seq": event.seq,
        "question_id": event.question,
        **_answer_columns(event.answer),
        "author": event.author,
        "tab": event.tab,
        "source": event.source,
        "origin": event.origin,
        "restores": event.restores,
        "at": event.at,
    }


def event_of(row: sa.RowMapping) -> AnswerEvent:
    """The event of a row."""
    return AnswerEvent(
        seq=row["seq"],
        question=QuestionId(row["question_id"]),
        answer=_answer_of(row),
        author=row["author"],
        tab=row["tab"],
        source=row["source"],
        at=row["at"],
        origin=row["origin"],
        restores=row["restores"],
    )


def note_row(note: Note, position: int) -> dict[str, object]:
    """The row of a note, without the key of its assessment."""
    return {
        "position": position,
        "questionnaire": note.questionnaire,
        "version": note.version,
        "question_id": note.question,
        "note_reason": note.reason,
        "beside": list(note.beside),
        **_answer_columns(note.answer),
    }


def note_of(row: sa.RowMapping) -> Note:
    """The note of a row."""
    return Note(
        questionnaire=row["questionnaire"],
        version=row["version"],
        question=QuestionId(row["question_id"]),
        answer=_answer_of(row),
        reason=row["note_reason"],
        beside=tuple(map(QuestionId, row["beside"])),
    )


def _answer_columns(answer: Answer) -> dict[str, object]:
    return {
        "kind": answer.kind,
        "value": _written(answer.value),
        "reason": answer.reason,
        "comment": answer.comment,
        "evidence": list(answer.evidence),
        "grade": answer.grade,
    }


def _answer_of(row: sa.RowMapping) -> Answer:
    return Answer(
        kind=row["kind"],
        value=_read(row["value"]),
        reason=row["reason"],
        comment=row["comment"],
        evidence=tuple(row["evidence"]),
        grade=row["grade"],
    )


def _written(value: Value | None) -> object:
    """A value as JSON: a string, a list of strings, or ``{"number": "57/2"}``."""
    if isinstance(value, Fraction):
        return {"number": str(value)}
    if isinstance(value, tuple):
        return list(value)
    return value


def _read(written: Any) -> Value | None:
    if isinstance(written, dict):
        return Fraction(written["number"])
    if isinstance(written, list):
        return tuple(written)
    value: str | None = written
    return value
