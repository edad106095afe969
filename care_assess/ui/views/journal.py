"""Journal: who answered what and when, going back to a moment, comparing two."""

import streamlit as st

from care_assess.ui import shell
from care_assess.ui.board import board
from care_assess.ui.journal import Desk, show_journal
from care_assess.ui.markdown import plain
from care_assess.ui.moments import show_back, show_comparison, show_outcome
from care_assess.ui.planning import ways

seen, journals = board(), shell.journals()
tr, events = seen.tr, journals.events(seen.opened.info.id)

st.caption(plain(seen.cover))
st.title(tr("journal.title"), anchor=False)
if not events:
    st.markdown(tr("journal.empty.text"))
    if st.button(tr("journal.empty.go"), type="primary", key="journal_begin"):
        shell.go("form")
    raise shell.PageDone

desk = Desk(board=seen, reader=shell.reader(), events=events, questions=seen.questions)
st.markdown(tr("journal.what"))
show_journal(desk)

st.header(tr("journal.back.title"), anchor=False)
show_outcome(desk)
show_back(desk, journals)

st.header(tr("journal.compare.title"), anchor=False)
show_comparison(desk, journals)
ways("journal")
