"""The plan, the road map and the load as one workbook, whose road map can be edited and brought back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from care_assess.plan.following import Follow, FollowField
from care_assess.plan.roadmap import Line, load
from care_assess.report.spreadsheet import Cell, Column, Kind, Table, write_workbook
from care_assess.report.tables import plan_table
from care_assess.takeout.model import (
    FIELDS,
    FORMAT,
    Takeout,
    stamp,
    status_words,
    title_key,
    written_evidence,
)
from care_assess.text import Translator

__all__ = ["MARK", "READ_ONLY", "STAMP", "roadmap_workbook"]

MARK = "CaRE Assess"
"""The hidden sheet that says what the workbook is; its columns: format, assessment, name, date."""
STAMP = "stamp"
READ_ONLY = ("id", "rank", "action", "role", "days", "wave", "proposed_start", "proposed_due")

_WIDTHS: Mapping[str, int] = MappingProxyType({
    "id": 11, "rank": 7, "action": 60, "role": 30, "days": 10, "wave": 10, "proposed_start": 13,
    "proposed_due": 13, "owner": 24, "status": 14, "reason": 34, "start": 13, "due": 13, "build": 15,
    "run": 15, "funding": 24, "comment": 44, "evidence": 34, STAMP: 24,
})  # fmt: skip
_KINDS: Mapping[FollowField, Kind] = MappingProxyType(
    {"start": "date", "due": "date", "build": "amount", "run": "amount"}
)


def roadmap_workbook(taken: Takeout) -> bytes:
    """The three sheets, and the hidden one that tells where the workbook comes from."""
    tr, sheet = taken.story.tr, taken.story.sheet
    tables = (plan_table(taken.story), _roadmap(taken), _load(taken), _mark(taken))
    return write_workbook(tr("takeout.sheet.roadmap"), sheet.date, tables, lang=tr.lang)


def _roadmap(taken: Takeout) -> Table:
    tr = taken.story.tr
    return Table(
        name=tr("takeout.sheet.roadmap"),
        columns=(
            *(_column(tr, name, help_="takeout.help.read_only") for name in READ_ONLY),
            *(_typed(tr, name) for name in FIELDS),
            Column(title=tr(title_key(STAMP)), width=_WIDTHS[STAMP], hidden=True),
        ),
        rows=tuple(tuple(_row(taken, line)) for line in taken.lines),
        frozen=3,
    )


def _column(tr: Translator, name: str, *, help_: str) -> Column:
    return Column(title=tr(title_key(name)), width=_WIDTHS[name], help=tr(help_))


def _typed(tr: Translator, name: FollowField) -> Column:
    return Column(
        title=tr(title_key(name)),
        width=_WIDTHS[name],
        typed=True,
        kind=_KINDS.get(name, "text"),
        choices=status_words(tr) if name == "status" else (),
        help=tr(f"takeout.help.{name}"),
    )


def _row(taken: Takeout, line: Line) -> Iterator[Cell]:
    tr, event = taken.story.tr, taken.latest.get(line.id)
    yield line.id
    yield line.planned.rank if line.planned else None
    yield taken.words(line)
    yield taken.role(line) or None
    yield line.days
    yield line.wave
    yield None if line.follow.start else line.start
    yield None if line.follow.due else line.due
    yield from (_cell(tr, line.follow, name) for name in FIELDS)
    yield stamp(taken.assessment, line.id, event.seq if event else 0, line.follow)


def _cell(tr: Translator, follow: Follow, name: FollowField) -> Cell:
    if name == "status":
        return tr(f"roadmap.status.{follow.status}")
    if name == "evidence":
        return written_evidence(follow.evidence) or None
    value: Cell = getattr(follow, name)
    return value if value != "" else None


def _load(taken: Takeout) -> Table:
    """Person-days by owner role and month, in all at the end of each line and below."""
    story = taken.story
    shares = load(story.plan, taken.lines)
    months = sorted({month for mine in shares.values() for month in mine})
    roles = [(story.text(story.reference.owners[role]), mine) for role, mine in shares.items()]
    rows: list[tuple[Cell, ...]] = [(name, *_days(mine, months)) for name, mine in roles]
    if rows:
        every = {
            month: sum((mine.get(month, Fraction(0)) for _, mine in roles), Fraction(0))
            for month in months
        }
        rows.append((story.tr("takeout.load.total"), *_days(every, months)))
    return Table(
        name=story.tr("takeout.sheet.load"),
        columns=(
            Column(title=story.tr("roadmap.column.role"), width=_WIDTHS["role"]),
            *(Column(title=month, width=11) for month in months),
            Column(title=story.tr("roadmap.load.days"), width=14),
        ),
        rows=tuple(rows),
    )


def _days(mine: Mapping[date, Fraction], months: list[date]) -> Iterator[Fraction]:
    yield from (mine.get(month, Fraction(0)) for month in months)
    yield sum(mine.values(), Fraction(0))


def _mark(taken: Takeout) -> Table:
    sheet = taken.story.sheet
    row = (FORMAT, taken.assessment, sheet.organisation.name, sheet.date.isoformat())
    return Table(
        name=MARK,
        columns=tuple(
            Column(title=title, width=30) for title in ("format", "assessment", "name", "date")
        ),
        rows=(row,),
        hidden=True,
    )
