"""Cases published by other maturity tools, brought to our scale: same method, same result.

Sources: intuitem/ciso-assistant-community, test_compliance_assessment_scoring.py (0 to 100, here divided
by 20); betagouv/mon-aide-cyber, MoteurIndice (indices doubled); cisagov/cset, C2M2Business.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from build import UNKNOWN, a_question, a_questionnaire, a_yes_no, not_applicable, scored

CISO_ASSISTANT = (
    a_questionnaire("care")
    .with_section("a", a_question("A1"), a_question("A2"))
    .with_section("b", a_question("B1"), a_question("B2").weighing(3))
)
FULL = {"A1": 4, "A2": 3, "B1": 2, "B2": 5}


def without(name):
    return {key: value for key, value in FULL.items() if key != name}


@pytest.mark.parametrize(
    ("method", "answers", "published"),
    [
        ("weighted_mean", FULL, 80),
        ("mean_of_groups", FULL, Fraction("77.5")),
        ("weighted_mean", {**FULL, "B2": not_applicable()}, 60),
        ("mean_of_groups", {**FULL, "B2": not_applicable()}, 55),
        ("weighted_mean", without("A2"), 84),
        ("mean_of_groups", without("A2"), Fraction("82.5")),
    ],
)
def test_ciso_assistant_means(method, answers, published):
    total = scored(CISO_ASSISTANT.scored_by(method), answers=answers).domains["care"].total
    assert total.score == Fraction(published) / 20


@pytest.mark.parametrize("method", ["weighted_mean", "mean_of_groups", "sum"])
def test_where_ciso_assistant_writes_minus_one_we_have_no_score(method):
    total = scored(CISO_ASSISTANT.scored_by(method), answers={}).domains["care"].total
    assert total.score is None


def test_mon_aide_cyber_weighted_indices():
    questionnaire = a_questionnaire(
        "care",
        a_question("A").weighing(3),
        a_question("B").weighing(2),
        a_question("C").weighing(3),
    )
    total = scored(questionnaire, answers={"A": 4, "B": 2, "C": 3}).domains["care"].total
    assert total.score == 2 * Fraction("1.5625")


def test_where_one_good_answer_among_unknown_ones_is_perfect_elsewhere_ours_is_low_and_wide():
    """MonAideCyber leaves "je ne sais pas" out: 3 of 3. Ours counts it 0 and shows the interval."""
    questionnaire = a_questionnaire(
        "care", a_question("A"), *(a_question(name).weighing(3) for name in "BCD")
    )
    answers = {"A": 5, **dict.fromkeys("BCD", UNKNOWN)}
    total = scored(questionnaire, answers=answers).domains["care"].total
    assert (total.score, total.low, total.high) == (Fraction(1, 2), Fraction(1, 2), 5)


@pytest.mark.parametrize(
    ("first", "second", "third", "level"),
    [
        ("no", "no", "no", 0),
        ("yes", "no", "yes", 1),
        ("no", "yes", "yes", 0),
        ("yes", "yes", "yes", 3),
    ],
)
def test_c2m2_levels_are_gates(first, second, third, level):
    """One practice short at the first level outweighs all the others."""
    questionnaire = a_questionnaire(
        "care",
        *(
            a_yes_no(name).carrying("practice", rung).failing(rung, option="no")
            for name, rung in (("A", 1), ("B", 2), ("C", 3))
        ),
    ).scored_by("ladder", start=0, rungs=(1, 2, 3))
    answers = {"A": first, "B": second, "C": third}
    assert scored(questionnaire, answers=answers).domains["care"].total.score == level
