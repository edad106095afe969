"""Who may see which page in a room, and whether it has a menu."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from care_assess.ui import guard, shell, sidebar
from care_assess.ui.workshop_desk import my_seat, workshops

__all__ = ["check", "menu"]

_OF_A_WORKSHOP = {shell.PAGES["workshop"], shell.PAGES["projection"]}


def menu(page: str) -> DeltaGenerator | None:
    """Where the menu goes; None on the pages of those who do not lead, and for who may not see the others."""
    if page in shell.BARE or not guard.lets_in():
        return None
    return sidebar.place()


def check(page: str) -> None:
    """End the page, with the way to the one to join, for who may not see it. Raises PageDone."""
    own = page == shell.PAGES["join"] or shell.alone(page)
    if own or guard.lets_in() or _leads(page):
        return
    tr = shell.reader().tr
    st.title(tr("workshop_page.closed_door.title"), anchor=False)
    st.markdown(tr("workshop_page.closed_door.text"))
    if st.button(tr("workshop_page.closed_door.go"), type="primary", key="closed_door_join"):
        shell.go("join", a="")
    raise shell.PageDone


def _leads(page: str) -> bool:
    """Whether the address names the workshop that its token leads, and nothing beyond."""
    if page not in _OF_A_WORKSHOP:
        return False
    seat = my_seat(workshops())
    if seat is None or seat.participant.role != "facilitator":
        return False
    named = (st.query_params.get("a", ""), st.query_params.get("w", ""))
    return named == (seat.assessment, seat.participant.workshop)
