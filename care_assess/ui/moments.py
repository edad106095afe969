"""The parts of the journal page that look at moments: going back to one, comparing two."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from care_assess.answers import CLEARED, AnswerEvent
from care_assess.errors import CareError
from care_assess.journal import BEGINNING, Change, Moment, Step, changes, steps
from care_assess.journals import Journals
from care_assess.questionnaire import QuestionId
from care_assess.ui import shell
from care_assess.ui.followup import show_scores
from care_assess.ui.journal import Desk
from care_assess.ui.tables import show_table

__all__ = ["show_back", "show_comparison", "show_outcome"]

MOST = 20
"""Changes shown; the others are counted."""

_OUTCOME = "journal_outcome"
_SCOPES = ("question", "whole")


def show_outcome(desk: Desk) -> None:
    """What became of the last return, once."""
    said: int | CareError | None = st.session_state.pop(_OUTCOME, None)
    if isinstance(said, CareError):
        shell.show_error(said)
    elif said is not None:
        st.success(desk.tr("journal.back.done", n=said), icon=":material/history:")


def show_back(desk: Desk, journals: Journals) -> None:
    """Choose a moment of one question or of all, see what would change, go back."""
    tr = desk.tr
    scope = st.radio(
        tr("journal.back.scope"),
        _SCOPES,
        format_func=lambda name: tr(f"journal.back.scopes.{name}"),
        key="journal_scope",
        horizontal=True,
    )
    question = _question(desk) if scope == "question" else None
    moment = _answer(desk, question) if question else _moment(desk, "back", "journal.back.moment")
    if moment is None:
        st.markdown(tr("journal.back.only"))
        return
    found = [
        one for one in changes(desk.events, desk.top, moment) if question in {None, one.question}
    ]
    if not found:
        st.markdown(tr("journal.back.nothing"))
        return
    st.markdown(tr("journal.back.preview", n=len(found)))
    titles = (tr("journal.column.now"), tr("journal.column.after"))
    _show_changes(desk, found, titles, alt=tr("journal.back.alt"))
    st.button(
        tr("journal.back.do"),
        key="journal_back",
        icon=":material/undo:",
        type="primary",
        on_click=_go_back,
        args=(journals, desk, moment, question),
    )


def show_comparison(desk: Desk, journals: Journals) -> None:
    """Two moments: the answers that differ, and every score at both."""
    tr, board = desk.tr, desk.board
    left, right = st.columns(2)
    with left:
        first = _moment(desk, "first", "journal.compare.first")
    with right:
        second = _moment(desk, "second", "journal.compare.second", last=True)
    found = changes(desk.events, first, second)
    if not found:
        st.markdown(tr("journal.compare.same"))
        return
    st.subheader(tr("journal.compare.answers", n=len(found)), anchor=False)
    titles = (tr("journal.compare.first"), tr("journal.compare.second"))
    _show_changes(desk, found, titles, alt=tr("journal.compare.title"))
    st.subheader(tr("journal.compare.scores"), anchor=False)
    st.caption(tr("journal.compare.text"))
    before, after = (
        board.seam.scores(journals.as_it_was(board.opened, desk.events, one))
        for one in (first, second)
    )
    show_scores(board, before, after, titles)


def _question(desk: Desk) -> QuestionId:
    """The question to take back, of those that have an answer or had one; the last answered first."""
    last = {event.question: event.seq for event in desk.events}
    names = sorted(last, key=lambda name: -last[name])
    chosen: QuestionId = st.selectbox(
        desk.tr("journal.back.question"),
        names,
        format_func=desk.question,
        key="journal_question",
    )
    return chosen


def _answer(desk: Desk, question: QuestionId) -> Moment | None:
    """The answer to find again; None when there was never another."""
    tr, known = desk.tr, [event for event in desk.events if event.question == question]
    now = known[-1].answer
    former = {event.seq: event for event in reversed(known) if event.answer != now}
    offered = [*former, *([] if now == CLEARED else [BEGINNING])]
    if not offered:
        return None
    chosen: Moment = st.selectbox(
        tr("journal.back.answer"),
        offered,
        format_func=lambda moment: _choice(desk, former.get(moment)),
        key=f"journal_answer.{question}.{known[-1].seq}",
    )
    return chosen


def _choice(desk: Desk, event: AnswerEvent | None) -> str:
    """A former answer in a list; None: none."""
    if event is None:
        return desk.tr("journal.back.no_answer")
    return desk.tr(
        "journal.back.choice",
        day=desk.reader.day(event.at),
        time=desk.reader.time(event.at),
        who=desk.who(event.author),
        answer=desk.answer(event.question, event.answer),
    )


def _moment(desk: Desk, name: str, label: str, *, last: bool = False) -> Moment:
    """A moment: a sitting, then one of its answers. At first the one before the last, or the ``last``."""
    sittings = steps(desk.events)
    offered: dict[Moment, Step | None] = {one.end: one for one in reversed(sittings)}
    offered[BEGINNING] = None
    chosen: Moment = st.selectbox(
        desk.tr(label),
        list(offered),
        index=0 if last else 1,
        format_func=lambda moment: _step(desk, offered[moment]),
        key=f"journal_{name}.{desk.top}",
    )
    step = offered[chosen]
    if step is None or len(step.events) == 1 or step.is_return:
        return chosen
    exact = {event.seq: event for event in reversed(step.events)}
    within: Moment = st.selectbox(
        desk.tr("journal.moment.exact"),
        list(exact),
        format_func=lambda moment: _event(desk, exact[moment]),
        key=f"journal_{name}_exact.{chosen}",
    )
    return within


def _step(desk: Desk, step: Step | None) -> str:
    if step is None:
        return desk.tr("journal.moment.beginning")
    reader, first, last = desk.reader, step.events[0].at, step.events[-1].at
    start, end = reader.time(first), reader.time(last)
    when = desk.tr(
        "journal.moment.point" if start == end else "journal.moment.span",
        day=reader.day(first),
        start=start,
        end=end,
    )
    key = "journal.moment.return" if step.is_return else "journal.moment.step"
    return desk.tr(key, when=when, who=desk.who(*step.authors), n=len(step.events))


def _event(desk: Desk, event: AnswerEvent) -> str:
    return desk.tr(
        "journal.moment.event",
        time=desk.reader.time(event.at),
        question=desk.question(event.question),
        who=desk.who(event.author),
    )


def _show_changes(
    desk: Desk, found: Sequence[Change], titles: tuple[str, str], *, alt: str
) -> None:
    """Each question with both answers, called ``titles``, in the order of the questionnaires."""
    tr = desk.tr
    order = {name: place for place, name in enumerate(desk.questions)}
    ranked = sorted(found, key=lambda one: order.get(one.question, len(order)))
    header = (tr("journal.column.question"), *titles)
    rows = [
        (
            desk.question(one.question),
            desk.answer(one.question, one.before),
            desk.answer(one.question, one.after),
        )
        for one in ranked[:MOST]
    ]
    show_table(header, rows, alt=alt)
    if len(found) > MOST:
        st.caption(tr("journal.back.more", n=len(found) - MOST))


def _go_back(journals: Journals, desk: Desk, moment: Moment, question: QuestionId | None) -> None:
    """Do it; a callback has no page: the next run says what became of it."""
    try:
        given = journals.give_back(
            desk.board.opened.info.id,
            moment,
            author=desk.reader.author,
            after=desk.top,
            question=question,
        )
        st.session_state[_OUTCOME] = len(given)
    except CareError as error:
        st.session_state[_OUTCOME] = error
