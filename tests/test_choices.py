"""What people choose around an assessment: the last value counts, nothing is rewritten, nothing is lost."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stored import START, an_event, begun, counting, said, ticking

from care_assess.answers import Organisation
from care_assess.assessments import Assessments
from care_assess.choices import LARGEST, Choices
from care_assess.content import load_catalogue
from care_assess.errors import NotFound, Refused
from care_assess.store import new_id, open_store


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def choices(store):
    begun(store, "a", an_event())
    return Choices(store, ticking())


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """For properties: each example has a name of its own."""
    opened = open_store(tmp_path_factory.mktemp("shared"))
    begun(opened, "a")
    yield Choices(opened, ticking())
    opened.close()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=8,
)


def rows(store) -> list[tuple]:
    with closing(sqlite3.connect(store.path)) as connection:
        asked = "SELECT root_id, assessment_id, name, value, author FROM choice_event ORDER BY seq"
        return connection.execute(asked).fetchall()


def test_nothing_is_chosen_at_first(choices):
    assert choices.get("a", "target") is None


@given(values)
def test_what_is_chosen_comes_back_as_it_was(shared, value):
    name = new_id()
    assert shared.put("a", name, lambda _: value) == value
    assert shared.get("a", name) == value


def test_the_last_value_of_each_name_counts_and_every_one_is_kept(choices, store):
    for name, value in (("target", "3"), ("other", "x"), ("target", [4])):
        choices.put("a", name, lambda _, value=value: value, author="  Mme\nRoy ")
    assert (choices.get("a", "target"), choices.get("a", "other")) == ([4], "x")
    assert rows(store) == [
        ("root-a", "a", "target", '"3"', "Mme Roy"),
        ("root-a", "a", "other", '"x"', "Mme Roy"),
        ("root-a", "a", "target", "[4]", "Mme Roy"),
    ]


def test_choosing_the_same_again_writes_nothing(choices, store):
    choices.put("a", "target", lambda _: [1, 2])
    choices.put("a", "target", lambda value: value)
    assert len(rows(store)) == 1


def test_a_value_is_changed_from_what_is_there_even_by_many_at_once(choices):
    def add(person):
        for number in range(10):
            mine = person * 10 + number
            choices.put("a", "all", lambda value, mine=mine: [*(value or []), mine])

    threads = [threading.Thread(target=add, args=(person,)) for person in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(choices.get("a", "all")) == list(range(40))


def test_a_value_that_is_too_large_is_refused_and_the_former_one_stays(choices):
    choices.put("a", "target", lambda _: "x" * (LARGEST - 2))
    with pytest.raises(Refused) as refusal:
        choices.put("a", "target", lambda _: "x" * (LARGEST - 1))
    assert said(refusal.value).startswith("Ce choix est trop long pour être gardé (au plus 50000")
    assert choices.get("a", "target") == "x" * (LARGEST - 2)


@pytest.mark.parametrize(
    "act", [lambda one: one.get("zz", "n"), lambda one: one.put("zz", "n", lambda _: 1)]
)
def test_an_assessment_that_is_not_there_has_no_choices(choices, act):
    with pytest.raises(NotFound):
        act(choices)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE choice_event SET value = '1'", "history is never changed"),
        ("DELETE FROM choice_event", "history is only erased with a whole assessment"),
    ],
)
def test_the_database_itself_refuses_to_rewrite_choices(choices, store, statement, message):
    choices.put("a", "target", lambda _: 3)
    with (
        closing(sqlite3.connect(store.path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match=message),
    ):
        connection.execute(statement)
    assert choices.get("a", "target") == 3


def test_choices_are_erased_with_their_assessment_and_leave_no_trace(choices, store):
    begun(store, "b")
    choices.put("a", "target", lambda _: "Secret Zanzibar", author="Zanzibarine")
    choices.put("b", "target", lambda _: 5)
    store.erase("a", START)
    assert [row[1] for row in rows(store)] == ["b"]
    left = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    assert b"anzibar" not in left


def test_choices_change_no_answer_and_go_to_no_other_assessment(store):
    work = Assessments(store, load_catalogue(), clock=ticking(), new_id=counting())
    info = work.create(Organisation(name="CH", kind="public"), date(2026, 11, 23), "full")
    before = work.open(info.id)
    work.choices.put(info.id, "target", lambda _: 4)
    assert work.open(info.id) == before
    copied = work.duplicate(info.id, date(2027, 11, 23))
    assert work.choices.get(copied.id, "target") is None
    assert "target" not in work.export_sheet(info.id)
