"""The store over time: nothing is rewritten, an erasure is whole, everyone may come at once."""

from __future__ import annotations

import itertools
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from stored import GOV_01, START, an_event, begun, said

from care_assess.answers import Answer, AnswerEvent, fold
from care_assess.errors import NotFound, Overtaken
from care_assess.store import Erasure, tables

# ---- a history that only grows


def test_numbers_grow_over_all_assessments(store):
    begun(store, "a")
    begun(store, "b", name="Clinique des Tilleuls")
    kept = [store.append(key, an_event()).seq for key in "abbaab"]
    assert kept == sorted(set(kept))


def test_the_number_of_an_erased_answer_never_comes_back(store):
    begun(store, "a")
    begun(store, "b")
    erased = store.append("a", an_event()).seq
    store.erase("a", START)
    assert store.append("b", an_event()).seq > erased


def test_only_the_last_answer_counts_and_all_are_kept(store):
    begun(store)
    for value in "135":
        store.append("a", an_event(value))
    assert [event.answer.value for event in store.history("a")] == ["1", "3", "5"]
    assert store.open("a").events[GOV_01].answer.value == "5"


@pytest.mark.parametrize("table", ["answer_event", "cover"])
@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE {} SET at = '2000-01-01 00:00:00.000000'", "history is never changed"),
        ("DELETE FROM {}", "history is only erased with a whole assessment"),
    ],
)
def test_the_database_itself_refuses_to_rewrite_history(store, table, statement, message):
    begun(store, "a", an_event())
    with closing(sqlite3.connect(store.path)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match=message):
            connection.execute(statement.format(table))
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)


def test_an_erasure_announces_what_was_there_and_not_what_comes_after(store):
    begun(store, "a")
    store.erase("a", START)
    begun(store, "a", an_event())
    with (
        closing(sqlite3.connect(store.path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="history is only erased"),
    ):
        connection.execute("DELETE FROM answer_event")


def test_an_answer_to_no_assessment_is_refused_by_the_database(store):
    with (
        pytest.raises(sa.exc.IntegrityError, match="FOREIGN KEY"),
        store._database.writing() as connection,
    ):
        connection.execute(
            sa.insert(tables.tab_seen).values(root_id="r", assessment_id="zz", tab="t", seq=1)
        )


def test_every_cover_is_kept(store):
    begun(store)
    for perimeter in ("Siège", "Siège et annexe"):
        store.describe("a", lambda info, text=perimeter: replace(info, perimeter=text))
    store.describe("a", lambda info: info)
    with closing(sqlite3.connect(store.path)) as connection:
        covers = connection.execute("SELECT perimeter FROM cover ORDER BY seq").fetchall()
    assert covers == [("",), ("Siège",), ("Siège et annexe",)]
    assert store.info("a").perimeter == "Siège et annexe"


# ---- erasure


def test_an_erasure_leaves_a_log_entry_without_names_and_nothing_else(store):
    begun(store, "a", an_event("3"), an_event("4", "GOV-02"), name="Hôpital Zanzibar")
    store.append("a", an_event(answer=Answer(comment="Secret Zanzibar"), author="Zanzibarine"))
    store.describe("a", lambda info: replace(info, perimeter="Aile Zanzibar"))
    store.set_seen("a", "tab-zanzibar", 3)
    erased = store.erase("a", START)
    assert erased == Erasure(assessment="a", at=START, answers=3, covers=2)
    assert store.erasures() == (erased,)
    assert store.list() == ()
    with pytest.raises(NotFound):
        store.open("a")
    assert counts(store) == {"erasure": 1, "sequence": 1, "alembic_version": 1}
    left = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    assert b"anzibar" not in left.lower()


def test_an_erasure_touches_no_other_assessment(store):
    begun(store, "a", an_event("3"), ght="GHT des Trois Rivières")
    begun(store, "b", an_event("4"), ght="GHT des Trois Rivières", previous="a")
    begun(store, "c", an_event("5"), name="Clinique des Tilleuls", previous="a")
    assert store.info("b").previous == "a"
    store.erase("a", START)
    assert {info.id: info.previous for info in store.list()} == {"b": None, "c": None}
    assert [store.open(key).events[GOV_01].answer.value for key in "bc"] == ["4", "5"]


def counts(store):
    """Tables with rows, and how many."""
    with closing(sqlite3.connect(store.path)) as connection:
        names = [name for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        )]  # fmt: skip
        found = {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names
        }
    return {name: count for name, count in found.items() if count}


# ---- the root organisation


def test_establishments_of_one_ght_share_a_root_and_every_row_carries_it(store):
    begun(store, "a", an_event(), name="CH A", ght="GHT des Trois  Rivières")
    begun(store, "b", an_event(), name="CH B", ght="ght des trois rivières")
    begun(store, "c", an_event(), name="Clinique C")
    for key in "abc":
        store.set_seen(key, "t", 1)
    with closing(sqlite3.connect(store.path)) as connection:
        for table in ("answer_event", "cover", "tab_seen"):
            rows = connection.execute(
                f"SELECT assessment_id, root_id FROM {table} ORDER BY assessment_id"
            )
            assert rows.fetchall() == [("a", "root-a"), ("b", "root-a"), ("c", "root-c")]


# ---- everyone at once


def test_eight_people_answer_at_once_and_nothing_is_lost(store):
    begun(store)
    kept: dict[int, list[AnswerEvent]] = {}

    def answer(person):
        kept[person] = [
            store.append("a", an_event(str(number), f"Q-{number % 9}", tab=f"t{person}"))
            for number in range(40)
        ]

    threads = [threading.Thread(target=answer, args=(person,)) for person in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    everything = sorted(itertools.chain(*kept.values()), key=lambda event: event.seq)
    assert len(everything) == 8 * 40
    assert store.history("a") == tuple(everything)
    assert dict(store.open("a").events) == fold(everything)
    for mine in kept.values():  # what one person gave is in the order in which it was given
        assert mine == sorted(mine, key=lambda event: event.seq)


def test_two_changes_of_the_cover_at_once_are_both_kept(store):
    begun(store)
    changes = [
        lambda info: replace(info, perimeter="Siège"),
        lambda info: replace(info, date=date(2026, 12, 1)),
    ] * 4
    threads = [threading.Thread(target=store.describe, args=("a", change)) for change in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (store.info("a").perimeter, store.info("a").date) == ("Siège", date(2026, 12, 1))


def test_a_reader_does_not_wait_for_a_writer(store):
    begun(store)
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert store.open("a").info.id == "a"
        other.rollback()


def test_an_answer_that_someone_overtook_is_not_saved(store):
    begun(store, "a1")
    first = store.append("a1", an_event("2"), after=0)
    theirs = store.append("a1", an_event("3"), after=first.seq)
    for stale in (0, first.seq):
        with pytest.raises(Overtaken) as error:
            store.append("a1", an_event("5"), after=stale)
        assert said(error.value).startswith("Quelqu'un d'autre vient de répondre à la question")
    assert store.open("a1").events[GOV_01] == theirs
    assert store.append("a1", an_event("5"), after=theirs.seq).seq > theirs.seq
