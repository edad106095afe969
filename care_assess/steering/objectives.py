"""What a group has set itself, topic by topic, and where each objective stands in a campaign.

The objectives are the group's own. Holding a group's objective at 66 % of its activity is our proposal,
after the rule of CaRE domain 2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from care_assess.steering.model import RULE, Figure, Member, Summary, Tree

__all__ = [
    "INDICATORS",
    "MOST",
    "MOST_POINTS",
    "Indicator",
    "Objective",
    "Standing",
    "State",
    "figure_of",
    "limit_of",
    "standings",
]

Indicator: TypeAlias = Literal["score", "coverage", "evidence"]
INDICATORS: tuple[Indicator, ...] = get_args(Indicator)
State: TypeAlias = Literal["late", "unassessed", "running", "reached"]

MOST = 100
"""Objectives of a group, at most."""
MOST_POINTS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Objective:
    """``topic``: one of the lists, "" for the whole. ``target``: points from 0 to 5, or a share for the others.

    ``scope``: the id of the organisation that is to reach it; a GHT or a region reaches it when 66 % of its
    combined activity does.
    """

    topic: str
    indicator: Indicator
    target: Fraction
    due: date
    owner: str
    scope: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where an objective stands.

    ``value``: the figure of an establishment, None without one; of a group, the share of its activity that is
    at the target. ``weakest``: of a group, the establishment with the lowest figure, and the figure. ``absent``: of a
    group, those without a figure. ``days``: since the due date, 0 before it.
    """

    objective: Objective
    member: Member
    state: State
    value: Fraction | None
    weakest: tuple[Member, Fraction] | None = None
    absent: tuple[Member, ...] = ()
    days: int = 0


def standings(
    objectives: Sequence[Objective], tree: Tree, summaries: Mapping[str, Summary], today: date
) -> tuple[Standing, ...]:
    """Where each objective stands: the late ones first, the longest late before, then by due date.

    ``summaries``: those of a campaign, by the id of their organisation. An objective of an organisation that
    has left the tree is left out.
    """
    members = {one.id: one for one in tree.members}
    found = [
        _standing(one, members[one.scope], tree, summaries, today)
        for one in objectives
        if one.scope in members
    ]
    order = get_args(State)
    return tuple(
        sorted(found, key=lambda one: (order.index(one.state), one.objective.due, one.member.name))
    )


def figure_of(summary: Summary | None, topic: str, indicator: Indicator) -> Fraction | None:
    """The figure of a summary that an objective looks at; None when there is none."""
    if summary is None:
        return None
    figure: Figure | None = summary.topics.get(topic) if topic else summary.overall
    found: Fraction | None = None if figure is None else getattr(figure, indicator)
    return found


def limit_of(indicator: Indicator) -> int:
    """The highest target of an indicator."""
    return MOST_POINTS if indicator == "score" else 1


def _standing(
    one: Objective, member: Member, tree: Tree, summaries: Mapping[str, Summary], today: date
) -> Standing:
    days = max(0, (today - one.due).days)
    if member.kind in ("establishment", "site"):
        value = figure_of(summaries.get(member.id), one.topic, one.indicator)
        reached = value is not None and value >= one.target
        state = _state(reached=reached, assessed=value is not None, days=days)
        return Standing(objective=one, member=member, state=state, value=value, days=days)
    return _consolidated(one, member, tree, summaries, days)


def _consolidated(
    one: Objective, member: Member, tree: Tree, summaries: Mapping[str, Summary], days: int
) -> Standing:
    activity = tree.activity(member.id)
    below = tree.establishments(member.id)
    figures = [
        (each, figure_of(summaries.get(each.id), one.topic, one.indicator)) for each in below
    ]
    known = [(each, value) for each, value in figures if value is not None]
    share = sum((activity[each.id] for each, value in known if value >= one.target), Fraction(0))
    return Standing(
        objective=one,
        member=member,
        state=_state(reached=bool(known) and share >= RULE, assessed=bool(known), days=days),
        value=share if known else None,
        weakest=min(known, key=lambda pair: (pair[1], pair[0].name), default=None),
        absent=tuple(each for each, value in figures if value is None),
        days=days,
    )


def _state(*, reached: bool, assessed: bool, days: int) -> State:
    """Late is late, assessed or not."""
    if reached:
        return "reached"
    if days:
        return "late"
    return "running" if assessed else "unassessed"
