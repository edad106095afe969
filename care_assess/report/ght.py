"""A group of establishments: its page for the board as a PDF, its tables as XLSX, its tree as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from io import StringIO

from care_assess.questionnaire import Reference
from care_assess.report.blocks import (
    Block,
    Bullets,
    Column,
    Cover,
    Heading,
    Level,
    OnePage,
    Report,
    Table,
    Tile,
    Tiles,
    plain,
    words,
)
from care_assess.report.blocks import Cell as Printed
from care_assess.report.pdf import write_pdf
from care_assess.report.spreadsheet import Cell, harmless, write_workbook
from care_assess.report.spreadsheet import Column as SheetColumn
from care_assess.report.spreadsheet import Table as SheetTable
from care_assess.report.typeset import shorten
from care_assess.steering.model import LISTS, Member, Tree
from care_assess.steering.objectives import Standing
from care_assess.steering.overview import Overview, Spread
from care_assess.steering.telling import Teller
from care_assess.text import Translator, round_half_up

__all__ = ["Told", "board_pdf", "group_xlsx", "tree_csv"]

_LONGEST = 70
_LATE, _HELPS = 6, 5  # lines on the page; the workbook has them all
_WHOLE = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What both files tell. ``trend``: every campaign, the oldest first; the last of them need not be ``seen``."""

    seen: Overview
    standings: tuple[Standing, ...]
    trend: tuple[Overview, ...]
    tree: Tree
    reference: Reference
    tr: Translator

    @property
    def teller(self) -> Teller:
        """Its words."""
        return Teller(self.tr, self.reference)


def board_pdf(told: Told, day: date) -> bytes:
    """One page for the board: what is covered, the weakest of each topic, who is late, who can help."""
    tr, name = told.tr, shorten(told.seen.group.name, _LONGEST)
    report = Report(
        lang=tr.lang,
        day=day,
        title=tr("ght_page.pdf.subject", name=name, campaign=told.seen.campaign),
        subject=tr("ght_page.pdf.subject", name=name, campaign=told.seen.campaign),
        running=tr("ght_page.pdf.running", name=name, campaign=told.seen.campaign),
        cover=Cover(
            product=tr("report.product"),
            title=tr("ght_page.pdf.title"),
            establishment=name,
            perimeter="",
            facts=(),
            restriction=tr("report.restriction"),
            restriction_note="",
        ),
        blocks=(OnePage(tuple(_page(told))),),
    )
    return write_pdf(report, covered=False)


def group_xlsx(told: Told, day: date) -> bytes:
    """The establishments, topics, objectives, help, campaigns and tree, a sheet each; nothing is a formula."""
    tr = told.tr
    tables = [
        _sheet(tr, "establishments", _establishment_titles(told), _establishment_rows(told)),
        _sheet(tr, "topics", _titles(tr, _TOPICS), _topic_rows(told, told.seen)),
        _sheet(tr, "objectives", _titles(tr, _OBJECTIVES), _objective_rows(told)),
        _sheet(tr, "helps", _titles(tr, _HELPED), _help_rows(told)),
        _sheet(tr, "trend", _titles(tr, _TREND), _trend_rows(told)),
        _sheet(tr, "tree", _titles(tr, _TREE), _tree_rows(told.tree, tr)),
    ]
    title = tr("ght_page.pdf.subject", name=told.seen.group.name, campaign=told.seen.campaign)
    return write_workbook(title, day, tables, lang=tr.lang)


def tree_csv(tree: Tree, tr: Translator) -> bytes:
    """The tree as it can be brought back, in UTF-8 with its mark; in French ``;`` and ``2,5``.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    text = StringIO()
    writer = csv.writer(text, delimiter=";" if tr.lang == "fr" else ",", lineterminator="\r\n")
    writer.writerow(title for title, _ in _titles(tr, _TREE))
    for row in _tree_rows(tree, tr):
        writer.writerow(harmless("" if cell is None else str(cell)) for cell in row)
    return text.getvalue().encode("utf-8-sig", "replace")


# ---- the page


def _page(told: Told) -> Iterator[Block]:
    tr, teller = told.tr, told.teller
    heading = shorten(told.seen.group.name, _LONGEST)
    yield Heading(level=1, text=heading, id="ght")
    yield words(" ".join(teller.headline(told.seen)), "lead")
    yield Tiles(tiles=tuple(_tiles(told)))
    yield _heading(tr("ght_page.topics.title"), "topics")
    yield _topics(told)
    yield _heading(tr("ght_page.pdf.late"), "late")
    yield from _late(told)
    if told.seen.helps:
        yield _heading(tr("ght_page.pdf.helps"), "helps")
        first = {one.topic: one for one in reversed(told.seen.helps)}
        weakest = sorted(first.values(), key=lambda one: one.of_score)[:_HELPS]
        others = len(told.seen.helps) - len(weakest)
        yield _bullets([teller.help(one) for one in weakest], others, tr)
    yield words(tr("ght_page.pdf.method"), "small")


def _heading(text: str, name: str) -> Heading:
    return Heading(level=2, text=text, id=f"ght-{name}", listed=False)


def _tiles(told: Told) -> Iterator[Tile]:
    tr, teller, seen = told.tr, told.teller, told.seen
    rule = tr("ght_page.pdf.met" if seen.coverage.enough else "ght_page.pdf.not_met")
    yield Tile(
        value=teller.share(seen.coverage.share),
        label=tr("ght_page.pdf.tile_share"),
        note=tr("ght_page.pdf.tile_rule", said=rule),
    )
    if seen.whole.weakest is not None:
        member, score = seen.whole.weakest
        yield Tile(
            value=teller.score(score),
            label=tr("ght_page.pdf.tile_weakest"),
            note=shorten(member.name, _LONGEST),
            level=_level(told, _WHOLE, member),
        )
        yield Tile(value=teller.score(seen.whole.mean), label=tr("ght_page.pdf.tile_mean"))
    late = sum(one.state == "late" for one in told.standings)
    yield Tile(
        value=str(late),
        label=tr("ght_page.pdf.tile_late", n=late),
        note=tr("ght_page.pdf.of_total", n=len(told.standings)),
    )


def _topics(told: Told) -> Table:
    tr = told.tr
    widths = {"topic": 40, "weakest": 52, "median": 18, "mean": 19, "best": 46, "reached": 21}
    right = ("median", "mean", "reached")
    return Table(
        columns=tuple(
            Column(
                title=tr(f"ght_page.column.{name}"),
                width=width,
                align="right" if name in right else "left",
            )
            for name, width in widths.items()
        ),
        rows=tuple(_topic(told, one) for one in (told.seen.whole, *told.seen.topics.values())),
    )


def _topic(told: Told, spread: Spread) -> tuple[Printed, ...]:
    teller = told.teller
    weakest = _text(teller.weakest(spread))
    if spread.weakest is not None:
        level = _level(told, spread.topic, spread.weakest[0])
        weakest = Level(level, shorten(teller.weakest(spread), _LONGEST))
    return (
        _text(teller.topic(spread.topic, short=True)),
        weakest,
        _text(teller.score(spread.median)),
        _text(teller.score(spread.mean)),
        _text(teller.best(spread)),
        _text(teller.share(spread.reached)),
    )


def _late(told: Told) -> Iterator[Block]:
    late = [one for one in told.standings if one.state == "late"]
    if not late:
        yield words(told.tr("ght_page.pdf.no_late"))
        return
    lines = [_objective_line(told, one) for one in late[:_LATE]]
    yield _bullets(lines, len(late) - len(lines), told.tr)


def _objective_line(told: Told, one: Standing) -> str:
    tr, teller = told.tr, told.teller
    parts = [
        one.member.name,
        teller.target(one.objective),
        tr.date(one.objective.due),
        one.objective.owner,
        teller.standing(one),
    ]
    return " · ".join(filter(None, parts))


def _bullets(lines: Sequence[str], others: int, tr: Translator) -> Bullets:
    """Those lines, and how many are not on the page."""
    shown = [plain(shorten(line, 4 * _LONGEST)) for line in lines]
    if others:
        shown.append(plain(tr("ght_page.pdf.more", n=others)))
    return Bullets(items=tuple(shown))


def _level(told: Told, topic: str, member: Member) -> int | None:
    """The level of an establishment in a topic; None when too little was answered to give one."""
    figures = (one.figure(topic) for one in told.seen.lines if one.member.id == member.id)
    return next((one.level for one in figures if one is not None), None)


def _text(text: str) -> Printed:
    return (plain(shorten(text, _LONGEST)),)


# ---- the workbook

_TOPICS = (
    ("topic", 44),
    ("weakest", 44),
    ("median", 12),
    ("mean", 12),
    ("best", 44),
    ("reached", 14),
)
_OBJECTIVES = (("scope", 40), ("objective", 50), ("due", 14), ("owner", 28), ("standing", 80))
_HELPED = (("topic", 44), ("by", 44), ("of", 44))
_TREND = (("campaign", 16), ("topic", 44), ("weakest", 44), ("mean", 12), ("covered", 18))
_TREE = (("kind", 18), ("name", 50), ("parent", 50), ("share", 16), ("finess", 14))  # fmt: skip


def _titles(tr: Translator, columns: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple((tr(f"ght_page.column.{name}"), width) for name, width in columns)


def _sheet(
    tr: Translator,
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterator[tuple[Cell, ...]],
) -> SheetTable:
    return SheetTable(
        name=tr(f"ght_page.sheet.{name}"),
        columns=tuple(SheetColumn(title=title, width=width) for title, width in columns),
        rows=tuple(rows),
    )


def _establishment_titles(told: Told) -> tuple[tuple[str, int], ...]:
    first = _titles(
        told.tr, (("establishment", 44), ("finess", 14), ("activity", 16), ("covered", 18))
    )
    topics = ((told.teller.topic(topic, short=True), 16) for topic in (_WHOLE, *LISTS))
    return (*first, *topics)


def _establishment_rows(told: Told) -> Iterator[tuple[Cell, ...]]:
    for line in told.seen.lines:
        figure = line.figure(_WHOLE)
        covered = None if figure is None else figure.coverage
        scores = (line.score(topic) for topic in (_WHOLE, *LISTS))
        yield (
            line.member.name,
            line.member.finess,
            _percent(line.activity),
            _percent(covered),
            *scores,
        )


def _topic_rows(told: Told, seen: Overview) -> Iterator[tuple[Cell, ...]]:
    teller = told.teller
    for one in (seen.whole, *seen.topics.values()):
        yield (
            teller.topic(one.topic),
            teller.weakest(one),
            one.median,
            one.mean,
            teller.best(one),
            _percent(one.reached),
        )


def _objective_rows(told: Told) -> Iterator[tuple[Cell, ...]]:
    teller = told.teller
    for one in told.standings:
        yield (
            one.member.name,
            teller.target(one.objective),
            one.objective.due,
            one.objective.owner,
            teller.standing(one),
        )


def _help_rows(told: Told) -> Iterator[tuple[Cell, ...]]:
    teller, tr = told.teller, told.tr
    for one in told.seen.helps:
        by = tr("ght.told.named", name=one.by.name, score=teller.score(one.by_score))
        of = tr("ght.told.named", name=one.of.name, score=teller.score(one.of_score))
        yield teller.topic(one.topic), by, of


def _trend_rows(told: Told) -> Iterator[tuple[Cell, ...]]:
    teller = told.teller
    for seen in told.trend:
        for one in (seen.whole, *seen.topics.values()):
            covered = _percent(seen.coverage.share)
            yield seen.campaign, teller.topic(one.topic), teller.weakest(one), one.mean, covered


def _tree_rows(tree: Tree, tr: Translator) -> Iterator[tuple[Cell, ...]]:
    names = {one.id: one.name for one in tree.members}
    for one in tree.members:
        share = one.share * 100
        said = tr.number(share, next((n for n in (0, 1, 2) if (share * 10**n).denominator == 1), 4))
        yield (
            tr(f"ght.kind.{one.kind}"),
            one.name,
            names.get(one.parent, ""),
            said if one.parent else "",
            one.finess,
        )


def _percent(share: Fraction | None) -> Cell:
    return None if share is None else Fraction(round_half_up(share * 100, 2))
