"""What can be entrusted at once: the questions of a section, of a questionnaire or of a role."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from care_assess.questionnaire import Question, QuestionId, Questionnaire

__all__ = ["SELECTION_KINDS", "Selection", "SelectionKind", "selections"]

SelectionKind: TypeAlias = Literal["section", "questionnaire", "owner"]

SELECTION_KINDS: tuple[SelectionKind, ...] = get_args(SelectionKind)


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """Questions that go together; never empty.

    ``id``: that of the questionnaire, of the role, or ``questionnaire/section``.
    """

    kind: SelectionKind
    id: str
    questions: tuple[QuestionId, ...]


def selections(
    questionnaires: Sequence[Questionnaire], asked: Collection[QuestionId]
) -> tuple[Selection, ...]:
    """All selections of the questions ``asked``, by kind, in the order of the questionnaires."""
    return (
        *_sections(questionnaires, asked),
        *_questionnaires(questionnaires, asked),
        *_owners(questionnaires, asked),
    )


def _sections(
    questionnaires: Sequence[Questionnaire], asked: Collection[QuestionId]
) -> Iterator[Selection]:
    for questionnaire in questionnaires:
        for section in questionnaire.sections:
            name = f"{questionnaire.id}/{section.id}"
            yield from _selection("section", name, section.questions, asked)


def _questionnaires(
    questionnaires: Sequence[Questionnaire], asked: Collection[QuestionId]
) -> Iterator[Selection]:
    for one in questionnaires:
        yield from _selection("questionnaire", one.id, one.questions, asked)


def _owners(
    questionnaires: Sequence[Questionnaire], asked: Collection[QuestionId]
) -> Iterator[Selection]:
    every = [question for one in questionnaires for question in one.questions]
    for owner in dict.fromkeys(question.answered_by for question in every):
        mine = [question for question in every if question.answered_by == owner]
        yield from _selection("owner", owner, mine, asked)


def _selection(
    kind: SelectionKind, name: str, questions: Sequence[Question], asked: Collection[QuestionId]
) -> Iterator[Selection]:
    kept = tuple(question.id for question in questions if question.id in asked)
    if kept:
        yield Selection(kind=kind, id=name, questions=kept)
