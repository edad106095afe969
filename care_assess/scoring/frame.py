"""What can be computed once per questionnaire: which question counts where, and what each answer brings.

Levels become points, 0 to 5, whatever the scale of their questionnaire. Weights become whole numbers over
one common denominator, so that sums are exact and quick; the outcomes of a question are made here, and
scoring a sheet only picks among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import NamedTuple, TypeAlias

from care_assess.answers import NEVER, Answer, Value, asked, level_of
from care_assess.questionnaire import (
    AXES,
    HIGHEST,
    OUTSIDE,
    TOPICS,
    CapRule,
    Level,
    NumberScale,
    Policies,
    Question,
    QuestionId,
    Questionnaire,
    Scale,
    Scoring,
    Section,
    Tier,
    as_level,
)
from care_assess.scoring.ladder import Hold, holds_of
from care_assess.scoring.model import Term

__all__ = [
    "Branch",
    "Cap",
    "Domain",
    "Frame",
    "Members",
    "Outcome",
    "Slot",
    "Tally",
    "frame_of",
]

_EXACT = tuple(Fraction(level) for level in range(HIGHEST + 1))
Members: TypeAlias = "tuple[int, ...]"
"""Positions among the slots of a frame."""
Cap: TypeAlias = "tuple[CapRule, int]"
"""A rule, its levels in points, and the position of its question."""


class Tally(NamedTuple):
    """What adds up: numbers of questions, then weights (whole, over the common denominator).

    ``points``: Σ weight x points of the known answers, whole when these are. ``shown``: weight of the
    known answers with evidence seen. ``refused``: weight declared not applicable by a person, and left
    out. What is declared not applicable and counts as the target is known, for ``granted`` points.
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
    points: Level = 0
    granted: Level = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one answer brings to every score that counts its question. ``points`` None: not known."""

    term: Term
    tally: Tally
    points: Level | None = None


class Slot:
    """One scored question of the sheet, with all it can bring."""

    __slots__ = (
        "_known",
        "_number",
        "_words",
        "anchor",
        "best",
        "id",
        "question",
        "target",
        "unanswered",
        "unknown",
        "unsuited",
        "weight",
    )

    def __init__(self, question: Question, unit: int, policies: Policies, target: Level) -> None:
        """``unit``: see Frame. ``target``: the points aimed at."""
        scale = question.level_scale
        self.id = question.id
        self.question = question
        self.weight = int(question.weight * unit)
        self.target = target
        self.anchor = target if policies.na == "target" else None
        """The points of what a person declares not applicable; None: it is left out."""
        options = {option.id: scale.points(option.level) for option in question.options}
        if question.scale and question.scale.never:
            options[NEVER] = 0
        self._number = _reading_of(question.scale, scale) if question.scale else None
        self._known: tuple[dict[Level, Outcome], ...] = tuple(
            {points: self._answered(points, shown) for points in range(HIGHEST + 1)}
            for shown in (0, 1)
        )
        self._words = tuple(
            {word: self._brought(points, shown) for word, points in options.items()}
            for shown in (0, 1)
        )
        left_out = Term(
            id=question.id,
            level=None,
            low=_EXACT[0],
            high=_EXACT[HIGHEST],
            weight=question.weight,
            state="unanswered",
        )
        missing = Tally(unanswered=1, missing_weight=self.weight)
        self.unanswered = Outcome(left_out, missing)
        self.unsuited = Outcome(replace(left_out, state="not_applicable"), Tally(not_applicable=1))
        self.unknown = (
            Outcome(
                replace(left_out, level=_EXACT[0], state="unknown"),
                Tally(unknown=1, unknown_weight=self.weight),
            )
            if policies.unknown == "zero"
            else Outcome(
                replace(left_out, state="unknown"), missing._replace(unanswered=0, unknown=1)
            )
        )
        self.best = self._brought(_best(question), 0)
        """The best possible answer, for what would be if the work were done."""

    def outcome(self, answer: Answer) -> Outcome:
        """What ``answer`` brings; one that does not fit the question counts as none."""
        if answer.kind == "value":
            shown, value = int(answer.grade != "declared"), answer.value
            if isinstance(value, str):
                return self._words[shown].get(value, self.unanswered)
            points = self._points(value)
            if points is not None:
                return self._brought(points, shown)
        elif answer.kind == "unknown":
            return self.unknown
        elif answer.kind == "not_applicable":
            return self._refused(answer.reason)
        return self.unanswered

    def _points(self, value: Value | None) -> Level | None:
        """Same as :func:`care_assess.answers.level_of`, quicker."""
        if isinstance(value, Fraction) and self._number:
            return self._number(value)
        points = level_of(self.question, Answer(kind="value", value=value))
        return None if points is None else as_level(points)

    def _brought(self, points: Level, shown: int) -> Outcome:
        """What a known answer brings: one of those made once, or a new one."""
        return self._known[shown].get(points) or self._answered(points, shown)

    def _refused(self, reason: str) -> Outcome:
        """Not applicable by a person's word: left out, or as good as the target."""
        anchor = self.anchor
        exact = None if anchor is None else Fraction(anchor)
        term = Term(
            id=self.id,
            level=exact,
            low=_EXACT[0] if exact is None else exact,
            high=_EXACT[HIGHEST] if exact is None else exact,
            weight=self.question.weight,
            state="not_applicable",
            declared=True,
            reason=reason,
        )
        if anchor is None:
            return Outcome(term, Tally(not_applicable=1, refused_weight=self.weight))
        granted = as_level(self.weight * anchor)
        known = Tally(known_weight=self.weight, points=granted, granted=granted, not_applicable=1)
        return Outcome(term, known)

    def _answered(self, points: Level, shown: int) -> Outcome:
        exact = Fraction(points)
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
            points=as_level(self.weight * points),
        )
        return Outcome(term, tally, points)


def _reading_of(number: NumberScale, scale: Scale) -> Callable[[Fraction], Level]:
    """What gives the points of a number."""
    if not number.linear:
        return _Bands(number, scale).points
    return lambda value: as_level(number.share(value) * HIGHEST)


class _Bands:
    """The cut points of a number as whole numbers, highest level first: comparing fractions is slow."""

    __slots__ = ("_cuts", "_lower")

    def __init__(self, number: NumberScale, scale: Scale) -> None:
        self._lower = number.better == "lower"
        self._cuts = tuple(
            (
                scale.points(cut.level),
                cut.bound.as_integer_ratio() if cut.bound is not None else None,
                cut.strict,
            )
            for cut in sorted(number.cuts, key=lambda cut: -cut.level)
        )

    def points(self, value: Fraction) -> Level:
        top, bottom = value.numerator, value.denominator
        for points, bound, strict in self._cuts:
            if bound is None:
                return points
            gap = top * bound[1] - bound[0] * bottom
            if not strict if gap == 0 else (gap < 0) is self._lower:
                return points
        return 0


@dataclass(frozen=True, slots=True)
class Branch:
    """A questionnaire, a section or a group laid out on the frame; ``parts``: those it is made of, if any.

    ``holds`` are the questions of its ladders, asked in this tier or not: a rung that is not asked about
    is not passed.
    """

    id: str
    scoring: Scoring
    weight: Fraction
    members: Members
    holds: tuple[Hold, ...]
    parts: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Domain:
    """One questionnaire laid out on the frame, with the caps that bear on it."""

    questionnaire: Questionnaire
    root: Branch
    caps: tuple[Cap, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The questions of some questionnaires in one tier, and where each counts.

    ``unit``: the common denominator of the weights. ``asked``: all of them, those without a score
    included. ``conditional``: the slots that do not concern everyone.
    """

    unit: int
    asked: Mapping[QuestionId, Question]
    conditional: Members
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
    of = {question.id: one for one in questionnaires for question in one.questions}
    asked_here = {question.id: question for question in asked(questionnaires, tier)}
    scored = [question for question in asked_here.values() if question.scored]
    unit = lcm(*(question.weight.denominator for question in scored))
    slots = tuple(_slot(question, unit, of[question.id]) for question in scored)
    places = {slot.id: position for position, slot in enumerate(slots)}
    topic_caps: dict[str, list[Cap]] = {topic: [] for topic in (*TOPICS, OUTSIDE)}
    for questionnaire in questionnaires:
        for rule, position in _caps(questionnaire, places):
            if rule.topic is not None:
                topic_caps[rule.topic].append((rule, position))
    return Frame(
        unit=unit,
        asked=asked_here,
        conditional=tuple(n for n, slot in enumerate(slots) if slot.question.applies_if),
        slots=slots,
        places=places,
        domains=tuple(_domain(questionnaire, places) for questionnaire in questionnaires),
        topics={
            topic: tuple(n for n, slot in enumerate(slots) if topic in slot.question.lists)
            for topic in topic_caps
        },
        axes={
            axis: tuple(n for n, slot in enumerate(slots) if slot.question.axis == axis)
            for axis in AXES
        },
        topic_caps={topic: tuple(rules) for topic, rules in topic_caps.items()},
    )


def _slot(question: Question, unit: int, of: Questionnaire) -> Slot:
    return Slot(question, unit, of.policies, of.scale.points(of.target))


def _domain(questionnaire: Questionnaire, places: Mapping[QuestionId, int]) -> Domain:
    parts = tuple(_branch(section, places) for section in questionnaire.sections)
    return Domain(
        questionnaire=questionnaire,
        root=Branch(
            id=questionnaire.id,
            scoring=questionnaire.scoring,
            weight=questionnaire.weight,
            members=tuple(position for part in parts for position in part.members),
            holds=tuple(hold for part in parts for hold in part.holds),
            parts=parts,
        ),
        caps=tuple(cap for cap in _caps(questionnaire, places) if cap[0].topic is None),
    )


def _branch(section: Section, places: Mapping[QuestionId, int]) -> Branch:
    return Branch(
        id=section.id,
        scoring=section.scoring,
        weight=section.weight,
        members=tuple(places[one.id] for one in section.questions if one.id in places),
        holds=holds_of(section.questions),
        parts=tuple(_branch(group, places) for group in section.groups),
    )


def _caps(questionnaire: Questionnaire, places: Mapping[QuestionId, int]) -> Iterator[Cap]:
    """The caps whose question is on the frame: one that is not asked in this tier caps nothing."""
    points = questionnaire.scale.points
    for rule in questionnaire.caps:
        if rule.question in places:
            in_points = replace(
                rule,
                max=points(rule.max) if rule.topic is None else rule.max,
                below=None if rule.below is None else points(rule.below),
            )
            yield in_points, places[rule.question]


def _best(question: Question) -> Level:
    """The points of the best answer there is."""
    scale = question.level_scale
    if question.scale:
        cuts = (cut.level for cut in question.scale.cuts)
        return HIGHEST if question.scale.linear else scale.points(max((scale.minimum, *cuts)))
    levels = [option.level for option in question.options]
    if question.kind == "multiple":
        best = scale.minimum + sum(level - scale.minimum for level in levels)
        return scale.points(min(best, question.ceiling))
    return scale.points(max((scale.minimum, *levels)))
