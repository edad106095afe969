"""Values of the model as files write them: plain data, and one line of it to be read.

A condition is ``{question: IMG-01, at_least: 1}`` wherever it is shown; texts are in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from fractions import Fraction
from typing import TypeAlias

from care_assess.questionnaire import AllOf, AnswerIs, AnyOf, Not, Option, ProfileIs
from care_assess.text import LANGUAGES, Text, Translator

__all__ = ["Plain", "notation", "plain"]

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"

_RENAMED: Mapping[type, Mapping[str, str]] = {
    ProfileIs: {"key": "profile"},
    AnswerIs: {"option": "equals"},
    AllOf: {"conditions": "all"},
    AnyOf: {"conditions": "any"},
    Not: {"condition": "not"},
}
"""What files call a field otherwise than the model."""


def plain(value: object) -> Plain:
    """The value as data for JSON; a text in both languages, a number that is no decimal as ``"1/3"``."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Fraction():
            return _number(value)
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case tuple() | list():
            return [plain(one) for one in value]
    return _fields(value)


def notation(value: object, tr: Translator) -> str:
    """The value on one line, in the reader's language; empty for nothing."""
    match value:
        case None | ():
            return ""
        case Option():
            return tr("versions.answer", level=value.level, text=tr.text(value.text))
        case (Option() | Text(), *_):
            return " · ".join(notation(option, tr) for option in value)
    return _written(plain(value), tr)


def _fields(value: object) -> dict[str, Plain]:
    """The fields that say something: those that are not what they are without a word."""
    renamed = _RENAMED.get(type(value), {})
    said: dict[str, Plain] = {}
    for field in fields(value):  # type: ignore[arg-type]
        one = getattr(value, field.name)
        default = None if field.default is MISSING else field.default
        if one not in (default, ()):
            said[renamed.get(field.name, field.name)] = plain(one)
    return said


def _number(number: Fraction) -> int | float | str:
    if number.denominator == 1:
        return number.numerator
    exact = number.numerator / number.denominator
    return exact if Fraction(str(exact)) == number else str(number)


def _written(value: Plain, tr: Translator) -> str:
    if isinstance(value, dict):
        if value.keys() & set(LANGUAGES):
            english = str(value.get("en", ""))
            return tr.text(Text(str(value.get("fr", english)), english))
        return "{" + ", ".join(f"{key}: {_written(one, tr)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return ", ".join(_written(one, tr) for one in value)
    if isinstance(value, float):
        return tr.number(Fraction(str(value)), len(str(value).partition(".")[2]))
    return str(value).lower() if isinstance(value, bool) else str(value)
