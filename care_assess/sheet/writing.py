"""A sheet written as YAML, in the shortest form that reads back equal."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

import yaml

from care_assess.answers import CLEARED, Answer, Note, Sheet, Value

__all__ = ["FORMAT", "UNKNOWN", "write_sheet"]

FORMAT: Final = "care-assess/sheet/1"
UNKNOWN: Final = "unknown"

_DIGITS = frozenset("012345")


def write_sheet(sheet: Sheet) -> str:
    """The sheet as YAML; :func:`read_sheet` reads it back equal when its answers were checked."""
    organisation = sheet.organisation
    document: dict[str, object] = {
        "format": FORMAT,
        "organisation": {
            "name": organisation.name,
            "kind": organisation.kind,
            "ght": organisation.ght,
            "finess": organisation.finess,
            "profile": dict(organisation.profile),
        },
        "date": sheet.date,
        "tier": sheet.tier,
        "perimeter": sheet.perimeter,
        "questionnaires": dict(sheet.versions),
        "answers": {
            str(question): _written(answer)
            for question, answer in sheet.answers.items()
            if answer != CLEARED
        },
    }
    if sheet.notes:
        document["notes"] = [_note(note) for note in sheet.notes]
    return str(yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100))


def _note(note: Note) -> dict[str, object]:
    return {
        "questionnaire": note.questionnaire,
        "version": note.version,
        "question": str(note.question),
        "reason": note.reason,
        "beside": [str(question) for question in note.beside],
        "answer": _written(note.answer),
    }


class _Dumper(yaml.SafeDumper):
    """Writes numbers exactly, and texts of several lines as blocks."""

    def text(self, text: str) -> yaml.ScalarNode:
        return self.represent_scalar(
            "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
        )

    def number(self, number: Fraction) -> yaml.ScalarNode:
        if number.denominator == 1:
            return self.represent_scalar("tag:yaml.org,2002:int", str(number.numerator))
        exact = Decimal(number.numerator) / Decimal(number.denominator)
        return self.represent_scalar("tag:yaml.org,2002:float", f"{exact:f}")

    def ignore_aliases(self, _data: object) -> bool:
        return True


_Dumper.add_representer(str, _Dumper.text)
_Dumper.add_representer(Fraction, _Dumper.number)


def _written(answer: Answer) -> object:
    """The answer in its shortest form that reads back equal."""
    fields: dict[str, object] = {}
    value = _written_value(answer.value)
    if answer.kind == "value":
        fields["value"] = value
    elif answer.kind == "unknown":
        fields["unknown"] = True
    elif answer.kind == "not_applicable":
        fields["not_applicable"] = answer.reason
    if answer.comment:
        fields["comment"] = answer.comment
    if answer.evidence:
        fields["evidence"] = list(answer.evidence)
    if answer.grade != "declared":
        fields["grade"] = answer.grade
    if fields == {"unknown": True}:
        return UNKNOWN
    return value if list(fields) == ["value"] and value != UNKNOWN else fields


def _written_value(value: Value | None) -> object:
    if isinstance(value, tuple):
        return list(value)
    return int(value) if isinstance(value, str) and value in _DIGITS else value
