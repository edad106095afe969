"""Who is at the keyboard, and in which tab: what an answer is signed with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from threading import Lock
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from care_assess.store import new_id

__all__ = ["TabRegistry", "current_tab", "session_is_live", "time_zone"]

HOME_ZONE = "Europe/Paris"
FORGET_ABOVE = 5_000


@dataclass(slots=True)
class TabRegistry:
    """Which live session holds which tab identifier; shared by all sessions of the process."""

    holders: dict[str, str] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def claim(self, tab: str, session: str, is_live: Callable[[str], bool]) -> str:
        """``tab``, or a new identifier when another live session holds it (a copied address)."""
        if tab and self.holders.get(tab) == session:
            return tab  # at each run but the first: a room of phones would queue for the lock
        with self.lock:
            holder = self.holders.get(tab, session)
            if not tab or (holder != session and is_live(holder)):
                tab = new_id()
            if len(self.holders) > FORGET_ABOVE:
                self.holders = {name: one for name, one in self.holders.items() if is_live(one)}
            self.holders[tab] = session
            return tab


def session_is_live(session: str) -> bool:
    """Whether a browser is connected to that session now."""
    return exists() and get_instance().is_active_session(session)


@st.cache_resource(show_spinner=False)
def _registry() -> TabRegistry:
    return TabRegistry()


def current_tab() -> str:
    """The identifier of this browser tab: kept in the address, so that it outlives the session."""
    context = get_script_run_ctx()
    session = context.session_id if context else ""
    asked = st.query_params.get("tab", "")
    tab = _registry().claim(asked, session, session_is_live)
    if tab != asked:
        st.query_params["tab"] = tab
    return tab


def time_zone() -> tzinfo:
    """The time zone of the browser, else that of Paris."""
    for name in (st.context.timezone, HOME_ZONE):
        try:
            if name:
                return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return UTC
