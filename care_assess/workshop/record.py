"""What remains of the workshops of an assessment: how far apart the room was, what to come back to, who owes what.

Only rounds that were shown to the room are read: a vote that stayed hidden stays so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from fractions import Fraction

from care_assess.questionnaire import Question, QuestionId, Questionnaire
from care_assess.text import folded
from care_assess.workshop.model import (
    FUNCTIONS,
    Function,
    Parked,
    Participant,
    Promise,
    Vote,
    Workshop,
)
from care_assess.workshop.tally import Ballot, Tally, tally

__all__ = [
    "Dispersion",
    "Held",
    "Outcome",
    "Presence",
    "Record",
    "attendance",
    "ballots",
    "by_domain",
    "presences",
    "record",
    "to_revisit",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What the room said of one question: the tally of each round that was shown, never empty."""

    question: QuestionId
    rounds: tuple[Tally, ...]

    @property
    def last(self) -> Tally:
        """The last word of the room."""
        return self.rounds[-1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispersion:
    """How far apart the room was over several questions.

    ``deviation``: the mean gap in points, of the questions with two known votes or more; None without any.
    """

    questions: int
    deviation: Fraction | None
    strong: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """One workshop with all that was kept of it."""

    workshop: Workshop
    participants: tuple[Participant, ...]
    votes: tuple[Vote, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Presence:
    """Someone was there on a day. ``at``: when they joined, or voted for the first time that day."""

    person: Participant
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """What the workshops of an assessment leave behind.

    ``days``: on which a question was before the room, in order; of a workshop that asked none, the day
    for which it was meant. ``outcomes``: by question, of the last workshop that showed
    its votes. ``promises`` and ``parked``: oldest first.
    """

    days: tuple[date, ...] = ()
    attendance: Mapping[Function, int] = field(default_factory=dict)
    outcomes: Mapping[QuestionId, Outcome] = field(default_factory=dict)
    promises: tuple[Promise, ...] = ()
    parked: tuple[Parked, ...] = ()

    @property
    def awaited(self) -> tuple[Promise, ...]:
        """The evidence that was not shown yet, what is due first first, what has no date last."""
        left = (one for one in self.promises if not one.done)
        return tuple(sorted(left, key=lambda one: (one.due or date.max, one.number)))


def ballots(
    votes: Iterable[Vote], participants: Iterable[Participant], question: QuestionId, number: int
) -> tuple[Ballot, ...]:
    """The last vote of each participant in one round, without names.

    Who joined again, under the same name and function, is one person: their last vote counts alone.
    """
    people = {one.id: (folded(one.name), one.function) for one in participants}
    last = {
        people[vote.participant]: vote.value
        for vote in sorted(votes, key=lambda vote: vote.seq)
        if vote.question == question and vote.round == number and vote.participant in people
    }
    return tuple(Ballot(function, value) for (_, function), value in last.items())


def attendance(participants: Iterable[Participant]) -> Mapping[Function, int]:
    """How many people of each function came, in the order in which functions are listed."""
    counted = Counter(one.function for one in participants if one.role == "participant")
    return {function: counted[function] for function in FUNCTIONS if counted[function]}


def presences(held: Held, zone: tzinfo) -> tuple[Presence, ...]:
    """Who was there on which days of ``zone``: by function, then in the order in which they joined.

    Who joined again, under the same name and function, is one person. A vote is proof of presence, like
    the code that one typed to join.
    """
    people = {one.id: one for one in held.participants if one.role == "participant"}
    first: dict[tuple[str, Function], Participant] = {}
    for one in people.values():
        first.setdefault((folded(one.name), one.function), one)
    signs = [(one.id, one.at) for one in people.values()]
    signs += [(vote.participant, vote.at) for vote in held.votes if vote.participant in people]
    found: dict[tuple[str, date], Presence] = {}
    for who, at in sorted(signs, key=lambda sign: sign[1]):
        person = first[folded(people[who].name), people[who].function]
        found.setdefault((person.id, at.astimezone(zone).date()), Presence(person=person, at=at))
    order = {one.id: at for at, one in enumerate(first.values())}
    rank = {function: at for at, function in enumerate(FUNCTIONS)}
    ranked = sorted(
        found.values(), key=lambda one: (rank[one.person.function], order[one.person.id])
    )
    return tuple(ranked)


def record(held: Sequence[Held], questions: Mapping[QuestionId, Question]) -> Record:
    """The record of workshops, given oldest first. Questions that are not asked any more are left out."""
    outcomes: dict[QuestionId, Outcome] = {}
    people: dict[tuple[str, Function], Participant] = {}
    for one in held:
        outcomes.update(_outcomes(one, questions))
        for who in one.participants:
            people[folded(who.name), who.function] = who
    return Record(
        days=tuple(sorted({day for one in held for day in _days(one.workshop)})),
        attendance=attendance(people.values()),
        outcomes={name: outcomes[name] for name in questions if name in outcomes},
        promises=tuple(each for one in held for each in one.workshop.promises),
        parked=tuple(each for one in held for each in one.workshop.parked),
    )


def by_domain(
    outcomes: Mapping[QuestionId, Outcome], questionnaires: Sequence[Questionnaire]
) -> Mapping[str, Dispersion]:
    """The dispersion of each domain of which a question was voted on, questions counting alike."""
    found = {
        one.id: [outcomes[each.id].last for each in one.questions if each.id in outcomes]
        for one in questionnaires
    }
    return {name: _dispersion(tallies) for name, tallies in found.items() if tallies}


def to_revisit(outcomes: Mapping[QuestionId, Outcome]) -> tuple[Outcome, ...]:
    """The questions on which a strong disagreement remains, the widest first, then in order."""
    open_ = [one for one in outcomes.values() if one.last.disagreement]
    return tuple(sorted(open_, key=lambda one: -(one.last.spread or 0)))


def _days(workshop: Workshop) -> Iterable[date]:
    """On the clock of the room, which its start carries."""
    zone = workshop.start.tzinfo
    spent = (one.start.astimezone(zone).date() for one in workshop.spells)
    return set(spent) or {workshop.start.date()}


def _outcomes(held: Held, questions: Mapping[QuestionId, Question]) -> Mapping[QuestionId, Outcome]:
    found = {}
    for name, numbers in held.workshop.revealed.items():
        if name not in questions:
            continue
        said = (ballots(held.votes, held.participants, name, number) for number in numbers)
        rounds = tuple(tally(questions[name], one) for one in said if one)
        if rounds:
            found[name] = Outcome(question=name, rounds=rounds)
    return found


def _dispersion(tallies: Sequence[Tally]) -> Dispersion:
    deviations = [one.deviation for one in tallies if one.deviation is not None and not one.lone]
    return Dispersion(
        questions=len(tallies),
        deviation=sum(deviations, Fraction()) / len(deviations) if deviations else None,
        strong=sum(one.disagreement is not None for one in tallies),
    )
