"""Offers: a catalogue that the user brings, what could serve each action, the sheets for the buyers."""

import streamlit as st

from care_assess.ui.board import board
from care_assess.ui.markdown import plain
from care_assess.ui.offer_import import show_catalogue
from care_assess.ui.offers import found_for, show_matches, show_sheets
from care_assess.ui.planning import ways

seen = board()
tr, plan = seen.tr, seen.seam.plan(seen.opened)

st.caption(plain(seen.cover))
st.title(tr("offers.title"), anchor=False)
st.markdown(tr("offers.intro"))
catalogue = show_catalogue(seen.reference)
if catalogue:
    st.header(tr("offers.matches.title"), anchor=False)
    if plan.actions:
        found = found_for(plan, catalogue)
        show_matches(seen, plan, found)
        st.header(tr("offers.sheet.heading"), anchor=False)
        st.markdown(tr("offers.sheet.text"))
        show_sheets(seen, plan, found)
    else:
        st.markdown(tr("offers.matches.no_action"))
ways("offers")
