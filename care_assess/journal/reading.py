"""The events of an assessment read as a journal. Every function takes the events in any order."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from care_assess.answers import CLEARED, Answer, AnswerEvent, fold
from care_assess.journal.model import Change, Entry, Moment, Step, Wanted
from care_assess.questionnaire import QuestionId

__all__ = ["PAUSE", "at", "authors", "changes", "entries", "returning", "steps"]

PAUSE = timedelta(minutes=30)
"""A longer time without an answer begins another step."""

_ALL = Wanted()


def entries(events: Iterable[AnswerEvent], wanted: Wanted = _ALL) -> tuple[Entry, ...]:
    """The answers wanted, the newest first."""
    known: dict[QuestionId, Answer] = {}
    found = []
    for event in _in_order(events):
        if wanted.keeps(event):
            found.append(Entry(event=event, before=known.get(event.question, CLEARED)))
        known[event.question] = event.answer
    return tuple(reversed(found))


def authors(events: Iterable[AnswerEvent]) -> tuple[str, ...]:
    """Who has answered, by name; ``""`` stands last for those who gave none."""
    names = {event.author for event in events}
    return (*sorted(names - {""}, key=lambda name: (name.casefold(), name)), *(names & {""}))


def steps(events: Iterable[AnswerEvent]) -> tuple[Step, ...]:
    """The sittings, oldest first: each event is in one of them, in order."""
    groups: list[list[AnswerEvent]] = []
    for event in _in_order(events):
        if groups and _goes_on(groups[-1][-1], event):
            groups[-1].append(event)
        else:
            groups.append([event])
    return tuple(Step(events=tuple(group)) for group in groups)


def at(events: Iterable[AnswerEvent], moment: Moment) -> dict[QuestionId, AnswerEvent]:
    """The last event of each question at ``moment``."""
    return fold(event for event in events if event.seq <= moment)


def changes(events: Collection[AnswerEvent], first: Moment, second: Moment) -> tuple[Change, ...]:
    """The questions whose answer is not the same at both moments, in the order of their first event."""
    then, later = at(events, first), at(events, second)
    found = (
        Change(question=name, first=then.get(name), second=later.get(name))
        for name in dict.fromkeys(event.question for event in _in_order(events))
    )
    return tuple(one for one in found if one.before != one.after)


def returning(wanted: Iterable[Change], *, author: str, now: datetime) -> tuple[AnswerEvent, ...]:
    """The events, still to be numbered, after which each question has the answer of the second moment again.

    An answer keeps where it was given and the date it is from; who gives it back, and when, are new. It
    belongs to no browser tab, so that every open page shows it before anyone answers over it.
    """
    return tuple(_given_back(change, author, now) for change in wanted)


def _given_back(change: Change, author: str, now: datetime) -> AnswerEvent:
    kept = change.second
    return AnswerEvent(
        seq=0,
        question=change.question,
        answer=change.after,
        author=author,
        tab="",
        source=kept.source if kept else "form",
        at=now,
        origin=kept.origin if kept else None,
        restores=kept.seq if kept else 0,
    )


def _goes_on(last: AnswerEvent, event: AnswerEvent) -> bool:
    """Whether ``event`` belongs to the same step as ``last``."""
    if (last.restores is None) != (event.restores is None):
        return False
    return event.at == last.at if event.restores is not None else event.at - last.at <= PAUSE


def _in_order(events: Iterable[AnswerEvent]) -> list[AnswerEvent]:
    return sorted(events, key=lambda event: event.seq)
