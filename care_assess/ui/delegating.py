"""The side of the one who entrusts questions: choose them, and pass the link on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode, urlsplit

import streamlit as st

from care_assess.delegation import SELECTION_KINDS, Delegation, Selection, selections
from care_assess.delegations import LONGEST_DAYS, LONGEST_MESSAGE, Delegations
from care_assess.errors import CareError
from care_assess.questionnaire import QuestionId
from care_assess.text import Translator
from care_assess.ui import guard, shell
from care_assess.ui.board import Board
from care_assess.ui.markdown import plain
from care_assess.ui.paging import kind_of
from care_assess.ui.shell import Reader
from care_assess.ui.workshop_desk import site

__all__ = ["USUAL_DAYS", "Desk", "keep_link", "show_form", "show_link"]

USUAL_DAYS = 14
"""Days for which a link holds unless one chooses otherwise."""

_MADE = "delegation_made"
_LOCAL = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Desk:
    """The assessment that is open, what is entrusted of it, and who is at the page."""

    board: Board
    delegations: Delegations
    reader: Reader

    @property
    def tr(self) -> Translator:
        """The sentences in the reader's language."""
        return self.board.tr

    @property
    def assessment(self) -> str:
        """The id of the assessment."""
        return self.board.opened.info.id

    def end_of(self, day: date) -> datetime:
        """When a link that holds until ``day`` ends: at midnight on the reader's clock."""
        return datetime.combine(day + timedelta(days=1), time(), self.reader.zone)

    def last_day(self, delegation: Delegation) -> str:
        """The last day on which a link opens."""
        return self.reader.day(delegation.expires - timedelta(seconds=1))


@dataclass(frozen=True, slots=True)
class _Made:
    """A link just made: its text is nowhere else."""

    assessment: str
    delegation: Delegation
    link: str


def keep_link(desk: Desk, delegation: Delegation, link: str) -> None:
    """Show the link from the next run on, where the page begins, until it is copied or the session ends."""
    st.session_state[_MADE] = _Made(desk.assessment, delegation, link)
    shell.from_the_top()


def show_link(desk: Desk) -> None:
    """The message to copy for the link just made, if there is one."""
    made: _Made | None = st.session_state.get(_MADE)
    if made is None or made.assessment != desk.assessment:
        return
    tr = desk.tr
    with st.container(border=True):
        st.subheader(
            tr("delegation.made.title", person=plain(made.delegation.person)), anchor=False
        )
        st.warning(tr("delegation.made.once"), icon=":material/content_copy:")
        address = st.text_input(
            tr("delegation.new.address"),
            value=guard.room_address() or site(),
            key="delegation_address",
        )
        if urlsplit(address or "").hostname in _LOCAL:
            st.caption(tr("delegation.new.local"))
        organisation = desk.board.opened.info.organisation.name
        count = len(made.delegation.questions)
        st.markdown(f"**{tr('delegation.made.subject')}**")
        subject = tr("delegation.mail.subject", organisation=organisation, n=count)
        st.code(subject, language=None, wrap_lines=True)
        st.markdown(f"**{tr('delegation.made.body')}**")
        st.code(_body(desk, made, address or ""), language=None, wrap_lines=True)
        st.button(
            tr("delegation.made.done"),
            key="delegation_copied",
            on_click=st.session_state.pop,
            args=(_MADE,),
        )


def show_form(desk: Desk) -> None:
    """Choose a person, questions and a date, and prepare the link."""
    tr, today = desk.tr, desk.reader.today()
    person = st.text_input(
        tr("delegation.new.person"),
        key="delegation_person",
        placeholder=tr("delegation.new.person_example"),
    )
    selection = _selection(desk)
    alone = st.checkbox(tr("delegation.new.unanswered"), key="delegation_unanswered")
    until = st.date_input(
        tr("delegation.new.until"),
        value=today + timedelta(days=USUAL_DAYS),
        min_value=today,
        max_value=today + timedelta(days=LONGEST_DAYS - 1),
        format="DD/MM/YYYY",
        key="delegation_until",
    )
    message = st.text_area(
        tr("delegation.new.message"), max_chars=LONGEST_MESSAGE, key="delegation_message"
    )
    if not st.button(tr("delegation.new.do"), key="delegation_do", type="primary"):
        return
    chosen = _unanswered(desk, selection) if alone else selection.questions
    try:
        delegation, link = desk.delegations.send(
            desk.board.opened,
            chosen,
            person=person or "",
            expires=desk.end_of(until),
            author=desk.reader.author,
            message=message or "",
        )
    except CareError as error:
        shell.show_error(error)
    else:
        keep_link(desk, delegation, link)
        st.rerun()


def _selection(desk: Desk) -> Selection:
    """The questions chosen."""
    tr, board = desk.tr, desk.board
    asked = {name for name, verdict in board.applicable.items() if verdict.applies}
    offered = selections(board.questionnaires, asked)
    kind = st.radio(
        tr("delegation.new.kind"),
        SELECTION_KINDS,
        format_func=lambda name: tr(f"delegation.new.kinds.{name}"),
        key="delegation_kind",
        horizontal=True,
    )
    named = {one.id: one for one in offered if one.kind == kind}
    titles = _titles(board)
    chosen = st.selectbox(
        tr("delegation.new.choice"),
        list(named),
        format_func=lambda name: tr(
            "delegation.new.selection",
            title=titles[name],
            n=len(named[name].questions),
            left=len(_unanswered(desk, named[name])),
        ),
        key=f"delegation_choice.{kind}",
    )
    return named[chosen]


def _titles(board: Board) -> Mapping[str, str]:
    """The words of each selection, by its id."""
    tr = board.tr
    titles = {name: tr.text(text) for name, text in board.reference.owners.items()}
    for one in board.questionnaires:
        titles[one.id] = tr.text(one.title)
        for section in one.sections:
            titles[f"{one.id}/{section.id}"] = tr(
                "journal.filter.part", domain=tr.text(one.short), section=tr.text(section.title)
            )
    return titles


def _unanswered(desk: Desk, selection: Selection) -> tuple[QuestionId, ...]:
    events = desk.board.opened.events
    return tuple(name for name in selection.questions if kind_of(events, name) == "none")


def _body(desk: Desk, made: _Made, address: str) -> str:
    """The message: why, the link, how."""
    tr, delegation = desk.tr, made.delegation
    key, _ = shell.world().name
    asked = {"c": key, "d": made.link, "lang": "" if tr.lang == "fr" else tr.lang}
    query = urlencode({name: value for name, value in asked.items() if value})
    parts = [
        tr("delegation.mail.hello"),
        tr(
            "delegation.mail.ask",
            organisation=desk.board.opened.info.organisation.name,
            n=len(delegation.questions),
            date=desk.last_day(delegation),
        ),
        f"{address.rstrip('/')}/{shell.PAGES['reply']}?{query}",
        delegation.message,
        tr("delegation.mail.how"),
        tr("delegation.mail.yours"),
        delegation.author,
    ]
    return "\n\n".join(filter(None, parts))
