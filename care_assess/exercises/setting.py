"""What an establishment says of itself to be named in the ready-to-run exercises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

__all__ = ["AS_WRITTEN", "MOST_BEDS", "SERVICES", "Service", "Setting"]

Service: TypeAlias = Literal[
    "emergency", "ward", "theatre", "icu", "maternity", "oncology", "laboratory", "imaging",
    "pharmacy", "admissions", "home_care",
]  # fmt: skip
SERVICES: tuple[Service, ...] = get_args(Service)
"""The departments that send stimuli."""

MOST_BEDS = 9999


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What an establishment says of itself to be named in the exercises. Empty or None: the text as it is.

    ``ehr``: the name of its patient record software. ``absent``: the departments that it has not; for the
    others, a field of that name holds the name it gives them.
    """

    ehr: str = ""
    beds: int | None = None
    absent: tuple[Service, ...] = ()
    emergency: str = ""
    ward: str = ""
    theatre: str = ""
    icu: str = ""
    maternity: str = ""
    oncology: str = ""
    laboratory: str = ""
    imaging: str = ""
    pharmacy: str = ""
    admissions: str = ""
    home_care: str = ""

    def name_of(self, service: Service) -> str:
        """What the establishment calls a department; empty: nothing in particular."""
        found: str = getattr(self, service)
        return found


AS_WRITTEN = Setting()
"""Nothing is said: the exercises as they are written."""
