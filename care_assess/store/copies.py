"""A database that comes from elsewhere, examined before it is believed."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from functools import cache
from pathlib import Path

from care_assess.errors import Refused, StoreUnavailable
from care_assess.store.database import FILE_NAME, Database
from care_assess.store.workshops import WorkshopLog

__all__ = ["keep_copy"]

_MAGIC = b"SQLite format 3\0"
_SCHEMA = "SELECT type, name, CASE type WHEN 'trigger' THEN sql ELSE '' END FROM sqlite_master"


def keep_copy(folder: Path, data: bytes, at: datetime) -> None:
    """Put the database of bytes into ``folder``, which holds none, up to date and whole.

    The codes of workshops given before ``at`` open nothing there: they lead to where they were given.
    Raises Refused when it is no database of ours, is damaged, holds anything that ours do not, or comes
    from a newer version; OSError when it cannot be written.
    """
    if not data.startswith(_MAGIC):
        raise Refused("clients.damaged")
    path = folder / FILE_NAME
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    try:
        _examine(path)
        database = Database(folder)
        database.open()
        WorkshopLog(database).end_codes(at)
        database.close()
        same = _schema(path) == _ours()
    except StoreUnavailable as error:
        newer = error.message.key == "store.newer"
        raise Refused("clients.newer_file" if newer else "clients.damaged") from error
    except sqlite3.Error as error:
        raise Refused("clients.damaged") from error
    if not same:
        raise Refused("clients.damaged")


def _examine(path: Path) -> None:
    """Raise sqlite3.Error unless the file is whole, and has no trigger or view of its own."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA trusted_schema=OFF")
        if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError
    known = _ours()
    wrong = {row for row in _schema(path) if row[0] in {"trigger", "view"}} - known
    if wrong:
        raise sqlite3.DatabaseError


def _schema(path: Path) -> set[tuple[str, str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute(_SCHEMA))


@cache
def _ours() -> frozenset[tuple[str, str, str]]:
    """What a database of this version is made of."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder))
        database.open()
        database.close()
        return frozenset(_schema(database.path))
