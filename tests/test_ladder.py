"""Ladders: proven, at most, not evaluated; by examples computed by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from build import a_multiple, a_number, a_question, a_questionnaire, a_yes_no
from filled import UNKNOWN, an_organisation, not_applicable, scored

from care_assess.answers import NEVER
from care_assess.questionnaire import ProfileIs

RUNGS = (1, 2, 3)


def a_control(name, point, *rungs, no, partial=None):
    """A control question in the manner of the directory questionnaire."""
    question = a_yes_no(name).carrying(point, *rungs).failing(no, option="no")
    return question if partial is None else question.failing(partial, option="partial")


def climbed(*questions, answers, **parts):
    """The ladder from 1 over three rungs."""
    questionnaire = a_questionnaire("ad", *questions).with_ladder("ads", start=1, rungs=RUNGS)
    return scored(questionnaire, answers=answers, **parts).domains["ad"].ladders["ads"]


def levels(ladder):
    return ladder.proven, ladder.at_most


CONTROLS = (
    a_control("A", "spn", 1, no=1),
    a_control("B", "krbtgt", 2, no=2),
    a_control("C", "loop", 3, no=3),
)


@pytest.mark.parametrize(
    ("answers", "proven", "at_most"),
    [
        ({"A": "yes", "B": "yes", "C": "yes"}, 4, 4),
        ({"A": "yes", "B": "no", "C": "yes"}, 2, 2),
        ({"A": "no", "B": "yes", "C": "yes"}, 1, 1),
        ({"A": "yes", "B": UNKNOWN, "C": "yes"}, 2, 4),
        ({"A": "yes", "C": "yes"}, 2, 4),
        ({"A": "yes", "B": UNKNOWN, "C": "no"}, 2, 3),
        ({"A": UNKNOWN, "B": "no"}, 1, 2),
        ({"A": "yes", "B": "yes", "C": not_applicable()}, 4, 4),
        ({"A": "yes", "B": not_applicable(), "C": "no"}, 3, 3),
    ],
)
def test_the_level_is_the_start_plus_the_rungs_passed_without_a_break(answers, proven, at_most):
    assert levels(climbed(*CONTROLS, answers=answers)) == (proven, at_most)


@pytest.mark.parametrize("answers", [{}, {"A": UNKNOWN}, {"A": not_applicable(), "B": UNKNOWN}])
def test_without_a_known_answer_nothing_is_assessed(answers):
    assert levels(climbed(*CONTROLS, answers=answers)) == (None, None)


def test_a_control_that_the_profile_takes_out_leaves_the_ladder():
    trusts = a_control("D", "trusts", 1, no=1).asked_if(ProfileIs("has_dpi"))
    answers = {"A": "yes", "B": "yes", "C": "yes"}
    without = an_organisation(has_dpi=False)
    assert levels(climbed(*CONTROLS, trusts, answers=answers, organisation=without)) == (4, 4)
    assert levels(climbed(*CONTROLS, trusts, answers=answers)) == (1, 4)


def test_what_blocks_is_said_with_the_points_of_the_first_rung_that_fails():
    two = a_control("D", "delegation", 2, no=2).carrying("other", 3)
    ladder = climbed(*CONTROLS, two, answers={"A": UNKNOWN, "B": "no", "C": "no", "D": "no"})
    assert ladder.blocking == (("B", "krbtgt"), ("D", "delegation"))
    assert [state.state for state in ladder.rungs] == ["unassessed", "failed", "failed"]
    assert ladder.rungs[0].missing == ("A",)
    assert ladder.rungs[1].blocking == ("B", "D")
    assert ladder.rungs[2].blocking == ("C",)


def test_a_question_whose_points_do_not_name_the_rung_gives_them_all():
    """A published point may fail a rung that its own list does not show."""
    loose = a_control("A", "spn", 1, no=2)
    bare = a_yes_no("B").failing(2, option="no")
    ladder = climbed(loose, bare, answers={"A": "no", "B": "no"})
    assert ladder.blocking == (("A", "spn"), ("B", ""))


def test_partial_may_fail_a_higher_rung_than_no():
    question = a_control("A", "spn", 1, 3, no=1, partial=3)
    assert levels(climbed(question, answers={"A": "no"})) == (1, 1)
    assert levels(climbed(question, answers={"A": "partial"})) == (3, 3)
    assert levels(climbed(question, answers={"A": "yes"})) == (4, 4)


@pytest.mark.parametrize(
    ("value", "level"), [(Fraction(50), 4), (Fraction(51), 1), (NEVER, 1), (UNKNOWN, None)]
)
def test_a_number_fails_above_its_bound_and_never_fails_the_lowest_rung(value, level):
    question = a_number("A").carrying("members", 1, 2).failing(1, above=50)
    assert climbed(question, answers={"A": value}).proven == level


def test_never_fails_the_lowest_rung_and_no_other():
    question = a_number("A").carrying("members", 1, 2).failing(1, above=50)
    states = [state.state for state in climbed(question, answers={"A": NEVER}).rungs]
    assert states == ["failed", "passed", "passed"]


@pytest.mark.parametrize(("value", "level"), [(6, 4), (5, 3), (3, 2), (1, 1)])
def test_a_number_fails_every_rung_that_asks_for_more(value, level):
    question = a_number("A", better="higher").failing(1, below=2)
    question = question.failing(2, below=4).failing(3, below=6)
    assert climbed(question, answers={"A": Fraction(value)}).proven == level


@pytest.mark.parametrize(("value", "level"), [(5, 4), (2, 2), (0, 1)])
def test_a_worded_level_fails_by_its_level(value, level):
    question = a_question("A").failing(1, below=1).failing(2, below=3)
    assert climbed(question, answers={"A": value}).proven == level


def test_an_option_among_several_fails_its_rung():
    question = a_multiple("A", good=3, bad=0).failing(2, option="bad")
    assert climbed(question, answers={"A": ("good", "bad")}).proven == 2
    assert climbed(question, answers={"A": ("good",)}).proven == 4


def test_what_the_core_does_not_ask_is_not_passed():
    core = a_control("A", "spn", 1, no=1).in_core()
    ladder = climbed(core, *CONTROLS[1:], answers={"A": "yes", "B": "yes"}, tier="core")
    assert levels(ladder) == (2, 4)
    assert ladder.rungs[1].missing == ("B",)


def test_one_answer_may_fail_several_rungs():
    question = a_control("A", "spn", 1, no=1).failing(3, option="no")
    ladder = climbed(question, answers={"A": "no"})
    assert [state.state for state in ladder.rungs] == ["failed", "passed", "failed"]


def test_a_ladder_is_told_under_its_name_and_nothing_blocks_what_is_passed():
    ladder = climbed(*CONTROLS, answers=dict.fromkeys("ABC", "yes"))
    assert (ladder.id, ladder.blocking) == ("ads", ())


def test_a_rung_off_the_ladder_changes_nothing():
    assert levels(climbed(a_control("A", "spn", 9, no=9), answers={"A": "no"})) == (4, 4)


# A ladder as the method of a group (C2M2: one practice short at the first rung is level 0)


def graded(*questions, answers, **parts):
    questionnaire = a_questionnaire("ad", *questions).scored_by("ladder", start=1, rungs=RUNGS)
    return scored(questionnaire, answers=answers, **parts).domains["ad"].total


def test_a_group_scored_by_a_ladder_has_what_is_proven_and_at_most_what_is_possible():
    score = graded(*CONTROLS, answers={"A": "yes", "B": UNKNOWN, "C": "no"})
    assert (score.score, score.low, score.high, score.method) == (2, 2, 3, "ladder")


def test_one_failure_on_the_first_rung_outweighs_all_the_rest():
    assert graded(*CONTROLS, answers={"A": "no", "B": "yes", "C": "yes"}).score == 1


def test_a_ladder_of_which_nothing_is_known_may_be_anything():
    score = graded(*CONTROLS, answers={})
    assert (score.score, score.low, score.high) == (None, 1, 4)


def test_a_ladder_of_which_nothing_but_unknown_is_said_stays_at_its_start():
    score = graded(*CONTROLS, answers={"A": UNKNOWN})
    assert (score.score, score.low, score.high) == (1, 1, 4)


def test_a_ladder_of_which_nothing_applies_has_no_score():
    answers = dict.fromkeys("ABC", not_applicable())
    score = graded(*CONTROLS, answers=answers)
    assert (score.score, score.low, score.high) == (None, None, None)
    assert score.if_not_applicable_were_zero == 1


def test_the_sensitivity_line_of_a_ladder_fails_what_was_declared_not_applicable():
    score = graded(*CONTROLS, answers={"A": "yes", "B": not_applicable(), "C": "yes"})
    assert (score.score, score.if_not_applicable_were_zero) == (4, 2)


def test_the_sensitivity_line_of_a_ladder_is_what_is_proven_not_what_is_possible():
    score = graded(*CONTROLS, answers={"A": UNKNOWN, "B": not_applicable(), "C": "yes"})
    assert (score.score, score.if_not_applicable_were_zero) == (1, 1)
    assert graded(*CONTROLS, answers={"A": "yes"}).if_not_applicable_were_zero is None
