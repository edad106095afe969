"""The table of the road map: typed into freely, kept only when one says so, and then whole or not at all.

What is typed lies over the table as it was when the typing began:

    typed, right            kept on "save", in one transaction
    typed, somewhere wrong  nothing is kept; each fault names its row and its column
    changed by another      nothing is kept; what they wrote is told, and shown under what is typed

The browser sends what is typed with the next press of any button: none leads away from the page until
it is kept or discarded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import streamlit as st

from care_assess.assessments import OpenAssessment
from care_assess.errors import CareError, FollowRejected, Overtaken
from care_assess.plan.following import UNFOLLOWED, Follow, FollowEvent
from care_assess.plan.roadmap import Line
from care_assess.ui import shell
from care_assess.ui.board import Board
from care_assess.ui.road_edits import EDITABLE, Edited, Edits, edited
from care_assess.ui.road_grid import READ_ONLY, columns, rows
from care_assess.ui.road_words import action_name, said, titled
from care_assess.ui.tables import show_table

__all__ = ["draw"]

_ROW = (
    70  # pixels: from four times the size of words on, Streamlit folds what is longer than its cell
)
_MOST_ROWS = 8
"""Rows on the screen; the others are scrolled to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shown:
    """The table under what is typed: its rows, and what was last said of each action. ``key``: of its widget."""

    key: str
    lines: tuple[Line, ...]
    latest: Mapping[str, FollowEvent]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(line.id for line in self.lines)

    @property
    def follows(self) -> Mapping[str, Follow]:
        return {name: event.follow for name, event in self.latest.items()}


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of the last press: how many actions were kept, or why none was.

    ``theirs``: of each action that someone else has changed meanwhile, what was said before and is now.
    """

    kept: int = 0
    error: CareError | None = None
    faults: tuple[FollowRejected, ...] = ()
    theirs: tuple[tuple[Follow, FollowEvent], ...] = ()


def draw(board: Board, lines: tuple[Line, ...], latest: Mapping[str, FollowEvent]) -> None:
    """The table, what became of the last press, and the buttons. While something is typed, one stays here."""
    tr, opened = board.tr, board.opened
    shown = _under(opened, lines, latest)
    st.data_editor(
        rows(shown.lines, shown.follows, board.reference, tr),
        key=shown.key,
        hide_index=True,
        num_rows="fixed",
        disabled=READ_ONLY,
        column_config=columns(tr),
        height=_ROW * min(_MOST_ROWS, len(shown.lines) + 1),
        row_height=_ROW,
        on_change="ignore",
        placeholder="–",
        alt=tr("roadmap.table.alt"),
    )
    typed = _typed(shown)
    outcome: _Outcome | None = st.session_state.pop(_outcome(opened), None)
    if outcome:
        _tell(board, shown, outcome)
    if typed.pending:
        shell.hold()
        changed = {one.action for one in typed.faults} or set(typed.said)
        st.warning(tr("roadmap.table.pending", n=len(changed)), icon=":material/edit:")
    with st.container(horizontal=True):
        st.button(
            tr("roadmap.table.save"),
            key="road_save",
            type="primary",
            icon=":material/save:",
            on_click=_save,
            args=(opened, shown),
        )
        st.button(
            tr("roadmap.table.discard"),
            key="road_discard",
            icon=":material/undo:",
            on_click=_discard,
            args=(opened,),
        )


def _under(
    opened: OpenAssessment, lines: tuple[Line, ...], latest: Mapping[str, FollowEvent]
) -> _Shown:
    """The table to type over: the one there was while something is typed over it, else as things are now."""
    shown: _Shown | None = st.session_state.get(_table(opened))
    if shown is None or not _typed(shown).pending:
        shown = _Shown(key=_key(opened, lines, latest), lines=lines, latest=latest)
    st.session_state[_table(opened)] = shown
    return shown


def _key(opened: OpenAssessment, lines: Sequence[Line], latest: Mapping[str, FollowEvent]) -> str:
    """Another for other rows or events, so that what was typed over some never falls on others.

    The same in a new session over the same table: what was typed before a restart is still there.
    """
    top = max((event.seq for event in latest.values()), default=0)
    some = sha256("\n".join(line.id for line in lines).encode()).hexdigest()[:12]
    return f"{_table(opened)}.{some}.{top}.{st.session_state.get(_turn(opened), 0)}"


def _typed(shown: _Shown) -> Edited:
    state = st.session_state.get(shown.key)
    edits: Edits = state["edited_rows"] if state else {}
    return edited(shown.names, shown.follows, edits)


def _save(opened: OpenAssessment, shown: _Shown) -> None:
    """Keep what is typed; a callback, run before the page is drawn again."""
    typed = _typed(shown)
    if typed.faults:
        outcome = _Outcome(faults=typed.faults)
    else:
        try:
            outcome = _Outcome(kept=_kept(opened, shown, typed.said))
        except Overtaken as error:
            outcome = _Outcome(error=error, theirs=_theirs(opened, shown, typed.said))
        except CareError as error:
            outcome = _Outcome(error=error)
    st.session_state[_outcome(opened)] = outcome


def _kept(opened: OpenAssessment, shown: _Shown, changes: Mapping[str, Follow]) -> int:
    """Save over what was shown and nothing else; the table is then drawn anew."""
    follows, after = shell.follows(), {name: one.seq for name, one in shown.latest.items()}
    events = follows.save(opened, changes, after=after, author=shell.reader().author)
    st.session_state.pop(_table(opened), None)
    return len(events)


def _theirs(
    opened: OpenAssessment, shown: _Shown, changes: Mapping[str, Follow]
) -> tuple[tuple[Follow, FollowEvent], ...]:
    """What others have said meanwhile of the actions typed over: before, and now, which is put under what is typed."""
    now = shell.follows().latest(opened.info.id)
    st.session_state[_table(opened)] = replace(shown, latest=now)
    return tuple(
        (shown.follows.get(name, UNFOLLOWED), now[name])
        for name in changes
        if name in now and now[name] != shown.latest.get(name)
    )


def _discard(opened: OpenAssessment) -> None:
    """Let go of what is typed: the same table, under another key."""
    st.session_state.pop(_table(opened), None)
    st.session_state[_turn(opened)] = st.session_state.get(_turn(opened), 0) + 1


def _tell(board: Board, shown: _Shown, outcome: _Outcome) -> None:
    """What became of the last press, in words."""
    tr = board.tr
    if outcome.error:
        shell.show_error(outcome.error)
        if outcome.theirs:
            _tell_theirs(board, shown, outcome.theirs)
    elif outcome.faults:
        st.error(tr("roadmap.table.wrong", n=len(outcome.faults)))
        _tell_faults(board, shown, outcome.faults)
    else:
        key = "saved" if outcome.kept else "nothing"
        st.success(tr(f"roadmap.table.{key}", n=outcome.kept), icon=":material/check:")


def _tell_faults(board: Board, shown: _Shown, faults: Sequence[FollowRejected]) -> None:
    """Each fault, by its row and its column."""
    tr = board.tr
    of = {line.id: line for line in shown.lines}
    told = [
        (titled(of[one.action], tr), tr(f"roadmap.column.{one.field}"), tr.error(one))
        for one in faults
    ]
    header = tuple(tr(f"roadmap.table.{name}") for name in ("row", "column", "why"))
    show_table(header, told, alt=tr("roadmap.table.wrong_alt"))


def _tell_theirs(board: Board, shown: _Shown, theirs: Sequence[tuple[Follow, FollowEvent]]) -> None:
    """What others wrote meanwhile, column by column, and that what is typed lies over it."""
    tr = board.tr
    of = {line.id: line for line in shown.lines}
    told = [
        (
            action_name(of[event.action], tr),
            tr(f"roadmap.column.{name}"),
            said(before, name, tr),
            said(event.follow, name, tr),
            event.author or tr("roadmap.nobody"),
        )
        for before, event in theirs
        for name in EDITABLE
        if getattr(before, name) != getattr(event.follow, name)
    ]
    names = ("row", "column", "before", "now", "who")
    header = tuple(tr(f"roadmap.table.{name}") for name in names)
    show_table(header, told, alt=tr("roadmap.table.theirs"))
    st.markdown(tr("roadmap.table.again"))


def _table(opened: OpenAssessment) -> str:
    return f"care.road.{opened.info.id}"


def _turn(opened: OpenAssessment) -> str:
    return f"care.road.{opened.info.id}.turn"


def _outcome(opened: OpenAssessment) -> str:
    return f"care.road.{opened.info.id}.outcome"
