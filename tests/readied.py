"""Tables, and one line judged on a small questionnaire, for examples that need no other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from build import QuestionBuilder, a_questionnaire, a_reference, said
from filled import a_sheet

from care_assess.plan import build_plan
from care_assess.questionnaire import (
    QuestionId,
    Questionnaire,
    ReadinessLine,
    ReadinessTable,
    Reference,
)
from care_assess.readiness import Readiness, Verdict, build_readiness
from care_assess.scoring import score

__all__ = ["a_line", "a_table", "read", "verdict_on", "with_tables"]


def a_line(name: str, *references: str, needs: dict[str, Any] | None = None, **parts: Any):
    """A line fed by those references. ``needs``: question → level; ``leaves``: questions."""
    leaves = tuple(map(QuestionId, parts.pop("leaves", ())))
    given = {QuestionId(one): level for one, level in (needs or {}).items()}
    return ReadinessLine(
        id=name, text=said(name), references=references, needs=given, leaves=leaves, **parts
    )


def a_table(name: str, *lines: ReadinessLine, **parts: Any) -> ReadinessTable:
    fields = {"note": None, "beyond": None, "confidence": "S", "applies_if": None, **parts}
    return ReadinessTable(id=name, title=said(name), lines=lines, **fields)


def with_tables(*tables: ReadinessTable) -> Reference:
    """A small vocabulary with those tables."""
    return replace(a_reference(), readiness={one.id: one for one in tables})


def read(asked: list[Questionnaire], sheet: Any, reference: Reference) -> tuple[Readiness, ...]:
    """The tables of a vocabulary read from a sheet."""
    plan = build_plan(asked, sheet, score(asked, sheet, reference), reference)
    return build_readiness(asked, sheet, plan, reference)


def verdict_on(
    line: ReadinessLine, *questions: QuestionBuilder, answers: dict[str, Any], **parts: Any
) -> Verdict:
    """The verdict on one line, of a sheet with those answers. ``parts``: other fields of Sheet."""
    asked = [a_questionnaire("care", *questions).built]
    ((_, verdict),) = read(asked, a_sheet(answers, **parts), with_tables(a_table("t", line)))[
        0
    ].lines
    return verdict
