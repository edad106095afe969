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
            if after is not None and _floor(connection, key, event.workshop)["seq"] != after:
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
            key = key_of(connection, assessment)
            floor = _floor(connection, key, workshop)
            there = _present(key, workshop).where(participant_event.c.role == "participant")
            present = frozenset(connection.execute(there).scalars())
            asked = sa.select(vote_event.c.participant_id).distinct()
            votes = asked.where(
                _mine(vote_event, key, workshop),
                vote_event.c.question_id == floor["question_id"],
                vote_event.c.round == floor["round"],
            )
            voted = frozenset(connection.execute(votes).scalars())
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
        """Every code that has not expired, newest first."""
        table = workshop_code
        asked = sa.select(table).where(table.c.expires_at > now).order_by(table.c.seq.desc())
        with self._database.reading() as connection:
            return tuple(
                Code(
                    assessment=row["assessment_id"],
                    workshop=row["workshop_id"],
                    role=row["role"],
                    code=row["code"],
                    expires_at=row["expires_at"],
                )
                for row in connection.execute(asked).mappings()
            )

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

    def join(self, assessment: str, person: Participant, token_digest: str) -> None:
        """Add a person. Raises Refused when someone of that name and function is there already."""
        with self._database.writing() as connection:
            key = key_of(connection, assessment)
            table = participant_event
            same = _present(key, person.workshop, table.c.name).where(
                table.c.function == person.function, table.c.role == person.role
            )
            taken = (folded(row.name) for row in connection.execute(same))
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
        table = participant_event
        asked = sa.select(table).where(table.c.token_digest == token_digest).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(asked).mappings().first()
            if row is None or not token_digest:
                return None
            key = {"root_id": row["root_id"], "assessment_id": row["assessment_id"]}
            people = _people(connection, key, row["workshop_id"])
        found = next((one for one in people if one.id == row["participant_id"]), None)
        if found is None or found.left:
            return None
        return Seat(assessment=row["assessment_id"], participant=found)

    # ---- votes

    def vote(self, assessment: str, workshop: str, vote: Vote) -> Vote:
        """Keep a vote, while its round is open: in one transaction, so that none comes after the reveal.

        Raises Refused when the round is over, or when the person has left the list.
        """
        with self._database.writing() as connection:
            key = key_of(connection, assessment)
            floor = _floor(connection, key, workshop)
            asked = (floor["kind"], floor["question_id"], floor["round"])
            if asked != ("asked", vote.question, vote.round):
                raise Refused("workshop.vote.over")
            mine = participant_event.c.participant_id == vote.participant
            if connection.execute(_present(key, workshop).where(mine)).first() is None:
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


def _floor(connection: Connection, key: Mapping[str, str], workshop: str) -> sa.RowMapping:
    """The last event that changed what is before the room. Raises NotFound."""
    table = workshop_event
    asked = (
        sa.select(table.c.seq, table.c.kind, table.c.question_id, table.c.round)
        .where(_mine(table, key, workshop), table.c.kind.in_(FLOOR))
        .order_by(table.c.seq.desc())
        .limit(1)
    )
    row = connection.execute(asked).mappings().first()
    if row is None:
        raise NotFound("workshop.not_found")
    return row


def _present(key: Mapping[str, str], workshop: str, *columns: sa.Column[str]) -> sa.Select[Any]:
    """The ids of those who have joined and not left, with other columns that never change."""
    table = participant_event
    wanted = (table.c.participant_id, *columns)
    gone = sa.func.max(sa.case((table.c.gone, 1), else_=0))
    return sa.select(*wanted).where(_mine(table, key, workshop)).group_by(*wanted).having(gone == 0)


def _people(
    connection: Connection, key: Mapping[str, str], workshop: str
) -> tuple[Participant, ...]:
    table = participant_event
    asked = sa.select(table).where(_mine(table, key, workshop)).order_by(table.c.seq)
    found: dict[str, Participant] = {}
    for row in connection.execute(asked).mappings():
        first = found.get(row["participant_id"])
        found[row["participant_id"]] = Participant(
            id=row["participant_id"],
            workshop=row["workshop_id"],
            name=row["name"],
            function=row["function"],
            role=row["role"],
            at=first.at if first else row["at"],
            left=row["gone"],
        )
    return tuple(found.values())


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
