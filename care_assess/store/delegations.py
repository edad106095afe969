"""The questions entrusted to people, in a history that only grows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from care_assess.delegation import Delegation, DelegationEvent, fold_delegations
from care_assess.questionnaire import QuestionId
from care_assess.store.database import Database
from care_assess.store.keys import key_of, numbers
from care_assess.store.tables import delegation_event

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["DelegationLog"]


class DelegationLog:
    """The delegations of every assessment. Every method may be called by any thread.

    As in the store: what a method has written is on the disk when it returns, nothing is when it
    raises; StoreUnavailable when the database fails, NotFound for the id of no assessment.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def history(self, assessment: str) -> tuple[DelegationEvent, ...]:
        """Everything that ever happened to the delegations of an assessment, oldest first."""
        with self._database.reading() as connection:
            return _events(connection, key_of(connection, assessment))

    def find(self, secret: str) -> tuple[str, str] | None:
        """The assessment and the delegation that a link of that digest was ever made for."""
        with self._database.reading() as connection:
            row = connection.execute(_OF_SECRET, {"wanted": secret}).mappings().first()
            return (row["assessment_id"], row["delegation"]) if row and secret else None

    def append(
        self,
        assessment: str,
        make: Callable[[Mapping[str, Delegation]], DelegationEvent | None],
    ) -> DelegationEvent | None:
        """Append the event that ``make`` draws from the delegations as they are; nothing when it gives None.

        Nobody else writes meanwhile. The event given back carries its number.
        """
        with self._database.writing() as connection:
            key = key_of(connection, assessment)
            event = make(fold_delegations(_events(connection, key)))
            if event is None:
                return None
            (seq,) = numbers(connection, 1)
            numbered = replace(event, seq=seq)
            connection.execute(sa.insert(delegation_event), {**key, **_row(numbered)})
            return numbered


_HISTORY = (
    sa.select(delegation_event)
    .where(
        delegation_event.c.root_id == sa.bindparam("root_id", type_=sa.String),
        delegation_event.c.assessment_id == sa.bindparam("assessment_id", type_=sa.String),
    )
    .order_by(delegation_event.c.seq)
)
_OF_SECRET = sa.select(delegation_event.c.assessment_id, delegation_event.c.delegation).where(
    delegation_event.c.secret == sa.bindparam("wanted", type_=sa.String)
)


def _events(connection: Connection, key: Mapping[str, str]) -> tuple[DelegationEvent, ...]:
    return tuple(map(_event, connection.execute(_HISTORY, key).mappings()))


def _row(event: DelegationEvent) -> dict[str, object]:
    """The row of an event, without the key of its assessment."""
    return {
        "seq": event.seq,
        "delegation": event.delegation,
        "kind": event.kind,
        "questions": list(event.questions),
        "person": event.person,
        "message": event.message,
        "secret": event.secret,
        "expires": event.expires,
        "author": event.author,
        "at": event.at,
    }


def _event(row: sa.RowMapping) -> DelegationEvent:
    return DelegationEvent(
        seq=row["seq"],
        delegation=row["delegation"],
        kind=row["kind"],
        questions=tuple(map(QuestionId, row["questions"])),
        person=row["person"],
        message=row["message"],
        secret=row["secret"],
        expires=row["expires"],
        author=row["author"],
        at=row["at"],
    )
