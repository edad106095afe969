"""The rule, ours: from answers to the state of a line.

    answer   met     its level is the one the line asks for, or above: by default the target of its questionnaire
             partly  2 points of 5 or more, below what is asked
             not     below, or "I don't know"
    line     met         every question that applies is asked, answered and met
             not         every answer given is "not"
             partly      any other answer given
             unassessed  no answer given

What is declared not applicable counts for nothing. Exact levels are compared, never rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from care_assess.answers import CLEARED, Answer, Applies, Sheet, applicability, level_of, profile_of
from care_assess.plan import Plan
from care_assess.questionnaire import (
    Question,
    QuestionId,
    Questionnaire,
    ReadinessLine,
    Reference,
)
from care_assess.readiness.concerned import is_concerned
from care_assess.readiness.model import Given, Judged, Readiness, State, Verdict, Why

__all__ = ["PARTLY", "Judge", "build_readiness", "judge"]

PARTLY = Fraction(2)
"""The points, of 5, from which an answer meets a line in part: the level named "partial"."""

_TOLD = frozenset({"met", "partly", "not", "unknown"})
_AT_WORST = frozenset({"not", "unknown"})


def build_readiness(
    questionnaires: Sequence[Questionnaire], sheet: Sheet, plan: Plan, reference: Reference
) -> tuple[Readiness, ...]:
    """Every table of the vocabulary read from the answers: those that concern the establishment first.

    Then those of which its profile does not say, then the others; each in the order of the vocabulary.
    """
    facts = profile_of(sheet.organisation, reference)
    judged = judge(questionnaires, sheet, plan, reference)
    found = [
        Readiness(
            table=table,
            concerned=is_concerned(table.applies_if, facts),
            lines=tuple((line, judged.verdict(line)) for line in table.lines),
        )
        for table in reference.readiness.values()
    ]
    return tuple(sorted(found, key=lambda one: (True, None, False).index(one.concerned)))


def judge(
    questionnaires: Sequence[Questionnaire], sheet: Sheet, plan: Plan, reference: Reference
) -> Judge:
    """What gives the verdict on any line, for this sheet."""
    return Judge(questionnaires, sheet, plan, applicability(questionnaires, sheet, reference))


class Judge:
    """The answers of one sheet, ready to be held against lines."""

    def __init__(
        self,
        questionnaires: Sequence[Questionnaire],
        sheet: Sheet,
        plan: Plan,
        applicable: Mapping[QuestionId, Applies],
    ) -> None:
        self._questions = tuple(
            (question, questionnaire)
            for questionnaire in questionnaires
            for question in questionnaire.questions
            if question.scored
        )
        self._sheet, self._plan, self._applicable = sheet, plan, applicable

    def verdict(self, line: ReadinessLine) -> Verdict:
        """The state of a line and all that makes it."""
        answers = tuple(self._judged(line))
        state = _state(one.given for one in answers)
        verdict = Verdict(
            state=state, why=_why(answers) if state == "unassessed" else None, answers=answers
        )
        short = {one.question for one in verdict.short}
        actions = (one for one in self._plan.actions if not short.isdisjoint(one.questions))
        return replace(verdict, actions=tuple(actions))

    def _judged(self, line: ReadinessLine) -> Iterator[Judged]:
        for question, questionnaire in self._questions:
            if line.cited_by(question.id, question.references):
                level = line.needs.get(question.id, questionnaire.target)
                needed = Fraction(questionnaire.scale.points(level))
                answer = self._sheet.answers.get(question.id, CLEARED)
                points = level_of(question, answer)
                given = self._given(question, answer, points, needed)
                yield Judged(
                    question=question.id,
                    needed=needed,
                    points=points if given in _TOLD else None,
                    given=given,
                    answer=answer,
                )

    def _given(
        self, question: Question, answer: Answer, points: Fraction | None, needed: Fraction
    ) -> Given:
        applies = self._applicable.get(question.id)
        if applies is None:
            return "beyond_tier"
        if not applies.applies or answer.kind == "not_applicable":
            return "not_applicable"
        if answer.kind == "unknown":
            return "unknown"
        if points is None:
            return "unanswered"
        return "met" if points >= needed else "partly" if points >= PARTLY else "not"


def _state(given: Iterable[Given]) -> State:
    counted = {one for one in given if one != "not_applicable"}
    told = counted & _TOLD
    if not told:
        return "unassessed"
    if counted == {"met"}:
        return "met"
    return "not" if told <= _AT_WORST else "partly"


def _why(answers: Sequence[Judged]) -> Why:
    """Why nothing is known of a line, the plainest reason first."""
    if not answers:
        return "uncovered"
    counted = {one.given for one in answers} - {"not_applicable"}
    if not counted:
        return "not_applicable"
    return "beyond_tier" if counted == {"beyond_tier"} else "unanswered"
