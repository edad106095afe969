"""Which kit to take next, by a rule of ours: the grid of the ANS is the reference, and is to be asked for.

    history   beginner        no exercise counts in the last 24 months
              the same again  the last one has no written review whose actions have an owner and a date
              one more        otherwise, from the level of the last one that counts
    topic     at most the kit of the level of the topic: 0-1 beginner, 2-3 intermediate, 4-5 advanced

The lower of the two is recommended. Without a level of the topic, the history alone says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from care_assess.exercises.counting import last_counting
from care_assess.exercises.model import LEVELS, Level, Register
from care_assess.obligations import months_after

__all__ = ["Advice", "Because", "recommend"]

Because: TypeAlias = Literal["never", "old", "again", "up", "top", "topic"]
_RECENT = 24  # months


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    """The level of the kit, and what settles it."""

    level: Level
    because: Because


def recommend(register: Register, topic_level: int | None, today: date) -> Advice:
    """The kit of the next exercise. ``topic_level``: that of the topic, 0 to 5; None: not given."""
    by_history = _by_history(register, today)
    if topic_level is None:
        return by_history
    most = LEVELS[min(topic_level // 2, len(LEVELS) - 1)]
    if LEVELS.index(most) < LEVELS.index(by_history.level):
        return Advice(level=most, because="topic")
    return by_history


def _by_history(register: Register, today: date) -> Advice:
    last = last_counting(register, today)
    if last is None or last.day is None:
        return Advice(level="beginner", because="never")
    if last.day < months_after(today, -_RECENT):
        return Advice(level="beginner", because="old")
    held = LEVELS.index(last.level or "beginner")
    if not last.written:
        return Advice(level=LEVELS[held], because="again")
    if held == len(LEVELS) - 1:
        return Advice(level=LEVELS[held], because="top")
    return Advice(level=LEVELS[held + 1], because="up")
