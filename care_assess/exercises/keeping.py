"""A register of exercises ↔ JSON. What is read back is checked as if a stranger had written it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from care_assess.exercises.model import (
    FORMS,
    FUNCTIONS,
    LEVELS,
    LONGEST,
    LONGEST_NAME,
    MOST,
    MOST_LESSONS,
    MOST_WARDS,
    REVIEWS,
    SCOPES,
    SOURCES,
    Exercise,
    Lesson,
    Register,
)
from care_assess.exercises.setting import MOST_BEDS, SERVICES, Setting
from care_assess.topics.stored import (
    Kept,
    among,
    block,
    day,
    numbered,
    several,
    text,
    whole,
)

__all__ = ["from_json", "to_json"]

_FACTS = ("complete", "grid", "programme", "reviewed")


def to_json(register: Register) -> dict[str, Any]:
    """The register as JSON: what is blank is left out."""
    facts = {name: True for name in _FACTS if getattr(register, name)}
    setting = _written(register.setting)
    return {
        **facts,
        **({"setting": setting} if setting else {}),
        "exercises": [_written(one) for one in register.exercises],
    }


def from_json(stored: object) -> Register:
    """The register that was kept; an empty one when none was."""
    found = block(stored)
    facts = {name: found.get(name) is True for name in _FACTS}
    return Register(
        exercises=tuple(map(_exercise, numbered(found, "exercises", MOST))),
        setting=_setting(block(found.get("setting"))),
        **facts,
    )


def _written(one: Exercise | Lesson | Setting) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if value not in (None, "", (), False, 0, "none"):
            kept[field.name] = _plain(value)
    return kept


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_written(one) if isinstance(one, Lesson) else one for one in value]
    return value


def _setting(kept: Kept) -> Setting:
    names = {name: text(kept.get(name), LONGEST_NAME) for name in SERVICES}
    return Setting(
        ehr=text(kept.get("ehr"), LONGEST_NAME),
        beds=whole(kept.get("beds"), 1, MOST_BEDS),
        absent=several(SERVICES, kept.get("absent")),
        **names,
    )


def _exercise(kept: Kept) -> Exercise:
    return Exercise(
        id=kept["id"],
        title=text(kept.get("title"), LONGEST_NAME),
        day=day(kept.get("day")),
        form=among(FORMS, kept.get("form")),
        scope=among(SCOPES, kept.get("scope")),
        scenario=text(kept.get("scenario"), LONGEST),
        functions=several(FUNCTIONS, kept.get("functions")),
        level=among(LEVELS, kept.get("level")),
        source=among(SOURCES, kept.get("source")),
        care=kept.get("care") is True,
        wards=whole(kept.get("wards"), 0, MOST_WARDS) or 0,
        unannounced=kept.get("unannounced") is True,
        review=among(REVIEWS, kept.get("review")) or "none",
        quality=kept.get("quality") is True,
        checked=kept.get("checked") is True,
        evidence=text(kept.get("evidence"), LONGEST_NAME),
        lessons=tuple(map(_lesson, numbered(kept, "lessons", MOST_LESSONS))),
    )


def _lesson(kept: Kept) -> Lesson:
    return Lesson(
        id=kept["id"],
        text=text(kept.get("text"), LONGEST),
        owner=text(kept.get("owner"), LONGEST_NAME),
        due=day(kept.get("due")),
        action=text(kept.get("action"), LONGEST_NAME),
    )
