"""The readiness tables and the obligations of ``reference.yaml`` → values.

What is marked unsure there (``confidence: U``) is left out: nobody is shown it as a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from care_assess.questionnaire.duties import Obligation, ReadinessLine, ReadinessTable
from care_assess.questionnaire.model import Condition, QuestionId
from care_assess.questionnaire.words import read_condition, read_optional, read_text

__all__ = ["read_obligations", "read_readiness"]

_Values: TypeAlias = "Mapping[str, Any]"
_UNSURE = "U"


def read_readiness(tables: _Values) -> dict[str, ReadinessTable]:
    """The tables, by their id, less those that are unsure."""
    return {name: _table(name, one) for name, one in tables.items() if _is_sure(one)}


def read_obligations(duties: Iterable[_Values]) -> tuple[Obligation, ...]:
    """The obligations, less those that are unsure."""
    return tuple(_obligation(one) for one in duties if _is_sure(one))


def _is_sure(values: _Values) -> bool:
    return bool(values.get("confidence") != _UNSURE)


def _table(name: str, values: _Values) -> ReadinessTable:
    return ReadinessTable(
        id=name,
        title=read_text(values["title"]),
        note=read_optional(values.get("note")),
        beyond=read_optional(values.get("beyond")),
        confidence=values["confidence"],
        applies_if=_concerned(values),
        lines=tuple(_line(line) for line in values["lines"] if _is_sure(line)),
    )


def _line(values: _Values) -> ReadinessLine:
    return ReadinessLine(
        id=values["id"],
        text=read_text(values["text"]),
        references=tuple(values["references"]),
        group=read_optional(values.get("group")),
        target=read_optional(values.get("target")),
        needs=_needs(values),
        leaves=tuple(map(QuestionId, values.get("leaves", ()))),
        beyond=read_optional(values.get("beyond")),
    )


def _obligation(values: _Values) -> Obligation:
    since, level = values.get("since"), values.get("since_level")
    return Obligation(
        id=values["id"],
        text=read_text(values["text"]),
        force=values["force"],
        basis=values["basis"],
        confidence=values["confidence"],
        topic=values["topic"],
        references=tuple(values["references"]),
        applies_if=_concerned(values),
        period=values.get("period_months"),
        date=values.get("date", ""),
        trigger=read_optional(values.get("trigger")),
        delay=read_optional(values.get("delay")),
        since=None if since is None else QuestionId(since),
        since_level=None if level is None else Fraction(level),
        needs=_needs(values),
    )


def _needs(values: _Values) -> dict[QuestionId, Fraction]:
    return {QuestionId(name): Fraction(level) for name, level in values.get("needs", {}).items()}


def _concerned(values: _Values) -> Condition | None:
    return read_condition(values["applies_if"]) if "applies_if" in values else None
