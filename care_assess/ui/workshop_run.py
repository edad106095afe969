"""While a workshop runs: the question before the room, the votes, the answer that the room settles on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import streamlit as st

from care_assess.answers import CLEARED, Answer, AnswerEvent
from care_assess.questionnaire import Question, QuestionId
from care_assess.store import Standing
from care_assess.ui import shell
from care_assess.ui.card import show_question
from care_assess.ui.markdown import plain
from care_assess.ui.widgets import Fields
from care_assess.ui.workshop_desk import POLL_SECONDS, Desk, still
from care_assess.ui.workshop_votes import show_anchors, show_tallies
from care_assess.wording import in_words
from care_assess.workshop import choices_of, spent
from care_assess.workshop.agenda import Slot

__all__ = ["draw_question"]


def draw_question(desk: Desk) -> None:
    """The question before the room and what can be done with it; without one, the next to ask."""
    workshop = desk.now
    question = desk.questions.get(workshop.question) if workshop.question else None
    if question is None or workshop.phase in {"settled", "skipped"}:
        if question is not None:
            _draw_done(desk, question)
        _draw_next(desk)
        people = desk.work.people(desk.id, workshop.id)
        there = frozenset(one.id for one in people if one.role == "participant" and not one.left)
        _count(desk, there)
        return
    with st.container(border=True):
        st.caption(_place(desk, question))
        show_question(question, desk.tr)
        _pulse(desk, question)
        if workshop.phase == "voting":
            _draw_voting(desk, question)
        else:
            _draw_votes(desk, question)
    if workshop.phase == "revealed" or not choices_of(question):
        _draw_settle(desk, question)


@st.fragment(run_every=POLL_SECONDS)
def _count(desk: Desk, there: frozenset[str]) -> None:
    """Between two questions: how many are there; the list of names follows."""
    standing = still(desk.work, desk.id, desk.now.id, desk.now.floor)
    if standing is None:
        return
    if standing.present != there:
        st.rerun()
    st.caption(desk.tr("workshop_page.present", n=len(there)))


@st.fragment(run_every=POLL_SECONDS)
def _pulse(desk: Desk, question: Question) -> None:
    """What changes by itself: who has voted, and the time gone."""
    workshop = desk.now
    standing = still(desk.work, desk.id, workshop.id, workshop.floor)
    if standing is None:
        return
    if workshop.phase == "voting" and choices_of(question):
        _show_voters(desk, standing)
    _show_time(desk, question)


def _show_voters(desk: Desk, standing: Standing) -> None:
    tr = desk.tr
    voted, present = len(standing.voted), len(standing.present)
    said = tr("workshop_page.voting.voted", n=voted, all=present)
    st.progress(voted / present if present else 0.0, text=said)
    missing = standing.present - standing.voted
    if missing and voted:
        people = desk.work.people(desk.id, desk.now.id)
        names = ", ".join(plain(one.name) for one in people if one.id in missing)
        st.caption(tr("workshop_page.voting.waiting", names=names))


def _show_time(desk: Desk, question: Question) -> None:
    """The time gone on this part of the agenda, and gently that it is over."""
    slot = _slot_of(desk, question.id)
    if slot is None or slot.part is None:
        return
    asked = {one.id for one in slot.part.questions}
    gone = spent(desk.now, asked, datetime.now(UTC))
    minutes = int(gone / timedelta(minutes=1))
    tr = desk.tr
    st.caption(tr("workshop_page.time.gone", n=minutes, planned=slot.minutes))
    if minutes > slot.minutes:
        st.info(
            tr("workshop_page.time.over", n=minutes - slot.minutes),
            icon=":material/hourglass_bottom:",
        )


def _draw_voting(desk: Desk, question: Question) -> None:
    tr, work, workshop = desk.tr, desk.work, desk.now
    if choices_of(question):
        with st.expander(tr("workshop_page.voting.anchors")):
            show_anchors(question, tr)
    else:
        st.info(tr("workshop_page.voting.no_vote"), icon=":material/forum:")
    with st.container(horizontal=True):
        if choices_of(question):
            st.button(
                tr("workshop_page.voting.reveal"),
                type="primary",
                icon=":material/visibility:",
                key="workshop_reveal",
                on_click=lambda: desk.lead(
                    lambda: work.reveal(desk.id, workshop, author=desk.author)
                ),
            )
        _skip_button(desk)


def _draw_votes(desk: Desk, question: Question) -> None:
    tr, work, workshop = desk.tr, desk.work, desk.now
    rounds = workshop.revealed.get(question.id, ())
    tallies = work.shown(desk.id, workshop.id, question, rounds)
    st.markdown(f"#### {tr('workshop_page.votes.title', n=workshop.round)}")
    show_tallies(question, tallies, tr)
    with st.container(horizontal=True):
        st.button(
            tr("workshop_page.votes.again"),
            icon=":material/replay:",
            key="workshop_again",
            on_click=lambda: desk.lead(
                lambda: work.ask(desk.id, workshop, question.id, author=desk.author)
            ),
        )
        _skip_button(desk)


def _skip_button(desk: Desk) -> None:
    work, workshop = desk.work, desk.now
    st.button(
        desk.tr("workshop_page.voting.skip"),
        icon=":material/skip_next:",
        key="workshop_skip",
        on_click=lambda: desk.lead(lambda: work.skip(desk.id, workshop, author=desk.author)),
    )


@dataclass(slots=True)
class _Draft:
    """What is on the screen, not kept yet. ``seen``: the number of the answer that it would replace (0: none).

    ``stored``: that answer. ``told``: the number of the one someone gave meanwhile, once it stands beside.
    ``floor``: since when the fields are there, filled with ``first``.
    """

    seen: int
    stored: Answer
    told: int
    floor: int
    first: Answer
    answer: Answer


def _draw_settle(desk: Desk, question: Question) -> None:
    """The fields of the questionnaire, filled with the answer there is; nothing is kept before the button.

    What is typed stays from one round to the next, and beside the answer that someone else gives meanwhile.
    """
    tr, workshop, key = desk.tr, desk.now, f"workshop_draft.{desk.now.id}.{question.id}"
    event = desk.opened.events.get(question.id)
    now = event.seq if event else 0
    draft: _Draft = st.session_state.setdefault(key, _draft(event, workshop.floor))
    after = now if draft.told == now else draft.seen
    if now != draft.seen and draft.answer == draft.stored:  # nothing of ours to lose
        draft = st.session_state[key] = _draft(event, workshop.floor)
    if draft.floor != workshop.floor:
        draft.floor, draft.first = workshop.floor, draft.answer
    with st.container(border=True):
        st.subheader(tr("workshop_page.settle.title"), anchor=False)
        st.caption(tr("workshop_page.settle.text"))
        if not desk.author:
            st.caption(tr("workshop_page.settle.unsigned"))
        if event and now != draft.seen:
            _show_theirs(desk, question, event, key)
        fields = Fields(
            question=question,
            reference=shell.assessments().catalogue.reference,
            tr=tr,
            prefix=f"workshop.{workshop.id}.{workshop.floor}.{draft.seen}",
        )
        answer = fields.draw(draft.first, forced=False)
        pressed = st.button(
            tr("workshop_page.settle.do"),
            type="primary",
            icon=":material/gavel:",
            key="workshop_settle",
        )
    draft.answer, draft.told = answer, now
    if pressed:
        act = partial(desk.work.settle, desk.id, workshop, answer, after=after, author=desk.author)
        if desk.try_here(act):
            del st.session_state[key]
            st.rerun()


def _draft(event: AnswerEvent | None, floor: int) -> _Draft:
    """The answer there is, on the screen."""
    seen, stored = (event.seq, event.answer) if event else (0, CLEARED)
    return _Draft(seen=seen, stored=stored, told=seen, floor=floor, first=stored, answer=stored)


def _show_theirs(desk: Desk, question: Question, event: AnswerEvent, key: str) -> None:
    """What someone else answered while the room was talking, and the way to leave ours."""
    tr, reference = desk.tr, shell.assessments().catalogue.reference
    who = plain(event.author) or tr("form.someone")
    at = tr("form.state.at", time=shell.reader().time(event.at))
    st.warning(tr("form.conflict.said", who=who, at=at), icon=":material/group:")
    st.markdown(tr("form.conflict.theirs"))
    st.text(in_words(question, event.answer, reference, tr))
    st.button(
        tr("form.conflict.keep_theirs"),
        key="workshop_theirs",
        on_click=st.session_state.pop,
        args=(key, None),
    )
    st.markdown(tr("form.conflict.mine"))


def _draw_done(desk: Desk, question: Question) -> None:
    """What became of the last question."""
    tr, workshop = desk.tr, desk.now
    with st.container(border=True):
        st.caption(_place(desk, question))
        st.markdown(f"**{plain(tr.text(question.text))}**")
        event = desk.opened.events.get(question.id)
        if workshop.phase == "skipped" or event is None:
            st.markdown(tr("workshop_page.done.skipped"))
            return
        st.markdown(tr("workshop_page.done.settled", at=shell.reader().time(event.at)))
        reference = shell.assessments().catalogue.reference
        st.text(in_words(question, event.answer, reference, tr))


def _draw_next(desk: Desk) -> None:
    """The next question, or any other, and the button that puts it before the room."""
    tr, workshop = desk.tr, desk.now
    offered = desk.asked()
    if not offered:
        st.markdown(tr("workshop_page.next.none"))
        return
    proposed = desk.next()
    if proposed is None:
        st.success(tr("workshop_page.next.all_done"), icon=":material/task_alt:")
    chosen: QuestionId | None = st.selectbox(
        tr("workshop_page.next.which"),
        offered,
        index=offered.index(proposed) if proposed else None,
        format_func=lambda one: _question_label(desk, one),
        placeholder=tr("workshop_page.next.another"),
        key=f"workshop_next_{workshop.floor}",
    )
    pressed = st.button(
        tr("workshop_page.next.ask"),
        type="primary",
        icon=":material/how_to_vote:",
        disabled=chosen is None,
        key="workshop_ask",
    )
    if pressed and chosen is not None:
        desk.lead(lambda: desk.work.ask(desk.id, workshop, chosen, author=desk.author))
        st.rerun()


def _question_label(desk: Desk, question: QuestionId) -> str:
    state = (
        "settled"
        if question in desk.now.settled
        else "skipped"
        if question in desk.now.skipped
        else ""
    )
    text = desk.tr.text(desk.questions[question].text)
    said = f"{question} · {text}"
    return desk.tr(f"workshop_page.next.{state}", question=said) if state else said


def _place(desk: Desk, question: Question) -> str:
    """Where the question stands in the workshop."""
    asked = desk.asked()
    number = asked.index(question.id) + 1 if question.id in asked else 0
    slot = _slot_of(desk, question.id)
    part = desk.part_name(slot.part) if slot and slot.part else ""
    return desk.tr(
        "workshop_page.place", part=plain(part), id=question.id, number=number, n=len(asked)
    )


def _slot_of(desk: Desk, question: QuestionId) -> Slot | None:
    return next(
        (
            slot
            for slot in desk.slots()
            if slot.part and any(one.id == question for one in slot.part.questions)
        ),
        None,
    )
