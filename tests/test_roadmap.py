"""The road map: dates proposed where nobody gave any, the work of each month, the score reached day after day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from build import a_question, a_questionnaire, a_reference, a_yes_no
from filled import DAY, a_sheet
from hypothesis import given
from hypothesis import strategies as st
from strategies import worlds

from care_assess.plan import Plan, build_plan
from care_assess.plan.following import STATUSES, Follow, actions_of
from care_assess.plan.roadmap import WAVES, Line, Reached, load, reached, roadmap
from care_assess.scoring import score

REFERENCE = a_reference()


class Case:
    """A plan, and its road map once people have said this and that."""

    def __init__(self, *questionnaires, sheet):
        self.asked = [one.built for one in questionnaires]
        self.sheet = sheet
        self.score = score(self.asked, self.sheet, REFERENCE)
        self.plan: Plan = build_plan(self.asked, self.sheet, self.score, REFERENCE)

    def lines(self, **said: Follow) -> tuple[Line, ...]:
        return roadmap(self.plan, actions_of(self.asked), said, DAY)

    def load(self, **said: Follow):
        return load(self.plan, self.lines(**said))

    def reached(self, today: date = DAY, **said: Follow) -> tuple[Reached, ...]:
        return reached(self.asked, self.sheet, REFERENCE, self.lines(**said), today)


def case(*questions, capped: str = "", answers=None) -> Case:
    """Those questions in one questionnaire, all at 0 unless ``answers`` says otherwise."""
    questionnaire = a_questionnaire("care", *questions)
    if capped:
        questionnaire = questionnaire.capped(capped, 2)
    zeros = dict.fromkeys((one.built.id for one in questions), 0)
    return Case(questionnaire, sheet=a_sheet(answers or zeros))


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def waves(lines) -> dict[str, int | None]:
    return {line.id: line.wave for line in lines}


# What is on it


def test_the_actions_of_the_plan_come_by_rank_then_those_that_it_no_longer_proposes():
    done = case(
        a_question("A"),
        a_question("B").critical(),
        a_question("C"),
        answers={"A": 0, "B": 0, "C": 5},
    )
    lines = done.lines(Z=Follow(owner="Mme Roy"), C=Follow(status="done", due=DAY), A=Follow())
    assert [(line.id, line.planned is not None) for line in lines] == [
        ("B", True),
        ("A", True),
        ("C", False),
        ("Z", False),
    ]
    assert lines[2].text is not None
    assert (lines[2].role, lines[2].days) == ("rssi", 5)
    assert (lines[2].wave, lines[2].start, lines[2].due) == (None, None, DAY)
    assert lines[3] == Line(id="Z", follow=Follow(owner="Mme Roy"))


# Which dates are proposed


@pytest.mark.parametrize(
    ("effort", "urgent", "wave"),
    [
        ("S", True, 30),
        ("S", False, 90),
        ("M", True, 90),
        ("M", False, 180),
        ("L", True, 365),
        ("L", False, 365),
    ],
)
def test_what_is_quick_or_urgent_comes_in_an_earlier_wave(effort, urgent, wave):
    question = a_question("A").solved_by("a", effort=effort)
    (line,) = case(question.critical() if urgent else question).lines()
    before = {90: 30, 180: 90, 365: 180}.get(wave, 0)
    assert (line.wave, line.start, line.due) == (wave, after(before + 1), after(wave))
    assert line.proposed


def test_what_lifts_a_cap_begins_at_once_however_long_it_takes():
    (line,) = case(a_question("A").solved_by("a", effort="L"), capped="A").lines()
    assert (line.start, line.due) == (after(1), after(365))


def test_an_action_comes_in_the_wave_after_those_that_it_waits_for_as_far_as_there_are():
    lines = case(
        a_question("A").solved_by("a", requires=("B",)).critical(),
        a_question("B").solved_by("b", requires=("C",)).critical(),
        a_question("C").solved_by("c", effort="M"),
        a_question("D").solved_by("d", requires=("A",)),
    ).lines()
    assert waves(lines) == {"C": 180, "B": 365, "A": 365, "D": 365}


def test_actions_that_wait_for_each_other_have_a_wave_all_the_same():
    lines = case(
        a_question("A").solved_by("a", requires=("B",)),
        a_question("B").solved_by("b", requires=("A",)),
    ).lines()
    assert waves(lines) == {"A": 365, "B": 365}


@pytest.mark.parametrize(
    ("start", "due", "expected"),
    [
        (None, None, (31, 90)),
        (10, None, (10, 69)),  # as long as was proposed
        (None, 200, (31, 200)),
        (None, 20, (20, 20)),
        (3, 7, (3, 7)),
    ],
)
def test_the_dates_that_people_give_come_before_those_proposed(start, due, expected):
    said = Follow(
        start=None if start is None else after(start), due=None if due is None else after(due)
    )
    (line,) = case(a_question("A")).lines(A=said)
    assert (line.start, line.due) == tuple(map(after, expected))
    assert line.proposed is (start is None or due is None)


# The work of each month


def test_days_are_spread_evenly_over_the_calendar_from_start_to_due():
    begun = case(a_question("A").solved_by("a", days=30))
    said = Follow(start=date(2026, 12, 17), due=date(2027, 2, 14))  # 15 + 31 + 14 days
    assert begun.load(A=said) == {
        "rssi": {
            date(2026, 12, 1): Fraction(30 * 15, 60),
            date(2027, 1, 1): Fraction(30 * 31, 60),
            date(2027, 2, 1): Fraction(30 * 14, 60),
        }
    }


@pytest.mark.parametrize("status", STATUSES)
def test_only_what_is_still_to_do_makes_work(status):
    said = Follow(status=status, reason="why", start=DAY, due=DAY)
    still = status not in {"done", "dropped"}
    assert bool(case(a_question("A")).load(A=said)) is still


def test_the_work_of_two_actions_in_one_is_that_of_its_parts_first():
    questionnaire = a_questionnaire(
        "ad",
        a_question("A").solved_by("Raise the level", days=10, overlaps="ads", owner="directeur"),
        a_yes_no("B").solved_by("Fix b", days=3).carrying("spn", 1).failing(1, option="no"),
    ).with_ladder("ads", start=1, rungs=(1,))
    one = Case(questionnaire, sheet=a_sheet({"A": 0, "B": "no"}))
    said = Follow(start=DAY, due=DAY)
    month = DAY.replace(day=1)
    assert one.load(A=said, B=said) == {"directeur": {month: 7}, "rssi": {month: 3}}
    done = replace(said, status="done")
    assert one.load(A=said, B=done) == {"directeur": {month: 10}}
    assert one.load(A=done, B=said) == {"rssi": {month: 3}}


follows = st.builds(
    Follow,
    status=st.sampled_from(STATUSES),
    start=st.none() | st.dates(date(2026, 1, 1), DAY),
    due=st.none() | st.dates(DAY, date(2029, 1, 1)),
)


@given(worlds(), st.data())
def test_the_work_of_all_months_is_that_of_the_actions_still_to_do(world, data):
    asked, sheet = world
    one = Case(*asked, sheet=sheet)
    said = {action.id: data.draw(follows) for action in one.plan.actions}
    todo = [action for action in one.plan.actions if not said[action.id].closed]
    months = one.load(**said)
    assert sum(sum(mine.values()) for mine in months.values()) == one.plan.days_of(todo)
    assert all(share > 0 for mine in months.values() for share in mine.values())


# What is reached


def points(found) -> list[tuple[date, tuple[str, ...], Fraction]]:
    return [(one.day, one.actions, one.score) for one in found]


def test_the_score_is_computed_again_at_each_due_date():
    one = case(a_question("A"), a_question("B"), a_question("C").weighing(3), answers={
        "A": 0, "B": 1, "C": 5})  # fmt: skip
    said = {"A": Follow(due=after(9)), "B": Follow(due=after(3))}
    assert points(one.reached(**said)) == [
        (DAY, (), Fraction(16, 5)),
        (after(3), ("B",), Fraction(20, 5)),
        (after(9), ("A",), 5),
    ]


def test_what_a_cap_holds_back_is_reached_once_it_is_lifted():
    one = case(a_question("A"), a_question("B"), capped="A", answers={"A": 1, "B": 0})
    said = {"A": Follow(due=after(9)), "B": Follow(due=after(3))}
    found = one.reached(**said)
    assert [point.score for point in found] == [Fraction(1, 2), 2, 5]


def test_actions_of_one_day_count_together():
    one = case(a_question("A"), a_question("B"))
    (_, both) = one.reached(A=Follow(due=DAY), B=Follow(due=DAY))
    assert (both.day, both.actions, both.score) == (DAY, ("A", "B"), 5)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        (Follow(due=after(3)), 10),  # late: today at the earliest
        (Follow(due=after(30)), 30),
        (Follow(status="done", due=after(3)), 3),
        (Follow(status="done", due=after(30)), 10),  # ahead of time
        (Follow(status="done", due=after(-9)), 0),  # before the answers
        (Follow(status="dropped", reason="why"), None),
    ],
)
def test_an_action_counts_on_a_day_that_it_may_be_done(said, day):
    found = case(a_question("A")).reached(after(10), A=said)
    assert [point.day for point in found[1:]] == ([] if day is None else [after(day)])


def test_without_a_score_nothing_is_reached():
    assert Case(a_questionnaire("care", a_question("A")), sheet=a_sheet()).reached() == ()


@given(worlds(), st.data())
def test_the_score_never_falls_and_the_first_step_is_the_gain_of_the_plan(world, data):
    asked, sheet = world
    one = Case(*asked, sheet=sheet)
    order = data.draw(st.permutations(one.plan.actions))
    said = {action.id: Follow(due=after(at)) for at, action in enumerate(order, 1)}
    found = one.reached(**said)
    if not found:
        assert one.score.overall.score is None
        return
    scores = [point.score for point in found]
    assert scores == sorted(scores)
    assert scores[0] == one.score.overall.score
    assert [name for point in found for name in point.actions] == [one.id for one in order]
    for action, point in zip(order[:1], found[1:2], strict=True):
        assert point.score - scores[0] == action.gain


def test_the_waves_are_those_that_are_announced():
    assert WAVES == (30, 90, 180, 365)
