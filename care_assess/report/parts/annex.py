"""The annex: every question asked, with its answer in words, level, comment and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from care_assess.answers import Note
from care_assess.questionnaire import Question, Section
from care_assess.report.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    PageBreak,
    Run,
    Table,
    bold,
    muted,
    words,
)
from care_assess.report.parts.story import Story
from care_assess.wording import note_in_words

__all__ = ["annex"]


def annex(story: Story) -> Iterator[Block]:
    """The part, section by section."""
    yield PageBreak()
    yield Heading(level=1, text=story.tr("report.annex.heading"), id="annex")
    yield words(story.tr("report.annex.intro"))
    for questionnaire in story.questionnaires:
        domain = story.text(questionnaire.title)
        yield Heading(level=2, text=domain, id=f"annex-{questionnaire.id}")
        for section in questionnaire.sections:
            yield from _part(story, section, f"annex-{questionnaire.id}", "")
    yield from _gone(story)


def _part(story: Story, part: Section, place: str, above: str) -> Iterator[Block]:
    """The questions of a section or, one after the other, of the groups it is made of."""
    title = story.text(part.title)
    title = story.tr("report.annex.group", part=above, group=title) if above else title
    place = f"{place}-{part.id}"
    for group in part.groups:
        yield from _part(story, group, place, title)
    asked = [one for one in part.questions if one.id in story.applicable]
    if asked and not part.groups:
        yield Heading(level=3, text=title, id=place, listed=False)
        yield _table(story, asked)


def _table(story: Story, questions: Sequence[Question]) -> Table:
    tr = story.tr
    columns = (
        Column(title=tr("report.column.reference"), width=19),
        Column(title=tr("report.column.question_and_answer"), width=111),
        Column(title=tr("report.column.level"), width=45),
    )
    return Table(columns=columns, rows=tuple(_row(story, question) for question in questions))


def _row(story: Story, question: Question) -> tuple[Cell, ...]:
    return ((muted(question.id),), tuple(_paragraphs(story, question)), _level(story, question))


def _paragraphs(story: Story, question: Question) -> Iterator[tuple[Run, ...]]:
    tr, answer = story.tr, story.answer(question.id)
    yield bold(story.text(question.text))
    if story.applies(question.id):
        yield (Run(story.said(question), tone="ink" if answer.kind == "value" else "muted"),)
    else:
        yield muted(tr("report.annex.no_concern"))
    if answer.comment:
        yield (Run(tr("report.annex.comment"), tone="muted"), Run(answer.comment))
    if answer.evidence:
        grade = tr("report.annex.evidence", grade=tr(f"report.grade.{answer.grade}"))
        yield (Run(grade, tone="muted"), Run(story.listed(answer.evidence)))
    for note in story.sheet.notes:
        if question.id in note.beside:
            yield from _note(story, note)


def _gone(story: Story) -> Iterator[Block]:
    """The answers to earlier versions that stand next to no question of these."""
    notes = [one for one in story.sheet.notes if not story.questions.keys() & set(one.beside)]
    if notes:
        yield Heading(level=2, text=story.tr("versions.note.gone"), id="annex-notes")
        yield words(story.tr("versions.note.gone_text"))
        columns = (
            Column(title=story.tr("report.column.reference"), width=19),
            Column(title=story.tr("report.column.question_and_answer"), width=156),
        )
        rows = [((muted(note.question),), tuple(_note(story, note))) for note in notes]
        yield Table(columns=columns, rows=tuple(rows))


def _note(story: Story, note: Note) -> Iterator[tuple[Run, ...]]:
    title, said = note_in_words(note, story.earlier, story.reference, story.tr)
    yield muted(title)
    for line in said.splitlines():
        yield (Run(line, tone="muted"),)


def _level(story: Story, question: Question) -> Cell:
    answer = story.answer(question.id)
    if not story.applies(question.id) or answer.kind == "not_applicable":
        return (muted(story.tr("report.annex.out")),)
    level = story.level_of(question)
    if level is not None:
        return story.named(level)
    key = "unscored" if answer.kind == "value" else answer.kind
    said = {
        "unknown": "report.annex.unknown",
        "none": "report.annex.unanswered",
        "unscored": "report.annex.unscored",
    }
    return (muted(story.tr(said[key])),)
