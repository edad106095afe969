"""Obligations: what is late, what falls due, what holds always; the dates to take away."""

from datetime import UTC, datetime

import streamlit as st

from care_assess.noted import registers_of
from care_assess.obligations import build_agenda
from care_assess.obligations.registers import noted_in
from care_assess.report.content import story_of
from care_assess.takeout.obligations import obligations_calendar
from care_assess.ui import shell
from care_assess.ui.board import board
from care_assess.ui.duties import headline, show_agenda
from care_assess.ui.files import file_name
from care_assess.ui.markdown import plain
from care_assess.ui.planning import ways

seen = board()
tr, plan, today = seen.tr, seen.seam.plan(seen.opened), shell.reader().today()

st.caption(plain(seen.cover))
st.title(tr("obligations.title"), anchor=False)
known = noted_in(registers_of(seen.seam, seen.opened), today)
if not (seen.progress.done or known):
    st.markdown(tr("obligations.empty.text"))
    if st.button(tr("obligations.empty.go"), type="primary", key="obligations_begin"):
        shell.go("form")
    raise shell.PageDone

agenda = build_agenda(seen.questionnaires, seen.sheet, plan, seen.reference, today, noted=known)
story = story_of(seen.sheet, seen.questionnaires, seen.reference, seen.scores, plan, lang=tr.lang)
st.markdown(headline(agenda, tr))
st.markdown(tr("obligations.what"))
show_agenda(agenda, story, today)

st.header(tr("obligations.take.title"), anchor=False)
st.markdown(tr("obligations.take.text"))
st.download_button(
    tr("obligations.take.calendar"),
    data=lambda: obligations_calendar(seen.opened.info.id, story, agenda, today, datetime.now(UTC)),
    file_name=file_name(tr("obligations.take.name"), seen.sheet.organisation.name, today, "ics"),
    mime="text/calendar",
    icon=":material/download:",
    on_click="ignore",
    key="obligations_calendar",
)
ways("obligations")
