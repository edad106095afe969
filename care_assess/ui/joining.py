"""The workshop on a phone: join, vote, change one's mind until the votes are shown, see them."""

from __future__ import annotations

import streamlit as st

from care_assess.errors import CareError, StoreUnavailable
from care_assess.questionnaire import Question, QuestionId
from care_assess.store import Seat, Standing
from care_assess.ui import shell, worlds
from care_assess.ui.markdown import plain
from care_assess.ui.workshop_desk import POLL_SECONDS
from care_assess.ui.workshop_votes import show_tallies, vote_label
from care_assess.ui.worlds import World
from care_assess.wording import in_words
from care_assess.workshop import FUNCTIONS, values_of
from care_assess.workshop.telling import function_name
from care_assess.workshops import LONGEST_NAME, Workshops

__all__ = ["draw_door", "draw_seat"]


def draw_door(work: Workshops) -> None:
    """The code, a name and a function; then the address finds the place again."""
    tr = shell.reader().tr
    st.title(tr("workshop_page.door.title"), anchor=False)
    if st.query_params.get("me"):
        st.info(tr("workshop_page.door.again"), icon=":material/event_seat:")
    st.markdown(tr("workshop_page.door.text"))
    with st.form("join"):
        code = st.text_input(
            tr("workshop_page.door.code"), value=st.query_params.get("code", ""), max_chars=20
        )
        name = st.text_input(tr("workshop_page.door.name"), max_chars=LONGEST_NAME)
        st.caption(tr("workshop_page.door.name_help"))
        function = st.radio(
            tr("workshop_page.door.function"),
            FUNCTIONS,
            index=None,
            format_func=lambda one: function_name(one, tr),
            horizontal=True,
        )
        refused = st.container()
        pressed = st.form_submit_button(tr("workshop_page.door.do"), type="primary")
    if not pressed:
        return
    source = str(st.context.ip_address or "here")
    try:
        client = _client_of(work, code, source)
        if client is not None:
            work = client.work
        joined = work.join(code, name, function or "", source=source)
    except CareError as error:
        with refused:
            shell.show_error(error)
        return
    st.query_params["me"] = joined.token
    if client is not None and client.client is not None:
        st.query_params["c"] = client.client.key
    st.query_params.pop("code", None)
    st.rerun()


def _client_of(work: Workshops, code: str, source: str) -> World | None:
    """The other client of which a code typed by hand opens a workshop; None: it is of this one, or of none."""
    if work.opens(code, source=source):
        return None
    for one in worlds.clients().list():
        there = worlds.world(one.key, masked=False, lang=shell.reader().lang)
        if there.work.opens(code, source=source):
            return there
    return None


def draw_seat(work: Workshops, seat: Seat) -> None:
    """What is before the room, for one person in it."""
    tr, person = shell.reader().tr, seat.participant
    standing = work.glance(seat.assessment, person.workshop)
    st.caption(
        tr(
            "workshop_page.seat.who",
            name=plain(person.name),
            function=function_name(person.function, tr),
        )
    )
    if person.role == "facilitator":
        _draw_facilitator(seat)
        return
    if standing.question is None:
        st.title(tr(f"workshop_page.seat.{standing.phase}"), anchor=False)
        st.markdown(tr(f"workshop_page.seat.{standing.phase}_text"))
    else:
        _draw_question(work, seat, standing, standing.question)
    _pulse(work, seat, standing.floor)


def _draw_question(work: Workshops, seat: Seat, standing: Standing, name: QuestionId) -> None:
    tr = shell.reader().tr
    opened = shell.assessments().open(seat.assessment)
    question = work.question(opened, name)
    st.title(plain(tr.text(question.text)), anchor=False)
    if question.help:
        st.caption(plain(tr.text(question.help)))
    if standing.phase == "voting":
        _draw_vote(work, seat, question, standing.round)
    elif standing.phase == "revealed":
        workshop = work.open(seat.assessment, seat.participant.workshop)
        rounds = workshop.revealed.get(question.id, ())
        tallies = work.shown(seat.assessment, workshop.id, question, rounds)
        show_tallies(question, tallies, tr)
        mine = work.my_vote(seat, question.id, standing.round)
        said = vote_label(question, mine, tr) if mine else tr("workshop_page.seat.no_vote")
        st.caption(tr("workshop_page.seat.mine", vote=said))
    elif standing.phase == "settled" and question.id in opened.events:
        answer = opened.events[question.id].answer
        said = in_words(question, answer, shell.assessments().catalogue.reference, tr)
        st.markdown(tr("workshop_page.seat.settled"))
        st.markdown(f"**{plain(said.partition(chr(10))[0])}**")
        st.caption(tr("workshop_page.seat.wait"))
    else:
        st.markdown(tr("workshop_page.done.skipped"))
        st.caption(tr("workshop_page.seat.wait"))


def _draw_vote(work: Workshops, seat: Seat, question: Question, number: int) -> None:
    """The choices; what is on the screen is what is kept, also after the server or the page started again."""
    tr, values = shell.reader().tr, values_of(question)
    if not values:
        st.markdown(tr("workshop_page.seat.talk"))
        return
    kept = work.my_vote(seat, question.id, number)
    chosen = st.radio(
        tr("workshop_page.seat.vote", n=number),
        values,
        index=values.index(kept) if kept in values else None,
        format_func=lambda one: vote_label(question, one, tr),
        key=f"vote.{seat.participant.id}.{question.id}.{number}",
    )
    if chosen is not None and chosen != kept:
        try:
            work.vote(seat, question, number, chosen)
        except StoreUnavailable as error:
            shell.show_error(error)
            return
        except CareError as error:
            st.warning(plain(tr.error(error)))
            return
        kept = chosen
    st.caption(tr("workshop_page.seat.kept" if kept else "workshop_page.seat.hidden"))


def _draw_facilitator(seat: Seat) -> None:
    tr = shell.reader().tr
    st.title(tr("workshop_page.seat.second"), anchor=False)
    st.markdown(tr("workshop_page.seat.second_text"))
    if st.button(tr("workshop_page.seat.lead"), type="primary", key="seat_lead"):
        shell.go(
            "workshop",
            a=seat.assessment,
            w=seat.participant.workshop,
            me=st.query_params.get("me", ""),
        )


@st.fragment(run_every=POLL_SECONDS)
def _pulse(work: Workshops, seat: Seat, floor: int) -> None:
    """Whether the room has moved on; how many have voted, never what."""
    try:
        standing = work.glance(seat.assessment, seat.participant.workshop)
    except CareError as error:
        shell.show_error(error)
        return
    if standing.floor != floor or seat.participant.id not in standing.present:
        st.rerun()
    if standing.phase == "voting":
        tr = shell.reader().tr
        voted, present = len(standing.voted), len(standing.present)
        st.caption(tr("workshop_page.voting.voted", n=voted, all=present))
