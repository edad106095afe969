"""What if: the scores once some actions are done, and the sets of actions one begins with."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from build import a_question, a_questionnaire, a_reference, a_yes_no
from filled import a_sheet, an_answer
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import worlds

from care_assess.plan import Plan, build_plan
from care_assess.plan.tryout import Tried, fitting, quick_wins, try_out
from care_assess.scoring import Scores, score
from care_assess.scoring.engine import Marking, mark

REFERENCE = a_reference()
few = settings(max_examples=settings.default.max_examples // 2)


def facts_of(asked, sheet) -> tuple[Marking, Scores, Plan]:
    built = [one.built for one in asked]
    marking = mark(built, sheet, REFERENCE)
    scores = marking.scores()
    return marking, scores, build_plan(built, sheet, scores, REFERENCE)


def tried(*asked, answers, chosen) -> Tried:
    return try_out(*facts_of(asked, a_sheet(answers)), chosen)


def planned(*questions, answers) -> Plan:
    return facts_of([a_questionnaire("care", *questions)], a_sheet(answers))[2]


def every(scores: Scores) -> dict[str, Fraction | None]:
    """The whole, the domains, the topics and the axes."""
    return {
        "overall": scores.overall.score,
        **{f"domain.{name}": one.total.score for name, one in scores.domains.items()},
        **{f"topic.{name}": one.score for name, one in scores.topics.items()},
        **{f"axis.{name}": one.score for name, one in scores.axes.items()},
    }


def best(question):
    """An answer at the best level, that fails no rung."""
    if question.scale:
        lower = question.scale.better == "lower"
        return an_answer(Fraction(question.scale.minimum if lower else question.scale.maximum))
    if question.kind == "multiple":
        return an_answer(tuple(option.id for option in question.options))
    return an_answer(max(question.options, key=lambda option: option.level).id)


# ---- what it says


def test_two_actions_together_can_bring_what_neither_brings_alone():
    """Two caps at the same height: lifting one leaves the other."""
    asked = a_questionnaire("care", a_question("A").solved_by("a"), a_question("B").solved_by("b"))
    asked = asked.capped("A", 1).capped("B", 1)
    answers = {"A": 2, "B": 2}
    alone = tried(asked, answers=answers, chosen={"A"})
    both = tried(asked, answers=answers, chosen={"A", "B"})
    assert (alone.scores.overall.score, both.scores.overall.score) == (1, 5)
    assert [cap.question for cap in alone.lifted] == ["A"]
    assert [cap.question for cap in both.lifted] == ["A", "B"]


def test_work_that_two_chosen_actions_share_is_counted_once():
    asked = a_questionnaire(
        "ad",
        a_question("A").solved_by("Raise the level", days=80, effort="L", overlaps="ads"),
        a_yes_no("B").solved_by("Fix b", days=3).carrying("spn", 1).failing(1, option="no"),
    ).with_ladder("ads", start=1, rungs=(1,))
    assert tried(asked, answers={"A": 0, "B": "no"}, chosen={"A", "B"}).days == 80


def test_what_is_tried_has_no_evidence_yet():
    shown = replace(an_answer(1), grade="shown")
    asked = a_questionnaire("care", a_question("A"), a_question("B"))
    found = tried(asked, answers={"A": shown, "B": shown}, chosen={"A"}).scores
    assert found.domains["care"].total.evidence_rate == Fraction(1, 2)


def test_an_action_that_the_plan_no_longer_has_is_left_out():
    result = tried(a_questionnaire("care", a_question("A")), answers={"A": 1}, chosen={"A", "gone"})
    assert [action.id for action in result.actions] == ["A"]


def test_what_comes_before_a_chosen_action_is_missed_through_and_through():
    asked = a_questionnaire(
        "care",
        a_question("A").solved_by("a"),
        a_question("B").solved_by("b", requires=("A",)),
        a_question("C").solved_by("c", requires=("B",)),
    )
    answers = dict.fromkeys("ABC", 0)
    assert {one.id for one in tried(asked, answers=answers, chosen={"C"}).missing} == {"A", "B"}
    assert tried(asked, answers=answers, chosen={"A", "B", "C"}).missing == ()


# ---- sets to begin with


def test_the_quick_wins_are_the_actions_of_small_effort_by_rank():
    plan = planned(
        a_question("A").solved_by("a", days=5),
        a_question("B").solved_by("b", days=30, effort="M"),
        a_question("C").solved_by("c", days=2),
        answers=dict.fromkeys("ABC", 0),
    )
    assert quick_wins(plan) == ("C", "A")


@pytest.mark.parametrize(
    ("days", "chosen"),
    [(0, ()), (2, ("C",)), (6, ("C",)), (7, ("C", "A")), (36, ("C", "A")), (37, ("C", "A", "B"))],
)
def test_what_fits_is_taken_by_rank(days, chosen):
    plan = planned(
        a_question("A").solved_by("a", days=5),
        a_question("B").solved_by("b", days=30, effort="M"),
        a_question("C").solved_by("c", days=2),
        answers=dict.fromkeys("ABC", 0),
    )
    assert fitting(plan, days) == chosen


def test_an_action_is_taken_with_what_comes_before_it_or_not_at_all():
    plan = planned(
        a_question("A").solved_by("a", days=9),
        a_question("B").solved_by("b", days=1, requires=("A",)),
        answers={"A": 0, "B": 0},
    )
    assert fitting(plan, 9) == ("A",)
    assert fitting(plan, 8) == ()
    assert set(fitting(plan, 10)) == {"A", "B"}


def test_actions_that_wait_for_each_other_are_taken_together():
    plan = planned(
        a_question("A").solved_by("a", days=2, requires=("B",)),
        a_question("B").solved_by("b", days=2, requires=("A",)),
        answers={"A": 0, "B": 0},
    )
    assert fitting(plan, 3) == ()
    assert set(fitting(plan, 4)) == {"A", "B"}


# ---- what holds of every sheet


@few
@given(worlds())
def test_with_nothing_chosen_the_scores_are_those_of_now(world):
    marking, scores, plan = facts_of(*world)
    result = try_out(marking, scores, plan, ())
    assert (result.scores, result.days, result.lifted) == (scores, 0, ())
    assert (result.actions, result.missing) == ((), ())


@few
@given(worlds(), st.data())
def test_no_score_is_ever_lower_and_choosing_more_never_lowers_one(world, data):
    marking, scores, plan = facts_of(*world)
    some = st.sets(st.sampled_from([one.id for one in plan.actions] or ["none"]))
    few = data.draw(some)
    more = few | data.draw(some)
    now, then, later = (
        every(scores),
        every(try_out(marking, scores, plan, few).scores),
        every(try_out(marking, scores, plan, more).scores),
    )
    for name, value in now.items():
        if value is not None:
            assert value <= then[name] <= later[name]


@few
@given(worlds(conditioned=False))
def test_with_everything_chosen_each_question_of_the_plan_is_at_its_best(world):
    asked, sheet = world
    marking, scores, plan = facts_of(asked, sheet)
    result = try_out(marking, scores, plan, {action.id for action in plan.actions})
    questions = {question.id: question for one in asked for question in one.built.questions}
    done = {name: best(questions[name]) for one in plan.actions for name in one.questions}
    raised = replace(sheet, answers={**sheet.answers, **done})
    built = [one.built for one in asked]
    after = score(built, raised, REFERENCE)
    assert every(result.scores) == every(after)
    assert result.lifted == tuple(cap for cap in scores.caps if cap not in after.caps)
    assert result.days == plan.days_of(plan.actions)
    assert build_plan(built, raised, after, REFERENCE).actions == ()


@few
@given(worlds())
def test_the_order_in_which_actions_are_chosen_is_of_no_matter(world):
    marking, scores, plan = facts_of(*world)
    ids = [action.id for action in plan.actions]
    assert try_out(marking, scores, plan, ids) == try_out(marking, scores, plan, ids[::-1])


def risen(before, after):
    """By how much a score rose; what counts for nothing has none and does not rise."""
    return 0 if before is after is None else after - before


@few
@given(worlds())
def test_one_action_alone_brings_the_gain_that_the_plan_tells(world):
    marking, scores, plan = facts_of(*world)
    now = every(scores)
    for action in plan.actions:
        result = try_out(marking, scores, plan, {action.id})
        after = every(result.scores)
        assert risen(now["overall"], after["overall"]) == action.gain
        for topic, score_then in result.scores.topics.items():
            gain = action.topic_gains.get(topic, 0)
            assert risen(now[f"topic.{topic}"], score_then.score) == gain
        assert result.days == action.days
        assert result.lifted == action.lifts


@few
@given(worlds(), st.integers(0, 400))
def test_what_fits_is_within_the_days_and_nothing_more_would_fit(world, days):
    _, _, plan = facts_of(*world)
    ids = fitting(plan, days)
    taken = [action for action in plan.actions if action.id in ids]
    assert [action.id for action in taken] == list(ids)
    assert plan.days_of(taken) <= days
    for action in plan.actions:
        if action.id not in ids:
            assert plan.days_of([*taken, action]) > days
