"""Which questions stand on which page, and where the next one without an answer is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from care_assess.answers import CLEARED, AnswerEvent, AnswerKind, Applies
from care_assess.questionnaire import Question, QuestionId, Questionnaire, Section

__all__ = ["Part", "Place", "QuestionPage", "next_unanswered", "pages_of", "places"]

FEWEST, MOST = 6, 10
"""Questions on a page, when the sections allow."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some questions of one section, on one page."""

    section: Section
    questions: tuple[Question, ...]


QuestionPage: TypeAlias = tuple[Part, ...]
"""One page of questions."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question is asked. ``page`` counts from 1."""

    domain: str
    page: int
    question: Question


def pages_of(
    questionnaire: Questionnaire, applicable: Mapping[QuestionId, Applies]
) -> tuple[QuestionPage, ...]:
    """The pages of a domain: whole sections together while they are short, long ones in equal parts.

    Questions outside the tier are left out; those that do not apply keep their place, so that an
    answer never moves another question to another page.
    """
    pages: list[QuestionPage] = []
    current: list[Part] = []
    for part in _parts(questionnaire, applicable):
        if current and (_held(current) >= FEWEST or _held(current) + len(part.questions) > MOST):
            pages.append(tuple(current))
            current = []
        current.append(part)
    if pages and _held(current) < FEWEST and _held(pages[-1]) + _held(current) <= MOST:
        current = [*pages.pop(), *current]
    return (*pages, tuple(current)) if current else ()


def places(
    questionnaires: Sequence[Questionnaire], applicable: Mapping[QuestionId, Applies]
) -> Iterator[Place]:
    """Every question that applies, in order, with where it is asked."""
    for questionnaire in questionnaires:
        for number, page in enumerate(pages_of(questionnaire, applicable), 1):
            for part in page:
                for question in part.questions:
                    if applicable[question.id].applies:
                        yield Place(questionnaire.id, number, question)


def next_unanswered(
    questionnaires: Sequence[Questionnaire],
    applicable: Mapping[QuestionId, Applies],
    events: Mapping[QuestionId, AnswerEvent],
    after: tuple[str, int] | None = None,
) -> Place | None:
    """The first question without an answer beyond the page ``after`` (domain, page), else from the start."""
    waiting = [
        place
        for place in places(questionnaires, applicable)
        if kind_of(events, place.question.id) == "none"
    ]
    if after is None or not waiting:
        return waiting[0] if waiting else None
    order = {one.id: position for position, one in enumerate(questionnaires)}
    here = (order.get(after[0], 0), after[1])
    beyond = (place for place in waiting if (order[place.domain], place.page) > here)
    return next(beyond, waiting[0])


def kind_of(events: Mapping[QuestionId, AnswerEvent], question: QuestionId) -> AnswerKind:
    """What kind of answer a question has now."""
    return events[question].answer.kind if question in events else CLEARED.kind


def _held(parts: Sequence[Part]) -> int:
    return sum(len(part.questions) for part in parts)


def _parts(
    questionnaire: Questionnaire, applicable: Mapping[QuestionId, Applies]
) -> Iterator[Part]:
    for section in questionnaire.sections:
        asked = tuple(question for question in section.questions if question.id in applicable)
        shares = -(-len(asked) // MOST)
        for share in range(shares):
            start, end = (len(asked) * bound // shares for bound in (share, share + 1))
            yield Part(section, asked[start:end])
