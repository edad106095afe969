"""The plan: what to do, ranked, with what each action brings; what to find out; and a path to the target.

:func:`build_plan` ranks, :mod:`care_assess.plan.path` chooses. The latter loads the solver: it is
imported where it is needed.
"""

from __future__ import annotations

from care_assess.plan.model import Clarification, Package, Plan, PlannedAction
from care_assess.plan.ranking import by_topic, decisions
from care_assess.plan.weighing import build_plan

__all__ = [
    "Clarification",
    "Package",
    "Plan",
    "PlannedAction",
    "build_plan",
    "by_topic",
    "decisions",
]
