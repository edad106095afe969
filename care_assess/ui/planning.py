"""The pages around the plan, and the two rows of buttons that lead from each to the others."""

from __future__ import annotations

from collections.abc import Iterable

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
    "workshop": ":material/groups:",
    "journal": ":material/history:",
    "delegation": ":material/forward_to_inbox:",
}
"""The pages around the plan, in the order in which one uses them."""

_DECIDE = ("plan", "risks", "tryout", "path")
"""Those where one decides what to do; the others are where one gets it done."""


def ways(here: shell.Page) -> None:
    """Draw the ways to the other pages, last on the page: a press leaves at once."""
    tr = shell.reader().tr
    others = [name for name in _AROUND if name != here]
    if not others:
        return
    rows = {
        "decide": [name for name in others if name in _DECIDE],
        "follow": [name for name in others if name not in _DECIDE],
    }
    st.divider()
    pressed: list[shell.Page] = []
    for place, (row, names) in zip(st.columns([2, 3]), rows.items(), strict=True):
        with place:
            st.caption(tr(f"ui.ways.{row}"))
            pressed += _pressed(names)
    if pressed and not shell.held():
        shell.go(pressed[0])


def _pressed(names: Iterable[shell.Page]) -> list[shell.Page]:
    tr = shell.reader().tr
    with st.container(horizontal=True):
        return [
            name
            for name in names
            if st.button(
                tr(f"ui.page.{name}"), key=f"way_{name}", icon=_AROUND[name], type="tertiary"
            )
        ]
