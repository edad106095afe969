"""What a workshop leaves behind as tables to keep: who came, what was said, what is owed; same record, same bytes.

No vote has a name here: of each question, how many votes each level had.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, tzinfo
from io import StringIO

from care_assess.questionnaire import Question, QuestionId
from care_assess.report.spreadsheet import Cell, Column, Table, harmless, write_workbook
from care_assess.text import Translator, folded, format_time
from care_assess.workshop import FUNCTIONS, Outcome, Participant, Record
from care_assess.workshop.telling import disagreement_words, function_name

__all__ = ["attendance_csv", "attendance_rows", "workshop_xlsx"]

_PEOPLE = (("function", 20), ("name", 34), ("day", 12), ("time", 9))
_VOTES = (
    ("id", 10), ("question", 60), ("round", 8), ("votes", 8), ("levels", 30), ("unknown", 14), ("abstained", 12),
    ("median", 10), ("spread", 10), ("deviation", 12), ("disagreement", 50),
)  # fmt: skip
_OWED = (("id", 10), ("question", 50), ("what", 50), ("who", 26), ("due", 12), ("state", 12))
_PARKED = (("id", 10), ("text", 90), ("state", 12))


def attendance_rows(
    people: Sequence[Participant], tr: Translator, zone: tzinfo
) -> list[tuple[str, str, date, str]]:
    """Who took part, by function then in the order in which they joined: function, name, day, time.

    Who joined again, under the same name and function, is there once.
    """
    seen: dict[tuple[str, str], Participant] = {}
    for one in people:
        if one.role == "participant":
            seen.setdefault((folded(one.name), one.function), one)
    order = {name: at for at, name in enumerate(FUNCTIONS)}
    return [
        (
            function_name(one.function, tr),
            one.name,
            one.at.astimezone(zone).date(),
            format_time(one.at.astimezone(zone)),
        )
        for one in sorted(seen.values(), key=lambda one: order[one.function])
    ]


def attendance_csv(people: Sequence[Participant], tr: Translator, zone: tzinfo) -> bytes:
    """The attendance list in UTF-8 with its mark; what a spreadsheet would compute begins with an apostrophe."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";" if tr.lang == "fr" else ",", lineterminator="\r\n")
    writer.writerow(tr(f"workshop.sheet.{name}") for name, _ in _PEOPLE)
    for function, name, day, time in attendance_rows(people, tr, zone):
        writer.writerow((function, harmless(name), tr.date(day), time))
    return text.getvalue().encode("utf-8-sig", "replace")


def workshop_xlsx(
    record: Record,
    people: Sequence[Participant],
    questions: Mapping[QuestionId, Question],
    *,
    day: date,
    tr: Translator,
    zone: tzinfo,
) -> bytes:
    """A workbook of four sheets: attendance, votes, evidence owed, parking lot."""
    attendance = iter(attendance_rows(people, tr, zone))
    tables = [
        _table(tr, "people", _PEOPLE, attendance),
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
            found = told.disagreement
            yield (
                name,
                tr.text(questions[name].text),
                number,
                told.cast,
                " · ".join(
                    tr("workshop.sheet.level", level=level, n=n)
                    for level, n in told.counts.items()
                    if n
                ),
                told.unknown,
                told.abstained,
                told.median,
                told.spread,
                told.deviation,
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
