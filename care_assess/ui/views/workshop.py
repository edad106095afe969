"""The workshop as the one who leads it sees it: prepare, ask, show the votes, settle, conclude."""

import streamlit as st

from care_assess.ui.markdown import plain
from care_assess.ui.planning import ways
from care_assess.ui.registers import show_problem
from care_assess.ui.workshop_desk import desk
from care_assess.ui.workshop_prepare import draw_past, draw_prepare
from care_assess.ui.workshop_room import (
    draw_agenda,
    draw_attendance,
    draw_ends,
    draw_files,
    draw_join,
    draw_parking,
    draw_promises,
)
from care_assess.ui.workshop_run import draw_question

mine = desk()
tr, workshop = mine.tr, mine.workshop

st.caption(plain(mine.opened.info.organisation.name))
if workshop is None:
    st.title(tr("workshop_page.title"), anchor=False)
    show_problem()
    st.markdown(tr("workshop_page.lead"))
    draw_prepare(mine)
else:
    st.title(plain(workshop.title or tr("workshop_page.untitled")), anchor=False)
    show_problem()
    draw_ends(mine)
    main, side = st.columns([5, 3], gap="large")
    with main:
        if workshop.phase not in {"paused", "closed"}:
            draw_question(mine)
        draw_promises(mine)
        draw_parking(mine)
        draw_agenda(mine)
    with side:
        if workshop.phase != "closed":
            draw_join(mine)
        draw_attendance(mine)
        draw_files(mine)
    if st.button(tr("workshop_page.another"), icon=":material/add:", key="workshop_another"):
        st.query_params["w"] = "new"
        st.rerun()
draw_past(mine)
ways("workshop")
