"""What holds of readiness, whatever the questions, the answers and the lines."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from readied import a_line, a_table, with_tables
from strategies import answers_to, questionnaires, sheets

from care_assess.answers import CLEARED, Answer, Sheet, level_of
from care_assess.plan import Plan
from care_assess.questionnaire import Question, Questionnaire
from care_assess.readiness import Readiness, Verdict, build_readiness

NO_PLAN = Plan(actions=(), to_clarify=())
RANK = {"not": 0, "partly": 1, "met": 2}
CITES = ("R-1", "R-2", "R-3")


@st.composite
def worlds(draw: Any) -> tuple[Questionnaire, Sheet]:
    """A questionnaire whose questions cite lines and depend on nothing, and a sheet that answers it."""
    drawn = draw(questionnaires("care", conditioned=False))
    sheet = draw(sheets(drawn))
    sections = tuple(
        replace(
            section,
            questions=tuple(
                replace(one, references=tuple(draw(st.sets(st.sampled_from(CITES)))))
                for one in section.questions
            ),
        )
        for section in drawn.built.sections
    )
    return replace(drawn.built, sections=sections), sheet


def read(asked: Questionnaire, sheet: Sheet) -> Readiness:
    reference = with_tables(a_table("t", *(a_line(one, one) for one in CITES)))
    return build_readiness([asked], sheet, NO_PLAN, reference)[0]


def verdicts(asked: Questionnaire, sheet: Sheet) -> list[Verdict]:
    return [verdict for _, verdict in read(asked, sheet).lines]


def but(sheet: Sheet, question: Question, answer: Answer) -> Sheet:
    return replace(sheet, answers={**sheet.answers, question.id: answer})


def scored(asked: Questionnaire) -> list[Question]:
    return [question for question in asked.questions if question.scored]


@given(worlds(), st.data())
@settings(deadline=None)
def test_raising_an_answer_worsens_no_line(world, data):
    asked, sheet = world
    for question in scored(asked):
        now = sheet.answers.get(question.id, CLEARED)
        other = data.draw(answers_to(question))
        low, high = level_of(question, now), level_of(question, other)
        if now.kind == "unknown":
            low = Fraction(0)
        if low is None or high is None or high < low:
            continue
        after = verdicts(asked, but(sheet, question, other))
        for before, then in zip(verdicts(asked, sheet), after, strict=True):
            if before.state != "unassessed":
                assert RANK[then.state] >= RANK[before.state]


@given(worlds())
@settings(deadline=None)
def test_i_do_not_know_is_never_better_than_any_known_answer(world):
    asked, sheet = world
    for question in scored(asked):
        if sheet.answers.get(question.id, CLEARED).kind == "value":
            known = verdicts(asked, sheet)
            unknown = verdicts(asked, but(sheet, question, Answer(kind="unknown")))
            for before, then in zip(known, unknown, strict=True):
                assert RANK.get(then.state, -1) <= RANK.get(before.state, -1)


@given(worlds())
@settings(deadline=None)
def test_taking_an_answer_away_never_makes_a_line_met(world):
    asked, sheet = world
    for question in scored(asked):
        before = verdicts(asked, sheet)
        after = verdicts(asked, but(sheet, question, CLEARED))
        for was, then in zip(before, after, strict=True):
            assert then.state != "met" or was.state == "met" or _refused(was)


@given(worlds())
@settings(deadline=None)
def test_the_order_of_questions_changes_nothing(world):
    asked, sheet = world
    turned = replace(
        asked,
        sections=tuple(
            replace(one, questions=one.questions[::-1]) for one in reversed(asked.sections)
        ),
    )
    for one, other in zip(verdicts(asked, sheet), verdicts(turned, sheet), strict=True):
        assert (one.state, one.why) == (other.state, other.why)
        assert set(map(repr, one.answers)) == set(map(repr, other.answers))


@given(worlds())
@settings(deadline=None)
def test_a_line_is_met_only_when_every_answer_that_counts_meets_it(world):
    asked, sheet = world
    for verdict in verdicts(asked, sheet):
        counted = [one for one in verdict.answers if one.given != "not_applicable"]
        met = bool(counted) and all(
            one.points is not None and one.points >= one.needed for one in counted
        )
        assert (verdict.state == "met") == met
        assert (verdict.why is not None) == (verdict.state == "unassessed")


def _refused(verdict: Verdict) -> bool:
    return any(one.given == "not_applicable" for one in verdict.answers)
