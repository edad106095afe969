"""The encrypted file of a client: what goes in comes out, for the right password, and no change goes unseen."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored import said

from care_assess.clients import sealing
from care_assess.clients.sealing import Parcel, seal, unseal
from care_assess.errors import Refused

PHRASE = "un cheval vert au galop"
SALT, NONCE = bytes(range(16)), bytes(range(12))
HEADER = sealing._HEADER.size
FACTS = {"format": "care-assess/client/1", "name": "CH de Valmont"}


def sealed(data: bytes = b"answers" * 40, password: str = PHRASE) -> bytes:
    return seal(Parcel(FACTS, data), password, salt=SALT, nonce=NONCE, cost=12)


def refused(data: bytes, password: str = PHRASE) -> str:
    with pytest.raises(Refused) as refusal:
        unseal(data, password)
    assert said(refusal.value)
    return refusal.value.message.key.removeprefix("clients.")


FILE = sealed()


@settings(max_examples=15)
@given(st.binary(max_size=300), st.text(min_size=12, max_size=30))
def test_what_is_sealed_is_read_back_with_its_password(data, password):
    assert unseal(sealed(data, password), password) == Parcel(FACTS, data)


def test_neither_the_name_nor_an_answer_nor_the_password_is_in_the_file():
    data = sealed(b"SECRET" * 100)
    assert not any(words in data for words in (b"SECRET", b"Valmont", PHRASE.encode()))


@settings(max_examples=25)
@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_no_change_of_any_byte_goes_unseen(place, change):
    changed = bytearray(FILE)
    changed[place] ^= change
    known = {"not_a_client", "newer_file", "changed", "cut", "wrong_password", "damaged"}
    assert refused(bytes(changed)) in known
    if place >= HEADER:
        assert refused(bytes(changed)) == "changed"


@settings(max_examples=20)
@given(st.integers(0, len(FILE) - 1))
def test_a_file_that_was_cut_is_said_to_be(length):
    assert refused(FILE[:length]) == ("cut" if length >= 12 else "not_a_client")


def test_something_added_at_the_end_is_seen():
    assert refused(FILE + b"x") == "changed"


def test_the_wrong_password_is_told_from_a_damaged_file():
    assert refused(FILE, "un cheval rouge au trot") == "wrong_password"


def test_a_password_is_the_same_however_its_accents_are_typed():
    assert unseal(sealed(b"", "clé de la forêt"), "cle\u0301 de la fore\u0302t").facts == FACTS


def test_a_file_of_a_newer_version_is_said_to_be():
    newer = bytearray(FILE)
    newer[12] = 2
    assert refused(bytes(newer)) == "newer_file"


@pytest.mark.parametrize(("place", "value"), [(13, 30), (13, 1), (14, 255), (15, 9)])
def test_a_file_cannot_ask_for_all_the_memory_there_is(place, value):
    hostile = bytearray(FILE)
    hostile[place] = value
    assert refused(bytes(hostile)) == "changed"


@pytest.mark.parametrize("data", [b"", b"x", b"SQLite format 3\0" + bytes(5000), b"PK\3\4"])
def test_another_kind_of_file_is_said_to_be(data):
    assert refused(data) == "not_a_client"


@pytest.mark.parametrize(
    "packed",
    [b"no zlib", zlib.compress(b"[1]\n"), zlib.compress(b'{"a": 1}\n'), zlib.compress(b"{\n")],
)
def test_what_was_sealed_by_another_program_is_examined_too(packed, monkeypatch):
    monkeypatch.setattr(zlib, "compress", lambda _: packed)
    assert refused(sealed()) == "damaged"


def test_what_is_too_large_is_refused_both_ways_and_a_bomb_before_it_bursts(monkeypatch):
    bomb = sealed(bytes(100_000))
    monkeypatch.setattr(sealing, "LARGEST", 20_000)
    assert len(bomb) < 1000
    assert refused(bomb) == "too_large"
    assert refused(FILE + bytes(20_000)) == "too_large"
    with pytest.raises(Refused, match="too_large"):
        sealed(bytes(20_001))


def test_a_short_password_is_refused():
    with pytest.raises(Refused, match="password_short"):
        sealed(b"", "onze signes")


def test_a_file_is_made_at_the_full_cost_unless_one_says_otherwise():
    made = seal(Parcel(FACTS, b""), PHRASE, salt=SALT, nonce=NONCE)
    assert (made[12], made[13]) == (1, 17)
    assert unseal(made, PHRASE).facts == FACTS
