"""What a workshop leaves behind as tables to keep: who came, what was said, what is owed; same record, same bytes.

No vote has a name here: of each question, how many votes each level had, unless there was a single one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from care_assess.questionnaire import Question, QuestionId
from care_assess.report.attendance import PEOPLE, Attendance
from care_assess.report.spreadsheet import Cell, Column, Table, write_workbook
from care_assess.text import Translator
from care_assess.workshop import Outcome, Record
from care_assess.workshop.telling import disagreement_words

__all__ = ["workshop_xlsx"]

_VOTES = (
    ("id", 10), ("question", 60), ("round", 8), ("votes", 8), ("levels", 30), ("unknown", 14), ("abstained", 12),
    ("median", 10), ("spread", 10), ("deviation", 12), ("disagreement", 50),
)  # fmt: skip
_OWED = (("id", 10), ("question", 50), ("what", 50), ("who", 26), ("due", 12), ("state", 12))
_PARKED = (("id", 10), ("text", 90), ("state", 12))


def workshop_xlsx(
    record: Record, attended: Attendance, questions: Mapping[QuestionId, Question], *, day: date
) -> bytes:
    """A workbook of four sheets: attendance, votes, evidence owed, parking lot."""
    tr = attended.tr
    tables = [
        _table(tr, "people", PEOPLE, iter(attended.rows())),
        _table(tr, "votes_of", _VOTES, _vote_rows(record.outcomes, questions, tr)),
        _table(tr, "owed", _OWED, _owed_rows(record, questions, tr)),
        _table(tr, "parked", _PARKED, _parked_rows(record, tr)),
    ]
    return write_workbook(tr("workshop.sheet.title"), day, tables, lang=tr.lang)


def _table(
    tr: Translator,
    name: str,
    columns: tuple[tuple[str, int], ...],
    rows: Iterator[tuple[Cell, ...]],
) -> Table:
    return Table(
        name=tr(f"workshop.sheet.{name}"),
        columns=tuple(
            Column(title=tr(f"workshop.sheet.{title}"), width=width) for title, width in columns
        ),
        rows=tuple(rows),
    )


def _vote_rows(
    outcomes: Mapping[QuestionId, Outcome],
    questions: Mapping[QuestionId, Question],
    tr: Translator,
) -> Iterator[tuple[Cell, ...]]:
    for name, outcome in outcomes.items():
        for number, told in enumerate(outcome.rounds, 1):
            found, shown = told.disagreement, not told.lone
            yield (
                name,
                tr.text(questions[name].text),
                number,
                told.cast,
                " · ".join(
                    tr("workshop.sheet.level", level=level, n=n)
                    for level, n in told.counts.items()
                    if n and shown
                ),
                told.unknown,
                told.abstained,
                told.median if shown else None,
                told.spread if shown else None,
                told.deviation if shown else None,
                disagreement_words(found, tr, written=True) if found else "",
            )


def _owed_rows(
    record: Record, questions: Mapping[QuestionId, Question], tr: Translator
) -> Iterator[tuple[Cell, ...]]:
    for one in record.promises:
        asked = questions.get(one.question)
        text = tr.text(asked.text) if asked else ""
        state = tr("workshop.sheet.shown" if one.done else "workshop.sheet.awaited")
        yield one.question, text, one.what, one.who, one.due, state


def _parked_rows(record: Record, tr: Translator) -> Iterator[tuple[Cell, ...]]:
    for one in record.parked:
        state = tr("workshop.sheet.dealt" if one.done else "workshop.sheet.open")
        yield one.question, one.text, state
