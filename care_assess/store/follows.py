"""What is said of the actions of the plans, in a history that only grows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import sqlalchemy as sa

from care_assess.errors import Overtaken
from care_assess.plan.following import CLOSED, Follow, FollowEvent
from care_assess.store.database import Database
from care_assess.store.keys import key_of, numbers
from care_assess.store.tables import follow_event

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["FollowLog", "Pressing", "take_over"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pressing:
    """How many actions of an assessment are late, and how many are blocked; one may be both."""

    overdue: int
    blocked: int


class FollowLog:
    """What is said of the actions of every assessment. Every method may be called by any thread.

    As in the store: what a method has written is on the disk when it returns, nothing is when it
    raises; StoreUnavailable when the database fails, NotFound for the id of no assessment.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def latest(self, assessment: str) -> tuple[FollowEvent, ...]:
        """The last thing said of each action, oldest first."""
        with self._database.reading() as connection:
            return _events(connection, _LATEST, key_of(connection, assessment))

    def history(self, assessment: str) -> tuple[FollowEvent, ...]:
        """Everything ever said, that of the assessments it continues included, oldest first."""
        with self._database.reading() as connection:
            return _events(connection, _HISTORY, key_of(connection, assessment))

    def append(
        self, assessment: str, events: Sequence[FollowEvent], after: Mapping[str, int]
    ) -> tuple[FollowEvent, ...]:
        """Append events, all or none; those given back carry their numbers.

        ``after``: the number of the event that each replaces, by action (0: none). Raises Overtaken,
        naming the actions, when something else has been said of one since.
        """
        with self._database.writing() as connection:
            key = key_of(connection, assessment)
            last = {one.action: one.seq for one in _events(connection, _LATEST, key)}
            late = [one.action for one in events if last.get(one.action, 0) != after[one.action]]
            if late:
                names = ", ".join(late)
                raise Overtaken("store.follow_overtaken", n=len(late), actions=names)
            return _append(connection, key, events)

    def pressing(self, today: date) -> Mapping[str, Pressing]:
        """The assessments in which an action is late or blocked, and how many are."""
        with self._database.reading() as connection:
            rows = connection.execute(_PRESSING, {"today": today}).mappings()
            return {
                row["assessment_id"]: Pressing(overdue=row["overdue"], blocked=row["blocked"])
                for row in rows
            }


def take_over(connection: Connection, source: Mapping[str, str], key: Mapping[str, str]) -> None:
    """Append to the assessment ``key`` all that was said in ``source``: by whom, and when."""
    _append(connection, key, _events(connection, _HISTORY, source))


_MINE = (follow_event.c.root_id == sa.bindparam("root_id", type_=sa.String)) & (
    follow_event.c.assessment_id == sa.bindparam("assessment_id", type_=sa.String)
)
_HISTORY = sa.select(follow_event).where(_MINE).order_by(follow_event.c.seq)
_LATEST = _HISTORY.where(
    follow_event.c.seq.in_(
        sa.select(sa.func.max(follow_event.c.seq)).where(_MINE).group_by(follow_event.c.action)
    )
)

_newest = sa.select(sa.func.max(follow_event.c.seq)).group_by(
    follow_event.c.root_id, follow_event.c.assessment_id, follow_event.c.action
)
_is_overdue = follow_event.c.status.not_in(CLOSED) & (
    follow_event.c.due < sa.bindparam("today", type_=sa.Date)
)
_is_blocked = follow_event.c.status == "blocked"
_PRESSING = (
    sa.select(
        follow_event.c.assessment_id,
        sa.func.sum(sa.case((_is_overdue, 1), else_=0)).label("overdue"),
        sa.func.sum(sa.case((_is_blocked, 1), else_=0)).label("blocked"),
    )
    .where(follow_event.c.seq.in_(_newest), _is_overdue | _is_blocked)
    .group_by(follow_event.c.assessment_id)
)


def _events(
    connection: Connection, statement: sa.Select[tuple[object, ...]], key: Mapping[str, str]
) -> tuple[FollowEvent, ...]:
    return tuple(map(_event, connection.execute(statement, key).mappings()))


def _append(
    connection: Connection, key: Mapping[str, str], events: Sequence[FollowEvent]
) -> tuple[FollowEvent, ...]:
    if not events:
        return ()
    seqs = numbers(connection, len(events))
    numbered = tuple(replace(event, seq=seq) for event, seq in zip(events, seqs, strict=True))
    connection.execute(sa.insert(follow_event), [{**key, **_row(event)} for event in numbered])
    return numbered


def _row(event: FollowEvent) -> dict[str, object]:
    """The row of an event, without the key of its assessment."""
    follow = event.follow
    return {
        "seq": event.seq,
        "action": event.action,
        "owner": follow.owner,
        "status": follow.status,
        "reason": follow.reason,
        "start": follow.start,
        "due": follow.due,
        "build": _written(follow.build),
        "run": _written(follow.run),
        "funding": follow.funding,
        "comment": follow.comment,
        "evidence": list(follow.evidence),
        "author": event.author,
        "at": event.at,
    }


def _event(row: sa.RowMapping) -> FollowEvent:
    follow = Follow(
        owner=row["owner"],
        status=row["status"],
        reason=row["reason"],
        start=row["start"],
        due=row["due"],
        build=_read(row["build"]),
        run=_read(row["run"]),
        funding=row["funding"],
        comment=row["comment"],
        evidence=tuple(row["evidence"]),
    )
    return FollowEvent(
        seq=row["seq"],
        action=row["action"],
        follow=follow,
        author=row["author"],
        at=row["at"],
    )


def _written(cost: Decimal | None) -> str | None:
    """Euros as text: no database rounds them."""
    return None if cost is None else f"{cost:f}"


def _read(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)
