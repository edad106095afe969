"""Rooms full of people, said briefly: who is there, what happened, what they voted."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from care_assess.assessments import Assessments
from care_assess.questionnaire import QuestionId
from care_assess.store import Store, new_id
from care_assess.workshop import Ballot, Participant, Vote, Workshop, WorkshopEvent, unfold
from care_assess.workshops import Workshops

START = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def told(*happened: tuple, questions: tuple[str, ...] = ("Q-1", "Q-2", "Q-3")) -> Workshop:
    """A workshop in which that happened, a minute apart: ``("asked", "Q-1", 1)``, ``("parked", data)``…"""
    opened = {"title": "Atelier", "questions": list(questions), "minutes": 3,
              "start": START.isoformat()}  # fmt: skip
    events = [
        WorkshopEvent(workshop="w", kind="opened", at=START, author="Mme Roy", data=opened, seq=1)
    ]
    for minute, (kind, *facts) in enumerate(happened, 1):
        data = next((one for one in facts if isinstance(one, dict)), {})
        question = next((one for one in facts if isinstance(one, str)), "")
        number = next((one for one in facts if isinstance(one, int)), 0)
        events.append(
            WorkshopEvent(
                workshop="w", kind=kind, at=START + timedelta(minutes=minute), question=question,
                round=number, data=data, seq=minute + 1,
            )
        )  # fmt: skip
    found = unfold(events)
    assert found is not None
    return found


def someone(name: str, function: str = "care", **facts) -> Participant:
    """A participant whose id is their name."""
    facts = {"id": name, "workshop": "w", "role": "participant", "at": START, **facts}
    return Participant(name=name, function=function, **facts)


def a_vote(who: str, value: str, question: str = "Q-1", number: int = 1, seq: int = 0) -> Vote:
    """What someone said in one round."""
    return Vote(
        participant=who, question=QuestionId(question), round=number, value=value, at=START, seq=seq
    )


def voted(**groups: str) -> list[Ballot]:
    """The ballots of functions, a sign each: ``voted(care="11?", it="4-")``; ``?`` unknown, ``-`` abstain."""
    names = {"?": "unknown", "-": "abstain"}
    return [
        Ballot(function, names.get(sign, sign))
        for function, signs in groups.items()
        for sign in signs
    ]


def the_work(store: Store, seam: Assessments) -> Workshops:
    """The workshops of a store, on the clock of the wall."""
    return Workshops(
        store, seam, clock=lambda: datetime.now(UTC), new_id=new_id, pick=secrets.choice
    )


def a_room(store: Store, seam: Assessments, assessment: str) -> tuple[str, str]:
    """A workshop in which two people have voted, far apart, and seen it; its id, and the token of one."""
    work = the_work(store, seam)
    opened, now = seam.open(assessment), datetime.now(UTC)
    question = next(one for one in seam.questionnaires(opened)[0].questions if one.kind == "level")
    made = work.create(
        opened, [question.id], title="Atelier", minutes=3, start=now,
        until=now + timedelta(days=1), author="Chef",
    )  # fmt: skip
    code = work.codes(assessment, made.id)["participant"].code
    seats = [work.join(code, *who, source="t") for who in (("Zélie", "care"), ("Lucien", "it"))]
    work.ask(assessment, made, question.id, author="Chef")
    for seat, value in zip(seats, ("1", "4"), strict=True):
        work.vote(seat.seat, question, 1, value)
    work.reveal(assessment, work.open(assessment, made.id), author="Chef")
    return made.id, seats[0].token
