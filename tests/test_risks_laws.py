"""What holds of every exposure, on random questionnaires, placements and answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from build import a_reference, a_scenario
from filled import UNKNOWN, not_applicable
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import values_of, worlds

from care_assess.answers import CLEARED, Answer, level_of
from care_assess.plan import build_plan
from care_assess.questionnaire import QuestionId, Scenario
from care_assess.risks import OPEN, Risk, build_risks
from care_assess.scoring import score

PLACED = st.tuples(st.sampled_from(["opens", "stops"]), st.integers(1, 3))


@st.composite
def scenarios(draw: Any, names: list[str]) -> Scenario:
    """A scenario of one to three steps, each with some of those questions."""
    steps = ("entry", "spread", "recovery")[: draw(st.integers(1, 3))]
    chosen = st.dictionaries(st.sampled_from(names), PLACED, min_size=1)
    return a_scenario("s", **{step: (draw(st.integers(1, 3)), draw(chosen)) for step in steps})


@st.composite
def placed_worlds(draw: Any) -> Any:
    """Questionnaires whose questions all apply, a sheet that answers them, a scenario that places them."""
    asked, sheet = draw(worlds(conditioned=False, capped=False))
    names = [one.id for each in asked for one in each.built.questions if one.scored]
    assume(names)
    return asked, sheet, draw(scenarios(names))


def risk_of(asked, sheet, scenario) -> Risk | None:
    built, reference = [one.built for one in asked], a_reference(scenario)
    plan = build_plan(built, sheet, score(built, sheet, reference), reference)
    return next(iter(build_risks(built, sheet, plan, reference)), None)


def with_answer(sheet, question, answer):
    return replace(sheet, answers={**sheet.answers, question.id: answer})


def drawn(data, asked):
    return data.draw(st.sampled_from([q for one in asked for q in one.built.questions if q.scored]))


@given(placed_worlds())
def test_an_exposure_lies_between_its_bounds_from_nothing_to_all(world):
    risk = risk_of(*world)
    if risk is None:
        return
    spreads = [risk.exposure, *(step.openness for step in risk.steps)]
    for spread in filter(None, spreads):
        assert 0 <= spread.low <= spread.high <= 1
        assert spread.value is None or spread.low <= spread.value <= spread.high
    assert 0 <= risk.known <= 1


@given(placed_worlds(), st.data())
def test_raising_an_answer_raises_no_exposure(world, data):
    asked, sheet, scenario = world
    question = drawn(data, asked)
    low, high = sorted(
        (Answer(kind="value", value=data.draw(values_of(question))) for _ in range(2)),
        key=lambda answer: level_of(question, answer),
    )
    worse = risk_of(asked, with_answer(sheet, question, low), scenario)
    better = risk_of(asked, with_answer(sheet, question, high), scenario)
    assert (worse is None) == (better is None)
    if worse and better and worse.exposure and better.exposure:
        pairs = zip(better.exposure, worse.exposure, strict=True)
        assert all(b is None or b <= w for b, w in pairs)


@given(placed_worlds(), st.data())
def test_not_knowing_widens_the_bounds_and_lowers_no_exposure(world, data):
    asked, sheet, scenario = world
    question = drawn(data, asked)
    known = Answer(kind="value", value=data.draw(values_of(question)))
    sure = risk_of(asked, with_answer(sheet, question, known), scenario)
    unsure = risk_of(asked, with_answer(sheet, question, UNKNOWN), scenario)
    if sure and unsure and sure.exposure and unsure.exposure:
        assert unsure.exposure.low <= sure.exposure.low
        assert unsure.exposure.high >= sure.exposure.high
        assert sure.exposure.value is None or unsure.exposure.value >= sure.exposure.value
        assert unsure.known <= sure.known


@given(placed_worlds(), st.data())
def test_whatever_is_answered_later_the_exposure_stays_in_its_bounds(world, data):
    asked, sheet, scenario = world
    before = risk_of(asked, sheet, scenario)
    answers = dict(sheet.answers)
    for question in (q for one in asked for q in one.built.questions if q.scored):
        if answers.get(question.id, CLEARED).kind in {"none", "unknown"}:
            answers[question.id] = Answer(kind="value", value=data.draw(values_of(question)))
    after = risk_of(asked, replace(sheet, answers=answers), scenario)
    if before and before.exposure and after and after.exposure:
        assert before.exposure.low <= after.exposure.value <= before.exposure.high


@given(placed_worlds(), st.data())
def test_what_does_not_apply_is_as_if_it_were_not_placed(world, data):
    asked, sheet, scenario = world
    question = drawn(data, asked)
    without = replace(
        scenario,
        steps=tuple(
            replace(step, placements=tuple(p for p in step.placements if p.question != question.id))
            for step in scenario.steps
        ),
    )
    refused = risk_of(asked, with_answer(sheet, question, not_applicable()), scenario)
    absent = risk_of(asked, with_answer(sheet, question, not_applicable()), without)
    assert (refused and refused.exposure) == (absent and absent.exposure)


@given(placed_worlds())
def test_the_order_in_which_things_are_written_changes_nothing(world):
    asked, sheet, scenario = world
    backwards = replace(
        scenario,
        steps=tuple(replace(step, placements=step.placements[::-1]) for step in scenario.steps),
    )
    answers = dict(reversed(sheet.answers.items()))
    assert risk_of(asked, sheet, scenario) == risk_of(
        asked, replace(sheet, answers=answers), backwards
    )


@given(placed_worlds())
def test_every_answer_that_applies_is_one_reason(world):
    asked, sheet, scenario = world
    risk = risk_of(asked, sheet, scenario)
    if risk is None:
        return
    reasons = [*risk.opens, *risk.stops, *risk.to_clarify]
    assert len({one.question for one in reasons}) == len(reasons)
    assert all(one.openness > OPEN for one in risk.opens)
    assert all(one.openness <= OPEN for one in risk.stops)
    assert all(one.openness is None for one in risk.to_clarify)


@given(placed_worlds(), st.data())
def test_an_action_reduces_the_exposure_by_what_its_best_answers_would(world, data):
    asked, sheet, scenario = world
    risk = risk_of(asked, sheet, scenario)
    assume(risk is not None and risk.actions)
    afters = [one.after for one in risk.actions]
    assert afters == sorted(afters)
    assert len(afters) <= 3
    chosen = data.draw(st.sampled_from(risk.actions))
    questions = {q.id: q for one in asked for q in one.built.questions}
    assert chosen.after < risk.exposure.value
    done = sheet
    for name in (*chosen.action.questions, *chosen.action.overlaps):
        done = with_answer(done, questions[QuestionId(name)], best(questions[QuestionId(name)]))
    assert risk_of(asked, done, scenario).exposure.value == chosen.after


def best(question) -> Answer:
    """The best answer to a question."""
    if question.scale:
        ends = question.scale.minimum, question.scale.maximum
        values = [Answer(kind="value", value=one) for one in ends]
    elif question.kind == "multiple":
        values = [Answer(kind="value", value=tuple(one.id for one in question.options))]
    else:
        values = [Answer(kind="value", value=one.id) for one in question.options]
    return max(values, key=lambda one: level_of(question, one))
