"""What the store gives back: assessments, with or without their answers, and the log of erasures."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from care_assess.answers import CLEARED, AnswerEvent, Note, Organisation, Sheet
from care_assess.questionnaire import QuestionId, Tier

__all__ = ["AssessmentInfo", "Erasure", "OpenAssessment", "new_id"]

_ALPHABET = (
    "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: read aloud, none is taken for another
)
_ID_LENGTH = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class AssessmentInfo:
    """The cover of an assessment: one organisation, one date, pinned questionnaire versions.

    ``previous``: the id of the assessment it continues, ``migrated_from``: of the same one on earlier
    versions, when that one is still there. ``updated_at`` is the last time an answer or the cover was
    written. Moments are UTC.
    """

    id: str
    organisation: Organisation
    date: date
    tier: Tier
    perimeter: str
    versions: Mapping[str, str]
    created_at: datetime
    updated_at: datetime
    previous: str | None = None
    migrated_from: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenAssessment:
    """An assessment with its latest answers, as they were together at one moment.

    ``top_seq`` is the number of the last answer (0: none), ``cover_seq`` that of the last cover: the
    same pair always means the same sheet.
    """

    info: AssessmentInfo
    events: Mapping[QuestionId, AnswerEvent]
    top_seq: int
    cover_seq: int
    notes: tuple[Note, ...] = ()

    @property
    def sheet(self) -> Sheet:
        """The answers without their history; a cleared answer is absent."""
        return Sheet(
            organisation=self.info.organisation,
            date=self.info.date,
            versions=self.info.versions,
            tier=self.info.tier,
            perimeter=self.info.perimeter,
            answers={
                question: event.answer
                for question, event in self.events.items()
                if event.answer.kind != "none" or event.answer != CLEARED
            },
            notes=self.notes,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Erasure:
    """What remains of an erased assessment: no name, only when it was and how much it held."""

    assessment: str
    at: datetime
    answers: int
    covers: int


def new_id() -> str:
    """A short random id, 60 bits: nobody guesses it, and it can be read aloud."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_ID_LENGTH))
