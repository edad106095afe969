"""The pages around the plan, and the rows of buttons that lead from each to the others."""

from __future__ import annotations

import streamlit as st

from care_assess.ui import shell

__all__ = ["ways"]

_ROWS: dict[str, dict[shell.Page, str]] = {
    "decide": {
        "plan": ":material/checklist:",
        "risks": ":material/shield:",
        "tryout": ":material/tune:",
        "path": ":material/route:",
    },
    "follow": {
        "roadmap": ":material/event_available:",
        "offers": ":material/shopping_cart:",
        "readiness": ":material/fact_check:",
        "obligations": ":material/alarm:",
    },
    "topics": {
        "exercises": ":material/crisis_alert:",
        "perimeters": ":material/radar:",
        "campaign": ":material/assignment_turned_in:",
        "budget": ":material/euro:",
    },
    "together": {
        "workshop": ":material/groups:",
        "delegation": ":material/forward_to_inbox:",
        "journal": ":material/history:",
        "ght": ":material/account_tree:",
    },
}
"""The pages around the plan by what one does there, each in the order in which one uses them."""


def ways(here: shell.Page) -> None:
    """Draw the ways to the other pages, last on the page: a press leaves at once."""
    tr = shell.reader().tr
    st.divider()
    pressed: list[shell.Page] = []
    for place, (row, icons) in zip(st.columns(len(_ROWS)), _ROWS.items(), strict=True):
        place.caption(tr(f"ui.ways.{row}"))
        with place.container(horizontal=True):
            pressed += [
                name
                for name, icon in icons.items()
                if name != here
                and st.button(tr(f"ui.page.{name}"), key=f"way_{name}", icon=icon, type="tertiary")
            ]
    if pressed and not shell.held():
        shell.go(pressed[0])
