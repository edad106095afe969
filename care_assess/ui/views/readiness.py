"""Readiness: how far the answers meet each framework, line by line, and what our questions do not cover."""

import streamlit as st

from care_assess.readiness import build_readiness
from care_assess.report.content import story_of
from care_assess.report.readiness import readiness_xlsx
from care_assess.ui import shell
from care_assess.ui.board import board
from care_assess.ui.files import SPREADSHEET, file_name
from care_assess.ui.markdown import plain
from care_assess.ui.planning import ways
from care_assess.ui.standing import (
    choose,
    show_beyond,
    show_detail,
    show_lines,
    show_method,
    show_summary,
)

seen = board()
tr, plan = seen.tr, seen.seam.plan(seen.opened)

st.caption(plain(seen.cover))
st.title(tr("readiness.title"), anchor=False)
if not seen.progress.done:
    st.markdown(tr("readiness.empty.text"))
    if st.button(tr("readiness.empty.go"), type="primary", key="readiness_begin"):
        shell.go("form")
    raise shell.PageDone

st.markdown(tr("readiness.what"))
tables = build_readiness(seen.questionnaires, seen.sheet, plan, seen.reference)
story = story_of(seen.sheet, seen.questionnaires, seen.reference, seen.scores, plan, lang=tr.lang)
table = choose(tables, story)
show_summary(table, story)
show_method(tr)

st.header(tr("readiness.lines.title"), anchor=False)
shown = show_lines(table, seen, story)
show_detail(shown, story)
show_beyond(table, story)

st.header(tr("readiness.take.title"), anchor=False)
st.markdown(tr("readiness.take.text"))
st.download_button(
    tr("readiness.take.xlsx"),
    data=lambda: readiness_xlsx(story, tables),
    file_name=file_name(
        tr("readiness.take.name"), seen.sheet.organisation.name, seen.sheet.date, "xlsx"
    ),
    mime=SPREADSHEET,
    icon=":material/download:",
    on_click="ignore",
    key="readiness_xlsx",
)
ways("readiness")
