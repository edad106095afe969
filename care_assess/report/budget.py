"""The digital budget as tables to keep or to send: ratios with their terms, lines, conventions; same book, same bytes."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import StringIO

from care_assess.budget import STAFF, Ratio, ratios
from care_assess.budget.ratios import cyber_of
from care_assess.budget.telling import Teller
from care_assess.report.spreadsheet import Cell, Column, Table, harmless, write_workbook
from care_assess.text import Translator, round_half_up

__all__ = ["budget_csv", "budget_xlsx"]

_RATIOS = (
    ("year", 8), ("basis", 16), ("ratio", 40), ("formula", 60), ("top", 18), ("bottom", 18), ("share", 12),
    ("why", 40),
)  # fmt: skip
_TERMS = (("year", 8), ("ratio", 40), ("side", 12), ("term", 44), ("amount", 18))
_LINES = (
    ("entity", 30), ("year", 8), ("kind", 30), ("label", 36), ("amount", 18), ("cyber", 14), ("cyber_amount", 18),
    ("note", 36), ("by", 20), ("annex", 12), ("internal", 16), ("left_out", 30),
)  # fmt: skip
_CONVENTIONS = (("year", 8), ("convention", 110))


def budget_xlsx(teller: Teller, day: date, named: Callable[[str], str]) -> bytes:
    """A workbook of four sheets; nothing in it is a formula. ``named``: an establishment of the book in words."""
    tr = teller.tr
    tables = [
        _table(tr, "ratios", _RATIOS, _ratio_rows(teller)),
        _table(tr, "terms", _TERMS, _term_rows(teller)),
        _table(tr, "lines", _LINES, _line_rows(teller, named)),
        _table(tr, "conventions", _CONVENTIONS, _convention_rows(teller)),
    ]
    return write_workbook(tr("budget.sheet.title", name=teller.name), day, tables, lang=tr.lang)


def budget_csv(teller: Teller) -> bytes:
    """The ratios, then the conventions, in UTF-8 with its mark; in French ``;`` and ``0,25``.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    tr, text = teller.tr, StringIO()
    writer = csv.writer(text, delimiter=";" if tr.lang == "fr" else ",", lineterminator="\r\n")
    for columns, rows in (
        (_RATIOS, _ratio_rows(teller)),
        (_CONVENTIONS, _convention_rows(teller)),
    ):
        writer.writerow(tr(f"budget.sheet.{name}") for name, _ in columns)
        for row in rows:
            writer.writerow(harmless(_written(tr, cell)) for cell in row)
        writer.writerow(())
    return text.getvalue().encode("utf-8-sig", "replace")


def _table(
    tr: Translator,
    name: str,
    columns: tuple[tuple[str, int], ...],
    rows: Iterator[tuple[Cell, ...]],
) -> Table:
    return Table(
        name=tr(f"budget.sheet.{name}"),
        columns=tuple(
            Column(title=tr(f"budget.sheet.{title}"), width=width) for title, width in columns
        ),
        rows=tuple(rows),
    )


def _ratio_rows(teller: Teller) -> Iterator[tuple[Cell, ...]]:
    tr = teller.tr
    for entry in teller.book.whole(teller.name):
        for one in ratios(entry, annexes=teller.book.annexes):
            share = None if one.value is None else Fraction(round_half_up(one.value * 100, 2))
            yield (
                entry.year,
                tr(f"budget.basis.{entry.basis}"),
                teller.ratio_name(one),
                tr(f"budget.formula.{one.id}"),
                _amount(one, one.top.value),
                _amount(one, one.bottom.value),
                share,
                "" if one.value is not None else teller.why_not(one),
            )


def _term_rows(teller: Teller) -> Iterator[tuple[Cell, ...]]:
    for entry in teller.book.whole(teller.name):
        for one in ratios(entry, annexes=teller.book.annexes):
            for side, terms in (("top", one.top.terms), ("bottom", one.bottom.terms)):
                for term in terms:
                    yield (
                        entry.year,
                        teller.ratio_name(one),
                        teller.tr(f"budget.sheet.{side}"),
                        teller.term(term.name),
                        _amount(one, term.value),
                    )


def _line_rows(teller: Teller, named: Callable[[str], str]) -> Iterator[tuple[Cell, ...]]:
    tr = teller.tr
    for entity in teller.book.entities:
        for entry in teller.book.of(entity):
            for one in entry.lines:
                cyber = cyber_of(one)
                yield (
                    named(entity),
                    entry.year,
                    tr(f"budget.kind.{one.kind}"),
                    one.label,
                    _euros(Fraction(one.cents)),
                    None if one.cyber is None else one.cyber * 100,
                    None if cyber is None else _euros(cyber),
                    one.note,
                    one.by,
                    tr("budget.sheet.yes") if one.annex else "",
                    tr("budget.sheet.yes") if one.internal else "",
                    one.left_out,
                )


def _convention_rows(teller: Teller) -> Iterator[tuple[Cell, ...]]:
    for year in sorted(teller.book.years):
        yield from ((year, one) for one in teller.conventions(year))


def _amount(ratio: Ratio, value: Fraction | None) -> Cell:
    if value is None:
        return None
    return value if ratio.id in STAFF else _euros(value)


def _euros(cents: Fraction) -> Decimal:
    return round_half_up(cents / 100, 2)


def _written(tr: Translator, cell: Cell) -> str:
    if isinstance(cell, Fraction | Decimal):
        written = f"{round_half_up(cell, 2):.2f}"
        return written.replace(".", ",") if tr.lang == "fr" else written
    return "" if cell is None else str(cell)
