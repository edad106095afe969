"""What people do with the journal of an assessment: read it, go back to a moment, compare two.

    Journals ── store (the events), assessments (the scores)
        preview ──▶ what a return would change;  give_back ──▶ the events that do it

Going back appends answers: nothing is rewritten, and one can go back to before a return.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from care_assess.answers import AnswerEvent
from care_assess.assessments import OpenAssessment
from care_assess.errors import NotFound, Refused
from care_assess.journal import Change, Moment, at, changes, returning
from care_assess.questionnaire import QuestionId
from care_assess.store import Store
from care_assess.typed import checked_author

__all__ = ["Journals"]


class Journals:
    """The journals of the assessments of one store. Every method may be called by any thread.

    Raises NotFound for the id of no assessment and StoreUnavailable when the database fails.
    """

    def __init__(self, store: Store, *, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def events(self, assessment: str) -> tuple[AnswerEvent, ...]:
        """Every answer ever given in the assessment, oldest first."""
        return self._store.history(assessment)

    def preview(
        self, assessment: str, moment: Moment, question: QuestionId | None = None
    ) -> tuple[Change, ...]:
        """What going back to ``moment`` would change, of one question or of all; nothing is written."""
        return _preview(self._store.history(assessment), moment, question)

    def give_back(
        self,
        assessment: str,
        moment: Moment,
        *,
        author: str,
        after: Moment,
        question: QuestionId | None = None,
    ) -> tuple[AnswerEvent, ...]:
        """Give one question, or all, the answers of ``moment``, all or nothing.

        ``after``: the last moment that the person has seen. Raises Overtaken when someone has answered
        since, NotFound for a moment of another assessment, Refused when nothing would change.
        """
        events = self._store.history(assessment)
        if moment and all(event.seq != moment for event in events):
            raise NotFound("journal.no_such_moment")
        wanted = _preview(events, moment, question)
        if not wanted:
            raise Refused("journal.nothing_to_change")
        made = returning(wanted, author=checked_author(author), now=self._clock())
        return self._store.append_all(assessment, made, after=after)

    def as_it_was(
        self, opened: OpenAssessment, events: Collection[AnswerEvent], moment: Moment
    ) -> OpenAssessment:
        """An assessment with the answers of ``moment``, for the establishment as it is described now."""
        known = at(events, moment)
        top = max((event.seq for event in known.values()), default=0)
        return replace(opened, events=known, top_seq=top)


def _preview(
    events: Collection[AnswerEvent], moment: Moment, question: QuestionId | None
) -> tuple[Change, ...]:
    now = max((event.seq for event in events), default=0)
    found = changes(events, now, moment)
    return tuple(one for one in found if question in {None, one.question})
