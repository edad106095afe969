"""What if: actions are ticked, the scores move; two scenarios beside today."""

import streamlit as st

from care_assess.ui import shell
from care_assess.ui.board import board
from care_assess.ui.markdown import plain
from care_assess.ui.planning import ways
from care_assess.ui.scenarios import FIRST_DAYS, Scenarios, show_problem
from care_assess.ui.tryout import show_comparison, show_scenarios

seen = board()
tr, plan = seen.tr, seen.seam.plan(seen.opened)

st.caption(plain(seen.cover))
st.title(tr("tryout.title"), anchor=False)
if not seen.progress.done:
    st.markdown(tr("tryout.empty.text"))
    if st.button(tr("tryout.empty.go"), type="primary", key="tryout_begin"):
        shell.go("form")
    raise shell.PageDone
show_problem()
if plan.actions:
    st.markdown(tr("tryout.intro", days=FIRST_DAYS))
    desk = Scenarios(seen, plan)
    tried = show_scenarios(seen, plan, desk)
    st.header(tr("tryout.compare"), anchor=False)
    show_comparison(seen, desk, tried)
    st.caption(tr("tryout.at_best"))
else:
    st.markdown(tr("tryout.nothing"))
ways("tryout")
