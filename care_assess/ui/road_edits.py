"""What is typed into the table of the road map, cell by cell, as what is said of the actions.

The browser sends the cells that were changed: row → column → what JSON holds. Nothing in it is trusted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from care_assess.errors import FollowRejected
from care_assess.plan.following import (
    UNFOLLOWED,
    Follow,
    FollowField,
    check_follow,
    follow_faults,
)

__all__ = ["EDITABLE", "Edited", "Edits", "edited", "in_one_cell"]

Edits: TypeAlias = Mapping[int, Mapping[str, object]]
"""Row of the table, from 0 → column → what is typed: a text, a number, a date as text, or None."""

_SEPARATOR = re.compile(r"[;\n]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Edited:
    """What the cells say: of each action that changes, all there is to say; nothing when there are ``faults``."""

    said: Mapping[str, Follow]
    faults: tuple[FollowRejected, ...]

    @property
    def pending(self) -> bool:
        """Whether something is typed that is not kept."""
        return bool(self.said or self.faults)


def edited(actions: Sequence[str], kept: Mapping[str, Follow], edits: Edits) -> Edited:
    """What ``edits`` make of what is ``kept``; ``actions``: the action of each row."""
    said: dict[str, Follow] = {}
    faults: list[FollowRejected] = []
    for row, cells in sorted(edits.items()):
        if 0 <= row < len(actions):
            name = actions[row]
            before = kept.get(name, UNFOLLOWED)
            follow, wrong = _typed(name, before, cells)
            wrong = wrong or list(follow_faults(name, follow, actions))
            faults.extend(wrong)
            if not wrong and check_follow(name, follow, actions) != before:
                said[name] = follow
    return Edited(said={} if faults else said, faults=tuple(faults))


def in_one_cell(evidence: Iterable[str]) -> str:
    """Names of documents, apart by semicolons, as they are typed."""
    return " ; ".join(evidence)


def _typed(
    action: str, follow: Follow, cells: Mapping[str, object]
) -> tuple[Follow, list[FollowRejected]]:
    """``follow`` with those cells, and which of them cannot be read."""
    read: dict[str, Any] = {}
    faults = []
    for name, (kind, reader) in EDITABLE.items():
        if name in cells:
            try:
                read[name] = reader(cells[name])
            except (ValueError, TypeError):
                faults.append(FollowRejected(action, name, f"roadmap.unreadable.{kind}"))
    return replace(follow, **read), faults


def _text(value: object) -> str:
    if value is not None and not isinstance(value, str):
        raise TypeError(value)
    return value or ""


def _date(value: object) -> date | None:
    return date.fromisoformat(_text(value)[:10]) if value else None


def _amount(value: object) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(value)
    return Decimal(str(value))  # 12.5, not the nearest binary fraction


def _names(value: object) -> tuple[str, ...]:
    return tuple(_SEPARATOR.split(_text(value)))


EDITABLE: Mapping[FollowField, tuple[str, Callable[[object], Any]]] = {
    "owner": ("text", _text),
    "status": ("text", _text),
    "reason": ("text", _text),
    "start": ("date", _date),
    "due": ("date", _date),
    "build": ("amount", _amount),
    "run": ("amount", _amount),
    "funding": ("text", _text),
    "comment": ("text", _text),
    "evidence": ("text", _names),
}
"""The columns that can be typed into, in order: what kind of cell each is, and what reads it."""
