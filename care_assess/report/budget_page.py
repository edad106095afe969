"""The digital budget as a PDF: what to say to the board, the ratios with their terms, the conventions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from care_assess.budget import ratios
from care_assess.budget.comparing import trend
from care_assess.budget.model import Entry
from care_assess.budget.telling import Teller
from care_assess.report.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Cover,
    Heading,
    Report,
    Run,
    Table,
    Words,
    plain,
)
from care_assess.report.pdf import write_pdf

__all__ = ["budget_pdf"]

_RATIOS = {"ratio": 60, "share": 34, "top": 30, "bottom": 30}
_TERMS = {"ratio": 52, "side": 18, "term": 60, "amount": 30}
_LINES = {"kind": 44, "amount": 26, "cyber": 18, "note": 52, "by": 24}
_RIGHT = {"top", "bottom", "amount", "cyber"}


def budget_pdf(teller: Teller, day: date) -> bytes:
    """The years of the whole perimeter, the newest first; the same book gives the same bytes."""
    tr = teller.tr
    title = tr("budget.sheet.title", name=teller.name)
    report = Report(
        lang=tr.lang,
        day=day,
        title=title,
        subject=title,
        running=title,
        cover=Cover(
            product=tr("report.product"),
            title=tr("ui.page.budget"),
            establishment=teller.name,
            perimeter="",
            facts=((tr("budget.sheet.year"), ", ".join(map(str, sorted(teller.book.years)))),),
            restriction=tr("report.restriction"),
            restriction_note="",
        ),
        blocks=tuple(_blocks(teller)),
    )
    return write_pdf(report)


def _blocks(teller: Teller) -> Iterator[Block]:
    tr, book = teller.tr, teller.book
    whole = book.whole(teller.name)
    steps = trend(whole, "r1", annexes=book.annexes)
    for entry in reversed(whole):
        year = str(entry.year)
        basis = tr(f"budget.basis.{entry.basis}")
        yield Heading(
            level=1, text=f"{tr('budget.sheet.year')} {year} · {basis}", id=f"year-{year}"
        )
        yield Words(runs=_marked(" ".join(teller.headline(entry, steps))), style="lead")
        if book.references:
            yield Bullets(
                items=tuple((Run(teller.compared(entry, one)),) for one in book.references)
            )
        yield _title(tr("budget.sheet.ratios"), f"ratios-{year}")
        yield _table(teller, _RATIOS, _ratios(teller, entry))
        yield _title(tr("budget.sheet.terms"), f"terms-{year}")
        yield _table(teller, _TERMS, _terms(teller, entry))
        if tagged := tuple(_tagged(teller, entry)):
            yield _title(tr("budget.sheet.tagged"), f"tagged-{year}")
            yield _table(teller, _LINES, tagged)
        yield _title(tr("budget.sheet.conventions"), f"conventions-{year}")
        yield Bullets(items=tuple((Run(one),) for one in teller.conventions(entry.year)))


def _title(text: str, name: str) -> Heading:
    return Heading(level=2, text=text, id=name)


def _table(teller: Teller, widths: dict[str, int], rows: Iterable[tuple[str, ...]]) -> Table:
    return Table(
        columns=tuple(
            Column(
                title=teller.tr(f"budget.sheet.{name}"),
                width=width,
                align="right" if name in _RIGHT else "left",
            )
            for name, width in widths.items()
        ),
        rows=tuple(tuple(map(_cell, row)) for row in rows),
    )


def _ratios(teller: Teller, entry: Entry) -> Iterator[tuple[str, ...]]:
    for one in ratios(entry, annexes=teller.book.annexes):
        top, bottom = (teller.amount(one.id, each.value) for each in (one.top, one.bottom))
        yield teller.ratio_name(one), teller.value(one), top, bottom


def _terms(teller: Teller, entry: Entry) -> Iterator[tuple[str, ...]]:
    """Those of the gross ratios: a net one only takes the subsidies away. Names stand on their first row."""
    for one in ratios(entry, annexes=teller.book.annexes):
        if one.net:
            continue
        name, above = teller.ratio_name(one), ""
        for side, term, amount in teller.terms(one):
            place = teller.tr(f"budget.sheet.{side}")
            yield name, "" if place == above else place, term, amount
            name, above = "", place


def _tagged(teller: Teller, entry: Entry) -> Iterator[tuple[str, ...]]:
    """Each line whose share of cybersecurity was said, with the hypothesis behind it and whose it is."""
    for one in entry.lines:
        if one.cyber is not None and not one.left_out:
            yield (
                one.label or teller.tr(f"budget.kind.{one.kind}"),
                teller.euros(one.cents),
                teller.percent(one.cyber),
                one.note,
                one.by,
            )


def _marked(text: str) -> tuple[Run, ...]:
    """Sentences in Markdown that knows but one mark: what is between two ``**`` is in bold."""
    return tuple(Run(part, bold=place % 2 == 1) for place, part in enumerate(text.split("**")))


def _cell(text: str) -> Cell:
    return (plain(text),)
