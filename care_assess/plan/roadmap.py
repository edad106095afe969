"""The road map: when each action is done and by whom, the work that makes each month, what it brings.

Where people have given no dates, some are proposed. The waves, and what falls in which, are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from care_assess.answers import Sheet
from care_assess.plan.following import UNFOLLOWED, Follow
from care_assess.plan.model import Plan, PlannedAction, parts
from care_assess.questionnaire import Action, Questionnaire, Reference
from care_assess.scoring.engine import mark
from care_assess.text import Text

__all__ = ["WAVES", "Line", "Reached", "load", "reached", "roadmap"]

WAVES = (30, 90, 180, 365)
"""The days after the assessment by which each wave is over."""

_URGENT = ("high", "critical")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One action of the road map.

    ``planned``: None when the plan does not propose it any more, its answer having reached the target;
    such an action has no ``wave`` and is proposed no dates. ``text``, ``role`` (who usually does it) and
    ``days`` are not known either of an action that has left the questionnaires. ``start`` and ``due``,
    both included: as people say, else as proposed; ``proposed``: at least one is.
    """

    id: str
    follow: Follow
    planned: PlannedAction | None = None
    text: Text | None = None
    role: str | None = None
    days: int | None = None
    wave: int | None = None
    start: date | None = None
    due: date | None = None
    proposed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Reached:
    """The score of the whole once those actions are done, and all those of earlier days."""

    day: date
    actions: tuple[str, ...]
    score: Fraction


def roadmap(
    plan: Plan, known: Mapping[str, Action], follows: Mapping[str, Follow], day: date
) -> tuple[Line, ...]:
    """The actions of the plan by rank, then those that are followed although no longer proposed, by id.

    ``known``: see :func:`~care_assess.plan.following.actions_of`. ``day``: that of the assessment, from
    which the proposed dates are counted.
    """
    waves = _waves(plan.actions)
    proposed = {one.id for one in plan.actions}
    gone = sorted(follows.keys() - proposed)
    return (
        *(
            _line(action, follows.get(action.id, UNFOLLOWED), waves[action.id], day)
            for action in plan.actions
        ),
        *(_line_gone(name, follows[name], known.get(name)) for name in gone),
    )


def load(plan: Plan, lines: Iterable[Line]) -> Mapping[str, Mapping[date, Fraction]]:
    """Owner role → first day of a month → person-days, of what the plan proposes and is still to do.

    The days of an action are spread evenly over the days of the calendar from its start to its due date.
    Work that two of the actions share counts once: in all, the days are those of :meth:`Plan.days_of`.
    """
    todo = {line.id: line for line in lines if line.planned is not None and not line.follow.closed}
    left = _left(plan, todo)
    found: dict[str, dict[date, Fraction]] = {}
    for name, line in todo.items():
        if left[name] and line.role and line.start and line.due:
            mine = found.setdefault(line.role, {})
            for month, share in _months(line.start, line.due):
                mine[month] = mine.get(month, Fraction(0)) + left[name] * share
    return {role: dict(sorted(mine.items())) for role, mine in sorted(found.items())}


def reached(
    questionnaires: Sequence[Questionnaire],
    sheet: Sheet,
    reference: Reference,
    lines: Iterable[Line],
    today: date,
) -> tuple[Reached, ...]:
    """The score of the whole, day after day, the actions of the plan being done one after the other.

    The first is the score of the sheet, on its day; none without a score. An action counts on its due
    date with its questions at their best, caps included (see :meth:`Marking.raised`): not before
    ``today`` while it is open, not after when it is done, never when it is dropped.
    """
    marking = mark(questionnaires, sheet, reference)
    domains = marking.frame.domains
    totals = {domain.questionnaire.id: marking.total(domain) for domain in domains}
    now = marking.mean_of(totals)
    if now is None:
        return ()
    points = [Reached(day=sheet.date, actions=(), score=now)]
    for day, some in _by_day(lines, sheet.date, today):
        raised = {name for one in some for name in one.questions}
        marking = marking.raised(marking.frame.places[name] for name in raised)
        for domain in domains:
            if any(question.id in raised for question in domain.questionnaire.questions):
                totals[domain.questionnaire.id] = marking.total(domain)
        score = marking.mean_of(totals)
        if score is not None:
            names = tuple(one.id for one in some)
            points.append(Reached(day=day, actions=names, score=score))
    return tuple(points)


def _waves(actions: Sequence[PlannedAction]) -> Mapping[str, int]:
    """The wave of each action, as its place in WAVES: after those that it waits for, as far as there are."""
    waves = {action.id: _wave(action) for action in actions}
    of_question = {name: action.id for action in actions for name in action.questions}
    for _ in WAVES:  # each pass settles at least one wave more
        for action in actions:
            before = [waves[of_question[name]] for name in action.requires]
            after = min(max(before, default=-1) + 1, len(WAVES) - 1)
            waves[action.id] = max(waves[action.id], after)
    return waves


def _wave(action: PlannedAction) -> int:
    """Quick and urgent first, then quick or urgent, then what is structuring, what is long last."""
    urgent = bool(action.lifts) or action.criticality in _URGENT
    if action.effort == "S":
        return 0 if urgent else 1
    if action.effort == "M":
        return 1 if bool(action.lifts) or action.criticality == "critical" else 2
    return 3


def _line(action: PlannedAction, follow: Follow, wave: int, day: date) -> Line:
    at_once = bool(action.lifts) and not action.requires
    first = 0 if at_once or not wave else WAVES[wave - 1]
    start, due = day + timedelta(days=first + 1), day + timedelta(days=WAVES[wave])
    if follow.start and not follow.due:
        due = follow.start + (due - start)
    elif follow.due:
        start, due = min(start, follow.due), follow.due
    return Line(
        id=action.id,
        follow=follow,
        planned=action,
        text=action.text,
        role=action.owner,
        days=action.days,
        wave=WAVES[wave],
        start=follow.start or start,
        due=due,
        proposed=follow.start is None or follow.due is None,
    )


def _line_gone(name: str, follow: Follow, action: Action | None) -> Line:
    """An action that the plan does not propose any more."""
    return Line(
        id=name,
        follow=follow,
        text=action.text if action else None,
        role=action.owner if action else None,
        days=action.days if action else None,
        start=follow.start,
        due=follow.due,
    )


def _left(plan: Plan, todo: Mapping[str, Line]) -> Mapping[str, int]:
    """The days of each action still to do; of a whole and its parts, what they share is its parts' own."""
    days = {name: line.days or 0 for name, line in todo.items()}
    left = dict(days)
    for whole, some in parts(plan.actions).items():
        if whole in left:
            left[whole] -= min(days[whole], sum(days.get(one.id, 0) for one in some))
    return left


def _months(start: date, due: date) -> Iterator[tuple[date, Fraction]]:
    """Each month from ``start`` to ``due``, both included, and its share of the days between them."""
    total = (due - start).days + 1
    while start <= due:
        month = start.replace(day=1)
        following = (month + timedelta(days=31)).replace(day=1)
        last = min(due, following - timedelta(days=1))
        yield month, Fraction((last - start).days + 1, total)
        start = following


def _by_day(
    lines: Iterable[Line], first: date, today: date
) -> Iterator[tuple[date, list[PlannedAction]]]:
    """The actions of the plan that count on each day, in the order of days."""
    found: dict[date, list[PlannedAction]] = {}
    for line in lines:
        if line.planned is not None and line.due and line.follow.status != "dropped":
            done = line.follow.status == "done"
            day = min(line.due, today) if done else max(line.due, today)
            found.setdefault(max(day, first), []).append(line.planned)
    return iter(sorted(found.items(), key=lambda one: one[0]))
