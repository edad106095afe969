"""The three sheets of an XLSForm workbook as plain values: settings, lists of choices, entries in order.

Nothing is interpreted here: only what a sheet must have is checked, each fault with its cell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from care_assess.errors import Fault, Message, Param
from care_assess.exchange.model import Remarks
from care_assess.exchange.texts import Words, language_of
from care_assess.exchange.workbook import Row, Sheet
from care_assess.text import Lang

__all__ = ["Choice", "Entry", "Faults", "Form", "Group", "Item", "number_of", "read_form"]

UNKNOWN, NOT_APPLICABLE = "unknown", "na"
"""Scores that say what every question offers already: the choice is left to it."""

_TYPE = re.compile(r"(?P<type>\S+)(?:\s+(?P<list>\S+))?(?P<rest>.*)")
_OPENING = {"begin_group", "begin_repeat"}
_CLOSING = {"end_group", "end_repeat"}
_IN_WORDS = ("label", "hint")
_SELECTS = {"select_one", "select_multiple"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A choice of a list. ``score``: None when the cell is empty; ``offered``: every question has it."""

    name: str
    words: Words
    score: Decimal | None
    offered: bool
    place: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A row of the survey that asks or says something. ``list``: the list of a select, else ""."""

    type: str
    list: str
    row: Row
    label: Words
    hint: Words

    @property
    def name(self) -> str:
        """Its name in the survey."""
        return self.row["name"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A group of the survey, with all that it holds."""

    row: Row
    label: Words
    items: list[Item]
    repeated: bool


Item: TypeAlias = "Entry | Group"


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A whole workbook. ``settings``: the texts of its one row by column."""

    settings: Mapping[str, str]
    title: Words
    summary: Words
    choices: Mapping[str, tuple[Choice, ...]]
    items: tuple[Item, ...]


class Faults:
    """Collects the faults of a workbook, each with its cell."""

    def __init__(self, file: str) -> None:
        self.found: list[Fault] = []
        self._file = file

    def add(self, row: Row, column: str, key: str, /, **params: Param) -> None:
        """A fault of one cell."""
        self.at(row.place(column), key, **params)

    def at(self, place: str, key: str, /, **params: Param) -> None:
        """A fault at a place, told once: a sheet, a row or a cell of one; "" for the workbook."""
        message = Message(key, params)
        fault = Fault(file=self._file, line=0, path=place, message=message)
        if fault not in self.found:
            self.found.append(fault)


def read_form(sheets: Mapping[str, Sheet], faults: Faults, remarks: Remarks) -> Form | None:
    """The form of a workbook; None when it lacks what everything else needs."""
    if not _has(sheets, "survey", ("type", "name"), faults):
        return None
    settings = _settings(sheets.get("settings"))
    reader = _Reader(_default_language(settings), faults, remarks)
    choices = reader.choices(sheets.get("choices"))
    items = reader.items(sheets["survey"])
    if any(entry.type in _SELECTS for entry in reader.entries):
        _has(sheets, "choices", ("list_name", "name"), faults)
    row = next(iter(sheets["settings"].rows), None) if "settings" in sheets else None
    return Form(
        settings=settings,
        title=reader.words(row, "form_title") if row else {},
        summary=reader.words(row, "summary") if row else {},
        choices=choices,
        items=tuple(items),
    )


def _has(sheets: Mapping[str, Sheet], name: str, columns: tuple[str, ...], faults: Faults) -> bool:
    if name not in sheets:
        found = ", ".join(sheet.name for sheet in sheets.values())
        faults.at("", "exchange.xlsform.no_sheet", sheet=name, found=found)
        return False
    missing = [column for column in columns if column not in sheets[name].columns]
    if missing:
        faults.at(name, "exchange.xlsform.no_column", columns=", ".join(missing))
    return not missing


def _settings(sheet: Sheet | None) -> Mapping[str, str]:
    row = next(iter(sheet.rows), None) if sheet else None
    return dict(row.cells) if row else {}


def _default_language(settings: Mapping[str, str]) -> Lang:
    return language_of(settings.get("default_language", "")) or "fr"


class _Reader:
    def __init__(self, default: Lang, faults: Faults, remarks: Remarks) -> None:
        self.entries: list[Entry] = []
        self._default = default
        self._faults = faults
        self._remarks = remarks

    def words(self, row: Row, field: str) -> Words:
        """The texts of ``field`` and ``field::Language (code)`` of a row."""
        found: dict[Lang, str] = {}
        for column, text in row.cells.items():
            name, colons, language = (part.strip() for part in column.partition("::"))
            if name != field or not text:
                continue
            lang = language_of(language) if colons else self._default
            if lang:
                found.setdefault(lang, text)
            else:
                self._remarks.lost(row.place(column), "exchange.lost.language", language=language)
        return found

    def choices(self, sheet: Sheet | None) -> Mapping[str, tuple[Choice, ...]]:
        """Every list by its name; what a list lacks is told where a question uses it."""
        lists: dict[str, list[Choice]] = {}
        name_of_list = "list_name" if sheet and "list_name" in sheet.columns else "list name"
        for row in sheet.rows if sheet else ():
            if row[name_of_list] and row["name"]:
                known = lists.setdefault(row[name_of_list], [])
                if any(one.name == row["name"] for one in known):
                    self._faults.add(row, "name", "exchange.xlsform.twice", name=row["name"])
                else:
                    known.append(self._choice(row))
        return {name: tuple(found) for name, found in lists.items()}

    def _choice(self, row: Row) -> Choice:
        said = row["score"].lower().replace("n/a", NOT_APPLICABLE)
        offered = said in {UNKNOWN, NOT_APPLICABLE}
        words = self.words(row, "label")
        if not words:
            self._faults.add(row, "label", "exchange.xlsform.no_label")
        score = None if offered or not said else number_of(said)
        if said and not offered and score is None:
            self._faults.add(row, "score", "exchange.xlsform.score", found=row["score"])
            score = Decimal(0)  # said once; nothing comes out of a faulty form
        return Choice(
            name=row["name"],
            words=words,
            score=score,
            offered=offered,
            place=row.place("score"),
        )

    def items(self, sheet: Sheet) -> list[Item]:
        """The entries and groups of the survey, in order."""
        whole: list[Item] = []
        open_groups: list[tuple[Group, Row]] = []
        for row in sheet.rows:
            type_, list_, rest = _type_of(row)
            into = open_groups[-1][0].items if open_groups else whole
            if type_ in _OPENING:
                group = Group(
                    row=row,
                    label=self.words(row, "label"),
                    items=[],
                    repeated=type_ == "begin_repeat",
                )
                into.append(group)
                open_groups.append((group, row))
            elif type_ in _CLOSING:
                if open_groups:
                    open_groups.pop()
                else:
                    self._faults.add(row, "type", "exchange.xlsform.stray_end")
            elif type_:
                if rest:
                    self._remarks.lost(row.place("type"), "exchange.lost.type_rest", rest=rest)
                into.append(self._entry(row, type_, list_))
        for _, row in open_groups:
            self._faults.add(row, "type", "exchange.xlsform.unclosed")
        self._names_are_unique()
        return whole

    def _entry(self, row: Row, type_: str, list_: str) -> Entry:
        entry = Entry(
            type=type_,
            list=list_,
            row=row,
            label=self.words(row, "label"),
            hint=self.words(row, "hint"),
        )
        self.entries.append(entry)
        return entry

    def _names_are_unique(self) -> None:
        seen: set[str] = set()
        for entry in self.entries:
            if entry.name and entry.name in seen:
                self._faults.add(entry.row, "name", "exchange.xlsform.twice", name=entry.name)
            seen.add(entry.name)


def _type_of(row: Row) -> tuple[str, str, str]:
    """``select_one yes_no or_other`` → its three parts; ``begin group`` is ``begin_group``."""
    said = re.sub(r"^(begin|end)[ _]+(group|repeat)\b", r"\1_\2", row["type"].strip().lower())
    found = _TYPE.match(said)
    if not found:
        return "", "", ""
    exact = row["type"].split()  # names of lists keep their capitals
    is_select = found["type"] in _SELECTS
    list_ = exact[1] if is_select and len(exact) > 1 else ""
    rest = (
        " ".join(exact[2 if is_select else 1 :]) if found["type"] not in _OPENING | _CLOSING else ""
    )
    return found["type"], list_, rest


def number_of(text: str) -> Decimal | None:
    """The number that a cell says, with a point or a comma; None when it says none."""
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**9 else None
