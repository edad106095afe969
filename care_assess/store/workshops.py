"""What happens in workshops: events, codes, people and votes, in histories that only grow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from care_assess.errors import NotFound, Overtaken, Refused
from care_assess.questionnaire import QuestionId
from care_assess.store.database import Database
from care_assess.store.keys import key_of, numbers
from care_assess.store.tables import (
    participant_event,
    vote_event,
    workshop_code,
    workshop_event,
    wrong_code,
)
from care_assess.text import folded
from care_assess.workshop.model import Participant, Phase, Role, Vote, WorkshopEvent
from care_assess.workshop.unfolding import FLOOR, phase_after

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["Code", "Seat", "Standing", "WorkshopLog"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """A code and where it leads, until it expires."""

    assessment: str
    workshop: str
    role: Role
    code: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """Where a token leads: a person, in the workshop of an assessment."""

    assessment: str
    participant: Participant


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What is before the room at one moment. ``floor``: the number of the event that put it there.

    ``voted``: the ids of those who have voted in this round, ``present``: of all who can.
    """

    floor: int
    phase: Phase
    question: QuestionId | None
    round: int
    present: frozenset[str]
    voted: frozenset[str]


class WorkshopLog:
    """The workshops of every assessment. Every method may be called by any thread, of any server.

    As in the store: what a method has written is on the disk when it returns, nothing is when it
    raises; StoreUnavailable when the database fails, NotFound for the id of no assessment or workshop.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    # ---- what happens

    def events(self, assessment: str, workshop: str | None = None) -> tuple[WorkshopEvent, ...]:
        """Everything that happened, oldest first, in one workshop or in all of the assessment."""
        table = workshop_event
        with self._database.reading() as connection:
            key = key_of(connection, assessment)
            asked = sa.select(table).where(_mine(table, key, workshop)).order_by(table.c.seq)
            return tuple(map(_event, connection.execute(asked).mappings()))

    def append(
        self, assessment: str, event: WorkshopEvent, *, after: int | None = None
    ) -> WorkshopEvent:
        """Append an event; the one given back carries its number.

        ``after``: the number of the last event that changed what is before the room, as it was seen.
        Raises Overtaken when the other facilitator has changed it since.
        """
        with self._database.writing() as connection:
            key = key_of(connection, assessment)
            ours = {**key, "workshop_id": event.workshop}
            if after is not None and _floor(connection, ours)["seq"] != after:
                raise Overtaken("workshop.overtaken")
            (seq,) = numbers(connection, 1)
            row = {
                "seq": seq,
                "workshop_id": event.workshop,
                "kind": event.kind,
                "question_id": event.question,
                "round": event.round,
                "data": dict(event.data),
                "author": event.author,
                "at": event.at,
            }
            connection.execute(sa.insert(workshop_event), {**key, **row})
            return replace(event, seq=seq)

    def standing(self, assessment: str, workshop: str) -> Standing:
        """What is before the room now, and who has voted."""
        with self._database.reading() as connection:
            key = {**key_of(connection, assessment), "workshop_id": workshop}
            floor = _floor(connection, key)
            present = _ids(connection.execute(_PRESENT, key).scalar())
            spot = {"question_id": floor["question_id"], "round": floor["round"]}
            voted = _ids(connection.execute(_VOTED, {**key, **spot}).scalar())
        question = floor["question_id"]
        return Standing(
            floor=floor["seq"],
            phase=phase_after(floor["kind"]),
            question=QuestionId(question) if question else None,
            round=floor["round"],
            present=present,
            voted=voted & present,
        )

    # ---- codes

    def add_code(self, code: Code, at: datetime) -> None:
        """Let people join by a code until it expires."""
        with self._database.writing() as connection:
            key = key_of(connection, code.assessment)
            (seq,) = numbers(connection, 1)
            row = {
                "seq": seq,
                "workshop_id": code.workshop,
                "role": code.role,
                "code": code.code,
                "expires_at": code.expires_at,
                "at": at,
            }
            connection.execute(sa.insert(workshop_code), {**key, **row})

    def live_codes(self, now: datetime) -> tuple[Code, ...]:
        """The last code of each role in each workshop, when it has not expired, newest first."""
        with self._database.reading() as connection:
            return tuple(
                Code(
                    assessment=row["assessment_id"],
                    workshop=row["workshop_id"],
                    role=row["role"],
                    code=row["code"],
                    expires_at=row["expires_at"],
                )
                for row in connection.execute(_LIVE, {"now": now}).mappings()
            )

    def end_codes(self, now: datetime) -> None:
        """Let nobody join any more by a code given before ``now``: in a copy, it would lead to two rooms."""
        with self._database.writing() as connection:
            for row in connection.execute(_LIVE, {"now": now}).mappings().all():
                (seq,) = numbers(connection, 1)
                ended = {**row, "seq": seq, "expires_at": now, "at": now}
                connection.execute(sa.insert(workshop_code), ended)

    def wrong_codes(self, source: str, since: datetime) -> int:
        """How many wrong codes came from ``source`` since then."""
        table = wrong_code
        counted = sa.select(sa.func.count()).where(table.c.source == source, table.c.at > since)
        with self._database.reading() as connection:
            return connection.execute(counted).scalar_one()

    def note_wrong_code(self, key: str, source: str, at: datetime, forget: datetime) -> None:
        """Count a wrong code, and delete those before ``forget``."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(wrong_code).where(wrong_code.c.at < forget))
            connection.execute(sa.insert(wrong_code).values(id=key, source=source, at=at))

    # ---- people

    def join(
        self, assessment: str, person: Participant, token_digest: str, *, forget: datetime
    ) -> None:
        """Add a person, and delete the wrong codes before ``forget``.

        Raises Refused when someone of that name and function is there already.
        """
        with self._database.writing() as connection:
            connection.execute(sa.delete(wrong_code).where(wrong_code.c.at < forget))
            key = key_of(connection, assessment)
            ours = {**key, "workshop_id": person.workshop}
            alike = {**ours, "function": person.function, "role": person.role}
            taken = {folded(name) for name in connection.execute(_NAMES, alike).scalars()}
            if folded(person.name) in taken:
                raise Refused("workshop.join.taken", name=person.name)
            _append_person(connection, key, person, token_digest)

    def free(self, assessment: str, workshop: str, person: str, at: datetime) -> None:
        """Take a person off the list: their name is free, their token opens nothing more."""
        with self._database.writing() as connection:
            key = key_of(connection, assessment)
            found = next(
                (one for one in _people(connection, key, workshop) if one.id == person), None
            )
            if found is not None and not found.left:
                _append_person(connection, key, replace(found, left=True, at=at), "")

    def people(self, assessment: str, workshop: str) -> tuple[Participant, ...]:
        """Everyone who ever joined, in the order in which they did."""
        with self._database.reading() as connection:
            return _people(connection, key_of(connection, assessment), workshop)

    def seat(self, token_digest: str) -> Seat | None:
        """Where a token leads; None when it leads nowhere, or nowhere any more."""
        with self._database.reading() as connection:
            row = connection.execute(_SEAT, {"token_digest": token_digest}).mappings().first()
            if row is None or connection.execute(_LEFT, dict(row)).scalar():
                return None
        return Seat(assessment=row["assessment_id"], participant=_person(row))

    # ---- votes

    def vote(self, assessment: str, workshop: str, vote: Vote) -> Vote:
        """Keep a vote, while its round is open: in one transaction, so that none comes after the reveal.

        Raises Refused when the round is over, or when the person has left the list.
        """
        with self._database.writing() as connection:
            key = key_of(connection, assessment)
            ours = {**key, "workshop_id": workshop}
            floor = _floor(connection, ours)
            asked = (floor["kind"], floor["question_id"], floor["round"])
            if asked != ("asked", vote.question, vote.round):
                raise Refused("workshop.vote.over")
            if connection.execute(_LEFT, {**ours, "participant_id": vote.participant}).scalar():
                raise Refused("workshop.vote.left")
            (seq,) = numbers(connection, 1)
            row = {
                "seq": seq,
                "workshop_id": workshop,
                "question_id": vote.question,
                "round": vote.round,
                "participant_id": vote.participant,
                "value": vote.value,
                "at": vote.at,
            }
            connection.execute(sa.insert(vote_event), {**key, **row})
            return replace(vote, seq=seq)

    def last_vote(self, seat: Seat, question: QuestionId, number: int) -> str | None:
        """What someone last said in a round; None: nothing yet."""
        person = seat.participant
        with self._database.reading() as connection:
            cast = {
                **key_of(connection, seat.assessment),
                "workshop_id": person.workshop,
                "question_id": question,
                "round": number,
                "participant_id": person.id,
            }
            value: str | None = connection.execute(_LAST_VOTE, cast).scalar()
            return value

    def votes(
        self, assessment: str, workshop: str, question: QuestionId | None = None
    ) -> tuple[Vote, ...]:
        """Every vote ever cast, oldest first, on one question or on all."""
        table = vote_event
        with self._database.reading() as connection:
            key = key_of(connection, assessment)
            asked = sa.select(table).where(_mine(table, key, workshop)).order_by(table.c.seq)
            if question is not None:
                asked = asked.where(table.c.question_id == question)
            return tuple(map(_vote, connection.execute(asked).mappings()))


def _mine(table: sa.Table, key: Mapping[str, str], workshop: str | None) -> sa.ColumnElement[bool]:
    mine = sa.and_(*(table.c[name] == value for name, value in key.items()))
    return mine if workshop is None else mine & (table.c.workshop_id == workshop)


def _ours(table: sa.Table) -> sa.ColumnElement[bool]:
    """The rows of one workshop."""
    names = ("root_id", "assessment_id", "workshop_id")
    return sa.and_(*(table.c[name] == sa.bindparam(name, type_=sa.String) for name in names))


def _listed(people: sa.Select[Any]) -> sa.Select[Any]:
    """Those people in one row: a thread gives way to all others at each row that it fetches."""
    found = people.subquery()
    return sa.select(sa.func.group_concat(found.c.participant_id))


def _ids(listed: str | None) -> frozenset[str]:
    return frozenset(listed.split(",")) if listed else frozenset()


def _bound(column: sa.Column[Any]) -> sa.ColumnElement[bool]:
    return column == sa.bindparam(column.name, type_=column.type)


_LIVE = (
    sa.select(workshop_code)
    .where(
        workshop_code.c.seq.in_(
            sa.select(sa.func.max(workshop_code.c.seq)).group_by(
                workshop_code.c.root_id,
                workshop_code.c.assessment_id,
                workshop_code.c.workshop_id,
                workshop_code.c.role,
            )
        ),
        workshop_code.c.expires_at > sa.bindparam("now", type_=workshop_code.c.expires_at.type),
    )
    .order_by(workshop_code.c.seq.desc())
)
_FLOOR = (
    sa.select(
        workshop_event.c.seq,
        workshop_event.c.kind,
        workshop_event.c.question_id,
        workshop_event.c.round,
    )
    .where(_ours(workshop_event), workshop_event.c.kind.in_(FLOOR))
    .order_by(workshop_event.c.seq.desc())
    .limit(1)
)
_gone = sa.func.max(sa.case((participant_event.c.gone, 1), else_=0))
_PRESENT = _listed(
    sa.select(participant_event.c.participant_id)
    .where(_ours(participant_event), participant_event.c.role == "participant")
    .group_by(participant_event.c.participant_id)
    .having(_gone == 0)
)
_NAMES = (
    sa.select(participant_event.c.name)
    .where(
        _ours(participant_event),
        _bound(participant_event.c.function),
        _bound(participant_event.c.role),
    )
    .group_by(participant_event.c.participant_id, participant_event.c.name)
    .having(_gone == 0)
)
_LEFT = sa.select(sa.func.coalesce(_gone, 1)).where(
    _ours(participant_event), _bound(participant_event.c.participant_id)
)
_SEAT = sa.select(participant_event).where(_bound(participant_event.c.token_digest)).limit(1)
_VOTED = _listed(
    sa.select(vote_event.c.participant_id)
    .where(_ours(vote_event), _bound(vote_event.c.question_id), _bound(vote_event.c.round))
    .distinct()
)
_LAST_VOTE = (
    sa.select(vote_event.c.value)
    .where(
        _ours(vote_event),
        _bound(vote_event.c.question_id),
        _bound(vote_event.c.round),
        _bound(vote_event.c.participant_id),
    )
    .order_by(vote_event.c.seq.desc())
    .limit(1)
)


def _floor(connection: Connection, key: Mapping[str, str]) -> sa.RowMapping:
    """The last event that changed what is before the room. Raises NotFound."""
    row = connection.execute(_FLOOR, key).mappings().first()
    if row is None:
        raise NotFound("workshop.not_found")
    return row


def _people(
    connection: Connection, key: Mapping[str, str], workshop: str
) -> tuple[Participant, ...]:
    table = participant_event
    asked = sa.select(table).where(_mine(table, key, workshop)).order_by(table.c.seq)
    found: dict[str, Participant] = {}
    for row in connection.execute(asked).mappings():
        first = found.get(row["participant_id"])
        person = _person(row)
        found[person.id] = replace(person, at=first.at) if first else person
    return tuple(found.values())


def _person(row: sa.RowMapping) -> Participant:
    return Participant(
        id=row["participant_id"],
        workshop=row["workshop_id"],
        name=row["name"],
        function=row["function"],
        role=row["role"],
        at=row["at"],
        left=row["gone"],
    )


def _append_person(
    connection: Connection, key: Mapping[str, str], person: Participant, token_digest: str
) -> None:
    (seq,) = numbers(connection, 1)
    row = {
        "seq": seq,
        "workshop_id": person.workshop,
        "participant_id": person.id,
        "token_digest": token_digest,
        "name": person.name,
        "function": person.function,
        "role": person.role,
        "gone": person.left,
        "at": person.at,
    }
    connection.execute(sa.insert(participant_event), {**key, **row})


def _event(row: sa.RowMapping) -> WorkshopEvent:
    return WorkshopEvent(
        seq=row["seq"],
        workshop=row["workshop_id"],
        kind=row["kind"],
        question=row["question_id"],
        round=row["round"],
        data=row["data"],
        author=row["author"],
        at=row["at"],
    )


def _vote(row: sa.RowMapping) -> Vote:
    return Vote(
        seq=row["seq"],
        participant=row["participant_id"],
        question=QuestionId(row["question_id"]),
        round=row["round"],
        value=row["value"],
        at=row["at"],
    )
