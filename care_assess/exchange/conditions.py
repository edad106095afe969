"""A ``relevant`` of an XLSForm → a condition of ours, or none when ours cannot say it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from care_assess.exchange.drafting import Drafted
from care_assess.exchange.survey import number_of
from care_assess.exchange.xpath import (
    Both,
    Compared,
    Either,
    Expression,
    Inexpressible,
    Negated,
    Picked,
    parse,
)

__all__ = ["Target", "condition"]

Values: TypeAlias = "dict[str, Any]"

_SIGNS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_REACHED = {"higher": (">=", "<"), "lower": ("<=", ">")}
"""Of a number: the sign that a cut says, and the one that its contrary does."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A question that a condition may name; ``options``: name of a choice → id of our option."""

    question: Drafted
    options: Mapping[str, str]


def condition(text: str, targets: Mapping[str, Target]) -> Values:
    """The condition that ``text`` says. Raises Inexpressible with the part that ours cannot say."""
    return _said(parse(text), targets)


def _said(expression: Expression, targets: Mapping[str, Target]) -> Values:
    match expression:
        case Both(parts):
            return {"all": [_said(part, targets) for part in parts]}
        case Either(parts):
            return {"any": [_said(part, targets) for part in parts]}
        case Negated(part):
            return {"not": _said(part, targets)}
        case Picked(name, choice):
            return _picked(_target(name, targets), choice)
        case Compared(name, sign, number):
            return _compared(_target(name, targets), sign, number)


def _target(name: str, targets: Mapping[str, Target]) -> Target:
    if name not in targets or targets[name].question.type in {"date", "information"}:
        raise Inexpressible(f"${{{name}}}")
    return targets[name]


def _picked(target: Target, choice: str) -> Values:
    if choice not in target.options:
        raise Inexpressible(f"'{choice}'")
    return {"question": target.question.id, "equals": target.options[choice]}


def _compared(target: Target, sign: str, number: Fraction) -> Values:
    """A choice whose names are numbers, or a number at one of its cuts."""
    if target.question.type == "number":
        return _reached(target.question, sign, number)
    if target.question.type == "multiple" and sign != "=":
        raise Inexpressible(f"{sign} {number}")
    meant = [
        option
        for name, option in target.options.items()
        if (value := number_of(name)) is not None and _SIGNS[sign](Fraction(value), number)
    ]
    if not meant:
        raise Inexpressible(f"{sign} {number}")
    parts: list[Values] = [{"question": target.question.id, "equals": option} for option in meant]
    return parts[0] if len(parts) == 1 else {"any": parts}


def _reached(question: Drafted, sign: str, number: Fraction) -> Values:
    """``>= 50`` is "at least level 3" when that is where level 3 begins."""
    cuts = question.values.get("cuts")
    levels = cuts if isinstance(cuts, dict) else {}
    reached, contrary = _REACHED[question.values["better"]]
    for level, cut in levels.items():
        if Fraction(cut) == number and sign in (reached, contrary):
            at_least: Values = {"question": question.id, "at_least": int(level)}
            return at_least if sign == reached else {"not": at_least}
    raise Inexpressible(f"{sign} {number}")
