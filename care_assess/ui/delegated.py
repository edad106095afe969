"""The questions already entrusted: who answered what and when; accept, reopen, renew, withdraw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import streamlit as st

from care_assess.answers import CLEARED
from care_assess.delegation import Delegation, State
from care_assess.errors import CareError
from care_assess.questionnaire import QuestionId
from care_assess.ui import shell
from care_assess.ui.delegating import USUAL_DAYS, Desk, keep_link
from care_assess.ui.markdown import plain
from care_assess.ui.pager import turn, window
from care_assess.ui.paging import kind_of
from care_assess.ui.tables import show_table
from care_assess.wording import in_words

__all__ = ["show_list"]

PER_PAGE = 10
_PROBLEM = "delegation_problem"


def show_list(desk: Desk) -> None:
    """A line for each person, then the answers of one of them."""
    tr, found = desk.tr, desk.delegations.list(desk.assessment)
    problem: CareError | None = st.session_state.pop(_PROBLEM, None)
    if problem:
        shell.show_error(problem)
    if not found:
        st.markdown(tr("delegation.list.none"))
        return
    header = tuple(tr(f"delegation.list.{name}") for name in ("person", "progress", "standing"))
    rows = [(one.person, _count(desk, one), _standing(desk, one)) for one in found]
    show_table(header, rows, alt=tr("delegation.list.alt"))
    named = {one.id: one for one in found}
    now = datetime.now(UTC)
    review = next((at for at, one in enumerate(found) if one.standing(now) == "finished"), 0)
    chosen = st.selectbox(
        tr("delegation.list.which"),
        list(named),
        index=review,  # what waits for the one who asked
        format_func=lambda name: tr(
            "delegation.list.choice",
            person=named[name].person,
            day=desk.reader.day(named[name].sent_at),
            count=_count(desk, named[name]),
        ),
        key="delegation_which",
    )
    _show_one(desk, named[chosen])


def _show_one(desk: Desk, one: Delegation) -> None:
    tr = desk.tr
    who = one.author or tr("delegation.detail.somebody")
    day, until = desk.reader.day(one.sent_at), desk.last_day(one)
    st.caption(plain(tr("delegation.detail.sent", who=who, day=day, date=until)))
    _show_whole(desk, one)
    key = f"delegation_page.{one.id}"
    _, shown = window(one.questions, PER_PAGE, key)
    for question in shown:
        with st.container(border=True):
            _show_question(desk, one, question)
    turn(len(one.questions), PER_PAGE, key, tr)


def _show_whole(desk: Desk, one: Delegation) -> None:
    """What can be done with all of it at once."""
    with st.container(horizontal=True):
        _act(desk, one, "accept_all", "accepted", one.of("done"))
        _act(desk, one, "reopen_all", "open", one.of("done", "accepted"))
        _press(desk, f"renew.{one.id}", "renew", lambda: _renew(desk, one))
        _press(
            desk,
            f"revoke.{one.id}",
            "revoke",
            lambda: desk.delegations.revoke(desk.assessment, one.id, author=desk.reader.author),
            disabled=one.revoked,
        )
    st.caption(desk.tr("delegation.detail.renewed", n=USUAL_DAYS))


def _show_question(desk: Desk, one: Delegation, name: QuestionId) -> None:
    """A question, its answer, who gave it and when, and what can be done."""
    tr, board = desk.tr, desk.board
    event, question = board.opened.events.get(name), board.questions[name]
    st.markdown(f"**{plain(tr.text(question.text))}**")
    st.text(in_words(question, event.answer if event else CLEARED, board.reference, tr))
    state = tr(f"delegation.state.{one.states[name]}")
    answered = event is not None and event.answer != CLEARED
    if event and answered:
        state = tr(
            "delegation.detail.answered",
            state=state,
            who=event.author or tr("delegation.detail.somebody"),
            day=desk.reader.day(event.at),
            time=desk.reader.time(event.at),
        )
    st.caption(plain(f"{name} · {state}"))
    with st.container(horizontal=True):
        if one.states[name] == "done" or (answered and one.states[name] == "open"):
            _act(desk, one, "accept", "accepted", (name,))
        if one.states[name] != "open":
            _act(desk, one, "reopen", "open", (name,))


def _act(
    desk: Desk, one: Delegation, label: str, state: State, questions: Sequence[QuestionId]
) -> None:
    """A button that brings ``questions`` to ``state``."""
    act = desk.delegations.accept if state == "accepted" else desk.delegations.reopen
    which = questions[0] if label in {"accept", "reopen"} else ""
    _press(
        desk,
        f"{label}.{one.id}.{which}",
        label,
        lambda: act(desk.assessment, one.id, questions, author=desk.reader.author),
        disabled=not questions,
    )


def _press(
    desk: Desk, key: str, label: str, act: Callable[[], None], *, disabled: bool = False
) -> None:
    def press() -> None:
        try:
            act()
        except CareError as error:  # a callback has no page: the next run says why
            st.session_state[_PROBLEM] = error

    st.button(
        desk.tr(f"delegation.detail.{label}"),
        key=f"delegation_{key}",
        on_click=press,
        disabled=disabled,
        type="tertiary" if label in {"accept", "reopen"} else "secondary",
    )


def _renew(desk: Desk, one: Delegation) -> None:
    """A new link for some more days."""
    expires = desk.end_of(desk.reader.today() + timedelta(days=USUAL_DAYS))
    link = desk.delegations.renew(
        desk.assessment, one.id, expires=expires, author=desk.reader.author
    )
    renewed = next(again for again in desk.delegations.list(desk.assessment) if again.id == one.id)
    keep_link(desk, renewed, link)


def _count(desk: Desk, one: Delegation) -> str:
    events = desk.board.opened.events
    done = sum(kind_of(events, name) != "none" for name in one.questions)
    return desk.tr("delegation.list.count", done=done, n=len(one.questions))


def _standing(desk: Desk, one: Delegation) -> str:
    standing = one.standing(datetime.now(UTC))
    return desk.tr(f"delegation.standing.{standing}", date=desk.last_day(one))
