"""Road map: who does what and by when, how far it is, the work of each month, the score it leads to."""

import streamlit as st

from care_assess.report.content import story_of
from care_assess.ui import road_parts, road_table, shell, takeout
from care_assess.ui.board import board
from care_assess.ui.markdown import plain
from care_assess.ui.planning import ways
from care_assess.ui.promised import show_promises
from care_assess.ui.workshop_desk import workshops

seen = board()
tr, follows, today = seen.tr, shell.follows(), shell.reader().today()
plan = seen.seam.plan(seen.opened)

st.caption(plain(seen.cover))
st.title(tr("roadmap.title"), anchor=False)
latest = follows.latest(seen.opened.info.id)
lines = follows.lines(seen.opened, latest)
record = workshops().record(seen.opened)
facts = (seen.sheet, seen.questionnaires, seen.reference, seen.scores, plan)
story = story_of(*facts, workshops=record, lang=tr.lang)
if not lines:
    st.markdown(tr("roadmap.empty.text"))
    begun = st.button(tr("roadmap.empty.go"), type="primary", key="road_begin")
    show_promises(seen, record, today)
    if record.promises:
        takeout.downloads(seen, story, lines, latest)
    if begun:
        shell.go("form")
    raise shell.PageDone

st.markdown(tr("roadmap.what"))
following = road_parts.following(seen)
if following:
    st.info(tr("roadmap.continued", date=tr.date(following.date)), icon=":material/redo:")
road_parts.show_summary(seen, lines, today)
road_parts.show_questioned(seen, story, lines)

st.header(tr("roadmap.table.title"), anchor=False)
st.markdown(tr("roadmap.table.text"))
road_table.draw(seen, lines, latest)

show_promises(seen, record, today)

st.header(tr("roadmap.calendar.title"), anchor=False)
st.caption(tr("roadmap.calendar.text"))
road_parts.show_calendar(seen, lines, today)

st.header(tr("roadmap.load.title"), anchor=False)
st.caption(tr("roadmap.load.text"))
road_parts.show_load(seen, story, lines)

st.header(tr("roadmap.climb.title"), anchor=False)
st.caption(tr("roadmap.climb.caption"))
road_parts.show_climb(seen, follows, lines, today)
road_parts.show_history(seen, follows, lines)

takeout.downloads(seen, story, lines, latest)
takeout.bring_back(seen, lines)
ways("roadmap")
