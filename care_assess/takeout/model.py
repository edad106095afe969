"""What is taken away, and the mark by which a row is known when it comes back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from care_assess.plan.following import STATUSES, Follow, FollowEvent, FollowField
from care_assess.plan.roadmap import Line
from care_assess.report.parts.story import Story
from care_assess.text import Translator

__all__ = [
    "FIELDS",
    "FORMAT",
    "Takeout",
    "Value",
    "numbered",
    "stamp",
    "status_words",
    "title_key",
    "written_evidence",
]

FORMAT = "care-assess/roadmap/1"

FIELDS: tuple[FollowField, ...] = (
    "owner", "status", "reason", "start", "due", "build", "run", "funding", "comment", "evidence",
)  # fmt: skip
"""What people say of an action, in the order of the columns."""

Value: TypeAlias = "str | date | Decimal | tuple[str, ...] | None"
"""The value of one field of a Follow."""

_OURS = ("id", "wave", "proposed_start", "proposed_due", "stamp")
_SIGNS = 16  # hexadecimal, of the digest of a row


@dataclass(frozen=True, kw_only=True, slots=True)
class Takeout:
    """A road map ready to leave. ``latest``: the last thing said of each action, by its id."""

    assessment: str
    story: Story
    lines: tuple[Line, ...]
    latest: Mapping[str, FollowEvent]

    def words(self, line: Line) -> str:
        """What the action is; its reference when the questionnaires have lost its words."""
        return self.story.inside(line.text) if line.text else line.id

    def role(self, line: Line) -> str:
        """Who usually does it, in words; empty when that is not known."""
        return self.story.text(self.story.reference.owners[line.role]) if line.role else ""

    def open_lines(self) -> tuple[Line, ...]:
        """The actions of which something is still expected."""
        return tuple(line for line in self.lines if not line.follow.closed)


def stamp(assessment: str, action: str, seq: int, follow: Follow) -> str:
    """``12-3fa9c1d25be07a64``: the number of what was last said of an action (0: nothing), and its digest.

    A row that carries it says which state it was taken away in, and that it comes from here.
    """
    told = json.dumps([FORMAT, assessment, action, seq, _plain(follow)], sort_keys=True)
    return f"{seq}-{hashlib.sha256(told.encode('ascii')).hexdigest()[:_SIGNS]}"


def numbered(mark: str) -> int | None:
    """The number in a stamp; None when it is no stamp."""
    number = mark.partition("-")[0]
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 16 else None


def title_key(name: str) -> str:
    """The sentence that heads a column: that of the page of the road map, when the page has it too."""
    area = "takeout" if name in _OURS else "roadmap"
    return f"{area}.column.{name}"


def status_words(tr: Translator) -> tuple[str, ...]:
    """The statuses in words, in the order of STATUSES."""
    return tuple(tr(f"roadmap.status.{status}") for status in STATUSES)


def written_evidence(evidence: tuple[str, ...]) -> str:
    """Names of documents in one cell, one a line."""
    return "\n".join(evidence)


def _plain(follow: Follow) -> dict[str, object]:
    return {
        name: value
        if value is None
        else f"{value:.2f}"
        if isinstance(value, Decimal)
        else str(value)
        for name, value in asdict(follow).items()
    }
