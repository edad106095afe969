"""Directories and exposed perimeters in words, for the page, and as a workbook to keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from care_assess.perimeters import (
    CRITICALITIES,
    POINT_LEVELS,
    Audit,
    Book,
    Place,
    Reading,
    doubts,
    exposed_first,
    latest,
    trend,
    weakest,
    worst_first,
)
from care_assess.report.spreadsheet import Cell, Column, Table, write_workbook
from care_assess.text import Translator

__all__ = ["PlaceWords", "perimeters_xlsx"]

_Check = TypeVar("_Check", bound="Reading | Audit")
_NONE = "–"
_SHEETS = {
    "directory": (40, 14, 10, 24, 12, 12, 12, 12, 36, 20),
    "exposed": (40, 14, 12, 12, 12, 12, 12, 12, 14, 16, 36),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceWords:
    """A book as it is read on a day. Nothing that people typed is escaped."""

    book: Book
    day: date
    tr: Translator

    def weakest(self) -> str:
        """The level of the weakest directory, in Markdown."""
        level = weakest(self.book.directories, self.day)
        if level is None:
            return self.tr("perimeters.lead.no_level")
        key = "below" if level < self.book.floor else "at_floor"
        return self.tr(f"perimeters.lead.{key}", level=level, floor=self.book.floor)

    def critical(self) -> str:
        """The critical findings still open, in Markdown."""
        audits = [latest(one, self.day) for one in self.book.exposed]
        known = [one.open_critical for one in audits if one and one.open_critical is not None]
        if not known:
            return self.tr("perimeters.lead.no_audit")
        key = "partly" if len(known) < len(audits) else "open"
        return self.tr(f"perimeters.lead.{key}", n=sum(known))

    def directory(self, place: Place[Reading]) -> tuple[str, str, str]:
        """A directory: what it is and when it was read, its level, the points open."""
        last, tr = latest(place, self.day), self.tr
        if last is None:
            return self._named(place), tr("perimeters.never"), _NONE
        said = tr("perimeters.level.none")
        if last.level is not None:
            key = "below" if last.level < self.book.floor else "at_floor"
            said = tr(f"perimeters.level.{key}", level=last.level, floor=self.book.floor)
        moved = trend(place, self.day)
        source = tr(f"perimeters.from.{last.source}") if last.source else ""
        level = " ".join(
            one for one in (said, source, tr(f"perimeters.trend.{moved}") if moved else "") if one
        )
        known = [(one, last.open_at(one)) for one in POINT_LEVELS]
        points = [tr("perimeters.points", level=one, n=n) for one, n in known if n is not None]
        return self._dated(place, last), level, ", ".join(points) or _NONE

    def perimeter(self, place: Place[Audit]) -> tuple[str, str, str]:
        """A perimeter: what it is and when it was audited, the findings, how they are fixed."""
        last, tr = latest(place, self.day), self.tr
        if last is None:
            return self._named(place), tr("perimeters.never"), _NONE
        findings = [
            tr(
                f"perimeters.findings.{one}",
                open=_said(last.still_open(one)),
                found=_said(last.found(one)),
            )
            for one in CRITICALITIES
            if last.found(one) is not None or last.still_open(one) is not None
        ]
        fixes = [tr("perimeters.days", n=last.days)] if last.days is not None else []
        if last.retest:
            fixes.append(tr("perimeters.retested", date=tr.date(last.retest)))
        else:
            fixes.append(tr("perimeters.not_retested"))
        return self._dated(place, last), " ".join(findings) or _NONE, " ".join(fixes)

    def doubts(self, check: Reading | Audit) -> tuple[str, ...]:
        """What cannot be right, or is missing."""
        return tuple(self.tr(f"perimeters.doubt.{one}") for one in doubts(check, self.day))

    def audit_title(self, check: Reading | Audit) -> str:
        """An audit by its date."""
        if check.day is None:
            return self.tr("perimeters.check.undated")
        return self.tr("perimeters.check.dated", date=self.tr.date(check.day))

    def by_date(self, checks: Sequence[_Check]) -> tuple[_Check, ...]:
        """The audits, those without a date first, then the latest."""
        return tuple(sorted(checks, key=lambda one: (one.day or date.max, one.id), reverse=True))

    def _named(self, place: Place[_Check]) -> str:
        return place.name or self.tr("perimeters.untitled", n=place.id)

    def _dated(self, place: Place[_Check], last: Reading | Audit) -> str:
        day = self.tr.date(last.day) if last.day else ""
        return self.tr("perimeters.named", name=self._named(place), date=day)


def perimeters_xlsx(words: PlaceWords) -> bytes:
    """A sheet of the directories and one of the perimeters, every audit a row, the worst place first."""
    book = words.book
    directories = (
        row for place in worst_first(book.directories, words.day) for row in _readings(words, place)
    )
    exposed = (
        row for place in exposed_first(book.exposed, words.day) for row in _audits(words, place)
    )
    tables = (_table(words, "directory", directories), _table(words, "exposed", exposed))
    return write_workbook(words.tr("perimeters.sheet.title"), words.day, tables, lang=words.tr.lang)


def _table(words: PlaceWords, kind: str, rows: Iterable[tuple[Cell, ...]]) -> Table:
    tr = words.tr
    return Table(
        name=tr(f"perimeters.sheet.{kind}"),
        columns=tuple(
            Column(title=tr(f"perimeters.sheet.{kind}_{number}"), width=width)
            for number, width in enumerate(_SHEETS[kind], 1)
        ),
        rows=tuple(rows),
    )


def _readings(words: PlaceWords, place: Place[Reading]) -> Iterator[tuple[Cell, ...]]:
    for one in words.by_date(place.checks):
        source = words.tr(f"perimeters.source.{one.source}") if one.source else ""
        points = (one.open_at(level) for level in POINT_LEVELS)
        backup = words.tr("perimeters.sheet.yes") if place.backup else ""
        yield place.name, one.day, one.level, source, *points, one.report, backup


def _audits(words: PlaceWords, place: Place[Audit]) -> Iterator[tuple[Cell, ...]]:
    for one in words.by_date(place.checks):
        found = (one.found(each) for each in CRITICALITIES)
        left = (one.still_open(each) for each in CRITICALITIES)
        yield place.name, one.day, *found, *left, one.days, one.retest, one.report


def _said(count: int | None) -> str:
    return "?" if count is None else str(count)
