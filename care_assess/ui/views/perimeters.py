"""Directories and exposure: each by its last audit, the worst first, and the answers that follow."""

import streamlit as st

from care_assess.report.perimeters import perimeters_xlsx
from care_assess.ui.board import board
from care_assess.ui.files import SPREADSHEET, file_name
from care_assess.ui.markdown import plain
from care_assess.ui.perimeters import (
    PERIMETERS,
    show_answers,
    show_directories,
    show_exposed,
    show_headline,
    words_of,
)
from care_assess.ui.planning import ways
from care_assess.ui.registers import desk, offer_former, show_problem

seen = board()
tr = seen.tr
mine = desk(seen, PERIMETERS)

st.caption(plain(seen.cover))
st.title(tr("perimeters.title"), anchor=False)
st.markdown(tr("perimeters.what"))
show_problem()
offer_former(mine)
show_headline(mine)

st.header(tr("perimeters.directory.title"), anchor=False)
show_directories(mine)

st.header(tr("perimeters.exposed.title"), anchor=False)
show_exposed(mine)

st.header(tr("perimeters.answer.title"), anchor=False)
st.markdown(tr("perimeters.answer.what"))
show_answers(mine)

st.header(tr("perimeters.take.title"), anchor=False)
words = words_of(mine)
st.download_button(
    tr("perimeters.take.xlsx"),
    data=lambda: perimeters_xlsx(words),
    file_name=file_name(
        tr("perimeters.take.name"), seen.sheet.organisation.name, words.day, "xlsx"
    ),
    mime=SPREADSHEET,
    icon=":material/download:",
    on_click="ignore",
    key="perimeters_xlsx",
)
ways("perimeters")
