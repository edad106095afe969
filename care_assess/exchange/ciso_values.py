"""What a library of CISO Assistant is made of, and how to look into one that may hold anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from care_assess.exchange.texts import Words, clean
from care_assess.text import LANGUAGES, Lang

__all__ = ["OURS", "Library", "Node", "as_words", "digits", "mapping", "mappings", "number", "text"]

Values = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Ours:
    """How our own libraries are told: the beginning of their urn, and their version as one number."""

    urn: str = "urn:care-assess:risk"
    major: int = 1_000_000
    minor: int = 1_000


OURS: Final = _Ours()

_DEEPEST = 10
_TRUE = {"true", "yes", "x"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """A requirement node. ``parent``: the urn of its parent, or ""."""

    urn: str
    parent: str
    values: Values

    @property
    def assessable(self) -> bool:
        """Whether it is answered, rather than a heading."""
        said = self.values.get("assessable")
        return said is True or str(said).lower() in _TRUE

    @property
    def tail(self) -> str:
        """The last part of its urn."""
        return self.urn.rpartition(":")[2]

    @property
    def place(self) -> str:
        """What people call it."""
        return text(self.values, "ref_id") or self.tail

    @property
    def weight(self) -> Fraction:
        """Its weight; 1 when it has none that is above 0."""
        weight = number(self.values, "weight")
        return weight if weight is not None and 0 < weight <= 100 else Fraction(1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Library:
    """A library and its one framework. ``locale``: the language of its texts, when it is one of ours."""

    values: Values
    framework: Values
    by_urn: Mapping[str, Node]
    locale: Lang | None

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The requirement nodes, in order."""
        return tuple(self.by_urn.values())

    @property
    def ours(self) -> bool:
        """Whether we wrote it."""
        return text(self.values, "urn").startswith(f"{OURS.urn}:")

    def words(self, values: Values, field: str) -> Words:
        """A text in the languages that it and its translations have."""
        found: dict[Lang, str] = {}
        if self.locale and (said := text(values, field)):
            found[self.locale] = said
        translations = mapping(values, "translations")
        for lang in LANGUAGES:
            if said := text(mapping(translations, lang), field):
                found.setdefault(lang, said)
        return found

    def title(self, node: Node) -> Words:
        """The name of a node, else its description, else its reference."""
        for field in ("name", "description"):
            if words := self.words(node.values, field):
                return words
        return {self.locale or "fr": node.place}

    def headings(self, node: Node) -> list[Node]:
        """The headings above a node, from the top; no more than a tree has (one may go round)."""
        found: list[Node] = []
        above = self.by_urn.get(node.parent)
        while above is not None and len(found) < _DEEPEST:
            found.insert(0, above)
            above = self.by_urn.get(above.parent)
        return [one for one in found if not one.assessable]


def text(values: Values, key: str) -> str:
    """A text, or a number as a text, or ""."""
    value = values.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return ""
    return clean(str(value))


def number(values: Values, key: str) -> Fraction | None:
    """A number, or None."""
    value = values.get(key)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Fraction(value)


def digits(values: Values, key: str) -> int | None:
    """A whole number, or None."""
    found = number(values, key)
    return int(found) if found is not None and found.denominator == 1 else None


def mapping(values: Values, key: str) -> Values:
    """A mapping, or an empty one."""
    value = values.get(key)
    return value if isinstance(value, Mapping) else {}


def mappings(values: Values, key: str) -> Iterator[Values]:
    """The mappings of a list."""
    value = values.get(key)
    return (one for one in (value if isinstance(value, list) else ()) if isinstance(one, Mapping))


def as_words(words: Mapping[Lang, str]) -> Words:
    """The words that are not empty."""
    return {lang: said for lang, said in words.items() if said}
