"""A book of directories and perimeters ↔ JSON. What is read back is checked as if a stranger had written it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from care_assess.perimeters.model import (
    ADS_LEVELS,
    CRITICALITIES,
    FLOOR,
    LONGEST_NAME,
    MOST_CHECKS,
    MOST_COUNT,
    MOST_DAYS,
    MOST_PLACES,
    POINT_LEVELS,
    SOURCES,
    Audit,
    Book,
    Place,
    Reading,
)
from care_assess.topics.stored import Kept, among, block, day, numbered, text, whole

__all__ = ["from_json", "to_json"]


def to_json(book: Book) -> dict[str, Any]:
    """The book as JSON: what is blank is left out."""
    flags = {name: True for name in ("all_directories", "all_exposed") if getattr(book, name)}
    return {
        **flags,
        "floor": book.floor,
        "directories": [_place(one) for one in book.directories],
        "exposed": [_place(one) for one in book.exposed],
    }


def from_json(stored: object) -> Book:
    """The book that was kept; an empty one when none was."""
    found = block(stored)
    return Book(
        directories=tuple(
            Place(
                id=one["id"],
                name=text(one.get("name"), LONGEST_NAME),
                checks=tuple(map(_reading, numbered(one, "checks", MOST_CHECKS))),
                backup=one.get("backup") is True,
            )
            for one in numbered(found, "directories", MOST_PLACES)
        ),
        exposed=tuple(
            Place(
                id=one["id"],
                name=text(one.get("name"), LONGEST_NAME),
                checks=tuple(map(_audit, numbered(one, "checks", MOST_CHECKS))),
            )
            for one in numbered(found, "exposed", MOST_PLACES)
        ),
        floor=whole(found.get("floor"), ADS_LEVELS[0], ADS_LEVELS[-1]) or FLOOR,
        all_directories=found.get("all_directories") is True,
        all_exposed=found.get("all_exposed") is True,
    )


def _place(one: Place[Reading] | Place[Audit]) -> dict[str, Any]:
    kept = {"id": one.id, "name": one.name, "checks": [_check(check) for check in one.checks]}
    return {**kept, "backup": True} if one.backup else kept


def _check(one: Reading | Audit) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if value not in (None, ""):
            kept[field.name] = value.isoformat() if isinstance(value, date) else value
    return kept


def _reading(kept: Kept) -> Reading:
    counts = {f"open{n}": whole(kept.get(f"open{n}"), 0, MOST_COUNT) for n in POINT_LEVELS}
    return Reading(
        id=kept["id"],
        day=day(kept.get("day")),
        level=whole(kept.get("level"), ADS_LEVELS[0], ADS_LEVELS[-1]),
        source=among(SOURCES, kept.get("source")),
        report=text(kept.get("report"), LONGEST_NAME),
        **counts,
    )


def _audit(kept: Kept) -> Audit:
    names = [f"{side}_{one}" for side in ("found", "open") for one in CRITICALITIES]
    counts = {name: whole(kept.get(name), 0, MOST_COUNT) for name in names}
    return Audit(
        id=kept["id"],
        day=day(kept.get("day")),
        days=whole(kept.get("days"), 0, MOST_DAYS),
        retest=day(kept.get("retest")),
        report=text(kept.get("report"), LONGEST_NAME),
        **counts,
    )
