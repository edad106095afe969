"""The end of the road map page: the files to take away, and the workbook that comes back filled in.

a file ── read_back ──▶ what it changes, and what was changed on both sides ── "apply" ──▶ saved, all or nothing
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal, TypeAlias

import streamlit as st

from care_assess.assessments import OpenAssessment
from care_assess.errors import CareError, FaultsError
from care_assess.exchange.workbook import LARGEST
from care_assess.plan.following import UNFOLLOWED, FollowEvent, FollowField
from care_assess.plan.roadmap import Line
from care_assess.report.parts.story import Story
from care_assess.report.typeset import shorten
from care_assess.takeout.bringing import Back, read_back
from care_assess.takeout.ical import due_dates
from care_assess.takeout.minutes import minutes
from care_assess.takeout.model import Takeout, Value
from care_assess.takeout.trackers import glpi_csv, jira_csv
from care_assess.takeout.workbook import roadmap_workbook
from care_assess.ui import shell
from care_assess.ui.board import Board
from care_assess.ui.files import file_name
from care_assess.ui.markdown import plain
from care_assess.ui.road_words import said, titled
from care_assess.ui.tables import show_table

__all__ = ["bring_back", "downloads"]

_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_READ = "care.takeout.read"
_FEW = 12  # rows of a table; longer ones are scrolled
_HEIGHT = 480
_LONGEST = 70  # characters of an action in a table

_Choice: TypeAlias = Literal["kept", "file"]
_CHOICES: tuple[_Choice, ...] = ("kept", "file")


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of the last press: how many changes were applied, or why none was."""

    applied: int = 0
    error: CareError | None = None


def downloads(
    board: Board, story: Story, lines: tuple[Line, ...], latest: Mapping[str, FollowEvent]
) -> None:
    """A row of buttons, a file each, made when the button is pressed."""
    tr, today, assessment = board.tr, shell.reader().today(), board.opened.info.id
    taken = Takeout(assessment=assessment, story=story, lines=lines, latest=latest)
    files: tuple[tuple[str, str, str, Callable[[], bytes | str]], ...] = (
        ("workbook", "xlsx", _SHEETS, lambda: roadmap_workbook(taken)),
        ("calendar", "ics", "text/calendar", lambda: due_dates(taken, datetime.now(UTC))),
        ("minutes", "md", "text/markdown", lambda: minutes(taken, today)),
        ("glpi", "csv", "text/csv", lambda: glpi_csv(taken)),
        ("jira", "csv", "text/csv", lambda: jira_csv(taken)),
    )
    st.header(tr("takeout.take.title"), anchor=False)
    st.markdown(tr("takeout.take.text"))
    with st.container(horizontal=True):
        for name, extension, mime, data in files:
            kind = tr(f"takeout.take.name.{name}")
            st.download_button(
                tr(f"takeout.take.{name}"),
                data=data,
                file_name=file_name(kind, board.sheet.organisation.name, today, extension),
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"takeout_{name}",
            )
    st.caption(tr("takeout.take.open"))


def bring_back(board: Board, lines: Sequence[Line]) -> None:
    """Where to drop the workbook, what it changes, and the button that applies it."""
    tr, opened = board.tr, board.opened
    st.header(tr("takeout.back.title"), anchor=False)
    st.markdown(tr("takeout.back.text"))
    outcome: _Outcome | None = st.session_state.pop(_outcome(opened), None)
    if outcome and outcome.error:
        shell.show_error(outcome.error)
    elif outcome:
        st.success(tr("takeout.back.applied", n=outcome.applied), icon=":material/check:")
    file = st.file_uploader(
        tr("takeout.back.file"),
        type=["xlsx"],
        max_upload_size=LARGEST // 1_000_000,
        key=_key(opened),
    )
    if file is None:
        return
    try:
        back = _read(opened, file.name, file.getvalue())
    except FaultsError as error:
        shell.show_error(error)
        told = [(one.path or "–", tr.message(one.message)) for one in error.faults]
        _table(board, "faults", ("cell", "why"), told)
    except CareError as error:
        shell.show_error(error)
    else:
        _show(board, lines, back)


def _read(opened: OpenAssessment, name: str, data: bytes) -> Back:
    """What the file changes, read again only when it, or what is said of the actions, has changed."""
    follows, assessment = shell.follows(), opened.info.id
    history = follows.history(assessment)
    state = (assessment, name, hashlib.sha256(data).digest(), history[-1].seq if history else 0)
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != state:
        known = follows.known(opened, follows.latest(assessment))
        kept = state, read_back(name, data, assessment=assessment, history=history, known=known)
        st.session_state[_READ] = kept
    back: Back = kept[1]
    return back


def _show(board: Board, lines: Sequence[Line], back: Back) -> None:
    """What the file changes, what was changed on both sides, and the button."""
    tr = board.tr
    if back.ignored:
        columns = plain(", ".join(back.ignored))
        st.info(tr("takeout.back.ignored", n=len(back.ignored), columns=columns))
    if back.changes:
        st.subheader(tr("takeout.back.changes", n=len(back.changes)), anchor=False)
        header = ("action", "column", "before", "after")
        _table(board, "changes", header, list(_changes(board, lines, back)))
    choice = _fought(board, lines, back) if back.conflicts else "kept"
    n = len(back.changes) + (len(back.conflicts) if choice == "file" else 0)
    if n:
        st.button(
            tr("takeout.back.apply", n=n),
            key="takeout_apply",
            type="primary",
            icon=":material/save:",
            on_click=_apply,
            args=(board.opened, back, choice, n),
        )
    elif not back.conflicts:
        st.info(tr("takeout.back.nothing"), icon=":material/info:")


def _fought(board: Board, lines: Sequence[Line], back: Back) -> _Choice:
    """What was changed on both sides, and which side to keep."""
    tr = board.tr
    st.subheader(tr("takeout.back.conflicts", n=len(back.conflicts)), anchor=False)
    st.warning(tr("takeout.back.conflicts_text"), icon=":material/warning:")
    header = ("action", "column", "exported", "kept", "file")
    _table(board, "conflicts", header, list(_conflicts(board, lines, back)))
    return st.radio(
        tr("takeout.back.choice"),
        _CHOICES,
        format_func=lambda one: tr(f"takeout.back.choice_{one}"),
        key=f"takeout_choice.{_mark(back)}",
    )


def _mark(back: Back) -> str:
    """Another for other conflicts: what was chosen for some is never taken for chosen for others."""
    return hashlib.sha256(repr(back.conflicts).encode()).hexdigest()[:12]


def _changes(board: Board, lines: Sequence[Line], back: Back) -> Iterator[tuple[str, ...]]:
    names = _names(board, lines)
    for one in back.changes:
        told = (_said(board, one.field, value) for value in (one.before, one.after))
        yield names(one.action), board.tr(f"roadmap.column.{one.field}"), *told


def _conflicts(board: Board, lines: Sequence[Line], back: Back) -> Iterator[tuple[str, ...]]:
    names = _names(board, lines)
    for one in back.conflicts:
        told = (_said(board, one.field, value) for value in (one.exported, one.kept, one.file))
        yield names(one.action), board.tr(f"roadmap.column.{one.field}"), *told


def _names(board: Board, lines: Sequence[Line]) -> Callable[[str], str]:
    """What an action is called; by its reference when it is no longer on the page."""
    named = {line.id: shorten(titled(line, board.tr), _LONGEST) for line in lines}
    return lambda action: named.get(action) or board.tr("roadmap.action.gone", id=action)


def _said(board: Board, name: FollowField, value: Value) -> str:
    of_it: dict[str, Any] = {name: value}
    return said(replace(UNFOLLOWED, **of_it), name, board.tr)


def _table(board: Board, name: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    tr = board.tr
    titles = tuple(tr(f"takeout.back.column.{one}") for one in header)
    with st.container(height=_HEIGHT if len(rows) > _FEW else "content"):
        show_table(titles, rows, alt=tr(f"takeout.back.{name}_alt"))


def _apply(opened: OpenAssessment, back: Back, choice: _Choice, n: int) -> None:
    """Save it all or nothing; a callback, run before the page is drawn again. Saved, the field is empty."""
    changes = back.said(forced=choice == "file")
    try:
        author = shell.reader().author
        shell.follows().save(opened, changes, after=back.after, author=author)
    except CareError as error:
        outcome = _Outcome(error=error)
    else:
        outcome = _Outcome(applied=n)
        st.session_state[_round(opened)] = st.session_state.get(_round(opened), 0) + 1
    st.session_state[_outcome(opened)] = outcome


def _key(opened: OpenAssessment) -> str:
    return f"takeout_file.{opened.info.id}.{st.session_state.get(_round(opened), 0)}"


def _round(opened: OpenAssessment) -> str:
    return f"takeout.{opened.info.id}.round"


def _outcome(opened: OpenAssessment) -> str:
    return f"takeout.{opened.info.id}.outcome"
