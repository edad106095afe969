"""Clients: each in a folder of its own; open, copy, export, import, delete; hide the names."""

import streamlit as st

from care_assess.ui import shell
from care_assess.ui.client_files import show_bring, show_new
from care_assess.ui.client_list import show_certificate, show_clients, show_said

tr, masked = shell.reader().tr, shell.world().masked

st.title(tr("clients.title"), anchor=False)
st.markdown(tr("clients.what"))
show_said()
show_certificate()
wish = show_clients()

if masked:
    st.caption(tr("clients.masked_only_open"))
else:
    st.header(tr("clients.new.title"), anchor=False)
    show_new()
    st.header(tr("clients.bring.title"), anchor=False)
    show_bring()

st.header(tr("clients.masked_title"), anchor=False)
st.markdown(tr("clients.masked_text"))
label = tr("clients.masked_undo" if masked else "clients.masked_do")
if st.button(label, key="clients_mask", icon=":material/visibility_off:"):
    wish = ("home", {"a": "", "mask": "" if masked else "1"})

if wish:
    shell.go(wish[0], **wish[1])
