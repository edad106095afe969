"""The colours of the report, shared by words and figures. Each is readable on white (4.5 to 1 or more)."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ACCENT", "LINE", "MUTED", "SURFACE", "TARGET", "TONES", "WHITE", "level_colour"]

ACCENT = "#0B5C6B"
INK = "#16252B"
MUTED = "#4A5B62"
LINE = "#D4DDE0"
SURFACE = "#F3F6F7"
TARGET = "#B3541E"
WHITE = "#FFFFFF"

TONES: Mapping[str, str] = {"ink": INK, "muted": MUTED, "accent": ACCENT, "warning": "#9A3F12"}

_LEVELS = ("#A8431A", "#A8431A", "#8F6400", "#1F7A8C", "#0B5C6B", "#0B5C6B")
_NO_LEVEL = "#5E6E75"


def level_colour(level: int | None) -> str:
    """The colour of a level: rust 0 and 1, amber 2, teal 3, deep teal 4 and 5, grey when none is given."""
    return _NO_LEVEL if level is None else _LEVELS[level]
