"""The group: what it covers, its weakest, who is late, who can help; its tree, its summaries, its files."""

import streamlit as st

from care_assess.showcase import load_group, remove_group
from care_assess.ui import shell
from care_assess.ui.ght_desk import attempt, choose_group, desk, show_outcome
from care_assess.ui.ght_files import bring_tree, show_takeout, show_tree
from care_assess.ui.ght_mail import show_receive, show_send
from care_assess.ui.ght_objectives import edit_objectives, show_objectives
from care_assess.ui.ght_one import show_one
from care_assess.ui.ght_results import (
    show_helps,
    show_lead,
    show_map,
    show_parts,
    show_topics,
    show_trend,
)
from care_assess.ui.planning import ways

work, tr = shell.campaigns(), shell.reader().tr
tree = work.tree()
leave = None

st.title(tr("ght_page.title"), anchor=False)
st.markdown(tr("ght_page.what"))
show_outcome()

if not tree:
    st.markdown(tr("ght_page.empty.text"))
    st.button(
        tr("ght_page.empty.demo"),
        key="ght_demo",
        type="primary",
        icon=":material/visibility:",
        on_click=attempt,
        args=(lambda: load_group(work, shell.assessments().catalogue),),
    )
    st.header(tr("ght_page.tree.bring"), anchor=False)
    bring_tree(work, tree, tr)
    st.header(tr("ght_page.send.title"), anchor=False)
    show_send(work, tr)
else:
    seen = desk(work, tree, choose_group(tree, tr))
    if seen.demo:
        st.info(tr("ght_page.demo.shown"), icon=":material/info:")
        st.button(
            tr("ght_page.demo.remove"),
            key="ght_demo_remove",
            type="tertiary",
            on_click=attempt,
            args=(lambda: remove_group(work),),
        )
    told = seen.told
    if told is None:
        st.info(tr("ght_page.nothing.text"), icon=":material/inbox:")
    else:
        show_lead(seen, told)
        if told.parts:
            st.header(tr("ght_page.parts.title"), anchor=False)
            show_parts(seen, told)
        st.header(tr("ght_page.map.title"), anchor=False)
        show_map(seen, told)
        st.header(tr("ght_page.topics.title"), anchor=False)
        show_topics(seen, told)
        st.header(tr("ght_page.objectives.title"), anchor=False)
        show_objectives(seen, told.standings)
    edit_objectives(seen)
    if told is not None:
        st.header(tr("ght_page.helps.title"), anchor=False)
        show_helps(seen, told)
        st.header(tr("ght_page.one.title"), anchor=False)
        show_one(seen)
        if len(told.trend) > 1:
            st.header(tr("ght_page.trend.title"), anchor=False)
            show_trend(seen, told)
        st.header(tr("ght_page.take.title"), anchor=False)
        show_takeout(seen, told)
    st.header(tr("ght_page.receive.title"), anchor=False)
    show_receive(seen)
    st.header(tr("ght_page.send.title"), anchor=False)
    with st.container():
        show_send(work, tr)
    st.header(tr("ght_page.tree.title"), anchor=False)
    with st.expander(tr("ght_page.tree.see"), icon=":material/account_tree:"):
        show_tree(tree, tr)
    with st.expander(tr("ght_page.tree.bring"), icon=":material/upload_file:"):
        bring_tree(work, tree, tr)
    if st.button(
        tr("ght_page.take.portfolio"),
        key="ght_portfolio",
        icon=":material/table_chart:",
        type="tertiary",
    ):
        leave = "portfolio"
if shell.peek():
    ways("ght")
if leave and not shell.held():
    shell.go(leave)
