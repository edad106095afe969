"""A file that could become a questionnaire: its faults, or what it will look like, and the way to keep it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import PurePath

import streamlit as st

from care_assess.errors import CareError, Fault, FaultsError
from care_assess.examining import Examined, examine
from care_assess.exchange.model import Remark
from care_assess.exchange.telling import places
from care_assess.paths import own_questionnaires
from care_assess.ui import shell, trial
from care_assess.ui.markdown import plain

__all__ = ["draw", "show_faults"]

_EXAMINED = "care.examined"
MOST = 50
"""Faults shown at once: more would not be read."""


def draw(name: str, data: bytes, keep: Callable[[Examined], None]) -> None:
    """Draw what the bytes of the file ``name`` hold; ``keep`` is called when the person keeps it."""
    tr = shell.reader().tr
    try:
        found = _examined(name, data)
    except FaultsError as error:
        shell.show_error(error)
        show_faults(error.faults)
        return
    _remarks(found)
    if found.faults:
        st.error(tr("library.faults", n=len(found.faults)), icon=":material/error:")
        show_faults(found.faults)
        _download(found)
        return
    questionnaire = found.questionnaire
    if questionnaire is None:  # told by its faults
        return
    st.success(tr("library.sound", n=len(questionnaire.questions)), icon=":material/check_circle:")
    with st.container(border=True):
        st.subheader(plain(tr.text(questionnaire.title)), anchor=False)
        st.caption(tr("library.version", id=questionnaire.id, version=questionnaire.version))
        st.markdown(plain(tr.text(questionnaire.summary)))
        with st.container(horizontal=True):
            if st.button(tr("library.keep"), key="keep", type="primary", icon=":material/save:"):
                _keep(found, keep)
            _download(found)
        st.caption(tr("library.keep_where"))
    trial.draw(questionnaire, found.reference)


def show_faults(faults: tuple[Fault, ...]) -> None:
    """Each fault with its file, line, place and remedy, letter for letter."""
    tr = shell.reader().tr
    for fault in faults[:MOST]:
        name = _near(PurePath(fault.file))
        where = f"{name}:{fault.line}" if fault.line else name
        st.text(": ".join(filter(None, (where, fault.path, tr.message(fault.message)))))
    if len(faults) > MOST:
        st.caption(tr("library.more_faults", n=len(faults) - MOST))


def _near(file: PurePath) -> str:
    """The file as its author knows it: within the folder of added questionnaires, or its name alone."""
    own = own_questionnaires()
    return str(file.relative_to(own)) if file.is_relative_to(own) else file.name


def _examined(name: str, data: bytes) -> Examined:
    """What the file holds, read again only when it, or what is at hand, has changed."""
    known = (name, hashlib.sha256(data).digest(), shell.reader().lang)
    catalogue = shell.assessments().catalogue
    kept = st.session_state.get(_EXAMINED)
    if kept is None or kept[0] != known or kept[1] is not catalogue:
        kept = known, catalogue, examine(name, data, shell.reader().tr)
        st.session_state[_EXAMINED] = kept
    found: Examined = kept[2]
    return found


def _remarks(found: Examined) -> None:
    """What was lost, then what was supplied, when the file comes from another tool."""
    tr = shell.reader().tr
    if found.source is None:
        return
    st.info(
        tr("library.converted", tool=tr(f"exchange.tool.{found.source}")),
        icon=":material/swap_horiz:",
    )
    for kind in ("lost", "assumed"):
        said = [one for one in found.remarks if one.kind == kind]
        if said:
            title = tr(f"library.remarks.{kind}", n=len(said))
            with st.expander(title, expanded=kind == "lost"):
                for remark in said:
                    st.text(_told(remark))


def _told(remark: Remark) -> str:
    tr = shell.reader().tr
    where = places(remark, tr)
    said = tr.message(remark.message)
    return f"{said} ({where})" if where else said


def _download(found: Examined) -> None:
    """The file in our format, to be completed in an editor."""
    tr = shell.reader().tr
    if found.source is not None:
        st.download_button(
            tr("library.download"),
            data=found.written.encode(),
            file_name=f"{PurePath(found.name).stem}.yaml",
            mime="application/yaml",
            key="download_converted",
            icon=":material/download:",
            on_click="ignore",
        )


def _keep(found: Examined, keep: Callable[[Examined], None]) -> None:
    try:
        keep(found)
    except CareError as error:
        shell.show_error(error)
