"""Scales other than 0 to 5, nested groups, sums of groups, linear numbers and policies, by examples."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from build import (
    a_choice,
    a_group,
    a_linear,
    a_multiple,
    a_number,
    a_question,
    a_questionnaire,
    a_yes_no,
)
from domain import of, practice
from filled import UNKNOWN, an_answer, not_applicable, scored

from care_assess.answers import check_answer, level_given, level_of
from care_assess.errors import AnswerRejected
from care_assess.questionnaire import AnswerAtLeast, Scale
from care_assess.scoring.frame import frame_of
from care_assess.text import translator

# Scales


def test_a_score_is_given_on_the_scale_of_its_questionnaire_and_in_points():
    questionnaire = a_questionnaire(
        "care", a_choice("A", low=10, high=20), a_choice("B", low=10, high=20)
    ).on_scale(10, 20)
    score = of(questionnaire, {"A": "high", "B": "low"})
    assert (score.score, score.low, score.high, score.normalised) == (15, 15, 15, Fraction(5, 2))
    assert (score.level, score.scale) == (2, Scale(minimum=10, maximum=20))
    assert [(term.level, term.low, term.high) for term in score.terms] == [(20,) * 3, (10,) * 3]


def test_the_bounds_of_a_score_are_the_ends_of_its_scale():
    questionnaire = a_questionnaire("care", a_choice("A", low=10, high=20)).on_scale(10, 20)
    score = of(questionnaire, {"A": UNKNOWN})
    assert (score.score, score.low, score.high) == (10, 10, 20)
    assert of(questionnaire, {}).score is None


def test_topics_axes_and_the_whole_count_in_points():
    big = a_questionnaire("big", a_choice("A", low=0, high=100).on("ad")).on_scale(0, 100)
    usual = a_questionnaire("usual", a_question("B").on("ad"))
    scores = scored(big, usual, answers={"A": "high", "B": 2})
    assert scores.domains["big"].total.score == 100
    assert scores.overall.score == scores.topics["ad"].score == Fraction(7, 2)
    assert scores.axes["governance_resilience"].score == Fraction(7, 2)
    assert scores.weakest == "usual"


def test_levels_are_brought_to_points_by_the_line_through_both_ends():
    question = (
        a_questionnaire("care", a_choice("A", low=-1, middle=Fraction(1, 2), high=2))
        .on_scale(-1, 2)
        .built.questions[0]
    )
    answer = an_answer("middle")
    assert level_given(question, answer) == Fraction(1, 2)
    assert level_of(question, answer) == Fraction(5, 2)


def test_several_choices_add_what_each_has_above_the_bottom_of_the_scale():
    questionnaire = a_questionnaire("care", a_multiple("A", one=11, two=12, three=19))
    on_scale = questionnaire.on_scale(10, 20)
    assert of(on_scale, {"A": ()}).score == 10
    assert of(on_scale, {"A": ("one", "two")}).score == 13
    assert of(on_scale, {"A": ("two", "three")}).score == 20


def test_cuts_give_levels_of_the_scale():
    number = a_number("A", better="higher", cuts={2: 50, 3: 90}, maximum=100)
    questionnaire = a_questionnaire("care", number).on_scale(1, 3)
    levels = {49: 1, 50: 2, 90: 3}
    assert {n: of(questionnaire, {"A": Fraction(n)}).score for n in levels} == levels
    assert of(questionnaire, {"A": "never"}).score == 1


def test_a_cap_is_on_the_scale_of_its_questionnaire():
    questionnaire = (
        a_questionnaire("care", a_choice("A", low=0, high=100), a_choice("B", low=0, high=100))
        .on_scale(0, 100)
        .capped("A", 30, below=50)
    )
    score = of(questionnaire, {"A": "low", "B": "high"})
    assert (score.score, score.uncapped) == (30, 50)
    assert [cap.max for cap in score.caps] == [30]
    assert of(questionnaire, {"A": "high", "B": "high"}).caps == ()


def test_a_cap_of_a_topic_is_on_0_to_5_whatever_the_scale():
    questionnaire = (
        a_questionnaire(
            "care", a_choice("A", low=0, high=100), a_choice("B", low=0, high=100).on("ad")
        )
        .on_scale(0, 100)
        .capped("A", 2, topic="ad", below=50)
    )
    scores = scored(questionnaire, answers={"A": "low", "B": "high"})
    assert scores.topics["ad"].score == 2
    assert scores.domains["care"].total.score == 50


def test_a_cap_lifts_for_the_refused_only_where_the_bottom_of_the_scale_holds_it():
    questionnaire = (
        a_questionnaire("care", a_choice("A", low=10, high=20), a_choice("B", low=10, high=20))
        .on_scale(10, 20)
        .capped("A", 12, answer="low")
    )
    score = of(questionnaire, {"A": not_applicable(), "B": "high"})
    assert (score.score, score.if_not_applicable_were_zero) == (20, 12)


def test_a_condition_asks_a_level_of_the_scale():
    questionnaire = a_questionnaire(
        "care",
        a_choice("A", low=0, half=50, high=100),
        a_choice("B", low=0, high=100).asked_if(AnswerAtLeast("A", 60)),
    ).on_scale(0, 100)
    assert of(questionnaire, {"A": "half"}).applicable == 1
    assert of(questionnaire, {"A": "high"}).applicable == 2


def test_a_ladder_gives_a_level_of_the_scale():
    questionnaire = (
        a_questionnaire(
            "care",
            *(a_yes_no(name).failing(n, option="no") for n, name in ((1, "A"), (2, "B"), (3, "C"))),
        )
        .on_scale(0, 3)
        .scored_by("ladder", start=0, rungs=(1, 2, 3))
    )
    score = of(questionnaire, {"A": "yes", "B": "yes", "C": "no"})
    assert (score.score, score.high, score.normalised) == (2, 2, Fraction(10, 3))
    assert of(questionnaire, {"A": "yes", "B": UNKNOWN, "C": "yes"}).high == 3


def test_a_ladder_reads_levels_of_the_scale():
    questionnaire = (
        a_questionnaire("care", a_choice("A", low=0, middle=50, high=100).failing(1, below=60))
        .on_scale(0, 100)
        .scored_by("ladder", start=0, rungs=(1,))
    )
    assert of(questionnaire, {"A": "middle"}).score == 0
    assert of(questionnaire, {"A": "high"}).score == 1


def test_an_answer_that_is_no_level_of_the_scale_is_told_the_levels_there_are():
    levels = {"0": 0, "0.5": Fraction(1, 2), "1": 1}
    asked = replace(a_choice("A", **levels).built, kind="level", level_scale=Scale(maximum=1))
    with pytest.raises(AnswerRejected) as refused:
        check_answer(asked, an_answer("3"))
    said = translator("fr").error(refused.value).replace("\u00a0", " ")
    assert "« 3 »" in said
    assert "0, 0.5, 1" in said


# Linear numbers


@pytest.mark.parametrize(
    ("better", "value", "level"), [("higher", "37.5", "37.5"), ("lower", "37.5", "62.5")]
)
def test_a_linear_number_is_a_level_itself(better, value, level):
    number = a_linear("A", better=better, decimals=1)
    questionnaire = a_questionnaire("care", number).on_scale(0, 100)
    assert of(questionnaire, {"A": Fraction(value)}).score == Fraction(level)


def test_a_linear_number_stays_within_its_ends():
    questionnaire = a_questionnaire("care", a_linear("A"))
    assert [of(questionnaire, {"A": Fraction(n)}).score for n in (-3, 40, 140)] == [0, 2, 5]


# Sums and groups


def test_a_sum_counts_weights_in_units_of_the_scale():
    """CISO Assistant, TestScoringCalculationMethods: 80 + 60 + 40 + 3 x 100 = 480."""
    questionnaire = (
        a_questionnaire("care", *(a_linear(name).weighing(100) for name in "ABC"))
        .with_section("more", a_linear("D").weighing(300))
        .on_scale(0, 600)
        .scored_by("sum")
    )
    answers = dict(zip("ABCD", map(Fraction, (80, 60, 40, 100)), strict=True))
    assert of(questionnaire, answers).score == 480


def test_a_sum_begins_at_the_bottom_of_the_scale_and_ends_at_its_top():
    choices = a_questionnaire(
        "care",
        a_choice("A", low=10, high=20).weighing(4),
        a_choice("B", low=10, high=20).weighing(8),
    )
    summed = choices.on_scale(10, 20).scored_by("sum")
    assert of(summed, {"A": "high", "B": "low"}).score == 14
    assert of(summed, {"A": "high", "B": "high"}).score == 20


def test_a_practice_is_the_sum_of_its_levels_each_the_mean_of_its_streams():
    """SAMM: (0.25 + 1) / 2 + 0 + 0 = 0.625 of 3."""
    answers = {"A1": "some", "B1": "all", "A2": "none", "B2": "none", "A3": "none", "B3": "none"}
    scores = scored(practice("A1", "B1", "A2", "B2", "A3", "B3"), answers=answers).domains["care"]
    assert scores.sections["practice"].score == scores.total.score == Fraction(5, 8)
    inside = scores.groups["practice"]
    assert [one.score for one in inside.values()] == [Fraction(15, 8), 0, 0]


def test_a_sum_of_groups_takes_a_group_without_a_score_as_a_question_without_an_answer():
    score = scored(practice(*"ABCDEF"), answers={"A": "all", "B": "all", "C": UNKNOWN})
    practised = score.domains["care"].sections["practice"]
    assert (practised.score, practised.low, practised.high) == (1, 1, 3)
    assert [term.state for term in practised.terms] == ["answered", "answered", "unanswered"]
    assert scored(practice(*"ABCDEF"), answers={}).domains["care"].total.score is None


def test_a_sum_of_groups_has_a_sensitivity_line_and_a_top():
    questionnaire = (
        a_questionnaire("care")
        .with_section("a", a_question("A"), a_question("B"), weight=4)
        .with_section("b", a_question("C"), weight=4)
        .scored_by("sum_of_groups")
    )
    assert of(questionnaire, {"A": 5, "B": 5, "C": 5}).score == 5
    score = of(questionnaire, {"A": 5, "B": not_applicable(), "C": 0})
    assert (score.score, score.if_not_applicable_were_zero) == (4, 2)


def test_groups_within_groups_are_scored_from_the_inside():
    questionnaire = (
        a_questionnaire("care")
        .with_section(
            "top",
            a_group("one", a_group("deep", a_question("A"), a_question("B")), weight=3),
            a_group("two", a_question("C")),
            method="mean_of_groups",
        )
        .scored_by("mean_of_groups")
    )
    found = scored(questionnaire, answers={"A": 4, "B": 2, "C": 1}).domains["care"]
    assert found.groups["one"]["deep"].score == found.groups["top"]["one"].score == 3
    assert found.total.score == Fraction(3 * 3 + 1, 4)
    assert set(found.groups) == {"top", "one"}


def test_a_mean_of_groups_or_a_sum_of_groups_without_groups_is_that_of_its_questions():
    questions = (a_question("A"), a_question("B").weighing(3))
    for method, score in (("mean_of_groups", Fraction(7, 2)), ("sum_of_groups", Fraction(14, 5))):
        questionnaire = a_questionnaire("care").with_section("a", *questions, method=method)
        found = scored(questionnaire, answers={"A": 2, "B": 4}).domains["care"]
        assert found.sections["a"].score == score


# Policies


def test_unknown_may_be_left_out_of_the_score_but_never_of_its_interval():
    """MonAideCyber: one good answer among "je ne sais pas" is perfect; the interval and the coverage tell."""
    questionnaire = a_questionnaire("care", a_question("A"), a_question("B").weighing(9))
    score = of(questionnaire.counting(unknown="exclude"), {"A": 5, "B": UNKNOWN})
    assert (score.score, score.low, score.high) == (5, Fraction(1, 2), 5)
    assert (score.coverage, score.level, score.unknown) == (Fraction(1, 10), None, 1)
    assert of(questionnaire, {"A": 5, "B": UNKNOWN}).score == Fraction(1, 2)


def test_unknown_left_out_still_makes_a_cap_hold():
    questionnaire = a_questionnaire("care", a_question("A"), a_question("B")).capped("B", 2)
    score = of(questionnaire.counting(unknown="exclude"), {"A": 5, "B": UNKNOWN})
    assert (score.score, score.low, score.high) == (2, 2, 5)


def test_a_ladder_of_nothing_but_unknown_left_out_has_no_score():
    questionnaire = a_questionnaire("care", a_yes_no("A").failing(1, option="no"))
    ladder = questionnaire.scored_by("ladder", start=0, rungs=(1,))
    assert of(ladder, {"A": UNKNOWN}).score == 0
    assert of(ladder.counting(unknown="exclude"), {"A": UNKNOWN}).score is None


def test_not_applicable_may_count_as_exactly_the_target():
    questionnaire = a_questionnaire("care", a_question("A"), a_question("B").weighing(3))
    anchored = questionnaire.counting(na="target")
    score = of(anchored, {"A": 5, "B": not_applicable()})
    assert score.score == score.low == score.high == Fraction(5 + 9, 4)
    assert score.if_not_applicable_were_zero == Fraction(5, 4)
    assert (score.answered, score.not_applicable, score.coverage) == (1, 1, 1)
    assert of(anchored.aiming_at(4), {"A": 5, "B": not_applicable()}).score == Fraction(5 + 12, 4)


def test_not_applicable_as_the_target_brings_its_weight_to_a_sum():
    questionnaire = a_questionnaire("care", a_yes_no("A"), a_yes_no("B")).scored_by("sum")
    score = of(questionnaire.counting(na="target"), {"A": "yes", "B": not_applicable()})
    assert (score.score, score.if_not_applicable_were_zero) == (1 + Fraction(3, 5), 1)


def test_what_the_profile_takes_out_is_never_counted_as_the_target():
    questionnaire = a_questionnaire(
        "care", a_question("A"), a_question("B").asked_if(AnswerAtLeast("A", 3))
    ).counting(na="target")
    assert of(questionnaire, {"A": 1}).score == 1


def test_policies_bear_on_the_questions_of_their_questionnaire_alone():
    strict = a_questionnaire("strict", a_question("A").on("ad"))
    lenient = a_questionnaire("lenient", a_question("B").on("ad")).counting(unknown="exclude")
    scores = scored(strict, lenient, answers={"A": 4, "B": UNKNOWN})
    assert scores.topics["ad"].score == 4
    scores = scored(strict, lenient, answers={"A": UNKNOWN, "B": 4})
    assert scores.topics["ad"].score == 2


@pytest.mark.parametrize("method", ["sum", "weighted_mean"])
def test_what_is_all_declared_not_applicable_has_no_score_and_would_have_the_lowest(method):
    questionnaire = a_questionnaire("care", a_question("A"), a_question("B")).scored_by(method)
    answers = {"A": not_applicable(), "B": not_applicable()}
    total = scored(questionnaire, answers=answers).domains["care"].total
    assert (total.score, total.low, total.if_not_applicable_were_zero) == (None, None, 0)


@pytest.mark.parametrize(("value", "level"), [("1.4", 1), ("1.5", 1), ("1.6", 3), ("2", 3)])
def test_a_cut_that_is_not_whole_is_met_exactly(value, level):
    number = a_number("A", better="higher", cuts={1: None, 3: ">1.5"}, decimals=1)
    scores = scored(a_questionnaire("care", number), answers={"A": Fraction(value)})
    assert scores.overall.score == level


def test_what_is_not_applicable_and_counts_as_the_target_is_certain():
    questionnaire = a_questionnaire("care", a_question("A")).counting(na="target")
    total = scored(questionnaire, answers={"A": not_applicable()}).domains["care"].total
    (term,) = total.terms
    assert (term.level, term.low, term.high) == (3, 3, 3)
    assert (total.low, total.high) == (3, 3)


def test_questionnaires_in_use_are_laid_out_once():
    one, other = (a_questionnaire("care", a_question("A")).built for _ in "ab")
    frame = frame_of([one], "full")
    assert frame_of([one], "full") is frame
    assert frame_of([one], "core") is not frame
    assert frame_of([other], "full") is not frame
