"""Bytes → the rows of a road map that we have written ourselves, with the place of each of their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from care_assess.errors import ContentError, Fault, Message, Param
from care_assess.exchange.workbook import Row, Sheet, column_letter, is_locked, read_workbook
from care_assess.takeout.cells import RETURN
from care_assess.takeout.model import FIELDS, FORMAT, title_key
from care_assess.takeout.workbook import MARK, READ_ONLY, STAMP
from care_assess.text import LANGUAGES, translator

__all__ = ["Returned", "open_roadmap"]

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WRITTEN = (*READ_ONLY, *FIELDS, STAMP)
_NEEDED = ("id", *FIELDS, STAMP)


@dataclass(frozen=True, kw_only=True, slots=True)
class Returned:
    """The rows of a road map. ``columns``: the title of each column as it is in the file, by its name.

    ``ignored``: the titles that are none of ours.
    """

    file: str
    rows: tuple[Row, ...]
    columns: Mapping[str, str]
    ignored: tuple[str, ...]

    def text(self, row: Row, name: str) -> str:
        """The text of a cell, by the name of its column."""
        return row[self.columns[name]].replace(RETURN, "").strip()

    def place(self, row: Row, name: str) -> str:
        """``Feuille de route!M12``."""
        return row.place(self.columns.get(name, ""))


def open_roadmap(name: str, data: bytes, assessment: str) -> Returned:
    """The road map of ``assessment`` in the workbook ``name``.

    Raises ContentError when the bytes are no workbook, or not one that was taken away from there.
    """
    if data.startswith(_OLD):
        sealed = _ENCRYPTED in data
        raise _refusal(name, "exchange.workbook.password" if sealed else "takeout.fault.old")
    try:
        sheets = read_workbook(name, data, {*_titles("takeout.sheet.roadmap"), MARK.lower()})
        locked = is_locked(name, data)
    except ContentError as error:
        raise _refused(name, error.faults) from error
    if locked:
        raise _refusal(name, "takeout.fault.locked")
    _recognise(name, sheets.get(MARK.lower()), assessment)
    sheet = next((sheets[one] for one in _titles("takeout.sheet.roadmap") if one in sheets), None)
    if sheet is None:
        title = Message("takeout.sheet.roadmap")
        raise _refusal(name, "takeout.fault.no_sheet", title=title)
    return _headed(name, sheet)


def _recognise(name: str, mark: Sheet | None, assessment: str) -> None:
    """Refuse a workbook that is not ours, or that was taken away from another assessment."""
    row = mark.rows[0] if mark and mark.rows else None
    if row is None or row["format"] != FORMAT:
        raise _refusal(name, "takeout.fault.not_ours")
    if row["assessment"] != assessment:
        raise _refusal(name, "takeout.fault.foreign", name=row["name"], date=row["date"])


def _headed(name: str, sheet: Sheet) -> Returned:
    """The rows, once every column that is brought back has been found by its title in any language."""
    columns = {
        one: title
        for one in _WRITTEN
        for title in _titles(title_key(one))
        if title in sheet.columns
    }
    if not columns:
        raise _refusal(name, "takeout.fault.no_header", path=f"{sheet.name}!A1")
    strangers = tuple(one for one in sheet.columns if one not in columns.values())
    faults = (*_missing(name, sheet, columns, strangers), *_repeated(name, sheet, columns))
    if faults:
        raise _refused(name, faults)
    return Returned(file=name, rows=sheet.rows, columns=columns, ignored=strangers)


def _missing(
    name: str, sheet: Sheet, columns: Mapping[str, str], strangers: tuple[str, ...]
) -> Iterator[Fault]:
    for at, one in enumerate(_WRITTEN, 1):
        if one in _NEEDED and one not in columns:
            params: dict[str, Param] = {"title": Message(title_key(one))}
            key = "takeout.fault.no_column"
            if strangers:
                key, params["found"] = "takeout.fault.column_changed", ", ".join(strangers)
            place = f"{sheet.name}!{column_letter(at)}1"
            yield Fault(file=name, line=0, path=place, message=Message(key, params))


def _repeated(name: str, sheet: Sheet, columns: Mapping[str, str]) -> Iterator[Fault]:
    """A column of which there are two, so that nobody knows which one counts."""
    for one in _NEEDED:
        place = sheet.repeated.get(columns.get(one, ""))
        if place:
            message = Message("takeout.fault.repeated", {"title": Message(title_key(one))})
            yield Fault(file=name, line=0, path=place, message=message)


@cache
def _titles(key: str) -> tuple[str, ...]:
    """A title in every language, as the titles of a sheet are read."""
    said = (translator(lang)(key) for lang in LANGUAGES)
    return tuple(" ".join(one.lower().split()) for one in said)


def _refusal(name: str, key: str, /, *, path: str = "", **params: Param) -> ContentError:
    return _refused(name, (Fault(file=name, line=0, path=path, message=Message(key, params)),))


def _refused(name: str, faults: tuple[Fault, ...]) -> ContentError:
    return ContentError("takeout.refused", faults, file=name, n=len(faults))
