"""Where the instrument of each topic is: the page on which things are noted rather than answered."""

from __future__ import annotations

from collections.abc import Mapping

from care_assess.ui import shell

__all__ = ["INSTRUMENTS"]

INSTRUMENTS: Mapping[str, shell.Page] = {
    "ad": "perimeters",
    "exposure": "perimeters",
    "crisis_exercises": "exercises",
    "self_assessment": "campaign",
    "budget": "budget",
    "ght_steering": "ght",
}
