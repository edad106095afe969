"""What a condition comes to, when each fact in it is true, false or not known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from care_assess.questionnaire.model import (
    AllOf,
    AnswerAtLeast,
    AnswerIs,
    AnyOf,
    Condition,
    Not,
    ProfileIs,
)

__all__ = ["Fact", "settled"]

Fact: TypeAlias = "ProfileIs | AnswerAtLeast | AnswerIs"


def settled(condition: Condition, of: Callable[[Fact], bool | None]) -> bool | None:
    """Whether the condition holds; None: not known. ``of``: the same of a single fact."""
    match condition:
        case AllOf(parts):
            values = [settled(part, of) for part in parts]
            return False if False in values else None if None in values else True
        case AnyOf(parts):
            values = [settled(part, of) for part in parts]
            return True if True in values else None if None in values else False
        case Not(part):
            value = settled(part, of)
            return None if value is None else not value
        case fact:
            return of(fact)
