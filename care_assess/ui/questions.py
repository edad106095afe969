"""A page of questions: parts with their cards, and the ways on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from care_assess.answers import Applies, progress
from care_assess.assessments import OpenAssessment
from care_assess.questionnaire import QuestionId, Questionnaire
from care_assess.ui import shell
from care_assess.ui.autosave import Autosave
from care_assess.ui.card import Card
from care_assess.ui.markdown import plain
from care_assess.ui.notes import notes_of
from care_assess.ui.paging import Part, QuestionPage, next_unanswered, pages_of

__all__ = ["REVIEW", "Spot", "Wish", "draw", "spot"]

Wish: TypeAlias = tuple[shell.Page, dict[str, str]]
"""Where a person wants to go: a page and what its address says."""

REVIEW = "review"
LAST = 999
"""A page number beyond any: it leads to the last one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """Where the address leads: a domain, one of its pages (from 1), and the pages that have questions."""

    domain: Questionnaire
    number: int
    pages: tuple[QuestionPage, ...]
    alive: tuple[int, ...]

    @property
    def parts(self) -> QuestionPage:
        """The parts on the page."""
        return self.pages[self.number - 1] if self.pages else ()


def spot(opened: OpenAssessment) -> Spot:
    """The page that the address names; without one, that of the next question to answer.

    The address then names it, so that a reload, or a browser that finds its server again, comes back
    to the same fields.
    """
    seam = shell.assessments()
    domains, applies = seam.questionnaires(opened), seam.applicability(opened)
    named = {domain.id: domain for domain in domains}
    asked = st.query_params.get("q", "")
    page = st.query_params.get("p", "")
    if asked not in named or not page.isdecimal():
        wanted = [named[asked]] if asked in named else domains
        place = next_unanswered(wanted, applies, opened.events)
        asked, page = (place.domain, str(place.page)) if place else (wanted[0].id, "1")
        st.query_params.update(q=asked, p=page)
    pages = pages_of(named[asked], applies)
    alive = tuple(
        number
        for number, parts in enumerate(pages, 1)
        if any(applies[question.id].applies for part in parts for question in part.questions)
    )
    number = min(max(int(page), 1), max(len(pages), 1))
    return Spot(domain=named[asked], number=number, pages=pages, alive=alive)


def draw(opened: OpenAssessment, here: Spot) -> Wish | None:
    """Draw the page, save its answers, and tell where the person wants to go."""
    tr = shell.reader().tr
    seam = shell.assessments()
    st.title(plain(tr.text(here.domain.title)), anchor=False)
    st.caption(tr("form.rule"))
    wish = _ways(opened, here)
    save = Autosave(seam, opened, shell.reader())
    card = Card(
        save=save,
        reader=shell.reader(),
        reference=seam.catalogue.reference,
        prefix=shell.world().prefix(opened.info.id),
        notes=notes_of(opened),
    )
    applies = seam.applicability(opened)
    counts = [(part, _part(part, card, applies)) for part in here.parts]
    if save.refused:
        shell.hold()
        st.error(tr("form.held"))
    wish = _pager(opened, here) or wish
    now = save.finish() or opened
    shell.refresh(now)
    after = seam.applicability(now)
    for part, slot in counts:
        done = progress(part.section.questions, now.sheet, after)
        slot.caption(tr("form.section_done", done=done.done, n=done.total))
    if after != applies:
        shell.run_again()
    return None if save.refused else wish


def _part(part: Part, card: Card, applies: Mapping[QuestionId, Applies]) -> DeltaGenerator:
    """Draw the cards of a part; the place where to say how many have an answer, once they are saved."""
    tr = shell.reader().tr
    section = part.section
    st.header(plain(tr.text(section.title)), anchor=False)
    count = st.empty()
    if section.intro and part.questions[0] is section.questions[0]:
        st.markdown(plain(tr.text(section.intro)))
    asked = [question for question in part.questions if applies[question.id].applies]
    for question in asked:
        card.draw(question)
    if len(asked) < len(part.questions):
        st.caption(tr("form.out", n=len(part.questions) - len(asked)))
    return count


def _ways(opened: OpenAssessment, here: Spot) -> Wish | None:
    """Where one stands in the domain, and the ways to elsewhere."""
    tr = shell.reader().tr
    seam = shell.assessments()
    domains, applies = seam.questionnaires(opened), seam.applicability(opened)
    wish: Wish | None = None
    with st.container(horizontal=True, vertical_alignment="center"):
        position = here.alive.index(here.number) + 1 if here.number in here.alive else 1
        st.caption(tr("form.page", page=position, n=max(len(here.alive), 1)))
        parts = st.popover(
            tr("form.sections"),
            icon=":material/toc:",
            key=f"parts.{here.domain.id}.{here.number}",  # closed again on the next page
            on_change="rerun",
        )
        if parts.open:
            with parts:
                wish = _sections(opened, here)
        place = next_unanswered(domains, applies, opened.events, (here.domain.id, here.number))
        if st.button(
            tr("form.go.unanswered" if place else "form.go.results"),
            key="go_unanswered",
            icon=":material/skip_next:",
            type="tertiary",
        ):
            wish = _to(place.domain, place.page) if place else ("results", {})
    return wish


def _sections(opened: OpenAssessment, here: Spot) -> Wish | None:
    """The parts of the domain, each a button with what is done of it."""
    tr = shell.reader().tr
    applies = shell.assessments().applicability(opened)
    wish: Wish | None = None
    for number, page in enumerate(here.pages, 1):
        for part in page:
            count = progress(part.questions, opened.sheet, applies)
            title = tr(
                "form.section_button",
                title=plain(tr.text(part.section.title)),
                done=count.done,
                total=count.total,
            )
            key = f"part.{number}.{part.section.id}"
            if count.total and st.button(title, key=key, type="tertiary"):
                wish = _to(here.domain.id, number)
    return wish


def _pager(opened: OpenAssessment, here: Spot) -> Wish | None:
    """Previous and next, over the pages of all domains."""
    tr = shell.reader().tr
    domains = shell.assessments().questionnaires(opened)
    order = [domain.id for domain in domains].index(here.domain.id)
    before = [number for number in here.alive if number < here.number]
    beyond = [number for number in here.alive if number > here.number]
    back, forward = st.columns(2)
    wish: Wish | None = None
    first = not before and order == 0
    if back.button(tr("form.go.back"), key="go_back", width="stretch", disabled=first):
        wish = _to(here.domain.id, before[-1]) if before else _to(domains[order - 1].id, LAST)
    if beyond:
        label, onward = tr("form.go.next"), _to(here.domain.id, beyond[0])
    elif order + 1 < len(domains):
        following = domains[order + 1]
        label = tr("form.go.domain", title=plain(tr.text(following.short)))
        onward = _to(following.id, 1)
    else:
        label, onward = tr("form.go.results"), ("results", {})
    if forward.button(label, key="go_next", width="stretch", type="primary"):
        wish = onward
    return wish


def _to(domain: str, page: int) -> Wish:
    return "form", {"q": domain, "p": str(page)}
