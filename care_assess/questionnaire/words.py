"""The values that every part of a file is made of: texts, numbers, conditions."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from care_assess.questionnaire.model import (
    AllOf,
    AnswerAtLeast,
    AnswerIs,
    AnyOf,
    Condition,
    Level,
    Not,
    ProfileIs,
    QuestionId,
    as_level,
)
from care_assess.text import Text, french_spacing

__all__ = ["read_condition", "read_level", "read_optional", "read_text"]


def read_text(values: Mapping[str, Any]) -> Text:
    """French stands in for the English that a questionnaire does not speak, and the reverse."""
    english = values.get("en", "")
    return Text(french_spacing(values["fr"]) if "fr" in values else english, english)


def read_optional(values: Mapping[str, Any] | None) -> Text | None:
    """The text, if there is one."""
    return None if values is None else read_text(values)


def read_level(number: int | Decimal | Fraction) -> Level:
    """A level as it is written."""
    return as_level(Fraction(number))


def read_condition(values: Mapping[str, Any]) -> Condition:
    """The condition written ``{profile: has_ad}`` or ``{all: […]}``."""
    match values:
        case {"profile": key}:
            return ProfileIs(key)
        case {"question": question, "at_least": level}:
            return AnswerAtLeast(QuestionId(question), read_level(level))
        case {"question": question, "equals": option}:
            return AnswerIs(QuestionId(question), option)
        case {"all": parts}:
            return AllOf(tuple(map(read_condition, parts)))
        case {"any": parts}:
            return AnyOf(tuple(map(read_condition, parts)))
    return Not(read_condition(values["not"]))
