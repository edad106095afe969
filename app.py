"""Entry for ``streamlit run app.py``: Streamlit looks for the literal ``app = st.App(...)`` here."""

import streamlit as st

from care_assess import web

app = st.App(web.SCRIPT, **web.PARTS)
