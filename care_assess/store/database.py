"""The database file: connections, what brings it up to date, and what its failures mean to a person."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import as_file, files
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from care_assess.errors import StoreUnavailable

__all__ = ["FILE_NAME", "Database"]

FILE_NAME = "assessments.sqlite3"

BUSY_SECONDS = 5
OPENING_SECONDS = 30

# What begins a transaction, as an execution option of the connection. A reader that becomes a writer
# can be refused at once whatever the patience: writers say so from the start.
_BEGIN = "care_begin"
_READING = "BEGIN"
_WRITING = "BEGIN IMMEDIATE"
_NONE = ""

_PRAGMAS = (
    "PRAGMA synchronous=FULL",  # an answer confirmed survives a power cut, for 0.1 ms
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what is erased is overwritten
)


class Database:
    """One SQLite file in one folder. Connections are pooled: every method may be called by any thread."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self._engine = _engine(self.path, BUSY_SECONDS)
        self._identity = (0, 0)
        self._turn = threading.Lock()

    def open(self) -> None:
        """Create the file if there is none and bring its tables up to date; safe in two processes at once.

        Raises StoreUnavailable.
        """
        engine = _engine(self.path, OPENING_SECONDS)
        with self._explained():
            try:
                _create(self.path)
                self._identity = _identity(self.path)
            except OSError as error:
                raise StoreUnavailable("store.not_writable", file=str(self.path)) from error
            try:
                _use_wal(engine)
                self._migrate(engine)
            finally:
                engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees the answers as they are at this moment, and only that moment."""
        with self._transaction(_READING) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection whose changes are on the disk when the block ends, or not at all if it raises."""
        # SQLite makes writers wait by sleeping and trying again, with luck deciding who is next: among
        # our own threads, each in turn. Another process still waits the SQLite way.
        if not self._turn.acquire(timeout=BUSY_SECONDS):
            raise StoreUnavailable("store.busy", file=str(self.path))
        try:
            with self._transaction(_WRITING) as connection:
                yield connection
        finally:
            self._turn.release()

    def forget_erased(self) -> None:
        """Take what was erased out of the journal beside the file, when no reader still needs it."""
        with self._explained(), _connect(self._engine, _NONE) as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def snapshot(self) -> bytes:
        """The whole file as it is at this moment, by SQLite's own backup: others may write meanwhile."""
        with self.reading() as connection, closing(sqlite3.connect(":memory:")) as copy:
            source = connection.connection.driver_connection
            if isinstance(source, sqlite3.Connection):
                source.backup(copy)
            return copy.serialize()

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sa.Connection]:
        with self._explained():
            self._same_file()
            with _connect(self._engine, begin) as connection, connection.begin():
                yield connection

    def _same_file(self) -> None:
        """Raise StoreUnavailable if the file was moved or replaced: writing on would be writing nowhere."""
        try:
            same = _identity(self.path) == self._identity
        except OSError:
            same = False
        if not same:
            raise StoreUnavailable("store.gone", file=str(self.path))

    def _migrate(self, engine: sa.Engine) -> None:
        with as_file(files("care_assess.store") / "migrations") as folder:
            # In a configuration file a percent sign is a reference; in a folder's name it is a sign.
            config = Config()
            config.set_main_option("script_location", str(folder).replace("%", "%%"))
            script = ScriptDirectory.from_config(config)
            with _connect(engine, _READING) as connection:
                revision = MigrationContext.configure(connection).get_current_revision()
            if revision == script.get_current_head():
                return
            if revision not in {None, *(one.revision for one in script.walk_revisions())}:
                raise StoreUnavailable("store.newer", file=str(self.path))
            with _connect(engine, _WRITING) as connection, connection.begin():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")  # nothing left to do if another process just did it

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.IntegrityError:
            raise  # a fault of the program, not of the disk
        except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
            raise StoreUnavailable(_reason(error), file=str(self.path)) from error


def _engine(path: Path, patience: int) -> sa.Engine:
    """Connections to ``path`` that wait ``patience`` seconds for another writer."""
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        connect_args={"timeout": patience},
        json_serializer=_json,
        pool_size=8,
        max_overflow=32,
    )
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _connect(engine: sa.Engine, begin: str) -> sa.Connection:
    return engine.connect().execution_options(**{_BEGIN: begin})


def _use_wal(engine: sa.Engine) -> None:
    """Switch the file to the write-ahead log: the one step that SQLite refuses at once, without waiting."""
    deadline = time.monotonic() + OPENING_SECONDS
    while True:
        try:
            with _connect(engine, _NONE) as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        except sa.exc.OperationalError as error:
            if _code(error) != "SQLITE_BUSY" or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say: see _begin
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: sa.Connection) -> None:
    begin = connection.get_execution_options().get(_BEGIN, _READING)
    if begin:
        connection.exec_driver_sql(begin)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _create(path: Path) -> None:
    """Make an empty file that its owner alone can read; SQLite gives its journals the same rights."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _code(error: sa.exc.SQLAlchemyError) -> str:
    """SQLite's name of the failure (``SQLITE_FULL``), without its details."""
    name = getattr(getattr(error, "orig", None), "sqlite_errorname", "") or ""
    return "_".join(name.split("_")[:2])


def _reason(error: sa.exc.SQLAlchemyError) -> str:
    """The sentence that tells the failure."""
    if isinstance(error, sa.exc.TimeoutError):
        return "store.busy"
    match _code(error):
        case "SQLITE_FULL":
            return "store.full"
        case "SQLITE_BUSY" | "SQLITE_LOCKED":
            return "store.busy"
        case "SQLITE_READONLY" | "SQLITE_CANTOPEN" | "SQLITE_PERM":
            return "store.not_writable"
        case "SQLITE_CORRUPT" | "SQLITE_NOTADB":
            return "store.corrupt"
        case _:
            return "store.failing"
