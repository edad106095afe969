"""What holds of any votes and of any workshop, whatever they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from build import a_number, a_question, a_yes_no
from hypothesis import given
from hypothesis import strategies as st
from roomful import START

from care_assess.workshop import (
    FUNCTIONS,
    Ballot,
    WorkshopEvent,
    choices_of,
    spent,
    tally,
    unfold,
    values_of,
)
from care_assess.workshop.tally import APART, STRONG
from care_assess.workshop.unfolding import FLOOR

QUESTIONS = (a_question().built, a_yes_no().built, a_number().built)
NAMES = ("Q-1", "Q-2")


@st.composite
def rounds(draw):
    """A question, and what a room says of it."""
    question = draw(st.sampled_from(QUESTIONS))
    one = st.builds(Ballot, st.sampled_from(FUNCTIONS), st.sampled_from(values_of(question)))
    return question, draw(st.lists(one, max_size=30))


happened = st.lists(
    st.builds(
        WorkshopEvent,
        workshop=st.just("w"),
        kind=st.sampled_from((*FLOOR[1:], "parked", "promised", "unparked", "delivered")),
        at=st.just(START),
        question=st.sampled_from(NAMES),
        round=st.integers(1, 3),
        data=st.dictionaries(
            st.sampled_from(("text", "what", "who", "entry", "promise", "answer")),
            st.integers(0, 9) | st.text(max_size=5),
        ),
    ),
    max_size=25,
)


def numbered(events):
    """The events after an opening, in order, a minute apart."""
    opened = WorkshopEvent(workshop="w", kind="opened", at=START, data={"questions": list(NAMES)})
    return [
        replace(one, seq=at, at=START + timedelta(minutes=at))
        for at, one in enumerate([opened, *events], 1)
    ]


@given(rounds())
def test_every_vote_is_counted_once(found):
    question, ballots = found
    told = tally(question, ballots)
    assert told.cast == len(ballots) == sum(one.cast for one in told.groups)
    assert told.known == sum(one.known for one in told.groups)


@given(rounds(), st.randoms(use_true_random=False))
def test_the_order_of_votes_tells_nothing(found, random):
    question, ballots = found
    shuffled = random.sample(ballots, len(ballots))
    assert tally(question, shuffled) == tally(question, ballots)


@given(rounds())
def test_the_median_lies_between_and_no_other_value_is_nearer_to_all(found):
    question, ballots = found
    told = tally(question, ballots)
    if told.median is None:
        assert told.known == 0
        return
    assert 0 <= told.low <= told.median <= told.high <= 5
    assert 0 <= told.deviation <= told.spread / 2
    points = {option.id: Fraction(option.level) for option in choices_of(question)}
    levels = [points[one.value] for one in ballots if one.value in points]
    for other in range(6):
        assert told.deviation <= sum(abs(level - other) for level in levels) / len(levels)


@given(rounds())
def test_those_who_do_not_know_or_abstain_move_nothing(found):
    question, ballots = found
    known = [one for one in ballots if one.value not in {"unknown", "abstain"}]
    all_, some = tally(question, ballots), tally(question, known)
    assert (all_.median, all_.spread, all_.deviation, all_.disagreement) == (
        some.median,
        some.spread,
        some.deviation,
        some.disagreement,
    )


@given(rounds())
def test_a_disagreement_is_named_exactly_when_votes_are_far_apart(found):
    question, ballots = found
    told = tally(question, ballots)
    assert (told.disagreement is not None) == (told.spread is not None and told.spread >= STRONG)
    if told.disagreement and told.disagreement.below:
        medians = {one.function: one.median for one in told.groups}
        below, above = told.disagreement.below, told.disagreement.above
        assert not set(below) & set(above)
        assert all(medians[up] - medians[down] >= APART for up in above for down in below)


@given(happened, st.randoms(use_true_random=False))
def test_a_workshop_is_what_its_events_tell_whatever_their_order(events, random):
    told = numbered(events)
    assert unfold(random.sample(told, len(told))) == unfold(told)


@given(happened)
def test_what_was_settled_stays_so_and_no_time_is_counted_twice(events):
    told = numbered(events)
    for upto in range(1, len(told)):
        before, after = unfold(told[:upto]), unfold(told[: upto + 1])
        assert set(before.settled) <= set(after.settled)
    now = START + timedelta(minutes=len(told))
    assert timedelta() <= spent(after if events else unfold(told), NAMES, now) <= now - START


@given(happened)
def test_a_round_that_was_shown_is_never_asked_again(events):
    workshop = unfold(numbered(events))
    for name in NAMES:
        if name not in workshop.hidden:
            assert workshop.next_round(name) not in workshop.revealed.get(name, ())
