"""The plan: what is proposed, what it brings, in which order; and what to find out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from build import (
    a_choice,
    a_multiple,
    a_number,
    a_question,
    a_questionnaire,
    a_reference,
    a_yes_no,
    said,
)
from filled import UNKNOWN, a_sheet, an_answer, not_applicable
from hypothesis import given
from hypothesis import strategies as st
from strategies import worlds

from care_assess.answers import NEVER
from care_assess.plan import Plan, build_plan, by_topic, decisions
from care_assess.questionnaire import OUTSIDE, TOPICS, AnswerAtLeast
from care_assess.scoring import TARGET, score

REFERENCE = a_reference()


def planned(*questionnaires, answers, reference=REFERENCE, **parts) -> Plan:
    built = [one.built for one in questionnaires]
    sheet = a_sheet(answers, **parts)
    return build_plan(built, sheet, score(built, sheet, reference), reference)


def names(plan: Plan) -> list[tuple[str, ...]]:
    return [action.questions for action in plan.actions]


# What is proposed


@pytest.mark.parametrize("level", range(6))
def test_an_action_is_proposed_below_the_target(level):
    plan = planned(a_questionnaire("care", a_question("A")), answers={"A": level})
    assert bool(plan.actions) is (level < TARGET)


@pytest.mark.parametrize("answer", [UNKNOWN, not_applicable(), an_answer("9")])
def test_no_action_is_proposed_for_what_is_not_known(answer):
    assert names(planned(a_questionnaire("care", a_question("A")), answers={"A": answer})) == []


def test_no_action_is_proposed_for_what_is_not_answered_nor_where_there_is_none():
    questionnaire = a_questionnaire("care", a_question("A"), a_question("B").without_action())
    assert names(planned(questionnaire, answers={"B": 0})) == []


def test_a_question_that_holds_a_cap_is_proposed_even_above_the_target():
    questionnaire = a_questionnaire("care", a_question("A"), a_question("B").weighing(9))
    plan = planned(questionnaire.capped("A", 2, below=5), answers={"A": 4, "B": 5})
    (action,) = plan.actions
    assert [cap.question for cap in action.lifts] == ["A"]
    assert action.gain == 3


def test_actions_that_share_their_words_are_one():
    questionnaire = a_questionnaire(
        "care",
        a_question("A").solved_by("Train", days=4, owner="directeur", resources=("kit",)).on("ad"),
        a_question("B")
        .solved_by("Train", days=20, effort="M", resources=("kit", "guide"))
        .on("budget")
        .critical(),
        a_question("C"),
    )
    plan = planned(
        questionnaire,
        answers={"A": 0, "B": 1, "C": 5},
        reference=a_reference(kit=True, guide=True),
    )
    (action,) = plan.actions
    assert action.questions == ("A", "B")
    assert (action.days, action.effort, action.owner) == (20, "M", "rssi")
    assert (action.topics, action.resources) == (("ad", "budget"), ("kit", "guide"))
    assert (action.criticality, action.horizon) == ("critical", "structuring")
    assert action.gain == Fraction(5 + 4, 3)
    assert action.topic_gains == {"ad": 5, "budget": 4}


@pytest.mark.parametrize("tier", ["core", "full"])
def test_a_shared_action_is_said_by_its_longest_form_and_is_core_when_one_question_is(tier):
    short = a_question("A").solved_by("Do it", days=3)
    long = a_question("B").solved_by("Do it", days=9, function="detect")
    questionnaire = a_questionnaire("care", short.in_core() if tier == "core" else short, long)
    (action,) = planned(questionnaire, answers={"A": 0, "B": 0}).actions
    assert (action.text, action.days, action.function) == (said("Do it"), 9, "detect")
    assert action.tier == tier


def test_a_question_at_the_target_takes_no_part_in_a_shared_action():
    questionnaire = a_questionnaire(
        "care", a_question("A").solved_by("Train"), a_question("B").solved_by("Train")
    )
    assert names(planned(questionnaire, answers={"A": 0, "B": 3})) == [("A",)]


def test_resources_whose_existence_is_unsure_are_never_shown():
    questionnaire = a_questionnaire(
        "care", a_question("A").solved_by("Train", resources=("sure", "unsure", "gone"))
    )
    plan = planned(questionnaire, answers={"A": 0}, reference=a_reference(sure=True, unsure=False))
    assert plan.actions[0].resources == ("sure",)


def test_only_what_is_still_to_do_comes_first():
    questionnaire = a_questionnaire(
        "care",
        a_question("A"),
        a_question("B"),
        a_question("C").solved_by("Then", requires=("A", "B")),
    )
    plan = planned(questionnaire, answers={"A": 0, "B": 4, "C": 0})
    assert {action.questions: action.requires for action in plan.actions} == {
        ("A",): (),
        ("C",): ("A",),
    }


# What it brings


@pytest.mark.parametrize(
    ("question", "value", "gain"),
    [
        (a_question("A"), 2, 3),
        (a_yes_no("A"), "partial", 3),
        (a_choice("A", none=0, some=2, most=4), "none", 4),
        (a_multiple("A", ceiling=4, plan=2, drill=3), ("plan",), 2),
        (a_number("A", cuts={1: None, 2: 36, 3: 24}), NEVER, 3),
    ],
)
def test_the_gain_is_that_of_the_best_answer(question, value, gain):
    plan = planned(a_questionnaire("care", question), answers={"A": value})
    assert plan.actions[0].gain == gain


def test_under_a_cap_only_what_lifts_it_brings_anything():
    questionnaire = a_questionnaire(
        "care", a_question("A"), a_question("B"), a_question("C").weighing(8)
    ).capped("A", 2)
    plan = planned(questionnaire, answers={"A": 0, "B": 0, "C": 5})
    assert [(action.questions, action.gain) for action in plan.actions] == [
        (("A",), Fraction(5, 2)),
        (("B",), 0),
    ]


def test_a_cap_on_a_topic_that_the_question_does_not_carry_is_lifted_too():
    questionnaire = a_questionnaire("care", a_question("A"), a_question("B").on("ad"))
    plan = planned(questionnaire.capped("A", 1, topic="ad"), answers={"A": 0, "B": 5})
    (action,) = plan.actions
    assert action.topic_gains == {"ad": 4, OUTSIDE: 5}
    assert action.topics == (OUTSIDE,)
    assert [cap.max for cap in action.lifts] == [1]


def test_the_gain_is_that_of_the_questions_that_apply_today():
    """Raising A would bring B in, known to be at 0: that is no loss of the action."""
    questionnaire = a_questionnaire(
        "care", a_question("A"), a_question("B").asked_if(AnswerAtLeast("A", 1)).weighing(9)
    )
    plan = planned(questionnaire, answers={"A": 0, "B": 0})
    assert [(action.questions, action.gain) for action in plan.actions] == [(("A",), 5)]


# In which order


def test_caps_come_first_then_what_is_critical_then_gain_for_effort_then_id():
    questionnaire = a_questionnaire(
        "care",
        a_question("A").solved_by("a", days=9),
        a_question("B").solved_by("b", days=3),
        a_question("C").solved_by("c", days=9).critical(),
        a_question("D").solved_by("d", days=9),
        a_question("E").solved_by("e", days=900, effort="L"),
    ).capped("E", 4)
    plan = planned(questionnaire, answers=dict.fromkeys("ABCDE", 0))
    assert names(plan) == [("E",), ("C",), ("B",), ("A",), ("D",)]
    assert [action.rank for action in plan.actions] == [1, 2, 3, 4, 5]


def test_what_a_cap_holds_back_is_ranked_by_what_it_brings_once_the_cap_is_lifted():
    questionnaire = a_questionnaire(
        "care",
        a_question("A").solved_by("a", days=9),
        a_question("B").solved_by("b", days=3),
        a_question("C").solved_by("c"),
        a_question("D").weighing(9),
    ).capped("C", 1)
    plan = planned(questionnaire, answers={"A": 0, "B": 0, "C": 0, "D": 5})
    freed = Fraction(5, 12)
    assert [(one.questions, one.gain, one.freed) for one in plan.actions] == [
        (("C",), Fraction(50, 12) - 1, Fraction(50, 12) - 1),
        (("B",), 0, freed),
        (("A",), 0, freed),
    ]


def test_an_action_comes_after_those_that_it_requires():
    questionnaire = a_questionnaire(
        "care",
        a_question("A").solved_by("a", days=90),
        a_question("B").solved_by("b", days=9, requires=("A",)),
        a_question("C").solved_by("c", requires=("B", "D")).critical(),
        a_question("D").solved_by("d", days=1),
        a_question("E").solved_by("e", days=1),
    )
    plan = planned(questionnaire, answers=dict.fromkeys("ABCDE", 0))
    assert names(plan) == [("D",), ("A",), ("B",), ("C",), ("E",)]


def test_actions_that_wait_for_each_other_are_all_there():
    questionnaire = a_questionnaire(
        "care",
        a_question("A").solved_by("a", requires=("B",)),
        a_question("B").solved_by("b", requires=("A",)),
    )
    plan = planned(questionnaire, answers=dict.fromkeys("AB", 0))
    assert names(plan) == [("B",), ("A",)]


def test_what_to_decide_now_is_what_can_stop_care_rather_than_what_is_cheap():
    questionnaire = a_questionnaire(
        "care",
        a_question("A").solved_by("a", days=1),
        a_question("B").solved_by("b", days=9).in_core(),
        a_question("C").solved_by("c", days=9).in_core().critical(),
        a_question("D").solved_by("d", requires=("A",)).in_core().critical(),
        a_question("E").solved_by("e", days=900, effort="L"),
    ).capped("E", 4)
    plan = planned(questionnaire, answers=dict.fromkeys("ABCDE", 0))
    decided = [action.questions[0] for action in decisions(plan, 9)]
    assert decided == ["E", "C", "B", "A", "D"]
    assert decisions(plan, 2) == decisions(plan, 9)[:2]


def test_work_that_a_decision_includes_is_not_decided_twice():
    questionnaire = a_questionnaire(
        "ad",
        a_question("A").solved_by("Raise the level", overlaps="ads").critical(),
        a_yes_no("B").solved_by("Fix b", days=3).carrying("spn", 1).failing(1, option="no"),
    ).with_ladder("ads", start=1, rungs=(1,))
    plan = planned(questionnaire, answers={"A": 0, "B": "no"})
    assert [action.questions for action in decisions(plan, 2)] == [("A",)]


def test_an_action_is_in_the_list_of_each_of_its_topics_and_outside_comes_last():
    questionnaire = a_questionnaire(
        "care", a_question("A").on("budget", "ad"), a_question("B").solved_by("b")
    )
    lists = by_topic(planned(questionnaire, answers={"A": 0, "B": 0}))
    assert tuple(lists) == (*TOPICS, OUTSIDE)
    assert {topic: [one.questions for one in some] for topic, some in lists.items() if some} == {
        "ad": [("A",)],
        "budget": [("A",)],
        OUTSIDE: [("B",)],
    }


@pytest.mark.parametrize(("effort", "horizon"), [("S", "quick"), ("M", "structuring")])
def test_small_efforts_are_quick(effort, horizon):
    question = a_question("A").solved_by("Train", effort=effort)
    plan = planned(a_questionnaire("care", question), answers={"A": 0})
    assert plan.actions[0].horizon == horizon


# Days


def test_work_that_two_actions_share_is_counted_once():
    questionnaire = a_questionnaire(
        "ad",
        a_question("A").solved_by("Raise the level", days=80, effort="L", overlaps="ads"),
        a_yes_no("B").solved_by("Fix b", days=3).carrying("spn", 1).failing(1, option="no"),
        a_yes_no("C").solved_by("Fix c", days=4).carrying("spn", 7).failing(7, option="no"),
        a_question("D").solved_by("Other", days=5),
    ).with_ladder("ads", start=1, rungs=(1, 2))
    plan = planned(questionnaire, answers={"A": 0, "B": "no", "C": "no", "D": 0})
    overlap = {action.questions: action.overlaps for action in plan.actions}
    assert overlap == {("A",): ("B",), ("B",): (), ("C",): (), ("D",): ()}
    assert plan.days_of(plan.actions) == 80 + 4 + 5
    alone = [action for action in plan.actions if action.questions != ("B",)]
    assert plan.days_of(alone) == 80 + 4 + 5
    done = planned(questionnaire, answers={"A": 0, "B": "yes"})
    assert done.days_of(done.actions) == 80
    assert done.actions[0].overlaps == ()


def test_the_parts_of_a_work_count_beyond_its_own_days():
    questionnaire = a_questionnaire(
        "ad",
        a_question("A").solved_by("Raise the level", days=6, overlaps="ads"),
        a_yes_no("B").solved_by("Fix b", days=3).carrying("spn", 1).failing(1, option="no"),
        a_yes_no("C").solved_by("Fix c", days=4).carrying("spn", 1).failing(1, option="no"),
    ).with_ladder("ads", start=1, rungs=(1,))
    plan = planned(questionnaire, answers={"A": 0, "B": "no", "C": "no"})
    days = {
        chosen: plan.days_of(one for one in plan.actions if one.id in chosen)
        for chosen in ("A", "B", "AB", "ABC")
    }
    assert days == {"A": 6, "B": 3, "AB": 6, "ABC": 7}


def test_work_that_is_part_of_two_is_deducted_once():
    questionnaire = a_questionnaire(
        "ad",
        a_question("A").solved_by("Raise the level", days=6, overlaps="ads"),
        a_question("B").solved_by("Raise it again", days=6, overlaps="ads"),
        a_yes_no("C").solved_by("Fix c", days=4).carrying("spn", 1).failing(1, option="no"),
    ).with_ladder("ads", start=1, rungs=(1,))
    plan = planned(questionnaire, answers={"A": 0, "B": 0, "C": "no"})
    assert plan.days_of(plan.actions) == 6 + 6


@pytest.mark.parametrize("order", ["AB", "BA"])
@pytest.mark.parametrize("answers", [{"A": 0, "B": 0}, {"A": 5, "B": 0}, {"B": 0}])
def test_an_action_keeps_its_name_whatever_is_left_to_do(answers, order):
    questionnaire = a_questionnaire("care", *(a_question(one).solved_by("Train") for one in order))
    (action,) = planned(questionnaire, answers=answers).actions
    assert action.id == "A"


# What to find out


def test_what_is_not_known_is_to_clarify_caps_first_then_the_widest_spread():
    questionnaire = a_questionnaire(
        "care",
        a_question("A"),
        a_question("B").weighing(3).answered_by("directeur"),
        a_question("C"),
        a_question("D").weighing(5),
    ).capped("C", 1)
    plan = planned(questionnaire, answers={"A": UNKNOWN, "B": UNKNOWN, "C": UNKNOWN, "D": 5})
    found = [(one.question, one.owner, bool(one.lifts)) for one in plan.to_clarify]
    assert found == [("C", "rssi", True), ("A", "rssi", False), ("B", "directeur", False)]
    assert plan.to_clarify[0].spread == 3 - 1


def test_the_spread_is_what_the_best_answer_would_bring():
    questionnaire = a_questionnaire("care", a_question("A"), a_question("B").weighing(3))
    plan = planned(questionnaire, answers={"A": UNKNOWN, "B": UNKNOWN})
    assert [(one.question, one.spread) for one in plan.to_clarify] == [
        ("B", Fraction(15, 4)),
        ("A", Fraction(5, 4)),
    ]


def test_where_nothing_counts_yet_nothing_is_said_to_be_won():
    questionnaire = a_questionnaire("care", a_question("A").on("ad")).counting(unknown="exclude")
    (one,) = planned(questionnaire, answers={"A": UNKNOWN}).to_clarify
    assert (one.question, one.spread) == ("A", 0)


# What holds of every plan


def plan_of(asked, sheet):
    built = [one.built for one in asked]
    scores = score(built, sheet, REFERENCE)
    return scores, build_plan(built, sheet, scores, REFERENCE)


def best(question):
    """An answer at the best level, that fails no rung."""
    if question.scale:
        bound = (
            question.scale.minimum if question.scale.better == "lower" else question.scale.maximum
        )
        return an_answer(Fraction(bound))
    if question.kind == "multiple":
        return an_answer(tuple(option.id for option in question.options))
    return an_answer(max(question.options, key=lambda option: option.level).id)


@given(worlds())
def test_gains_are_never_negative(world):
    _, plan = plan_of(*world)
    for action in plan.actions:
        assert action.gain >= 0
        assert min(action.topic_gains.values()) >= 0
    assert all(one.spread >= 0 for one in plan.to_clarify)


@given(worlds(conditioned=False))
def test_a_gain_is_the_difference_once_the_action_is_done(world):
    asked, sheet = world
    questions = {question.id: question for one in asked for question in one.built.questions}
    now, plan = plan_of(asked, sheet)
    for action in plan.actions:
        done = {name: best(questions[name]) for name in action.questions}
        after, _ = plan_of(asked, replace(sheet, answers={**sheet.answers, **done}))
        assert action.gain == (after.overall.score or 0) - (now.overall.score or 0)
        for topic, score_then in after.topics.items():
            gain = action.topic_gains.get(topic, 0)
            assert gain == (score_then.score or 0) - (now.topics[topic].score or 0)
        assert action.lifts == tuple(cap for cap in now.caps if cap not in after.caps)


@given(worlds())
def test_the_order_is_total_and_every_question_is_in_one_action(world):
    _, plan = plan_of(*world)
    keys = [(not one.lifts, -one.freed / one.days, min(one.questions)) for one in plan.actions]
    assert keys == sorted(set(keys))  # every question of these questionnaires is as critical
    assert [one.rank for one in plan.actions] == list(range(1, len(plan.actions) + 1))
    covered = [name for one in plan.actions for name in one.questions]
    assert len(covered) == len(set(covered))
    assert not set(covered) & {one.question for one in plan.to_clarify}


@given(st.data(), worlds())
def test_the_plan_does_not_depend_on_the_order_of_answers(data, world):
    asked, sheet = world
    answers = dict(data.draw(st.permutations(list(sheet.answers.items()))))
    assert plan_of(asked, replace(sheet, answers=answers)) == plan_of(asked, sheet)
