"""The scoring contract by examples, above the question: groups, caps, topics, axes, the whole."""

from __future__ import annotations

from fractions import Fraction

import pytest
from build import a_choice, a_multiple, a_number, a_question, a_questionnaire, a_yes_no, said
from domain import of, three
from filled import UNKNOWN, not_applicable, scored

from care_assess.answers import NEVER
from care_assess.questionnaire import AXES, OUTSIDE, TOPICS
from care_assess.scoring import CapHeld

# Groups


def test_a_mean_of_groups_weighs_sections_not_questions():
    """CISO Assistant, test_compliance_assessment_scoring.py: 80, 60 / 40, 100 (weight 3) → 77.5 of 100."""
    questionnaire = (
        a_questionnaire("care")
        .with_section("a", a_question("A1"), a_question("A2"))
        .with_section("b", a_question("B1"), a_question("B2").weighing(3))
        .scored_by("mean_of_groups")
    )
    answers = {"A1": 4, "A2": 3, "B1": 2, "B2": 5}
    assert of(questionnaire, answers).score == Fraction(775, 200)
    assert of(questionnaire.scored_by("weighted_mean"), answers).score == 4
    assert of(questionnaire, {**answers, "B2": not_applicable()}).score == Fraction(550, 200)


def test_sections_of_a_mean_of_groups_have_their_weights():
    questionnaire = (
        a_questionnaire("care")
        .with_section("a", a_question("A"), weight=3)
        .with_section("b", a_question("B"), weight=1)
        .scored_by("mean_of_groups")
    )
    assert of(questionnaire, {"A": 4, "B": 0}).score == 3


def test_a_section_without_a_score_is_left_out_of_the_mean_but_not_of_its_bounds():
    questionnaire = (
        a_questionnaire("care")
        .with_section("a", a_question("A"))
        .with_section("b", a_question("B"))
        .with_section("empty")
        .scored_by("mean_of_groups")
    )
    score = of(questionnaire, {"A": 4})
    assert (score.score, score.low, score.high) == (4, 2, Fraction(9, 2))
    assert [term.state for term in score.terms] == ["answered", "unanswered", "not_applicable"]


def test_a_group_without_a_score_never_pushes_the_bounds_past_the_score():
    questionnaire = (
        a_questionnaire("care")
        .with_section("a", a_question("A"))
        .with_section("b", a_yes_no("B"), method="sum")
        .scored_by("mean_of_groups")
    )
    score = of(questionnaire, {"A": 5})
    assert (score.score, score.low, score.high) == (5, Fraction(5, 2), 5)


def test_a_group_without_a_score_is_told_as_anything_from_0_to_5_whatever_its_own_bounds():
    questionnaire = (
        a_questionnaire("care")
        .with_section("summed", a_yes_no("A"), method="sum")
        .with_section(
            "climbed", a_yes_no("B").failing(1, option="no"), method="ladder", start=1, rungs=(1,)
        )
        .scored_by("mean_of_groups")
    )
    found = scored(questionnaire, answers={}).domains["care"]
    assert found.sections["summed"].high == found.sections["climbed"].low == 1
    assert [(term.low, term.high) for term in found.total.terms] == [(0, 5), (0, 5)]


def test_a_sum_adds_the_weight_of_what_is_done_and_stops_at_5():
    questionnaire = a_questionnaire(
        "care",
        *(a_yes_no(name).weighing(weight) for name, weight in zip("ABC", (1, 3, 4), strict=True)),
    ).scored_by("sum")
    assert of(questionnaire, {"A": "yes", "B": "partial"}).score == 1 + Fraction(3 * 2, 5)
    assert of(questionnaire, {"A": "yes", "B": "yes", "C": "yes"}).score == 5


def test_the_bounds_of_a_sum():
    questionnaire = a_questionnaire("care", a_yes_no("A"), a_yes_no("B"), a_yes_no("C"))
    score = of(questionnaire.scored_by("sum"), {"A": "yes", "B": UNKNOWN})
    assert (score.score, score.low, score.high) == (1, 1, 3)
    assert of(questionnaire.scored_by("sum"), {}).score is None


def test_the_sensitivity_line_of_a_sum_is_the_sum():
    """What is not done adds nothing, so nothing is lost by counting it."""
    questionnaire = a_questionnaire("care", a_yes_no("A"), a_yes_no("B")).scored_by("sum")
    assert of(questionnaire, {"A": "yes", "B": "no"}).if_not_applicable_were_zero is None
    assert of(questionnaire, {"A": "yes", "B": not_applicable()}).if_not_applicable_were_zero == 1


def test_the_terms_of_a_mean_of_groups_are_its_sections_with_their_bounds():
    questionnaire = (
        a_questionnaire("care")
        .with_section("known", a_question("A"), a_question("B"), weight=2)
        .with_section("open", a_question("C"))
        .with_section("out", a_question("D"))
        .scored_by("mean_of_groups")
    )
    score = of(questionnaire, {"A": 4, "B": UNKNOWN, "D": not_applicable()})
    told = [(t.id, t.level, t.low, t.high, t.weight, t.state) for t in score.terms]
    assert told == [
        ("known", 2, 2, Fraction(9, 2), 2, "answered"),
        ("open", None, 0, 5, 1, "unanswered"),
        ("out", None, 0, 5, 1, "not_applicable"),
    ]


def test_a_mean_of_groups_has_a_sensitivity_line_only_when_a_group_has_one():
    questionnaire = (
        a_questionnaire("care")
        .with_section("a", a_question("A"), a_question("B"))
        .with_section("b", a_question("C"))
        .scored_by("mean_of_groups")
    )
    assert of(questionnaire, {"A": 4, "B": 4, "C": 1}).if_not_applicable_were_zero is None
    refused = of(questionnaire, {"A": 4, "B": not_applicable(), "C": 1})
    assert refused.if_not_applicable_were_zero == Fraction(3, 2)


def test_a_section_may_have_its_own_method():
    questionnaire = (
        a_questionnaire("care")
        .with_section("a", a_yes_no("A"), a_yes_no("B"), method="sum")
        .with_section("b", a_question("C"))
        .scored_by("mean_of_groups")
    )
    scores = scored(questionnaire, answers={"A": "yes", "B": "yes", "C": 4})
    assert scores.domains["care"].sections["a"].score == 2
    assert scores.domains["care"].total.score == 3


# Caps


def test_a_cap_holds_while_its_question_is_below():
    questionnaire = three(1, 9).capped("A", 2, below=3)
    assert of(questionnaire, {"A": 3, "B": 5}).score == Fraction(48, 10)
    score = of(questionnaire, {"A": 2, "B": 5})
    assert (score.score, score.uncapped, score.level) == (2, Fraction(47, 10), 2)
    assert (score.low, score.high) == (2, 2)
    assert score.caps == (CapHeld(max=2, reason=said("because of A"), question="A", certain=True),)


def test_a_cap_says_that_the_answer_is_not_known_when_it_has_words_for_it():
    questionnaire = three(1, 1).capped("A", 2, below=3, reason_unknown=said("A is not known"))
    assert [cap.reason for cap in of(questionnaire, {"A": UNKNOWN}).caps] == [
        said("A is not known")
    ]
    assert [cap.reason for cap in of(questionnaire, {"A": 1}).caps] == [said("because of A")]


def test_a_cap_never_raises_a_score():
    assert of(three(1).capped("A", 2), {"A": 1}).score == 1


def test_a_cap_holds_on_unknown_and_may_be_lifted_in_the_best_case():
    score = of(three(1, 1).capped("A", 2), {"A": UNKNOWN, "B": 5})
    assert (score.score, score.low, score.high) == (2, 2, 5)
    assert [cap.certain for cap in score.caps] == [False]


def test_a_cap_on_an_unanswered_question_weighs_on_the_lower_bound_alone():
    score = of(three(1, 9).capped("A", 2), {"B": 5})
    assert (score.score, score.low, score.high) == (5, 2, 5)
    assert score.caps == ()


def test_not_applicable_lifts_a_cap_and_the_sensitivity_line_puts_it_back():
    score = of(three(1, 9).capped("A", 2), {"A": not_applicable(), "B": 5})
    assert (score.score, score.low, score.high, score.caps) == (5, 5, 5, ())
    assert score.if_not_applicable_were_zero == 2


def test_a_cap_on_an_unknown_answer_bears_on_the_sensitivity_line_too():
    capped = three(1, 3, 1).capped("A", 2)
    score = of(capped, {"A": UNKNOWN, "B": 5, "C": not_applicable()})
    assert score.score == 2
    assert score.if_not_applicable_were_zero == 2


def test_the_lowest_of_several_caps_holds():
    score = of(three(1, 9).capped("A", 4).capped("A", 3, below=1), {"A": 0, "B": 5})
    assert score.score == 3
    assert len(score.caps) == 2


@pytest.mark.parametrize(
    ("question", "test", "value", "holds"),
    [
        (a_choice("A", none=0, flat=5), {"answer": "flat"}, "flat", True),
        (a_choice("A", none=0, flat=5), {"answer": "flat"}, "none", False),
        (a_multiple("A", none=1, flat=5), {"answer": "none"}, ("none", "flat"), True),
        (a_multiple("A", none=1, flat=5), {"answer": "none"}, ("flat",), False),
        (a_number("A"), {"older_than": 24}, Fraction(25), True),
        (a_number("A"), {"older_than": 24}, Fraction(24), False),
        (a_number("A"), {"older_than": 24}, NEVER, True),
        (a_number("A"), {"older_than": 24}, UNKNOWN, True),
        (a_question("A"), {"unknown": True}, UNKNOWN, True),
        (a_question("A"), {"unknown": True}, 0, False),
    ],
)
def test_what_makes_a_cap_hold(question, test, value, holds):
    questionnaire = a_questionnaire("care", question).capped("A", 0, **test)
    assert bool(of(questionnaire, {"A": value}).caps) is holds


@pytest.mark.parametrize(
    ("question", "test", "back"),
    [
        (a_choice("A", none=0, flat=5), {"answer": "none"}, True),
        (a_choice("A", none=0, flat=5), {"answer": "flat"}, False),
        (a_number("A"), {"older_than": 24}, True),
        (a_question("A"), {"unknown": True}, False),
        (a_question("A"), {"below": 1}, True),
    ],
)
def test_what_the_sensitivity_line_makes_of_a_cap(question, test, back):
    questionnaire = a_questionnaire("care", question, a_question("B").weighing(9))
    score = of(questionnaire.capped("A", 1, **test), {"A": not_applicable(), "B": 5})
    assert score.if_not_applicable_were_zero == (1 if back else Fraction(9, 2))


def test_a_domain_cap_bears_on_the_domain_and_the_whole_not_on_sections_nor_topics():
    questionnaire = (
        a_questionnaire("care")
        .with_section("a", a_question("A").on("ad"))
        .with_section("b", a_question("B").weighing(9).on("ad"))
        .capped("A", 2)
    )
    other = a_questionnaire("other", a_question("C"))
    scores = scored(questionnaire, other, answers={"A": 0, "B": 5, "C": 4})
    assert scores.domains["care"].total.score == 2
    assert scores.domains["care"].sections["b"].score == 5
    assert scores.topics["ad"].score == Fraction(9, 2)
    assert scores.overall.score == 3
    assert scores.overall.uncapped == Fraction(17, 4)
    assert scores.overall.caps == ()
    assert [cap.question for cap in scores.caps] == ["A"]


def test_a_cap_holds_a_mean_of_groups_down_too():
    questionnaire = (
        a_questionnaire("care")
        .with_section("a", a_question("A"))
        .with_section("b", a_question("B"))
        .scored_by("mean_of_groups")
        .capped("A", 1)
    )
    assert of(questionnaire, {"A": 0, "B": 5}).score == 1


def test_a_topic_cap_bears_on_its_topic_alone():
    questionnaire = a_questionnaire("care", a_question("A").on("ad"), a_question("B").on("ad"))
    scores = scored(questionnaire.capped("A", 1, topic="ad"), answers={"A": 0, "B": 5})
    assert scores.topics["ad"].score == 1
    assert scores.domains["care"].total.score == Fraction(5, 2)


def test_a_cap_whose_question_is_not_asked_in_the_tier_caps_nothing():
    questionnaire = a_questionnaire("care", a_question("A"), a_question("B").in_core())
    score = of(questionnaire.capped("A", 1), {"A": 0, "B": 5}, tier="core")
    assert (score.score, score.low, score.caps) == (5, 5, ())


# Topics, axes, the whole


def test_topics_gather_their_questions_over_questionnaires_and_a_question_may_have_two():
    one = a_questionnaire("one", a_question("A").on("ad", "budget").weighing(3))
    two = a_questionnaire("two", a_question("B").on("ad"), a_question("C"))
    scores = scored(one, two, answers={"A": 4, "B": 0, "C": 5})
    assert tuple(scores.topics) == (*TOPICS, OUTSIDE)
    assert scores.topics["ad"].score == 3
    assert scores.topics["budget"].score == 4
    assert scores.topics[OUTSIDE].score == 5
    assert scores.topics["exposure"].score is None


def test_axes_gather_the_questions_that_state_them():
    questionnaire = a_questionnaire("care", a_question("A"), a_question("B").along("awareness"))
    scores = scored(questionnaire, answers={"A": 1, "B": 4})
    assert tuple(scores.axes) == AXES
    assert [scores.axes[axis].score for axis in AXES] == [1, None, 4, None]


def test_the_whole_is_the_mean_of_domains_by_weight_with_the_weakest_named():
    one = a_questionnaire("one", a_question("A")).weighing(3)
    two = a_questionnaire("two", a_question("B"), a_question("C"))
    scores = scored(one, two, answers={"A": 4, "B": 0, "C": 0})
    assert scores.overall.score == 3
    assert scores.weakest == "two"
    assert scores.overall.applicable == 3


def test_a_domain_without_an_answer_is_left_out_of_the_whole_but_not_of_its_bounds():
    one, two = a_questionnaire("one", a_question("A")), a_questionnaire("two", a_question("B"))
    scores = scored(one, two, answers={"A": 4})
    assert (scores.overall.score, scores.overall.low, scores.overall.high) == (4, 2, Fraction(9, 2))
    assert (scores.overall.coverage, scores.overall.level) == (Fraction(1, 2), None)
    assert scores.weakest == "one"


def test_the_sensitivity_line_goes_up_to_the_whole():
    one = a_questionnaire("one", a_question("A"), a_question("B"))
    two = a_questionnaire("two", a_question("C"))
    scores = scored(one, two, answers={"A": 4, "B": not_applicable(), "C": 1})
    assert scores.overall.if_not_applicable_were_zero == Fraction(3, 2)


def test_at_equality_the_first_domain_is_the_weakest():
    one, two = a_questionnaire("one", a_question("A")), a_questionnaire("two", a_question("B"))
    assert scored(one, two, answers={"A": 2, "B": 2}).weakest == "one"
    assert scored(two, one, answers={"A": 2, "B": 2}).weakest == "two"
