"""What the parts of the journal page share, and the journal itself: filters, table, pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import streamlit as st

from care_assess.answers import Answer, AnswerEvent
from care_assess.journal import Entry, Wanted, authors, entries
from care_assess.questionnaire import Question, QuestionId
from care_assess.text import Translator
from care_assess.ui.board import Board
from care_assess.ui.pager import first_page, turn, window
from care_assess.ui.shell import Reader
from care_assess.ui.tables import show_table
from care_assess.wording import in_words

__all__ = ["Desk", "show_journal"]

PER_PAGE = 15
_PAGE = "journal_page"


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """The journal of the assessment that is open, and how it is said. ``events``: all, oldest first."""

    board: Board
    reader: Reader
    events: tuple[AnswerEvent, ...]
    questions: Mapping[QuestionId, Question]

    @property
    def tr(self) -> Translator:
        """The sentences in the reader's language."""
        return self.board.tr

    @property
    def top(self) -> int:
        """The last moment."""
        return self.events[-1].seq

    def question(self, name: QuestionId) -> str:
        """``GOV-01 · its words``."""
        text = self.tr.text(self.questions[name].text) if name in self.questions else ""
        return self.tr("journal.row.question", id=name, text=text) if text else name

    def answer(self, name: QuestionId, answer: Answer) -> str:
        """An answer in words, on one line."""
        if name not in self.questions:
            return str(answer.value or answer.reason or answer.kind)
        said = in_words(self.questions[name], answer, self.board.reference, self.tr)
        return said.replace("\n", self.tr("results.separator"))

    def who(self, *names: str) -> str:
        """The people, or that no name was given."""
        return ", ".join(filter(None, names)) or self.tr("journal.nobody")

    def when(self, event: AnswerEvent) -> str:
        """When an answer was given, and by whom."""
        day, hour = self.reader.day(event.at), self.reader.time(event.at)
        return self.tr("journal.row.when", day=day, time=hour, who=self.who(event.author))


def show_journal(desk: Desk) -> None:
    """The filters, then the answers they keep, the newest first."""
    tr = desk.tr
    found = entries(desk.events, _choose(desk))
    if not found:
        st.markdown(tr("journal.filter.none"))
        return
    first, shown = window(found, PER_PAGE, _PAGE)
    header = tuple(tr(f"journal.column.{name}") for name in ("when", "question", "answer"))
    show_table(header, [_row(desk, one) for one in shown], alt=tr("journal.alt"))
    st.caption(tr("journal.shown", first=first + 1, last=first + len(shown), all=len(found)))
    turn(len(found), PER_PAGE, _PAGE, tr)


def _choose(desk: Desk) -> Wanted:
    """The filters."""
    tr = desk.tr
    left, right = st.columns(2)
    who = left.selectbox(
        tr("journal.filter.person"),
        [None, *authors(desk.events)],
        format_func=lambda name: (
            tr("journal.filter.everyone") if name is None else name or tr("journal.nobody")
        ),
        key="journal_person",
        on_change=first_page,
        args=(_PAGE,),
    )
    parts = _parts(desk)
    part = right.selectbox(
        tr("journal.filter.section"),
        [None, *parts],
        format_func=lambda name: name or tr("journal.filter.whole"),
        key="journal_section",
        on_change=first_page,
        args=(_PAGE,),
    )
    left, right = st.columns(2)  # a row each: on a phone they follow one another
    since = _day(left, desk, "since")
    until = _day(right, desk, "until")
    return Wanted(
        author=who,
        questions=None if part is None else parts[part],
        since=_midnight(since, desk) if since else None,
        until=_midnight(until + timedelta(days=1), desk) if until else None,
    )


def _day(place: st.delta_generator.DeltaGenerator, desk: Desk, name: str) -> date | None:
    given = place.date_input(
        desk.tr(f"journal.filter.{name}"),
        value=None,
        format="DD/MM/YYYY",
        key=f"journal_{name}",
        on_change=first_page,
        args=(_PAGE,),
    )
    return given if isinstance(given, date) else None


def _midnight(day: date, desk: Desk) -> datetime:
    """The beginning of a day on the reader's clock."""
    return datetime.combine(day, time(), desk.reader.zone)


def _parts(desk: Desk) -> Mapping[str, Sequence[QuestionId]]:
    """The sections by their words."""
    tr = desk.tr
    return {
        tr("journal.filter.part", domain=tr.text(one.short), section=tr.text(section.title)): [
            question.id for question in section.questions
        ]
        for one in desk.board.questionnaires
        for section in one.sections
    }


def _row(desk: Desk, entry: Entry) -> tuple[str, str, str]:
    event = entry.event
    said = desk.answer(event.question, event.answer)
    how = "restored" if event.restores is not None else event.source
    if how != "form":
        said = desk.tr("journal.row.how", answer=said, how=desk.tr(f"journal.how.{how}"))
    return desk.when(event), desk.question(event.question), said
