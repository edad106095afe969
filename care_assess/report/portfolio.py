"""The portfolio as CSV, block by block; the quartiles of a campaign as CSV, to be sent back to establishments."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from io import StringIO
from math import isnan

from care_assess.report.spreadsheet import harmless
from care_assess.steering.benchmark import MEASURES as QUARTERED
from care_assess.steering.benchmark import Cell, Release
from care_assess.steering.many import COVERAGE, MEASURES, Portfolio, Seen
from care_assess.text import Translator

__all__ = ["BLOCK", "cell_words", "portfolio_csv", "release_csv"]

BLOCK = 1_000
"""Rows of a block."""

_MARK = "\ufeff"
_FACTS = ("campaign", "name", "kind", "size", "day")


def portfolio_csv(
    portfolio: Portfolio, places: Sequence[int], named: Callable[[str], str], tr: Translator
) -> Iterator[bytes]:
    """The rows of those places, in UTF-8 with its mark: the header first, then blocks of :data:`BLOCK` rows.

    In French ``;`` and ``2,1``. ``named``: a measure in words. A cell that a spreadsheet would take for a
    formula begins with an apostrophe.
    """
    header = [
        *(tr(f"portfolio.column.{name}") for name in _FACTS),
        *map(named, MEASURES),
        tr("portfolio.column.change"),
    ]
    yield f"{_MARK}{_written([header], tr)}".encode()
    for start in range(0, len(places), BLOCK):
        seen = portfolio.seen(places[start : start + BLOCK])
        yield _written((_row(one, tr) for one in seen), tr).encode("utf-8", "replace")


def release_csv(release: Release, named: Callable[[str], str], tr: Translator) -> bytes:
    """The published quartiles, a row a group and a measure; no establishment is named."""
    columns = ("group", "count", "measure", "first", "middle", "third")
    rows: list[Iterable[object]] = [[tr(f"portfolio.column.{name}") for name in columns]]
    for cell, group in release.items():
        for measure in QUARTERED:
            figures = (tr.number(one, 1) for one in group.quartiles[measure])
            rows.append([cell_words(cell, tr), len(group.members), named(measure), *figures])
    return f"{_MARK}{_written(rows, tr)}".encode("utf-8", "replace")


def cell_words(cell: Cell, tr: Translator) -> str:
    """A group of a release in words."""
    kind, size = cell
    if not kind:
        return tr("portfolio.cell.all")
    said = tr(f"portfolio.kind.{kind}")
    if not size:
        return said
    return tr("portfolio.cell.sized", kind=said, size=tr(f"portfolio.size.{size}"))


def _row(seen: Seen, tr: Translator) -> list[str]:
    row = seen.row
    return [
        row.campaign,
        row.name,
        tr(f"portfolio.kind.{row.kind}"),
        tr(f"portfolio.size.{row.size}"),
        row.day.isoformat(),
        *(_number(one, name, tr) for one, name in zip(seen.scores, MEASURES, strict=True)),
        _number(seen.change, "", tr),
    ]


def _number(value: float, measure: str, tr: Translator) -> str:
    if isnan(value):
        return ""
    return tr.number(Fraction(value) * (100 if measure == COVERAGE else 1), 2)


def _written(rows: Iterable[Iterable[object]], tr: Translator) -> str:
    text = StringIO()
    writer = csv.writer(text, delimiter=";" if tr.lang == "fr" else ",", lineterminator="\r\n")
    for row in rows:
        writer.writerow(_cell(cell) for cell in row)
    return text.getvalue()


def _cell(cell: object) -> str:
    """A number keeps its sign; any other text that a spreadsheet would compute does not stay bare."""
    text = str(cell)
    bare = text.removeprefix("-").replace(",", "").replace(".", "")
    return text if bare.isdecimal() else harmless(text)
