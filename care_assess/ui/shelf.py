"""The assessments at hand, each with what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from care_assess.answers import Progress, progress
from care_assess.assessments import AssessmentInfo
from care_assess.errors import CareError, NotFound
from care_assess.store import Pressing
from care_assess.ui import shell
from care_assess.ui.markdown import plain
from care_assess.ui.questions import Wish

__all__ = ["draw"]

FIRST = 8
"""Assessments shown before one asks for all."""

_SAID, _ALL = "shelf_said", "shelf_all"


def draw(infos: tuple[AssessmentInfo, ...]) -> Wish | None:
    """Draw the assessments, the last touched first; where the person wants to go."""
    tr = shell.reader().tr
    shown = infos if st.session_state.get(_ALL) else infos[:FIRST]
    moved = {info.migrated_from for info in infos}
    pressing = _pressing(infos)
    wanted = [
        wish
        for info in shown
        if (wish := _one(info, moved=info.id in moved, pressing=pressing.get(info.id)))
    ]
    if len(shown) < len(infos) and st.button(tr("home.show_all", n=len(infos)), key="show_all"):
        st.session_state[_ALL] = True
        st.rerun()
    return wanted[0] if wanted else None


def _pressing(infos: tuple[AssessmentInfo, ...]) -> Mapping[str, Pressing]:
    """The late and blocked actions of each assessment in which they are followed: the last of its line."""
    found = shell.follows().pressing(shell.reader().today())
    earlier = {one for info in infos for one in (info.previous, info.migrated_from)}
    return {name: counts for name, counts in found.items() if name not in earlier}


def _one(info: AssessmentInfo, *, moved: bool, pressing: Pressing | None) -> Wish | None:
    """One assessment; where the person goes on with it. ``pressing``: its late and blocked actions, if any."""
    tr = shell.reader().tr
    with st.container(border=True):
        st.subheader(plain(info.organisation.name), anchor=False)
        st.caption(_facts(info))
        label, lost = tr("home.continue"), False
        try:
            count = _count(info)
        except NotFound as error:  # its questionnaires have gone: it can still be deleted
            lost = True
            shell.show_error(error)
        else:
            share = count.done / count.total if count.total else 0.0
            st.progress(share, text=tr("ui.progress", done=count.done, n=count.total))
            label = label if count.unanswered else tr("home.reread")
        wish = None if lost else _offer(info, moved=moved)
        if pressing and not lost:
            wish = _press(info, pressing) or wish
        with st.container(horizontal=True):
            more = st.button(
                label,
                key=f"continue.{info.id}",
                icon=":material/play_arrow:",
                disabled=lost,
            )
            act = st.menu_button(
                tr("home.actions"),
                [*_ACTIONS],
                format_func=lambda name: tr(f"home.action.{name}"),
                key=f"actions.{info.id}",
            )
        if act:
            st.session_state.pop(_SAID, None)
            _ACTIONS[act](info)
    return ("form", {"a": info.id}) if more else wish


def _offer(info: AssessmentInfo, *, moved: bool) -> Wish | None:
    """The newer versions of its questionnaires, when there are, and the way to what they change."""
    tr, seam = shell.reader().tr, shell.assessments()
    if not seam.newer(seam.open(info.id)):
        return None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(tr("versions.page.moved_already" if moved else "versions.page.offer"))
        if moved:
            return None
        if st.button(
            tr("versions.page.see"),
            key=f"upgrade.{info.id}",
            type="tertiary",
            icon=":material/upgrade:",
        ):
            return "upgrade", {"a": info.id}
    return None


def _press(info: AssessmentInfo, pressing: Pressing) -> Wish | None:
    """How many of its actions are late or blocked, and the way to its road map."""
    tr = shell.reader().tr
    counts = {"overdue": pressing.overdue, "blocked": pressing.blocked}
    said = " · ".join(tr(f"roadmap.home.{name}", n=n) for name, n in counts.items() if n)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/schedule: **{said}**")
        if st.button(tr("roadmap.home.see"), key=f"pressing.{info.id}", type="tertiary"):
            return "roadmap", {"a": info.id}
    return None


def _facts(info: AssessmentInfo) -> str:
    reader = shell.reader()
    tr = reader.tr
    of = tr("ui.assessment_of", date=tr.date(info.date), tier=tr(f"ui.tier.{info.tier}"))
    day, time = reader.day(info.updated_at), reader.time(info.updated_at)
    last = tr("home.last", of=of, day=day, time=time)
    return f"{last} · {tr('versions.page.is_moved')}" if info.migrated_from else last


def _count(info: AssessmentInfo) -> Progress:
    seam = shell.assessments()
    opened = seam.open(info.id)
    questions = [question for one in seam.questionnaires(opened) for question in one.questions]
    return progress(questions, opened.sheet, seam.applicability(opened))


def _describe(info: AssessmentInfo) -> None:
    """The fields of the cover, on the page itself."""
    st.query_params["edit"] = info.id
    st.rerun()


def _in_dialog(
    name: str, draw: Callable[[AssessmentInfo], None]
) -> Callable[[AssessmentInfo], None]:
    def show(info: AssessmentInfo) -> None:
        st.dialog(shell.reader().tr(f"home.action.{name}"))(draw)(info)

    return show


def _duplicate(info: AssessmentInfo) -> None:
    """The next assessment, begun with these answers."""
    tr = shell.reader().tr
    st.markdown(tr("home.duplicate.text", name=plain(info.organisation.name)))
    today = shell.reader().today()
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
    tr, seam = shell.reader().tr, shell.assessments()
    st.markdown(tr("home.export.text"))
    st.download_button(
        tr("home.do.export"),
        data=lambda: seam.export_sheet(info.id).encode(),
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
    "describe": _describe,
    "duplicate": _in_dialog("duplicate", _duplicate),
    "export": _in_dialog("export", _export),
    "delete": _in_dialog("delete", _delete),
}


def _confirm(name: str, act: Callable[[], None]) -> None:
    """The button that does it; what prevented it is said beside, else the dialog closes."""
    tr = shell.reader().tr

    def press() -> None:
        try:
            act()
        except CareError as error:
            st.session_state[_SAID] = plain(tr.error(error))
        else:
            st.session_state[_SAID] = ""

    st.button(tr(f"home.do.{name}"), key=f"do.{name}", type="primary", on_click=press)
    said = st.session_state.pop(_SAID, None)
    if said:
        st.error(said)
    elif said == "":
        st.rerun()
