"""Plan: what to decide this month, every action by topic, what to find out, the files to take away."""

import streamlit as st

from care_assess.plan import by_topic, decisions
from care_assess.report.content import story_of
from care_assess.report.parts.board import about
from care_assess.report.tables import plan_csv, plan_xlsx
from care_assess.ui import shell
from care_assess.ui.actions import (
    choose,
    clear_filters,
    show_decisions,
    show_topic,
    show_total,
)
from care_assess.ui.board import LISTS, board
from care_assess.ui.files import file_name
from care_assess.ui.followup import show_unknown
from care_assess.ui.markdown import plain
from care_assess.ui.planning import ways

DECISIONS = 3

seen = board()
tr, plan = seen.tr, seen.seam.plan(seen.opened)

st.caption(plain(seen.cover))
st.title(tr("plan_page.title"), anchor=False)
if not seen.progress.done:
    st.markdown(tr("plan_page.empty.text"))
    if st.button(tr("plan_page.empty.go"), type="primary", key="plan_begin"):
        shell.go("form")
    raise shell.PageDone

facts = (seen.sheet, seen.questionnaires, seen.reference, seen.scores, plan)
story = story_of(*facts, lang=tr.lang)
if plan.actions:
    show_total(seen, story)
    first = decisions(plan, DECISIONS)
    count = tr(f"plan_page.decide.count.{len(first)}") if len(first) > 1 else ""
    st.header(tr("plan_page.decide.title", n=len(first), count=count), anchor=False)
    show_decisions(seen, story, first)

    st.header(tr("plan_page.all.title"), anchor=False)
    st.caption(tr("plan_page.all.order"))
    choice = choose(seen, story)
    kept = [action for action in plan.actions if choice.keeps(action)]
    if kept and not choice.empty:
        days = about(story, kept)
        st.caption(tr("plan_page.filter.shown", n=len(kept), all=len(plan.actions), days=days))
    if not kept:
        st.markdown(tr("plan_page.filter.none"))
        st.button(tr("plan_page.filter.clear"), key="plan_clear", on_click=clear_filters)
    lists = by_topic(plan)
    for topic in LISTS:
        found = [one for one in lists[topic] if any(map(choice.keeps, one.actions))]
        if found and (not choice.topics or topic in choice.topics):
            show_topic(seen, story, topic, found, whole=bool(choice.topics))
else:
    known = seen.scores.overall.answered
    st.markdown(tr("plan_page.nothing" if known else "plan_page.nothing_known"))

st.header(tr("plan_page.clarify.title"), anchor=False)
show_unknown(seen, plan.to_clarify, most=None)

st.header(tr("plan_page.take.title"), anchor=False)
st.markdown(tr("plan_page.take.text"))
name, day = seen.sheet.organisation.name, seen.sheet.date
with st.container(horizontal=True):
    st.download_button(
        tr("plan_page.take.xlsx"),
        data=lambda: plan_xlsx(*facts, lang=tr.lang),
        file_name=file_name(tr("plan_page.take.name"), name, day, "xlsx"),
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/download:",
        on_click="ignore",
        key="plan_xlsx",
    )
    st.download_button(
        tr("plan_page.take.csv"),
        data=lambda: plan_csv(*facts, lang=tr.lang),
        file_name=file_name(tr("plan_page.take.name"), name, day, "csv"),
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="plan_csv",
    )
ways("plan")
