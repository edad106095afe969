"""The method and its limits, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from care_assess.report.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    PageBreak,
    Table,
    plain,
    words,
)
from care_assess.report.parts.story import Story

__all__ = ["method"]

_REPLACEMENT = "\ufffd"


def method(story: Story) -> Iterator[Block]:
    """The part."""
    tr = story.tr
    yield PageBreak()
    yield Heading(level=1, text=tr("report.method.heading"), id="method")
    yield Heading(level=2, text=tr("report.method.limits"), id="method-limits")
    limits = [tr("report.method.declared"), tr("report.method.ours"), tr("report.method.dated")]
    yield Bullets(items=tuple(map(plain, limits)))
    if story.sheet.perimeter:
        yield words(tr("report.method.perimeter", perimeter=story.sheet.perimeter))
    yield Heading(level=2, text=tr("report.method.scores"), id="method-scores")
    rules = [
        tr("report.method.question"),
        tr("report.method.unknown"),
        tr("report.method.not_applicable"),
        tr("report.method.coverage", needed=story.needed()),
        tr("report.method.caps"),
        tr("report.method.evidence"),
        tr("report.method.level"),
        tr("report.method.whole"),
    ]
    yield Bullets(items=tuple(map(plain, rules)))
    yield Heading(level=2, text=tr("report.method.levels"), id="method-levels")
    yield _levels(story)
    yield words(tr("report.method.print", sign=_REPLACEMENT), "small")


def _levels(story: Story) -> Table:
    columns = (
        Column(title=story.tr("report.column.level"), width=52),
        Column(title=story.tr("report.method.meaning"), width=118),
    )
    rows = tuple(
        (story.named(level), (plain(story.text(meaning)),))
        for level, meaning in enumerate(story.reference.level_meanings)
    )
    return Table(columns=columns, rows=rows)
