"""Self-assessment: when the next is due, what it covers, what has changed, the record to declare elsewhere."""

import streamlit as st

from care_assess.ui.board import board
from care_assess.ui.campaign import (
    CAMPAIGN,
    show_answers,
    show_calendar,
    show_entities,
    show_headline,
    show_takeout,
)
from care_assess.ui.followup import show_changes
from care_assess.ui.markdown import plain
from care_assess.ui.planning import ways
from care_assess.ui.readings import show_way
from care_assess.ui.registers import desk, offer_former, show_problem
from care_assess.versions.comparing import remarks

seen = board()
tr = seen.tr
mine = desk(seen, CAMPAIGN)

st.caption(plain(seen.cover))
st.title(tr("campaign.title"), anchor=False)
st.markdown(tr("campaign.what"))
show_problem()
offer_former(mine)
show_headline(mine)

st.header(tr("campaign.calendar.title"), anchor=False)
show_calendar(mine)

st.header(tr("campaign.entities.title"), anchor=False)
show_entities(mine)

st.header(tr("campaign.compare.title"), anchor=False)
last = seen.seam.comparison(seen.opened) if seen.progress.done else None
if last:
    since = last.info.date
    for remark in remarks(last.reread, since, seen.questionnaires, tr):
        st.info(plain(remark), icon=":material/history:")
    show_way(seen, seen.seam.advances(seen.opened, last.reread.sheet), since)
    show_changes(seen, last.sheet, last.scores)
else:
    st.markdown(tr("campaign.compare.none"))

st.header(tr("campaign.answer.title"), anchor=False)
st.markdown(tr("campaign.answer.what"))
show_answers(mine)

st.header(tr("campaign.take.title"), anchor=False)
show_takeout(mine)
ways("campaign")
