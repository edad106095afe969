"""Method: every rule in plain words, the scale, the caps in force, the limits."""

import streamlit as st

from care_assess.ui import shell
from care_assess.ui.rules import cap_rows, level_rows, version_rows
from care_assess.ui.tables import show_table

tr = shell.reader().tr
catalogue = shell.assessments().catalogue

st.title(tr("method.title"), anchor=False)
st.markdown(tr("method.lead"))

st.header(tr("method.answer.title"), anchor=False)
st.markdown(tr("method.answer.text"))

st.header(tr("method.levels.title"), anchor=False)
st.markdown(tr("method.levels.text"))
header = tuple(tr(f"method.levels.{name}") for name in ("level", "name", "meaning"))
show_table(header, level_rows(catalogue.reference, tr), alt=tr("method.levels.alt"))
st.markdown(tr("method.levels.numbers"))

st.header(tr("method.score.title"), anchor=False)
st.markdown(tr("method.score.text"))
st.header(tr("method.missing.title"), anchor=False)
st.markdown(tr("method.missing.text"))

st.header(tr("method.caps.title"), anchor=False)
st.markdown(tr("method.caps.text"))
header = tuple(tr(f"method.caps.{name}") for name in ("where", "max", "reason", "question"))
show_table(header, cap_rows(catalogue, tr), alt=tr("method.caps.alt"))

st.header(tr("method.ladder.title"), anchor=False)
st.markdown(tr("method.ladder.text"))
st.header(tr("method.evidence.title"), anchor=False)
st.markdown(tr("method.evidence.text"))
st.header(tr("method.plan.title"), anchor=False)
st.markdown(tr("method.plan.text"))
st.header(tr("method.limits.title"), anchor=False)
st.markdown(tr("method.limits.text"))

st.header(tr("method.versions.title"), anchor=False)
header = tuple(tr(f"method.versions.{name}") for name in ("name", "questions", "digest"))
show_table(header, version_rows(catalogue, tr), alt=tr("method.versions.alt"))
if st.button(tr("versions.changes.see"), key="see_changes", icon=":material/difference:"):
    shell.go("changes")
