"""What the workshops showed: who came by function, how far apart the room was, what to come back to, what is owed.

Never a vote beside a name, nor a function of one person in a disagreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from care_assess.report.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    PageBreak,
    Table,
    muted,
    plain,
    words,
)
from care_assess.report.parts.story import Story
from care_assess.workshop import Record
from care_assess.workshop.record import by_domain, to_revisit
from care_assess.workshop.telling import (
    dispersion_row,
    outcome_row,
    promise_row,
    record_words,
    revisit_words,
)

__all__ = ["workshop"]


def workshop(story: Story) -> Iterator[Block]:
    """The part, when there was a workshop."""
    record, tr = story.workshops, story.tr
    if record is None or not record.days:
        return
    yield PageBreak()
    yield Heading(level=1, text=tr("workshop.left.title"), id="workshop")
    yield words(record_words(record, tr), "lead")
    if record.outcomes:
        yield words(tr("workshop.left.measure"), "small")
        yield from _domains(story, record)
        yield from _revisit(story, record)
        yield from _questions(story, record)
    yield from _promises(story, record)


def _domains(story: Story, record: Record) -> Iterator[Block]:
    tr = story.tr
    found = by_domain(record.outcomes, story.questionnaires)
    names = ("domain", "questions", "deviation", "strong")
    yield Heading(level=2, text=tr("workshop.left.domains"), id="workshop-domains")
    rows = [
        (story.short(name), *dispersion_row(dispersion, tr)) for name, dispersion in found.items()
    ]
    yield _table(story, names, (80, 30, 35, 35), rows)


def _revisit(story: Story, record: Record) -> Iterator[Block]:
    tr = story.tr
    yield Heading(level=2, text=tr("workshop.left.revisit"), id="workshop-revisit")
    found = to_revisit(record.outcomes)
    if not found:
        yield words(tr("workshop.left.agreed"))
        return
    rows = [
        (one.question, story.text(story.questions[one.question].text), revisit_words(one, tr))
        for one in found
    ]
    yield _table(story, ("id", "question", "gap"), (18, 82, 80), rows)


def _questions(story: Story, record: Record) -> Iterator[Block]:
    tr = story.tr
    yield Heading(level=2, text=tr("workshop.left.questions_title"), id="workshop-questions")
    names = ("id", "question", "rounds", "votes", "median", "spread", "deviation")
    rows = []
    for one in record.outcomes.values():
        row = outcome_row(one, tr)
        rows.append((one.question, story.text(story.questions[one.question].text), *row))
    yield _table(story, names, (18, 78, 14, 14, 20, 20, 16), rows)


def _promises(story: Story, record: Record) -> Iterator[Block]:
    if not record.promises:
        return
    tr = story.tr
    yield Heading(level=2, text=tr("workshop.left.promises"), id="workshop-promises")
    rows = [(one.question, *promise_row(one, tr)) for one in record.promises]
    yield _table(story, ("id", "what", "who", "due", "state"), (18, 80, 40, 22, 20), rows)


def _table(
    story: Story,
    names: tuple[str, ...],
    widths: tuple[int, ...],
    rows: Sequence[Sequence[str]],
) -> Table:
    columns = tuple(
        Column(title=story.tr(f"workshop.left.{name}"), width=width)
        for name, width in zip(names, widths, strict=True)
    )
    return Table(columns=columns, rows=tuple(map(_cells, rows)))


def _cells(row: Sequence[str]) -> tuple[Cell, ...]:
    """The reference quietly, then the rest."""
    first, *others = row
    quiet = muted(first) if first.isupper() else plain(first)
    return ((quiet,), *((plain(one),) for one in others))
