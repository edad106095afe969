"""The store: assessments, their covers and their answers, in a history that only grows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from care_assess.answers import CLEARED, AnswerEvent, Note
from care_assess.errors import NotFound, Overtaken, Refused
from care_assess.questionnaire import QuestionId
from care_assess.store import statements, tables
from care_assess.store.choices import Choice, Json, append_choice, last_choice
from care_assess.store.database import Database
from care_assess.store.delegations import DelegationLog
from care_assess.store.follows import FollowLog, take_over
from care_assess.store.keys import key_of, numbers
from care_assess.store.model import AssessmentInfo, Erasure, OpenAssessment
from care_assess.store.steering import SteeringLog
from care_assess.store.workshops import WorkshopLog

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["Store", "close_store", "close_stores", "open_store"]


class Store:
    """Assessments kept in a database. Every method may be called by any thread.

    What a method has written is on the disk when it returns; when it raises, nothing is written.
    Every method raises StoreUnavailable when the database cannot be read or written, and NotFound when
    it is given the id of no assessment.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.follows = FollowLog(database)
        """What is said of the actions of the plans."""
        self.workshops = WorkshopLog(database)
        """What happens in the workshops."""
        self.delegations = DelegationLog(database)
        """What happens to the questions entrusted to people."""

        self.steering = SteeringLog(database)
        """What a group steers by, and the summaries it has received."""

    @property
    def database(self) -> Database:
        """The database, for another way of looking at it."""
        return self._database

    @property
    def path(self) -> Path:
        """The file of the answers."""
        return self._database.path

    def ping(self) -> None:
        """Make sure, cheaply, that answers can be read and saved; raises StoreUnavailable otherwise."""
        with self._database.writing() as connection:
            connection.execute(sa.select(tables.sequence.c.last))

    def snapshot(self) -> bytes:
        """The whole database as it is at this moment, as the bytes of its file."""
        return self._database.snapshot()

    def size(self) -> tuple[int, int]:
        """How many assessments there are, and how many answers were ever given."""
        with self._database.reading() as connection:
            counts = [
                connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for table in (tables.assessment, tables.answer_event)
            ]
        return counts[0], counts[1]

    def close(self) -> None:
        """Give the connections back."""
        self._database.close()

    # ---- reading

    def list(self) -> tuple[AssessmentInfo, ...]:
        """Every assessment, in no particular order."""
        with self._database.reading() as connection:
            rows = connection.execute(statements.ALL_INFO).mappings()
            return tuple(map(statements.info_of, rows))

    def open(self, assessment: str, known: OpenAssessment | None = None) -> OpenAssessment:
        """An assessment with its latest answers.

        ``known``, the same assessment as it was read before, spares reading what it holds again.
        """
        with self._database.reading() as connection:
            key = key_of(connection, assessment)
            row = connection.execute(statements.INFO, key).mappings().one()
            info = statements.info_of(row)
            if known is not None and known.info.created_at != info.created_at:
                known = None  # it was erased, and begun again under the same id
            after = known.top_seq if known else 0
            events = _events(connection, statements.LATEST, {**key, "after": after})
            notes = known.notes if known else _notes(connection, key)
        return OpenAssessment(
            info=info,
            events={
                **(known.events if known else {}),
                **{event.question: event for event in events},
            },
            top_seq=row["answer_seq"] or 0,
            cover_seq=row["seq"],
            notes=notes,
        )

    def info(self, assessment: str) -> AssessmentInfo:
        """The cover of an assessment."""
        with self._database.reading() as connection:
            return _info(connection, key_of(connection, assessment))

    def history(self, assessment: str) -> tuple[AnswerEvent, ...]:
        """Every answer ever given in the assessment, oldest first."""
        with self._database.reading() as connection:
            return _events(connection, statements.HISTORY, key_of(connection, assessment))

    def seen(self, assessment: str, tab: str) -> int:
        """The number of the last event that a browser tab has shown; 0 for a new tab."""
        with self._database.reading() as connection:
            key = key_of(connection, assessment)
            return connection.execute(statements.SEEN, {**key, "tab": tab}).scalar() or 0

    def choice(self, assessment: str, name: str) -> Choice | None:
        """The last choice of that name in the assessment."""
        with self._database.reading() as connection:
            return last_choice(connection, key_of(connection, assessment), name)

    def erasures(self) -> tuple[Erasure, ...]:
        """What was erased, oldest first."""
        with self._database.reading() as connection:
            return tuple(
                Erasure(
                    assessment=row["assessment_id"],
                    at=row["at"],
                    answers=row["answers"],
                    covers=row["covers"],
                )
                for row in connection.execute(statements.ERASURES).mappings()
            )

    # ---- writing

    def create(
        self,
        info: AssessmentInfo,
        events: Iterable[AnswerEvent] = (),
        notes: Iterable[Note] = (),
        *,
        root: str,
    ) -> AssessmentInfo:
        """Keep a new assessment with its first answers and its notes, all or nothing.

        What was said of the actions of the assessment that it continues, or was moved from, is taken over.
        ``root`` becomes the id of its root organisation if that one is new. When an assessment of that
        id is already there it is given back as it is, so that creating twice creates once.
        """
        with self._database.writing() as connection:
            there = connection.execute(statements.INFO, {"assessment_id": info.id}).mappings()
            if row := there.first():
                return statements.info_of(row)
            key = {
                "root_id": _root(connection, info, root),
                "assessment_id": info.id,
            }
            connection.execute(
                sa.insert(tables.assessment).values(
                    root_id=key["root_id"],
                    id=info.id,
                    previous_id=info.previous,
                    migrated_from_id=info.migrated_from,
                    created_at=info.created_at,
                )
            )
            _append_cover(connection, key, info)
            _append(connection, key, tuple(events))
            _keep_notes(connection, key, tuple(notes))
            _take_over(connection, key, info.migrated_from or info.previous)
            return _info(connection, key)

    def describe(
        self, assessment: str, change: Callable[[AssessmentInfo], AssessmentInfo]
    ) -> AssessmentInfo:
        """Append the cover that ``change`` makes of the present one; nothing when it gives it back as it is.

        Nobody else writes meanwhile: two changes of different facts at once are both kept.
        """
        with self._database.writing() as connection:
            key = key_of(connection, assessment)
            info = _info(connection, key)
            changed = change(info)
            if changed == info:
                return info
            _append_cover(connection, key, changed)
            return _info(connection, key)

    def append(
        self, assessment: str, event: AnswerEvent, *, after: int | None = None
    ) -> AnswerEvent:
        """Append an answer; the event given back carries its number.

        ``after``: the number of the answer it replaces (0: none). Raises Overtaken when another one
        has come since.
        """
        with self._database.writing() as connection:
            key = key_of(connection, assessment)
            if after is not None and after != _last_of(connection, key, event.question):
                raise Overtaken("store.overtaken", question=event.question)
            return _append(connection, key, (event,))[0]

    def append_all(
        self, assessment: str, events: Sequence[AnswerEvent], *, after: int
    ) -> tuple[AnswerEvent, ...]:
        """Append answers, all or none; those given back carry their numbers.

        ``after``: the number of the last answer of the assessment (0: none). Raises Overtaken when
        another one has come since.
        """
        with self._database.writing() as connection:
            key = key_of(connection, assessment)
            if after != (connection.execute(statements.LAST, key).scalar() or 0):
                raise Overtaken("journal.overtaken")
            return _append(connection, key, events)

    def undo(
        self, assessment: str, question: QuestionId, *, author: str, tab: str, at: datetime
    ) -> AnswerEvent:
        """Append the answer that was there before the last one not yet undone.

        As many undos as answers give back the first state. Raises Refused when nothing is left to undo.
        """
        with self._database.writing() as connection:
            key = key_of(connection, assessment)
            undone, former = _last_done(connection, key, question)
            event = AnswerEvent(
                seq=0,
                question=question,
                answer=former.answer if former else CLEARED,
                author=author,
                tab=tab,
                source=former.source if former else undone.source,
                at=at,
                origin=former.origin if former else None,
                restores=former.seq if former else 0,
            )
            return _append(connection, key, (event,), undoes=undone.seq)[0]

    def choose(
        self,
        assessment: str,
        name: str,
        change: Callable[[Json | None], Json],
        *,
        author: str,
        at: datetime,
    ) -> Choice:
        """Append the value that ``change`` makes of the present one; nothing when it gives it back as it is.

        Nobody else writes meanwhile, as for :meth:`describe`.
        """
        with self._database.writing() as connection:
            key = key_of(connection, assessment)
            last = last_choice(connection, key, name)
            value = change(last.value if last else None)
            if last and last.value == value:
                return last
            (seq,) = numbers(connection, 1)
            choice = Choice(name=name, value=value, author=author, at=at, seq=seq)
            append_choice(connection, key, choice)
            return choice

    def set_seen(self, assessment: str, tab: str, seq: int) -> None:
        """Remember that a browser tab has shown everything up to ``seq``; it never goes back."""
        table = tables.tab_seen
        with self._database.writing() as connection:
            key = {**key_of(connection, assessment), "tab": tab}
            seen = connection.execute(statements.SEEN, key).scalar()
            if seen is None:
                connection.execute(sa.insert(table).values(**key, seq=seq))
            elif seen < seq:
                mine = sa.and_(*(table.c[name] == value for name, value in key.items()))
                connection.execute(sa.update(table).where(mine).values(seq=seq))

    def erase(self, assessment: str, at: datetime) -> Erasure:
        """Delete an assessment for good, and keep a log entry without any name."""
        with self._database.writing() as connection:
            erasure = _erase(connection, key_of(connection, assessment), at)
        self._database.forget_erased()
        return erasure


_HELD = (
    tables.answer_event,
    tables.choice_event,
    tables.cover,
    tables.delegation_event,
    tables.follow_event,
    tables.note,
    tables.participant_event,
    tables.tab_seen,
    tables.vote_event,
    tables.workshop_code,
    tables.workshop_event,
)
"""What is erased with an assessment."""

_STORES: dict[Path, Store] = {}
_OPENING = threading.Lock()


def open_store(data_dir: Path) -> Store:
    """The store of a data folder, made and brought up to date the first time this process asks for it.

    Raises StoreUnavailable when it cannot be opened.
    """
    folder = data_dir.expanduser().absolute()
    with _OPENING:
        if folder not in _STORES:
            database = Database(folder)
            database.open()
            _STORES[folder] = Store(database)
        return _STORES[folder]


def close_store(data_dir: Path) -> None:
    """Give back and forget the store of a folder that is about to go."""
    with _OPENING:
        store = _STORES.pop(data_dir.expanduser().absolute(), None)
    if store is not None:
        store.close()


def close_stores() -> None:
    """Give the connections of every store back."""
    for store in tuple(_STORES.values()):
        store.close()


def _info(connection: Connection, key: Mapping[str, str]) -> AssessmentInfo:
    return statements.info_of(connection.execute(statements.INFO, key).mappings().one())


def _root(connection: Connection, info: AssessmentInfo, new: str) -> str:
    """The id of the root organisation: that of the assessment continued, else that of the name, else ``new``.

    An establishment that has joined a GHT since keeps its years together.
    """
    for known in (info.migrated_from, info.previous):
        continued = connection.execute(statements.ROOT_OF, {"assessment_id": known}).scalar()
        if continued is not None:
            return str(continued)
    table, row = tables.root, statements.root_row(info.organisation)
    same = sa.and_(*(table.c[name] == value for name, value in row.items()))
    there = connection.execute(sa.select(table.c.id).where(same)).scalar()
    if there is not None:
        return str(there)
    connection.execute(sa.insert(table).values(id=new, **row))
    return new


def _append_cover(connection: Connection, key: Mapping[str, str], info: AssessmentInfo) -> None:
    (seq,) = numbers(connection, 1)
    connection.execute(sa.insert(tables.cover), {**key, "seq": seq, **statements.cover_row(info)})


def _append(
    connection: Connection,
    key: Mapping[str, str],
    events: Sequence[AnswerEvent],
    undoes: int | None = None,
) -> tuple[AnswerEvent, ...]:
    if not events:
        return ()
    seqs = numbers(connection, len(events))
    numbered = tuple(replace(event, seq=seq) for event, seq in zip(events, seqs, strict=True))
    rows = [{**key, **statements.answer_row(event), "undoes": undoes} for event in numbered]
    connection.execute(sa.insert(tables.answer_event), rows)
    return numbered


def _events(
    connection: Connection, statement: sa.Select[tuple[object, ...]], key: Mapping[str, object]
) -> tuple[AnswerEvent, ...]:
    return tuple(map(statements.event_of, connection.execute(statement, key).mappings()))


def _notes(connection: Connection, key: Mapping[str, object]) -> tuple[Note, ...]:
    return tuple(map(statements.note_of, connection.execute(statements.NOTES, key).mappings()))


def _take_over(connection: Connection, key: Mapping[str, str], source: str | None) -> None:
    """Go on with the actions of ``source``, when it is still there."""
    with suppress(NotFound):
        if source:
            take_over(connection, key_of(connection, source), key)


def _keep_notes(connection: Connection, key: Mapping[str, str], notes: tuple[Note, ...]) -> None:
    rows = [{**key, **statements.note_row(note, at)} for at, note in enumerate(notes)]
    if rows:
        connection.execute(sa.insert(tables.note), rows)


def _last_of(connection: Connection, key: Mapping[str, str], question: QuestionId) -> int:
    """The number of the last event of a question; 0 without one."""
    of_question = {**key, "question_id": question}
    return connection.execute(statements.LAST_OF_QUESTION, of_question).scalar() or 0


def _last_done(
    connection: Connection, key: Mapping[str, str], question: QuestionId
) -> tuple[AnswerEvent, AnswerEvent | None]:
    """The last answer not yet undone, and the one before it. Raises Refused when there is none."""
    done: list[AnswerEvent] = []
    rows = connection.execute(statements.QUESTION_HISTORY, {**key, "question_id": question})
    for row in rows.mappings():
        if row["undoes"] is None:
            done.append(statements.event_of(row))
        else:
            done.pop()
    if not done:
        raise Refused("store.nothing_to_undo", question=question)
    return done[-1], done[-2] if len(done) > 1 else None


def _erase(connection: Connection, key: Mapping[str, str], at: datetime) -> Erasure:
    assessment = key["assessment_id"]
    (seq,) = numbers(connection, 1)
    erasure = Erasure(
        assessment=assessment,
        at=at,
        answers=_count(connection, tables.answer_event, key),
        covers=_count(connection, tables.cover, key),
    )
    row = {"answers": erasure.answers, "covers": erasure.covers, "at": at}
    connection.execute(sa.insert(tables.erasure), {**key, "seq": seq, **row})
    for table in _HELD:
        connection.execute(sa.delete(table).where(_of(table, key)))
    kept = tables.assessment
    connection.execute(
        sa.delete(kept).where(kept.c.root_id == key["root_id"], kept.c.id == assessment)
    )
    for link in (kept.c.previous_id, kept.c.migrated_from_id):
        connection.execute(sa.update(kept).where(link == assessment).values({link: None}))
    left = sa.select(kept.c.id).where(kept.c.root_id == key["root_id"])
    if connection.execute(left.limit(1)).first() is None:
        connection.execute(sa.delete(tables.root).where(tables.root.c.id == key["root_id"]))
    return erasure


def _count(connection: Connection, table: sa.Table, key: Mapping[str, str]) -> int:
    counted = sa.select(sa.func.count()).select_from(table).where(_of(table, key))
    return connection.execute(counted).scalar_one()


def _of(table: sa.Table, key: Mapping[str, str]) -> sa.ColumnElement[bool]:
    return sa.and_(*(table.c[name] == value for name, value in key.items()))
