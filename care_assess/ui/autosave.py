"""The one writer of answers: what is on the screen is saved, and nobody's answer is lost on the way.

A new session (server restarted, page reloaded elsewhere) knows nothing, while the browser still holds
what was typed; another person may have answered since. So each run compares, question by question, the
whole answer on the screen with the stored one:

    the same                                  nothing to do
    stored by another, unseen in this tab     theirs is shown; ours, if we had changed it, is offered
    different                                 saved, in one transaction

What this tab has shown is kept by the store under the tab's identifier, which outlives the session.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Protocol

import streamlit as st

from care_assess.answers import CLEARED, Answer, AnswerEvent, check_answer, fold
from care_assess.assessments import OpenAssessment
from care_assess.errors import AnswerRejected, Message, Overtaken, Refused, StoreUnavailable
from care_assess.questionnaire import Question, QuestionId
from care_assess.ui import shell
from care_assess.ui.shell import Reader

__all__ = ["Answering", "Autosave", "Conflict", "Kept"]

ECHO_SECONDS = 0.7
"""For how long a browser that was just shown another answer may still send the one it had."""


class Answering(Protocol):
    """Where answers are read and kept: the assessments, or the door of a person with a link."""

    def open(self, assessment: str) -> OpenAssessment: ...

    def history(self, assessment: str) -> tuple[AnswerEvent, ...]: ...

    def seen(self, assessment: str, tab: str) -> int: ...

    def set_seen(self, assessment: str, tab: str, seq: int) -> None: ...

    def record(
        self,
        assessment: str,
        question: QuestionId,
        answer: Answer,
        *,
        author: str,
        tab: str,
        after: int | None = None,
    ) -> AnswerEvent: ...

    def undo(
        self, assessment: str, question: QuestionId, *, author: str, tab: str
    ) -> AnswerEvent: ...


@dataclass(frozen=True, slots=True)
class Conflict:
    """Ours was on the screen, unsaved, when theirs was found in the store."""

    mine: Answer
    theirs: AnswerEvent


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the answer on the screen. ``problem``: why (part of) it is not saved."""

    event: AnswerEvent | None
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class _Echo:
    """What the browser may still send although something else was put on its screen."""

    answer: Answer
    until: float


@dataclass(slots=True)
class _Memory:
    """What the session remembers of one assessment.

    ``forced``: to be put on the screen, over what the browser holds; None: what is stored by then.
    """

    seen: int
    shown: dict[QuestionId, Answer] = field(default_factory=dict)
    forced: dict[QuestionId, Answer | None] = field(default_factory=dict)
    echoes: dict[QuestionId, _Echo] = field(default_factory=dict)
    conflicts: dict[QuestionId, Conflict] = field(default_factory=dict)
    mine: set[QuestionId] = field(default_factory=set)


class Autosave:
    """The answers of one run of a page of questions."""

    def __init__(
        self,
        seam: Answering,
        opened: OpenAssessment,
        reader: Reader,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seam = seam
        self._opened = opened
        self._assessment = opened.info.id
        self._reader = reader
        self._clock = clock
        self._latest: dict[QuestionId, AnswerEvent] = dict(opened.events)
        self._memory = self._remembered()
        self._saved: list[AnswerEvent] = []
        self._again = False
        self._stay = False
        self.refused = False
        """Whether the store could not keep an answer of this page."""

    # ---- for each question, in this order

    def conflict(self, question: QuestionId) -> Conflict | None:
        """The answers between which the person has still to choose."""
        return self._memory.conflicts.get(question)

    def to_show(self, question: QuestionId) -> tuple[Answer, bool]:
        """What the fields must hold, and whether it goes over what the browser holds."""
        memory = self._memory
        if question not in memory.forced:
            return self._stored(question), False
        if question in memory.shown:
            until = self._clock() + ECHO_SECONDS
            memory.echoes[question] = _Echo(memory.shown[question], until)
        return memory.forced.pop(question) or self._stored(question), True

    def keep(self, question: Question, on_screen: Answer) -> Kept:
        """Save what is on the screen, unless someone else has answered meanwhile."""
        name = question.id
        event, stored = self._latest.get(name), self._stored(name)
        given, problem = on_screen, None
        if on_screen != stored:
            given, problem = _what_fits(question, on_screen, stored)
        if given == stored and not problem:
            pass
        elif self._is_echo(name, on_screen):
            self._show(name)
        elif event and self._is_news(event):
            self._give_way(name, on_screen, event)
        elif given != stored:
            try:
                event = self._record(name, given)
            except Overtaken:
                event = self._read_again(name)
                if self._is_news(event):
                    self._give_way(name, on_screen, event)
                self._again = True
            except (Refused, StoreUnavailable) as error:
                problem = error.message
                self.refused = True
        self._memory.shown[name] = on_screen
        return Kept(event, problem)

    @property
    def latest(self) -> Mapping[QuestionId, AnswerEvent]:
        """The last event of each question, those just saved included."""
        return self._latest

    # ---- what the person decides

    def keep_mine(self, question: Question) -> None:
        """Answer over the other person, knowingly; what is still incomplete comes back on the screen."""
        name = question.id
        conflict = self._memory.conflicts[name]
        given, _ = _what_fits(question, conflict.mine, self._stored(name))
        try:
            self._record(name, given)
        except Overtaken:  # by a third answer: choose again
            self._memory.conflicts[name] = Conflict(conflict.mine, self._read_again(name))
            self._show(name)
        else:
            del self._memory.conflicts[name]
            self._show(name, conflict.mine)

    def keep_theirs(self, question: QuestionId) -> None:
        """Leave the other person's answer."""
        del self._memory.conflicts[question]
        self._again = True

    def can_undo(self, question: QuestionId) -> bool:
        """Whether the last answer was given in this session."""
        event = self._latest.get(question)
        return question in self._memory.mine and event is not None and self._is_mine(event)

    def undo(self, question: QuestionId) -> None:
        """Give the question the answer it had before."""
        event = self._seam.undo(
            self._assessment, question, author=self._reader.author, tab=self._reader.tab
        )
        self._memory.mine.discard(question)
        self._note(event)
        self._show(question)

    def confirm(self, question: QuestionId) -> None:
        """Give again, today and in our name, an answer carried over from an earlier assessment."""
        with suppress(Overtaken):
            self._record(question, self._latest[question].answer)
        self._again = True

    # ---- at the end of the page

    def finish(self) -> OpenAssessment | None:
        """Remember what was shown; the assessment as it is now, if something was saved.

        Runs the page again at once when there is a choice to make between two answers, else at the
        end of the run when another answer must come on the screen.
        """
        if self._stay:
            st.rerun()
        if self._again:
            shell.run_again()
        elif news := [event.seq for event in self._latest.values() if self._is_news(event)]:
            self._memory.seen = max(news)
            self._seam.set_seen(self._assessment, self._reader.tab, self._memory.seen)
        return self._as_it_is() if self._saved else None

    # ---- within

    def _remembered(self) -> _Memory:
        name = f"autosave.{self._assessment}"
        if name not in st.session_state:
            st.session_state[name] = _Memory(self._seam.seen(self._assessment, self._reader.tab))
        memory: _Memory = st.session_state[name]
        return memory

    def _is_mine(self, event: AnswerEvent) -> bool:
        return event.tab == self._reader.tab

    def _is_news(self, event: AnswerEvent) -> bool:
        return not self._is_mine(event) and event.seq > self._memory.seen

    def _is_echo(self, question: QuestionId, on_screen: Answer) -> bool:
        echo = self._memory.echoes.get(question)
        if echo is None or echo.answer != on_screen:
            return False
        return self._clock() < echo.until

    def _stored(self, question: QuestionId) -> Answer:
        event = self._latest.get(question)
        return event.answer if event else CLEARED

    def _show(self, question: QuestionId, answer: Answer | None = None) -> None:
        self._memory.forced[question] = answer
        self._again = True

    def _give_way(self, question: QuestionId, on_screen: Answer, theirs: AnswerEvent) -> None:
        """Show their answer; ours, unless it is only what was there before, waits for a choice."""
        if on_screen not in {self._last_shown(question), CLEARED}:
            self._memory.conflicts[question] = Conflict(on_screen, theirs)
            self._stay = True
        self._show(question)

    def _last_shown(self, question: QuestionId) -> Answer:
        """What this tab last had on its screen; a new session finds it in the history."""
        if question in self._memory.shown:
            return self._memory.shown[question]
        known = fold(
            event for event in self._seam.history(self._assessment) if not self._is_news(event)
        )
        return known[question].answer if question in known else CLEARED

    def _record(self, question: QuestionId, answer: Answer) -> AnswerEvent:
        """Save, over the answer this run has read and no other."""
        known = self._latest.get(question)
        event = self._seam.record(
            self._assessment,
            question,
            answer,
            author=self._reader.author,
            tab=self._reader.tab,
            after=known.seq if known else 0,
        )
        self._memory.mine.add(question)
        self._note(event)
        return event

    def _read_again(self, question: QuestionId) -> AnswerEvent:
        event = self._seam.open(self._assessment).events[question]
        self._latest[question] = event
        return event

    def _note(self, event: AnswerEvent) -> None:
        self._latest[event.question] = event
        self._saved.append(event)

    def _as_it_is(self) -> OpenAssessment:
        """The assessment with what was just saved, read again unless nothing came in between."""
        top = self._opened.top_seq
        if [event.seq - top for event in self._saved] != list(range(1, len(self._saved) + 1)):
            return self._seam.open(self._assessment)
        return replace(self._opened, events=dict(self._latest), top_seq=top + len(self._saved))


def _what_fits(
    question: Question, on_screen: Answer, stored: Answer
) -> tuple[Answer, Message | None]:
    """The most of ``on_screen`` that can be saved, and why not all of it can.

    An answer that is not complete keeps nobody from saving its comment, nor the other way round.
    """
    problem: Message | None = None
    for candidate in (on_screen, _with_notes(on_screen, stored), _with_notes(stored, on_screen)):
        try:
            return check_answer(question, candidate), problem
        except AnswerRejected as error:
            problem = problem or error.message
    return stored, problem


def _with_notes(answer: Answer, notes: Answer) -> Answer:
    """``answer`` with the comment and the evidence of ``notes``."""
    return replace(answer, comment=notes.comment, evidence=notes.evidence, grade=notes.grade)
