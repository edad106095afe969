"""The cheapest path: the actions of the fewest person-days that reach a target within given means.

Loads the solver: to be imported where a path is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from care_assess.answers import Sheet
from care_assess.plan.blocking import Blocking, find_blocking
from care_assess.plan.formulas import positions_of
from care_assess.plan.model import Plan, PlannedAction
from care_assess.plan.request import Request, check_request
from care_assess.plan.search import Goal, Search
from care_assess.plan.waves import Wave, waves
from care_assess.questionnaire import Questionnaire, Reference
from care_assess.scoring import Scores
from care_assess.scoring.engine import mark

__all__ = ["Levels", "Path", "find_path"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Levels:
    """Scores in points: topic → score, questionnaire → score, and over all. None: there is none."""

    topics: Mapping[str, Fraction | None]
    domains: Mapping[str, Fraction | None]
    overall: Fraction | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Path:
    """The answer to a request.

    ``status``: optimal, no path has fewer days; or blocked, and then ``actions`` and ``waves`` are empty.
    ``actions``: by rank. ``days``: their person-days. ``bound``: the solver's proof, person-days under
    which no path can be. ``euros``: days x the day rate, when one is given. ``now``, ``after``: the scores
    before and after, what is done counting in the latter alone. ``unscored``: goals without a score, because no answer counts; they are left out.
    ``blocking``: when blocked, why; None when no goal at all has a score.
    """

    status: Literal["optimal", "blocked"]
    request: Request
    actions: tuple[PlannedAction, ...]
    days: int
    bound: int
    euros: Fraction | None
    now: Levels
    after: Levels
    waves: tuple[Wave, ...]
    unscored: tuple[Goal, ...]
    blocking: Blocking | None


def find_path(
    questionnaires: Sequence[Questionnaire],
    sheet: Sheet,
    reference: Reference,
    plan: Plan,
    request: Request,
) -> Path:
    """The cheapest path of ``plan``, which is the plan of ``sheet``.

    An action brings its questions to their best answer, as in the gains of the plan. Raises Refused for
    a request that cannot be: see :func:`check_request`.
    """
    check_request(request, plan, questionnaires, reference)
    marking, left = mark(questionnaires, sheet, reference), request.left(plan)
    done = [one for one in plan.actions if one.id in request.done]
    search = Search(marking.raised(positions_of(marking, done)), left, request)
    found = search.shortest() if search.goals else None
    actions = found.actions if found else ()
    days, rate = left.days_of(actions), request.means.day_rate
    return Path(
        status="optimal" if found else "blocked",
        request=request,
        actions=actions,
        days=days,
        bound=found.bound if found else 0,
        euros=None if rate is None else days * rate,
        now=_levels(marking.scores()),
        after=_levels(marking.raised(positions_of(marking, (*done, *actions))).scores()),
        waves=waves(left, actions, request),
        unscored=search.unscored,
        blocking=None if found or not search.goals else find_blocking(search),
    )


def _levels(scores: Scores) -> Levels:
    return Levels(
        topics={name: score.score for name, score in scores.topics.items()},
        domains={name: domain.total.normalised for name, domain in scores.domains.items()},
        overall=scores.overall.score,
    )
