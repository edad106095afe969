"""The versions of questionnaires at hand, where each comes from, and the way to take one out."""

from __future__ import annotations

import streamlit as st

from care_assess.errors import CareError
from care_assess.library import Held, Library
from care_assess.ui import shell
from care_assess.ui.markdown import plain
from care_assess.ui.preview import show_faults
from care_assess.ui.tables import show_table

__all__ = ["draw"]


def draw(library: Library) -> None:
    """The list, what is wrong in the files left out, and a button for each version that was added here."""
    tr = shell.reader().tr
    held = library.held()
    header = tuple(tr(f"library.column.{name}") for name in ("name", "questions", "from"))
    show_table(header, [_row(one) for one in held], alt=tr("library.alt"))
    faulty = shell.assessments().catalogue.faulty
    if faulty:
        st.warning(
            tr("library.left_out", n=len({one.file for one in faulty})), icon=":material/error:"
        )
        with st.expander(tr("library.see_faults"), icon=":material/list:"):
            show_faults(faulty)
    own = [one for one in held if one.own]
    if own:
        with st.expander(tr("library.remove.title"), icon=":material/delete:"):
            _remove(library, own)


def _row(one: Held) -> tuple[str, str, str]:
    tr = shell.reader().tr
    questionnaire = one.questionnaire
    place = "here" if one.own else "elsewhere" if one.theirs else "application"
    source = tr(f"library.from.{place}")
    uses = f" · {tr('library.uses', n=one.uses)}" if one.uses else ""
    return (
        f"{tr.text(questionnaire.title)}, {questionnaire.version}",
        str(len(questionnaire.questions)),
        f"{source}{uses}",
    )


def _remove(library: Library, own: list[Held]) -> None:
    """Choose a version that was added here, and take it out."""
    tr = shell.reader().tr
    st.markdown(tr("library.remove.text"))
    names = {
        f"{one.questionnaire.id}@{one.questionnaire.version}": one.questionnaire for one in own
    }
    chosen = st.selectbox(
        tr("library.remove.which"),
        [*names],
        index=None,
        format_func=lambda name: plain(f"{tr.text(names[name].title)}, {names[name].version}"),
        key="remove_which",
    )
    if st.button(tr("library.remove.do"), key="remove_do", disabled=chosen is None) and chosen:
        try:
            library.remove(names[chosen].id, names[chosen].version)
        except CareError as error:
            shell.show_error(error)
        else:
            st.rerun()
