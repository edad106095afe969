"""The last results computed, so that the next page need not compute them again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

__all__ = ["KEPT", "Recent"]

KEPT = 32
"""Results remembered: those of as many assessments."""

_T = TypeVar("_T")


class Recent(Generic[_T]):
    """The last results computed, by what they were computed from: at most ``most``, else :data:`KEPT`."""

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, _T] = OrderedDict()
        self._turn = threading.Lock()

    def find(self, key: Hashable) -> _T | None:
        """What is remembered for ``key``."""
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Hashable, result: _T) -> None:
        """Remember ``result``; the one asked for longest ago is forgotten."""
        with self._turn:
            self._kept[key] = result
            self._kept.move_to_end(key)
            if len(self._kept) > (self._most or KEPT):
                self._kept.popitem(last=False)

    def get(self, key: Hashable, compute: Callable[[], _T]) -> _T:
        """The result for ``key``, computed if it is not remembered; two threads may compute it at once."""
        found = self.find(key)
        if found is None:
            found = compute()
            self.keep(key, found)
        return found
