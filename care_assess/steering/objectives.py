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

from care_assess.steering.facts import FACTS, GAUGES, FactId, FactValue, Gauge, is_met, rank_of
from care_assess.steering.model import RULE, Figure, Member, Summary, Tree

__all__ = [
    "INDICATORS",
    "MOST",
    "Indicator",
    "Objective",
    "Place",
    "Standing",
    "State",
    "gauge_of",
    "is_target",
    "standings",
    "value_of",
]

Indicator: TypeAlias = Literal["score", "coverage", "evidence"] | FactId
INDICATORS: tuple[Indicator, ...] = ("score", "coverage", "evidence", *FACTS)
"""Figures of any topic, then the hard facts, each of its own topic."""
State: TypeAlias = Literal["late", "unassessed", "running", "reached"]

MOST = 100
"""Objectives of a group, at most."""

_GAUGES: Mapping[str, Gauge] = {
    "score": Gauge("points", 5),
    "coverage": Gauge("share", 1),
    "evidence": Gauge("share", 1),
    **GAUGES,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Objective:
    """``topic``: one of the lists, "" for the whole; of a hard fact, its own. ``target``: in the unit of the gauge.

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
class Place:
    """An organisation that a group's objective counts: its share of the activity, its value if it told one."""

    member: Member
    activity: Fraction
    value: FactValue | None
    met: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where an objective stands.

    ``value``: that of an establishment, None without one; of a group, the share of its activity that is at
    the target, None when nobody has told anything. ``places``: of a group, each organisation that counts.
    ``weakest``: of a group, the one with the weakest value, and the value. ``absent``: of a group, those that
    have told none. ``days``: since the due date, 0 before it. An establishment that is told by its sites is a group.
    """

    objective: Objective
    member: Member
    state: State
    value: FactValue | None
    places: tuple[Place, ...] = ()
    weakest: tuple[Member, FactValue] | None = None
    absent: tuple[Member, ...] = ()
    days: int = 0

    @property
    def met(self) -> int:
        """How many organisations of a group are at the target."""
        return sum(one.met for one in self.places)


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


def value_of(summary: Summary | None, topic: str, indicator: Indicator) -> FactValue | None:
    """What a summary tells of what an objective looks at; None when it tells nothing."""
    if summary is None:
        return None
    if indicator in GAUGES:
        return None if summary.facts is None else summary.facts.values.get(indicator)
    figure: Figure | None = summary.topics.get(topic) if topic else summary.overall
    found: Fraction | None = None if figure is None else getattr(figure, indicator)
    return found


def gauge_of(indicator: Indicator) -> Gauge:
    """How an indicator is measured."""
    return _GAUGES[indicator]


def is_target(indicator: Indicator, topic: str, target: Fraction) -> bool:
    """Whether an objective may be that: a hard fact is of its topic, months and counts are whole."""
    gauge = _GAUGES[indicator]
    own = gauge.topic is None or gauge.topic == topic
    return own and 0 <= target <= gauge.most and (not gauge.whole or target.denominator == 1)


def _standing(
    one: Objective, member: Member, tree: Tree, summaries: Mapping[str, Summary], today: date
) -> Standing:
    days = max(0, (today - one.due).days)
    counted = tree.assessed(member.id, summaries)
    if member.kind == "site" or counted == (member,):
        value = value_of(summaries.get(member.id), one.topic, one.indicator)
        reached = value is not None and is_met(value, one.target, gauge_of(one.indicator), today)
        state = _state(reached=reached, assessed=value is not None, days=days)
        return Standing(objective=one, member=member, state=state, value=value, days=days)
    activity = tree.activity(member.id)
    places = tuple(
        _place(one, each, activity[each.id], summaries.get(each.id), today) for each in counted
    )
    return _consolidated(one, member, places, days)


def _place(
    one: Objective, member: Member, activity: Fraction, summary: Summary | None, today: date
) -> Place:
    value = value_of(summary, one.topic, one.indicator)
    met = value is not None and is_met(value, one.target, gauge_of(one.indicator), today)
    return Place(member=member, activity=activity, value=value, met=met)


def _consolidated(one: Objective, member: Member, places: tuple[Place, ...], days: int) -> Standing:
    gauge = gauge_of(one.indicator)
    known = [(each.member, each.value) for each in places if each.value is not None]
    share = sum((each.activity for each in places if each.met), Fraction(0))
    return Standing(
        objective=one,
        member=member,
        state=_state(reached=bool(known) and share >= RULE, assessed=bool(known), days=days),
        value=share if known else None,
        places=places,
        weakest=min(known, key=lambda pair: (rank_of(pair[1], gauge), pair[0].name), default=None),
        absent=tuple(each.member for each in places if each.value is None),
        days=days,
    )


def _state(*, reached: bool, assessed: bool, days: int) -> State:
    """Late is late, assessed or not."""
    if reached:
        return "reached"
    if days:
        return "late"
    return "running" if assessed else "unassessed"
