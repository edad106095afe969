"""Results: one sentence, four figures, two shapes, then each score with its why."""

import streamlit as st

from care_assess.ui import shell
from care_assess.ui.board import LISTS, board
from care_assess.ui.followup import show_changes, show_exemptions, show_unknown
from care_assess.ui.markdown import plain
from care_assess.ui.readings import show_readings, show_way
from care_assess.ui.scorecards import (
    choose_domain,
    show_axes,
    show_bars,
    show_figures,
    show_groups,
    show_ladder,
    show_radars,
    show_score,
    show_topics,
)
from care_assess.ui.summary import headline
from care_assess.ui.workshop_results import show_workshops
from care_assess.versions.comparing import remarks

seen = board()
tr, scores = seen.tr, seen.scores

st.caption(plain(seen.cover))
st.title(tr("results.title"), anchor=False)
if not seen.progress.done:
    st.markdown(tr("results.empty.text"))
    if st.button(tr("results.empty.go"), type="primary", key="results_begin"):
        shell.go("form")
    raise shell.PageDone

leave = None
st.markdown(headline(scores, seen.questionnaires, seen.reference, tr))
if scores.overall.level is None:
    st.info(tr("results.provisional.text"), icon=":material/hourglass_top:")
    if st.button(tr("results.provisional.go"), type="primary", key="results_resume"):
        leave = ("form", {})

last = seen.seam.comparison(seen.opened)
before = last.scores if last else None
since = last.info.date if last else None
show_figures(seen, before, since)
show_radars(seen, before, since)

st.header(tr("results.topics.title"), anchor=False)
st.markdown(tr("results.topics.text"))
names = seen.reference.topics
topics = [
    (tr.text(names[one].name), tr.text(names[one].short), scores.topics[one]) for one in LISTS
]
with st.container(border=True):
    show_bars(seen, topics, title=tr("results.topic"), key="topics")
leave = show_topics(seen) or leave

st.header(tr("results.domains.title"), anchor=False)
domains = [
    (tr.text(one.title), tr.text(one.short), scores.domains[one.id].total)
    for one in seen.questionnaires
]
with st.container(border=True):
    show_bars(seen, domains, title=tr("results.domain"), key="domains")
chosen = choose_domain(seen)
found = scores.domains[chosen.id]
with st.container(border=True):
    title = tr.text(chosen.title)
    st.subheader(plain(title), anchor=False)
    show_score(seen, title, found.total, key=f"domain_{chosen.id}")
    for ladder in found.ladders.values():
        show_ladder(seen, chosen, ladder)
    st.markdown(f"**{tr('results.domains.sections')}**")
    titles = [(one.id, tr.text(one.title)) for one in chosen.sections]
    sections = [(title, title, found.sections[one]) for one, title in titles]
    show_bars(seen, sections, title=tr("results.section"), key="sections")
    show_groups(seen, chosen, found)
with st.expander(tr("results.axes.title"), icon=":material/account_tree:"):
    show_axes(seen)

show_workshops(seen)

st.header(tr("results.readings.title"), anchor=False)
show_readings(seen, seen.seam.readings(seen.opened))

if last:
    st.header(tr("results.changes.title", date=tr.date(since)), anchor=False)
    for remark in remarks(last.reread, since, seen.questionnaires, tr):
        st.info(plain(remark), icon=":material/history:")
    show_way(seen, seen.seam.advances(seen.opened, last.reread.sheet), since)
    show_changes(seen, last.sheet, before)

st.header(tr("results.unknown.title"), anchor=False)
show_unknown(seen, seen.seam.plan(seen.opened).to_clarify)
if seen.progress.unanswered:
    st.markdown(tr("results.unknown.unanswered", n=seen.progress.unanswered))
show_exemptions(seen)

st.header(tr("results.next.title"), anchor=False)
with st.container(horizontal=True):
    if st.button(tr("results.next.plan"), type="primary", key="results_plan"):
        leave = ("plan", {})
    if st.button(tr("results.next.report"), key="results_report"):
        leave = ("report", {})
if leave:
    shell.go(leave[0], **leave[1])
