"""The pages around the plan, and the row of buttons that leads from each to the others."""

from __future__ import annotations

import streamlit as st

from care_assess.ui import shell

__all__ = ["ways"]

_AROUND: dict[shell.Page, str] = {
    "plan": ":material/checklist:",
    "risks": ":material/shield:",
    "tryout": ":material/tune:",
    "path": ":material/route:",
    "roadmap": ":material/event_available:",
    "offers": ":material/shopping_cart:",
    "readiness": ":material/fact_check:",
    "obligations": ":material/alarm:",
    "budget": ":material/euro:",
    "ght": ":material/account_tree:",
}
"""The pages around the plan, in the order in which one uses them."""


def ways(here: shell.Page) -> None:
    """Draw the ways to the other pages, last on the page: a press leaves at once."""
    tr = shell.reader().tr
    others = [name for name in _AROUND if name != here]
    if not others:
        return
    st.divider()
    with st.container(horizontal=True):
        pressed = [
            name
            for name in others
            if st.button(
                tr(f"ui.page.{name}"), key=f"way_{name}", icon=_AROUND[name], type="tertiary"
            )
        ]
    if pressed and not shell.held():
        shell.go(pressed[0])
