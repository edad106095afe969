"""A campaign ↔ JSON. What is read back is checked as if a stranger had written it."""

from __future__ import annotations

from typing import Any

from care_assess.campaign.calendar import STEPS
from care_assess.campaign.model import (
    LONGEST_NAME,
    MOST_ACTIVITY,
    MOST_ENTITIES,
    Campaign,
    Entity,
)
from care_assess.topics.stored import Kept, block, day, numbered, text, whole

__all__ = ["from_json", "to_json"]

_DAYS = ("end", "last", *STEPS)
_TEXTS = ("platform", "receipt", "measure")
_FACTS = ("never", "whole")


def to_json(campaign: Campaign) -> dict[str, Any]:
    """The campaign as JSON: what is blank is left out."""
    days = {name: getattr(campaign, name) for name in _DAYS}
    return {
        **{name: one.isoformat() for name, one in days.items() if one},
        **{name: getattr(campaign, name) for name in _TEXTS if getattr(campaign, name)},
        **{name: True for name in _FACTS if getattr(campaign, name)},
        "entities": [_written(one) for one in campaign.entities],
    }


def from_json(stored: object) -> Campaign:
    """The campaign that was kept; an empty one when none was."""
    found = block(stored)
    days = {name: day(found.get(name)) for name in _DAYS}
    return Campaign(
        never=found.get("never") is True,
        platform=text(found.get("platform"), LONGEST_NAME),
        receipt=text(found.get("receipt"), LONGEST_NAME),
        measure=text(found.get("measure"), LONGEST_NAME),
        whole=found.get("whole") is True,
        entities=tuple(map(_entity, numbered(found, "entities", MOST_ENTITIES))),
        **days,
    )


def _written(one: Entity) -> dict[str, Any]:
    kept: dict[str, Any] = {"id": one.id, "name": one.name}
    if one.activity is not None:
        kept["activity"] = one.activity
    if one.assessed:
        kept["assessed"] = one.assessed.isoformat()
    return kept


def _entity(kept: Kept) -> Entity:
    return Entity(
        id=kept["id"],
        name=text(kept.get("name"), LONGEST_NAME),
        activity=whole(kept.get("activity"), 0, MOST_ACTIVITY),
        assessed=day(kept.get("assessed")),
    )
