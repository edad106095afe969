"""How much a self-assessment of less than a year covers: entities, and activity by weight.

    share = Σ activity of the entities assessed within 12 months ÷ Σ activity of all

CaRE domain 2 asks that its impact analyses, plans and test cover 66 % of the combined activity; holding
the self-assessment against that mark is our proposal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from care_assess.campaign.calendar import PERIOD
from care_assess.campaign.model import Campaign, Entity
from care_assess.plan.following import Follow
from care_assess.steering.model import RULE
from care_assess.topics import months_since

__all__ = ["MARK", "Coverage", "coverage", "finished", "is_covered"]

MARK = RULE


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """The entities assessed within the year, of all; ``share``: of their activity, in [0, 1].

    ``share`` is None when an activity is missing, or when there is none at all.
    """

    covered: int
    entities: int
    share: Fraction | None

    @property
    def enough(self) -> bool | None:
        """Whether the share reaches the mark; None without a share."""
        return None if self.share is None else self.share >= MARK


def coverage(campaign: Campaign, day: date) -> Coverage:
    """What was covered on ``day``."""
    known = campaign.entities
    covered = [one for one in known if is_covered(one, day)]
    total = sum(one.activity or 0 for one in known)
    missing = any(one.activity is None for one in known)
    share = None
    if total and not missing:
        share = Fraction(sum(one.activity or 0 for one in covered), total)
    return Coverage(covered=len(covered), entities=len(known), share=share)


def is_covered(entity: Entity, day: date) -> bool:
    """Whether an entity was assessed within the year before ``day``."""
    assessed = entity.assessed
    return assessed is not None and assessed <= day and months_since(assessed, day) <= PERIOD


def finished(follows: Iterable[Follow], day: date) -> Fraction | None:
    """The share of the actions due by ``day`` that are done, the dropped ones apart; None when none is due."""
    due = [one for one in follows if one.due and one.due <= day and one.status != "dropped"]
    return Fraction(sum(one.status == "done" for one in due), len(due)) if due else None
