"""The maturity engine: a sheet in, every score and the why of every point out."""

from __future__ import annotations

from care_assess.scoring.model import *  # noqa: F403
from care_assess.scoring.model import __all__  # noqa: F401
