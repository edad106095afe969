"""What can be computed once per questionnaire: which question counts where, and what each answer brings.

Weights become whole numbers over one common denominator, so that sums are exact and quick; every
possible outcome of a question is made here, and scoring a sheet only picks among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import NamedTuple, TypeAlias

from care_assess.answers import NEVER, Answer, Value, asked, level_of
from care_assess.questionnaire import (
    AXES,
    OUTSIDE,
    TOPICS,
    CapRule,
    NumberScale,
    Question,
    QuestionId,
    Questionnaire,
    Section,
    Tier,
)
from care_assess.scoring.ladder import Hold, holds_of
from care_assess.scoring.model import Term

__all__ = ["HIGHEST", "Cap", "Domain", "Frame", "Members", "Outcome", "Slot", "Tally", "frame_of"]

HIGHEST = 5

_EXACT = tuple(Fraction(level) for level in range(HIGHEST + 1))
Members: TypeAlias = "tuple[int, ...]"
"""Positions among the slots of a frame."""
Cap: TypeAlias = "tuple[CapRule, int]"
"""A rule and the position of its question."""


class Tally(NamedTuple):
    """What adds up: numbers of questions, then weights (whole, over the common denominator).

    ``points``: Σ weight x level of the known answers. ``shown``: weight of the known answers with
    evidence seen. ``refused``: weight declared not applicable by a person.
    """

    answered: int = 0
    unknown: int = 0
    unanswered: int = 0
    not_applicable: int = 0
    known_weight: int = 0
    unknown_weight: int = 0
    missing_weight: int = 0
    refused_weight: int = 0
    shown_weight: int = 0
    points: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one answer brings to every score that counts its question. ``level`` None: not known."""

    term: Term
    tally: Tally
    level: int | None = None


class Slot:
    """One scored question of the sheet, with all it can bring."""

    __slots__ = (
        "_bands",
        "_known",
        "_levels",
        "best",
        "id",
        "question",
        "unanswered",
        "unknown",
        "unsuited",
        "weight",
    )

    def __init__(self, question: Question, unit: int) -> None:
        self.id = question.id
        self.question = question
        self.weight = int(question.weight * unit)
        self._levels = {option.id: option.level for option in question.options}
        if question.scale and question.scale.never:
            self._levels[NEVER] = 0
        self._bands = _Bands(question.scale) if question.scale else None
        self._known = tuple(
            tuple(self._answered(level, shown) for level in range(HIGHEST + 1)) for shown in (0, 1)
        )
        open_term = Term(
            id=question.id,
            level=_EXACT[0],
            low=_EXACT[0],
            high=_EXACT[HIGHEST],
            weight=question.weight,
            state="unknown",
        )
        self.unknown = Outcome(open_term, Tally(unknown=1, unknown_weight=self.weight))
        self.unanswered = Outcome(
            replace(open_term, level=None, state="unanswered"),
            Tally(unanswered=1, missing_weight=self.weight),
        )
        self.unsuited = Outcome(
            replace(open_term, level=None, state="not_applicable"), Tally(not_applicable=1)
        )
        self.best = self._known[0][_best_level(question)]
        """The best possible answer, for what would be if the work were done."""

    def outcome(self, answer: Answer) -> Outcome:
        """What ``answer`` brings; one that does not fit the question counts as none."""
        if answer.kind == "value":
            level = self._level(answer.value)
            if level is not None:
                return self._known[answer.grade != "declared"][level]
        elif answer.kind == "unknown":
            return self.unknown
        elif answer.kind == "not_applicable":
            return self._refused(answer.reason)
        return self.unanswered

    def _level(self, value: Value | None) -> int | None:
        """Same as :func:`care_assess.answers.level_of`, quicker."""
        if isinstance(value, str):
            return self._levels.get(value)
        if isinstance(value, Fraction) and self._bands:
            return self._bands.level(value)
        level = level_of(self.question, Answer(kind="value", value=value))
        return None if level is None else int(level)

    def _refused(self, reason: str) -> Outcome:
        term = Term(
            id=self.id,
            level=None,
            low=_EXACT[0],
            high=_EXACT[HIGHEST],
            weight=self.question.weight,
            state="not_applicable",
            declared=True,
            reason=reason,
        )
        return Outcome(term, Tally(not_applicable=1, refused_weight=self.weight))

    def _answered(self, level: int, shown: int) -> Outcome:
        exact = _EXACT[level]
        term = Term(
            id=self.id,
            level=exact,
            low=exact,
            high=exact,
            weight=self.question.weight,
            state="answered",
        )
        tally = Tally(
            answered=1,
            known_weight=self.weight,
            shown_weight=self.weight * shown,
            points=self.weight * level,
        )
        return Outcome(term, tally, level)


class _Bands:
    """The cut points of a number as whole numbers, highest level first: comparing fractions is slow."""

    __slots__ = ("_cuts", "_lower")

    def __init__(self, scale: NumberScale) -> None:
        self._lower = scale.better == "lower"
        self._cuts = tuple(
            (cut.level, cut.bound.as_integer_ratio() if cut.bound is not None else None, cut.strict)
            for cut in sorted(scale.cuts, key=lambda cut: -cut.level)
        )

    def level(self, value: Fraction) -> int:
        top, bottom = value.numerator, value.denominator
        for level, bound, strict in self._cuts:
            if bound is None:
                return level
            gap = top * bound[1] - bound[0] * bottom
            if not strict if gap == 0 else (gap < 0) is self._lower:
                return level
        return 0


@dataclass(frozen=True, slots=True)
class Domain:
    """One questionnaire laid out on the frame. A cap goes with the position of its question.

    ``holds`` are the questions of its ladders, asked in this tier or not: a rung that is not asked about
    is not passed.
    """

    questionnaire: Questionnaire
    sections: tuple[tuple[Section, Members, tuple[Hold, ...]], ...]
    members: Members
    holds: tuple[Hold, ...]
    caps: tuple[Cap, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The questions of some questionnaires in one tier, and where each counts.

    ``unit``: the common denominator of the weights.
    """

    unit: int
    slots: tuple[Slot, ...]
    places: Mapping[QuestionId, int]
    domains: tuple[Domain, ...]
    topics: Mapping[str, Members]
    axes: Mapping[str, Members]
    topic_caps: Mapping[str, tuple[Cap, ...]]


def frame_of(questionnaires: Sequence[Questionnaire], tier: Tier) -> Frame:
    """The frame of those very questionnaires, made once while they are in use."""
    return _frame(tuple(map(_Same, questionnaires)), tier)


class _Same:
    """A questionnaire known by its identity: comparing two by value costs more than scoring."""

    __slots__ = ("questionnaire",)

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire

    def __hash__(self) -> int:
        return id(self.questionnaire)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.questionnaire is other.questionnaire


@lru_cache(maxsize=32)
def _frame(same: tuple[_Same, ...], tier: Tier) -> Frame:
    questionnaires = [one.questionnaire for one in same]
    asked_here = [question for question in asked(questionnaires, tier) if question.scored]
    unit = lcm(*(question.weight.denominator for question in asked_here))
    slots = tuple(Slot(question, unit) for question in asked_here)
    places = {slot.id: position for position, slot in enumerate(slots)}
    topic_caps: dict[str, list[Cap]] = defaultdict(list)
    for questionnaire in questionnaires:
        for rule, position in _caps(questionnaire, places):
            if rule.topic is not None:
                topic_caps[rule.topic].append((rule, position))
    return Frame(
        unit=unit,
        slots=slots,
        places=places,
        domains=tuple(_domain(questionnaire, places) for questionnaire in questionnaires),
        topics={
            topic: tuple(n for n, slot in enumerate(slots) if topic in slot.question.lists)
            for topic in (*TOPICS, OUTSIDE)
        },
        axes={
            axis: tuple(n for n, slot in enumerate(slots) if slot.question.axis == axis)
            for axis in AXES
        },
        topic_caps={topic: tuple(rules) for topic, rules in topic_caps.items()},
    )


def _domain(questionnaire: Questionnaire, places: Mapping[QuestionId, int]) -> Domain:
    sections = tuple(
        (
            section,
            tuple(places[one.id] for one in section.questions if one.id in places),
            holds_of(section.questions),
        )
        for section in questionnaire.sections
    )
    return Domain(
        questionnaire=questionnaire,
        sections=sections,
        members=tuple(position for _, members, _ in sections for position in members),
        holds=tuple(hold for _, _, holds in sections for hold in holds),
        caps=tuple(cap for cap in _caps(questionnaire, places) if cap[0].topic is None),
    )


def _caps(questionnaire: Questionnaire, places: Mapping[QuestionId, int]) -> Iterator[Cap]:
    """The caps whose question is on the frame: one that is not asked in this tier caps nothing."""
    for rule in questionnaire.caps:
        if rule.question in places:
            yield rule, places[rule.question]


def _best_level(question: Question) -> int:
    if question.scale:
        return max((cut.level for cut in question.scale.cuts), default=0)
    levels = [option.level for option in question.options]
    if question.kind == "multiple":
        return min(sum(levels), question.ceiling)
    return max(levels, default=0)
