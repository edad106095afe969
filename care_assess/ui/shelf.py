"""The assessments at hand, each with what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from care_assess.answers import progress
from care_assess.assessments import AssessmentInfo
from care_assess.errors import CareError
from care_assess.ui import shell
from care_assess.ui.markdown import plain

__all__ = ["draw"]

FIRST = 8
"""Assessments shown before one asks for all."""

_SAID, _ALL = "shelf_said", "shelf_all"


def draw(infos: tuple[AssessmentInfo, ...]) -> str | None:
    """Draw the assessments, the last touched first; the one to continue."""
    tr = shell.reader().tr
    shown = infos if st.session_state.get(_ALL) else infos[:FIRST]
    wanted = [info.id for info in shown if _one(info)]
    if len(shown) < len(infos) and st.button(tr("home.show_all", n=len(infos)), key="show_all"):
        st.session_state[_ALL] = True
        st.rerun()
    return wanted[0] if wanted else None


def _one(info: AssessmentInfo) -> bool:
    """One assessment; whether the person goes on with it."""
    reader, seam = shell.reader(), shell.assessments()
    tr, opened = reader.tr, seam.open(info.id)
    questions = [question for one in seam.questionnaires(opened) for question in one.questions]
    count = progress(questions, opened.sheet, seam.applicability(opened))
    with st.container(border=True):
        st.subheader(plain(info.organisation.name), anchor=False)
        st.caption(
            tr(
                "home.last",
                of=tr(
                    "ui.assessment_of",
                    date=tr.date(info.date),
                    tier=tr(f"ui.tier.{info.tier}"),
                ),
                day=reader.day(info.updated_at),
                time=reader.time(info.updated_at),
            )
        )
        st.progress(
            count.done / count.total if count.total else 0.0,
            text=tr("ui.progress", done=count.done, n=count.total),
        )
        with st.container(horizontal=True):
            more = st.button(
                tr("home.continue" if count.unanswered else "home.reread"),
                key=f"continue.{info.id}",
                icon=":material/play_arrow:",
            )
            act = st.menu_button(
                tr("home.actions"),
                ["describe", *_ACTIONS],
                format_func=lambda name: tr(f"home.action.{name}"),
                key=f"actions.{info.id}",
            )
        if act == "describe":
            st.query_params["edit"] = info.id
            st.rerun()
        if act:
            st.session_state.pop(_SAID, None)
            st.dialog(tr(f"home.action.{act}"))(_ACTIONS[act])(info)
    return more


def _duplicate(info: AssessmentInfo) -> None:
    """The next assessment, begun with these answers."""
    tr = shell.reader().tr
    st.markdown(tr("home.duplicate.text", name=plain(info.organisation.name)))
    today = datetime.now(shell.reader().zone).date()
    st.date_input(
        tr("home.cover.date"),
        value=max(today, info.date),
        format="DD/MM/YYYY",
        key="duplicate.date",
    )

    def act() -> None:
        shell.assessments().duplicate(info.id, st.session_state["duplicate.date"])

    _confirm("duplicate", act)


def _export(info: AssessmentInfo) -> None:
    """The answers as a file."""
    tr = shell.reader().tr
    st.markdown(tr("home.export.text"))
    st.download_button(
        tr("home.do.export"),
        data=lambda: shell.assessments().export_sheet(info.id).encode(),
        file_name=f"care-assess-{info.date.isoformat()}.yaml",
        mime="application/yaml",
        key="do.export",
        type="primary",
        on_click="ignore",
    )


def _delete(info: AssessmentInfo) -> None:
    """Erase, once its name is typed."""
    tr = shell.reader().tr
    st.markdown(tr("home.delete.text"))
    st.text(info.organisation.name)
    st.text_input(tr("home.delete.name"), key="delete.name")

    def act() -> None:
        shell.assessments().delete(info.id, st.session_state.get("delete.name") or "")

    _confirm("delete", act)


_ACTIONS: dict[str, Callable[[AssessmentInfo], None]] = {
    "duplicate": _duplicate,
    "export": _export,
    "delete": _delete,
}


def _confirm(name: str, act: Callable[[], None]) -> None:
    """The button that does it; what prevented it is said beside, else the dialog closes."""
    tr = shell.reader().tr

    def press() -> None:
        try:
            act()
        except CareError as error:
            st.session_state[_SAID] = tr.error(error)
        else:
            st.session_state[_SAID] = ""

    st.button(tr(f"home.do.{name}"), key=f"do.{name}", type="primary", on_click=press)
    said = st.session_state.pop(_SAID, None)
    if said:
        st.error(said)
    elif said == "":
        st.rerun()
