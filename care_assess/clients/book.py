"""The clients of one data folder: what a consultant does with them.

    clients/KEY/client.json            who it is
    clients/KEY/assessments.sqlite3    its answers

What is being written is in ``clients/.part-KEY``, and becomes ``clients/KEY`` in one move: another program
finds a client whole or not at all. What is being deleted is in ``clients/.gone-KEY``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from care_assess import __version__
from care_assess.answers import LONGEST_NAME
from care_assess.clients import sealing
from care_assess.clients.erasing import erase_folder
from care_assess.clients.model import MAIN, Certificate, Client
from care_assess.errors import NotFound, Refused, StoreUnavailable
from care_assess.paths import write_whole
from care_assess.store import close_store, keep_copy, open_store
from care_assess.text import folded
from care_assess.typed import as_typed

__all__ = ["Clients"]

_KEY = re.compile(r"[0-9a-z]{6,32}")
_CARD = "client.json"
_FORMAT = "care-assess/client/1"
_LEFT_OVER = timedelta(hours=1)
"""The age from which an unfinished folder is what a power cut left, and not what another program is writing."""

_TURN = threading.Lock()
_DERIVING = threading.Lock()
"""One password at a time: each takes 128 MB."""


class Clients:
    """The clients under one data folder. Every method may be called by any thread.

    Raises NotFound for the key of no client, StoreUnavailable when the disk or a database fails. ``cost``:
    see :data:`sealing.COST`.
    """

    def __init__(
        self,
        root: Path,
        *,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        random_bytes: Callable[[int], bytes],
        cost: int = sealing.COST,
    ) -> None:
        self._root = root
        self._home = root / "clients"
        self._clock = clock
        self._new_id = new_id
        self._random_bytes = random_bytes
        self._cost = cost

    # ---- reading

    def list(self) -> tuple[Client, ...]:
        """Every client, by name; the data folder itself is not in it."""
        try:
            found = [_read(path) for path in self._home.iterdir() if _KEY.fullmatch(path.name)]
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise StoreUnavailable("clients.not_listed", folder=str(self._home)) from error
        clients = (one for one in found if one is not None)
        return tuple(sorted(clients, key=lambda one: (folded(one.name), one.key)))

    def get(self, key: str) -> Client:
        """A client."""
        found = _read(self._home / key) if _KEY.fullmatch(key) else None
        if found is None:
            raise NotFound("clients.unknown")
        return found

    def named(self, name: str) -> Client:
        """The client of that key or of that name, as a person types it."""
        wanted = folded(as_typed(name))
        for one in self.list():
            if name == one.key or wanted == folded(as_typed(one.name)):
                return one
        raise NotFound("clients.no_such_name", name=name)

    def folder(self, key: str) -> Path:
        """Where the answers of a client are; of :data:`MAIN`, the data folder itself."""
        return self._root if key == MAIN else self._home / self.get(key).key

    # ---- writing

    def new(self, name: str) -> Client:
        """Begin a client. Raises Refused without a name, or with one that is already there."""
        return self._make(name, None)

    def copy(self, key: str, name: str) -> Client:
        """Another client that begins with all that this one holds now. Raises Refused as :meth:`new`."""
        database = open_store(self.folder(key)).snapshot()
        return self._make(name, database)

    def export(self, key: str, password: str, *, name: str = "") -> bytes:
        """A client as one sealed file. ``name``: what to call it, if not by its own name.

        Raises Refused when the password is too short or the client too large.
        """
        called = name or self.get(key).name
        facts = {"format": _FORMAT, "name": called, "program": __version__}
        parcel = sealing.Parcel(
            {**facts, "made": self._clock().isoformat()}, open_store(self.folder(key)).snapshot()
        )
        with _DERIVING:
            return sealing.seal(
                parcel,
                password,
                salt=self._random_bytes(sealing.SALT_BYTES),
                nonce=self._random_bytes(sealing.NONCE_BYTES),
                cost=self._cost,
            )

    def bring(self, data: bytes, password: str, *, name: str = "") -> Client:
        """Take in the client of a sealed file, whole or not at all. ``name``: what to call it here.

        Raises Refused when the file cannot be opened or used, and as :meth:`new`.
        """
        with _DERIVING:
            parcel = sealing.unseal(data, password)
        if parcel.facts.get("format") != _FORMAT:
            raise Refused("clients.newer_file")
        return self._make(name or parcel.facts.get("name", ""), parcel.database)

    def delete(self, key: str, typed_name: str) -> Certificate:
        """Delete a client for good, once its name is typed; what is certified of it.

        Raises Refused when the name is another, StoreUnavailable when something could not be removed:
        the client is then no longer in the list, and the sentence says where its remains are.
        """
        client = self.get(key)
        if as_typed(typed_name) != as_typed(client.name):
            raise Refused("clients.wrong_name", name=client.name)
        folder, gone = self._home / key, self._home / f".gone-{key}"
        with _TURN:
            held = _held(folder)
            close_store(folder)
            try:
                folder.rename(gone)
                files = erase_folder(gone)
            except OSError as error:
                left = gone if gone.exists() else folder
                raise StoreUnavailable("clients.not_deleted", folder=str(left)) from error
        return Certificate(client=client, at=self._clock(), held=held, files=files)

    # ---- within

    def _make(self, name: str, database: bytes | None) -> Client:
        """Write a client beside its place, then put it there. ``database`` None: an empty one."""
        with _TURN:
            called = self._checked(name)
            client = Client(key=self._new_id(), name=called, created_at=self._clock())
            part = self._home / f".part-{client.key}"
            try:
                self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._sweep()
                part.mkdir(mode=0o700)
                if database is not None:
                    keep_copy(part, database, client.created_at)
                write_whole(part / _CARD, _card(client))
                part.rename(self._home / client.key)
            except OSError as error:
                raise StoreUnavailable("clients.not_written", folder=str(self._home)) from error
            finally:
                _remove(part)
        return client

    def _checked(self, name: str) -> str:
        called = " ".join(as_typed(name).split())
        if not called:
            raise Refused("clients.name_missing")
        if len(called) > LONGEST_NAME:
            raise Refused("clients.name_too_long", limit=LONGEST_NAME)
        if any(folded(one.name) == folded(called) for one in self.list()):
            raise Refused("clients.name_taken", name=called)
        return called

    def _sweep(self) -> None:
        """Remove what a power cut left unfinished."""
        since = (self._clock() - _LEFT_OVER).timestamp()
        for path in self._home.iterdir():
            left = path.name.startswith((".part-", ".gone-"))
            with suppress(FileNotFoundError):  # another program has just finished
                if left and path.stat().st_mtime < since:
                    _remove(path)


def _card(client: Client) -> bytes:
    facts = {"format": _FORMAT, "name": client.name, "created_at": client.created_at.isoformat()}
    return json.dumps(facts, ensure_ascii=False, indent=1).encode()


def _read(folder: Path) -> Client | None:
    """The client of a folder; None when it holds none that can be read."""
    try:
        facts = json.loads((folder / _CARD).read_bytes())
        created = datetime.fromisoformat(facts["created_at"])
        if facts["format"] != _FORMAT or not isinstance(facts["name"], str):
            return None
        return Client(key=folder.name, name=facts["name"], created_at=created)
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _held(folder: Path) -> tuple[int, int] | None:
    """How many assessments and answers a client holds; None when its database cannot be read."""
    try:
        return open_store(folder).size()
    except StoreUnavailable:  # what is damaged can be deleted too
        return None


def _remove(folder: Path) -> None:
    """Write over and remove an unfinished folder, as far as it goes; no trouble of its own."""
    with suppress(OSError):
        erase_folder(folder)
    if os.path.lexists(folder):
        shutil.rmtree(folder, ignore_errors=True)
