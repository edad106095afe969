"""Workshops over a real store: joining, voting, revealing, settling; two servers, wrong codes, a restart."""

from __future__ import annotations

import itertools
import random
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta

import pytest
from build import a_catalogue, a_number, a_question, a_questionnaire
from stored import START, counting, said, ticking

from care_assess import glances
from care_assess.answers import Answer, Organisation
from care_assess.assessments import Assessments
from care_assess.errors import NotFound, Overtaken, Refused
from care_assess.questionnaire import QuestionId
from care_assess.store import open_store
from care_assess.store.database import Database
from care_assess.store.store import Store
from care_assess.workshops import GUESS_MINUTES, GUESSES, Workshops

CATALOGUE = a_catalogue(
    a_questionnaire("care", a_question("C-01"), a_question("C-02"), a_number("C-03"))
)
C1, C2 = QuestionId("C-01"), QuestionId("C-02")
SEEDS = itertools.count()
TONIGHT = START + timedelta(hours=9)


class Room:
    """One assessment and its workshop, as one server sees them."""

    def __init__(self, store: Store, clock, assessment: str = "", workshop: str = "") -> None:
        self.clock = clock
        seed = next(SEEDS)
        ids = counting(f"{seed}-")
        self.seam = Assessments(store, CATALOGUE, clock=clock, new_id=ids)
        self.work = Workshops(
            store, self.seam, clock=clock, new_id=ids, pick=random.Random(seed).choice
        )
        self.id = assessment or self._begin()
        self.w = workshop or self._open()

    def _begin(self) -> str:
        organisation = Organisation(name="CH de Valmont", kind="public")
        return self.seam.create(organisation, START.date(), "full").id

    def _open(self) -> str:
        opened = self.seam.open(self.id)
        made = self.work.create(
            opened, (C1, C2), title="Atelier", minutes=3, start=START, until=TONIGHT, author="Chef"
        )
        return made.id

    @property
    def now(self):
        return self.work.open(self.id, self.w)

    def code(self, role: str = "participant") -> str:
        return self.work.codes(self.id, self.w)[role].code

    def join(self, name: str, function: str = "care", source: str = "phone"):
        return self.work.join(self.code(), name, function, source=source)

    def ask(self, question: QuestionId = C1) -> None:
        self.work.ask(self.id, self.now, question, author="Chef")

    def reveal(self) -> None:
        self.work.reveal(self.id, self.now, author="Chef")

    def vote(self, joined, value: str) -> None:
        standing = self.work.standing(self.id, self.w)
        asked = self.work.question(self.seam.open(self.id), standing.question)
        self.work.vote(joined.seat, asked, standing.round, value)

    def settle(self, value: str, after: int = 0):
        answer = Answer(kind="value", value=value, comment="Après discussion")
        return self.work.settle(self.id, self.now, answer, after=after, author="Chef")

    def tallies(self):
        asked = self.work.question(self.seam.open(self.id), C1)
        return self.work.shown(self.id, self.w, asked, self.now.revealed[C1])


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.at, self._tick = START, ticking()

    def __call__(self):
        return self.at + (self._tick() - START)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """One for all: each room has an assessment of its own."""
    opened = open_store(tmp_path_factory.mktemp("rooms"))
    yield opened
    opened.close()


@pytest.fixture
def room(store):
    return Room(store, Clock())


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return said(caught.value)


# ---- from the code to the answer


def test_a_room_votes_sees_votes_again_and_settles(room):
    anne, luc = room.join("Anne"), room.join("Luc", "it")
    room.ask()
    room.vote(anne, "1")
    assert room.work.standing(room.id, room.w).voted == {anne.seat.participant.id}
    room.vote(luc, "4")
    room.reveal()
    (first,) = room.tallies()
    assert (first.low, first.high, first.disagreement.below) == (1, 4, ("care",))
    room.ask()
    assert room.now.round == 2
    room.vote(anne, "3")
    room.reveal()
    event = room.settle("3")
    kept = room.seam.open(room.id).events[C1]
    assert (kept, kept.source, kept.author) == (event, "workshop", "Chef")
    assert (kept.answer.value, kept.answer.comment) == ("3", "Après discussion")
    assert room.now.settled == {C1: event.seq}


def test_a_vote_changes_until_the_reveal_and_all_are_kept(room, store):
    anne = room.join("Anne")
    room.ask()
    for value in ("1", "unknown", "4"):
        room.vote(anne, value)
    assert room.work.my_vote(anne.seat, C1, 1) == "4"
    room.reveal()
    assert room.tallies()[0].counts["4"] == 1
    assert [one.value for one in store.workshops.votes(room.id, room.w)] == ["1", "unknown", "4"]


def test_no_vote_comes_after_the_reveal(room):
    anne = room.join("Anne")
    room.ask()
    asked = room.work.question(room.seam.open(room.id), C1)
    room.reveal()
    assert refusal(lambda: room.work.vote(anne.seat, asked, 1, "3")).startswith(
        "Ce tour est terminé"
    )
    assert room.tallies()[0].cast == 0


@pytest.mark.parametrize("value", ["6", "", "0; DROP TABLE vote_event"])
def test_a_choice_that_is_not_offered_is_refused(room, value):
    anne = room.join("Anne")
    room.ask()
    assert "n'est pas proposé" in refusal(lambda: room.vote(anne, value))


def test_settling_gives_way_to_whoever_has_answered_meanwhile(room):
    room.ask()
    room.reveal()
    room.seam.record(room.id, C1, Answer(kind="unknown"), author="M. Durand", tab="t")
    with pytest.raises(Overtaken):
        room.settle("3")
    assert room.seam.open(room.id).events[C1].answer.kind == "unknown"
    assert room.now.settled == {}


def test_settling_a_question_that_the_other_facilitator_has_left_keeps_nothing(room):
    room.ask()
    room.reveal()
    before = room.now
    room.work.skip(room.id, room.now, author="Adjointe")
    answer = Answer(kind="value", value="3")
    with pytest.raises(Overtaken) as caught:
        room.work.settle(room.id, before, answer, after=0, author="Chef")
    assert "rien n'a été changé de votre côté" in said(caught.value)
    assert C1 not in room.seam.open(room.id).events


def test_of_two_facilitators_the_slower_one_is_told(room):
    before = room.now
    room.ask()
    with pytest.raises(Overtaken) as caught:
        room.work.ask(room.id, before, C2, author="Adjointe")
    assert "L'autre animateur" in said(caught.value)
    assert room.now.question == C1


def test_a_step_that_does_not_come_now_is_refused(room):
    assert "cette étape est passée" in refusal(room.reveal)
    assert "cette étape est passée" in refusal(
        lambda: room.work.skip(room.id, room.now, author="Chef")
    )
    assert "Choisissez d'abord" in refusal(lambda: room.settle("3"))


def test_what_is_said_beside_the_questions_is_kept(room):
    room.ask()
    room.work.park(room.id, room.now, " Les  prestataires ", author="Chef")
    room.work.promise(
        room.id, room.now, C1, what="PSSI", who="RSSI", due=START.date(), author="Chef"
    )
    (parked,), (promise,) = room.now.parked, room.now.promises
    room.work.unpark(room.id, room.w, parked.number, author="Chef")
    room.work.deliver(room.id, room.w, promise.number, author="Chef")
    assert (room.now.parked[0].text, room.now.parked[0].done) == ("Les prestataires", True)
    assert (room.now.promises[0].due, room.now.promises[0].done) == (START.date(), True)
    assert "quelque chose" in refusal(lambda: room.work.park(room.id, room.now, " ", author=""))
    assert "trop long" in refusal(lambda: room.work.park(room.id, room.now, "x" * 501, author=""))


def test_a_workshop_needs_questions_and_a_pace_that_can_be_held(room):
    def create(questions=(C1,), **facts):
        facts = {"title": "", "minutes": 3, "start": START, "until": TONIGHT, "author": "", **facts}
        return room.work.create(room.seam.open(room.id), questions, **facts)

    assert "Aucune question" in refusal(lambda: create(()))
    assert "Aucune question" in refusal(lambda: create((QuestionId("ZZ"),)))
    assert "de 1 à 30 minutes" in refusal(lambda: create(minutes=0))
    assert "trop long" in refusal(lambda: create(title="x" * 121))
    assert [one.id for one in room.work.list(room.id)] == [room.w]


# ---- codes


def test_a_wrong_code_opens_nothing_and_a_right_one_however_typed_does(room):
    right = room.code().lower()
    assert "n'ouvre aucun atelier" in refusal(
        lambda: room.work.join("AAAAAAAA", "Anne", "care", source="p")
    )
    joined = room.work.join(f" {right[:4]} {right[4:]}", "Anne", "care", source="p")
    assert room.work.seat(joined.token) == joined.seat


def test_who_guesses_is_slowed_down_and_nobody_else_and_is_soon_forgotten(room, store):
    for _ in range(GUESSES):
        refusal(lambda: room.work.join("AAAAAAAA", "Anne", "care", source="thief"))
    slow = refusal(lambda: room.work.join(room.code(), "Anne", "care", source="thief"))
    assert slow.startswith("Trop de codes faux")
    room.join("Luc", source="phone")
    room.clock.at += timedelta(minutes=GUESS_MINUTES + 1)
    room.work.join(room.code(), "Anne", "care", source="thief")
    with closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute("SELECT count(*) FROM wrong_code").fetchone() == (0,)


def test_a_code_expires_at_the_end_of_the_day_and_those_who_are_in_stay_in(room):
    code, anne = room.code(), room.join("Anne")
    room.clock.at += timedelta(days=1)
    assert room.work.codes(room.id, room.w) == {}
    assert "aujourd'hui" in refusal(lambda: room.work.join(code, "Luc", "it", source="p"))
    assert room.work.seat(anne.token) == anne.seat


def test_the_next_day_has_new_codes_and_the_votes_cast_before(room):
    before, anne = room.code(), room.join("Anne")
    room.ask()
    room.vote(anne, "4")
    room.work.pause(room.id, room.now, author="Chef")
    room.clock.at += timedelta(days=1)
    room.work.resume(room.id, room.now, until=TONIGHT + timedelta(days=1), author="Chef")
    assert room.code() != before
    room.ask()
    assert (room.now.round, room.work.my_vote(anne.seat, C1, 1)) == (1, "4")
    room.reveal()
    assert room.tallies()[0].known == 1


def test_a_second_facilitator_comes_in_by_another_code(room):
    joined = room.work.join(room.code("facilitator"), "Adjointe", "quality", source="p")
    assert joined.seat.participant.role == "facilitator"
    assert room.work.standing(room.id, room.w).present == frozenset()


@pytest.mark.parametrize(
    ("name", "function", "why"),
    [
        (" ", "care", "prénom ou un pseudonyme"),
        ("x" * 61, "care", "trop long"),
        ("Anne", "king", "votre fonction"),
    ],
)
def test_one_joins_with_a_name_and_a_function(room, name, function, why):
    assert why in refusal(lambda: room.join(name, function))


def test_a_name_is_taken_once_in_a_function_until_its_place_is_freed(room):
    anne = room.join("Anne")
    room.join("Anne", "it")
    assert "s'appelle déjà anne" in refusal(lambda: room.join("anne "))
    room.ask()
    room.vote(anne, "3")
    room.work.free(room.id, room.w, anne.seat.participant.id)
    assert room.work.seat(anne.token) is None
    assert "libéré votre place" in refusal(lambda: room.vote(anne, "4"))
    room.vote(room.join("Anne"), "5")
    assert len(room.work.standing(room.id, room.w).present) == 2
    room.reveal()
    (told,) = room.tallies()
    assert (told.cast, told.median) == (1, 5)


# ---- many, at once, over two servers and a restart


def test_two_hundred_people_join_within_a_minute(room):
    def some(start: int) -> None:
        for n in range(start, 200, 8):
            room.join(f"P{n}")

    threads = [threading.Thread(target=some, args=(start,)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(room.work.standing(room.id, room.w).present) == 200


def test_two_servers_on_one_database_lead_one_workshop(room, store):
    database = Database(store.path.parent)
    database.open()
    there = Room(Store(database), room.clock, room.id, room.w)
    anne = there.join("Anne")
    room.ask()
    there.vote(anne, "2")
    room.vote(room.join("Luc", "it"), "3")
    there.reveal()
    assert room.tallies()[0].known == 2
    assert "terminé" in refusal(
        lambda: room.work.vote(anne.seat, room.work.question(room.seam.open(room.id), C1), 1, "5")
    )
    database.close()


def test_after_a_restart_everything_is_where_it_was(room, store):
    anne = room.join("Anne")
    room.ask()
    room.vote(anne, "4")
    database = Database(store.path.parent)
    database.open()
    again = Room(Store(database), room.clock, room.id, room.w)
    assert again.work.seat(anne.token) == anne.seat
    assert again.now == room.now
    assert again.work.my_vote(anne.seat, C1, 1) == "4"
    database.close()


# ---- what is left


def test_the_record_holds_what_was_shown_and_who_came(room):
    anne, luc = room.join("Anne"), room.join("Luc", "it")
    room.ask()
    room.vote(anne, "1")
    room.vote(luc, "5")
    room.reveal()
    room.ask(C2)
    room.vote(anne, "3")
    left = room.work.record(room.seam.open(room.id))
    assert list(left.outcomes) == [C1]
    assert left.outcomes[C1].last.spread == 4
    assert left.attendance == {"it": 1, "care": 1}


def test_a_workshop_is_erased_with_its_assessment_to_the_last_name(room, store):
    anne = room.join("Zanzibarine")
    room.ask()
    room.vote(anne, "1")
    room.work.park(room.id, room.now, "Zanzibar", author="Zanzibarine")
    store.erase(room.id, START)
    with pytest.raises(NotFound):
        room.work.standing(room.id, room.w)
    assert room.work.seat(anne.token) is None
    left = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    assert b"anzibar" not in left


@pytest.mark.parametrize(
    "table", ["workshop_event", "workshop_code", "participant_event", "vote_event"]
)
def test_the_database_itself_refuses_to_rewrite_a_workshop(room, store, table):
    room.ask()
    room.vote(room.join("Anne"), "1")
    with closing(sqlite3.connect(store.path)) as connection:
        for statement in (f"UPDATE {table} SET workshop_id = 'x'", f"DELETE FROM {table}"):
            with pytest.raises(sqlite3.IntegrityError, match="history is"):
                connection.execute(statement)


def test_a_workshop_that_is_not_there_is_said(room):
    for ask in (room.work.open, room.work.standing):
        with pytest.raises(NotFound) as caught:
            ask(room.id, "zz")
        assert said(caught.value).startswith("Cet atelier n'existe pas")
    assert room.work.seat("") is None
    assert room.work.seat("nobody") is None


def test_a_glance_misses_nothing_done_here_and_for_a_moment_only_what_is_done_elsewhere(
    store, monkeypatch
):
    moment = timedelta(milliseconds=300)
    monkeypatch.setattr(glances, "GLANCE", moment)  # the tests of pages leave none
    at = START
    here = Room(store, lambda: at)
    elsewhere = Room(store, lambda: at, here.id, here.w)
    here.ask()
    assert here.work.glance(here.id, here.w).phase == "voting"
    zoe = here.join("Zoé")
    assert len(here.work.glance(here.id, here.w).present) == 1
    here.vote(zoe, "2")
    assert len(here.work.glance(here.id, here.w).voted) == 1
    elsewhere.reveal()
    assert here.work.glance(here.id, here.w).phase == "voting"
    at += moment
    assert here.work.glance(here.id, here.w).phase == "revealed"
