"""One questionnaire and its score, for examples that need no other."""

from __future__ import annotations

from fractions import Fraction

from build import a_choice, a_group, a_question, a_questionnaire
from filled import scored

QUARTERS = {"none": 0, "some": Fraction(1, 4), "half": Fraction(1, 2), "all": 1}


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


def practice(*names):
    """A practice of SAMM: three levels, each the mean of two streams, on 0 to 3."""
    streams = iter(names)
    levels = [
        a_group(
            f"level_{n}",
            *(a_choice(next(streams), **{k: 3 * v for k, v in QUARTERS.items()}) for _ in "AB"),
        )
        for n in (1, 2, 3)
    ]
    return (
        a_questionnaire("care")
        .on_scale(0, 3)
        .with_section("practice", *levels, method="sum_of_groups")
    ).scored_by("mean_of_groups")
