"""One questionnaire and its score, for examples that need no other."""

from __future__ import annotations

from build import a_question, a_questionnaire, scored


def of(questionnaire, answers, **parts):
    """The score of one questionnaire."""
    return scored(questionnaire, answers=answers, **parts).domains[questionnaire.built.id].total


def three(*weights):
    """A questionnaire with questions A, B, C… of those weights."""
    questions = (
        a_question(name).weighing(weight)
        for name, weight in zip("ABCDEFGHIJ", weights, strict=False)
    )
    return a_questionnaire("care", *questions)
