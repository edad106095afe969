"""Names hidden for a demonstration: neutral ones in their place, the same ones everywhere.

Whoever reads « Établissement A » on a page reads it in the report too. What people wrote in their own
words (comments, reasons, perimeter) may hold any name: it is hidden whole.
"""

from __future__ import annotations

import string
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from care_assess.answers import Answer, AnswerEvent, Note, Organisation
from care_assess.delegation import DelegationEvent
from care_assess.plan.following import FollowEvent
from care_assess.questionnaire import QuestionId
from care_assess.text import Translator, folded
from care_assess.workshop import WorkshopEvent

__all__ = ["Mask"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mask:
    """What stands for each name. ``establishments``, ``groups``, ``people``: the names, in a lasting order.

    ``chosen``: the questions answered by a choice, a number or a date; the others are answered in words.
    """

    establishments: Sequence[str]
    groups: Sequence[str]
    people: Sequence[str]
    chosen: Collection[QuestionId]
    tr: Translator

    def establishment(self, name: str) -> str:
        """``Établissement A`` for a name."""
        return self.tr("clients.mask.establishment", letter=_letter(self.establishments, name))

    def group(self, name: str) -> str:
        """``GHT A`` for a name."""
        return self.tr("clients.mask.group", letter=_letter(self.groups, name))

    def person(self, name: str) -> str:
        """``Personne 1``; nobody stays nobody."""
        if not name:
            return ""
        place = _place(self.people, name)
        return self.tr("clients.mask.person", n=place + 1)

    def words(self, text: str) -> str:
        """That there are words, and nothing of what they say."""
        return self.tr("clients.mask.words") if text else ""

    def documents(self, names: Sequence[str]) -> tuple[str, ...]:
        """``Pièce 1`` for the first of some documents, and so on."""
        return tuple(self.tr("clients.mask.document", n=n) for n, _ in enumerate(names, 1))

    def organisation(self, one: Organisation) -> Organisation:
        """An establishment without its name, that of its group and its number."""
        group = self.group(one.ght) if one.ght else None
        return replace(one, name=self.establishment(one.name), ght=group, finess=None)

    def answer(self, question: QuestionId, answer: Answer) -> Answer:
        """An answer without its words."""
        value = answer.value
        if isinstance(value, str) and question not in self.chosen:
            value = self.words(value)
        return replace(
            answer,
            value=value,
            reason=self.words(answer.reason),
            comment=self.words(answer.comment),
            evidence=self.documents(answer.evidence),
        )

    def event(self, event: AnswerEvent) -> AnswerEvent:
        """An answer given by someone."""
        answer = self.answer(event.question, event.answer)
        return replace(event, answer=answer, author=self.person(event.author))

    def note(self, note: Note) -> Note:
        """An answer to an earlier version."""
        return replace(note, answer=self.answer(note.question, note.answer))

    def follow(self, event: FollowEvent) -> FollowEvent:
        """What someone said about an action."""
        said = event.follow
        hidden = replace(
            said,
            owner=self.person(said.owner),
            reason=self.words(said.reason),
            funding=self.words(said.funding),
            comment=self.words(said.comment),
            evidence=self.documents(said.evidence),
        )
        return replace(event, follow=hidden, author=self.person(event.author))

    def delegated(self, event: DelegationEvent) -> DelegationEvent:
        """What happened to questions entrusted to someone."""
        return replace(
            event,
            person=self.person(event.person),
            message=self.words(event.message),
            author=self.person(event.author),
        )

    def workshop(self, event: WorkshopEvent) -> WorkshopEvent:
        """What happened in a workshop: levels, rounds and days stay, what was typed does not."""
        data = {
            name: self.words(str(value)) if name in _TYPED else value
            for name, value in event.data.items()
        }
        return replace(event, data=data, author=self.person(event.author))


_TYPED = ("title", "text", "what", "who")
"""What people type in a workshop, beside their votes."""


def _place(names: Sequence[str], name: str) -> int:
    """The place of a name in its list; one that is not there comes after all."""
    wanted = folded(name)
    return next((n for n, one in enumerate(names) if folded(one) == wanted), len(names))


def _letter(names: Sequence[str], name: str) -> str:
    """``A``… ``Z``, ``AA``… for the place of a name."""
    place, letters = _place(names, name), ""
    while place >= 0:
        place, letter = divmod(place, len(string.ascii_uppercase))
        letters = string.ascii_uppercase[letter] + letters
        place -= 1
    return letters
