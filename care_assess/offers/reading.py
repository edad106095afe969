"""A table and the meaning of its columns → offers, or every fault with its row and column.

Each rule yields what is wrong with one cell; nothing is taken of a table in which anything is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from care_assess.errors import ContentError, Fault, Message
from care_assess.exchange.workbook import Row, Sheet
from care_assess.offers.model import BODIES, FIELDS, REQUIRED, Field, Offer
from care_assess.offers.words import fold
from care_assess.questionnaire import OUTSIDE, TOPICS, Reference
from care_assess.text import LANGUAGES, Text

__all__ = ["LONGEST", "MOST_OFFERS", "guess_columns", "read_offers"]

MOST_OFFERS = 2_000
LONGEST = 500
"""Characters of a cell, at most."""
MOST_WORDS = 40

_Named = TypeVar("_Named", bound=str)

_SPACES = re.compile(r"[ \t\n]+")  # a no-break space stays one
_SEVERAL = re.compile(r"[;,|\n]")
_ADDRESS = re.compile(r"https?://[\w.-]+(:\d+)?([/?#]\S*)?")


def guess_columns(
    columns: Iterable[str], known_as: Mapping[_Named, Iterable[str]]
) -> Mapping[_Named, str]:
    """Which column holds each field of a table, by its name; ``known_as``: the names under which each goes.

    A column serves one field at most, the first of ``known_as``; a field that no column names is left out.
    """
    folded = {fold(column): column for column in columns}
    found: dict[_Named, str] = {}
    for name, aliases in known_as.items():
        for alias in (name, *aliases):
            column = folded.get(fold(alias))
            if column is not None and column not in found.values():
                found[name] = column
                break
    return found


def read_offers(
    file: str, table: Sheet, columns: Mapping[Field, str], reference: Reference
) -> tuple[Offer, ...]:
    """The offers of ``table``, in its order. ``columns``: field → the column that holds it.

    Raises ContentError with every fault, ordered by row; ``file`` names them.
    """
    missing = [name for name in REQUIRED if name not in columns]
    faults = [_fault(file, 0, "", Message(f"offers.fault.no_{name}")) for name in missing]
    if len(table.rows) > MOST_OFFERS:
        faults.append(_fault(file, 0, "", Message("offers.fault.many", {"limit": MOST_OFFERS})))
    if not faults:
        reader = _Reader(file, columns, _names_of_functions(reference), _names_of_topics(reference))
        offers = tuple(reader.offer(row) for row in table.rows)
        faults = reader.faults
        if not faults:
            return offers
    raise ContentError("offers.refused", tuple(faults), file=file, n=len(faults))


@dataclass(slots=True)
class _Reader:
    """Reads rows one after the other; what is wrong gathers in ``faults``."""

    file: str
    columns: Mapping[Field, str]
    functions: Mapping[str, str]
    topics: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)
    _seen: dict[str, int] = field(default_factory=dict)

    def offer(self, row: Row) -> Offer:
        """The offer of a row; only worth something while there is no fault."""
        texts = {name: self._text(row, name) for name in FIELDS}
        for name, text in texts.items():
            for message in _faults_of(name, text):
                self._refuse(row, name, message)
        return Offer(
            id=self._id(row, texts["id"]),
            title=Text(texts["title"], texts["title_en"]),
            body=_body(texts["body"]),
            provider=texts["provider"],
            function=self._known(row, "function", texts["function"], self.functions),
            topics=tuple(
                dict.fromkeys(
                    self._known(row, "topics", one, self.topics) for one in _split(texts["topics"])
                )
            ),
            words=_split(texts["words"]),
            price=texts["price"],
            url=texts["url"],
        )

    def _text(self, row: Row, name: Field) -> str:
        text = row[self.columns[name]] if name in self.columns else ""
        return text if name in {"topics", "words"} else _SPACES.sub(" ", text)

    def _id(self, row: Row, given: str) -> str:
        """The reference given, else the number of the row."""
        name = given or str(row.number)
        first = self._seen.setdefault(name, row.number)
        if first != row.number:
            self._refuse(row, "id", Message("offers.fault.twice", {"id": name, "row": first}))
        return name

    def _known(self, row: Row, name: Field, text: str, names: Mapping[str, str]) -> str:
        """The id of the vocabulary that a cell names."""
        if not text:
            return ""
        found = names.get(fold(text))
        if found is None:
            self._refuse(row, name, Message(f"offers.fault.{name}", {"text": text[:60]}))
        return found or ""

    def _refuse(self, row: Row, name: Field, message: Message) -> None:
        self.faults.append(_fault(self.file, row.number, self.columns.get(name, ""), message))


def _faults_of(name: Field, text: str) -> Iterator[Message]:
    """What is wrong with a cell, whatever the others hold."""
    if name in REQUIRED and not text:
        yield Message("offers.fault.required")
    if len(text) > LONGEST:
        yield Message("offers.fault.long", {"limit": LONGEST})
    if name == "words" and len(_split(text)) > MOST_WORDS:
        yield Message("offers.fault.words", {"limit": MOST_WORDS})
    if name == "url" and text and not _ADDRESS.fullmatch(text):
        yield Message("offers.fault.url")


def _body(text: str) -> str:
    """The buying body as it writes itself, when it is one that we know."""
    return next((one for one in BODIES if fold(one) == fold(text)), text)


def _split(text: str) -> tuple[str, ...]:
    parts = (_SPACES.sub(" ", one).strip() for one in _SEVERAL.split(text))
    return tuple(dict.fromkeys(one for one in parts if one))


def _names_of_functions(reference: Reference) -> Mapping[str, str]:
    """What a function may be called, folded → its id."""
    return {
        fold(name): one
        for one, text in reference.functions.items()
        for name in (one, *(text(lang) for lang in LANGUAGES))
    }


def _names_of_topics(reference: Reference) -> Mapping[str, str]:
    """What a topic may be called, folded → its id."""
    return {
        fold(name): one
        for one in (*TOPICS, OUTSIDE)
        for text in (reference.topics[one].name, reference.topics[one].short)
        for name in (one, *(text(lang) for lang in LANGUAGES))
    }


def _fault(file: str, line: int, column: str, message: Message) -> Fault:
    return Fault(file=file, line=line, path=column, message=message)
