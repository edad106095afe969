"""What a workshop asks, in which order, and how long each part is meant to take."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from care_assess.answers import Applies
from care_assess.questionnaire import Question, QuestionId, Questionnaire

__all__ = [
    "BREAK",
    "CLOSING",
    "STRETCH",
    "WELCOME",
    "Part",
    "Slot",
    "agenda",
    "chosen",
    "left_of",
    "parts_of",
]

WELCOME, BREAK, CLOSING = 10, 10, 10
"""Minutes to begin, to breathe and to conclude. A proposal of ours, like the next one."""
STRETCH = 90
"""Minutes of work after which a break comes, when another part follows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """The questions of one section that are asked, in order."""

    questionnaire: str
    section: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """A line of the agenda: it begins ``start`` minutes after the workshop does and takes ``minutes``."""

    kind: Literal["welcome", "part", "break", "closing"]
    start: int
    minutes: int
    part: Part | None = None


def parts_of(
    questionnaires: Sequence[Questionnaire], applicable: Mapping[QuestionId, Applies]
) -> tuple[Part, ...]:
    """The sections with the questions that concern the establishment, in the order in which they are asked."""
    parts = (
        Part(
            questionnaire=questionnaire.id,
            section=section.id,
            questions=tuple(
                one
                for one in section.questions
                if one.id in applicable and applicable[one.id].applies
            ),
        )
        for questionnaire in questionnaires
        for section in questionnaire.sections
    )
    return tuple(part for part in parts if part.questions)


def chosen(
    parts: Sequence[Part],
    *,
    sections: Collection[tuple[str, str]] | None = None,
    core: bool = False,
) -> tuple[Part, ...]:
    """The parts of the ``sections`` named (questionnaire, section), None: all; of the ``core`` tier alone."""
    kept = (
        replace(
            part, questions=tuple(one for one in part.questions if not core or one.tier == "core")
        )
        for part in parts
        if sections is None or (part.questionnaire, part.section) in sections
    )
    return tuple(part for part in kept if part.questions)


def agenda(parts: Sequence[Part], minutes: int, *, welcome: bool = True) -> tuple[Slot, ...]:
    """The lines of the agenda, one after the other, when a question takes so many ``minutes``.

    ``welcome`` False: the room goes straight to the first part, as when it takes the workshop up again.
    """
    return tuple(_slots(parts, minutes, welcome=welcome))


def left_of(parts: Sequence[Part], behind: Collection[QuestionId]) -> tuple[Part, ...]:
    """The parts of which questions are left, once those ``behind`` are taken out."""
    kept = (
        replace(part, questions=tuple(one for one in part.questions if one.id not in behind))
        for part in parts
    )
    return tuple(part for part in kept if part.questions)


def _slots(parts: Sequence[Part], minutes: int, *, welcome: bool) -> Iterator[Slot]:
    if not parts:
        return
    at, worked = 0, 0
    if welcome:
        yield Slot(kind="welcome", start=0, minutes=WELCOME)
        at = WELCOME
    for part in parts:
        long = minutes * len(part.questions)
        if worked and worked + long > STRETCH:
            yield Slot(kind="break", start=at, minutes=BREAK)
            at, worked = at + BREAK, 0
        yield Slot(kind="part", start=at, minutes=long, part=part)
        at, worked = at + long, worked + long
    yield Slot(kind="closing", start=at, minutes=CLOSING)
