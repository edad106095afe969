"""The maturity engine: a sheet in, every score and the why of every point out."""

from __future__ import annotations

from care_assess.scoring.engine import score
from care_assess.scoring.model import *  # noqa: F403
from care_assess.scoring.model import __all__ as _types
from care_assess.scoring.progress import Advance, Advances, advances
from care_assess.scoring.readings import Readings, read

__all__ = [*_types, "Advance", "Advances", "Readings", "advances", "read", "score"]  # noqa: PLE0604  the types, by their names
