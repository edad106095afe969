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
    gauge_of,
    is_target,
)
from care_assess.ui import shell
from care_assess.ui.ght_desk import LINES, Desk, attempt, said
from care_assess.ui.pager import first_page, turn, window
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
    shared = [one for one in standings if one.places]
    if shared:
        _show_places(desk, shared)


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


def _show_places(desk: Desk, standings: Sequence[Standing]) -> None:
    """One objective of the group, establishment by establishment, a page at a time."""
    tr, teller = desk.tr, desk.teller
    chosen = st.selectbox(
        tr("ght_page.objectives.detail"),
        range(len(standings)),
        format_func=lambda at: (
            f"{standings[at].member.name} · {teller.target(standings[at].objective)}"
        ),
        key=f"ght_detail.{desk.group.id}",
        on_change=first_page,
        args=(desk.pager("detail"),),
    )
    one = standings[chosen]
    _, shown = window(one.places, LINES, desk.pager("detail"))
    names = ("establishment", "activity", "standing")
    rows = [
        (
            place.member.name,
            teller.share(place.activity),
            teller.place(place, one.objective.indicator),
        )
        for place in shown
    ]
    header = tuple(tr(f"ght_page.column.{name}") for name in names)
    show_table(header, rows, alt=tr("ght_page.objectives.detail"))
    turn(len(one.places), LINES, desk.pager("detail"), tr)


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
        "target": float(one.target * _scale(one.indicator)),
        "due": one.due.isoformat(),
        "owner": one.owner,
    }


def _objective(number: int, row: Mapping[str, Any], scopes: Sequence[str]) -> Objective:
    topic, scope, indicator = (row.get(name) for name in ("topic", "scope", "indicator"))
    if indicator not in INDICATORS:
        raise Wrong(number, "indicator")
    own = gauge_of(indicator).topic
    topic = topic or own  # a hard fact says its topic by itself
    if topic not in (_WHOLE, *LISTS):
        raise Wrong(number, "topic")
    if own is not None and topic != own:
        raise Wrong(number, "other_topic")
    if scope not in scopes:
        raise Wrong(number, "scope")
    topic = "" if topic == _WHOLE else str(topic)
    return Objective(
        topic=topic,
        indicator=indicator,
        target=_target(number, row.get("target"), indicator, topic),
        due=_due(number, row.get("due")),
        owner=" ".join(str(row.get("owner") or "").split())[:_LONGEST],
        scope=str(scope),
    )


def _target(number: int, typed: object, indicator: Indicator, topic: str) -> Fraction:
    try:
        target = Fraction(str(typed)) / _scale(indicator)
    except (ValueError, ZeroDivisionError) as error:
        raise Wrong(number, "target") from error
    if not is_target(indicator, topic, target):
        raise Wrong(number, "target")
    return target


def _scale(indicator: Indicator) -> int:
    """By how much a target is multiplied to be typed: a share is typed in percent."""
    return 100 if gauge_of(indicator).unit == "share" else 1


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
            width=145,
            options=(_WHOLE, *LISTS),
            format_func=lambda one: desk.teller.topic(
                "" if one == _WHOLE else str(one), short=True
            ),
        ),
        "scope": make.SelectboxColumn(
            title("scope"),
            width=190,
            options=list(inside),
            format_func=lambda one: inside[str(one)],
        ),
        "indicator": make.SelectboxColumn(
            title("indicator"),
            width=185,
            options=INDICATORS,
            format_func=lambda one: tr(f"ght.indicator.{one}"),
        ),
        "target": make.NumberColumn(title("target"), width=70, min_value=0, max_value=9999),
        "due": make.DateColumn(title("due"), width=105, format="DD/MM/YYYY"),
        "owner": make.TextColumn(title("owner"), width=120, max_chars=_LONGEST),
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
