"""What a group steers by, and the summaries it has received, in histories that only grow."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from care_assess.steering.many import Row
from care_assess.store.choices import Json
from care_assess.store.database import Database
from care_assess.store.keys import numbers
from care_assess.store.tables import erasure, root, snapshot, steering_event

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["Snapshot", "SnapshotInfo", "SteeringLog"]

_ROOT = {"kind": "steering", "name": ""}
_EVERY = 5_000  # rows fetched at a time


@dataclass(frozen=True, kw_only=True, slots=True)
class SnapshotInfo:
    """A summary as it was received, without its text. ``place``: what tells its establishment from others.

    ``vector``: its numbers, see :func:`care_assess.steering.many.vector_of`.
    """

    place: str
    name: str
    finess: str
    kind: str
    size: str
    campaign: str
    day: date
    digest: str
    signer: str
    versions: Mapping[str, str]
    vector: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """A summary as it was received. ``document``: its canonical JSON; who took it in, and when (UTC)."""

    info: SnapshotInfo
    document: str
    author: str
    at: datetime


class SteeringLog:
    """What one data folder steers. Every method may be called by any thread.

    As in the store: what a method has written is on the disk when it returns, nothing is when it
    raises; StoreUnavailable when the database fails.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    # ---- values by name

    def value(self, name: str) -> Json | None:
        """The last value of that name; None while there is none."""
        with self._database.reading() as connection:
            return _last(connection, name)

    def values(self, name: str) -> tuple[Json, ...]:
        """Every value that name ever had, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_HISTORY, {**_key(connection), "event_name": name})
            return tuple(row[0] for row in rows)

    def names(self) -> tuple[str, ...]:
        """The names that have a value, in order."""
        with self._database.reading() as connection:
            return tuple(connection.execute(_NAMES, _key(connection)).scalars())

    def say(
        self, name: str, change: Callable[[Json | None], Json], *, author: str, at: datetime
    ) -> Json:
        """Append the value that ``change`` makes of the present one; nothing when it gives it back as it is.

        Nobody else writes meanwhile.
        """
        with self._database.writing() as connection:
            last = _last(connection, name)
            value = change(last)
            if last is not None and last == value:
                return last
            (seq,) = numbers(connection, 1)
            row = {"seq": seq, "name": name, "value": value, "author": author, "at": at}
            connection.execute(sa.insert(steering_event), {"root_id": _root(connection), **row})
            return value

    # ---- summaries

    def infos(self) -> tuple[SnapshotInfo, ...]:
        """The last summary of each establishment in each campaign, without their texts."""
        with self._database.reading() as connection:
            return tuple(_infos(connection))

    def campaigns(self) -> tuple[str, ...]:
        """The campaigns of which something was received, by the last day of each, then by name."""
        with self._database.reading() as connection:
            return tuple(connection.execute(_CAMPAIGNS, _key(connection)).scalars())

    def rows(self) -> list[Row]:
        """The last summary of each establishment in each campaign, as the portfolio reads it: its numbers alone."""
        with self._database.reading() as connection:
            return [Row(*row) for row in connection.execute(_ROWS, _key(connection))]

    def documents(
        self, campaign: str, places: Collection[str] | None = None
    ) -> tuple[tuple[SnapshotInfo, str], ...]:
        """The last summary of each establishment in a campaign, with its text; of those ``places`` alone, if given."""
        asked = (
            _DOCUMENTS if places is None else _DOCUMENTS.where(snapshot.c.place.in_(sorted(places)))
        )
        with self._database.reading() as connection:
            key = {**_key(connection), "of_campaign": campaign}
            rows = connection.execute(asked, key)
            return tuple((SnapshotInfo(**_told(row)), row.document) for row in rows)

    def take(
        self, make: Callable[[tuple[SnapshotInfo, ...]], Sequence[Snapshot]]
    ) -> tuple[Snapshot, ...]:
        """Append the summaries that ``make`` gives for those that are there, all or none.

        Nobody else writes meanwhile: what ``make`` checks still holds when they are kept.
        """
        with self._database.writing() as connection:
            found = tuple(make(tuple(_infos(connection))))
            if found:
                key, seqs = _root(connection), numbers(connection, len(found))
                rows = [
                    {
                        "root_id": key,
                        "seq": seq,
                        **{name: getattr(one.info, name) for name in _INFO},
                        "document": one.document,
                        "author": one.author,
                        "at": one.at,
                    }
                    for seq, one in zip(seqs, found, strict=True)
                ]
                connection.execute(sa.insert(snapshot), rows)
            return found

    def erase(self, places: Collection[str], at: datetime) -> int:
        """Delete all summaries of those establishments for good; the log keeps no name. How many there were."""
        with self._database.writing() as connection:
            key = _key(connection)
            mine = (snapshot.c.root_id == key["root_id"]) & snapshot.c.place.in_(sorted(places))
            digests = connection.execute(sa.select(snapshot.c.digest).where(mine)).scalars().all()
            if digests:
                seqs = numbers(connection, len(digests))
                facts = {**key, "at": at, "answers": 0, "covers": 1}
                log = [
                    {**facts, "seq": seq, "assessment_id": digest}
                    for seq, digest in zip(seqs, digests, strict=True)
                ]
                connection.execute(sa.insert(erasure), log)
                connection.execute(sa.delete(snapshot).where(mine))
        self._database.forget_erased()
        return len(digests)


_INFO = tuple(one.name for one in fields(SnapshotInfo))
_OF_ROOT = sa.bindparam("root_id", type_=sa.String)
_HISTORY = (
    sa.select(steering_event.c.value)
    .where(
        steering_event.c.root_id == _OF_ROOT,
        steering_event.c.name == sa.bindparam("event_name", type_=sa.String),
    )
    .order_by(steering_event.c.seq)
)
_NAMES = (
    sa.select(steering_event.c.name)
    .where(steering_event.c.root_id == _OF_ROOT)
    .distinct()
    .order_by(steering_event.c.name)
)
_LAST = _HISTORY.order_by(None).order_by(steering_event.c.seq.desc()).limit(1)
_OF_PLACE = (
    sa.select(sa.func.max(snapshot.c.seq))
    .where(snapshot.c.root_id == _OF_ROOT)
    .group_by(snapshot.c.campaign, snapshot.c.place)
)
_LATEST = (
    sa.select(*(snapshot.c[name] for name in _INFO))
    .where(snapshot.c.root_id == _OF_ROOT, snapshot.c.seq.in_(_OF_PLACE))
    .order_by(snapshot.c.seq)
)
_CAMPAIGNS = (
    sa.select(snapshot.c.campaign)
    .where(snapshot.c.root_id == _OF_ROOT)
    .group_by(snapshot.c.campaign)
    .order_by(sa.func.max(snapshot.c.day), snapshot.c.campaign)
)
_ROWS = _LATEST.with_only_columns(*(snapshot.c[one.name] for one in fields(Row)))
_DOCUMENTS = _LATEST.add_columns(snapshot.c.document).where(
    snapshot.c.campaign == sa.bindparam("of_campaign", type_=sa.String)
)


def _last(connection: Connection, name: str) -> Json | None:
    found: Json | None = connection.execute(
        _LAST, {**_key(connection), "event_name": name}
    ).scalar()
    return found


def _infos(connection: Connection) -> Iterator[SnapshotInfo]:
    rows = connection.execute(_LATEST, _key(connection))
    for some in rows.partitions(_EVERY):
        for row in some:
            yield SnapshotInfo(**_told(row))


def _told(row: sa.Row[Any]) -> dict[str, Any]:
    return dict(zip(_INFO, row, strict=False))


def _key(connection: Connection) -> dict[str, str]:
    """The key of what is steered here; of nothing while nothing is."""
    return {"root_id": _known(connection) or ""}


def _known(connection: Connection) -> str | None:
    same = sa.and_(*(root.c[name] == value for name, value in _ROOT.items()))
    return connection.execute(sa.select(root.c.id).where(same)).scalar()


def _root(connection: Connection) -> str:
    """The id of the root organisation of what is steered here, made the first time."""
    known = _known(connection)
    if known is None:
        known = _ROOT["kind"]
        connection.execute(sa.insert(root).values(id=known, **_ROOT))
    return known
