"""Requests for paths, and the ways to check one without a solver: every choice tried, and a greedy one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Any

from build import (
    QuestionBuilder,
    QuestionnaireBuilder,
    a_group,
    a_question,
    a_questionnaire,
    a_reference,
)
from filled import UNKNOWN, a_sheet
from hypothesis import strategies as st

from care_assess.answers import Sheet
from care_assess.plan import Plan, PlannedAction, build_plan
from care_assess.plan.path import Path, find_path
from care_assess.plan.request import HORIZONS, Means, Request, Targets, first
from care_assess.questionnaire import OUTSIDE, Questionnaire
from care_assess.scoring import score
from care_assess.scoring.engine import Marking, mark

__all__ = ["KITS", "REFERENCE", "Case", "case_of", "cases", "requests"]

REFERENCE = a_reference(
    kit={"rssi": "Play the kit"},
    guide={"rssi": "Read the guide", "directeur": "Follow the guide"},
    catalogue=True,
)
KITS = ((), ("kit",), ("catalogue", "guide"), ("guide", "kit"))
"""What the actions of a plan may rest on."""
OWNERS = ("rssi", "directeur")

Some = tuple[PlannedAction, ...]


@dataclass(frozen=True)
class Case:
    """A sheet and its plan, of which paths are asked."""

    questionnaires: tuple[Questionnaire, ...]
    sheet: Sheet

    @cached_property
    def plan(self) -> Plan:
        scores = score(self.questionnaires, self.sheet, REFERENCE)
        return build_plan(self.questionnaires, self.sheet, scores, REFERENCE)

    @cached_property
    def marking(self) -> Marking:
        return mark(self.questionnaires, self.sheet, REFERENCE)

    def path(self, request: Request) -> Path:
        return find_path(self.questionnaires, self.sheet, REFERENCE, self.plan, request)

    def done(self, actions: Sequence[PlannedAction]) -> Marking:
        """The sheet with those actions done."""
        places = self.marking.frame.places
        return self.marking.raised(places[name] for one in actions for name in one.questions)

    def levels(self, actions: Sequence[PlannedAction], targets: Targets) -> Iterator[Any]:
        """(score, target) of each target that has a score, with those actions done."""
        after = self.done(actions)
        domains = {one.questionnaire.id: one for one in after.frame.domains}
        pairs = [(after.topic(name).score, level) for name, level in targets.topics.items()]
        for name, level in targets.domains.items():
            pairs.append((after.total(domains[name]).normalised, level))
        if targets.overall is not None:
            totals = {name: after.total(one) for name, one in domains.items()}
            pairs.append((after.mean_of(totals), targets.overall))
        return ((reached, level) for reached, level in pairs if reached is not None)

    def all_done(self, actions: Sequence[PlannedAction], request: Request) -> Some:
        """Those actions, and what is done already."""
        return (*actions, *(one for one in self.plan.actions if one.id in request.done))

    def reaches(self, actions: Sequence[PlannedAction], request: Request) -> bool:
        done = self.all_done(actions, request)
        return all(reached >= level for reached, level in self.levels(done, request.targets))

    def choices(self, request: Request) -> Iterator[Some]:
        """Every choice of actions that holds what comes first and reaches the targets."""
        left = request.left(self.plan)
        before = first(left, request)
        for n in range(len(left.actions) + 1):
            for chosen in combinations(left.actions, n):
                names = {one.id for one in chosen}
                held = all(names.issuperset(before[name]) for name in names)
                if held and self.reaches(chosen, request):
                    yield chosen

    def beyond(self, actions: Sequence[PlannedAction], request: Request) -> int:
        """Person-days beyond the limits, all of them added up."""
        means, over, left = request.means, 0, request.left(self.plan)
        most = means.limit(request.horizon)
        if most is not None:
            over += max(0, left.days_of(actions) - most)
        for owner, limit in means.owners.items():
            mine = [one for one in actions if one.owner == owner]
            over += max(0, left.days_of(mine) - limit)
        return over

    def greedy(self, request: Request) -> Some | None:
        """Actions by rank, each after those it waits for, until the targets are reached within the limits."""
        left = request.left(self.plan)
        before = first(left, request)
        named = {one.id: one for one in left.actions}
        chosen: dict[str, PlannedAction] = {}

        def add(action: PlannedAction) -> None:
            for name in before[action.id]:
                if name not in chosen:
                    add(named[name])
            chosen.setdefault(action.id, action)

        for action in left.actions:
            if self.reaches(tuple(chosen.values()), request):
                break
            add(action)
        found = tuple(chosen.values())
        good = self.reaches(found, request) and not self.beyond(found, request)
        return found if good else None


def case_of(*asked: QuestionnaireBuilder, answers: dict[str, object], **parts: Any) -> Case:
    """The case of a sheet with those answers."""
    versions = {one.built.id: one.built.version for one in asked}
    built = tuple(one.built for one in asked)
    return Case(built, a_sheet(answers, versions=versions, **parts))


# Random cases: eight questions in one of a few shapes, what solves them and what is answered


def _plain(some: Sequence[QuestionBuilder]) -> list[QuestionnaireBuilder]:
    return [a_questionnaire("one", *some)]


def _capped(some: Sequence[QuestionBuilder]) -> list[QuestionnaireBuilder]:
    """Two questionnaires, each under a cap, and a topic under two."""
    one = a_questionnaire("one", *some[:4]).capped("Q0", 2).capped("Q1", 1, topic="ad", below=5)
    two = a_questionnaire("two", *some[4:]).weighing(3).capped("Q4", 2, topic="ad")
    return [one, two.capped("Q5", 3, below=4)]


def _nested(some: Sequence[QuestionBuilder]) -> list[QuestionnaireBuilder]:
    """Means of sums of groups, sums that come to their ceiling, on a scale of their own."""
    inner = a_group("inner", *some[:2], method="sum")
    outer = a_group("outer", inner, a_group("mean", *some[2:4]), method="sum_of_groups", weight=2)
    built = a_questionnaire("one").scored_by("mean_of_groups")
    built = built.with_section("nested", outer, method="mean_of_groups")
    return [built.with_section("sum", *some[4:], method="sum", weight=2).on_scale(0, 2)]


def _climbing(some: Sequence[QuestionBuilder]) -> list[QuestionnaireBuilder]:
    """A ladder beside a mean that leaves the unknown out."""
    steps = [one.failing(n % 2 + 1, below=4) for n, one in enumerate(some[:4])]
    one = a_questionnaire("one", *steps).scored_by("ladder", start=1, rungs=(1, 2))
    two = (
        a_questionnaire("two", *some[4:])
        .counting(unknown="exclude")
        .with_ladder("ads", start=1, rungs=(1,))
    )
    return [one.with_ladder("ads", start=1, rungs=(1, 2)), two]


SHAPES = (_plain, _capped, _nested, _climbing)
QUESTIONS = tuple(f"Q{n}" for n in range(8))
ANSWERS = (0, 0, 1, 1, 2, 2, 3, 4, UNKNOWN)
ON = ((), ("ad",), ("ad", "budget"), ("budget",))


@st.composite
def cases(draw: Any, kits: Sequence[tuple[str, ...]] = ()) -> Case:
    """A plan of at most eight actions: some shared, some that wait for others, some that are the same work.

    ``kits``: the resources that they may rest on.
    """
    some, answers = [], {}
    days = draw(st.lists(st.integers(1, 12), min_size=8, max_size=8))
    work = draw(st.lists(st.integers(0, 7), min_size=8, max_size=8))
    rests = [draw(st.sampled_from(kits)) if kits else () for _ in QUESTIONS]
    for n, name in enumerate(QUESTIONS):
        earlier = [one for one in range(n) if work[one] < work[n]]
        waits = draw(st.sampled_from([None, None, None, *earlier]))
        question = a_question(name).weighing(draw(st.integers(1, 3))).on(*draw(st.sampled_from(ON)))
        some.append(
            question.solved_by(
                f"Action {work[n]}",
                days=days[n],
                owner=OWNERS[work[n] % 2],
                resources=rests[work[n]],
                requires=() if waits is None else (QUESTIONS[waits],),
                overlaps="ads" if work[n] == 0 else None,
            )
        )
        answers[name] = draw(st.sampled_from(ANSWERS))
    return case_of(*draw(st.sampled_from(SHAPES))(some), answers=answers)


LEVELS = tuple(Fraction(n, 6) for n in range(6, 28))
_HORIZONS = st.sampled_from(HORIZONS)


@st.composite
def requests(draw: Any, case: Case) -> Request:
    """Targets of every kind, with or without limits and orders of its own."""
    ids = [one.id for one in case.questionnaires]
    topics = st.dictionaries(st.sampled_from(("ad", "budget", OUTSIDE)), st.sampled_from(LEVELS))
    domains = st.dictionaries(st.sampled_from(ids), st.sampled_from(LEVELS), max_size=1)
    rate = draw(st.sampled_from([None, Fraction(400), Fraction(700, 3)]))
    days = st.dictionaries(_HORIZONS, st.integers(0, 40), max_size=2)
    euros = st.dictionaries(_HORIZONS, st.integers(0, 16_000).map(Fraction), max_size=1)
    owners = st.dictionaries(st.sampled_from(OWNERS), st.integers(0, 25), max_size=2)
    means = Means(
        days=_rising(draw(days)),
        euros=draw(euros) if rate else {},
        day_rate=rate,
        owners=draw(owners),
    )
    overall = draw(st.sampled_from([None, *LEVELS]))
    one = [frozenset({action.id}) for action in case.plan.actions]
    closed = st.sampled_from([frozenset(), frozenset(), *one])
    return Request(
        targets=Targets(topics=draw(topics), domains=draw(domains), overall=overall),
        means=means if draw(st.booleans()) else Means(day_rate=rate),
        horizon=draw(_HORIZONS),
        before=draw(_orders(case.plan)),
        done=draw(closed),
        dropped=draw(closed),
    )


def _rising(given: dict[int, Any]) -> dict[int, Any]:
    """The same amounts, none smaller by a later horizon."""
    return dict(zip(sorted(given), sorted(given.values()), strict=True))


def _orders(plan: Plan) -> st.SearchStrategy[dict[str, tuple[str, ...]]]:
    """An order or none, that goes round with nothing."""
    before = first(plan, Request())

    def needs(name: str) -> set[str]:
        return {name}.union(*map(needs, before[name]))

    ids = [one.id for one in plan.actions]
    pairs = [(late, soon) for late in ids for soon in ids if late not in needs(soon)]
    return st.sampled_from([{}, *({late: (soon,)} for late, soon in pairs)])
