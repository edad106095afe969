"""A plan and its path as a JSON document: numbers unrounded, levels in points from 0 to 5."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, TypeAlias

from care_assess.plan.blocking import Relief
from care_assess.plan.model import Clarification, Package, Plan, PlannedAction
from care_assess.plan.path import Levels, Path
from care_assess.questionnaire import Level
from care_assess.scoring import CapHeld
from care_assess.text import Lang, translator

__all__ = ["FORMAT", "to_document"]

FORMAT: Final = "care-assess/plan/1"

_Json: TypeAlias = "dict[str, object]"


def to_document(plan: Plan, path: Path, *, lang: Lang = "fr") -> _Json:
    """The document ``care-assess/plan/1``.

    ``package`` of an action: the id of the one that holds it; ``wave``: the days from now by which it is done, null when it is not on the path.
    ``path``: ``days`` and ``reached`` are null when it is blocked; ``bound`` is what proves the days.
    """
    writer = _Writer(
        lang,
        packages={one.id: package.id for package in plan.packages for one in package.actions},
        waves={one.id: wave.by for wave in path.waves for one in wave.actions},
    )
    return {
        "format": FORMAT,
        "actions": [writer.action(one) for one in plan.actions],
        "packages": [writer.package(one) for one in plan.packages],
        "to_clarify": [writer.clarification(one) for one in plan.to_clarify],
        "path": writer.path(path),
    }


class _Writer:
    def __init__(
        self, lang: Lang, *, packages: Mapping[str, str], waves: Mapping[str, int]
    ) -> None:
        self._tr = translator(lang)
        self._packages = packages
        self._waves = waves

    def action(self, action: PlannedAction) -> _Json:
        return {
            "id": action.id,
            "title": self._tr.text(action.text),
            "questions": list(action.questions),
            "topics": list(action.topics),
            "effort_days": action.days,
            **self._brought(action),
            "package": self._packages[action.id],
            "wave": self._waves.get(action.id),
            "owner": action.owner,
        }

    def package(self, package: Package) -> _Json:
        return {
            "id": package.id,
            "title": self._tr.text(package.title),
            "actions": [one.id for one in package.actions],
            "questions": list(package.questions),
            "topics": list(package.topics),
            "effort_days": package.days,
            **self._brought(package),
            "owner": package.owner,
        }

    def clarification(self, one: Clarification) -> _Json:
        return {
            "question": one.question,
            "owner": one.owner,
            "spread": float(one.spread),
            "lifts_caps": [self._cap(cap) for cap in one.lifts],
        }

    def path(self, path: Path) -> _Json:
        found, targets = path.status == "optimal", path.request.targets
        return {
            "status": path.status,
            "days": path.days if found else None,
            "bound": path.bound if found else None,
            "euros": None if path.euros is None or not found else float(path.euros),
            "horizon": path.request.horizon,
            "target": {
                "overall": _float(targets.overall),
                "topics": _floats(targets.topics),
                "domains": _floats(targets.domains),
            },
            "now": _reached(path.now),
            "reached": _reached(path.after) if found else None,
            "actions": [one.id for one in path.actions],
            "without_score": [{"kind": one.kind, "name": one.name} for one in path.unscored],
            "blocking": [self._relief(one) for one in path.blocking.reliefs]
            if path.blocking
            else [],
        }

    def _brought(self, item: PlannedAction | Package) -> _Json:
        topics = {name: float(gain) for name, gain in item.topic_gains.items()}
        return {
            "gain": {"overall": float(item.gain), "topics": topics},
            "lifts_caps": [self._cap(cap) for cap in item.lifts],
            "rank": item.rank,
            "list": item.horizon,
        }

    def _relief(self, one: Relief) -> _Json:
        return {
            "kind": one.kind,
            "name": one.name,
            "given": float(one.given),
            "needed": float(one.needed),
            "caps": [self._cap(cap) for cap in one.caps],
            "unknown": one.unknown,
        }

    def _cap(self, cap: CapHeld) -> _Json:
        reason = self._tr.text(cap.reason)
        return {"max": _number(cap.max), "reason": reason, "question": cap.question}


def _reached(scores: Levels) -> _Json:
    return {
        "overall": _float(scores.overall),
        "topics": _floats(scores.topics),
        "domains": _floats(scores.domains),
    }


def _floats(levels: Mapping[str, Fraction | None]) -> dict[str, float | None]:
    return {name: _float(level) for name, level in levels.items()}


def _number(value: Level) -> int | float:
    return value if isinstance(value, int) else float(value)


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
