"""A group of establishments as tables: a workbook written row by row, and its tree as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from io import StringIO

from care_assess.report.ght import Told
from care_assess.report.spreadsheet import Cell, Column, Table, harmless, stream_workbook
from care_assess.steering.facts import FACTS, GAUGES, FactId, FactValue
from care_assess.steering.model import LISTS, Tree
from care_assess.text import Translator, round_half_up

__all__ = ["group_xlsx", "rows_of", "stream_group", "tree_csv"]

_WHOLE = ""
_SHEETS = {
    "ght": (("ght", 44), ("activity", 16), ("activity_covered", 18), ("weakest", 44), ("median", 12), ("mean", 12)),
    "topics": (("topic", 44), ("weakest", 44), ("median", 12), ("mean", 12), ("best", 44), ("reached", 14)),
    "objectives": (
        ("scope", 40), ("objective", 60), ("due", 14), ("owner", 28), ("met", 12), ("counted", 12),
        ("reached", 14), ("standing", 80),
    ),
    "places": (("scope", 40), ("objective", 60), ("establishment", 44), ("activity", 16), ("value", 18), ("target_met", 18)),
    "helps": (("topic", 44), ("by", 44), ("of", 44)),
    "trend": (("campaign", 16), ("topic", 44), ("weakest", 44), ("mean", 12), ("activity_covered", 18)),
    "tree": (("kind", 18), ("name", 50), ("parent", 50), ("share", 16), ("finess", 14)),
}  # fmt: skip


def group_xlsx(told: Told, day: date) -> bytes:
    """The workbook of a group, in one go. Same group, same day, same bytes."""
    *_, (_, made) = stream_group(told, day)
    return made


def stream_group(told: Told, day: date) -> Iterator[tuple[int, bytes]]:
    """The same in steps, see :func:`care_assess.report.spreadsheet.stream_workbook`; nothing is a formula.

    A sheet each: establishments, GHTs of a region, topics, objectives, objectives place by place, facts, help,
    campaigns, tree.
    """
    tr = told.tr
    first = _titles(tr, (("establishment", 44), ("finess", 14), ("activity", 16), ("covered", 18)))
    topics = ((told.teller.topic(topic, short=True), 16) for topic in (_WHOLE, *LISTS))
    facts = ((tr(f"ght.fact.{one}"), 20) for one in FACTS)
    told_by = _titles(tr, (("name", 44), ("finess", 14), ("read_on", 14)))
    tables = [
        _sheet(tr, "establishments", (*first, *topics), _establishment_rows(told)),
        *([_known(tr, "ght", _part_rows(told))] if told.parts else []),
        _known(tr, "topics", _topic_rows(told)),
        _known(tr, "objectives", _objective_rows(told)),
        _known(tr, "places", _place_rows(told)),
        _sheet(tr, "facts", (*told_by, *facts), _fact_rows(told)),
        _known(tr, "helps", _help_rows(told)),
        _known(tr, "trend", _trend_rows(told)),
        _known(tr, "tree", _tree_rows(told.tree, tr)),
    ]
    title = tr("ght_page.pdf.subject", name=told.seen.group.name, campaign=told.seen.campaign)
    return stream_workbook(title, day, tables, lang=tr.lang)


def rows_of(told: Told) -> int:
    """How many rows the workbook has, headers apart."""
    lists = len(LISTS) + 1
    places = sum(len(one.places) for one in told.standings)
    counted = (told.seen.lines, told.parts, told.standings, told.received, told.seen.helps)
    return sum(map(len, counted)) + places + lists * (1 + len(told.trend)) + len(told.tree.members)


def tree_csv(tree: Tree, tr: Translator) -> bytes:
    """The tree as it can be brought back, in UTF-8 with its mark; in French ``;`` and ``2,5``.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    text = StringIO()
    writer = csv.writer(text, delimiter=";" if tr.lang == "fr" else ",", lineterminator="\r\n")
    writer.writerow(title for title, _ in _titles(tr, _SHEETS["tree"]))
    for row in _tree_rows(tree, tr):
        writer.writerow(harmless("" if cell is None else str(cell)) for cell in row)
    return text.getvalue().encode("utf-8-sig", "replace")


def _known(tr: Translator, name: str, rows: Iterator[tuple[Cell, ...]]) -> Table:
    """A sheet of which the columns are always the same."""
    return _sheet(tr, name, _titles(tr, _SHEETS[name]), rows)


def _sheet(
    tr: Translator,
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterator[tuple[Cell, ...]],
) -> Table:
    titles = tuple(Column(title=title, width=width) for title, width in columns)
    return Table(name=tr(f"ght_page.sheet.{name}"), columns=titles, rows=rows)


def _titles(tr: Translator, columns: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple((tr(f"ght_page.column.{name}"), width) for name, width in columns)


def _establishment_rows(told: Told) -> Iterator[tuple[Cell, ...]]:
    for line in told.seen.lines:
        figure = line.figure(_WHOLE)
        covered = None if figure is None else figure.coverage
        scores = (line.score(topic) for topic in (_WHOLE, *LISTS))
        facts = (line.member.name, line.member.finess, _percent(line.activity), _percent(covered))
        yield (*facts, *scores)


def _part_rows(told: Told) -> Iterator[tuple[Cell, ...]]:
    activity = told.tree.activity(told.seen.group.id)
    for one in told.parts:
        yield (
            one.group.name,
            _percent(activity[one.group.id]),
            _percent(one.coverage.share),
            told.teller.weakest(one.whole),
            one.whole.median,
            one.whole.mean,
        )


def _topic_rows(told: Told) -> Iterator[tuple[Cell, ...]]:
    teller, seen = told.teller, told.seen
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
        share = one.value if one.places and isinstance(one.value, Fraction) else None
        yield (
            one.member.name,
            teller.target(one.objective),
            one.objective.due,
            one.objective.owner,
            one.met if one.places else None,
            len(one.places) or None,
            _percent(share),
            teller.standing(one),
        )


def _place_rows(told: Told) -> Iterator[tuple[Cell, ...]]:
    teller = told.teller
    for one in told.standings:
        target, indicator = teller.target(one.objective), one.objective.indicator
        for place in one.places:
            yield (
                one.member.name,
                target,
                place.member.name,
                _percent(place.activity),
                teller.value(place.value, indicator),
                told.tr(f"ght.told.{teller.met(place)}"),
            )


def _fact_rows(told: Told) -> Iterator[tuple[Cell, ...]]:
    """Whoever has sent a summary, in the order of the tree; a fact that was not told says so."""
    for member in told.tree.within(told.seen.group.id):
        summary = told.received.get(member.id)
        if summary is None:
            continue
        facts = summary.facts
        values = (None if facts is None else facts.values.get(one) for one in FACTS)
        cells = (_fact(told, one, value) for one, value in zip(FACTS, values, strict=True))
        yield (member.name, member.finess, None if facts is None else facts.day, *cells)


def _fact(told: Told, name: FactId, value: FactValue | None) -> Cell:
    """A fact as a day or a number, a share in percent; in words when there is none."""
    if isinstance(value, date):
        return value
    if not isinstance(value, Fraction):
        return told.teller.value(value, name)
    if GAUGES[name].unit == "share":
        return _percent(value)
    return int(value)


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
