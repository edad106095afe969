"""Portfolio: every summary received, a page at a time; the file of them all; quartiles that name nobody."""

import streamlit as st

from care_assess.ui import shell
from care_assess.ui.ght_desk import show_outcome
from care_assess.ui.portfolio import (
    choose_view,
    show_benchmark,
    show_export,
    show_page,
    show_spread,
)

work, tr = shell.campaigns(), shell.reader().tr
held = work.portfolio()

st.title(tr("portfolio.title"), anchor=False)
st.markdown(tr("portfolio.what"))
show_outcome()
if held.rows:
    view = choose_view(held, tr)
    show_spread(view)
    show_page(view)
    st.header(tr("portfolio.benchmark.title"), anchor=False)
    show_benchmark(work, view)
    st.header(tr("portfolio.export.title"), anchor=False)
    show_export(view)
else:
    st.markdown(tr("portfolio.empty"))
st.divider()
if st.button(
    tr("ui.page.ght"), key="portfolio_ght", icon=":material/account_tree:", type="tertiary"
):
    shell.go("ght")
