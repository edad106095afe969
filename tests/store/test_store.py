"""The store over a real file: what goes in comes out, is undone and is read again."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st
from stored import GOV_01, START, an_event, an_info, begun, said

from care_assess.answers import CLEARED, Answer, Organisation, fold
from care_assess.errors import NotFound, Refused
from care_assess.store import new_id, open_store, tables
from care_assess.store.database import Database
from care_assess.store.store import Store

HOSTILE = (
    "'); DROP TABLE answer_event; --",
    "<script>alert(1)</script> ![x](http://x) {name} %s {{",
    "\x00\x07\u202e\u200b\ufeff 🏥 œ € « non »",
    "=cmd|' /C calc'!A0",
    "",
    "   ",
    "é" * 4000,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
values = st.one_of(texts, st.fractions(), st.lists(texts, max_size=4).map(tuple))
answers = st.one_of(
    st.builds(Answer, kind=st.just("value"), value=values, comment=texts,
              evidence=st.lists(texts, max_size=3).map(tuple),
              grade=st.sampled_from(["declared", "shown", "verified"])),
    st.builds(Answer, kind=st.just("not_applicable"), reason=texts, comment=texts),
    st.builds(Answer, kind=st.sampled_from(["unknown", "none"]), comment=texts),
)  # fmt: skip
organisations = st.builds(
    Organisation,
    name=texts,
    kind=st.sampled_from(["public", "private_nonprofit", "private_forprofit"]),
    ght=st.none() | texts.filter(bool),
    finess=st.none() | texts,
    profile=st.dictionaries(
        texts, st.booleans() | st.integers(-(2**53), 2**53) | texts, max_size=4
    ),
)


# ---- what goes in comes out


def test_a_new_assessment_is_empty(store):
    info = begun(store)
    opened = store.open("a")
    assert info == an_info("a")
    assert (opened.info, dict(opened.events), opened.top_seq) == (info, {}, 0)
    assert store.list() == (info,)


def test_an_answer_kept_is_read_back_with_its_number(store):
    begun(store)
    kept = store.append("a", an_event("4", author="M. Durand", tab="t9", source="workshop"))
    assert kept == replace(
        an_event("4", author="M. Durand", tab="t9", source="workshop"), seq=kept.seq
    )
    assert store.open("a").events == {GOV_01: kept}
    assert store.open("a").top_seq == kept.seq > 0


@given(given_answers=st.lists(answers, max_size=5))
def test_any_answer_is_read_back_as_it_was(shared, given_answers):
    key = new_id()
    begun(shared, key)
    kept = [shared.append(key, an_event(answer=answer)) for answer in given_answers]
    assert [event.answer for event in kept] == given_answers
    assert shared.history(key) == tuple(kept)
    assert dict(shared.open(key).events) == fold(kept)


@given(organisation=organisations, perimeter=texts, day=st.dates())
def test_any_cover_is_read_back_as_it_was(shared, organisation, perimeter, day):
    info = an_info(new_id(), organisation=organisation, perimeter=perimeter, date=day)
    assert begun_as(shared, info) == info
    assert shared.info(info.id) == info


def begun_as(store, info):
    return store.create(info, root=new_id())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(store, text):
    begun(store, "a", name=text, perimeter=text)
    answer = Answer(kind="not_applicable", reason=text, comment=text, evidence=(text, text))
    store.append("a", an_event(answer=answer, author=text, tab=text))
    store.set_seen("a", text, 1)
    opened = store.open("a")
    assert (opened.info.organisation.name, opened.info.perimeter) == (text, text)
    assert opened.events[GOV_01].answer == answer
    assert (opened.events[GOV_01].author, opened.events[GOV_01].tab) == (text, text)
    assert store.seen("a", text) == 1


def test_text_is_kept_readable_in_the_file(store):
    begun(store, "a", an_event(answer=Answer(evidence=("Délibération « cyber ».pdf",))))
    with closing(sqlite3.connect(store.path)) as connection:
        ((evidence,),) = connection.execute("SELECT evidence FROM answer_event")
    assert evidence == '["Délibération « cyber ».pdf"]'


def test_exact_numbers_stay_exact(store):
    begun(store)
    store.append("a", an_event(Fraction(1, 3)))
    assert store.open("a").events[GOV_01].answer.value == Fraction(1, 3)


def test_moments_are_utc_whatever_the_zone_of_the_clock(store):
    paris = timezone(timedelta(hours=1))
    begun(store)
    store.append("a", an_event(at=datetime(2026, 11, 23, 0, 30, tzinfo=paris)))
    at = store.open("a").events[GOV_01].at
    assert (at, at.tzinfo) == (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), UTC)


def test_a_moment_without_zone_is_a_fault_of_the_program(store):
    begun(store)
    with pytest.raises(sa.exc.StatementError, match="has no time zone"):
        store.append("a", an_event(at=datetime(2026, 11, 23)))  # noqa: DTZ001
    assert store.history("a") == ()


def test_the_date_an_answer_comes_from_is_kept(store):
    begun(store, "a", an_event(source="previous", origin=date(2025, 11, 24)))
    assert store.open("a").events[GOV_01].origin == date(2025, 11, 24)


def test_the_last_activity_is_that_of_the_last_answer_or_cover(store):
    begun(store)
    store.append("a", an_event(at=START + timedelta(hours=2)))
    assert store.info("a").updated_at == START + timedelta(hours=2)
    later = START + timedelta(hours=3)
    store.describe("a", lambda info: replace(info, perimeter="Siège", updated_at=later))
    assert store.info("a").updated_at == later


def test_creating_twice_creates_once(store):
    first = begun(store, "a", an_event("3"))
    again = store.create(an_info("a", name="Other"), (an_event("5"),), root="r")
    assert again == replace(first, updated_at=first.updated_at)
    assert [event.answer.value for event in store.history("a")] == ["3"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.open("zz"),
        lambda store: store.info("zz"),
        lambda store: store.history("zz"),
        lambda store: store.append("zz", an_event()),
        lambda store: store.undo("zz", GOV_01, author="", tab="", at=START),
        lambda store: store.describe("zz", lambda info: info),
        lambda store: store.seen("zz", "t"),
        lambda store: store.set_seen("zz", "t", 1),
        lambda store: store.erase("zz", START),
    ],
)
def test_an_unknown_assessment_is_said_in_words(store, ask):
    with pytest.raises(NotFound) as caught:
        ask(store)
    assert said(caught.value) == (
        "Cette évaluation n'existe pas ou a été supprimée (zz). "
        "Revenez à l'accueil pour choisir une autre évaluation."
    )


# ---- undo


def test_undo_gives_back_the_answer_before(store):
    begun(store)
    first = store.append("a", an_event("2", source="previous", origin=date(2025, 1, 1)))
    store.append("a", an_event("4"))
    undone = store.undo("a", GOV_01, author="M. Durand", tab="t2", at=START)
    assert undone == replace(
        first, seq=undone.seq, author="M. Durand", tab="t2", restores=first.seq
    )
    assert store.open("a").events[GOV_01] == undone


def test_undo_of_the_first_answer_gives_no_answer(store):
    begun(store)
    store.append("a", an_event("2"))
    assert store.undo("a", GOV_01, author="", tab="", at=START).answer == CLEARED
    assert dict(store.open("a").sheet.answers) == {}


def test_there_may_be_nothing_left_to_undo(store):
    begun(store)
    store.append("a", an_event("2"))
    store.undo("a", GOV_01, author="", tab="", at=START)
    with pytest.raises(Refused) as caught:
        store.undo("a", GOV_01, author="", tab="", at=START)
    assert said(caught.value) == (
        "Il n'y a rien à annuler pour la question GOV-01\u00a0: sa réponse est déjà celle du début."
    )


@given(moves=st.lists(st.one_of(answers, st.none()), max_size=12))
def test_undo_walks_back_over_every_answer_given(shared, moves):
    """Against the simplest model: a pile of answers, from which undo takes the top (None in ``moves``)."""
    key = new_id()
    begun(shared, key)
    pile = [CLEARED]
    for answer in moves:
        if answer is not None:
            pile.append(answer)
            shared.append(key, an_event(answer=answer))
        elif len(pile) > 1:
            pile.pop()
            shared.undo(key, GOV_01, author="", tab="", at=START)
        else:
            with pytest.raises(Refused):
                shared.undo(key, GOV_01, author="", tab="", at=START)
        events = shared.open(key).events
        assert (events[GOV_01].answer if events else CLEARED) == pile[-1]


# ---- what a tab has seen


def test_a_tab_remembers_the_last_event_it_has_shown(store):
    begun(store, "a")
    begun(store, "b")
    assert store.seen("a", "t1") == 0
    store.set_seen("a", "t1", 7)
    store.set_seen("a", "t1", 5)
    assert (store.seen("a", "t1"), store.seen("a", "t2"), store.seen("b", "t1")) == (7, 0, 0)
    store.set_seen("a", "t1", 9)
    assert store.seen("a", "t1") == 9


# ---- reading again


@given(moves=st.lists(st.tuples(st.sampled_from(["GOV-01", "GOV-02"]), answers), max_size=8))
def test_reading_only_what_is_new_gives_the_same_as_reading_all(shared, moves):
    key = new_id()
    begun(shared, key)
    known = shared.open(key)
    for position, (question, answer) in enumerate(moves):
        shared.append(key, an_event(question=question, answer=answer))
        if position % 2:
            known = shared.open(key, known)
    known = shared.open(key, known)
    assert known == shared.open(key)
    assert known.sheet == shared.open(key).sheet


def test_an_assessment_begun_again_under_the_same_id_has_none_of_the_old_answers(store):
    begun(store, "a", an_event("3"))
    known = store.open("a")
    store.erase("a", START)
    begun(store, "a", an_event("1", "GOV-02"), created_at=START + timedelta(days=1))
    assert [*store.open("a", known).events] == ["GOV-02"]


# ---- the file


def test_the_file_is_for_its_owner_alone(store):
    begun(store, "a", an_event())
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in store.path.parent.iterdir()}
    assert modes == dict.fromkeys(
        ("assessments.sqlite3", "assessments.sqlite3-wal", "assessments.sqlite3-shm"), 0o600
    )


def test_a_power_cut_costs_nothing_confirmed(store):
    with store._database.writing() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        given_ = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
    assert given_ == ["wal", 2, 1, 1]


def test_the_same_folder_gives_the_same_store(store, tmp_path):
    assert open_store(tmp_path / "data") is store
    assert open_store(tmp_path / "other") is not store


def test_a_folder_of_any_name_will_do(tmp_path):
    opened = open_store(tmp_path / "été 100 % #1 ?x=y")
    begun(opened)
    assert opened.path == tmp_path / "été 100 % #1 ?x=y" / "assessments.sqlite3"
    assert opened.path.stat().st_size > 0
    opened.close()


def test_the_migrations_make_the_tables_that_the_program_knows(store):
    with store._database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []


def test_ids_are_short_and_never_the_same():
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(one) for one in ids} == {12}
    assert not set("".join(ids)) & set("ilou")


def test_a_store_of_the_first_version_is_brought_up_to_date_with_its_answers(tmp_path):
    folder = tmp_path / "old"
    store = open_store(folder)
    begun(store, "a", an_event("3"))
    with store._database.writing() as connection:
        for statement in (
            "DROP TABLE vote_event",
            "DROP TABLE participant_event",
            "DROP TABLE workshop_code",
            "DROP TABLE workshop_event",
            "DROP TABLE wrong_code",
            "DROP TABLE choice_event",
            "DROP TABLE delegation_event",
            "ALTER TABLE answer_event DROP COLUMN restores",
            "DROP TABLE snapshot",
            "DROP TABLE steering_event",
            "DROP TABLE note",
            "DROP TABLE follow_event",
            "ALTER TABLE assessment DROP COLUMN migrated_from_id",
            "UPDATE alembic_version SET version_num = '0001'",
        ):
            connection.exec_driver_sql(statement)
    store.close()
    again = Database(folder)
    again.open()
    opened = Store(again).open("a")
    assert [event.answer.value for event in opened.events.values()] == ["3"]
    assert (opened.notes, opened.info.migrated_from) == ((), None)
    again.close()
