"""The edited workbook brought back: what it changes, told before anything is applied; or all that is wrong.

    bytes ── rows ──▶ cells changed since the export ── latest ──▶ Back: changes, and conflicts

A row says in which state it was taken away: what someone else has said since is never overwritten unseen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from care_assess.errors import ContentError, Fault, Message, Param
from care_assess.exchange.workbook import Row
from care_assess.plan.following import (
    STATUSES,
    UNFOLLOWED,
    WITH_REASON,
    Follow,
    FollowEvent,
    FollowField,
    check_follow,
    fold_follows,
    follow_faults,
)
from care_assess.takeout.cells import Unreadable, read_cell, reads_as
from care_assess.takeout.model import FIELDS, Value, numbered, stamp
from care_assess.takeout.opening import Returned, open_roadmap
from care_assess.takeout.workbook import STAMP

__all__ = ["Back", "Change", "Conflict", "read_back"]

_KINDS: Mapping[str, str] = {
    "start": "date",
    "due": "date",
    "build": "amount",
    "run": "amount",
    "status": "status",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One field of one action that the file changes, from what is kept today."""

    action: str
    field: FollowField
    before: Value
    after: Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflict:
    """One field changed in the file, and otherwise in the application, since it was taken away."""

    action: str
    field: FollowField
    exported: Value
    kept: Value
    file: Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Back:
    """What a file brings back. ``after``: the number of the last event of each action, to be replaced.

    ``ignored``: the titles of columns that are not of the export.
    """

    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    after: Mapping[str, int]
    ignored: tuple[str, ...]
    _kept: Mapping[str, Follow] = field(default_factory=dict)
    _forced: Mapping[str, Follow] = field(default_factory=dict)

    def said(self, *, forced: bool = False) -> Mapping[str, Follow]:
        """What is to be saved, by action; ``forced``: with the file right wherever there is a conflict."""
        return self._forced if forced else self._kept


def read_back(
    name: str,
    data: bytes,
    *,
    assessment: str,
    history: Iterable[FollowEvent],
    known: Collection[str],
) -> Back:
    """What the workbook ``name`` changes in the road map of ``assessment``.

    ``history``: everything said of its actions; ``known``: the actions that can be followed. A row that
    has gone changes nothing; the order of rows does not matter. Raises ContentError with all the faults.
    """
    returned = open_roadmap(name, data, assessment)
    reading = _Reading(returned, assessment, tuple(history), known)
    for row in returned.rows:
        reading.read(row)
    if reading.faults:
        raise ContentError(
            "takeout.refused", tuple(reading.faults), file=name, n=len(reading.faults)
        )
    return reading.back()


class _Reading:
    """Reads row after row; what is wrong adds up."""

    def __init__(
        self,
        returned: Returned,
        assessment: str,
        history: tuple[FollowEvent, ...],
        known: Collection[str],
    ) -> None:
        self.faults: list[Fault] = []
        self._returned = returned
        self._assessment = assessment
        self._events = {event.seq: event for event in history}
        self._latest = fold_follows(history)
        self._known = known
        self._seen: set[str] = set()
        self._changes: list[Change] = []
        self._conflicts: list[Conflict] = []
        self._kept: dict[str, Follow] = {}
        self._forced: dict[str, Follow] = {}

    def read(self, row: Row) -> None:
        """Read a row, or say what is wrong in it."""
        action = self._returned.text(row, "id")
        base = self._base(row, action)
        if base is None:
            return
        changed = dict(self._changed(row, base))
        if changed:
            self._merge(row, action, base, changed)

    def back(self) -> Back:
        """All that was read; only when nothing is wrong."""
        changed = {*self._kept, *self._forced}
        return Back(
            changes=tuple(self._changes),
            conflicts=tuple(self._conflicts),
            after={name: event.seq for name, event in self._latest.items() if name in changed},
            ignored=self._returned.ignored,
            _kept=self._kept,
            _forced=self._forced,
        )

    def _base(self, row: Row, action: str) -> Follow | None:
        """What was said of the action when the row was taken away; None when the row is not one of ours."""
        if not action:
            self._wrong(row, "id", "takeout.fault.no_id")
        elif action in self._seen:
            self._wrong(row, "id", "takeout.fault.twice", id=action)
        elif action not in self._known:
            self._wrong(row, "id", "following.no_such_action", id=action)
        else:
            self._seen.add(action)
            return self._stamped(row, action)
        return None

    def _stamped(self, row: Row, action: str) -> Follow | None:
        mark = self._returned.text(row, STAMP)
        seq = numbered(mark)
        event = self._events.get(seq or 0)
        follow = event.follow if event else UNFOLLOWED
        if seq is None or stamp(self._assessment, action, seq, follow) != mark:
            self._wrong(row, STAMP, "takeout.fault.stamp", id=action)
            return None
        return follow

    def _changed(self, row: Row, base: Follow) -> Iterator[tuple[FollowField, Value]]:
        """The fields whose cell no longer says what it did."""
        for name in FIELDS:
            text, before = self._returned.text(row, name), getattr(base, name)
            if reads_as(name, text, before):
                continue
            try:
                value = read_cell(name, text)
            except Unreadable:
                self._unreadable(row, name)
            else:
                if value != before:
                    yield name, value

    def _merge(
        self, row: Row, action: str, base: Follow, changed: dict[FollowField, Value]
    ) -> None:
        """Lay what the file changes over what is kept today."""
        event = self._latest.get(action)
        now = event.follow if event else UNFOLLOWED
        fought = {
            name
            for name, value in changed.items()
            if getattr(now, name) not in (getattr(base, name), value)
        }
        free = {name: value for name, value in changed.items() if name not in fought}
        kept, forced = _over(now, free), _over(now, changed)
        if not self._holds(row, action, changed, (forced, kept)):
            return
        kept = check_follow(action, kept, self._known)
        if kept != now:
            self._kept[action] = kept
            self._changes.extend(_changes(action, now, kept))
        if fought or kept != now:
            self._forced[action] = check_follow(action, forced, self._known)
        self._conflicts.extend(
            Conflict(
                action=action,
                field=name,
                exported=getattr(base, name),
                kept=getattr(now, name),
                file=value,
            )
            for name, value in changed.items()
            if name in fought
        )

    def _holds(
        self,
        row: Row,
        action: str,
        changed: Mapping[FollowField, Value],
        follows: tuple[Follow, Follow],
    ) -> bool:
        """Whether each of ``follows`` can be kept; the faults of both are said once."""
        if changed.get("reason") and follows[0].status not in WITH_REASON:
            self._wrong(row, "reason", "takeout.fault.needless_reason")
            return False
        told = {
            (fault.field, fault.message.key): fault.message
            for follow in follows
            for fault in follow_faults(action, follow, self._known)
        }
        for (name, _), message in told.items():
            self._say(row, name, message)
        return not told

    def _unreadable(self, row: Row, name: FollowField) -> None:
        words: dict[str, Param] = {
            status: Message(f"roadmap.status.{status}") for status in STATUSES
        }
        kind = _KINDS[name]
        params = words if kind == "status" else {}
        self._say(row, name, Message(f"takeout.fault.{kind}", params))

    def _wrong(self, row: Row, name: str, key: str, /, **params: Param) -> None:
        self._say(row, name, Message(key, params))

    def _say(self, row: Row, name: str, message: Message) -> None:
        place = self._returned.place(row, name)
        self.faults.append(Fault(file=self._returned.file, line=0, path=place, message=message))


def _over(follow: Follow, values: Mapping[FollowField, Value]) -> Follow:
    said: dict[str, Any] = dict(values.items())
    return replace(follow, **said)


def _changes(action: str, before: Follow, after: Follow) -> Iterator[Change]:
    for name in FIELDS:
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield Change(action=action, field=name, before=was, after=now)
