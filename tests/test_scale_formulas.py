"""Scales other than 0 to 5 in the plan, in the readings, in the document and in the formulas."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from build import a_choice, a_linear, a_multiple, a_question, a_questionnaire, a_reference, a_yes_no
from domain import practice
from filled import UNKNOWN, a_sheet, not_applicable, scored

from care_assess.answers import Answer
from care_assess.plan import build_plan
from care_assess.questionnaire import Scale
from care_assess.scoring import read
from care_assess.scoring.document import formula, to_document
from care_assess.text import translator


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


@pytest.mark.parametrize(
    ("question", "value", "gain"),
    [
        (a_linear("A"), Fraction(40), 3),
        (a_multiple("A", one=11, two=12), (), Fraction(3, 2)),
    ],
)
def test_the_gain_is_that_of_the_best_answer_whatever_the_scale(question, value, gain):
    questionnaire = a_questionnaire("care", question).on_scale(10, 20)
    sheet, scores = a_sheet({"A": value}), scored(questionnaire, answers={"A": value})
    (action,) = build_plan([questionnaire.built], sheet, scores, a_reference()).actions
    assert action.gain == gain


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
