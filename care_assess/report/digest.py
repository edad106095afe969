"""The digest of an assessment: of its answers and of the questionnaires that were asked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from fractions import Fraction

from care_assess.answers import CLEARED, Answer, Sheet
from care_assess.questionnaire import Questionnaire, Reference

__all__ = ["digest"]


def digest(sheet: Sheet, questionnaires: Sequence[Questionnaire], reference: Reference) -> str:
    """SHA-256 (64 hexadecimal signs). The order in which answers were given does not matter."""
    told: dict[str, object] = {
        "organisation": {
            "name": sheet.organisation.name,
            "kind": sheet.organisation.kind,
            "ght": sheet.organisation.ght,
            "finess": sheet.organisation.finess,
            "profile": dict(sheet.organisation.profile),
        },
        "date": sheet.date.isoformat(),
        "tier": sheet.tier,
        "perimeter": sheet.perimeter,
        "answers": {
            question: _plain(answer)
            for question, answer in sheet.answers.items()
            if answer != CLEARED
        },
        "questionnaires": {one.id: [one.version, one.digest] for one in questionnaires},
        "reference": reference.digest,
    }
    if sheet.notes:
        told["notes"] = [
            [note.version, note.question, note.reason, note.beside, _plain(note.answer)]
            for note in sheet.notes
        ]
    canonical = json.dumps(told, sort_keys=True, separators=(",", ":"))  # ASCII: any text encodes
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _plain(answer: Answer) -> dict[str, object]:
    value = answer.value
    return {
        "kind": answer.kind,
        "value": f"={value}" if isinstance(value, Fraction) else value,
        "reason": answer.reason,
        "comment": answer.comment,
        "evidence": answer.evidence,
        "grade": answer.grade,
    }
