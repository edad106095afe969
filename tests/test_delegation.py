"""Questions entrusted to someone: only they, only these questions, only while the link holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from build import a_catalogue, a_question, a_questionnaire
from filled import UNKNOWN, a_sheet
from hypothesis import given
from hypothesis import strategies as st
from stored import START, counting, limit_pages, said, ticking

from care_assess.answers import Answer
from care_assess.assessments import Assessments
from care_assess.attempts import MOST, SECONDS, Attempts
from care_assess.delegation import (
    KINDS,
    STATES,
    DelegationEvent,
    fold_delegations,
    selections,
)
from care_assess.delegations import LONGEST_DAYS, LONGEST_MESSAGE, Delegations
from care_assess.errors import NotFound, Overtaken, Refused, StoreUnavailable
from care_assess.questionnaire import QuestionId
from care_assess.store import open_store

A, B, C = map(QuestionId, ("A-01", "A-02", "A-03"))
CARE = a_catalogue(a_questionnaire("care", *map(a_question, (A, B, C))))
SOON = START + timedelta(days=14)
THREE = Answer(kind="value", value="3", comment="vu", evidence=("CR.pdf",))


class Clock:
    """A clock that one sets."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self):
        return self.now


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = open_store(tmp_path_factory.mktemp("delegation"))
    yield opened
    opened.close()


new_link = counting("link")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def work(store):
    return Assessments(store, CARE, clock=ticking(), new_id=counting(new_link()))


@pytest.fixture
def people(store, work, clock):
    return Delegations(store, work, clock=clock, new_id=counting("d"), new_link=new_link)


@pytest.fixture
def opened(work):
    return work.open(work.import_sheet(a_sheet({C: 0})).id)


@pytest.fixture
def sent(people, opened):
    """A-01 and A-02 entrusted to M. Ba: the delegation and its link."""
    return people.send(opened, {B, A}, person="M. Ba", expires=SOON, author="Mme Roy")


def refused(act, *args, **options) -> str:
    """The key of the refusal."""
    with pytest.raises(Refused) as refusal:
        act(*args, **options)
    assert said(refusal.value)
    return refusal.value.message.key.removeprefix("delegation.")


# ---- laws


@st.composite
def stories(draw) -> list[DelegationEvent]:
    """Anything that may happen to a few delegations, in any order, even nonsense."""
    names = st.lists(st.sampled_from([A, B, C]), unique=True).map(tuple)
    events = st.builds(
        DelegationEvent,
        seq=st.just(0),
        delegation=st.sampled_from(["x", "y"]),
        kind=st.sampled_from(KINDS),
        author=st.just(""),
        at=st.just(START),
        questions=names,
        secret=st.sampled_from(["s", "t"]),
        expires=st.sampled_from([None, START, SOON]),
    )
    return [replace(one, seq=n) for n, one in enumerate(draw(st.lists(events, max_size=12)), 1)]


@given(stories())
def test_the_questions_of_a_delegation_never_change_whatever_happens(events):
    sent: dict[str, tuple[QuestionId, ...]] = {}
    for one in events:
        if one.kind == "sent" and one.expires is not None:
            sent.setdefault(one.delegation, one.questions)
    found = fold_delegations(events)
    assert {name: one.questions for name, one in found.items()} == sent
    assert all(state in STATES for one in found.values() for state in one.states.values())


@given(stories(), st.sampled_from([START, SOON, SOON + timedelta(days=1)]))
def test_a_question_can_be_answered_only_when_open_and_while_the_link_holds(events, now):
    for one in fold_delegations(events).values():
        for name in (A, B, C):
            if one.may_answer(name, now):
                assert one.states[name] == "open"
                assert not one.revoked
                assert now < one.expires


@given(stories())
def test_the_last_word_on_a_question_decides_its_state(events):
    becomes = {"finished": "done", "accepted": "accepted", "reopened": "open"}
    for name, one in fold_delegations(events).items():
        mine = [event for event in events if event.delegation == name]
        first = next(n for n, event in enumerate(mine) if event.kind == "sent" and event.expires)
        for question, state in one.states.items():
            words = [
                becomes[event.kind]
                for event in mine[first:]
                if event.kind in becomes and question in event.questions
            ]
            assert state == (words[-1] if words else "open")


# ---- what can be entrusted at once


def test_a_part_a_questionnaire_or_a_role_can_be_entrusted():
    care = (
        a_questionnaire("care")
        .with_section("one", a_question(A))
        .with_section("two", a_question(B))
    )
    offered = selections([care.built], {A, B})
    assert [(one.kind, one.id, one.questions) for one in offered[:3]] == [
        ("section", "care/one", (A,)),
        ("section", "care/two", (B,)),
        ("questionnaire", "care", (A, B)),
    ]
    assert [(one.kind, one.questions) for one in offered[3:]] == [("owner", (A, B))]
    assert all(one.questions == (A,) for one in selections([care.built], {A}))


# ---- the link


def test_only_the_digest_of_the_link_is_kept(store, sent):
    delegation, link = sent
    with closing(sqlite3.connect(store.path)) as connection:
        kept = str(connection.execute("SELECT * FROM delegation_event").fetchall())
    assert link not in kept
    assert delegation.secret in kept


def test_a_link_leads_to_its_questions_in_the_order_of_the_questionnaire(people, opened, sent):
    errand = people.enter(sent[1])
    assert errand.assessment == opened.info.id
    assert errand.delegation.questions == (A, B)
    assert errand.delegation == sent[0] == people.list(opened.info.id)[0]


@pytest.mark.parametrize("link", ["", "zz", "\ud800", "x" * 10_000])
def test_a_wrong_link_leads_nowhere(people, sent, link):
    assert refused(people.enter, link) == "wrong_link"


def test_a_link_ends_at_its_date(people, sent, clock):
    clock.now = SOON - timedelta(seconds=1)
    people.enter(sent[1])
    clock.now = SOON
    assert refused(people.enter, sent[1]) == "expired"


def test_a_link_that_was_withdrawn_leads_nowhere_until_it_is_renewed(people, opened, sent):
    key, (delegation, link) = opened.info.id, sent
    people.revoke(key, delegation.id, author="")
    assert refused(people.enter, link) == "revoked"
    again = people.renew(key, delegation.id, expires=SOON, author="")
    assert refused(people.enter, link) == "replaced"
    assert people.enter(again).delegation.of("open") == (A, B)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"person": " \n"}, "person_missing"),
        ({"questions": {QuestionId("Z-01")}}, "nothing_chosen"),
        ({"message": "x" * (LONGEST_MESSAGE + 1)}, "message_too_long"),
        ({"expires": START}, "bad_end"),
        ({"expires": START + timedelta(days=LONGEST_DAYS, seconds=1)}, "bad_end"),
    ],
)
def test_what_cannot_be_entrusted_is_said_and_nothing_is_kept(people, opened, changes, why):
    facts = {"questions": {A}, "person": "M. Ba", "expires": SOON, "author": "", **changes}
    assert refused(people.send, opened, **facts) == why
    assert people.list(opened.info.id) == ()


def test_a_delegation_of_another_assessment_is_not_found(people, work, sent):
    other = work.import_sheet(a_sheet({A: 1})).id
    with pytest.raises(NotFound):
        people.revoke(other, sent[0].id, author="")
    assert people.enter(sent[1]).delegation.revoked is False


# ---- the one who answers


def answered(errand, question: QuestionId = A, answer: Answer = THREE, **options):
    return errand.record(errand.assessment, question, answer, author="M. Ba", tab="t", **options)


def test_an_answer_is_kept_as_any_other_with_its_author_and_where_it_came_from(people, work, sent):
    event = answered(people.enter(sent[1]))
    kept = work.open(people.enter(sent[1]).assessment).events[A]
    assert kept == event
    assert (kept.answer, kept.author, kept.source) == (THREE, "M. Ba", "delegation")


def test_nothing_outside_the_questions_entrusted_can_be_answered(people, work, sent):
    errand = people.enter(sent[1])
    assert refused(answered, errand, C) == "not_yours"
    assert refused(answered, errand, QuestionId("Z-99")) == "not_yours"
    assert C not in {event.question for event in errand.history(errand.assessment)}
    assert len(work.history(errand.assessment)) == 1


def test_the_door_opens_on_no_other_assessment(people, work, sent):
    errand, other = people.enter(sent[1]), work.import_sheet(a_sheet({A: 1})).id
    for act in (errand.open, errand.history):
        assert refused(act, other) == "not_yours"
    assert refused(errand.record, other, A, THREE, author="", tab="t") == "not_yours"
    assert refused(errand.seen, other, "t") == "not_yours"
    assert refused(errand.set_seen, other, "t", 1) == "not_yours"


def test_an_open_door_closes_when_the_link_is_withdrawn_or_ends(people, opened, sent, clock):
    errand = people.enter(sent[1])
    clock.now = SOON
    assert refused(answered, errand) == "expired"
    clock.now = START
    people.revoke(opened.info.id, sent[0].id, author="")
    assert refused(answered, errand) == "revoked"
    assert refused(people.finish, errand) == "revoked"


def test_two_people_on_the_same_question_are_told(people, work, sent):
    errand = people.enter(sent[1])
    work.record(errand.assessment, A, UNKNOWN, author="Mme Roy", tab="u")
    with pytest.raises(Overtaken):
        answered(errand, after=0)


def test_only_the_answer_of_the_link_and_of_the_tab_can_be_taken_back(people, work, sent):
    errand = people.enter(sent[1])
    work.record(errand.assessment, A, UNKNOWN, author="Mme Roy", tab="u")
    options = {"author": "M. Ba", "tab": "t"}
    assert refused(errand.undo, errand.assessment, A, **options) == "not_yours"
    answered(errand)
    assert errand.undo(errand.assessment, A, **options).answer == UNKNOWN


def test_what_is_finished_is_closed_until_it_is_reopened(people, opened, sent):
    errand, key = people.enter(sent[1]), opened.info.id
    answered(errand)
    people.finish(errand)
    assert refused(answered, errand, B) == "closed"
    assert people.list(key)[0].standing(START) == "finished"
    people.accept(key, sent[0].id, [A], author="Mme Roy")
    people.reopen(key, sent[0].id, [B], author="Mme Roy")
    again = people.enter(sent[1])
    assert dict(again.delegation.states) == {A: "accepted", B: "open"}
    assert refused(answered, again, A) == "closed"
    answered(again, B)
    people.finish(again)
    people.accept(key, sent[0].id, [B], author="Mme Roy")
    assert people.list(key)[0].standing(SOON) == "accepted"


def test_what_happened_cannot_be_rewritten_and_goes_with_its_assessment(
    store, people, opened, sent
):
    with closing(sqlite3.connect(store.path)) as connection:
        for statement in (
            "UPDATE delegation_event SET person = 'x'",
            "DELETE FROM delegation_event",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="history is"):
                connection.execute(statement)
    store.erase(opened.info.id, START)
    assert refused(people.enter, sent[1]) == "wrong_link"


def test_a_disk_that_is_full_entrusts_nothing_and_the_next_try_does(store, people, opened):

    def send_many() -> None:
        for _ in range(100):  # what is free in the last page is used up
            people.send(opened, {A}, person="x" * 200, expires=SOON, author="")

    limit_pages(store, 0)
    try:
        with pytest.raises(StoreUnavailable):
            send_many()
    finally:
        limit_pages(store, None)
    kept = len(people.list(opened.info.id))
    _, link = people.send(opened, {A}, person="M. Ba", expires=SOON, author="")
    assert len(people.list(opened.info.id)) == kept + 1
    assert people.enter(link).delegation.person == "M. Ba"


# ---- guesses


def test_whoever_guesses_too_often_waits_a_minute_and_others_do_not():
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    for _ in range(MOST):
        attempts.check("10.0.0.1")
        attempts.wrong("10.0.0.1")
    assert refused(attempts.check, "10.0.0.1") == "too_many_guesses"
    attempts.check("10.0.0.2")
    now[0] = SECONDS
    attempts.check("10.0.0.1")


def test_the_visitors_remembered_are_counted():
    attempts = Attempts(lambda: 0.0)
    for n in range(2000):
        attempts.wrong(str(n))
    assert len(attempts._wrong) == 1000
