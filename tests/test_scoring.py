"""The scoring contract by examples, each computed by hand: questions, their mean, who is asked."""

from __future__ import annotations

from fractions import Fraction

import pytest
from build import (
    a_choice,
    a_date,
    a_multiple,
    a_number,
    a_question,
    a_questionnaire,
    a_yes_no,
    an_information,
)
from domain import of, three
from filled import UNKNOWN, an_organisation, not_applicable, scored

from care_assess.answers import NEVER, Answer
from care_assess.questionnaire import AnswerAtLeast, ProfileIs

# Questions


@pytest.mark.parametrize(
    ("question", "value", "level"),
    [
        (a_question("A"), 4, 4),
        (a_yes_no("A"), "yes", 5),
        (a_yes_no("A"), "partial", 2),
        (a_yes_no("A"), "no", 0),
        (a_choice("A", none=0, some=3, all=5), "some", 3),
        (a_multiple("A", plan=2, drill=2, review=3), ("plan", "drill"), 4),
        (a_multiple("A", plan=2, drill=2, review=3), ("plan", "drill", "review"), 5),
        (a_multiple("A", plan=2, drill=2, review=3), (), 0),
        (a_multiple("A", ceiling=3, plan=2, drill=2), ("plan", "drill"), 3),
        (a_number("A"), Fraction(12), 5),
        (a_number("A"), Fraction(13), 4),
        (a_number("A"), Fraction(36), 2),
        (a_number("A"), Fraction(37), 1),
        (a_number("A"), NEVER, 0),
        (
            a_number("A", better="higher", cuts={1: ">0", 2: 20, 3: 50, 4: 75, 5: 90}),
            Fraction(0),
            0,
        ),
        (
            a_number("A", better="higher", cuts={1: ">0", 2: 20, 3: 50, 4: 75, 5: 90}),
            Fraction(1, 2),
            1,
        ),
        (
            a_number("A", better="higher", cuts={1: ">0", 2: 20, 3: 50, 4: 75, 5: 90}),
            Fraction(75),
            4,
        ),
        (a_number("A", better="lower", cuts={1: 9, 2: 7, 3: 5, 4: 3, 5: "<1"}), Fraction(1), 4),
        (a_number("A", better="lower", cuts={1: 9, 2: 7, 3: 5, 4: 3, 5: "<1"}), Fraction(1, 2), 5),
        (a_number("A", better="lower", cuts={1: 9, 2: 7, 3: 5, 4: 3, 5: "<1"}), Fraction(10), 0),
    ],
)
def test_an_answer_has_the_level_of_its_option_or_of_its_cut(question, value, level):
    score = of(a_questionnaire("care", question), {"A": value})
    assert score.score == level
    assert score.level == level


def test_dates_and_information_never_count():
    questionnaire = a_questionnaire("care", a_question("A"), a_date("B"), an_information("C"))
    score = of(questionnaire, {"A": 2, "B": "2026-11-23", "C": UNKNOWN})
    assert (score.score, score.applicable, score.unknown) == (2, 1, 0)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (a_question("A"), "9"),
        (a_question("A"), Fraction(3)),
        (a_number("A"), Answer(kind="value")),
        (a_number("A"), "12"),
    ],
)
def test_a_value_that_does_not_fit_its_question_counts_as_no_answer(question, value):
    score = of(a_questionnaire("care", question), {"A": value})
    assert (score.score, score.answered) == (None, 0)


# The weighted mean and its interval


def test_the_score_is_the_mean_of_levels_by_weight():
    assert of(three(3, 1), {"A": 4, "B": 1}).score == Fraction(13, 4)


def test_weights_may_be_fractions():
    assert of(three(Fraction(1, 2), Fraction(1, 3)), {"A": 5, "B": 0}).score == 3


def test_unknown_counts_zero_and_opens_the_interval_upwards():
    score = of(three(1, 1), {"A": 4, "B": UNKNOWN})
    assert (score.score, score.low, score.high) == (2, 2, Fraction(9, 2))
    assert (score.answered, score.unknown, score.applicable) == (1, 1, 2)


def test_unanswered_is_left_out_and_opens_the_interval_both_ways():
    score = of(three(3, 1), {"A": 4})
    assert (score.score, score.low, score.high) == (4, 3, Fraction(17, 4))
    assert (score.answered, score.unknown, score.applicable) == (1, 0, 2)


def test_a_comment_alone_is_not_an_answer():
    assert of(three(1), {"A": Answer(comment="to be asked")}).answered == 0


def test_not_applicable_leaves_the_score_and_the_interval():
    score = of(three(1, 3), {"A": 4, "B": not_applicable()})
    assert (score.score, score.low, score.high) == (4, 4, 4)
    assert (score.applicable, score.not_applicable, score.coverage) == (1, 1, 1)


def test_the_sensitivity_line_counts_the_declared_not_applicable_as_not_done():
    assert of(three(1, 3), {"A": 4, "B": not_applicable()}).if_not_applicable_were_zero == 1
    assert of(three(1), {"A": not_applicable()}).if_not_applicable_were_zero == 0


def test_there_is_no_sensitivity_line_when_nobody_declared_anything():
    assert of(three(1, 3), {"A": 4, "B": UNKNOWN}).if_not_applicable_were_zero is None
    dpi = a_questionnaire("care", a_question("A"), a_question("B").asked_if(ProfileIs("has_dpi")))
    without = of(dpi, {"A": 4, "B": 2}, organisation=an_organisation(has_dpi=False))
    assert without.if_not_applicable_were_zero is None
    assert (without.score, without.not_applicable) == (4, 1)


@pytest.mark.parametrize("answers", [{}, {"A": not_applicable(), "B": not_applicable()}])
def test_nothing_to_count_is_no_score_never_zero(answers):
    score = of(three(1, 1), answers)
    assert (score.score, score.level, score.evidence_rate) == (None, None, None)


def test_nothing_applicable_has_no_bounds_either():
    score = of(three(1), {"A": not_applicable()})
    assert (score.low, score.high, score.coverage, score.known) == (None, None, None, None)


def test_nothing_answered_is_anything_from_0_to_5():
    score = of(three(1, 2), {})
    assert (score.low, score.high, score.coverage, score.known) == (0, 5, 0, 0)


def test_an_empty_questionnaire_has_no_score():
    scores = scored(a_questionnaire("care"), answers={})
    assert scores.overall.score is None
    assert scores.overall.applicable == 0
    assert scores.weakest is None


# Coverage, level, evidence


def test_the_level_is_the_floor_of_the_exact_score():
    assert of(three(*[1] * 10), dict(zip("ABCDEFGHIJ", [3] * 9 + [2], strict=True))).level == 2
    assert of(three(1), {"A": 3}).level == 3


def test_at_60_percent_of_the_weight_a_level_is_given():
    score = of(three(3, 2), {"A": 4})
    assert (score.coverage, score.level) == (Fraction(3, 5), 4)


def test_below_60_percent_no_level_is_given_but_the_score_and_the_interval_are():
    score = of(three(Fraction(2999, 1000), 2), {"A": 4})
    assert score.coverage is not None
    assert Fraction(599, 1000) < score.coverage < Fraction(3, 5)
    assert (score.level, score.score) == (None, 4)
    assert score.low is not None


def test_unknown_is_covered_but_not_known():
    score = of(three(1, 3), {"A": 2, "B": UNKNOWN})
    assert (score.coverage, score.known, score.level) == (1, Fraction(1, 4), 0)


def test_the_evidence_rate_is_the_weight_shown_or_verified_among_the_known():
    answers = {
        "A": Answer(kind="value", value="3", grade="shown"),
        "B": Answer(kind="value", value="3", grade="verified"),
        "C": Answer(kind="value", value="3"),
        "D": Answer(kind="unknown", grade="shown"),
    }
    assert of(three(1, 2, 4, 4), answers).evidence_rate == Fraction(3, 7)


# Who is asked


def test_a_core_sheet_counts_core_questions_only():
    questionnaire = a_questionnaire("care", a_question("A").in_core(), a_question("B"))
    score = of(questionnaire, {"A": 4, "B": 0}, tier="core")
    assert (score.score, score.applicable) == (4, 1)


def test_a_fact_that_is_not_known_leaves_the_question_in():
    questionnaire = a_questionnaire("care", a_question("A").asked_if(ProfileIs("has_dpi")))
    assert of(questionnaire, {"A": 2}).score == 2


@pytest.mark.parametrize(
    ("first", "counted"),
    [(1, 1), (0, 0), (not_applicable(), 0), (UNKNOWN, 1), (Answer(), 1)],
)
def test_a_question_that_depends_on_another_applies_unless_the_other_says_no(first, counted):
    questionnaire = a_questionnaire(
        "care", a_question("A"), a_question("B").asked_if(AnswerAtLeast("A", 1))
    )
    scores = scored(questionnaire, answers={"A": first, "B": 3})
    terms = scores.domains["care"].total.terms
    assert [term.state == "answered" for term in terms][1] is bool(counted)


# The trace


def test_the_terms_say_what_each_question_brought_and_why():
    questionnaire = a_questionnaire(
        "care",
        a_question("A").weighing(3),
        a_question("B"),
        a_question("C"),
        a_question("D"),
        a_question("E").asked_if(ProfileIs("has_dpi")),
    )
    answers = {"A": 4, "B": UNKNOWN, "D": not_applicable("No emergency service")}
    score = of(questionnaire, answers, organisation=an_organisation(has_dpi=False))
    told = [(t.id, t.level, t.low, t.high, t.weight, t.state, t.declared) for t in score.terms]
    assert told == [
        ("A", 4, 4, 4, 3, "answered", False),
        ("B", 0, 0, 5, 1, "unknown", False),
        ("C", None, 0, 5, 1, "unanswered", False),
        ("D", None, 0, 5, 1, "not_applicable", True),
        ("E", None, 0, 5, 1, "not_applicable", False),
    ]
    assert score.terms[3].reason == "No emergency service"
    assert score.method == "weighted_mean"


def test_two_questionnaires_that_look_alike_are_not_taken_for_each_other():
    """What is computed once is kept by questionnaire, not by its id or its digest."""
    light, heavy = three(1, 1), three(1, 3)
    answers = {"A": 4, "B": 0}
    assert [of(one, answers).score for one in (light, heavy, light)] == [2, 1, 2]
