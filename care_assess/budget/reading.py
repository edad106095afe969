"""A table of digital spending, a line a row → the lines of each establishment and year, or every fault.

Nothing is taken of a table in which anything is wrong: each fault says its row and its column.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypeVar, get_args

from care_assess.budget.book import MOST_LINES
from care_assess.budget.model import KINDS, YEARS, Kind, Line
from care_assess.budget.numbers import Unreadable, read_amount, read_percent
from care_assess.errors import ContentError, Fault, Message
from care_assess.exchange.workbook import Row, Sheet
from care_assess.offers.words import fold
from care_assess.text import LANGUAGES, translator

__all__ = ["FIELDS", "LONGEST", "REQUIRED", "Field", "Lines", "known_as", "read_lines"]

Field: TypeAlias = Literal[
    "kind", "amount", "label", "year", "entity", "cyber", "note", "annex", "internal", "left_out"
]
FIELDS: tuple[Field, ...] = get_args(Field)
REQUIRED: tuple[Field, ...] = ("kind", "amount")
LONGEST = 120
"""Characters of a cell, at most."""

Lines: TypeAlias = Mapping[tuple[str, int], tuple[Line, ...]]
"""(establishment, year) → its lines, in the order of the table."""
_Read = TypeVar("_Read")


def known_as(name: Field) -> list[str]:
    """The names under which a column goes, in both languages."""
    return _words(f"budget.known_as.{name}")


def read_lines(
    file: str,
    table: Sheet,
    columns: Mapping[Field, str],
    *,
    entities: Mapping[str, str],
    year: int,
    by: str,
    thousands: bool,
) -> Lines:
    """The lines of ``table``. ``columns``: field → the column that holds it.

    ``entities``: what an establishment may be called → how it is called in the book; a cell left empty is
    the first. ``year``: of a row that has none. ``by``: who brings the file. ``thousands``: see
    :func:`read_amount`. Raises ContentError with every fault, ordered by row.
    """
    faults = [
        _fault(file, 0, "", Message(f"budget.fault.no_{name}"))
        for name in REQUIRED
        if name not in columns
    ]
    if len(table.rows) > MOST_LINES:
        faults.append(_fault(file, 0, "", Message("budget.fault.many", {"limit": MOST_LINES})))
    if not faults:
        reader = _Reader(file, columns, {fold(one): own for one, own in entities.items()})
        found: dict[tuple[str, int], list[Line]] = {}
        for row in table.rows:
            place, line = reader.line(row, year, by, thousands=thousands)
            found.setdefault(place, []).append(line)
        faults = reader.faults
        if not faults:
            return {place: tuple(lines) for place, lines in found.items()}
    raise ContentError("budget.refused", tuple(faults), file=file, n=len(faults))


@dataclass(slots=True)
class _Reader:
    """Reads rows one after the other; what is wrong gathers in ``faults``."""

    file: str
    columns: Mapping[Field, str]
    entities: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)

    def line(
        self, row: Row, year: int, by: str, *, thousands: bool
    ) -> tuple[tuple[str, int], Line]:
        """The establishment, the year and the line of a row; worth something while there is no fault."""
        texts = {name: self._text(row, name) for name in FIELDS}
        for name, text in texts.items():
            if len(text) > LONGEST:
                self._refuse(row, name, "long", limit=LONGEST)
            elif name in REQUIRED and not text:
                self._refuse(row, name, "required")
        amount = self._read(row, "amount", lambda one: read_amount(one, thousands=thousands), 0)
        place = self._entity(row, texts["entity"]), self._read(row, "year", _year, year)
        return place, Line(
            kind=self._kind(row, texts["kind"]),
            cents=amount,
            cyber=self._read(row, "cyber", read_percent, None),
            label=texts["label"],
            note=texts["note"],
            by=by if texts["cyber"] else "",
            annex=self._read(row, "annex", _yes, empty=False),
            internal=self._read(row, "internal", _yes, empty=False),
            left_out=texts["left_out"],
        )

    def _text(self, row: Row, name: Field) -> str:
        return " ".join(row[self.columns[name]].split()) if name in self.columns else ""

    def _read(self, row: Row, name: Field, read: Callable[[str], _Read], empty: _Read) -> _Read:
        """What a cell says, ``empty`` when it says nothing or something else."""
        text = self._text(row, name)
        try:
            return read(text) if text else empty
        except Unreadable:
            self._refuse(row, name, name, text=text[:60])
            return empty

    def _kind(self, row: Row, text: str) -> Kind:
        found = _kinds().get(fold(text))
        if found is None and text:
            listed = ", ".join(_words(f"budget.kind_words.{one}")[0] for one in KINDS)
            self._refuse(row, "kind", "kind", text=text[:60], known=listed)
        return found or "other"

    def _entity(self, row: Row, text: str) -> str:
        if not text:
            return next(iter(self.entities.values()))
        found = self.entities.get(fold(text))
        if found is None:
            self._refuse(row, "entity", "entity", text=text[:60])
        return found or ""

    def _refuse(self, row: Row, name: Field, why: str, /, **params: str | int) -> None:
        message = Message(f"budget.fault.{why}", params)
        self.faults.append(_fault(self.file, row.number, self.columns.get(name, ""), message))


def _year(text: str) -> int:
    if not text.isdecimal() or len(text) != 4 or not YEARS[0] <= int(text) <= YEARS[1]:
        raise Unreadable(text)
    return int(text)


def _yes(text: str) -> bool:
    """Whether a cell says yes; raises Unreadable when it says neither yes nor no."""
    if fold(text) in _folded("budget.words.yes"):
        return True
    if fold(text) in _folded("budget.words.no"):
        return False
    raise Unreadable(text)


def _kinds() -> Mapping[str, Kind]:
    """What each kind of spending may be called, folded → its id."""
    return {
        fold(word): kind for kind in KINDS for word in (kind, *_words(f"budget.kind_words.{kind}"))
    }


def _folded(key: str) -> Collection[str]:
    return {fold(one) for one in _words(key)}


def _words(key: str) -> list[str]:
    """The words of a sentence that lists some, in both languages."""
    return [one.strip() for lang in LANGUAGES for one in translator(lang)(key).split(",")]


def _fault(file: str, line: int, column: str, message: Message) -> Fault:
    return Fault(file=file, line=line, path=column, message=message)
