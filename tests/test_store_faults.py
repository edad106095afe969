"""What goes wrong around a store: power cuts, full disks, locks, damage. Real files, real processes."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from serving import Server
from stored import an_event, an_info, limit_pages, said

from care_assess.answers import Answer
from care_assess.errors import StoreUnavailable
from care_assess.store import database, open_store

INTACT = "les réponses précédentes sont intactes"

WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from stored import an_event, an_info
from care_assess.answers import Answer
from care_assess.errors import CareError
from care_assess.store import open_store
try:
    store = open_store(Path({folder!r}))
    store.create(an_info("a"), root="r")
    {limit}
    for number in range(100000):
        answer = Answer(kind="value", value=str(number), comment="x" * {size})
        kept = store.append("a", an_event(answer=answer, question=f"Q-{{number % 50}}"))
        print(kept.seq, number, flush=True)
except CareError as error:
    print(error.message.key, flush=True)
"""


def writer(folder: Path, *, limit: str = "pass", size: int = 200) -> list[str]:
    """The command of a process that keeps answers for ever, and prints each once it is kept."""
    code = WRITER.format(
        tests=str(Path(__file__).parent), folder=str(folder), limit=limit, size=size
    )
    return [sys.executable, "-c", code]


def acknowledged(lines: list[str]) -> dict[int, str]:
    """Number → value of the answers a writer was told are kept; a line cut short tells nothing."""
    whole = (re.fullmatch(r"(\d+) (\d+)\n", line) for line in lines)
    return {int(line[1]): line[2] for line in whole if line}


def kept(folder: Path) -> dict[int, str]:
    """Number → value of the answers in a file, which must be sound."""
    with closing(sqlite3.connect(folder / database.FILE_NAME)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    store = open_store(folder)
    found = {event.seq: str(event.answer.value) for event in store.history("a")}
    store.close()
    return found


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    opened = open_store(tmp_path / "data")
    opened.create(an_info("a"), (an_event("3"),), root="r")
    yield opened
    opened.close()


def refusal(act) -> str:
    """The sentence with which ``act`` is refused."""
    with pytest.raises(StoreUnavailable) as caught:
        act()
    return said(caught.value)


# ---- power cuts


@pytest.mark.parametrize("after", [1, 60, 400])
def test_a_writer_killed_at_any_moment_loses_no_answer_it_was_told_is_kept(tmp_path, after):
    with subprocess.Popen(writer(tmp_path / "data"), stdout=subprocess.PIPE, text=True) as process:
        lines = [process.stdout.readline() for _ in range(after)]
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
    told = acknowledged(lines)
    assert len(told) >= after
    found = kept(tmp_path / "data")
    assert {seq: found.get(seq) for seq in told} == told
    assert len(found) - len(told) in {0, 1}, "the one being written may be kept or not, whole"


def test_a_file_copied_while_it_is_written_may_be_restored_with_its_journal(tmp_path):
    """The copy of the three files after a kill is what a power cut leaves on the disk."""
    with subprocess.Popen(writer(tmp_path / "data"), stdout=subprocess.PIPE, text=True) as process:
        lines = [process.stdout.readline() for _ in range(100)]
        process.kill()
        lines += process.stdout.readlines()
    shutil.copytree(tmp_path / "data", tmp_path / "copy")
    told = acknowledged(lines)
    found = kept(tmp_path / "copy")
    assert {seq: found.get(seq) for seq in told} == told


def test_a_backup_made_while_answers_come_in_is_whole(tmp_path):
    """What docs/operations.md tells operators to do, beside a writer that does not stop."""
    with subprocess.Popen(writer(tmp_path / "data"), stdout=subprocess.PIPE, text=True) as process:
        lines = [process.stdout.readline() for _ in range(100)]
        (tmp_path / "copy").mkdir()
        with (
            closing(sqlite3.connect(tmp_path / "data" / database.FILE_NAME)) as ours,
            closing(sqlite3.connect(tmp_path / "copy" / database.FILE_NAME)) as copy,
        ):
            ours.backup(copy)
        process.kill()
    told = acknowledged(lines)
    found = kept(tmp_path / "copy")
    assert {seq: found.get(seq) for seq in told} == told


def test_a_server_that_is_stopped_leaves_one_whole_file(tmp_path):
    """So that stopping it and copying that file is a backup."""
    served = Server(tmp_path / "data").start()
    assert served.stop() in {0, 130}
    assert [path.name for path in served.data.iterdir()] == [database.FILE_NAME]


# ---- no room


def test_a_full_disk_is_said_and_costs_only_the_answer_being_kept(store):
    limit_pages(store, 20)
    told = [store.history("a")[0]]

    def fill():
        for _ in range(1000):
            told.append(store.append("a", an_event(answer=Answer(comment="x" * 4000))))  # noqa: PERF401

    assert refusal(fill) == (
        f"Le disque est plein\u00a0: cette modification n'a pas été enregistrée, {INTACT}. "
        f"Libérez de la place sur le disque qui contient {store.path}, puis recommencez."
    )
    assert len(told) > 5
    assert store.history("a") == tuple(told)
    limit_pages(store, None)
    told.append(store.append("a", an_event("5")))
    assert store.history("a") == tuple(told)


def test_an_assessment_that_does_not_fit_on_the_disk_is_not_begun(store):
    limit_pages(store, 20)
    events = [an_event(answer=Answer(comment="x" * 4000), question=f"Q-{n}") for n in range(200)]
    with pytest.raises(StoreUnavailable):
        store.create(an_info("b"), events, root="r2")
    assert [info.id for info in store.list()] == ["a"]
    limit_pages(store, None)
    store.create(an_info("b"), events, root="r2")
    assert len(store.history("b")) == 200


def test_an_erasure_is_whole_or_not_at_all(store):
    """Half-way, after the log entry and some rows: here a trigger that fails on the last table."""
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute(
            "CREATE TRIGGER broken BEFORE DELETE ON assessment BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    before = store.open("a")
    with pytest.raises(Exception, match="no"):
        store.erase("a", before.info.created_at)
    assert store.open("a") == before
    assert store.erasures() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of processes are Unix's")
def test_a_disk_that_refuses_to_write_is_said_and_what_was_kept_stays(tmp_path):
    limit = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))"
    )
    ran = subprocess.run(
        writer(tmp_path / "data", limit=limit, size=2000),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    *lines, last = ran.stdout.splitlines(keepends=True)
    assert last in {"store.failing\n", "store.full\n"}
    told = acknowledged(lines)
    assert len(told) > 10
    assert kept(tmp_path / "data") == told


# ---- no right


@pytest.mark.skipif(sys.platform == "win32", reason="rights of folders are Unix's")
@pytest.mark.parametrize(
    ("folder_mode", "file_mode"), [(0o500, 0o600), (0o700, 0o400), (0o000, 0o600)]
)
def test_a_file_that_may_not_be_written_is_said_and_stays_as_it_is(folder_mode, file_mode):
    """Root may write anything: as root, the program is run as nobody."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        open_store(folder).close()
        file = folder / database.FILE_NAME
        before = file.read_bytes()
        Path(name).chmod(0o755)
        if os.geteuid() == 0:
            for path in (folder, *folder.iterdir()):
                os.chown(path, 65534, 65534)
        file.chmod(file_mode)
        folder.chmod(folder_mode)
        nobody = "import os; os.geteuid() or os.setuid(65534); "
        ran = subprocess.run(
            [sys.executable, "-c", IMPORTS + nobody + OPENING.format(folder=str(folder))],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ran.stdout, ran.stderr) == ("store.not_writable\n", "")
        folder.chmod(0o700)
        assert file.read_bytes() == before


IMPORTS = """
from pathlib import Path
from care_assess.errors import CareError
from care_assess.store import open_store, database
import sqlalchemy.dialects.sqlite, alembic.ddl.sqlite
"""
OPENING = """
try:
    open_store(Path({folder!r})).ping()
    print("opened", flush=True)
except CareError as error:
    print(error.message.key, flush=True)
"""


def test_a_folder_that_cannot_be_is_said(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    folder = tmp_path / "file" / "data"
    assert refusal(lambda: open_store(folder)) == (
        f"Le fichier {folder / database.FILE_NAME} ne peut pas être ouvert ou écrit\u00a0: rien n'a été "
        "enregistré, les réponses qu'il contient sont intactes. Donnez au compte qui démarre "
        "l'application le droit d'écrire dans ce fichier et dans son dossier, puis redémarrez."
    )


# ---- others at the same time


def test_a_lock_that_lasts_is_said_and_costs_only_the_answer_being_kept(store):
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert refusal(lambda: store.append("a", an_event("5"))) == (
            "Les réponses sont occupées par un autre programme\u00a0: cette modification n'a pas été "
            f"enregistrée, {INTACT}. Patientez un instant, puis recommencez. Si cela dure, fermez le "
            f"programme qui utilise {store.path}."
        )
        assert len(store.history("a")) == 1
    assert store.append("a", an_event("5")) in store.history("a")


def test_a_short_lock_is_waited_for(tmp_path):
    store = open_store(tmp_path / "data")
    holder = (
        "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1]); c.execute('BEGIN IMMEDIATE'); "
        "print(flush=True); time.sleep(0.5)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(store.path)], stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        store.create(an_info("a"), root="r")
        assert process.wait(10) == 0
    assert [info.id for info in store.list()] == ["a"]
    store.close()


def test_processes_that_open_a_new_file_at_once_do_not_race(tmp_path):
    """Each waits for a signal so that all come together; the file is made once, for all."""
    code = IMPORTS + (
        f"import time\nprint('here', flush=True)\n"
        f"while not Path({str(tmp_path / 'go')!r}).exists(): time.sleep(0.001)\n"
    ) + OPENING.format(folder=str(tmp_path / "data"))  # fmt: skip
    several = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        for _ in range(5)
    ]
    for one in several:
        assert one.stdout.readline() == "here\n"
    (tmp_path / "go").touch()
    assert [one.communicate(timeout=60)[0] for one in several] == ["opened\n"] * 5


def test_a_file_moved_while_in_use_is_said_rather_than_written_nowhere(store):
    store.path.rename(store.path.with_suffix(".away"))
    expected = (
        f"Le fichier {store.path} a été déplacé ou remplacé pendant que l'application fonctionnait\u00a0: "
        "rien n'a été enregistré depuis. Remettez le bon fichier à sa place, puis redémarrez "
        "l'application."
    )
    assert refusal(lambda: store.append("a", an_event())) == expected
    assert refusal(store.ping) == expected
    store.path.touch()
    assert refusal(lambda: store.open("a")) == expected


# ---- damage


@pytest.mark.parametrize(
    "damage", ["not a database at all, but long enough to look" * 100, "short"]
)
def test_a_file_that_is_not_ours_is_said_and_left_alone(tmp_path, damage):
    file = tmp_path / database.FILE_NAME
    file.write_text(damage, "utf-8")
    assert refusal(lambda: open_store(tmp_path)) == (
        f"Le fichier {file} est abîmé ou n'est pas un fichier de réponses\u00a0: rien n'y a été écrit. "
        "Mettez-le de côté sans l'effacer, remettez à sa place votre dernière sauvegarde, puis "
        "redémarrez."
    )
    assert file.read_text("utf-8") == damage


def test_damage_inside_a_file_is_said_when_it_is_met(store):
    events = [an_event(answer=Answer(comment="x" * 3000), question=f"Q-{n}") for n in range(100)]
    store.create(an_info("b"), events, root="r2")
    store.close()
    with store.path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(4096 * 20)
        file.write(b"\xff" * (size - 4096 * 21))
    with pytest.raises(StoreUnavailable) as caught:
        store.open("b")
    assert caught.value.message.key == "store.corrupt"


def test_a_file_of_a_newer_program_is_left_alone(store):
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    store.close()
    newer = store.path.parent.with_name("newer")
    shutil.copytree(store.path.parent, newer)
    before = (newer / database.FILE_NAME).read_bytes()
    assert refusal(lambda: open_store(newer)) == (
        f"Le fichier {newer / database.FILE_NAME} vient d'une version plus récente de l'application\u00a0: "
        "il n'a pas été modifié. Installez la dernière version, ou remettez la sauvegarde faite avant la "
        "mise à jour."
    )
    assert (newer / database.FILE_NAME).read_bytes() == before


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(tmp_path):
    file = tmp_path / database.FILE_NAME
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE erasure (mine TEXT)")  # in the way of the first upgrade
    with pytest.raises(StoreUnavailable):
        open_store(tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert names == [("erasure",)]


def test_a_folder_that_could_not_be_opened_is_tried_again(tmp_path):
    (tmp_path / database.FILE_NAME).write_text("nonsense" * 1000, "utf-8")
    with pytest.raises(StoreUnavailable):
        open_store(tmp_path)
    (tmp_path / database.FILE_NAME).unlink()
    store = open_store(tmp_path)
    assert store.list() == ()
    store.close()


def test_the_next_answer_is_kept_once_the_trouble_is_over(store):
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            assert "occupées" in refusal(lambda: store.append("a", an_event("5")))
    for _ in range(20):  # no connection was spent on the failures
        store.append("a", an_event("4"))
    assert len(store.history("a")) == 21
