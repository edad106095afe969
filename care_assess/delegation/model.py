"""A delegation, and the events that make it.

Each question of it is open, done or accepted:

sent ──▶ open ── finished ──▶ done ── accepted ──▶ accepted
           ▲                    │                     │
           └───── reopened ─────┴─────────────────────┘

The link may end meanwhile; the states stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeAlias, get_args

from care_assess.questionnaire import QuestionId

__all__ = [
    "KINDS",
    "STATES",
    "Delegation",
    "DelegationEvent",
    "Kind",
    "Standing",
    "State",
    "fold_delegations",
]

Kind: TypeAlias = Literal["sent", "renewed", "revoked", "finished", "accepted", "reopened"]
State: TypeAlias = Literal["open", "done", "accepted"]
Standing: TypeAlias = Literal["open", "finished", "accepted", "expired", "revoked"]

KINDS: tuple[Kind, ...] = get_args(Kind)
STATES: tuple[State, ...] = get_args(State)

_BECOMES: Mapping[Kind, State] = {"finished": "done", "accepted": "accepted", "reopened": "open"}


@dataclass(frozen=True, kw_only=True, slots=True)
class DelegationEvent:
    """One thing that happened to a delegation, never changed afterwards. ``at`` is UTC.

    ``questions``: those entrusted (sent), or those that are finished, accepted or reopened. ``person`` and
    ``message`` go with sent; ``secret``, the digest of the link, and ``expires`` with sent and renewed.
    """

    seq: int
    delegation: str
    kind: Kind
    author: str
    at: datetime
    questions: tuple[QuestionId, ...] = ()
    person: str = ""
    message: str = ""
    secret: str = ""
    expires: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Delegation:
    """Questions entrusted to ``person`` by ``author``; the link that leads to them ends at ``expires`` (UTC).

    ``secret``: the digest of the link that holds now. ``finished_at``: when the person last said that
    they had finished.
    """

    id: str
    person: str
    author: str
    message: str
    sent_at: datetime
    secret: str
    expires: datetime
    states: Mapping[QuestionId, State]
    revoked: bool = False
    finished_at: datetime | None = None

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The questions entrusted, in order."""
        return tuple(self.states)

    def of(self, *states: State) -> tuple[QuestionId, ...]:
        """The questions in one of those states, in order."""
        return tuple(name for name, state in self.states.items() if state in states)

    def standing(self, now: datetime) -> Standing:
        """How it stands at ``now`` (UTC). What is accepted entirely stays so when its link ends."""
        if not self.of("open", "done"):
            return "accepted"
        if self.revoked:
            return "revoked"
        if now >= self.expires:
            return "expired"
        return "open" if self.of("open") else "finished"

    def may_answer(self, question: QuestionId, now: datetime) -> bool:
        """Whether the person may answer ``question`` at ``now``."""
        return self.standing(now) == "open" and self.states.get(question) == "open"


def fold_delegations(events: Iterable[DelegationEvent]) -> dict[str, Delegation]:
    """The delegations by id, in the order in which they were sent; events of none are left out."""
    found: dict[str, Delegation] = {}
    for event in sorted(events, key=lambda one: one.seq):
        known = found.get(event.delegation)
        if event.kind == "sent" and known is None and event.expires is not None:
            found[event.delegation] = _sent(event, event.expires)
        elif known is not None:
            found[event.delegation] = _after(known, event)
    return found


def _sent(event: DelegationEvent, expires: datetime) -> Delegation:
    return Delegation(
        id=event.delegation,
        person=event.person,
        author=event.author,
        message=event.message,
        sent_at=event.at,
        secret=event.secret,
        expires=expires,
        states=dict.fromkeys(event.questions, "open"),
    )


def _after(known: Delegation, event: DelegationEvent) -> Delegation:
    if event.kind == "revoked":
        return replace(known, revoked=True)
    if event.kind == "renewed" and event.expires is not None:
        return replace(known, revoked=False, secret=event.secret, expires=event.expires)
    state = _BECOMES.get(event.kind)
    if state is None:
        return known
    moved = {name: state for name in event.questions if name in known.states}
    finished_at = event.at if event.kind == "finished" else known.finished_at
    return replace(known, states={**known.states, **moved}, finished_at=finished_at)
