"""A store that is only looked at, with the names hidden: for a demonstration."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NoReturn

import sqlalchemy as sa

from care_assess.answers import AnswerEvent, Note
from care_assess.delegation import Delegation, DelegationEvent
from care_assess.errors import NotFound, Refused
from care_assess.masking import Mask
from care_assess.plan.following import FollowEvent
from care_assess.questionnaire import QuestionId
from care_assess.steering.many import Row
from care_assess.store import tables
from care_assess.store.choices import Choice, Json
from care_assess.store.database import Database
from care_assess.store.delegations import DelegationLog
from care_assess.store.follows import FollowLog
from care_assess.store.model import AssessmentInfo, Erasure, OpenAssessment
from care_assess.store.steering import Snapshot, SnapshotInfo, SteeringLog
from care_assess.store.store import Store
from care_assess.store.workshops import Code, Seat, WorkshopLog
from care_assess.text import Translator
from care_assess.workshop import WorkshopEvent

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["MaskedStore"]


class MaskedStore(Store):
    """The same assessments with neutral names. Nothing can be written: what was hidden would be lost.

    Choices around the plan are not shown, since they hold names that nothing tells from other words.
    Every method that writes raises Refused. ``chosen``: the questions that are not answered in words.
    """

    def __init__(
        self, database: Database, tr: Translator, chosen: Callable[[], Collection[QuestionId]]
    ) -> None:
        super().__init__(database)
        self._tr = tr
        self._chosen = chosen
        self.follows = _MaskedFollows(database, self.mask)
        self.delegations = _MaskedDelegations(database, self.mask)
        self.workshops = _HiddenWorkshops(database)
        self.steering = _HiddenSteering(database)

    def mask(self) -> Mask:
        """What stands for each name, in the order in which they came."""
        with self._database.reading() as connection:
            return Mask(
                establishments=_in_order(connection, (tables.cover.c.name,)),
                groups=_in_order(connection, (tables.cover.c.ght,)),
                people=_in_order(connection, _PEOPLE),
                chosen=self._chosen(),
                tr=self._tr,
            )

    # ---- reading

    def list(self) -> tuple[AssessmentInfo, ...]:
        """Every assessment, without names."""
        mask = self.mask()
        return tuple(_hidden(info, mask) for info in super().list())

    def open(self, assessment: str, known: OpenAssessment | None = None) -> OpenAssessment:  # noqa: ARG002
        """An assessment without names; read whole each time, since ``known`` is hidden already."""
        mask, opened = self.mask(), super().open(assessment)
        return replace(
            opened,
            info=_hidden(opened.info, mask),
            events={name: mask.event(event) for name, event in opened.events.items()},
            notes=tuple(map(mask.note, opened.notes)),
        )

    def info(self, assessment: str) -> AssessmentInfo:
        """The cover of an assessment, without names."""
        return _hidden(super().info(assessment), self.mask())

    def history(self, assessment: str) -> tuple[AnswerEvent, ...]:
        """Every answer ever given, without names nor words."""
        return tuple(map(self.mask().event, super().history(assessment)))

    def choice(self, assessment: str, name: str) -> Choice | None:
        """Nothing: see the class."""
        super().choice(assessment, name)  # NotFound, as ever
        return None

    def snapshot(self) -> bytes:
        """Refused: it would hold every name."""
        _refuse()

    # ---- writing

    def create(
        self,
        info: AssessmentInfo,
        events: Iterable[AnswerEvent] = (),  # noqa: ARG002
        notes: Iterable[Note] = (),  # noqa: ARG002
        *,
        root: str,  # noqa: ARG002
    ) -> AssessmentInfo:
        """The assessment of that id if it is there; else refused."""
        try:
            return self.info(info.id)
        except NotFound:
            _refuse()

    def describe(
        self,
        assessment: str,  # noqa: ARG002
        change: Callable[[AssessmentInfo], AssessmentInfo],  # noqa: ARG002
    ) -> AssessmentInfo:
        """Refused."""
        _refuse()

    def append(
        self,
        assessment: str,  # noqa: ARG002
        event: AnswerEvent,  # noqa: ARG002
        *,
        after: int | None = None,  # noqa: ARG002
    ) -> AnswerEvent:
        """Refused."""
        _refuse()

    def append_all(
        self,
        assessment: str,  # noqa: ARG002
        events: Sequence[AnswerEvent],  # noqa: ARG002
        *,
        after: int,  # noqa: ARG002
    ) -> tuple[AnswerEvent, ...]:
        """Refused."""
        _refuse()

    def undo(
        self,
        assessment: str,  # noqa: ARG002
        question: QuestionId,  # noqa: ARG002
        *,
        author: str,  # noqa: ARG002
        tab: str,  # noqa: ARG002
        at: datetime,  # noqa: ARG002
    ) -> AnswerEvent:
        """Refused."""
        _refuse()

    def choose(
        self,
        assessment: str,  # noqa: ARG002
        name: str,  # noqa: ARG002
        change: Callable[[Json | None], Json],  # noqa: ARG002
        *,
        author: str,  # noqa: ARG002
        at: datetime,  # noqa: ARG002
    ) -> Choice:
        """Refused."""
        _refuse()

    def set_seen(self, assessment: str, tab: str, seq: int) -> None:
        """Nothing: what a tab shows here is not what it shows elsewhere."""

    def erase(self, assessment: str, at: datetime) -> Erasure:  # noqa: ARG002
        """Refused."""
        _refuse()


class _MaskedFollows(FollowLog):
    """What is said of the actions, without names."""

    def __init__(self, database: Database, mask: Callable[[], Mask]) -> None:
        super().__init__(database)
        self._mask = mask

    def latest(self, assessment: str) -> tuple[FollowEvent, ...]:
        return tuple(map(self._mask().follow, super().latest(assessment)))

    def history(self, assessment: str) -> tuple[FollowEvent, ...]:
        return tuple(map(self._mask().follow, super().history(assessment)))

    def append(
        self,
        assessment: str,  # noqa: ARG002
        events: Sequence[FollowEvent],
        after: Mapping[str, int],  # noqa: ARG002
    ) -> tuple[FollowEvent, ...]:
        return _refuse() if events else ()


class _HiddenSteering(SteeringLog):
    """No group: its tree is made of names."""

    def value(self, name: str) -> Json | None:  # noqa: ARG002
        return None

    def values(self, name: str) -> tuple[Json, ...]:  # noqa: ARG002
        return ()

    def names(self) -> tuple[str, ...]:
        return ()

    def say(
        self,
        name: str,  # noqa: ARG002
        change: Callable[[Json | None], Json],  # noqa: ARG002
        *,
        author: str,  # noqa: ARG002
        at: datetime,  # noqa: ARG002
    ) -> Json:
        _refuse()

    def infos(self) -> tuple[SnapshotInfo, ...]:
        return ()

    def campaigns(self) -> tuple[str, ...]:
        return ()

    def rows(self) -> list[Row]:
        return []

    def documents(
        self,
        campaign: str,  # noqa: ARG002
        places: Collection[str] | None = None,  # noqa: ARG002
    ) -> tuple[tuple[SnapshotInfo, str], ...]:
        return ()

    def take(
        self,
        make: Callable[[tuple[SnapshotInfo, ...]], Sequence[Snapshot]],  # noqa: ARG002
    ) -> tuple[Snapshot, ...]:
        _refuse()

    def erase(self, places: Collection[str], at: datetime) -> int:  # noqa: ARG002
        _refuse()


class _HiddenWorkshops(WorkshopLog):
    """No workshop: who was there and what was promised is made of names."""

    def events(self, assessment: str, workshop: str | None = None) -> tuple[WorkshopEvent, ...]:  # noqa: ARG002
        return ()

    def append(
        self,
        assessment: str,  # noqa: ARG002
        event: WorkshopEvent,  # noqa: ARG002
        *,
        after: int | None = None,  # noqa: ARG002
    ) -> WorkshopEvent:
        _refuse()

    def live_codes(self, now: datetime) -> tuple[Code, ...]:  # noqa: ARG002
        return ()

    def note_wrong_code(self, key: str, source: str, at: datetime, forget: datetime) -> None:  # noqa: ARG002
        _refuse()

    def seat(self, token_digest: str) -> Seat | None:  # noqa: ARG002
        return None


class _MaskedDelegations(DelegationLog):
    """What happens to the questions entrusted to people, without names. No link leads here."""

    def __init__(self, database: Database, mask: Callable[[], Mask]) -> None:
        super().__init__(database)
        self._mask = mask

    def history(self, assessment: str) -> tuple[DelegationEvent, ...]:
        return tuple(map(self._mask().delegated, super().history(assessment)))

    def find(self, secret: str) -> tuple[str, str] | None:  # noqa: ARG002
        return None

    def append(
        self,
        assessment: str,  # noqa: ARG002
        make: Callable[[Mapping[str, Delegation]], DelegationEvent | None],  # noqa: ARG002
    ) -> DelegationEvent | None:
        _refuse()


_PEOPLE = (
    tables.answer_event.c.author,
    tables.follow_event.c.author,
    tables.follow_event.c.owner,
    tables.delegation_event.c.person,
    tables.delegation_event.c.author,
)
"""Where people are named."""


def _refuse() -> NoReturn:
    raise Refused("clients.masked")


def _hidden(info: AssessmentInfo, mask: Mask) -> AssessmentInfo:
    organisation = mask.organisation(info.organisation)
    return replace(info, organisation=organisation, perimeter=mask.words(info.perimeter))


def _in_order(connection: Connection, columns: Iterable[sa.Column[str]]) -> tuple[str, ...]:
    """The names of some columns, each once, by the number of the row in which each came first."""
    first: dict[str, int] = {}
    for name, seq in _firsts(connection, columns):
        first[name] = min(seq, first.get(name, seq))
    return tuple(sorted(first, key=lambda name: (first[name], name)))


def _firsts(connection: Connection, columns: Iterable[sa.Column[str]]) -> Iterator[tuple[str, int]]:
    for column in columns:
        asked = sa.select(column, sa.func.min(column.table.c.seq)).group_by(column)
        for name, seq in connection.execute(asked):
            if name:
                yield name, seq
