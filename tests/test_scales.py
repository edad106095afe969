"""Scales other than 0 to 5, nested groups, sums of groups, linear numbers and policies, by examples."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from build import (
    UNKNOWN,
    a_choice,
    a_group,
    a_linear,
    a_multiple,
    a_number,
    a_question,
    a_questionnaire,
    a_reference,
    a_sheet,
    a_yes_no,
    an_answer,
    not_applicable,
    scored,
)
from domain import of

from care_assess.answers import Answer, check_answer, level_given, level_of
from care_assess.errors import AnswerRejected
from care_assess.plan import build_plan
from care_assess.questionnaire import AnswerAtLeast, Scale
from care_assess.scoring import read
from care_assess.scoring.document import formula, to_document
from care_assess.scoring.frame import frame_of
from care_assess.text import translator

QUARTERS = {"none": 0, "some": Fraction(1, 4), "half": Fraction(1, 2), "all": 1}


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


# What is made of it


def test_an_action_is_proposed_below_the_target_of_its_questionnaire():
    questionnaire = a_questionnaire("care", a_question("A"), a_question("B")).aiming_at(4)
    sheet, reference = a_sheet({"A": 3, "B": 4}), a_reference()
    scores = scored(questionnaire, answers={"A": 3, "B": 4})
    plan = build_plan([questionnaire.built], sheet, scores, reference)
    assert [action.questions for action in plan.actions] == [("A",)]


def test_a_gain_on_another_scale_is_in_levels_of_the_whole():
    questionnaire = a_questionnaire("care", a_choice("A", low=0, high=100)).on_scale(0, 100)
    sheet, scores = a_sheet({"A": "low"}), scored(questionnaire, answers={"A": "low"})
    (action,) = build_plan([questionnaire.built], sheet, scores, a_reference()).actions
    assert action.gain == 5


def test_a_gain_in_groups_of_groups_is_the_difference_once_the_action_is_done():
    built, answers = practice(*"ABCDEF"), {"A": "all", "B": "some", "C": "none", "D": "none"}
    now = scored(built, answers=answers)
    plan = build_plan([built.built], a_sheet(answers), now, a_reference())
    assert {action.id for action in plan.actions} == {"B", "C", "D"}
    for action in plan.actions:
        after = scored(built, answers={**answers, action.id: "all"})
        assert 0 < action.gain == after.overall.score - now.overall.score


def test_a_mean_of_groups_of_groups_is_read_as_it_is_scored():
    built, answers = practice(*"ABCDEF"), {"A": "all", "B": "some", "C": "none"}
    found = read([built.built], a_sheet(answers), a_reference())["care"]
    total = scored(built, answers=answers).domains["care"].total
    assert (found.mean.score, found.mean.low, found.mean.high) == (
        Fraction(5, 8),
        total.low,
        total.high,
    )
    assert (found.scale, found.mean) == (built.built.scale, found.capped)


def test_the_document_tells_the_scale_the_points_and_the_groups():
    answers = {"A": "all", "B": "some", "C": "none"}
    document = to_document(scored(practice(*"ABCDEF"), answers=answers), trace=True, lang="en")
    domain = document["domains"]["care"]
    assert domain["scale"] == {"min": 0, "max": 3}
    assert (domain["score"], domain["normalised"]) == (0.625, 0.625 * 5 / 3)
    section = domain["sections"]["practice"]
    assert list(section["groups"]) == ["level_1", "level_2", "level_3"]
    assert section["groups"]["level_1"]["score"] == 1.875
    assert section["trace"]["formula"] == (
        "0, plus the share of each weight that the score of the part reaches, at most 3: 0.63. "
        "Weights counted: 2. A part without a score brings nothing."
    )


COUNTED = "questions without an answer or not applicable do not count."
ON_FIVE = {"none": 0, "half": 2, "all": 5}
ON_ODD = {"none": 0, "half": 40, "all": 100}


@pytest.mark.parametrize(
    ("method", "answers", "sentence"),
    [
        (
            "weighted_mean",
            {"A": "half", "B": "none"},
            (
                "Sum of weights × levels (6) divided by the sum of the weights of the questions counted (4): "
                f"1.50. “I don't know” counts 0; {COUNTED}"
            ),
        ),
        (
            "mean_of_groups",
            {"A": "half", "B": "none"},
            (
                "Sum of weights × scores of the parts (1.50) divided by the sum of their weights (1): 1.50. "
                "A part without a score does not count."
            ),
        ),
        (
            "sum",
            {"A": "half", "B": "none"},
            (
                "Sum of weights × levels (6) divided by 5, at most 5: 1.20. Weights counted: 4. "
                f"“I don't know” counts 0; {COUNTED}"
            ),
        ),
        (
            "sum",
            {"B": "none"},
            (
                "Sum of weights × levels (0) divided by 5, at most 5: 0.00. Weights counted: 1. "
                f"“I don't know” counts 0; {COUNTED}"
            ),
        ),
        (
            "sum_of_groups",
            {"A": "half", "B": "none"},
            (
                "Sum of weights × scores of the parts (1.50) divided by 5, at most 5: 0.30. "
                "Weights counted: 1. A part without a score brings nothing."
            ),
        ),
        ("sum", {}, "No answer counts: no score."),
        ("weighted_mean", {"C": not_applicable()}, "No answer counts: no score."),
    ],
)
def test_a_formula_tells_its_own_numbers(method, answers, sentence):
    questions = (a_choice(name, **ON_FIVE) for name in "BC")
    questionnaire = a_questionnaire("care", a_choice("A", **ON_FIVE).weighing(3), *questions)
    total = scored(questionnaire.scored_by(method), answers=answers).domains["care"].total
    assert formula(total, translator("en")) == sentence


@pytest.mark.parametrize(
    ("method", "sentence"),
    [
        (
            "weighted_mean",
            (
                "Sum of weights × levels (1,200) divided by the sum of the weights of the questions counted "
                f"(50): 24.00. “I don't know” counts -20; {COUNTED}"
            ),
        ),
        (
            "mean_of_groups",
            (
                "Sum of weights × scores of the parts (24) divided by the sum of their weights (1): 24.00. "
                "A part without a score does not count."
            ),
        ),
        (
            "sum",
            (
                "-20, plus the share of each weight that the level reaches, at most 100: -1.67. "
                f"Weights counted: 50. “I don't know” counts -20; {COUNTED}"
            ),
        ),
        (
            "sum_of_groups",
            (
                "-20, plus the share of each weight that the score of the part reaches, at most 100: -19.63. "
                "Weights counted: 1. A part without a score brings nothing."
            ),
        ),
    ],
)
def test_a_formula_on_another_scale_tells_its_ends(method, sentence):
    questionnaire = a_questionnaire(
        "care",
        a_choice("A", **ON_ODD).weighing(30),
        a_choice("B", **ON_ODD).weighing(20),
        a_choice("C", **ON_ODD),
    ).on_scale(-20, 100)
    answers = {"A": "half", "B": "none"}
    total = scored(questionnaire.scored_by(method), answers=answers).domains["care"].total
    assert formula(total, translator("en")) == sentence


@pytest.mark.parametrize(("low", "high"), [(0, 5), (0, 10)])
def test_a_formula_of_a_ladder_tells_its_level(low, high):
    questionnaire = a_questionnaire(
        "care", a_yes_no("A").failing(1, option="no"), a_yes_no("B").failing(2, option="no")
    ).scored_by("ladder", start=1, rungs=(1, 2))
    built = questionnaire.on_scale(low, high)
    total = scored(built, answers={"A": "yes", "B": "no"}).domains["care"].total
    assert formula(total, translator("en")) == (
        "Consecutive rungs passed from the first: level 2.00. "
        "A missing or unknown answer passes no rung."
    )


def test_a_ladder_that_no_answer_climbs_has_no_formula():
    questionnaire = a_questionnaire("care", a_yes_no("A").failing(1, option="no"), a_question("B"))
    built = questionnaire.scored_by("ladder", start=1, rungs=(1, 2))
    total = scored(built, answers={"B": 5}).domains["care"].total
    assert formula(total, translator("en")) == "No answer counts: no score."


def test_a_formula_under_caps_tells_the_lowest():
    questionnaire = a_questionnaire("care", a_question("A"), a_question("B").weighing(9))
    capped = questionnaire.capped("A", 4).capped("A", 2).capped("B", 1)
    total = scored(capped, answers={"A": 0, "B": 5}).domains["care"].total
    assert formula(total, translator("en")).endswith("A cap holds it at 2 at most.")


def test_the_formula_of_the_whole_adds_up_the_domains_under_their_caps():
    capped = a_questionnaire("care", a_question("A"), a_question("B").weighing(9)).capped("A", 2)
    scores = scored(
        capped, a_questionnaire("more", a_question("C")), answers={"A": 0, "B": 5, "C": 4}
    )
    assert scores.overall.uncapped == Fraction(17, 4)
    assert formula(scores.overall, translator("en")).startswith(
        "Sum of weights × scores of the parts (6) divided by the sum of their weights (2): 3.00."
    )


def test_the_document_tells_a_scale_that_is_not_whole():
    questionnaire = a_questionnaire("care", a_choice("A", low=Fraction(1, 2), high=Fraction(5, 2)))
    built = questionnaire.on_scale(Fraction(1, 2), Fraction(5, 2))
    document = to_document(scored(built, answers={"A": "high"}))
    assert json.dumps(document["domains"]["care"]["scale"]) == '{"min": 0.5, "max": 2.5}'
    whole = to_document(scored(questionnaire.on_scale(0, 5), answers={"A": "high"}))
    assert json.dumps(whole["domains"]["care"]["scale"]) == '{"min": 0, "max": 5}'


def test_the_document_has_every_figure_of_a_score_unrounded():
    questionnaire = a_questionnaire(
        "care", a_question("A").weighing(3), *(a_question(name) for name in "BCDE")
    )
    shown = Answer(kind="value", value="2", grade="shown")
    answers = {"A": shown, "B": UNKNOWN, "C": not_applicable(), "D": 5}
    document = to_document(scored(questionnaire.capped("B", 4), answers=answers), lang="en")
    assert document["domains"]["care"] == {
        "score": 11 / 5,
        "low": 11 / 6,
        "high": 21 / 6,
        "level": 2,
        "coverage": 5 / 6,
        "known": 4 / 6,
        "evidence_rate": 3 / 4,
        "caps": [{"max": 4, "reason": "because of B (en)", "question": "B"}],
        "answered": 2,
        "applicable": 4,
        "unknown": 1,
        "not_applicable": 1,
        "scale": {"min": 0, "max": 5},
        "normalised": 11 / 5,
        "sections": document["domains"]["care"]["sections"],
    }
    assert list(document["domains"]["care"]["sections"]) == ["all"]
    assert document["topics"]["ad"]["score"] is None


def test_the_document_names_the_caps_that_hold_only_on_what_is_not_known():
    questionnaire = a_questionnaire("care", a_question("A"), a_question("B"), a_question("C"))
    capped = questionnaire.capped("A", 2).capped("B", 3).capped("C", 4)
    scores = scored(capped, answers={"A": UNKNOWN, "B": 0, "C": 5})
    domain = to_document(scores, trace=True)["domains"]["care"]
    assert [cap["question"] for cap in domain["caps"]] == ["A", "B"]
    assert domain["trace"]["caps_on_unknown"] == ["A"]
    assert "trace" not in to_document(scores)["domains"]["care"]


def test_a_formula_tells_the_policies():
    questionnaire = a_questionnaire("care", a_question("A"), a_question("B"), a_question("C"))
    answers = {"A": 4, "B": UNKNOWN, "C": not_applicable()}
    built = questionnaire.counting(unknown="exclude", na="target")
    document = to_document(scored(built, answers=answers), trace=True, lang="fr")
    assert document["domains"]["care"]["trace"]["formula"].replace("\u00a0", " ") == (
        "Somme des poids × niveaux (7) divisée par la somme des poids des questions comptées (2) : 3,50. "
        "Ce qui est déclaré non applicable compte la cible ; « Je ne sais pas » et les questions sans "
        "réponse ne comptent pas."
    )


def test_a_scale_stated_as_0_to_5_changes_nothing():
    questionnaire = a_questionnaire("care", a_question("A"), a_question("B").weighing(3)).capped(
        "A", 2
    )
    stated = replace(questionnaire, built=replace(questionnaire.built, scale=Scale()))
    answers = {"A": 2, "B": UNKNOWN}
    assert to_document(scored(stated, answers=answers)) == to_document(
        scored(questionnaire, answers=answers)
    )
