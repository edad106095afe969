"""Every file checked together, and a way to look into values that may be faulty.

Rules read files whose shape may be wrong somewhere: what they ask for is given when it is there with the
right type, and left out otherwise, because the schema has already said so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from care_assess.questionnaire.model import HIGHEST, OUTSIDE
from care_assess.questionnaire.yamltext import Block, Document, Items, Path

__all__ = [
    "EMPTY",
    "Place",
    "Shelf",
    "block",
    "blocks",
    "cycles",
    "number",
    "parts",
    "prefixes",
    "questions",
    "said",
    "scale_of",
    "sections",
    "text",
    "top",
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
    questions: Mapping[str, Place] = field(init=False)
    """Question id → the question, in the first file that has it."""
    _by_file: Mapping[int, Mapping[str, Place]] = field(init=False)

    def __post_init__(self) -> None:
        by_file = {
            id(document): {place.text("id"): place for place in reversed(list(questions(document)))}
            for document in self.documents
        }
        everywhere: dict[str, Place] = {}
        for document in reversed(self.documents):
            everywhere |= by_file[id(document)]
        object.__setattr__(self, "questions", everywhere)
        object.__setattr__(self, "_by_file", by_file)

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
        own = self._by_file.get(id(nearest), {})
        return own.get(name) or self.questions.get(name)

    def home(self, name: str, nearest: Document) -> Document | None:
        """The file of that question, as :meth:`question` finds it."""
        files = (nearest, *self.documents)
        return next((one for one in files if name in self._by_file.get(id(one), {})), None)


def top(document: Document) -> Place:
    """The mapping that a file is."""
    return Place((), document.value if isinstance(document.value, Block) else EMPTY)


def sections(document: Document) -> Iterator[Place]:
    """The sections of a questionnaire file."""
    yield from top(document).each("sections")


def parts(document: Document) -> Iterator[Place]:
    """The sections of a questionnaire file and their groups, each before its own."""
    for section in sections(document):
        yield section
        yield from _groups(section)


def questions(document: Document) -> Iterator[Place]:
    """The questions of a questionnaire file, in the order in which they are asked."""
    for part in parts(document):
        yield from part.each("questions")


def scale_of(document: Document) -> tuple[Fraction, Fraction] | None:
    """The lowest and the highest level; None when the file states a scale that makes no sense."""
    if "scale" not in top(document).values:
        return Fraction(0), Fraction(HIGHEST)
    stated = top(document).below("scale").values
    low, high = number(stated, "min"), number(stated, "max")
    return None if low is None or high is None or low >= high else (low, high)


def said(number: Fraction) -> str:
    """A number as an author writes it."""
    return f"{float(number):g}" if number.denominator != 1 else str(number.numerator)


def _groups(part: Place) -> Iterator[Place]:
    for group in part.each("groups"):
        yield group
        yield from _groups(group)


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


def cycles(
    names: Iterable[str], following: Callable[[str], Iterable[str]]
) -> Iterator[tuple[str, ...]]:
    """Ways that come back to where they began, both ends included; each name is followed once."""
    done: set[str] = set()
    for start in names:
        way: dict[str, Iterator[str]] = {start: iter(following(start))} if start not in done else {}
        while way:
            last = next(reversed(way))
            after = next(way[last], None)
            if after is None:
                done.add(last)
                del way[last]
            elif after in way:
                steps = list(way)
                yield (*steps[steps.index(after) :], after)
            elif after not in done:
                way[after] = iter(following(after))
