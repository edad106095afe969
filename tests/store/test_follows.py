"""What is said of the actions, over a real file: kept whole, taken over, never written over."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored import START, begun, said

from care_assess.errors import NotFound, Overtaken
from care_assess.plan.following import CLOSED, STATUSES, Follow, FollowEvent, fold_follows
from care_assess.store import Pressing, new_id

TODAY = date(2026, 11, 26)
YESTERDAY = TODAY - timedelta(days=1)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
follows = st.builds(
    Follow,
    owner=texts,
    status=st.sampled_from(STATUSES),
    reason=texts,
    start=st.none() | st.dates(),
    due=st.none() | st.dates(),
    build=st.none() | st.decimals(0, 10**9, places=2),
    run=st.none() | st.decimals(0, 10**9, places=2),
    funding=texts,
    comment=texts,
    evidence=st.lists(texts, max_size=3).map(tuple),
)


def event(action: str = "GOV-22", **facts) -> FollowEvent:
    return FollowEvent(seq=0, action=action, follow=Follow(**facts), author="Mme Roy", at=START)


def kept(store, key: str, *events: FollowEvent) -> tuple[FollowEvent, ...]:
    """Said over whatever was said before."""
    last = {one.action: one.seq for one in store.follows.latest(key)}
    after = {one.action: last.get(one.action, 0) for one in events}
    return store.follows.append(key, events, after)


# ---- what goes in comes out


@settings(max_examples=50)
@given(st.lists(follows, max_size=4))
def test_anything_said_is_read_back_as_it_was(shared, some):
    key = new_id()
    begun(shared, key)
    for follow in some:
        kept(shared, key, replace(event(), follow=follow))
    assert [one.follow for one in shared.follows.history(key)] == some
    assert [one.follow for one in shared.follows.latest(key)] == some[-1:]


def test_the_last_thing_said_of_each_action_is_read_in_order(store):
    begun(store)
    kept(store, "a", event("A", owner="un"), event("B"))
    kept(store, "a", event("A", owner="deux"), event("C"))
    everything = store.follows.history("a")
    assert [one.action for one in everything] == ["A", "B", "A", "C"]
    assert [one.seq for one in everything] == sorted(one.seq for one in everything)
    assert store.follows.latest("a") == tuple(
        sorted(fold_follows(everything).values(), key=lambda one: one.seq)
    )
    assert everything[0] == replace(event("A", owner="un"), seq=everything[0].seq)


def test_amounts_stay_exact(store):
    begun(store)
    kept(store, "a", event(build=Decimal("999999999.99"), run=Decimal("0.10")))
    with closing(sqlite3.connect(store.path)) as connection:
        rows = connection.execute("SELECT build, run FROM follow_event").fetchall()
    assert rows == [("999999999.99", "0.10")]


def test_nothing_is_said_of_the_actions_of_no_assessment(store):
    for ask in (store.follows.latest, store.follows.history):
        with pytest.raises(NotFound):
            ask("zz")
    with pytest.raises(NotFound):
        store.follows.append("zz", [event()], {"GOV-22": 0})


# ---- a history that only grows


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE follow_event SET owner = 'x'", "history is never changed"),
        ("DELETE FROM follow_event", "history is only erased with a whole assessment"),
    ],
)
def test_the_database_itself_refuses_to_rewrite_what_was_said(store, statement, message):
    begun(store)
    kept(store, "a", event())
    with closing(sqlite3.connect(store.path)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match=message):
            connection.execute(statement)
        assert connection.execute("SELECT count(*) FROM follow_event").fetchone() == (1,)


def test_what_was_said_is_erased_with_the_assessment_and_leaves_nothing(store):
    begun(store, "a")
    begun(store, "b", previous="a")
    kept(store, "a", event(owner="Zanzibarine", evidence=("Zanzibar.pdf",)))
    kept(store, "b", event("B"))
    store.erase("a", START)
    assert [one.action for one in store.follows.history("b")] == ["B"]
    left = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    assert b"anzibar" not in left


# ---- two people at once


def test_what_someone_else_said_is_never_written_over(store):
    begun(store)
    (first,) = store.follows.append("a", [event(owner="un")], {"GOV-22": 0})
    (theirs,) = store.follows.append("a", [event(owner="deux")], {"GOV-22": first.seq})
    for stale in (0, first.seq):
        with pytest.raises(Overtaken) as refusal:
            store.follows.append("a", [event("A"), event(owner="trois")], {"A": 0, "GOV-22": stale})
        assert said(refusal.value) == (
            "Quelqu'un d'autre vient de modifier l'action GOV-22\u00a0: rien n'a été enregistré. "
            "Regardez ce qui a changé, puis recommencez."
        )
    assert store.follows.history("a") == (first, theirs)


def test_of_people_who_change_the_same_action_at_once_one_is_kept(store):
    begun(store)
    outcomes: list[str] = []

    def say(person: int) -> None:
        try:
            store.follows.append("a", [event(owner=str(person))], {"GOV-22": 0})
            outcomes.append("kept")
        except Overtaken:
            outcomes.append("told")

    threads = [threading.Thread(target=say, args=(person,)) for person in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["kept", *["told"] * 5]
    assert len(store.follows.history("a")) == 1


# ---- from one assessment to the next


@pytest.mark.parametrize("link", ["previous", "migrated_from"])
def test_the_next_assessment_goes_on_with_all_that_was_said(store, link):
    begun(store, "a")
    kept(store, "a", event(owner="un"))
    kept(store, "a", event(owner="deux"), event("B", status="done"))
    before = store.follows.history("a")
    begun(store, "b", **{link: "a"})
    taken = store.follows.history("b")
    assert [replace(one, seq=0) for one in taken] == [replace(one, seq=0) for one in before]
    assert taken[0].seq > before[-1].seq
    kept(store, "b", event(owner="trois"))
    assert store.follows.history("a") == before


def test_a_moved_assessment_goes_on_with_its_own_actions_and_not_with_those_of_the_year_before(
    store,
):
    begun(store, "old")
    kept(store, "old", event("A"))
    begun(store, "a", previous="old")
    kept(store, "a", event("B"))
    begun(store, "b", previous="old", migrated_from="a")
    assert [one.action for one in store.follows.history("b")] == ["A", "B"]


def test_an_assessment_that_continues_an_erased_one_begins_with_nothing_said(store):
    begun(store, "a")
    kept(store, "a", event())
    store.erase("a", START)
    begun(store, "b", previous="a")
    assert store.follows.history("b") == ()


# ---- what presses


def test_late_and_blocked_actions_are_counted_by_assessment_as_last_said(store):
    for key in "abcd":
        begun(store, key)
    kept(store, "a", event("A", due=YESTERDAY), event("B", due=TODAY))
    kept(store, "a", event("C", status="blocked"), event("D", status="blocked", due=YESTERDAY))
    kept(store, "b", event("A", due=YESTERDAY), event("B", status="blocked"))
    kept(store, "b", event("A", due=TODAY), event("B"))
    kept(store, "c", *(event(one, status=one, due=YESTERDAY) for one in CLOSED))
    assert store.follows.pressing(TODAY) == {"a": Pressing(overdue=2, blocked=2)}
