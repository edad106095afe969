"""A plan and its path as a JSON document: numbers unrounded, levels in points from 0 to 5."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, TypeAlias

from care_assess.plan.blocking import Relief
from care_assess.plan.model import Clarification, Plan, PlannedAction
from care_assess.plan.path import Levels, Path
from care_assess.questionnaire import Level
from care_assess.scoring import CapHeld
from care_assess.text import Lang, translator

__all__ = ["FORMAT", "to_document"]

FORMAT: Final = "care-assess/plan/1"

_Json: TypeAlias = "dict[str, object]"


def to_document(plan: Plan, path: Path, *, lang: Lang = "fr") -> _Json:
    """The document ``care-assess/plan/1``.

    ``wave`` of an action: the days from now by which it is done, null when it is not on the path.
    ``path``: ``days`` and ``reached`` are null when it is blocked; ``bound`` is what proves the days.
    """
    writer = _Writer(lang, {one.id: wave.by for wave in path.waves for one in wave.actions})
    return {
        "format": FORMAT,
        "actions": [writer.action(one) for one in plan.actions],
        "to_clarify": [writer.clarification(one) for one in plan.to_clarify],
        "path": writer.path(path),
    }


class _Writer:
    def __init__(self, lang: Lang, waves: Mapping[str, int]) -> None:
        self._tr = translator(lang)
        self._waves = waves

    def action(self, action: PlannedAction) -> _Json:
        topics = {name: float(gain) for name, gain in action.topic_gains.items()}
        return {
            "id": action.id,
            "title": self._tr.text(action.text),
            "questions": list(action.questions),
            "topics": list(action.topics),
            "effort_days": action.days,
            "gain": {"overall": float(action.gain), "topics": topics},
            "lifts_caps": [self._cap(cap) for cap in action.lifts],
            "rank": action.rank,
            "list": action.horizon,
            "wave": self._waves.get(action.id),
            "owner": action.owner,
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
