"""One topic: what is asked and by which text, the hard facts, the score, what to do, what proves it, what helps."""

import streamlit as st

from care_assess.report.content import story_of
from care_assess.ui import shell
from care_assess.ui.board import board
from care_assess.ui.markdown import plain
from care_assess.ui.planning import ways
from care_assess.ui.summary import without_capital
from care_assess.ui.topics import (
    show_actions,
    show_duties,
    show_evidence,
    show_facts,
    show_history,
    show_kit,
    show_others,
    show_standing,
    which,
)

tr, topic = shell.reader().tr, which()
reference = shell.assessments().catalogue.reference
about = reference.topics[topic]
seen = board() if shell.peek() else None
leave = None

if seen:
    st.caption(plain(seen.cover))
st.title(plain(tr.text(about.name)), anchor=False)
st.markdown(f"**{plain(tr.text(about.question))}**")

st.header(tr("topic.asked.title"), anchor=False)
st.markdown(plain(tr.text(about.asked)))
st.markdown(tr("topic.asked.indicator", indicator=plain(without_capital(tr.text(about.indicator)))))
if seen:
    facts = (seen.sheet, seen.questionnaires, reference, seen.scores, seen.seam.plan(seen.opened))
    story = story_of(*facts, lang=tr.lang)
    st.header(tr("topic.duties.title"), anchor=False)
    show_duties(seen, story, topic, shell.reader().today())
    st.header(tr("topic.facts.title"), anchor=False)
    leave = show_facts(seen, topic) or leave
    st.header(tr("topic.score.title"), anchor=False)
    show_standing(seen, topic)
    st.header(tr("topic.actions.title"), anchor=False)
    leave = show_actions(seen, story, topic) or leave
    st.header(tr("topic.evidence.title"), anchor=False)
    show_evidence(seen, story, topic)
    st.header(tr("topic.history.title"), anchor=False)
    show_history(seen, topic)
else:
    st.info(tr("topic.closed"), icon=":material/info:")

st.header(tr("topic.kit.title"), anchor=False)
show_kit(reference, tr, topic)

st.header(tr("topic.others"), anchor=False)
leave = show_others(reference, tr, topic) or leave
if leave:
    shell.go(leave[0], **leave[1])
if seen:
    ways("topic")
