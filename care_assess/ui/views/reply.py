"""Reply: the questions entrusted to the person who holds the link, and nothing else."""

import streamlit as st

from care_assess.errors import Refused
from care_assess.ui import shell
from care_assess.ui.replying import enter, show_lead, show_questions, show_thanks

tr = shell.reader().tr
delegations, seam = shell.delegations(), shell.assessments()

try:
    errand = enter(delegations, st.query_params.get("d", ""))
    opened = errand.open(errand.assessment)
except Refused as error:
    st.title(tr("delegation.reply.closed"), anchor=False)
    shell.show_error(error)
    raise shell.PageDone from error

st.title(tr("delegation.reply.title"), anchor=False)
show_lead(errand, opened)
if errand.delegation.of("open"):
    if show_questions(errand, opened, seam):
        delegations.finish(errand)
        st.rerun()
else:
    st.success(tr("delegation.reply.thanks"), icon=":material/task_alt:")
if errand.delegation.of("done", "accepted"):
    show_thanks(errand, opened, seam)
