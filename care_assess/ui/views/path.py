"""Path: the target and the means, the shortest path to it by wave, or what blocks and the path beyond."""

import streamlit as st

from care_assess.errors import CareError
from care_assess.plan.path import find_path
from care_assess.report.tables import plan_csv, plan_xlsx
from care_assess.ui import shell
from care_assess.ui.board import board
from care_assess.ui.files import file_name
from care_assess.ui.markdown import plain
from care_assess.ui.path_answer import show_change, show_headline, show_waves
from care_assess.ui.path_request import ask
from care_assess.ui.planning import ways

seen = board()
tr, plan = seen.tr, seen.seam.plan(seen.opened)

st.caption(plain(seen.cover))
st.title(tr("path_page.title"), anchor=False)
if not seen.progress.done:
    st.markdown(tr("path_page.empty.text"))
    if st.button(tr("path_page.empty.go"), type="primary", key="path_begin"):
        shell.go("form")
    raise shell.PageDone

st.markdown(tr("path_page.what"))
request = ask(seen, plan)
parts = (seen.questionnaires, seen.sheet, seen.reference, plan)
try:
    path = find_path(*parts, request)
except CareError as error:
    shell.show_error(error)
    ways("path")
    raise shell.PageDone from None

show_headline(seen, path)
shown = path
if path.blocking:
    shown = find_path(*parts, path.blocking.request)
    st.header(tr("path_page.beyond.title"), anchor=False)
    lowered = path.blocking.request.targets != request.targets
    st.markdown(tr("path_page.beyond.lowered" if lowered else "path_page.beyond.text"))
    show_headline(seen, shown)
if shown.actions:
    st.header(tr("path_page.waves.title"), anchor=False)
    st.caption(tr("path_page.waves.text"))
    show_waves(seen, shown)
    st.header(tr("path_page.change.title"), anchor=False)
    st.caption(tr("path_page.change.text"))
    show_change(seen, shown)

st.header(tr("path_page.take.title"), anchor=False)
st.markdown(tr("path_page.take.text"))
facts = (seen.sheet, seen.questionnaires, seen.reference, seen.scores, plan)
kind, organisation, day = tr("path_page.take.name"), seen.sheet.organisation.name, seen.sheet.date
with st.container(horizontal=True):
    st.download_button(
        tr("plan_page.take.xlsx"),
        data=lambda: plan_xlsx(*facts, path=path, lang=tr.lang),
        file_name=file_name(kind, organisation, day, "xlsx"),
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/download:",
        on_click="ignore",
        key="path_xlsx",
    )
    st.download_button(
        tr("plan_page.take.csv"),
        data=lambda: plan_csv(*facts, path=path, lang=tr.lang),
        file_name=file_name(kind, organisation, day, "csv"),
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="path_csv",
    )
ways("path")
