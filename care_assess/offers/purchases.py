"""What to ask of each buying body: its offers, each with the actions that it could serve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from care_assess.offers.matching import Match, by_body
from care_assess.offers.model import Offer
from care_assess.plan import PlannedAction

__all__ = ["MOST", "Line", "purchases"]

MOST = 5
"""Offers kept for one action, the best ones: a longer list would not be read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """An offer and the actions that it could serve, by rank, with why."""

    offer: Offer
    serves: tuple[tuple[PlannedAction, Match], ...]


def purchases(
    actions: Iterable[PlannedAction], found: Mapping[str, tuple[Match, ...]]
) -> Mapping[str, tuple[Line, ...]]:
    """Buying body → its lines, for those actions. ``found``: the id of an action → its matches, best first.

    Of each action the first :data:`MOST` matches count. Lines are in the order of the first action served,
    then as for that action.
    """
    serves: dict[Offer, list[tuple[PlannedAction, Match]]] = {}
    for action in sorted(actions, key=lambda one: one.rank):
        for match in found.get(action.id, ())[:MOST]:
            serves.setdefault(match.offer, []).append((action, match))
    return {
        body: tuple(Line(offer=offer, serves=tuple(serves[offer])) for offer in offers)
        for body, offers in by_body(serves).items()
    }
