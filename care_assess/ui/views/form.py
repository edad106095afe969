"""The questionnaire: one page of questions, or the answers to look at again."""

import streamlit as st

from care_assess.ui import questions, review, shell

opened = shell.opened()
tr = shell.reader().tr

if st.query_params.get("q") == questions.REVIEW:
    place = review.draw(opened)
    if place:
        shell.go("form", q=place.domain, p=str(place.page))
    if st.button(tr("form.go.form"), key="go_form", type="primary"):
        shell.go("form")
else:
    wish = questions.draw(opened, questions.spot(opened))
    if wish:
        shell.go(wish[0], **wish[1])
