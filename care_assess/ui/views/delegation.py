"""Delegation: entrust questions to the person who knows, and follow what they answer."""

import streamlit as st

from care_assess.ui import shell
from care_assess.ui.board import board
from care_assess.ui.delegated import show_list
from care_assess.ui.delegating import Desk, show_form, show_link
from care_assess.ui.markdown import plain
from care_assess.ui.planning import ways

seen = board()
tr = seen.tr
desk = Desk(seen, shell.delegations(), shell.reader())

st.caption(plain(seen.cover))
st.title(tr("delegation.title"), anchor=False)
st.markdown(tr("delegation.what"))
show_link(desk)

st.header(tr("delegation.list.title"), anchor=False)
show_list(desk)

st.header(tr("delegation.new.title"), anchor=False)
show_form(desk)
ways("delegation")
