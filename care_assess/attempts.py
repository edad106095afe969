"""Guesses, held back: whoever is wrong too often waits."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from care_assess.errors import Refused

__all__ = ["MOST", "SECONDS", "Attempts"]

MOST, SECONDS = 10, 60.0
"""Wrong guesses allowed to one visitor, and within how long."""

_VISITORS = 1000
"""Visitors remembered: beyond, the one whose last wrong guess is the oldest is forgotten."""


class Attempts:
    """The wrong guesses of the last minute, by visitor. Every method may be called by any thread."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, list[float]] = OrderedDict()
        self._turn = threading.Lock()

    def check(self, visitor: str) -> None:
        """Raise Refused while ``visitor`` has guessed wrong too often."""
        with self._turn:
            if len(self._recent(visitor)) >= MOST:
                raise Refused("delegation.too_many_guesses", seconds=int(SECONDS))

    def wrong(self, visitor: str) -> None:
        """Count a wrong guess."""
        with self._turn:
            self._wrong[visitor] = [*self._recent(visitor), self._clock()]
            self._wrong.move_to_end(visitor)
            if len(self._wrong) > _VISITORS:
                self._wrong.popitem(last=False)

    def _recent(self, visitor: str) -> list[float]:
        since = self._clock() - SECONDS
        return [moment for moment in self._wrong.get(visitor, []) if moment > since]
