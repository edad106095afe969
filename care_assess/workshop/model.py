"""What a workshop is: who is in the room, what is asked, what was said; all of it told by events.

    WorkshopEvent ── unfold ──▶ Workshop ── Phase, Parked, Promise, Spell
    Participant, Vote ── tally ──▶ what the room thinks of one question

Values without names of files or clocks: moments and ids come as arguments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias, get_args

from care_assess.questionnaire import Option, Question, QuestionId

__all__ = [
    "ABSTAIN",
    "FUNCTIONS",
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "MINUTES",
    "NO_LEVEL",
    "UNKNOWN",
    "Function",
    "Kind",
    "Parked",
    "Participant",
    "Phase",
    "Promise",
    "Role",
    "Spell",
    "Vote",
    "Workshop",
    "WorkshopEvent",
    "choices_of",
    "values_of",
]

Function: TypeAlias = Literal[
    "management", "it", "security", "care", "biomedical", "quality", "purchasing", "other"
]
FUNCTIONS: tuple[Function, ...] = get_args(Function)
"""What people do in the establishment, in the order in which they are listed."""
Role: TypeAlias = Literal["participant", "facilitator"]

UNKNOWN, ABSTAIN = "unknown", "abstain"
NO_LEVEL = (UNKNOWN, ABSTAIN)
"""The votes that are no level: one does not know, or would rather not say."""

Kind: TypeAlias = Literal[
    "opened", "asked", "revealed", "settled", "skipped", "paused", "resumed", "closed",
    "parked", "unparked", "promised", "delivered",
]  # fmt: skip
Phase: TypeAlias = Literal["ready", "voting", "revealed", "settled", "skipped", "paused", "closed"]

MINUTES = range(1, 31)
"""How many minutes a question may be given."""
LONGEST_TITLE = 120
LONGEST_TEXT = 500
"""Characters of an entry of the parking lot, or of a piece of evidence promised."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkshopEvent:
    """One thing that happened in a workshop, never changed afterwards. ``at`` is UTC.

    ``question`` is empty and ``round`` 0 where none is meant. ``data`` is what the kind needs, as JSON.
    """

    workshop: str
    kind: Kind
    at: datetime
    author: str = ""
    question: str = ""
    round: int = 0
    data: Mapping[str, object] = field(default_factory=dict)
    seq: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Parked:
    """Something to come back to, put aside so that the workshop goes on. ``number``: that of its event."""

    number: int
    text: str
    question: str = ""
    done: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """Evidence that someone owes: what, who, and by which day when one was said. ``number``: that of its event."""

    workshop: str
    number: int
    question: QuestionId
    what: str
    who: str
    due: date | None = None
    done: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Spell:
    """From when to when a question was before the room; ``end`` None: it still is."""

    question: QuestionId
    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Workshop:
    """A workshop as its events tell it.

    ``questions``: those to be asked, in order, ``minutes`` each. ``start``: when it is meant to begin.
    ``phase`` is about ``question`` and its ``round`` (from 1) when there is one. ``floor``: the number
    of the event that brought this phase. ``revealed``: the rounds whose votes were shown, by question;
    ``hidden``: the round that was begun and never shown. ``settled``: the number of the answer kept.
    ``taken_up``: when it was last taken up again after a pause, None: never; ``behind``: the questions that
    were settled or skipped by then.
    """

    id: str
    title: str
    questions: tuple[QuestionId, ...]
    minutes: int
    start: datetime
    opened_at: datetime
    opened_by: str
    phase: Phase
    floor: int
    seq: int
    question: QuestionId | None = None
    round: int = 0
    revealed: Mapping[QuestionId, tuple[int, ...]] = field(default_factory=dict)
    hidden: Mapping[QuestionId, int] = field(default_factory=dict)
    settled: Mapping[QuestionId, int] = field(default_factory=dict)
    skipped: frozenset[QuestionId] = frozenset()
    parked: tuple[Parked, ...] = ()
    promises: tuple[Promise, ...] = ()
    spells: tuple[Spell, ...] = ()
    taken_up: datetime | None = None
    behind: frozenset[QuestionId] = frozenset()

    def next_round(self, question: QuestionId) -> int:
        """The round that asking a question begins: one that was begun and not shown goes on."""
        if question in self.hidden:
            return self.hidden[question]
        return max(self.revealed.get(question, ()), default=0) + 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Participant:
    """Someone who has joined, by the name they gave. ``left``: freed by the facilitator."""

    id: str
    workshop: str
    name: str
    function: Function
    role: Role
    at: datetime
    left: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Vote:
    """What one participant said in one round: the id of a choice, UNKNOWN or ABSTAIN."""

    participant: str
    question: QuestionId
    round: int
    value: str
    at: datetime
    seq: int = 0


def choices_of(question: Question) -> tuple[Option, ...]:
    """The worded levels on which a room can vote, from the lowest up; empty: it is answered in other ways.

    Of a number, its bands: the room agrees on the band, then someone gives the number.
    """
    if question.kind == "multiple":
        return ()
    worded = question.scale.bands if question.scale else question.options
    return tuple(sorted(worded, key=lambda option: option.level))


def values_of(question: Question) -> tuple[str, ...]:
    """Every vote that can be cast on a question."""
    choices = tuple(option.id for option in choices_of(question))
    return (*choices, *NO_LEVEL) if choices else ()
