"""Events → the workshop as it is now, and the time it has taken. The same events always tell the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from care_assess.questionnaire import QuestionId
from care_assess.workshop.model import (
    Kind,
    Parked,
    Phase,
    Promise,
    Spell,
    Workshop,
    WorkshopEvent,
)

__all__ = ["FLOOR", "next_question", "phase_after", "spent", "unfold"]

_PHASES: dict[Kind, Phase] = {
    "opened": "ready",
    "asked": "voting",
    "revealed": "revealed",
    "settled": "settled",
    "skipped": "skipped",
    "paused": "paused",
    "resumed": "ready",
    "closed": "closed",
}
FLOOR: tuple[Kind, ...] = tuple(_PHASES)
"""The events that change what is before the room; the others happen beside it."""


def phase_after(kind: Kind) -> Phase:
    """The phase that an event of the floor brings."""
    return _PHASES[kind]


def unfold(events: Iterable[WorkshopEvent]) -> Workshop | None:
    """The workshop that events tell, whatever their order; None when it was never opened."""
    ordered = sorted(events, key=lambda event: event.seq)
    if not ordered or ordered[0].kind != "opened":
        return None
    told = _opened(ordered[0])
    for event in ordered[1:]:
        told = _beside(told, event) if event.kind not in _PHASES else _floor(told, event)
        told = replace(told, seq=event.seq)
    return told


def next_question(workshop: Workshop, asked: Collection[QuestionId]) -> QuestionId | None:
    """The first question neither settled nor skipped, of those that are still ``asked`` of the establishment."""
    gone = {*workshop.settled, *workshop.skipped}
    return next((one for one in workshop.questions if one in asked and one not in gone), None)


def spent(workshop: Workshop, questions: Collection[QuestionId], now: datetime) -> timedelta:
    """How long some questions have been before the room, all days together."""
    spells = (one for one in workshop.spells if one.question in questions)
    return sum(((one.end or now) - one.start for one in spells), timedelta())


def _opened(event: WorkshopEvent) -> Workshop:
    data = event.data
    questions, minutes, start = data.get("questions"), data.get("minutes"), data.get("start")
    return Workshop(
        id=event.workshop,
        title=str(data.get("title", "")),
        questions=tuple(QuestionId(str(one)) for one in questions)
        if isinstance(questions, list | tuple)
        else (),
        minutes=minutes if isinstance(minutes, int) else 1,
        start=datetime.fromisoformat(start) if isinstance(start, str) else event.at,
        opened_at=event.at,
        opened_by=event.author,
        phase="ready",
        floor=event.seq,
        seq=event.seq,
    )


def _floor(told: Workshop, event: WorkshopEvent) -> Workshop:
    question = QuestionId(event.question) if event.question else None
    told = replace(
        told,
        phase=_PHASES[event.kind],
        floor=event.seq,
        question=question,
        round=event.round,
        spells=_timed(told.spells, event),
    )
    if question is None:
        return _taken_up(told, event.at) if event.kind == "resumed" else told
    match event.kind:
        case "asked":
            hidden = {**told.hidden, question: event.round}
            return replace(told, hidden=hidden, skipped=told.skipped - {question})
        case "revealed":
            return _revealed(told, question, event.round)
        case "settled":
            answer = event.data.get("answer")
            number = answer if isinstance(answer, int) else 0
            return replace(told, settled={**told.settled, question: number})
        case "skipped":
            return replace(told, skipped=told.skipped | {question})
    return told


def _taken_up(told: Workshop, at: datetime) -> Workshop:
    return replace(told, taken_up=at, behind=frozenset({*told.settled, *told.skipped}))


def _revealed(told: Workshop, question: QuestionId, number: int) -> Workshop:
    rounds = sorted({*told.revealed.get(question, ()), number})
    hidden = {name: one for name, one in told.hidden.items() if (name, one) != (question, number)}
    return replace(told, revealed={**told.revealed, question: tuple(rounds)}, hidden=hidden)


def _timed(spells: Sequence[Spell], event: WorkshopEvent) -> tuple[Spell, ...]:
    """The spells once ``event`` has happened: another question, a decision or a pause ends the last one."""
    done, last = tuple(spells[:-1]), spells[-1] if spells else None
    goes_on = last is not None and last.end is None
    if event.kind == "revealed" and goes_on:
        return tuple(spells)
    if event.kind == "asked" and last is not None and goes_on and last.question == event.question:
        return tuple(spells)
    if last is not None and goes_on:
        done = (*done, replace(last, end=event.at))
    elif last is not None:
        done = (*done, last)
    if event.kind in {"asked", "revealed"}:
        return (*done, Spell(question=QuestionId(event.question), start=event.at))
    return done


def _beside(told: Workshop, event: WorkshopEvent) -> Workshop:
    data = event.data
    match event.kind:
        case "parked":
            entry = Parked(
                number=event.seq, text=str(data.get("text", "")), question=event.question
            )
            return replace(told, parked=(*told.parked, entry))
        case "unparked":
            parked = tuple(
                replace(one, done=True) if one.number == data.get("entry") else one
                for one in told.parked
            )
            return replace(told, parked=parked)
        case "promised":
            due = data.get("due")
            promise = Promise(
                workshop=told.id,
                number=event.seq,
                question=QuestionId(event.question),
                what=str(data.get("what", "")),
                who=str(data.get("who", "")),
                due=date.fromisoformat(due) if isinstance(due, str) else None,
            )
            return replace(told, promises=(*told.promises, promise))
        case "delivered":
            promises = tuple(
                replace(one, done=True) if one.number == data.get("promise") else one
                for one in told.promises
            )
            return replace(told, promises=promises)
    return told
