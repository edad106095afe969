"""A group of establishments: what its files tell, and its page for the board as a PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

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
from care_assess.report.typeset import shorten
from care_assess.steering.model import Member, Summary, Tree
from care_assess.steering.objectives import Standing
from care_assess.steering.overview import Overview, Spread
from care_assess.steering.telling import Teller
from care_assess.text import Translator

__all__ = ["Told", "board_pdf"]

_LONGEST, _NAME = 70, 50  # characters
_LATE, _HELPS, _PARTS = 6, 5, 6  # lines on the page; the workbook has them all
_WHOLE = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What both files tell. ``trend``: every campaign, the oldest first; the last of them need not be ``seen``.

    ``parts``: each GHT of a region. ``received``: the summaries of the campaign, by the id of their organisation.
    """

    seen: Overview
    standings: tuple[Standing, ...]
    trend: tuple[Overview, ...]
    parts: tuple[Overview, ...]
    received: Mapping[str, Summary]
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


# ---- the page


def _page(told: Told) -> Iterator[Block]:
    tr, teller = told.tr, told.teller
    heading = shorten(told.seen.group.name, _LONGEST)
    yield Heading(level=1, text=heading, id="ght")
    yield words(" ".join(teller.headline(told.seen)), "lead")
    yield Tiles(tiles=tuple(_tiles(told)))
    yield _heading(tr("ght_page.topics.title"), "topics")
    yield _topics(told)
    if told.parts:
        yield _heading(tr("ght_page.parts.title"), "parts")
        yield from _parts(told)
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
        figure = seen.figure(_WHOLE, member)
        yield Tile(
            value=teller.score(score),
            label=tr("ght_page.pdf.tile_weakest"),
            note=shorten(member.name, _LONGEST),
            level=None if figure is None else figure.level,
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
    widths = {"topic": 33, "weakest": 62, "median": 16, "mean": 18, "best": 48, "reached": 19}
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
    return (
        _text(teller.topic(spread.topic, short=True)),
        _weakest(told, spread),
        _text(teller.score(spread.median)),
        _text(teller.score(spread.mean)),
        _text(_named(told, spread.best)),
        _text(teller.share(spread.reached)),
    )


def _parts(told: Told) -> Iterator[Block]:
    """The GHTs of a region of which the weakest establishment is the weakest, and how many others there are."""
    tr, teller = told.tr, told.teller
    ranked = sorted((one for one in told.parts if one.whole.weakest), key=_lowest)
    shown = ranked[:_PARTS]
    widths = {"ght": 62, "activity_covered": 30, "weakest": 62, "median": 20, "mean": 22}
    yield Table(
        columns=tuple(
            Column(
                title=tr(f"ght_page.column.{name}"),
                width=width,
                align="left" if name in ("ght", "weakest") else "right",
            )
            for name, width in widths.items()
        ),
        rows=tuple(
            (
                _text(one.group.name),
                _text(teller.share(one.coverage.share)),
                _weakest(told, one.whole),
                _text(teller.score(one.whole.median)),
                _text(teller.score(one.whole.mean)),
            )
            for one in shown
        ),
    )
    if others := len(told.parts) - len(shown):
        yield words(tr("ght_page.pdf.more", n=others), "small")


def _lowest(one: Overview) -> tuple[Fraction, str]:
    weakest = one.whole.weakest
    return (weakest[1] if weakest else Fraction(0)), one.group.name


def _weakest(told: Told, spread: Spread) -> Printed:
    """The weakest with its level, or a dash."""
    if spread.weakest is None:
        return _text(_named(told, None))
    figure = told.seen.figure(spread.topic, spread.weakest[0])
    return Level(None if figure is None else figure.level, _named(told, spread.weakest))


def _named(told: Told, found: tuple[Member, Fraction] | None) -> str:
    """A name with its score, which a long name never pushes out; or a dash."""
    if found is None:
        return "–"
    name, score = shorten(found[0].name, _NAME), told.teller.score(found[1])
    return told.tr("ght.told.named", name=name, score=score)


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
        shorten(one.member.name, _NAME),
        teller.target(one.objective),
        tr.date(one.objective.due),
        shorten(one.objective.owner, _NAME),
        teller.standing(one, brief=True),
    ]
    return " · ".join(filter(None, parts))


def _bullets(lines: Sequence[str], others: int, tr: Translator) -> Bullets:
    """Those lines, and how many are not on the page."""
    shown = [plain(shorten(line, 6 * _LONGEST)) for line in lines]
    if others:
        shown.append(plain(tr("ght_page.pdf.more", n=others)))
    return Bullets(items=tuple(shown))


def _text(text: str) -> Printed:
    return (plain(shorten(text, _LONGEST)),)
