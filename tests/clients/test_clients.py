"""The clients of a consultant: apart from each other, carried in a file, deleted for good."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from clients.conftest import clients_under
from stored import START, an_event, begun, said

from care_assess.clients import MAIN, certificate_text, sealing
from care_assess.errors import CareError, NotFound, Refused, StoreUnavailable
from care_assess.store import Code, close_store, open_store
from care_assess.text import translator

PHRASE = "un cheval vert au galop"


def home(tmp_path: Path) -> Path:
    return tmp_path / "data" / "clients"


def names(tmp_path: Path) -> list[str]:
    """What is in the folder of the clients, unfinished things included."""
    return sorted(path.name for path in home(tmp_path).iterdir())


def filled(clients, key: str = "a", name: str = "CH de Valmont"):
    """A client with one assessment."""
    client = clients.new(name)
    begun(open_store(clients.folder(client.key)), key, an_event("3"))
    return client


def refused(act, *args, **options) -> str:
    with pytest.raises(CareError) as refusal:
        act(*args, **options)
    assert said(refusal.value)
    return refusal.value.message.key.removeprefix("clients.")


def answers(folder: Path) -> dict[str, int]:
    store = open_store(folder)
    return {info.id: len(store.history(info.id)) for info in store.list()}


# ---- apart


def test_a_code_of_a_workshop_leads_to_where_it_was_given_and_not_to_the_copy(clients):
    client = filled(clients)
    code = Code(
        assessment="a", workshop="w", role="participant", code="ACDEFGHJ",
        expires_at=START + timedelta(days=1),
    )  # fmt: skip
    original = open_store(clients.folder(client.key)).workshops
    original.add_code(code, START)
    copied = clients.copy(client.key, "Copie")
    later = START + timedelta(hours=1)
    assert original.live_codes(later) == (code,)
    assert open_store(clients.folder(copied.key)).workshops.live_codes(later) == ()


def test_nothing_goes_from_one_client_to_another(clients, tmp_path):
    one, other = filled(clients), filled(clients, "b", "Clinique des Tilleuls")
    assert answers(clients.folder(one.key)) == {"a": 1}
    assert answers(clients.folder(other.key)) == {"b": 1}
    assert answers(clients.folder(MAIN)) == {}
    assert [client.name for client in clients.list()] == ["CH de Valmont", "Clinique des Tilleuls"]


def test_the_folder_of_a_client_tells_no_name_and_only_its_owner_reads_it(clients, tmp_path):
    client = filled(clients)
    folder = clients.folder(client.key)
    assert "valmont" not in str(folder).lower()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "assessments.sqlite3").stat().st_mode) == 0o600


def test_a_client_is_found_by_its_name_however_it_is_typed_or_by_its_key(clients):
    client = filled(clients)
    assert clients.named(" ch  DE valmont ") == client == clients.named(client.key)
    assert refused(clients.named, "Nulle part") == "no_such_name"


@pytest.mark.parametrize("key", ["zzzzzzzz", "..", "../..", "a/b", ".part-x", "x" * 99])
def test_an_address_leads_to_no_other_folder(clients, key):
    filled(clients)
    for act in (clients.get, clients.folder):
        with pytest.raises(NotFound):
            act(key)


@pytest.mark.parametrize(
    ("name", "why"),
    [(" ", "name_missing"), ("x" * 201, "name_too_long"), ("ch de  VALMONT", "name_taken")],
)
def test_a_name_that_cannot_be_kept_is_said(clients, tmp_path, name, why):
    filled(clients)
    there = names(tmp_path)
    assert refused(clients.new, name) == why
    assert names(tmp_path) == there


def test_a_folder_that_is_no_client_is_not_listed(clients, tmp_path):
    client = filled(clients)
    for name, card in (("stranger", "{}"), ("broken01", "{"), ("nothing1", None)):
        (home(tmp_path) / name).mkdir()
        if card:
            (home(tmp_path) / name / "client.json").write_text(card)
    assert clients.list() == (client,)


def test_a_copy_holds_all_of_the_original_and_goes_its_own_way(clients):
    client = filled(clients)
    copy = clients.copy(client.key, "Copie")
    open_store(clients.folder(copy.key)).append("a", an_event("5"))
    assert answers(clients.folder(copy.key)) == {"a": 2}
    assert answers(clients.folder(client.key)) == {"a": 1}
    assert refused(clients.copy, client.key, "copie") == "name_taken"


def test_the_main_folder_can_become_a_client(clients):
    begun(open_store(clients.folder(MAIN)), "m", an_event("1"))
    assert answers(clients.folder(clients.copy(MAIN, "Premier").key)) == {"m": 1}


# ---- in a file


def test_a_client_is_carried_elsewhere_with_all_its_history(clients, tmp_path):
    client = filled(clients)
    open_store(clients.folder(client.key)).append("a", an_event("4"))
    data = clients.export(client.key, PHRASE)
    there = clients_under(tmp_path / "elsewhere")
    brought = there.bring(data, PHRASE)
    assert brought.name == "CH de Valmont"
    folder = there.folder(brought.key)
    assert open_store(folder).history("a") == open_store(clients.folder(client.key)).history("a")
    close_store(folder)


def test_a_name_already_there_is_refused_unless_another_is_given(clients, tmp_path):
    client = filled(clients)
    data = clients.export(client.key, PHRASE)
    there = names(tmp_path)
    assert refused(clients.bring, data, PHRASE) == "name_taken"
    assert names(tmp_path) == there
    assert clients.bring(data, PHRASE, name="Autre").name == "Autre"


def packed(database: bytes, **facts: str) -> bytes:
    """A file that someone who knows the password has made."""
    given = {"format": "care-assess/client/1", "name": "Hostile", **facts}
    parcel = sealing.Parcel(given, database)
    return sealing.seal(parcel, PHRASE, salt=bytes(16), nonce=bytes(12), cost=12)


def altered(tmp_path: Path, *statements: str) -> bytes:
    """The database of a client, changed by hand."""
    path = tmp_path / "altered"
    begun(open_store(path), "a", an_event("3"))
    close_store(path)
    with closing(sqlite3.connect(path / "assessments.sqlite3")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        return connection.serialize()


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "newer_file"),
        ("CREATE TRIGGER evil AFTER INSERT ON root BEGIN DELETE FROM root; END", "damaged"),
        ("CREATE VIEW evil AS SELECT 1", "damaged"),
        ("CREATE TABLE evil (x)", "damaged"),
        ("DROP TRIGGER answer_event_is_never_changed", "damaged"),
        ("DROP TABLE tab_seen", "damaged"),
    ],
)
def test_a_database_that_is_not_one_of_ours_is_not_let_in(clients, tmp_path, statement, why):
    filled(clients)
    there = names(tmp_path)
    assert refused(clients.bring, packed(altered(tmp_path, statement)), PHRASE) == why
    assert names(tmp_path) == there


@pytest.mark.parametrize("damage", [b"", b"junk" * 2000, b"SQLite format 3\0" + bytes(8000)])
def test_what_is_no_database_is_not_let_in(clients, tmp_path, damage):
    filled(clients)
    there = names(tmp_path)
    assert refused(clients.bring, packed(damage), PHRASE) == "damaged"
    assert names(tmp_path) == there


def test_a_database_with_a_torn_page_is_not_let_in(clients, tmp_path):
    data = bytearray(altered(tmp_path))
    data[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    assert refused(clients.bring, packed(bytes(data)), PHRASE) == "damaged"
    assert names(tmp_path) == []


def test_an_import_never_steps_outside_its_folder_whatever_its_name(clients, tmp_path):
    brought = clients.bring(packed(altered(tmp_path), name="../../evil"), PHRASE)
    assert clients.folder(brought.key).parent == home(tmp_path)
    assert brought.name == "../../evil"


def test_a_file_of_another_format_is_said_to_be_newer(clients, tmp_path):
    data = packed(altered(tmp_path), format="care-assess/client/2")
    assert refused(clients.bring, data, PHRASE) == "newer_file"


@pytest.mark.parametrize("step", ["write_whole", "keep_copy"])
def test_a_disk_that_fails_leaves_nothing_half_written(clients, tmp_path, monkeypatch, step):
    client = filled(clients)
    there = names(tmp_path)

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"care_assess.clients.book.{step}", full)
    with pytest.raises(StoreUnavailable):
        clients.copy(client.key, "Copie")
    assert names(tmp_path) == there


def test_what_a_power_cut_left_unfinished_is_swept_and_what_is_being_written_is_not(
    clients, tmp_path
):
    filled(clients)
    old, new = home(tmp_path) / ".part-old", home(tmp_path) / ".part-new"
    for path, moment in ((old, START - timedelta(hours=2)), (new, START)):
        path.mkdir()
        (path / "assessments.sqlite3").write_bytes(b"names")
        os.utime(path, (moment.timestamp(), moment.timestamp()))
    clients.new("Autre")
    assert ".part-new" in names(tmp_path)
    assert ".part-old" not in names(tmp_path)


# ---- deleted


def test_a_client_is_deleted_for_good_and_certified(clients, tmp_path):
    client, other = filled(clients), filled(clients, "b", "Clinique")
    folder = clients.folder(client.key)
    close_store(folder)
    held = hashlib.sha256((folder / "assessments.sqlite3").read_bytes()).hexdigest()
    certificate = clients.delete(client.key, "CH  de Valmont")
    assert names(tmp_path) == [other.key]
    assert certificate.held == (1, 1)
    assert held in {one.digest for one in certificate.files}
    text = certificate_text(certificate, translator("fr"))
    for words in ("CH de Valmont", client.key, held, "SSD", "sauvegardes", "23/11/2026"):
        assert words in text
    assert refused(clients.get, client.key) == "unknown"


def test_a_damaged_client_can_be_deleted_and_the_certificate_says_so(clients, tmp_path):
    client = clients.new("CH")
    (clients.folder(client.key) / "assessments.sqlite3").write_bytes(b"junk" * 2000)
    certificate = clients.delete(client.key, "CH")
    assert certificate.held is None
    assert "illisible" in certificate_text(certificate, translator("fr"))
    assert names(tmp_path) == []


def test_the_wrong_name_deletes_nothing(clients):
    client = filled(clients)
    assert refused(clients.delete, client.key, "CH de Valmon") == "wrong_name"
    assert answers(clients.folder(client.key)) == {"a": 1}


def test_what_was_written_is_overwritten_before_it_is_removed(clients, tmp_path):
    client = filled(clients)
    link = tmp_path / "seen"
    os.link(clients.folder(client.key) / "client.json", link)  # another name of the same bytes
    size = link.stat().st_size
    clients.delete(client.key, client.name)
    assert link.read_bytes() == bytes(size)


def test_a_deletion_that_cannot_be_finished_says_where_the_rest_is(clients, monkeypatch):
    client = filled(clients)

    def stuck(_folder):
        raise OSError(16, "Device or resource busy")

    monkeypatch.setattr("care_assess.clients.book.erase_folder", stuck)
    with pytest.raises(StoreUnavailable) as error:
        clients.delete(client.key, client.name)
    assert f".gone-{client.key}" in said(error.value)
    assert clients.list() == ()


def test_a_link_in_the_folder_takes_nothing_of_elsewhere_with_it(clients, tmp_path):
    client = filled(clients)
    precious = tmp_path / "precious.txt"
    precious.write_text("kept")
    (clients.folder(client.key) / "link").symlink_to(precious)
    clients.delete(client.key, client.name)
    assert precious.read_text() == "kept"


def test_the_data_folder_itself_is_not_deleted(clients):
    with pytest.raises(NotFound):
        clients.delete(MAIN, "")


def test_a_folder_of_clients_that_cannot_be_read_is_said(clients, tmp_path):
    home(tmp_path).parent.mkdir()
    home(tmp_path).write_bytes(b"")
    assert refused(clients.list) == "not_listed"


def test_nothing_but_refusals_when_there_is_no_client(clients):
    assert clients.list() == ()
    with pytest.raises(Refused):
        clients.bring(b"", PHRASE)
