"""The answers to look at again: unknown, declared not applicable, or not given yet."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from care_assess.answers import AnswerKind
from care_assess.assessments import OpenAssessment
from care_assess.ui import shell
from care_assess.ui.markdown import plain
from care_assess.ui.notes import notes_of
from care_assess.ui.paging import Place, kind_of, places

__all__ = ["draw"]

LISTS: tuple[AnswerKind, ...] = ("none", "unknown", "not_applicable")
MOST = 25
"""Questions shown at once."""


def draw(opened: OpenAssessment) -> Place | None:
    """Draw the lists; the question the person wants to go to."""
    tr = shell.reader().tr
    found = _found(opened)
    st.title(tr("form.title.review"), anchor=False)
    st.markdown(tr("form.review.intro"))
    chosen = st.radio(
        tr("form.review.list"),
        LISTS,
        index=next((place for place, kind in enumerate(LISTS) if found[kind]), 0),
        format_func=lambda kind: tr(f"form.review.lists.{kind}", n=len(found[kind])),
        key="review_list",
        horizontal=True,
        persist_state="session",
    )
    waiting = found[chosen]
    if not waiting:
        st.info(tr(f"form.review.empty.{chosen}"), icon=":material/check:")
    wanted = [place for place in waiting[:MOST] if _row(opened, place)]
    if len(waiting) > MOST:
        st.caption(tr("form.review.more", n=len(waiting) - MOST))
    notes_of(opened).gone()
    return wanted[0] if wanted else None


def _found(opened: OpenAssessment) -> Mapping[AnswerKind, list[Place]]:
    seam = shell.assessments()
    found: dict[AnswerKind, list[Place]] = {kind: [] for kind in (*LISTS, "value")}
    for place in places(seam.questionnaires(opened), seam.applicability(opened)):
        found[kind_of(opened.events, place.question.id)].append(place)
    return found


def _row(opened: OpenAssessment, place: Place) -> bool:
    """One question, with what is known of it and the way to it."""
    tr = shell.reader().tr
    question = place.question
    event = opened.events.get(question.id)
    owner = shell.assessments().catalogue.reference.owners.get(question.answered_by)
    with st.container(border=True):
        st.markdown(plain(tr.text(question.text)))
        if event and event.answer.reason:
            st.text(event.answer.reason)
        elif owner:
            st.caption(tr("form.review.ask", who=plain(tr.text(owner))))
        return st.button(
            tr("form.review.go", question=question.id),
            key=f"review.{question.id}",
            type="tertiary",
            icon=":material/arrow_forward:",
        )
