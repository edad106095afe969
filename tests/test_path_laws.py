"""What holds of every path, on random questionnaires, plans and requests."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from roads import Case, cases, requests
from strategies import questionnaires, questionnaires_of_groups, sheets

from care_assess.plan.formulas import Formula, Formulas
from care_assess.plan.narrowing import narrowed
from care_assess.plan.program import Program, Row
from care_assess.plan.request import HORIZONS, first
from care_assess.plan.solver import solve


@st.composite
def asked(draw):
    """A case and what is asked of it."""
    case = draw(cases())
    return case, draw(requests(case))


def value(formula: Formula, done: Collection[int]) -> Fraction:
    """The score that a formula gives once those actions are done."""
    total = formula.base + sum(gain for place, gain in formula.gains.items() if place in done)
    total += sum(share * value(part, done) for share, part in formula.parts)
    total += sum(step.height for step in formula.steps if step.needs <= set(done))
    return min([total, *(one.at for one in formula.limits if one.lifted_by not in done)])


@settings(max_examples=50)
@given(st.data())
def test_a_formula_gives_what_the_engine_gives_whatever_is_done(data):
    kind = data.draw(st.sampled_from([questionnaires, questionnaires_of_groups]))
    asked = data.draw(kind())
    case = Case((asked.built,), data.draw(sheets(asked)))
    actions = case.plan.actions
    done = {place for place in range(len(actions)) if data.draw(st.booleans())}
    check_formulas(case, done)


@settings(max_examples=50)
@given(cases(), st.sets(st.integers(0, 7)))
def test_a_formula_gives_what_the_engine_gives_under_caps_rungs_and_ceilings(case, places):
    check_formulas(case, {place for place in places if place < len(case.plan.actions)})


def check_formulas(case: Case, done: Collection[int]) -> None:
    actions = case.plan.actions
    formulas, after = Formulas(case.marking, actions), case.done([actions[n] for n in done])
    scores = after.scores()
    pairs = [(formulas.topic(topic), score.score) for topic, score in scores.topics.items()]
    domains = case.marking.frame.domains
    pairs += [(formulas.domain(one), after.total(one).normalised) for one in domains]
    for formula, score in (*pairs, (formulas.overall(), scores.overall.score)):
        assert (formula and value(formula, done)) == score


@settings(max_examples=50)
@given(asked())
def test_no_choice_is_better_than_the_path_and_a_block_is_none(world):
    case, request = world
    path = case.path(request)
    within = [one for one in case.choices(request) if not case.beyond(one, request)]
    if path.status == "optimal":
        assert path.actions in within
        left = request.left(case.plan)
        best = min((left.days_of(one), sum(each.rank for each in one)) for one in within)
        assert (path.days, sum(one.rank for one in path.actions)) == best
        assert path.bound == path.days
        greedy = case.greedy(request)
        assert greedy is None or path.days <= left.days_of(greedy)
    elif path.blocking:
        assert within == []


@st.composite
def programs(draw):
    """Five actions, whole costs, and three rows that doing everything meets."""
    numbers = st.lists(st.integers(0, 6), min_size=5, max_size=5)
    rows = [
        Row(terms=dict(enumerate(terms)), least=Fraction(draw(st.integers(0, sum(terms)))))
        for terms in draw(st.lists(numbers, min_size=3, max_size=3))
    ]
    costs = dict(enumerate(draw(numbers)))
    return Program(actions=5, tops=(), rows=tuple(rows), costs=costs)


@settings(max_examples=50)
@given(programs(), st.integers(0, 3))
def test_narrowing_takes_no_choice_within_the_cost_away(program, more):
    found = solve(program)
    narrow = narrowed(program, found.bound + more)
    for choice in product((0, 1), repeat=5):
        meets = all(
            sum(amount * choice[n] for n, amount in row.terms.items()) >= row.least
            for row in program.rows
        )
        cost = sum(amount * choice[n] for n, amount in program.costs.items())
        if meets and cost <= found.bound + more:
            assert all(choice[n] == done for n, done in narrow.fixed.items())
    assert solve(narrow).bound == found.bound


def test_narrowing_leaves_little_to_choose_from():
    rows = (Row(terms={n: n + 1 for n in range(9)}, least=Fraction(30)),)
    program = Program(actions=9, tops=(), rows=rows, costs=dict.fromkeys(range(9), 10))
    narrow = narrowed(program, solve(program).bound)
    assert {n: done for n, done in narrow.fixed.items() if n < 3} == dict.fromkeys(range(3), False)


@settings(max_examples=25)
@given(asked())
def test_the_relief_named_frees_the_path_and_none_is_smaller(world):
    case, request = world
    path = case.path(request)
    assume(path.blocking)
    relieved = path.blocking.request
    assert case.path(relieved).status == "optimal"
    everything = case.done(case.all_done(request.left(case.plan).actions, request))
    added = 0
    for one in path.blocking.reliefs:
        assert (one.needed < one.given) is (one.kind in {"topic", "domain", "overall"})
        if one.kind == "topic":
            assert one.needed == everything.topic(one.name).score
        if one.kind == "owner":
            added += int(one.needed - one.given)
    most, then = (of.means.limit(request.horizon) for of in (request, relieved))
    added += 0 if most is None else then - most
    lowered = replace(relieved, means=request.means)
    assert added == min(case.beyond(choice, request) for choice in case.choices(lowered))


@settings(max_examples=30)
@given(asked())
def test_waves_hold_each_action_once_in_order_and_within_the_pace(world):
    case, request = world
    path, left = case.path(request), request.left(case.plan)
    by = {one.id: wave.by for wave in path.waves for one in wave.actions}
    assert sorted(by) == sorted(one.id for one in path.actions)
    assert sum(wave.days for wave in path.waves) == path.days
    before = first(left, request)
    assert all(by[name] <= by[late] for late in by for name in before[late])
    means, last = request.means, request.horizon
    for horizon in (one for one in HORIZONS if one <= last):
        done = [one for one in path.actions if by[one.id] <= horizon]
        most = means.limit(horizon)
        assert most is None or left.days_of(done) <= most
        for owner, limit in means.owners.items():
            mine = [one for one in done if one.owner == owner]
            assert left.days_of(mine) <= Fraction(limit * horizon, last)
    assert max(by.values(), default=0) <= last


@settings(max_examples=10)
@given(asked())
def test_the_same_request_has_the_same_answer_whatever_the_order_of_answers(world):
    case, request = world
    answers = dict(reversed(case.sheet.answers.items()))
    again = replace(case, sheet=replace(case.sheet, answers=answers))
    assert again.path(request) == case.path(request)
