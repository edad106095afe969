"""The scoring contract by examples, each computed by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from build import (
    UNKNOWN,
    a_choice,
    a_date,
    a_multiple,
    a_number,
    a_question,
    a_questionnaire,
    a_yes_no,
    an_information,
    an_organisation,
    not_applicable,
    said,
    scored,
)

from care_assess.answers import NEVER, Answer
from care_assess.questionnaire import AXES, OUTSIDE, TOPICS, AnswerAtLeast, ProfileIs
from care_assess.scoring import CapHeld


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


def test_a_value_that_no_option_has_counts_as_no_answer():
    assert of(three(1), {"A": "9"}).answered == 0


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
