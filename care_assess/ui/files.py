"""The names of the files that people take away."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

__all__ = ["file_name"]

_LONGEST = 60
_OTHERS = re.compile(r"[^a-z0-9]+")


def file_name(kind: str, organisation: str, day: date, extension: str) -> str:
    """``plan-action-ch-de-valmont-2026-11-23.xlsx``: letters, digits and hyphens that every system takes."""
    letters = unicodedata.normalize("NFKD", organisation).encode("ascii", "ignore").decode().lower()
    name = _OTHERS.sub("-", letters).strip("-")[:_LONGEST].strip("-")
    return "-".join(part for part in (kind, name, day.isoformat()) if part) + f".{extension}"
