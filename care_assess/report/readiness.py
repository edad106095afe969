"""The readiness tables in words, and as a workbook: same answers, same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from care_assess.questionnaire import ReadinessLine
from care_assess.readiness import STATES, Judged, Readiness, Verdict
from care_assess.report.parts.story import Story
from care_assess.report.spreadsheet import Cell, Column, Table, write_workbook

__all__ = [
    "answer_words",
    "asked_words",
    "evidence_words",
    "line_name",
    "missing_words",
    "readiness_xlsx",
    "told_words",
]

_SUMMARY = (
    ("table", 60), ("concern", 16), ("points", 9), ("met", 10), ("partly", 10), ("not", 12),
    ("unassessed", 12), ("uncovered", 14), ("source", 34), ("caution", 70),
)  # fmt: skip
_LINES = (
    ("table", 36), ("id", 9), ("group", 26), ("point", 60), ("target", 24), ("state", 16), ("told", 34),
    ("actions", 60), ("beyond", 50),
)  # fmt: skip
_ANSWERS = (
    ("table", 36), ("id", 9), ("reference", 11), ("question", 60), ("answer", 50), ("asked", 50),
    ("given", 20), ("evidence", 50),
)  # fmt: skip


def line_name(story: Story, line: ReadinessLine) -> str:
    """``O1.A. Schéma de gouvernance…``."""
    return story.tr("readiness.named.line", id=line.id, text=story.inside(line.text))


def told_words(story: Story, line: ReadinessLine, verdict: Verdict) -> str:
    """How many of the questions of a line are answered, and whether they ask for all of it; else why it is not assessed."""
    tr = story.tr
    if verdict.why:
        return tr(f"readiness.why.{verdict.why}")
    told = tr("readiness.told.given", n=verdict.told, all=verdict.asked)
    if verdict.unknown:
        told = tr("readiness.told.unknown", told=told, n=verdict.unknown)
    return tr("readiness.told.part", told=told) if line.beyond else told


def answer_words(story: Story, one: Judged) -> str:
    """The answer in words; empty of a question that is not asked in this tier."""
    if one.given == "beyond_tier":
        return ""
    if not story.applies(one.question):
        return story.tr("report.annex.no_concern")
    return story.said(story.questions[one.question])


def asked_words(story: Story, one: Judged) -> str:
    """The lowest answer that meets the line, in words; its level where there are none."""
    question = story.questions[one.question]
    level = question.level_scale.level(one.needed)
    worded = question.options or (question.scale.bands if question.scale else ())
    for option in worded if question.kind != "multiple" else ():
        if option.level >= level:
            return story.tr("readiness.asked.words", words=story.inside(option.text))
    return story.tr("readiness.asked.level", level=story.tr.figure(level))


def evidence_words(story: Story, one: Judged) -> str:
    """The documents given and how sure they are, else those to gather."""
    tr, answer, wanted = story.tr, one.answer, story.questions[one.question].evidence
    if answer.evidence:
        names, grade = ", ".join(answer.evidence), tr(f"report.grade.{answer.grade}")
        return tr("readiness.evidence.given", names=names, grade=grade)
    if wanted is None or one.given == "not_applicable":
        return tr("readiness.evidence.none")
    return tr("readiness.evidence.wanted", wanted=story.inside(wanted))


def missing_words(story: Story, verdict: Verdict) -> Iterator[str]:
    """What would make the line met: the actions of the plan by rank, then what the plan does not hold.

    An answer that is not known has no action: it says whom to ask. One that is at the level the plan aims
    at, when the line asks for more, has the action of its question.
    """
    tr, planned = story.tr, {one for action in verdict.actions for one in action.questions}
    for action in verdict.actions:
        said = story.inside(action.text)
        yield tr("readiness.detail.action", rank=action.rank, action=said, n=action.days)
    for one in verdict.short:
        question = story.questions[one.question]
        if one.given == "unknown":
            owner = story.text(story.reference.owners[question.answered_by])
            yield tr("readiness.detail.ask", question=story.text(question.text), owner=owner)
        elif one.question not in planned and question.action:
            said, days = story.inside(question.action.text), question.action.days
            yield tr("readiness.detail.further", action=said, n=days)


def readiness_xlsx(story: Story, tables: Sequence[Readiness]) -> bytes:
    """A sheet of the tables, one of their lines, one of the answers that judge them."""
    sheets = (
        _sheet(story, "summary", _SUMMARY, (_summary(story, one) for one in tables)),
        _sheet(story, "lines", _LINES, (row for one in tables for row in _lines(story, one))),
        _sheet(story, "answers", _ANSWERS, (row for one in tables for row in _answers(story, one))),
    )
    return write_workbook(
        story.tr("readiness.sheet.title"), story.sheet.date, sheets, lang=story.tr.lang
    )


def _sheet(
    story: Story,
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterator[tuple[Cell, ...]],
) -> Table:
    return Table(
        name=story.tr(f"readiness.sheet.{name}"),
        columns=tuple(
            Column(title=story.tr(f"readiness.column.{title}"), width=width)
            for title, width in columns
        ),
        rows=tuple(rows),
        frozen=2 if name != "summary" else 1,
    )


def _summary(story: Story, one: Readiness) -> tuple[Cell, ...]:
    tr, table = story.tr, one.table
    concern = {True: "yes", False: "no", None: "unknown"}[one.concerned]
    caution = [story.text(text) for text in (table.note, table.beyond) if text]
    return (
        story.text(table.title),
        tr(f"readiness.concern.{concern}"),
        len(one.lines),
        *(one.count(state) for state in STATES),
        len(one.uncovered),
        tr(f"readiness.confidence.{table.confidence}"),
        " ".join(caution),
    )


def _lines(story: Story, one: Readiness) -> Iterator[tuple[Cell, ...]]:
    title = story.text(one.table.title)
    for line, verdict in one.lines:
        yield (
            title,
            line.id,
            story.text(line.group) if line.group else "",
            story.text(line.text),
            story.text(line.target) if line.target else "",
            story.tr(f"readiness.state.{verdict.state}"),
            told_words(story, line, verdict),
            "\n".join(missing_words(story, verdict)),
            _not_covered(story, line, verdict),
        )


def _answers(story: Story, one: Readiness) -> Iterator[tuple[Cell, ...]]:
    title = story.text(one.table.title)
    for line, verdict in one.lines:
        for judged in verdict.answers:
            yield (
                title,
                line.id,
                judged.question,
                story.text(story.questions[judged.question].text),
                answer_words(story, judged),
                asked_words(story, judged),
                story.tr(f"readiness.given.{judged.given}"),
                evidence_words(story, judged),
            )


def _not_covered(story: Story, line: ReadinessLine, verdict: Verdict) -> str:
    if verdict.why == "uncovered":
        return story.tr("readiness.why.uncovered")
    return story.text(line.beyond) if line.beyond else ""
