"""What the journal is made of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from care_assess.answers import CLEARED, Answer, AnswerEvent
from care_assess.questionnaire import QuestionId

__all__ = ["BEGINNING", "Change", "Entry", "Moment", "Step", "Wanted"]

Moment: TypeAlias = int
"""The number of the last event that counts."""

BEGINNING: Moment = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One answer of the journal. ``before``: the answer that the question had until then."""

    event: AnswerEvent
    before: Answer = CLEARED


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """Answers given one after the other, without a long pause; never empty. A return is a step of its own."""

    events: tuple[AnswerEvent, ...]

    @property
    def end(self) -> Moment:
        """The moment of its last answer."""
        return self.events[-1].seq

    @property
    def authors(self) -> tuple[str, ...]:
        """Who answered, in the order in which they came; those who gave no name are not in it."""
        return tuple(dict.fromkeys(event.author for event in self.events if event.author))

    @property
    def is_return(self) -> bool:
        """Whether it gives former answers back."""
        return all(event.restores is not None for event in self.events)


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A question whose answer differs between two moments. None: it had no event yet."""

    question: QuestionId
    first: AnswerEvent | None
    second: AnswerEvent | None

    @property
    def before(self) -> Answer:
        """Its answer at the first moment."""
        return self.first.answer if self.first else CLEARED

    @property
    def after(self) -> Answer:
        """Its answer at the second moment."""
        return self.second.answer if self.second else CLEARED


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """The entries wanted: of one person, of some questions, from ``since`` on and before ``until``. None: all."""

    author: str | None = None
    questions: Collection[QuestionId] | None = None
    since: datetime | None = None
    until: datetime | None = None

    def keeps(self, event: AnswerEvent) -> bool:
        """Whether an event is wanted."""
        return (
            (self.author is None or event.author == self.author)
            and (self.questions is None or event.question in self.questions)
            and (self.since is None or event.at >= self.since)
            and (self.until is None or event.at < self.until)
        )
