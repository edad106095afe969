"""What sheets say, as arrays: one row a sheet, one column a question, a ladder question or a cap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from care_assess.scoring.engine import Marking
from care_assess.scoring.frame import Cap, Frame, Outcome
from care_assess.scoring.ladder import Hold

__all__ = [
    "ANSWERED",
    "LEFT",
    "LEFT_BY_WORD",
    "NOT_KNOWN",
    "REFUSED",
    "UNANSWERED",
    "UNKNOWN",
    "UNSUITED",
    "Flags",
    "Real",
    "Rows",
    "Whole",
    "all_caps",
    "all_holds",
    "bits",
    "rows_of",
]

ANSWERED, UNKNOWN, UNANSWERED, UNSUITED, REFUSED = range(5)
"""The state of a question; UNSUITED: the profile or another answer takes it out, REFUSED: a person does."""

NOT_KNOWN, LEFT, LEFT_BY_WORD = -1, -2, -3
"""Of a ladder question: which rungs it fails is not known, or it has left the ladder (by a person's word)."""

_STATES: Final = {"answered": ANSWERED, "unknown": UNKNOWN, "unanswered": UNANSWERED}

_Kind = TypeVar("_Kind", bound=np.generic)
Whole: TypeAlias = "npt.NDArray[np.int64]"
Real: TypeAlias = "npt.NDArray[np.float64]"
Flags: TypeAlias = "npt.NDArray[np.bool_]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """n sheets over one frame of q questions, h ladder questions and c caps.

    ``states`` (n, q): see ANSWERED to REFUSED. ``points`` (n, q): 0 to 5 where answered, else 0.
    ``shown`` (n, q): evidence seen. ``failed`` (n, h): the rungs a ladder question fails as a set of
    bits (see :func:`bits`), or a negative number. ``certain`` (n, c): a known answer makes the cap hold.
    """

    states: Whole
    points: Real
    shown: Flags
    failed: Whole
    certain: Flags

    def __len__(self) -> int:
        return len(self.states)


def all_holds(frame: Frame) -> tuple[Hold, ...]:
    """The ladder questions of a frame: the columns of ``failed``."""
    return tuple(hold for domain in frame.domains for hold in domain.root.holds)


def all_caps(frame: Frame) -> tuple[Cap, ...]:
    """The caps of a frame, those of its domains then those of its topics: the columns of ``certain``."""
    domains = (cap for domain in frame.domains for cap in domain.caps)
    return (*domains, *(cap for caps in frame.topic_caps.values() for cap in caps))


def bits(rungs: Sequence[int]) -> int:
    """A set of rungs as a number: bit r for rung r."""
    return sum(1 << rung for rung in rungs)


def rows_of(frame: Frame, marked: Sequence[Marking]) -> Rows:
    """The rows of sheets marked on ``frame``."""
    holds, caps = all_holds(frame), all_caps(frame)
    outcomes = [one.outcomes for one in marked]
    asked = (len(marked), len(frame.slots))
    return Rows(
        states=_array([[_state(one) for one in row] for row in outcomes], asked, np.int64),
        points=_array([[one.points or 0 for one in row] for row in outcomes], asked, np.float64),
        shown=_array(
            [[one.tally.shown_weight for one in row] for row in outcomes], asked, np.bool_
        ),
        failed=_array([_failed(one, holds) for one in marked], (len(marked), len(holds)), np.int64),
        certain=_array(
            [[one.certain(cap) for cap in caps] for one in marked],
            (len(marked), len(caps)),
            np.bool_,
        ),
    )


def _array(
    rows: Sequence[Sequence[object]], shape: tuple[int, int], kind: type[_Kind]
) -> npt.NDArray[_Kind]:
    """Rows as an array, however many there are of either: none gives no shape away."""
    return np.array(rows, dtype=kind).reshape(shape)


def _state(outcome: Outcome) -> int:
    term = outcome.term
    return _STATES.get(term.state, REFUSED if term.declared else UNSUITED)


def _failed(marking: Marking, holds: Sequence[Hold]) -> list[int]:
    """What each ladder question fails in one sheet."""
    by_word = {hold.question.id for hold, _ in marking.attempts(holds, refused_fail=True)}
    known = {hold.question.id: failed for hold, failed in marking.attempts(holds)}
    found = []
    for hold in holds:
        name = hold.question.id
        if name in known:
            failed = known[name]
            found.append(NOT_KNOWN if failed is None else bits(failed))
        else:
            found.append(LEFT_BY_WORD if name in by_word else LEFT)
    return found
