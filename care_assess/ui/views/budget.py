"""Budget: the digital share in one sentence, what it is made of, what to answer, what to take away."""

import streamlit as st

from care_assess.ui.board import board
from care_assess.ui.budget_answers import show_answers
from care_assess.ui.budget_desk import desk, offer_former
from care_assess.ui.budget_fields import show_form, show_settings
from care_assess.ui.budget_files import show_import, show_takeout
from care_assess.ui.budget_results import (
    show_doubts,
    show_headline,
    show_ratios,
    show_references,
    show_trend,
)
from care_assess.ui.markdown import plain
from care_assess.ui.planning import ways
from care_assess.ui.registers import show_problem

seen = board()
tr = seen.tr
mine = desk(seen)

st.caption(plain(seen.cover))
st.title(tr("budget_page.title"), anchor=False)
st.markdown(tr("budget_page.what"))
show_problem()
offer_former(mine)
show_headline(mine)
show_doubts(mine)

st.header(tr("budget_page.form.title"), anchor=False)
with st.expander(tr("budget_page.settings.title"), icon=":material/tune:"):
    show_settings(mine)
show_form(mine)
show_import(mine)

st.header(tr("budget_page.ratios.title"), anchor=False)
show_ratios(mine)

st.header(tr("budget_page.reference.title"), anchor=False)
st.markdown(tr("budget_page.reference.what"))
show_references(mine)

st.header(tr("budget_page.trend.title"), anchor=False)
show_trend(mine)

st.header(tr("budget_page.answer.title"), anchor=False)
st.markdown(tr("budget_page.answer.what"))
show_answers(mine)

st.header(tr("budget_page.take.title"), anchor=False)
show_takeout(mine)
ways("budget")
