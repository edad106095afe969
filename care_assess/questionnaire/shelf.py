"""Every file checked together, and a way to look into values that may be faulty.

Rules read files whose shape may be wrong somewhere: what they ask for is given when it is there with the
right type, and left out otherwise, because the schema has already said so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from care_assess.questionnaire.model import OUTSIDE
from care_assess.questionnaire.yamltext import Block, Document, Items, Path

__all__ = [
    "EMPTY",
    "Place",
    "Shelf",
    "block",
    "blocks",
    "cycle",
    "number",
    "prefixes",
    "questions",
    "sections",
    "text",
    "whole",
    "words",
]

EMPTY = Block()


@dataclass(frozen=True, slots=True)
class Place:
    """A mapping of a document and the way to it."""

    path: Path
    values: Block

    def text(self, key: str) -> str:
        """The text of ``key``, or ""."""
        return text(self.values, key)

    def below(self, *keys: str) -> Place:
        """The mapping within the mapping, empty when it is not there."""
        values = self.values
        for key in keys:
            values = block(values, key)
        return Place((*self.path, *keys), values)

    def each(self, key: str) -> Iterator[Place]:
        """The mappings of the list ``key``."""
        for at, values in blocks(self.values, key):
            yield Place((*self.path, key, at), values)


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """What a rule may look up.

    ``documents``: the questionnaire files, in the order in which the first of two rivals is right.
    ``vocabulary``: the reference, all its files together.
    """

    documents: tuple[Document, ...]
    vocabulary: Mapping[str, object]
    questions: Mapping[str, tuple[Document, Place]] = field(init=False)
    """Question id → the first file that has it, and its place there."""

    def __post_init__(self) -> None:
        found: dict[str, tuple[Document, Place]] = {}
        for document in self.documents:
            for place in questions(document):
                found.setdefault(place.text("id"), (document, place))
        object.__setattr__(self, "questions", found)

    def known(self, kind: str) -> list[str]:
        """The ids of one part of the vocabulary; of ``topics``, those a question may carry."""
        part = self.vocabulary.get(kind)
        return [name for name in part if name != OUTSIDE] if isinstance(part, dict) else []

    def entry(self, kind: str, name: str) -> Block:
        """One entry of the vocabulary, empty when it is not there."""
        part = self.vocabulary.get(kind)
        return block(part, name) if isinstance(part, dict) else EMPTY

    def question(self, name: str, nearest: Document) -> Place | None:
        """The question of that id: in ``nearest`` when it is there, else in any file."""
        for place in questions(nearest):
            if place.text("id") == name:
                return place
        found = self.questions.get(name)
        return found[1] if found else None


def sections(document: Document) -> Iterator[Place]:
    """The sections of a questionnaire file."""
    if isinstance(document.value, Block):
        yield from Place((), document.value).each("sections")


def questions(document: Document) -> Iterator[Place]:
    """The questions of a questionnaire file, in the order in which they are asked."""
    for section in sections(document):
        yield from section.each("questions")


def prefixes(values: Block) -> list[str]:
    """The prefixes of a questionnaire: ``prefix`` is one, or a list of them."""
    prefix = values.get("prefix")
    return [prefix] if isinstance(prefix, str) else [word for _, word in words(values, "prefix")]


def text(values: Mapping[str, object], key: str) -> str:
    """A text, or ""."""
    value = values.get(key)
    return value if isinstance(value, str) else ""


def whole(values: Mapping[str, object], key: str) -> int | None:
    """A whole number, or None."""
    value = values.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def number(values: Mapping[str, object], key: str) -> Fraction | None:
    """A number, or None."""
    value = values.get(key)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Fraction(value)
    return None


def block(values: Mapping[str, object], key: str) -> Block:
    """A mapping, or an empty one."""
    value = values.get(key)
    return value if isinstance(value, Block) else EMPTY


def blocks(values: Mapping[str, object], key: str) -> Iterator[tuple[int, Block]]:
    """The mappings of a list, with their positions."""
    value = values.get(key)
    for at, item in enumerate(value if isinstance(value, Items) else ()):
        if isinstance(item, Block):
            yield at, item


def words(values: Mapping[str, object], key: str) -> Iterator[tuple[int, str]]:
    """The texts of a list, with their positions."""
    value = values.get(key)
    for at, item in enumerate(value if isinstance(value, Items) else ()):
        if isinstance(item, str):
            yield at, item


def cycle(start: str, following: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """The way from ``start`` back to ``start``, both ends included; empty when there is none."""
    came_from: dict[str, str] = {}
    to_visit = [start]
    while to_visit:
        name = to_visit.pop()
        for after in following(name):
            if after == start:
                way = [start, name]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return tuple(reversed(way)) if name != start else (start, start)
            if after not in came_from:
                came_from[after] = name
                to_visit.append(after)
    return ()
