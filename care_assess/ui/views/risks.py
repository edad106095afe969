"""Risks: the crises one is most exposed to, what opens their way, what stops it, what to do."""

import streamlit as st

from care_assess.report.content import story_of
from care_assess.risks import build_risks, by_exposure
from care_assess.ui import shell
from care_assess.ui.board import board
from care_assess.ui.exposures import headline, show_comparison, show_method, show_risk
from care_assess.ui.markdown import plain
from care_assess.ui.planning import ways

seen = board()
tr, plan = seen.tr, seen.seam.plan(seen.opened)

st.caption(plain(seen.cover))
st.title(tr("risks.title"), anchor=False)
if not seen.progress.done:
    st.markdown(tr("risks.empty.text"))
    if st.button(tr("risks.empty.go"), type="primary", key="risks_begin"):
        shell.go("form")
    raise shell.PageDone

risks = by_exposure(build_risks(seen.questionnaires, seen.sheet, plan, seen.reference))
if not risks:
    st.markdown(tr("risks.nothing"))
    ways("risks")
    raise shell.PageDone
facts = (seen.sheet, seen.questionnaires, seen.reference, seen.scores, plan)
story = story_of(*facts, lang=tr.lang)
st.markdown(headline(risks, tr))

st.header(tr("risks.compare.title"), anchor=False)
with st.container(border=True):
    show_comparison(risks, seen)
show_method(seen)

st.header(tr("risks.cards.title"), anchor=False)
for risk in risks:
    show_risk(risk, seen, story)
ways("risks")
