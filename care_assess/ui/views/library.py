"""Questionnaires: those at hand, and the way to add one: checked, looked at, tried out, then kept."""

import streamlit as st

from care_assess.errors import CareError
from care_assess.examining import Examined, read_file
from care_assess.library import Library
from care_assess.paths import preview_file
from care_assess.ui import preview, shell, versions_held
from care_assess.ui.markdown import plain

tr = shell.reader().tr
library = Library(shell.assessments())
watched = preview_file()


def keep(examined: Examined) -> None:
    """Keep it, and begin again with an empty field."""
    library.keep(examined)
    one = examined.questionnaire
    st.session_state["library_said"] = tr("library.kept", id=one.id, version=one.version)
    st.session_state["library_round"] = st.session_state.get("library_round", 0) + 1
    st.rerun()


st.title(tr("ui.page.library"), anchor=False)
st.markdown(tr("library.intro"))
if said := st.session_state.pop("library_said", ""):
    st.success(said, icon=":material/check_circle:")

if watched:
    st.header(tr("library.preview_of", file=plain(watched.name)), anchor=False)
    st.caption(tr("library.preview_again"))
    st.button(tr("library.read_again"), key="read_again", icon=":material/refresh:")
    try:
        preview.draw(watched.name, read_file(watched), keep)
    except CareError as error:
        shell.show_error(error)
else:
    versions_held.draw(library)
    st.header(tr("library.add"), anchor=False)
    st.markdown(tr("library.add_text"))
    file = st.file_uploader(
        tr("library.file"),
        type=["yaml", "yml", "xlsx"],
        key=f"library_file.{st.session_state.get('library_round', 0)}",
    )
    if file:
        try:
            preview.draw(file.name, file.getvalue(), keep)
        except CareError as error:
            shell.show_error(error)
