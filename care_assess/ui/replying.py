"""The side of the one who answers: the questions of their link, each on its card, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import streamlit as st

from care_assess.answers import CLEARED
from care_assess.assessments import Assessments, OpenAssessment
from care_assess.attempts import Attempts
from care_assess.delegations import Delegations, Errand
from care_assess.errors import Refused
from care_assess.questionnaire import Question, QuestionId
from care_assess.ui import shell
from care_assess.ui.autosave import Autosave
from care_assess.ui.card import Card
from care_assess.ui.markdown import plain
from care_assess.ui.notes import notes_of
from care_assess.ui.paging import kind_of
from care_assess.wording import in_words

__all__ = ["enter", "show_lead", "show_questions", "show_thanks"]

PER_PAGE = 10
_ENTERED = "reply_entered"
_ATTEMPTS = Attempts(time.monotonic)


def enter(delegations: Delegations, link: str) -> Errand:
    """What the link of the address leads to. Raises Refused when it does not hold, or after many guesses.

    Whoever has come in stays in: the guesses of others from the same place do not shut them out.
    """
    visitor = _visitor()
    if st.session_state.get(_ENTERED) != link:
        _ATTEMPTS.check(visitor)
    try:
        errand = delegations.enter(link)
    except Refused as error:
        if error.message.key == "delegation.wrong_link":
            _ATTEMPTS.wrong(visitor)
        raise
    st.session_state[_ENTERED] = link
    return errand


def show_lead(errand: Errand, opened: OpenAssessment) -> None:
    """Who asks what of whom, and until when."""
    tr, one = shell.reader().tr, errand.delegation
    said = [
        tr(
            "delegation.reply.lead",
            person=one.person,
            n=len(one.questions),
            organisation=opened.info.organisation.name,
            date=shell.reader().day(one.expires - timedelta(seconds=1)),
        )
    ]
    if one.author:
        said.append(tr("delegation.reply.from", who=one.author))
    st.markdown(plain(" ".join(said)))
    if one.message:
        st.info(plain(tr("delegation.reply.message", message=one.message)), icon=":material/mail:")


def show_questions(errand: Errand, opened: OpenAssessment, seam: Assessments) -> bool:
    """The questions still to answer, a page of them; whether the person says that they have finished."""
    reader, tr = shell.reader(), shell.reader().tr
    applies = seam.applicability(opened)
    asked = [
        question
        for question in _questions(opened, seam, errand.delegation.of("open"))
        if question.id in applies and applies[question.id].applies
    ]
    count = st.empty()
    st.caption(tr("form.rule"))
    save = Autosave(errand, opened, replace(reader, author=errand.delegation.person))
    card = Card(
        save=save,
        reader=replace(reader, author=errand.delegation.person),
        reference=seam.catalogue.reference,
        prefix=shell.world().prefix(opened.info.id),
        notes=notes_of(opened),
    )
    pages = max(-(-len(asked) // PER_PAGE), 1)
    page = _page(pages)
    for question in asked[(page - 1) * PER_PAGE : page * PER_PAGE]:
        card.draw(question)
    wish = _turn(page, pages)
    left = sum(kind_of(save.latest, question.id) == "none" for question in asked)
    count.caption(tr("delegation.reply.progress", done=len(asked) - left, n=len(asked)))
    if left:
        st.caption(tr("delegation.reply.left", n=left))
    st.caption(tr("delegation.reply.final"))
    finished = st.button(tr("delegation.reply.finish"), key="reply_finish", type="primary")
    if save.refused:
        st.error(tr("form.held"))
        return False
    now = save.finish()
    if now and seam.applicability(now) != applies:
        shell.run_again()
    if wish and not finished:
        st.query_params["p"] = str(wish)
        st.rerun()
    return finished


def show_thanks(errand: Errand, opened: OpenAssessment, seam: Assessments) -> None:
    """What the person has answered, once it is passed on."""
    tr, reference = shell.reader().tr, seam.catalogue.reference
    names = errand.delegation.of("done", "accepted")
    with st.expander(tr("delegation.reply.given"), icon=":material/task_alt:"):
        for question in _questions(opened, seam, names):
            event = opened.events.get(question.id)
            st.markdown(f"**{plain(tr.text(question.text))}**")
            st.text(in_words(question, event.answer if event else CLEARED, reference, tr))


def _questions(
    opened: OpenAssessment, seam: Assessments, names: Sequence[QuestionId]
) -> list[Question]:
    known: Mapping[QuestionId, Question] = {
        question.id: question for one in seam.questionnaires(opened) for question in one.questions
    }
    return [known[name] for name in names if name in known]


def _page(pages: int) -> int:
    """The page that the address names, from 1."""
    asked = st.query_params.get("p", "")
    return min(max(int(asked) if asked.isdecimal() else 1, 1), pages)


def _turn(page: int, pages: int) -> int | None:
    """The ways to the pages around; the page wanted."""
    tr = shell.reader().tr
    if pages == 1:
        return None
    st.caption(tr("delegation.reply.page", page=page, n=pages))
    with st.container(horizontal=True):
        back = st.button(tr("form.go.back"), key="reply_back", disabled=page == 1)
        onward = st.button(tr("form.go.next"), key="reply_next", disabled=page == pages)
    return page - 1 if back else page + 1 if onward else None


def _visitor() -> str:
    """Where the guesses come from; on this computer, nowhere."""
    return st.context.ip_address or ""
