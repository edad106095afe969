"""The part of XPath that a condition of ours can say: ``selected()``, comparisons, ``and``, ``or``, ``not()``.

    or_ := and_ ("or" and_)*     and_ := one ("and" one)*
    one := "(" or_ ")" | "not(" or_ ")" | "selected(" ${name} "," constant ")" | ${name} op constant
           | constant op ${name}

Whatever else is asked raises Inexpressible: a condition is carried whole, or not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

__all__ = [
    "Both",
    "Compared",
    "Either",
    "Expression",
    "Inexpressible",
    "Negated",
    "Picked",
    "parse",
]

LONGEST = 2_000
"""Characters of a condition, at most."""
DEEPEST = 8
"""Brackets within one another, at most."""

_TOKEN = re.compile(
    r"\s*(?:\$\{\s*(?P<name>[A-Za-z_][\w.\-]*)\s*\}"
    r"|'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\""
    r"|(?P<number>-?\d{1,15}(?:\.\d{1,6})?)(?![\w.])"
    r"|(?P<sign><=|>=|!=|=|<|>|\(|\)|,)"
    r"|(?P<word>[A-Za-z][\w\-]*))"
)
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}


class Inexpressible(Exception):
    """The condition asks for more than ours can say; ``what`` is the part that stopped the reading."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Picked:
    """Holds when the choice of that name is (one of) the answer(s)."""

    name: str
    choice: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Holds when the answer, a number, compares so: ``sign`` is one of = < > <= >=."""

    name: str
    sign: str
    number: Fraction


@dataclass(frozen=True, slots=True)
class Both:
    """Holds when all do."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Holds when one does."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Negated:
    """Holds when the other does not."""

    part: Expression


Expression: TypeAlias = "Picked | Compared | Both | Either | Negated"
_Constant: TypeAlias = "str | Fraction"


def parse(text: str) -> Expression:
    """What a ``relevant`` says. Raises Inexpressible, naming the part that cannot be said."""
    if len(text) > LONGEST:
        raise Inexpressible(f"{text[:40]}…")
    parser = _Parser(_tokens(text))
    found = parser.either(DEEPEST)
    if (rest := parser.next()) is not None:
        raise Inexpressible(rest.text)
    return found


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def _tokens(text: str) -> list[_Token]:
    found, at = [], 0
    while at < len(text.rstrip()):
        token = _TOKEN.match(text, at)
        if token is None:
            raise Inexpressible(text[at:].strip()[:40])
        kind = str(token.lastgroup)
        found.append(_Token("text" if kind in {"single", "double"} else kind, token[kind]))
        at = token.end()
    return found


class _Parser:
    """Reads tokens from the left; each method gives what it read."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def next(self) -> _Token | None:
        """The next token, left where it is."""
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def either(self, depth: int) -> Expression:
        parts = [self._both(depth)]
        while self._take("word", "or"):
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _both(self, depth: int) -> Expression:
        parts = [self._one(depth)]
        while self._take("word", "and"):
            parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def _one(self, depth: int) -> Expression:
        if depth == 0:
            raise Inexpressible("(" * DEEPEST)
        if self._take("sign", "("):
            return self._closed(self.either(depth - 1))
        if self._take("word", "not"):
            self._need("sign", "(")
            return Negated(self._closed(self.either(depth - 1)))
        if self._take("word", "selected"):
            return self._selected()
        return self._comparison()

    def _closed(self, inside: Expression) -> Expression:
        self._need("sign", ")")
        return inside

    def _selected(self) -> Expression:
        self._need("sign", "(")
        name = self._need("name").text
        self._need("sign", ",")
        choice = self._constant()
        self._need("sign", ")")
        return Picked(name, str(choice))

    def _comparison(self) -> Expression:
        if name := self._take("name"):
            sign = self._sign()
            return _compared(name.text, sign, self._constant())
        constant = self._constant()
        sign = self._sign()
        return _compared(self._need("name").text, _TURNED[sign], constant)

    def _sign(self) -> str:
        token = self._need("sign")
        if token.text not in _TURNED:
            raise Inexpressible(token.text)
        return token.text

    def _constant(self) -> _Constant:
        if text := self._take("text"):
            return text.text
        return Fraction(Decimal(self._need("number").text))

    def _take(self, kind: str, text: str | None = None) -> _Token | None:
        token = self.next()
        if token and token.kind == kind and text in (None, token.text):
            self._at += 1
            return token
        return None

    def _need(self, kind: str, text: str | None = None) -> _Token:
        if token := self._take(kind, text):
            return token
        found = self.next()
        raise Inexpressible(found.text if found else "…")


def _compared(name: str, sign: str, constant: _Constant) -> Expression:
    if sign == "!=":
        return Negated(_compared(name, "=", constant))
    if isinstance(constant, Fraction):
        return Compared(name, sign, constant)
    if sign != "=" or not constant:  # an order of texts; "has (no) answer"
        raise Inexpressible(f"${{{name}}} {sign} '{constant}'")
    return Picked(name, constant)
