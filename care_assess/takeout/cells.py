"""The texts of cells → what they say: days and euros as people write them, in French form or not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from care_assess.exchange.texts import clean
from care_assess.plan.following import STATUSES, FollowField, Status
from care_assess.takeout.model import Value, status_words, written_evidence
from care_assess.text import LANGUAGES, translator

__all__ = ["RETURN", "Unreadable", "read_cell", "reads_as"]

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_FRENCH = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_SERIAL = re.compile(r"\d{5}")
_FIRST_SERIAL = date(1899, 12, 30)  # day 0 of a spreadsheet, from March 1900 on
_AMOUNT = re.compile(r"-?(?:\d+|\d{1,3}(?: \d{3})+)(?:[.,]\d{1,2})?")
RETURN = "_x000D_"
"""What Excel writes before the end of a line that was pasted into a cell."""
_SEPARATORS = re.compile(r"[;\n]")
_TEXTS: tuple[FollowField, ...] = ("owner", "funding")


class Unreadable(ValueError):
    """A cell whose text is no day, no amount or no status."""


def read_cell(field: FollowField, text: str) -> Value:
    """What a cell of a column says. Raises Unreadable.

    Days: ``2027-03-12``, ``12/03/2027`` (day first), or the number a spreadsheet gives a day. Euros:
    ``1200.5`` or ``1 200,50``; three digits after a comma or a point could be thousands: unreadable.
    """
    if field in ("start", "due"):
        return _day(text) if text else None
    if field in ("build", "run"):
        return _euros(text) if text else None
    if field == "status":
        return _status(text)
    if field == "evidence":
        names = map(_line, _SEPARATORS.split(text))
        return tuple(filter(None, dict.fromkeys(names)))
    return _line(text) if field in _TEXTS else text


def reads_as(field: FollowField, text: str, value: Value) -> bool:
    """Whether the text of a cell is that which ``value`` was written as: then nobody has touched it."""
    if isinstance(value, tuple):
        return _bare(text) == _bare(written_evidence(value))
    return field != "status" and isinstance(value, str) and _bare(text) == _bare(value)


def _day(text: str) -> date:
    try:
        if found := _ISO.fullmatch(text):
            return date(*map(int, found.groups()))
        if found := _FRENCH.fullmatch(text):
            return date(int(found[4]), int(found[3]), int(found[1]))
    except ValueError:
        raise Unreadable(text) from None
    if _SERIAL.fullmatch(text):
        return _FIRST_SERIAL + timedelta(days=int(text))
    raise Unreadable(text)


def _euros(text: str) -> Decimal:
    bare = _line(text.removesuffix("€").replace("\u2212", "-"))
    if not _AMOUNT.fullmatch(bare):
        raise Unreadable(text)
    return Decimal(bare.replace(" ", "").replace(",", "."))


def _status(text: str) -> Status:
    try:
        return _statuses()[_line(text).casefold()]
    except KeyError:
        raise Unreadable(text) from None


@cache
def _statuses() -> Mapping[str, Status]:
    """Every word for a status, in any language."""
    words: dict[str, Status] = {status: status for status in STATUSES}
    for lang in LANGUAGES:
        words |= dict(zip(status_words(translator(lang)), STATUSES, strict=True))
    return {word.casefold(): status for word, status in words.items()}


def _bare(text: str) -> str:
    """``text`` as it comes out of a workbook: less the signs that no sheet holds, or that openpyxl drops."""
    return clean(text.replace("x005F_", "").replace(RETURN, ""))


def _line(text: str) -> str:
    return " ".join(text.split())
