"""What people do with workshops: open one, join it, vote, show the votes, settle a level, stop and go on.

    Workshops ── store (events, people, votes), assessments (questions, answers)
        ask, vote, reveal ──▶ Standing, Tally;  settle ──▶ an answer like any other

As with answers, time and ids come from outside. Several servers may share the database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock

from care_assess.answers import Answer, AnswerEvent, clean_text
from care_assess.assessments import Assessments, OpenAssessment
from care_assess.errors import NotFound, Overtaken, Refused
from care_assess.glances import Glances
from care_assess.questionnaire import Question, QuestionId
from care_assess.recent import Recent
from care_assess.store import Code, Seat, Standing, Store
from care_assess.typed import checked_author
from care_assess.workshop import (
    FUNCTIONS,
    Held,
    Participant,
    Record,
    Tally,
    Vote,
    Workshop,
    WorkshopEvent,
    record,
    tally,
    unfold,
    values_of,
)
from care_assess.workshop.codes import new_code, same_code, typed_code
from care_assess.workshop.model import LONGEST_TEXT, LONGEST_TITLE, MINUTES, Kind, Role
from care_assess.workshop.record import ballots

__all__ = ["GUESSES", "GUESS_MINUTES", "LONGEST_NAME", "Joined", "Workshops"]

GUESSES, GUESS_MINUTES = 30, 10
"""Wrong codes that one address may try within so many minutes."""
LONGEST_NAME = 60
"""Characters of the name that a participant gives."""

_SEATS = 1_000
_GUESSING = timedelta(minutes=GUESS_MINUTES)
_ROLES: tuple[Role, ...] = ("participant", "facilitator")


@dataclass(frozen=True, kw_only=True, slots=True)
class Joined:
    """Someone's place in a workshop. ``token``: what finds it again; it is told once and never kept."""

    seat: Seat
    token: str


class Workshops:
    """The workshops of every assessment. Every method may be called by any thread.

    What a method changes is in the database when it returns. Raises, as :class:`Assessments`, NotFound
    for the id of no assessment or workshop and StoreUnavailable when the database fails.
    """

    def __init__(
        self,
        store: Store,
        assessments: Assessments,
        *,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        pick: Callable[[str], str],
    ) -> None:
        self._log = store.workshops
        self._assessments = assessments
        self._clock = clock
        self._new_id = new_id
        self._pick = pick
        self._counting = Lock()
        self._glances = Glances(store.workshops.standing, clock)
        self._tallies = Recent[tuple[Question, Tally]]()
        self._seats = Recent[Seat](_SEATS)

    # ---- reading

    def list(self, assessment: str) -> tuple[Workshop, ...]:
        """The workshops of an assessment, oldest first."""
        told: dict[str, list[WorkshopEvent]] = {}
        for event in self._log.events(assessment):
            told.setdefault(event.workshop, []).append(event)
        return tuple(found for events in told.values() if (found := unfold(events)))

    def open(self, assessment: str, workshop: str) -> Workshop:
        """One workshop as it is now. Raises NotFound."""
        found = unfold(self._log.events(assessment, workshop)) if workshop else None
        if found is None:
            raise NotFound("workshop.not_found")
        return found

    def standing(self, assessment: str, workshop: str) -> Standing:
        """What is before the room now."""
        return self._glances.look(assessment, workshop)

    def glance(self, assessment: str, workshop: str) -> Standing:
        """What is before the room, cheaply: each phone of the room asks it every other second.

        What was done here is seen at once; what another process did, a moment later.
        """
        return self._glances.glance(assessment, workshop)

    def people(self, assessment: str, workshop: str) -> tuple[Participant, ...]:
        """Everyone who ever joined, in the order in which they did."""
        return self._log.people(assessment, workshop)

    def shown(
        self, assessment: str, workshop: str, question: Question, rounds: Sequence[int]
    ) -> tuple[Tally, ...]:
        """The tally of each of those rounds, which must have been revealed: nothing can change them."""
        return tuple(self._shown(assessment, workshop, question, number) for number in rounds)

    def _shown(self, assessment: str, workshop: str, question: Question, number: int) -> Tally:
        key = assessment, workshop, question.id, number
        with self._counting:  # one counts for all that wait
            found = self._tallies.find(key)
            if found is None or found[0] != question:
                found = question, self._count(assessment, workshop, question, number)
                self._tallies.keep(key, found)
            return found[1]

    def _count(self, assessment: str, workshop: str, question: Question, number: int) -> Tally:
        votes = self._log.votes(assessment, workshop, question.id)
        people = self._log.people(assessment, workshop)
        return tally(question, ballots(votes, people, question.id, number))

    def held(self, assessment: str, workshop: Workshop) -> Held:
        """A workshop with all that was kept of it, hidden votes too: not to be shown as it is."""
        return Held(
            workshop=workshop,
            participants=self._log.people(assessment, workshop.id),
            votes=self._log.votes(assessment, workshop.id),
        )

    def record(self, opened: OpenAssessment) -> Record:
        """What the workshops of an assessment leave behind."""
        assessment = opened.info.id
        held = [self.held(assessment, one) for one in self.list(assessment)]
        return record(held, self._asked(opened))

    # ---- opening and joining

    def create(
        self,
        opened: OpenAssessment,
        questions: Sequence[QuestionId],
        *,
        title: str,
        minutes: int,
        start: datetime,
        until: datetime,
        author: str,
    ) -> Workshop:
        """Open a workshop, whose codes hold ``until`` then.

        Raises Refused without a question, or with minutes or a title that cannot be.
        """
        asked = self._asked(opened)
        kept = [one for one in dict.fromkeys(questions) if one in asked]
        name = " ".join(clean_text(title).split())
        if not kept:
            raise Refused("workshop.no_question")
        if minutes not in MINUTES:
            raise Refused("workshop.minutes", low=MINUTES[0], high=MINUTES[-1])
        if len(name) > LONGEST_TITLE:
            raise Refused("workshop.title_too_long", limit=LONGEST_TITLE)
        workshop = self._new_id()
        data = {
            "title": name,
            "questions": kept,
            "minutes": minutes,
            "start": start.isoformat(),
        }
        assessment = opened.info.id
        self._happen(assessment, workshop, "opened", author=author, data=data)
        self._let_in(assessment, workshop, until)
        return self.open(assessment, workshop)

    def codes(self, assessment: str, workshop: str) -> Mapping[Role, Code]:
        """The codes that open the workshop now, by whom they make of the one who types them."""
        live = [
            one
            for one in self._log.live_codes(self._clock())
            if (one.assessment, one.workshop) == (assessment, workshop)
        ]
        return {one.role: one for one in reversed(live)}

    def opens(self, code: str, *, source: str) -> bool:
        """Whether a code opens a workshop here; a wrong one is not counted, see :meth:`join`.

        Raises Refused when too many wrong ones came from ``source``.
        """
        return self._behind(code, source) is not None

    def join(self, code: str, name: str, function: str, *, source: str) -> Joined:
        """Take a place in the workshop of a code. ``source``: whence it is typed, to slow down who guesses.

        Raises Refused for a code that opens nothing, or no longer; when too many wrong ones came from
        there; without a name; or when someone of that name and function is there already.
        """
        found = self._behind(code, source)
        if found is None:
            now = self._clock()
            self._log.note_wrong_code(self._new_id(), _digest(source), now, now - _GUESSING)
            raise Refused("workshop.join.wrong")
        who = checked_author(name)
        if not who:
            raise Refused("workshop.join.nameless")
        if len(who) > LONGEST_NAME:
            raise Refused("workshop.join.long", limit=LONGEST_NAME)
        role = next((one for one in FUNCTIONS if one == function), None)
        if role is None:
            raise Refused("workshop.join.function")
        person = Participant(
            id=self._new_id(),
            workshop=found.workshop,
            name=who,
            function=role,
            role=found.role,
            at=self._clock(),
        )
        token = self._new_id() + self._new_id()
        self._log.join(found.assessment, person, _digest(token), forget=person.at - _GUESSING)
        self._glances.forget(found.assessment, found.workshop)
        return Joined(seat=Seat(assessment=found.assessment, participant=person), token=token)

    def seat(self, token: str) -> Seat | None:
        """Where a token leads; None: nowhere, or the place was freed."""
        if not token:
            return None
        key = _digest(token)
        found = self._seats.find(key)
        if found is None or not self._still_there(found):  # it may have been freed
            found = self._log.seat(key)
            if found and found.participant.role == "participant":
                self._seats.keep(key, found)
        return found

    def free(self, assessment: str, workshop: str, person: str) -> None:
        """Free the place of someone who is there twice, or has left."""
        self._log.free(assessment, workshop, person, self._clock())
        self._glances.forget(assessment, workshop)

    # ---- voting

    def question(self, opened: OpenAssessment, question: QuestionId) -> Question:
        """A question of the assessment. Raises NotFound when it is not asked any more."""
        found = self._asked(opened).get(question)
        if found is None:
            raise NotFound("assessments.no_such_question", question=question)
        return found

    def vote(self, seat: Seat, question: Question, number: int, value: str) -> Vote:
        """Vote in a round, again until it is over: the last vote counts, all are kept.

        Raises Refused for a choice that is not offered, when the round is over or the place was freed.
        """
        if value not in values_of(question):
            raise Refused("workshop.vote.no_such_choice")
        person = seat.participant
        vote = Vote(
            participant=person.id,
            question=question.id,
            round=number,
            value=value,
            at=self._clock(),
        )
        kept = self._log.vote(seat.assessment, person.workshop, vote)
        self._glances.vote(seat.assessment, person.workshop, vote)
        return kept

    def my_vote(self, seat: Seat, question: QuestionId, number: int) -> str | None:
        """What someone last said in a round; None: nothing yet."""
        return self._log.last_vote(seat, question, number)

    # ---- leading

    def ask(
        self, assessment: str, workshop: Workshop, question: QuestionId, *, author: str
    ) -> None:
        """Put a question before the room: a new round, unless one was begun and never shown."""
        number = workshop.next_round(question)
        self._lead(assessment, workshop, "asked", author=author, question=question, number=number)

    def reveal(self, assessment: str, workshop: Workshop, *, author: str) -> None:
        """End the round and show its votes."""
        if workshop.phase != "voting":
            raise Refused("workshop.not_now")
        self._end_round(assessment, workshop, "revealed", author=author)

    def skip(self, assessment: str, workshop: Workshop, *, author: str) -> None:
        """Leave the question aside."""
        self._end_round(assessment, workshop, "skipped", author=author)

    def settle(
        self,
        assessment: str,
        workshop: Workshop,
        answer: Answer,
        *,
        after: int,
        author: str,
    ) -> AnswerEvent:
        """Keep what the room agrees on as the answer to the question before it.

        ``after``: the number of the answer it replaces (0: none). Raises AnswerRejected when it does not
        fit, Overtaken when someone has answered, or led the workshop on, meanwhile: nothing is kept then.
        """
        question = workshop.question
        if question is None or answer.kind == "none":
            raise Refused("workshop.nothing_settled")
        if self.standing(assessment, workshop.id).floor != workshop.floor:
            raise Overtaken("workshop.overtaken")
        event = self._assessments.record(
            assessment,
            question,
            answer,
            author=author,
            tab=f"workshop-{workshop.id}",
            source="workshop",
            after=after,
        )
        self._end_round(assessment, workshop, "settled", author=author, data={"answer": event.seq})
        return event

    def pause(self, assessment: str, workshop: Workshop, *, author: str) -> None:
        """Stop for now: nobody votes until the workshop is taken up again."""
        self._lead(assessment, workshop, "paused", author=author)

    def close(self, assessment: str, workshop: Workshop, *, author: str) -> None:
        """Conclude."""
        self._lead(assessment, workshop, "closed", author=author)

    def resume(self, assessment: str, workshop: Workshop, *, until: datetime, author: str) -> None:
        """Take the workshop up again; on another day, with new codes."""
        self._lead(assessment, workshop, "resumed", author=author)
        if len(self.codes(assessment, workshop.id)) < len(_ROLES):
            self._let_in(assessment, workshop.id, until)

    # ---- beside the questions

    def park(self, assessment: str, workshop: Workshop, text: str, *, author: str) -> None:
        """Put something aside to come back to. Raises Refused when it is empty or too long."""
        data = {"text": _written(text)}
        question = workshop.question or ""
        self._happen(assessment, workshop.id, "parked", author=author, question=question, data=data)

    def unpark(self, assessment: str, workshop: str, entry: int, *, author: str) -> None:
        """Say that what was put aside has been dealt with."""
        self._happen(assessment, workshop, "unparked", author=author, data={"entry": entry})

    def promise(
        self,
        assessment: str,
        workshop: Workshop,
        question: QuestionId,
        *,
        what: str,
        who: str,
        due: date | None,
        author: str,
    ) -> None:
        """Note that someone owes evidence. Raises Refused without what or without who."""
        data = {"what": _written(what), "who": _written(who)}
        if due is not None:
            data["due"] = due.isoformat()
        self._happen(
            assessment, workshop.id, "promised", author=author, question=question, data=data
        )

    def deliver(self, assessment: str, workshop: str, promise: int, *, author: str) -> None:
        """Say that evidence that was owed has been shown."""
        self._happen(assessment, workshop, "delivered", author=author, data={"promise": promise})

    # ---- within

    def _still_there(self, seat: Seat) -> bool:
        person = seat.participant
        return person.id in self.glance(seat.assessment, person.workshop).present

    def _asked(self, opened: OpenAssessment) -> Mapping[QuestionId, Question]:
        return {
            question.id: question
            for questionnaire in self._assessments.questionnaires(opened)
            for question in questionnaire.questions
        }

    def _behind(self, code: str, source: str) -> Code | None:
        """Where a code leads; every live one is compared, so that time tells nothing."""
        now = self._clock()
        if self._log.wrong_codes(_digest(source), now - _GUESSING) >= GUESSES:
            raise Refused("workshop.join.slow", n=GUESS_MINUTES)
        typed = typed_code(code)
        found = [one for one in self._log.live_codes(now) if same_code(typed, one.code)]
        return found[0] if found else None

    def _let_in(self, assessment: str, workshop: str, until: datetime) -> None:
        for role in _ROLES:
            code = Code(
                assessment=assessment,
                workshop=workshop,
                role=role,
                code=new_code(self._pick),
                expires_at=until,
            )
            self._log.add_code(code, self._clock())

    def _end_round(
        self,
        assessment: str,
        workshop: Workshop,
        kind: Kind,
        *,
        author: str,
        data: Mapping[str, object] | None = None,
    ) -> None:
        """Go on from the question that is before the room. Raises Refused when there is none."""
        if workshop.question is None:
            raise Refused("workshop.not_now")
        self._lead(
            assessment,
            workshop,
            kind,
            author=author,
            question=workshop.question,
            number=workshop.round,
            data=data,
        )

    def _lead(
        self,
        assessment: str,
        workshop: Workshop,
        kind: Kind,
        *,
        author: str,
        question: str = "",
        number: int = 0,
        data: Mapping[str, object] | None = None,
    ) -> None:
        """Change what is before the room, unless the other facilitator has."""
        event = WorkshopEvent(
            workshop=workshop.id,
            kind=kind,
            at=self._clock(),
            author=checked_author(author),
            question=question,
            round=number,
            data=data or {},
        )
        self._log.append(assessment, event, after=workshop.floor)
        self._glances.forget(assessment, workshop.id)

    def _happen(
        self,
        assessment: str,
        workshop: str,
        kind: Kind,
        *,
        author: str,
        data: Mapping[str, object],
        question: str = "",
    ) -> None:
        event = WorkshopEvent(
            workshop=workshop,
            kind=kind,
            at=self._clock(),
            author=checked_author(author),
            question=question,
            data=data,
        )
        self._log.append(assessment, event)


def _written(text: str) -> str:
    """What people type beside a question, on one line. Raises Refused when it is empty or too long."""
    line = " ".join(clean_text(text).split())
    if not line:
        raise Refused("workshop.empty")
    if len(line) > LONGEST_TEXT:
        raise Refused("workshop.too_long", limit=LONGEST_TEXT)
    return line


def _digest(secret: str) -> str:
    """What is kept of a token or of an address instead of it."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
