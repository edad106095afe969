"""Exercises: which ones count, when the next is due, what they taught, what to answer, what to play."""

import streamlit as st

from care_assess.ui.board import board
from care_assess.ui.exercise_kits import show_kits
from care_assess.ui.exercises import (
    EXERCISES,
    show_answers,
    show_entry,
    show_headline,
    show_programme,
    show_register,
)
from care_assess.ui.markdown import plain
from care_assess.ui.planning import ways
from care_assess.ui.registers import desk, offer_former, show_problem

seen = board()
tr = seen.tr
mine = desk(seen, EXERCISES)

st.caption(plain(seen.cover))
st.title(tr("exercises.title"), anchor=False)
st.markdown(tr("exercises.what"))
show_problem()
offer_former(mine)
show_headline(mine)

st.header(tr("exercises.register.title"), anchor=False)
show_register(mine)
show_entry(mine)

st.header(tr("exercises.programme.title"), anchor=False)
show_programme(mine)

st.header(tr("exercises.answer.title"), anchor=False)
st.markdown(tr("exercises.answer.what"))
show_answers(mine)

st.header(tr("exercises.kits.title"), anchor=False)
show_kits(mine)
ways("exercises")
