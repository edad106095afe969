"""The names of the files that people take away."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

__all__ = ["SPREADSHEET", "file_name"]

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""What a browser is told of an Excel workbook."""

_LONGEST = 60
_LIGATURES = {0x153: "oe", 0xE6: "ae"}
_OTHERS = re.compile(r"[^a-z0-9]+")


def file_name(kind: str, organisation: str, day: date, extension: str) -> str:
    """``plan-action-ch-de-valmont-2026-11-23.xlsx``: letters, digits and hyphens that every system takes."""
    spelt = organisation.lower().translate(_LIGATURES)
    letters = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    name = _OTHERS.sub("-", letters).strip("-")[:_LONGEST].strip("-")
    return "-".join(part for part in (kind, name, day.isoformat()) if part) + f".{extension}"
