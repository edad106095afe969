"""The objectives of a group: where each stands, and the table in which they are set; kept whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any

import pandas as pd
import streamlit as st

from care_assess.steering import LISTS
from care_assess.steering.objectives import (
    INDICATORS,
    Indicator,
    Objective,
    Standing,
    limit_of,
)
from care_assess.ui import shell
from care_assess.ui.ght_desk import Desk, attempt, said
from care_assess.ui.tables import show_table

__all__ = ["edit_objectives", "show_objectives", "typed_objectives"]

_COLUMNS = ("topic", "scope", "indicator", "target", "due", "owner")
_WHOLE = "whole"  # a cell that is empty is not the whole
_TURN, _WRONG = "ght_objectives_turn", "ght_objectives_wrong"
_LONGEST = 200


def show_objectives(desk: Desk, standings: Sequence[Standing]) -> None:
    """Every objective, the late ones first."""
    tr, teller = desk.tr, desk.teller
    if not standings:
        st.markdown(tr("ght_page.objectives.none"))
        return
    header = tuple(tr(f"ght_page.column.{name}") for name in ("scope", "objective", "standing"))
    rows = [
        (one.member.name, teller.asked(one.objective), teller.standing(one)) for one in standings
    ]
    show_table(header, rows, alt=tr("ght_page.objectives.alt"))


def edit_objectives(desk: Desk) -> None:
    """The table to fill in. While something is typed that is not kept, one stays on the page."""
    tr = desk.tr
    kept = desk.work.objectives()
    inside = {one.id: one.name for one in desk.tree.within(desk.group.id)}
    mine = tuple(one for one in kept if one.scope in inside)
    shown = sha256(repr(mine).encode()).hexdigest()[
        :12
    ]  # what is typed over some never falls on others
    key = f"ght_objectives.{desk.group.id}.{shown}.{st.session_state.get(_TURN, 0)}"
    with st.expander(tr("ght_page.objectives.edit"), icon=":material/edit:", expanded=not mine):
        st.markdown(tr("ght_page.objectives.text"))
        st.data_editor(
            _frame(mine),
            key=key,
            num_rows="dynamic",
            hide_index=True,
            column_config=_config(desk, inside),
            alt=tr("ght_page.objectives.table"),
        )
        if wrong := st.session_state.pop(_WRONG, None):
            row, why = wrong
            reason = tr(f"ght_page.objectives.wrong_{why}")
            st.error(tr("ght_page.objectives.wrong", row=row, why=reason), icon=":material/error:")
        if any((st.session_state.get(key) or {}).values()):
            shell.hold()
            st.warning(tr("ght_page.objectives.pending"), icon=":material/edit:")
        with st.container(horizontal=True):
            st.button(
                tr("ght_page.objectives.save"),
                key="ght_objectives_save",
                type="primary",
                icon=":material/save:",
                on_click=_save,
                args=(desk, key, kept, tuple(inside)),
            )
            st.button(
                tr("ght_page.objectives.discard"),
                key="ght_objectives_discard",
                icon=":material/undo:",
                on_click=_turn,
            )


class Wrong(Exception):
    """A row that is no objective: its number from 1, and its cell that is not right."""

    def __init__(self, row: int, cell: str) -> None:
        super().__init__(row, cell)
        self.row = row
        self.cell = cell


def typed_objectives(
    kept: Sequence[Objective], edits: Mapping[str, Any], scopes: Sequence[str]
) -> tuple[Objective, ...]:
    """The objectives as the table shows them, ``edits`` being what its widget sends.

    A row without anything is none. Raises Wrong.
    """
    rows: list[dict[str, Any] | None] = [_cells(one) for one in kept]
    for at, cells in (edits.get("edited_rows") or {}).items():
        row = rows[int(at)]
        if row is not None:
            row.update(cells)
    for at in edits.get("deleted_rows") or ():
        rows[at] = None
    rows += [dict(cells) for cells in edits.get("added_rows") or ()]
    shown = [row for row in rows if row is not None]
    return tuple(
        _objective(number, row, scopes)
        for number, row in enumerate(shown, 1)
        if any(row.get(name) not in (None, "") for name in _COLUMNS)
    )


def _cells(one: Objective) -> dict[str, Any]:
    """An objective as it is typed."""
    return {
        "topic": one.topic or _WHOLE,
        "scope": one.scope,
        "indicator": one.indicator,
        "target": float(one.target * (1 if one.indicator == "score" else 100)),
        "due": one.due.isoformat(),
        "owner": one.owner,
    }


def _objective(number: int, row: Mapping[str, Any], scopes: Sequence[str]) -> Objective:
    topic, scope, indicator = (row.get(name) for name in ("topic", "scope", "indicator"))
    if topic not in (_WHOLE, *LISTS):
        raise Wrong(number, "topic")
    if scope not in scopes:
        raise Wrong(number, "scope")
    if indicator not in INDICATORS:
        raise Wrong(number, "indicator")
    return Objective(
        topic="" if topic == _WHOLE else str(topic),
        indicator=indicator,
        target=_target(number, row.get("target"), indicator),
        due=_due(number, row.get("due")),
        owner=" ".join(str(row.get("owner") or "").split())[:_LONGEST],
        scope=str(scope),
    )


def _target(number: int, typed: object, indicator: Indicator) -> Fraction:
    try:
        target = Fraction(str(typed)) / (1 if indicator == "score" else 100)
    except ValueError as error:
        raise Wrong(number, "target") from error
    if not 0 <= target <= limit_of(indicator):
        raise Wrong(number, "target")
    return target


def _due(number: int, typed: object) -> date:
    try:
        return date.fromisoformat(str(typed)[:10])
    except ValueError as error:
        raise Wrong(number, "due") from error


def _frame(objectives: Sequence[Objective]) -> pd.DataFrame:
    """One row an objective, of the same types whatever it holds."""
    rows = [_cells(one) for one in objectives]
    kinds = {"target": "float64", "due": "datetime64[s]"}
    return pd.DataFrame(
        {
            name: pd.Series([row[name] for row in rows], dtype=kinds.get(name, "object"))
            for name in _COLUMNS
        }
    )


def _config(desk: Desk, inside: Mapping[str, str]) -> dict[str, Any]:
    tr, make = desk.tr, st.column_config

    def title(name: str) -> str:
        return tr(f"ght_page.column.{name}")

    return {
        "topic": make.SelectboxColumn(
            title("topic"),
            width=165,
            options=(_WHOLE, *LISTS),
            format_func=lambda one: desk.teller.topic(
                "" if one == _WHOLE else str(one), short=True
            ),
        ),
        "scope": make.SelectboxColumn(
            title("scope"),
            width=215,
            options=list(inside),
            format_func=lambda one: inside[str(one)],
        ),
        "indicator": make.SelectboxColumn(
            title("indicator"),
            width=165,
            options=INDICATORS,
            format_func=lambda one: tr(f"ght_page.indicator.{one}"),
        ),
        "target": make.NumberColumn(title("target"), width=70, min_value=0, max_value=100),
        "due": make.DateColumn(title("due"), width=105, format="DD/MM/YYYY"),
        "owner": make.TextColumn(title("owner"), width=110, max_chars=_LONGEST),
    }


def _save(desk: Desk, key: str, kept: tuple[Objective, ...], inside: tuple[str, ...]) -> None:
    """Keep the objectives of the group in the place of those it had, if nobody has changed them; a callback.

    ``kept``: all those that were there, of other groups too.
    """
    before = tuple(one for one in kept if one.scope in inside)
    try:
        mine = typed_objectives(before, st.session_state.get(key) or {}, inside)
    except Wrong as wrong:
        st.session_state[_WRONG] = (wrong.row, wrong.cell)
        return
    others = tuple(one for one in kept if one.scope not in inside)
    author = shell.reader().author
    if attempt(lambda: desk.work.set_objectives((*others, *mine), before=kept, author=author)):
        said(desk.tr("ght_page.objectives.saved", n=len(mine)))
        _turn()


def _turn() -> None:
    """The same table under another key: what is typed is let go."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
