"""Changes: everything that differs between two versions of a questionnaire, old and new."""

import streamlit as st

from care_assess.questionnaire import precedence
from care_assess.ui import shell
from care_assess.ui.markdown import plain
from care_assess.versions.joining import since
from care_assess.versions.page import html
from care_assess.versions.telling import headed, summary, told

tr = shell.reader().tr
catalogue = shell.assessments().catalogue

st.title(tr("versions.changes.title"), anchor=False)
st.markdown(tr("versions.changes.lead"))
several = {
    name: sorted(catalogue.questionnaires[name], key=precedence)
    for name in catalogue.latest()
    if len(catalogue.questionnaires[name]) > 1
}
if not several:
    st.info(tr("versions.changes.none"), icon=":material/check:")
    raise shell.PageDone

asked = st.query_params.get("d", "")
names = list(several)
titles = {
    name: tr.text(one.title) for name in names for one in catalogue.questionnaires[name].values()
}
chosen = st.selectbox(
    tr("versions.changes.questionnaire"),
    names,
    index=names.index(asked) if asked in several else 0,
    format_func=lambda name: titles[name],
    key="changes_questionnaire",
)
versions = several[chosen]
left, right = st.columns(2)
first = left.selectbox(
    tr("versions.changes.before"), versions[:-1], index=len(versions) - 2, key=f"before.{chosen}"
)
later = [version for version in versions if precedence(version) > precedence(first)]
last = right.selectbox(
    tr("versions.changes.after"), later, index=len(later) - 1, key=f"after.{chosen}.{first}"
)
before = catalogue.questionnaires[chosen][first]
now = since(catalogue, before, catalogue.questionnaires[chosen][last])

st.markdown(plain(summary(before, now, tr)))
st.download_button(
    tr("versions.changes.download"),
    data=lambda: html(before, now, tr).encode(),
    file_name=f"{tr('versions.changes.file')}-{before.id}-{before.version}-{now.version}.html",
    mime="text/html",
    icon=":material/download:",
    on_click="ignore",
    key="changes_html",
)
for heading, changes in headed(told(before, now, tr), tr):
    st.header(heading, anchor=False)
    for change in changes:
        with st.container(border=True):
            st.subheader(plain(change.about), anchor=False)
            st.caption(plain(change.kind))
            for key, text in (("before", change.old), ("after", change.new)):
                if text:
                    st.markdown(f"**{tr(f'versions.{key}')}** {plain(text)}")
