"""The main script: the frame of every page."""

import streamlit as st

st.set_page_config(page_title="CaRE Assess", page_icon="🏥")
st.title("CaRE Assess")
