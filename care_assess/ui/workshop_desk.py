"""What the pages of a workshop share: the seam, where it stands, and how a press changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from urllib.parse import urlencode

import streamlit as st

from care_assess.answers import Applies
from care_assess.assessments import OpenAssessment
from care_assess.errors import CareError, NotFound
from care_assess.questionnaire import Question, QuestionId, Questionnaire
from care_assess.store import Seat, Standing
from care_assess.text import Translator
from care_assess.ui import guard, shell
from care_assess.ui.registers import attempt
from care_assess.workshop import Workshop, next_question
from care_assess.workshop.agenda import Part, Slot, agenda
from care_assess.workshops import Workshops

__all__ = [
    "POLL_SECONDS",
    "Desk",
    "desk",
    "join_address",
    "midnight",
    "my_seat",
    "site",
    "still",
    "workshops",
]

POLL_SECONDS = 2
"""How often a page asks whether the workshop has moved on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """The workshop that is open, if any, as the one who leads it sees it."""

    work: Workshops
    opened: OpenAssessment
    workshop: Workshop | None
    questionnaires: tuple[Questionnaire, ...]
    applicable: Mapping[QuestionId, Applies]
    author: str
    tr: Translator

    @property
    def id(self) -> str:
        """The assessment."""
        return self.opened.info.id

    @property
    def questions(self) -> Mapping[QuestionId, Question]:
        """Every question of the assessment."""
        return {one.id: one for each in self.questionnaires for one in each.questions}

    @property
    def now(self) -> Workshop:
        """The workshop that is open. Raises NotFound without one."""
        if self.workshop is None:
            raise NotFound("workshop.not_found")
        return self.workshop

    def lead(self, act: Callable[[], object]) -> None:
        """Do what a press asks; the next run says why when it cannot be done."""
        attempt(act)

    def asked(self) -> tuple[QuestionId, ...]:
        """The questions of the workshop that concern the establishment as it is answered now."""
        return tuple(
            one
            for one in self.now.questions
            if one in self.questions and one in self.applicable and self.applicable[one].applies
        )

    def next(self) -> QuestionId | None:
        """The question to ask next."""
        return next_question(self.now, self.asked())

    def slots(self) -> tuple[Slot, ...]:
        """The agenda of the workshop."""
        wanted = set(self.now.questions)
        parts = (
            Part(
                questionnaire=questionnaire.id,
                section=section.id,
                questions=tuple(one for one in section.questions if one.id in wanted),
            )
            for questionnaire in self.questionnaires
            for section in questionnaire.sections
        )
        return agenda([part for part in parts if part.questions], self.now.minutes)

    def part_name(self, part: Part) -> str:
        """The title of a section, letter for letter."""
        named = next(one for one in self.questionnaires if one.id == part.questionnaire)
        section = next(one for one in named.sections if one.id == part.section)
        return self.tr.text(section.title)


def desk() -> Desk:
    """The workshop that the address names, else the last one that goes on."""
    opened, seam, work = shell.opened(), shell.assessments(), workshops()
    named = st.query_params.get("w", "")
    known = work.list(opened.info.id)
    running = [one for one in known if one.phase != "closed"]
    found = next((one for one in known if one.id == named), None)
    if found is None and running and not named:
        found = running[-1]
        st.query_params["w"] = found.id
    seat = my_seat(work)
    return Desk(
        work=work,
        opened=opened,
        workshop=found,
        questionnaires=seam.questionnaires(opened),
        applicable=seam.applicability(opened),
        author=seat.participant.name if seat else shell.reader().author,
        tr=shell.reader().tr,
    )


def workshops() -> Workshops:
    """The one seam to the workshops, of the client that is open."""
    return shell.world().work


def my_seat(work: Workshops) -> Seat | None:
    """The place that the address finds again."""
    return work.seat(st.query_params.get("me", ""))


def join_address(code: str) -> str:
    """Where a phone joins by that code, from within the room."""
    client = st.query_params.get("c", "")
    asked = urlencode({"code": code, **({"c": client} if client else {})})
    return f"{guard.room_address() or site()}/{shell.PAGES['join']}?{asked}"


def site() -> str:
    """The address of the application in this browser, without its page."""
    url = (st.context.url or "").rstrip("/")
    front, _, last = url.rpartition("/")
    return front if last in set(filter(None, shell.PAGES.values())) else url


def midnight() -> datetime:
    """When this day ends for the reader: the codes of a workshop end with it."""
    reader = shell.reader()
    return datetime.combine(reader.today() + timedelta(days=1), time(), reader.zone)


def still(work: Workshops, assessment: str, workshop: str, floor: int) -> Standing | None:
    """Where the workshop stands, from within what is drawn again and again.

    When it has moved on from ``floor`` the whole page is run again; None when it cannot be read.
    """
    try:
        found = work.glance(assessment, workshop)
    except CareError as error:
        shell.show_error(error)
        return None
    if found.floor != floor:
        st.rerun()
    return found
