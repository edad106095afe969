"""The journal of an assessment: its events read at any moment, and what going back to one writes."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from build import a_catalogue, a_question, a_questionnaire
from filled import UNKNOWN, a_sheet
from hypothesis import given
from hypothesis import strategies as st
from stored import START, an_event, counting, limit_pages, said, ticking

from care_assess.answers import CLEARED, Answer, AnswerEvent, fold
from care_assess.assessments import Assessments
from care_assess.errors import NotFound, Overtaken, Refused, StoreUnavailable
from care_assess.journal import (
    BEGINNING,
    Wanted,
    at,
    authors,
    changes,
    entries,
    returning,
    steps,
)
from care_assess.journals import Journals
from care_assess.questionnaire import QuestionId
from care_assess.store import open_store

NAMES = ("A-01", "A-02", "A-03")
CARE = a_catalogue(a_questionnaire("care", *map(a_question, NAMES)))
LEVELS = st.sampled_from([CLEARED, UNKNOWN, *(Answer(kind="value", value=str(n)) for n in (0, 3))])


@st.composite
def histories(draw) -> tuple[AnswerEvent, ...]:
    """Some answers to three questions, by two people, with pauses."""
    told, moment = [], START
    for n in range(draw(st.integers(0, 10))):
        moment += timedelta(minutes=draw(st.sampled_from([0, 1, 45])))
        event = an_event(
            question=draw(st.sampled_from(NAMES)),
            answer=draw(LEVELS),
            author=draw(st.sampled_from(["Mme Roy", "M. Ba", ""])),
            at=moment,
        )
        told.append(replace(event, seq=3 * n + 2))
    return tuple(told)


def answers(events: Sequence[AnswerEvent]) -> dict[str, Answer]:
    """The sheet that events fold into."""
    return {name: event.answer for name, event in fold(events).items() if event.answer != CLEARED}


def gone_back(events: tuple[AnswerEvent, ...], moment: int) -> tuple[AnswerEvent, ...]:
    """The events once one has gone back to ``moment``."""
    top = max((event.seq for event in events), default=0)
    made = returning(changes(events, top, moment), author="Mme Roy", now=START)
    return (*events, *(replace(one, seq=top + n) for n, one in enumerate(made, 1)))


moments = st.integers(0, 35)


# ---- laws


@given(histories(), moments, st.randoms())
def test_a_moment_is_the_sheet_as_it_was_then_in_whatever_order_events_come(events, moment, chance):
    mixed = list(events)
    chance.shuffle(mixed)
    then = [event for event in events if event.seq <= moment]
    assert {name: one.answer for name, one in at(mixed, moment).items()} == {
        name: one.answer for name, one in fold(then).items()
    }


@given(histories(), moments)
def test_going_back_gives_the_sheet_of_that_moment_and_rewrites_nothing(events, moment):
    after = gone_back(events, moment)
    assert after[: len(events)] == events
    assert answers(after) == answers([one for one in events if one.seq <= moment])


@given(histories(), moments)
def test_a_return_undone_by_a_return_gives_the_same_sheet_again(events, moment):
    top = max((event.seq for event in events), default=0)
    assert answers(gone_back(gone_back(events, moment), top)) == answers(events)


@given(histories(), moments)
def test_going_back_twice_changes_nothing_the_second_time(events, moment):
    once = gone_back(events, moment)
    assert gone_back(once, moment) == once


@given(histories(), moments, moments)
def test_two_moments_differ_the_same_way_from_either_side(events, first, second):
    there = {one.question: (one.before, one.after) for one in changes(events, first, second)}
    back = {one.question: (one.after, one.before) for one in changes(events, second, first)}
    assert there == back
    assert changes(events, first, first) == ()


@given(histories())
def test_each_answer_is_in_the_journal_once_and_in_one_step(events):
    assert tuple(one.event for one in reversed(entries(events))) == events
    assert tuple(event for step in steps(events) for event in step.events) == events


@given(histories())
def test_the_answer_before_is_that_of_the_entry_before(events):
    last: dict[QuestionId, Answer] = {}
    for one in reversed(entries(events)):
        assert one.before == last.get(one.event.question, CLEARED)
        last[one.event.question] = one.event.answer


# ---- examples


def test_a_pause_begins_another_step_and_a_return_is_one_of_its_own():
    told = [replace(an_event(at=START + timedelta(minutes=n)), seq=n) for n in (1, 2, 40, 80)]
    back = [replace(an_event(at=told[-1].at, restores=1), seq=n) for n in (81, 82)]
    assert [step.end for step in steps([*told, *back])] == [2, 40, 80, 82]
    assert [step.is_return for step in steps([*told, *back])] == [False, False, False, True]


def test_people_are_listed_by_name_and_those_without_one_last():
    told = [an_event(author=name) for name in ("roy", "", "Ba", "roy")]
    assert authors(told) == ("Ba", "roy", "")


def test_filters_add_up():
    told = [
        replace(an_event(question=name, author=who, at=START + timedelta(days=n)), seq=n)
        for n, (name, who) in enumerate([("A-01", "Roy"), ("A-02", "Roy"), ("A-01", "Ba")], 1)
    ]

    def kept(**filters):
        return [one.event.seq for one in entries(told, Wanted(**filters))]

    day = timedelta(days=1)
    assert kept() == [3, 2, 1]
    assert kept(author="Roy") == [2, 1]
    assert kept(author="Roy", questions={"A-01"}) == [1]
    assert kept(since=START + 2 * day) == [3, 2]
    assert kept(until=START + 2 * day) == [1]
    assert kept(author="") == []


# ---- over a real store


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("journal"))
    work = Assessments(store, CARE, clock=ticking(), new_id=counting())
    yield work, Journals(store, clock=ticking(datetime(2026, 12, 1, tzinfo=UTC)))
    store.close()


@pytest.fixture
def begun(shared):
    """An assessment in which A-01 went 0, 3, 5 and A-02 was answered in between."""
    work, journals = shared
    key = work.import_sheet(a_sheet({"A-01": 0})).id
    for name, value in (("A-01", "3"), ("A-02", "1"), ("A-01", "5")):
        answer = Answer(kind="value", value=value)
        work.record(key, QuestionId(name), answer, author="M. Ba", tab="t")
    return work, journals, key, [event.seq for event in journals.events(key)]


def values(work, key) -> dict[str, object]:
    return {name: answer.value for name, answer in work.open(key).sheet.answers.items()}


def test_what_would_change_is_shown_before_anything_is_written(begun):
    work, journals, key, seqs = begun
    found = journals.preview(key, seqs[0])
    assert [(one.question, one.before.value, one.after.value) for one in found] == [
        ("A-01", "5", "0"),
        ("A-02", "1", None),
    ]
    assert len(journals.events(key)) == 4
    assert values(work, key) == {"A-01": "5", "A-02": "1"}


def test_the_whole_assessment_goes_back_and_forth(begun):
    work, journals, key, seqs = begun
    made = journals.give_back(key, seqs[1], author=" Mme\nRoy ", after=seqs[-1])
    assert values(work, key) == {"A-01": "3"}
    assert [(one.author, one.tab, one.restores) for one in made] == [
        ("Mme Roy", "", seqs[1]),
        ("Mme Roy", "", 0),
    ]
    journals.give_back(key, seqs[-1], author="", after=made[-1].seq)
    assert values(work, key) == {"A-01": "5", "A-02": "1"}
    assert len(journals.events(key)) == 8


def test_one_question_goes_back_alone_and_keeps_where_it_came_from(begun):
    work, journals, key, seqs = begun
    (made,) = journals.give_back(
        key, seqs[0], author="", after=seqs[-1], question=QuestionId("A-01")
    )
    assert (made.source, made.restores) == ("import", seqs[0])
    assert values(work, key) == {"A-01": "0", "A-02": "1"}
    assert work.undo(key, QuestionId("A-01"), author="", tab="t").answer.value == "5"


def test_an_answer_given_since_the_preview_stops_the_return(begun):
    work, journals, key, seqs = begun
    work.record(key, QuestionId("A-03"), UNKNOWN, author="", tab="u")
    with pytest.raises(Overtaken) as refusal:
        journals.give_back(key, BEGINNING, author="", after=seqs[-1])
    assert said(refusal.value).startswith("Quelqu'un vient de répondre")
    assert len(journals.events(key)) == 5


def test_a_moment_of_another_assessment_is_refused(begun):
    work, journals, _, seqs = begun
    other = work.import_sheet(a_sheet({"A-01": 2})).id
    with pytest.raises(NotFound):
        journals.give_back(other, seqs[1], author="", after=work.open(other).top_seq)


def test_a_return_that_changes_nothing_is_said(begun):
    _, journals, key, seqs = begun
    with pytest.raises(Refused):
        journals.give_back(key, seqs[-1], author="", after=seqs[-1])


def test_the_scores_of_a_moment_are_those_of_its_answers(begun):
    work, journals, key, seqs = begun
    opened, events = work.open(key), journals.events(key)
    scores = [
        work.scores(journals.as_it_was(opened, events, one)).overall.score
        for one in (BEGINNING, *seqs)
    ]
    assert scores == [None, 0, 3, 2, 3]
    assert work.scores(opened).overall.score == 3


def test_a_disk_that_is_full_leaves_every_answer_as_it_was(begun):
    work, journals, key, seqs = begun

    def back_and_forth() -> None:
        for moment in (BEGINNING, seqs[-1]) * 200:  # what is free in the last page is used up
            now = journals.events(key)[-1].seq
            journals.give_back(key, moment, author="x" * 200, after=now)

    limit_pages(journals._store, 0)
    try:
        with pytest.raises(StoreUnavailable):
            back_and_forth()
    finally:
        limit_pages(journals._store, None)
    last = journals.events(key)[-1]
    at_once = [event for event in journals.events(key) if event.at == last.at]
    assert {event.question for event in at_once} >= {"A-01", "A-02"}
    assert values(work, key) in ({}, {"A-01": "5", "A-02": "1"})


def test_of_two_returns_at_once_one_is_done_and_the_other_told(begun):
    work, journals, key, seqs = begun
    told: list[str] = []
    together = threading.Barrier(2)

    def back(moment: int) -> None:
        together.wait()
        try:
            journals.give_back(key, moment, author="", after=seqs[-1])
            told.append("done")
        except Overtaken:
            told.append("overtaken")

    threads = [threading.Thread(target=back, args=(moment,)) for moment in seqs[:2]]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(told) == ["done", "overtaken"]
    assert values(work, key) in ({"A-01": "0"}, {"A-01": "3"})
