"""What registers read back of what was kept as JSON, checked as if a stranger had written it.

What does not fit is left out: a register is read back whole or in part, never with an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeGuard, TypeVar

__all__ = ["Kept", "among", "block", "day", "items", "numbered", "several", "text", "whole"]

Kept = Mapping[str, Any]
_WORD = TypeVar("_WORD", bound=str)


def block(found: object) -> Kept:
    """A JSON object; an empty one for anything else."""
    return found if isinstance(found, dict) else {}


def items(found: Kept, name: str) -> list[Any]:
    """The list of that name; an empty one when there is none."""
    value = found.get(name)
    return value if isinstance(value, list) else []


def among(known: Sequence[_WORD], value: object) -> _WORD | None:
    """The one of the known words that ``value`` is, if it is one."""
    return next((one for one in known if one == value), None)


def several(known: Sequence[_WORD], found: object) -> tuple[_WORD, ...]:
    """The known words that are in ``found``, in the order in which they are known."""
    given = found if isinstance(found, list) else []
    return tuple(one for one in known if one in given)


def numbered(found: Kept, name: str, most: int) -> list[Kept]:
    """The entries of a list that have a number from 1 as ``id``, each number once, ``most`` at most."""
    entries = [block(one) for one in items(found, name)[:most]]
    known = {one["id"]: one for one in entries if _is_whole(one.get("id")) and one["id"] > 0}
    return list(known.values())


def whole(value: object, low: int, high: int) -> int | None:
    """A whole number between two bounds, both included."""
    return value if _is_whole(value) and low <= value <= high else None


def day(value: object) -> date | None:
    """A day written ``2026-11-26``."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def text(value: object, longest: int) -> str:
    """A text, cut at ``longest`` characters; empty for anything else."""
    return value[:longest] if isinstance(value, str) else ""


def _is_whole(value: object) -> TypeGuard[int]:
    """Whether it is a whole number; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool)
