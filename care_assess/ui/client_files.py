"""A client that begins, or that comes from a file."""

from __future__ import annotations

import streamlit as st

from care_assess.clients.sealing import LARGEST
from care_assess.errors import CareError
from care_assess.ui import shell, worlds
from care_assess.ui.client_list import say
from care_assess.ui.markdown import plain

__all__ = ["show_bring", "show_new"]

_ROUND = "clients_round"


def show_new() -> None:
    """A name, and a button."""
    tr = shell.reader().tr
    with st.form("client_new", clear_on_submit=False):
        name = st.text_input(tr("clients.new.name"), key=f"clients_name.{_round()}")
        if st.form_submit_button(tr("clients.new.do"), key="clients_new", type="primary"):
            try:
                made = worlds.clients().new(name or "")
            except CareError as error:
                shell.show_error(error)
            else:
                _done(made.name)


def show_bring() -> None:
    """A file, its password, and perhaps another name."""
    tr = shell.reader().tr
    file = st.file_uploader(
        tr("clients.bring.file"),
        type=["care"],
        max_upload_size=LARGEST // 1_000_000,
        key=f"clients_file.{_round()}",
    )
    password = st.text_input(
        tr("clients.bring.password"),
        type="password",
        key=f"clients_file_password.{_round()}",
        autocomplete="off",
    )
    name = st.text_input(tr("clients.bring.name"), key=f"clients_file_name.{_round()}")
    if st.button(tr("clients.bring.do"), key="clients_bring", disabled=file is None) and file:
        try:
            made = worlds.clients().bring(file.getvalue(), password or "", name=name or "")
        except CareError as error:
            shell.show_error(error)
        else:
            _done(made.name)


def _round() -> int:
    """Part of the keys of fields that are emptied once they have served."""
    count: int = st.session_state.get(_ROUND, 0)
    return count


def _done(name: str) -> None:
    say(shell.reader().tr("clients.made", name=plain(name)))
    st.session_state[_ROUND] = _round() + 1
    st.rerun()
