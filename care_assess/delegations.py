"""What people do with questions entrusted to someone: send a link, answer through it, accept or reopen.

    Delegations ── the side of the one who asks: send, renew, revoke, accept, reopen
        enter(link) ──▶ Errand ── the side of the one who answers: their questions, and nothing else

A link is known by its digest alone: who reads the database cannot follow it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from care_assess.answers import Answer, AnswerEvent, clean_text
from care_assess.assessments import Assessments, OpenAssessment
from care_assess.delegation import Delegation, DelegationEvent, Kind, fold_delegations
from care_assess.errors import NotFound, Refused
from care_assess.questionnaire import QuestionId
from care_assess.store import Store
from care_assess.typed import checked_author

__all__ = ["LONGEST_DAYS", "LONGEST_MESSAGE", "Delegations", "Errand"]

LONGEST_MESSAGE = 1000
"""Characters of the message that goes with a link."""

LONGEST_DAYS = 180
"""Days for which a link may hold."""


class Delegations:
    """The delegations of the assessments of one store. Every method may be called by any thread.

    Raises, as :class:`Assessments`, NotFound for the id of no assessment and StoreUnavailable when the
    database fails; NotFound too for the id of no delegation.
    """

    def __init__(
        self,
        store: Store,
        assessments: Assessments,
        *,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        new_link: Callable[[], str],
    ) -> None:
        self._log = store.delegations
        self._assessments = assessments
        self._clock = clock
        self._new_id = new_id
        self._new_link = new_link

    # ---- the one who asks

    def list(self, assessment: str) -> tuple[Delegation, ...]:
        """The delegations of an assessment, the last sent first."""
        found = fold_delegations(self._log.history(assessment))
        return tuple(reversed(found.values()))

    def send(
        self,
        opened: OpenAssessment,
        questions: Collection[QuestionId],
        *,
        person: str,
        expires: datetime,
        author: str,
        message: str = "",
    ) -> tuple[Delegation, str]:
        """Entrust questions to a person until ``expires``; the delegation and its link, given this once.

        Raises Refused without a name or a question of the assessment, for a message too long, or when
        the link would hold too long or not at all.
        """
        asked = [
            question.id
            for one in self._assessments.questionnaires(opened)
            for question in one.questions
            if question.id in questions
        ]
        name, said = checked_author(person), clean_text(message)
        if not name:
            raise Refused("delegation.person_missing")
        if not asked:
            raise Refused("delegation.nothing_chosen")
        if len(said) > LONGEST_MESSAGE:
            raise Refused("delegation.message_too_long", limit=LONGEST_MESSAGE)
        now, link, key = self._clock(), self._new_link(), self._new_id()
        self._check_end(now, expires)
        event = DelegationEvent(
            seq=0,
            delegation=key,
            kind="sent",
            author=checked_author(author),
            at=now,
            questions=tuple(asked),
            person=name,
            message=said,
            secret=_digest(link),
            expires=expires,
        )
        self._log.append(opened.info.id, lambda _: event)
        return fold_delegations([event])[key], link

    def renew(self, assessment: str, delegation: str, *, expires: datetime, author: str) -> str:
        """Make a new link until ``expires``; the former one ends. Raises Refused as :meth:`send`."""
        now, link = self._clock(), self._new_link()
        self._check_end(now, expires)
        event = DelegationEvent(
            seq=0,
            delegation=delegation,
            kind="renewed",
            author=checked_author(author),
            at=now,
            secret=_digest(link),
            expires=expires,
        )
        self._append(assessment, event)
        return link

    def revoke(self, assessment: str, delegation: str, *, author: str) -> None:
        """End the link at once. What was answered stays."""
        self._append(assessment, self._event(delegation, "revoked", author))

    def accept(
        self, assessment: str, delegation: str, questions: Collection[QuestionId], *, author: str
    ) -> None:
        """Take the answers as they are: the person can no longer change them."""
        self._append(assessment, self._event(delegation, "accepted", author, questions))

    def reopen(
        self, assessment: str, delegation: str, questions: Collection[QuestionId], *, author: str
    ) -> None:
        """Ask again: the person can answer anew, as long as the link holds."""
        self._append(assessment, self._event(delegation, "reopened", author, questions))

    # ---- the one who answers

    def enter(self, link: str) -> Errand:
        """What a link leads to. Raises Refused when it is wrong, replaced, expired or revoked."""
        secret = _digest(link)
        found = self._log.find(secret) if link else None
        if found is None:
            raise Refused("delegation.wrong_link")
        assessment, name = found
        delegation = fold_delegations(self._log.history(assessment))[name]
        if delegation.secret != secret:
            raise Refused("delegation.replaced")
        standing = delegation.standing(self._clock())
        if standing in {"revoked", "expired"}:
            raise Refused(f"delegation.{standing}")
        return Errand(link=link, assessment=assessment, delegation=delegation, of=self)

    def finish(self, errand: Errand) -> None:
        """Say that the person has answered all they could. Raises Refused as :meth:`enter`."""
        now = self.enter(errand.link).delegation
        self._append(errand.assessment, self._event(now.id, "finished", now.person, now.of("open")))

    def seam(self, errand: Errand, question: QuestionId | None = None) -> Assessments:
        """The assessments, once the link still holds and ``question``, if any, may be answered.

        Raises Refused otherwise.
        """
        delegation = self.enter(errand.link).delegation
        if question is not None and not delegation.may_answer(question, self._clock()):
            known = question in delegation.states
            raise Refused("delegation.closed" if known else "delegation.not_yours")
        return self._assessments

    # ---- within

    def _event(
        self, delegation: str, kind: Kind, author: str, questions: Collection[QuestionId] = ()
    ) -> DelegationEvent:
        return DelegationEvent(
            seq=0,
            delegation=delegation,
            kind=kind,
            author=checked_author(author),
            at=self._clock(),
            questions=tuple(questions),
        )

    def _append(self, assessment: str, event: DelegationEvent) -> None:
        def make(known: Mapping[str, Delegation]) -> DelegationEvent | None:
            if event.delegation not in known:
                raise NotFound("delegation.no_such_delegation")
            return event

        self._log.append(assessment, make)

    def _check_end(self, now: datetime, expires: datetime) -> None:
        if not now < expires <= now + timedelta(days=LONGEST_DAYS):
            raise Refused("delegation.bad_end", days=LONGEST_DAYS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Errand:
    """What a valid link leads to: the door through which a person answers the questions entrusted to them.

    It stands in for :class:`Assessments` where answers are saved. Every method asks again whether the
    link holds, and raises Refused when it no longer does, or for a question that may not be answered.
    """

    link: str
    assessment: str
    delegation: Delegation
    of: Delegations

    def open(self, assessment: str) -> OpenAssessment:
        """The assessment."""
        return self._seam(assessment).open(assessment)

    def history(self, assessment: str) -> tuple[AnswerEvent, ...]:
        """The answers ever given to the questions entrusted."""
        events = self._seam(assessment).history(assessment)
        return tuple(event for event in events if event.question in self.delegation.states)

    def seen(self, assessment: str, tab: str) -> int:
        """See :meth:`Assessments.seen`."""
        return self._seam(assessment).seen(assessment, tab)

    def set_seen(self, assessment: str, tab: str, seq: int) -> None:
        """See :meth:`Assessments.set_seen`."""
        self._seam(assessment).set_seen(assessment, tab, seq)

    def record(
        self,
        assessment: str,
        question: QuestionId,
        answer: Answer,
        *,
        author: str,
        tab: str,
        after: int | None = None,
    ) -> AnswerEvent:
        """Keep an answer to a question entrusted, signed ``author``. See :meth:`Assessments.record`."""
        seam = self._seam(assessment, question)
        return seam.record(
            assessment, question, answer, author=author, tab=tab, source="delegation", after=after
        )

    def undo(self, assessment: str, question: QuestionId, *, author: str, tab: str) -> AnswerEvent:
        """Give a question entrusted the answer it had before, when the last is of this link."""
        seam = self._seam(assessment, question)
        last = seam.open(assessment).events.get(question)
        if last is None or last.source != "delegation" or last.tab != tab:
            raise Refused("delegation.not_yours")
        return seam.undo(assessment, question, author=author, tab=tab)

    def _seam(self, assessment: str, question: QuestionId | None = None) -> Assessments:
        if assessment != self.assessment:
            raise Refused("delegation.not_yours")
        return self.of.seam(self, question)


def _digest(link: str) -> str:
    """SHA-256 of a link, in hexadecimal: a link has 256 random bits, so that no salt would help."""
    return hashlib.sha256(link.encode("utf-8", "replace")).hexdigest()
