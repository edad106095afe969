"""What people say about the actions of a plan, until they are done.

events ── fold_follows ──▶ the latest of each action ──▶ Follow, UNFOLLOWED where nobody has said anything
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypeAlias, get_args

from care_assess.answers import (
    LONGEST_COMMENT,
    LONGEST_NAME,
    LONGEST_REASON,
    MOST_EVIDENCE,
    clean_text,
)
from care_assess.errors import FollowRejected
from care_assess.plan.model import Plan, PlannedAction
from care_assess.plan.weighing import names_of
from care_assess.questionnaire import Action, Questionnaire

__all__ = [
    "CLOSED",
    "FIRST_DAY",
    "HIGHEST_COST",
    "LAST_DAY",
    "STATUSES",
    "UNFOLLOWED",
    "WITH_REASON",
    "Follow",
    "FollowEvent",
    "FollowField",
    "Status",
    "actions_of",
    "check_follow",
    "fold_follows",
    "follow_faults",
    "is_overdue",
    "questioned",
]

Status: TypeAlias = Literal["to_do", "in_progress", "blocked", "done", "dropped"]
STATUSES: tuple[Status, ...] = get_args(Status)
WITH_REASON: tuple[Status, ...] = ("blocked", "dropped")
"""The statuses that say why."""
CLOSED: tuple[Status, ...] = ("done", "dropped")
"""The statuses of which nothing more is expected."""

FollowField: TypeAlias = Literal[
    "action",
    "owner",
    "status",
    "reason",
    "start",
    "due",
    "build",
    "run",
    "funding",
    "comment",
    "evidence",
]

HIGHEST_COST = Decimal(10**9)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
_CENT = Decimal("0.01")


@dataclass(frozen=True, kw_only=True, slots=True)
class Follow:
    """All that is said about one action, entirely.

    ``owner``: the person in charge. ``reason``: why it is blocked or dropped, empty for any other status.
    ``build``: euros, once; ``run``: euros a year; each 0 or more, at most two decimals. ``funding``: where
    the money comes from. ``evidence``: names of the documents that show it is done.
    """

    owner: str = ""
    status: Status = "to_do"
    reason: str = ""
    start: date | None = None
    due: date | None = None
    build: Decimal | None = None
    run: Decimal | None = None
    funding: str = ""
    comment: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether nothing more is expected: done, or dropped."""
        return self.status in CLOSED


UNFOLLOWED = Follow()
"""An action of which nobody has said anything."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowEvent:
    """What someone said about an action, never changed afterwards.

    ``action``: the id of a planned action. ``seq`` grows over the whole store; ``at`` is UTC, and stays
    that of the day it was said when the next assessment takes it over.
    """

    seq: int
    action: str
    follow: Follow
    author: str
    at: datetime


def fold_follows(events: Iterable[FollowEvent]) -> dict[str, FollowEvent]:
    """The last event of each action, whatever the order in which they come."""
    return {event.action: event for event in sorted(events, key=lambda event: event.seq)}


def actions_of(questionnaires: Iterable[Questionnaire]) -> Mapping[str, Action]:
    """Every action that can be planned, by its id: in its longest form, whatever is answered."""
    asked = tuple(questionnaires)
    found: dict[str, Action] = {}
    names = names_of(asked)
    for question in (one for questionnaire in asked for one in questionnaire.questions):
        if question.action:
            name = names[question.action.text.fr]
            found[name] = max(found.get(name, question.action), question.action, key=_days)
    return found


def check_follow(action: str, follow: Follow, known: Collection[str]) -> Follow:
    """``follow`` as it is kept: texts trimmed, costs in cents, a reason only where one is due.

    ``known``: the ids of the actions that can be followed. Raises FollowRejected, the first of
    :func:`follow_faults`, when it cannot be kept.
    """
    for fault in follow_faults(action, follow, known):
        raise fault
    kept = _cleaned(follow)
    return replace(kept, build=_in_cents(kept.build), run=_in_cents(kept.run))


def follow_faults(action: str, follow: Follow, known: Collection[str]) -> Iterator[FollowRejected]:
    """All that keeps ``follow`` from being kept, field by field, in the order of :class:`Follow`."""
    if action not in known:
        yield FollowRejected(action, "action", "following.no_such_action", id=action)
    kept = _cleaned(follow)
    yield from _too_long(action, "owner", kept.owner, LONGEST_NAME)
    yield from _status_faults(action, kept)
    yield from _date_faults(action, kept)
    yield from _cost_faults(action, "build", kept.build)
    yield from _cost_faults(action, "run", kept.run)
    yield from _too_long(action, "funding", kept.funding, LONGEST_NAME)
    yield from _too_long(action, "comment", kept.comment, LONGEST_COMMENT)
    if len(kept.evidence) > MOST_EVIDENCE:
        yield FollowRejected(action, "evidence", "following.too_much_evidence", limit=MOST_EVIDENCE)
    for name in kept.evidence:
        yield from _too_long(action, "evidence", name, LONGEST_NAME)


def is_overdue(follow: Follow, today: date) -> bool:
    """Whether the due date that people gave has gone by, and the action is neither done nor dropped."""
    return follow.due is not None and follow.due < today and not follow.closed


def questioned(follows: Mapping[str, Follow], plan: Plan) -> tuple[PlannedAction, ...]:
    """The actions said to be done that the plan still proposes: the answer has not changed."""
    return tuple(
        action for action in plan.actions if follows.get(action.id, UNFOLLOWED).status == "done"
    )


def _status_faults(action: str, follow: Follow) -> Iterator[FollowRejected]:
    if follow.status not in STATUSES:
        yield FollowRejected(
            action, "status", "following.no_such_status", choice=", ".join(STATUSES)
        )
    if follow.status in WITH_REASON and not follow.reason:
        yield FollowRejected(action, "reason", f"following.reason_missing.{follow.status}")
    yield from _too_long(action, "reason", follow.reason, LONGEST_REASON)


def _date_faults(action: str, follow: Follow) -> Iterator[FollowRejected]:
    days: tuple[tuple[FollowField, date | None], ...] = (
        ("start", follow.start),
        ("due", follow.due),
    )
    for name, day in days:
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            years = {"first": FIRST_DAY.year, "last": LAST_DAY.year}
            yield FollowRejected(action, name, "following.date_out_of_range", **years)
    if follow.start and follow.due and follow.due < follow.start:
        yield FollowRejected(action, "due", "following.due_before_start")


def _cost_faults(action: str, name: FollowField, cost: Decimal | None) -> Iterator[FollowRejected]:
    if cost is None:
        return
    if not cost.is_finite() or abs(cost) > HIGHEST_COST:
        yield FollowRejected(action, name, "following.cost_too_high")
    elif cost < 0:
        yield FollowRejected(action, name, "following.cost_negative")
    elif cost != cost.quantize(_CENT):
        yield FollowRejected(action, name, "following.cost_too_fine")


def _too_long(action: str, name: FollowField, text: str, limit: int) -> Iterator[FollowRejected]:
    if len(text) > limit:
        facts = {"limit": limit, "length": len(text)}
        yield FollowRejected(action, name, "following.text_too_long", **facts)


def _cleaned(follow: Follow) -> Follow:
    return replace(
        follow,
        owner=_line(follow.owner),
        reason=clean_text(follow.reason) if follow.status in WITH_REASON else "",
        funding=_line(follow.funding),
        comment=clean_text(follow.comment),
        evidence=tuple(filter(None, dict.fromkeys(map(_line, follow.evidence)))),
    )


def _in_cents(cost: Decimal | None) -> Decimal | None:
    return None if cost is None else abs(cost).quantize(_CENT)  # of a zero, no sign


def _days(action: Action) -> int:
    return action.days


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())
