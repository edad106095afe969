"""A book ↔ JSON without fractions: cents are whole numbers, shares are texts (``11/50``).

What is read back is checked as if a stranger had written it: what does not fit is left out.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from care_assess.budget.book import EXCLUSIONS, MOST_MEMBERS, MOST_YEARS, OWN, Book
from care_assess.budget.comparing import SHIPPED, Reference
from care_assess.budget.model import BASES, FUNDS, KINDS, MOST, YEARS, Entry, Line, Subsidy
from care_assess.budget.ratios import RATIOS
from care_assess.topics.stored import Kept, among, block, items, several, text, whole

__all__ = ["from_json", "to_json"]

_FRACTION = re.compile(r"\d{1,24}(/[1-9]\d{0,23})?")
_AMOUNTS = (
    "operating", "investment", "amortisation",
    "annex_operating", "annex_investment", "annex_amortisation",
)  # fmt: skip
_COUNTS = ("staff", "staff_it", "staff_cyber")
_LONGEST = 300


def to_json(book: Book) -> dict[str, Any]:
    """The book as JSON."""
    return {
        "years": list(book.years),
        "members": list(book.members),
        "annexes": book.annexes,
        "thousands": book.thousands,
        "written": book.written,
        "presented": book.presented,
        "counted": list(book.counted),
        "confirmed": sorted(book.confirmed),
        "references": [one.id or _reference(one) for one in book.references],
        "entries": [_entry(one) for one in book.entries],
    }


def from_json(stored: object, year: int) -> Book:
    """The book that was kept; an empty one of ``year`` when none was."""
    found = block(stored)
    years = [one for one in items(found, "years") if whole(one, *YEARS) is not None]
    members = [one for one in items(found, "members") if isinstance(one, str) and one != OWN]
    references = [_read_reference(one) for one in items(found, "references")]
    book = Book(
        years=tuple(sorted(set(years), reverse=True)[:MOST_YEARS]) or (year,),
        members=tuple(dict.fromkeys(members))[:MOST_MEMBERS],
        annexes=found.get("annexes") is True,
        thousands=found.get("thousands") is True,
        written=found.get("written") is True,
        presented=found.get("presented") is True,
        counted=several(EXCLUSIONS, found.get("counted")),
        confirmed=frozenset(one for one in items(found, "confirmed") if isinstance(one, str)),
        references=tuple(one for one in references if one) if "references" in found else SHIPPED,
    )
    entries = (_read_entry(one) for one in items(found, "entries") if isinstance(one, dict))
    return book.with_entries(one for one in entries if one)


def _entry(entry: Entry) -> dict[str, Any]:
    kept: dict[str, Any] = {"entity": entry.entity, "year": entry.year, "basis": entry.basis}
    kept |= {name: getattr(entry, name) for name in _AMOUNTS if getattr(entry, name) is not None}
    kept |= {
        name: str(getattr(entry, name)) for name in _COUNTS if getattr(entry, name) is not None
    }
    kept |= {name: True for name in ("imported", "reported") if getattr(entry, name)}
    if entry.lines:
        kept["lines"] = [_line(one) for one in entry.lines]
    if entry.subsidies:
        kept["subsidies"] = [[one.fund, one.total, one.cents] for one in entry.subsidies]
    return kept


def _line(line: Line) -> dict[str, Any]:
    kept: dict[str, Any] = {"kind": line.kind, "cents": line.cents}
    if line.cyber is not None:
        kept["cyber"] = str(line.cyber)
    kept |= {name: True for name in ("annex", "internal") if getattr(line, name)}
    texts = ("label", "note", "by", "left_out")
    return kept | {name: getattr(line, name) for name in texts if getattr(line, name)}


def _reference(one: Reference) -> list[str]:
    return [one.ratio, str(one.low), str(one.high), one.source, one.date]


def _read_entry(found: Kept) -> Entry | None:
    entity, year = found.get("entity"), whole(found.get("year"), *YEARS)
    if not isinstance(entity, str) or year is None:
        return None
    lines = (_read_line(one) for one in items(found, "lines") if isinstance(one, dict))
    subsidies = (_read_subsidy(one) for one in items(found, "subsidies"))
    return Entry(
        entity=entity,
        year=year,
        basis=among(BASES, found.get("basis")) or "closed",
        lines=tuple(one for one in lines if one),
        subsidies=tuple(one for one in subsidies if one),
        imported=found.get("imported") is True,
        reported=found.get("reported") is True,
        operating=_cents(found.get("operating")),
        investment=_cents(found.get("investment")),
        amortisation=_cents(found.get("amortisation")),
        annex_operating=_cents(found.get("annex_operating")),
        annex_investment=_cents(found.get("annex_investment")),
        annex_amortisation=_cents(found.get("annex_amortisation")),
        staff=_fraction(found.get("staff")),
        staff_it=_fraction(found.get("staff_it")),
        staff_cyber=_fraction(found.get("staff_cyber")),
    )


def _read_line(found: Kept) -> Line | None:
    kind, cents = among(KINDS, found.get("kind")), _cents(found.get("cents"))
    if kind is None or cents is None:
        return None
    return Line(
        kind=kind,
        cents=cents,
        cyber=_share(found.get("cyber")),
        label=text(found.get("label"), _LONGEST),
        note=text(found.get("note"), _LONGEST),
        by=text(found.get("by"), _LONGEST),
        annex=found.get("annex") is True,
        internal=found.get("internal") is True,
        left_out=text(found.get("left_out"), _LONGEST),
    )


def _read_subsidy(found: object) -> Subsidy | None:
    if not isinstance(found, list) or len(found) != 3:
        return None
    fund, cents = among(FUNDS, found[0]), _cents(found[2])
    if fund is None or not cents or found[1] not in ("operating", "investment"):
        return None
    return Subsidy(fund=fund, total=found[1], cents=cents)


def _read_reference(found: object) -> Reference | None:
    if isinstance(found, str):
        return next((one for one in SHIPPED if one.id == found), None)
    if not isinstance(found, list) or len(found) != 5:
        return None
    ratio, low, high = among(RATIOS, found[0]), _share(found[1]), _share(found[2])
    if ratio is None or low is None or high is None or low > high:
        return None
    return Reference(
        ratio=ratio,
        low=low,
        high=high,
        source=text(found[3], _LONGEST),
        date=text(found[4], _LONGEST),
    )


def _cents(value: object) -> int | None:
    return whole(value, 0, MOST)


def _fraction(value: object) -> Fraction | None:
    return Fraction(value) if isinstance(value, str) and _FRACTION.fullmatch(value) else None


def _share(value: object) -> Fraction | None:
    found = _fraction(value)
    return found if found is not None and found <= 1 else None
