"""What the room sees on the wall: how to join, the question and its anchors, the votes, what was settled."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from care_assess.questionnaire import Question
from care_assess.ui import shell
from care_assess.ui.markdown import plain
from care_assess.ui.qr import qr_png
from care_assess.ui.workshop_desk import POLL_SECONDS, Desk, join_address, still
from care_assess.ui.workshop_votes import show_anchors, show_on_wall, vote_label
from care_assess.wording import in_words
from care_assess.workshop import choices_of
from care_assess.workshop.codes import shown_code

__all__ = ["draw_screen"]


def draw_screen(desk: Desk) -> None:
    """One thing at a time."""
    tr, workshop = desk.tr, desk.workshop
    if workshop is None or workshop.phase == "closed":
        st.title(tr("workshop_page.title"), anchor=False)
        st.header(tr("workshop_page.screen.over"), anchor=False)
        return
    question = desk.questions.get(workshop.question) if workshop.question else None
    if question is None:
        _draw_welcome(desk)
        return
    st.title(plain(tr.text(question.text)), anchor=False)
    if workshop.phase == "voting":
        _draw_question(desk, question)
    elif workshop.phase == "revealed":
        rounds = workshop.revealed.get(question.id, ())
        tallies = desk.work.shown(desk.id, workshop.id, question, rounds)
        show_on_wall(question, tallies, tr)
        _pulse(desk, counted=False)
    else:
        _draw_settled(desk, question)
        _pulse(desk, counted=False)


def _draw_welcome(desk: Desk) -> None:
    """How to join, beside the agenda with its times."""
    tr, workshop = desk.tr, desk.now
    st.title(plain(workshop.title or tr("workshop_page.untitled")), anchor=False)
    if workshop.phase == "paused":
        st.header(tr("workshop_page.screen.paused"), anchor=False)
    join, agenda = st.columns(2, gap="large")
    with join:
        if code := _code(desk):
            address = join_address(code)
            st.header(tr("workshop_page.screen.join"), anchor=False)
            st.title(shown_code(code), anchor=False)
            st.image(qr_png(address), width=240, alt=tr("workshop_page.join.alt", address=address))
            st.subheader(plain(address.partition("?")[0]), anchor=False)
        _pulse(desk, counted=False)
    if workshop.phase != "paused":
        with agenda:
            _draw_agenda(desk)


def _draw_agenda(desk: Desk) -> None:
    """A line for each domain, for the breaks and for the end."""
    slots, start = desk.timetable()
    if not slots:
        return
    tr, reader = desk.tr, shell.reader()
    lines: list[tuple[int, str]] = []
    for slot in slots:
        named = (
            desk.domain_name(slot.part) if slot.part else tr(f"workshop_page.agenda.{slot.kind}")
        )
        if not lines or lines[-1][1] != named:
            lines.append((slot.start, named))
    lines.append((slots[-1].start + slots[-1].minutes, tr("workshop_page.screen.end")))
    st.header(tr("workshop_page.agenda.title"), anchor=False)
    with st.container(gap="xxsmall"):
        for minutes, named in lines:
            at = reader.time(start + timedelta(minutes=minutes))
            st.subheader(f"**{at}** · {plain(named)}", anchor=False)


def _draw_question(desk: Desk, question: Question) -> None:
    tr = desk.tr
    if choices_of(question):
        show_anchors(question, tr, large=True)
    else:
        st.header(tr("workshop_page.screen.talk"), anchor=False)
    _pulse(desk, counted=bool(choices_of(question)))
    if code := _code(desk):
        st.caption(tr("workshop_page.screen.code", code=shown_code(code)))


def _draw_settled(desk: Desk, question: Question) -> None:
    tr = desk.tr
    event = desk.opened.events.get(question.id)
    if desk.now.phase != "settled" or event is None:
        st.header(tr("workshop_page.done.skipped"), anchor=False)
        return
    st.header(tr("workshop_page.screen.settled"), anchor=False)
    value = event.answer.value
    if isinstance(value, str) and event.answer.kind == "value":
        said = vote_label(question, value, tr)
    else:
        reference = shell.assessments().catalogue.reference
        said = plain(in_words(question, event.answer, reference, tr).partition("\n")[0])
    with st.container(border=True):
        st.subheader(said, anchor=False)


@st.fragment(run_every=POLL_SECONDS)
def _pulse(desk: Desk, *, counted: bool) -> None:
    """How many are there, or have voted; nothing of what they voted."""
    standing = still(desk.work, desk.id, desk.now.id, desk.now.floor)
    if standing is None:
        return
    present = len(standing.present)
    if counted:
        voted = len(standing.voted)
        said = desk.tr("workshop_page.voting.voted", n=voted, all=present)
        st.progress(voted / present if present else 0.0, text=f"**{said}**")
    elif desk.now.question is None:
        st.subheader(desk.tr("workshop_page.present", n=present), anchor=False)


def _code(desk: Desk) -> str:
    codes = desk.work.codes(desk.id, desk.now.id)
    return codes["participant"].code if "participant" in codes else ""
