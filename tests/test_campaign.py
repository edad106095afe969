"""The yearly self-assessment: its next date, its steps, what it covers, what it answers; then any campaign."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care_assess.answers import NEVER
from care_assess.campaign import (
    STEPS,
    Campaign,
    Entity,
    calendar,
    coverage,
    doubts,
    finished,
    next_date,
)
from care_assess.campaign.coverage import is_covered
from care_assess.campaign.keeping import from_json, to_json
from care_assess.campaign.proposing import propose
from care_assess.content import load_catalogue
from care_assess.plan.following import Follow
from care_assess.topics import fitting

TODAY = date(2026, 11, 26)
QUESTIONS = {
    one.id: one
    for each in load_catalogue().select(load_catalogue().proposed())
    for one in each.questions
}
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
WORDS = st.text(max_size=12).map(lambda text: " ".join(text.split()))
ENTITIES = st.lists(
    st.builds(
        Entity,
        id=st.integers(1, 99),
        name=WORDS,
        activity=st.none() | st.integers(0, 10**6),
        assessed=st.none() | DAYS,
    ),
    max_size=4,
    unique_by=lambda one: one.id,
).map(tuple)
CAMPAIGNS = st.builds(
    Campaign,
    **{name: st.none() | DAYS for name in ("end", "last", *STEPS)},
    never=st.booleans(),
    platform=WORDS,
    receipt=WORDS,
    measure=WORDS,
    whole=st.booleans(),
    entities=ENTITIES,
)
FOLLOWS = st.lists(
    st.builds(Follow, due=st.none() | DAYS, status=st.sampled_from(("to_do", "done", "dropped"))),
    max_size=4,
)


def an_entity(number: int, activity: int | None, assessed: date | None = TODAY) -> Entity:
    return Entity(id=number, name=f"Site {number}", activity=activity, assessed=assessed)


def answers(campaign: Campaign, *follows: Follow, day: date = TODAY) -> dict[str, object]:
    return {one.question: one.value for one in propose(campaign, follows, day)}


def test_the_next_is_a_year_after_the_last_unless_a_date_is_chosen():
    assert next_date(Campaign(last=date(2026, 2, 28)), TODAY) == date(2027, 2, 28)
    assert next_date(Campaign(last=date(2026, 2, 28), end=date(2027, 1, 31)), TODAY) == date(2027, 1, 31)  # fmt: skip
    assert next_date(Campaign(), TODAY) is None


def test_a_declaration_made_this_year_is_the_last_one():
    campaign = Campaign(last=date(2025, 10, 1), declaration=date(2026, 10, 15))
    assert campaign.completed(TODAY) == date(2026, 10, 15)
    assert campaign.completed(date(2026, 1, 1)) == date(2025, 10, 1)


def test_the_steps_are_counted_back_from_the_end():
    found = calendar(Campaign(end=date(2027, 1, 31), launch=date(2026, 11, 3)), TODAY)
    assert [one.planned for one in found] == [
        date(2026, 11, 2), date(2026, 12, 2), date(2026, 12, 17), date(2027, 1, 1),
        date(2027, 1, 16), date(2027, 1, 31),
    ]  # fmt: skip
    assert [one.state for one in found] == ["done", *["soon"] * 5]


@pytest.mark.parametrize(
    ("end", "state"),
    [
        (None, "undated"),
        (TODAY - timedelta(days=1), "late"),
        (TODAY, "soon"),
        (TODAY + timedelta(days=90), "soon"),
        (TODAY + timedelta(days=91), "later"),
    ],
)
def test_a_step_that_is_not_done_is_late_soon_or_later(end, state):
    assert calendar(Campaign(end=end), TODAY)[-1].state == state


def test_a_step_said_to_be_done_in_the_future_is_not_done_yet():
    campaign = Campaign(end=TODAY, declaration=TODAY + timedelta(days=3))
    assert calendar(campaign, TODAY)[-1].done is None


@pytest.mark.parametrize("end", [None, date(2026, 10, 31)])
def test_once_declared_the_next_campaign_begins_with_nothing_done(end):
    held = {name: date(2026, 10, 1) for name in STEPS}
    campaign = Campaign(**{**held, "declaration": date(2026, 10, 15)}, end=end)
    assert next_date(campaign, TODAY) == (date(2027, 10, 31) if end else date(2027, 10, 15))
    assert {one.state for one in calendar(campaign, TODAY)} == {"later"}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"last": TODAY}, ()),
        ({"last": TODAY, "never": True}, ("never_but_last",)),
        ({"declaration": date(2027, 1, 1)}, ("to_come",)),
        ({"launch": TODAY, "approval": date(2026, 11, 1)}, ("out_of_order",)),
    ],
)
def test_dates_that_cannot_be_right_are_said(facts, said):
    assert doubts(Campaign(**facts), TODAY) == said


def test_coverage_is_weighted_by_activity_and_never_by_number():
    campaign = Campaign(
        entities=(an_entity(1, 900), an_entity(2, 50, None), an_entity(3, 50, None))
    )
    found = coverage(campaign, TODAY)
    assert (found.covered, found.entities, found.share) == (1, 3, Fraction(9, 10))
    assert found.enough


@pytest.mark.parametrize(("covered", "enough"), [(66, True), (65, False)])
def test_the_mark_is_reached_at_66_percent_exactly(covered, enough):
    campaign = Campaign(entities=(an_entity(1, covered), an_entity(2, 100 - covered, None)))
    assert coverage(campaign, TODAY).enough is enough


@pytest.mark.parametrize("entities", [(), (an_entity(1, None),), (an_entity(1, 0),)])
def test_without_an_activity_there_is_no_share(entities):
    assert coverage(Campaign(entities=entities), TODAY).share is None


@pytest.mark.parametrize(
    ("assessed", "covered"),
    [
        (None, False),
        (date(2025, 11, 26), True),
        (date(2025, 11, 25), False),
        (TODAY + timedelta(days=1), False),
    ],
)
def test_an_assessment_covers_for_a_year_to_the_day(assessed, covered):
    assert is_covered(an_entity(1, 10, assessed), TODAY) is covered


def test_the_share_answered_is_cut_and_never_says_more_than_it_is():
    entities = (an_entity(1, 659), an_entity(2, 341, None))
    assert answers(Campaign(entities=entities, whole=True))["GOV-13"] == Fraction(65)
    assert "GOV-13" not in answers(Campaign(entities=entities))


def test_the_last_one_completed_answers_and_never_has_to_be_said():
    assert answers(Campaign(last=date(2026, 1, 26)))["GOV-15"] == Fraction(10)
    assert answers(Campaign(never=True)) == {"GOV-15": NEVER, "GOV-16": "0"}
    assert answers(Campaign()) == {}
    assert answers(Campaign(last=TODAY), day=date(2026, 1, 1)) == {}


def test_evidence_gathered_for_one_that_was_completed_answers_for_some_at_least():
    gathered = Campaign(last=date(2026, 1, 26), evidence=date(2026, 1, 10))
    (one,) = (each for each in propose(gathered, (), TODAY) if each.question == "GOV-16")
    assert (one.value, one.at_least) == ("2", True)
    assert "GOV-16" not in answers(Campaign(evidence=date(2026, 1, 10)))
    assert "GOV-16" not in answers(gathered, day=date(2026, 1, 5))


def test_the_road_map_answers_which_share_of_what_fell_due_is_done():
    due = date(2026, 10, 1)
    follows = [
        Follow(status="done", due=due),
        Follow(status="done", due=due),
        Follow(status="in_progress", due=due),
        Follow(status="dropped", due=due, reason="x"),
        Follow(status="to_do", due=date(2027, 1, 1)),
        Follow(status="done"),
    ]
    assert finished(follows, TODAY) == Fraction(2, 3)
    assert answers(Campaign(), *follows) == {"GOV-17": Fraction(66)}
    assert finished([], TODAY) is None


@given(CAMPAIGNS)
def test_a_campaign_comes_back_as_it_was_kept(kept):
    assert from_json(json.loads(json.dumps(to_json(kept)))) == kept


@given(CAMPAIGNS, FOLLOWS, DAYS)
def test_proposed_answers_always_fit_their_questions(campaign, follows, day):
    found = propose(campaign, follows, day)
    assert fitting(found, QUESTIONS) == found


@given(CAMPAIGNS, DAYS)
def test_assessing_one_more_entity_never_covers_less(campaign, day):
    before = coverage(campaign, day)
    entities = tuple(replace(one, assessed=day) for one in campaign.entities)
    after = coverage(replace(campaign, entities=entities), day)
    assert after.covered == after.entities >= before.covered
    assert before.share is None or before.share <= after.share == 1


@given(CAMPAIGNS, DAYS)
def test_steps_keep_their_order(campaign, day):
    planned = [one.planned for one in calendar(campaign, day)]
    assert planned == sorted(planned) if all(planned) else set(planned) == {None}
