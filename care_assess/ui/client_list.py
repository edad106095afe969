"""The clients at hand, each with what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from care_assess.clients import MAIN, Client, certificate_text
from care_assess.clients.sealing import SHORTEST_PASSWORD
from care_assess.errors import CareError, Refused
from care_assess.ui import shell, worlds
from care_assess.ui.files import file_name
from care_assess.ui.markdown import plain
from care_assess.ui.questions import Wish

__all__ = ["show_certificate", "show_clients", "show_said"]

_SAID, _SEALED, _CERTIFICATE = "clients_said", "clients_sealed", "care.certificate"


def show_said() -> None:
    """What was just done, once."""
    if said := st.session_state.pop(_SAID, ""):
        st.success(said, icon=":material/check:")


def show_certificate() -> None:
    """The certificate of the last deletion, until the person leaves the page."""
    kept: tuple[str, str] | None = st.session_state.get(_CERTIFICATE)
    if kept is None:
        return
    tr, (name, text) = shell.reader().tr, kept
    st.success(tr("clients.delete.done", name=plain(name)), icon=":material/delete:")
    st.download_button(
        tr("clients.delete.certificate"),
        data=text.encode(),
        file_name=file_name(tr("clients.delete.file"), name, shell.reader().today(), "txt"),
        mime="text/plain",
        key="clients_certificate_file",
        icon=":material/download:",
        on_click="ignore",
    )


def show_clients() -> Wish | None:
    """The data folder itself, then every client; where the person wants to go."""
    found = [_one(None), *(_one(client) for client in worlds.clients().list())]
    return next(filter(None, found), None)


def say(sentence: str) -> None:
    """Say ``sentence`` on the next run."""
    st.session_state[_SAID] = sentence


def _one(client: Client | None) -> Wish | None:
    tr, here = shell.reader().tr, shell.world()
    key = client.key if client else MAIN
    called = plain(worlds.called(client, tr, masked=here.masked))
    with st.container(border=True):
        title = tr("clients.here", name=called) if key == here.name[0] else called
        st.subheader(title, anchor=False)
        day = shell.reader().day(client.created_at) if client else ""
        st.caption(tr("clients.since", day=day) if client else tr("clients.main_text"))
        with st.container(horizontal=True):
            opened = st.button(tr("clients.open"), key=f"open.{key}", icon=":material/folder_open:")
            act = None if here.masked else _menu(client, key)
        if act:
            _forget_dialog()
            st.dialog(tr(f"clients.action.{act}"))(_ACTIONS[act])(client, key)
    return ("home", {"a": "", "c": key}) if opened else None


def _menu(client: Client | None, key: str) -> str | None:
    """The other actions; the data folder itself is not deleted from here."""
    tr = shell.reader().tr
    names = [name for name in _ACTIONS if client or name != "delete"]
    chosen: str | None = st.menu_button(
        tr("clients.actions"),
        names,
        format_func=lambda name: tr(f"clients.action.{name}"),
        key=f"clients_actions.{key}",
    )
    return chosen


def _copy(client: Client | None, key: str) -> None:
    tr = shell.reader().tr
    name = worlds.called(client, tr, masked=False)
    st.markdown(tr("clients.copy.text", name=plain(name)))
    st.text_input(tr("clients.copy.name"), key="clients_copy_name")

    def act() -> None:
        made = worlds.clients().copy(key, st.session_state["clients_copy_name"] or "")
        say(tr("clients.made", name=plain(made.name)))

    _confirm("copy", act)


def _export(client: Client | None, key: str) -> None:
    tr = shell.reader().tr
    name = worlds.called(client, tr, masked=False)
    st.markdown(tr("clients.export.text", name=plain(name)))
    fields = {
        "clients_password": tr("clients.export.password", n=SHORTEST_PASSWORD),
        "clients_again": tr("clients.export.again"),
    }
    for field, label in fields.items():
        st.text_input(label, type="password", key=field, autocomplete="new-password")

    def act() -> None:
        given = [st.session_state[field] or "" for field in fields]
        if len(set(given)) > 1:
            raise Refused("clients.passwords_differ")
        st.session_state[_SEALED] = worlds.clients().export(key, given[0], name=name)

    _confirm("export", act, stay=True)
    if sealed := st.session_state.get(_SEALED):
        st.success(tr("clients.export.ready"), icon=":material/lock:")
        st.download_button(
            tr("clients.export.download"),
            data=sealed,
            file_name=file_name("client", name, shell.reader().today(), "care"),
            mime="application/octet-stream",
            key="clients_sealed_file",
            icon=":material/download:",
            on_click="ignore",
        )


def _delete(client: Client | None, key: str) -> None:
    tr = shell.reader().tr
    st.markdown(tr("clients.delete.text"))
    st.text(worlds.called(client, tr, masked=False))
    st.text_input(tr("clients.delete.name"), key="clients_delete_name")

    def act() -> None:
        certificate = worlds.clients().delete(key, st.session_state["clients_delete_name"] or "")
        worlds.forget()
        text = certificate_text(certificate, tr)
        st.session_state[_CERTIFICATE] = (certificate.client.name, text)
        if st.query_params.get("c") == key:
            del st.query_params["c"]

    _confirm("delete", act)


_ACTIONS: dict[str, Callable[[Client | None, str], None]] = {
    "copy": _copy,
    "export": _export,
    "delete": _delete,
}


def _forget_dialog() -> None:
    for name in (_SEALED, _PROBLEM, _CERTIFICATE):
        st.session_state.pop(name, None)


_PROBLEM = "clients_problem"


def _confirm(name: str, act: Callable[[], None], *, stay: bool = False) -> None:
    """The button that does it; what prevented it is said beside, else the dialog closes unless ``stay``."""
    tr = shell.reader().tr

    def press() -> None:
        try:
            act()
        except CareError as error:
            st.session_state[_PROBLEM] = error
        else:
            st.session_state[_PROBLEM] = None

    st.button(tr(f"clients.do.{name}"), key=f"clients_do_{name}", type="primary", on_click=press)
    if _PROBLEM not in st.session_state:
        return
    problem: CareError | None = st.session_state.pop(_PROBLEM)
    if problem:
        shell.show_error(problem)
    elif not stay:
        st.rerun()
