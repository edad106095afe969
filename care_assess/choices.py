"""What people choose around an assessment: scenarios, targets, names… by name, the last one counting.

Beside the answers and never among them: a choice changes no score. It goes with its assessment when
that one is erased, and is copied to no other.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

from care_assess.errors import Refused
from care_assess.store import Choice, Json, Store
from care_assess.typed import checked_author

__all__ = ["LARGEST", "Choice", "Choices", "Json"]

LARGEST = 50_000
"""Characters of a value written as JSON, at most."""


class Choices:
    """The choices kept in one store. Every method may be called by any thread.

    Every method raises NotFound for the id of no assessment, StoreUnavailable when the database fails.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def get(self, assessment: str, name: str) -> Json | None:
        """The last value of that name; None while nothing was chosen."""
        found = self._store.choice(assessment, name)
        return None if found is None else found.value

    def put(
        self, assessment: str, name: str, change: Callable[[Json | None], Json], *, author: str = ""
    ) -> Json:
        """Keep what ``change`` makes of the present value (None: nothing yet), and give it.

        Nobody else writes meanwhile: two changes of different parts at once are both kept. Raises
        Refused when the value is larger than :data:`LARGEST`.
        """

        def checked(value: Json | None) -> Json:
            changed = change(value)
            if len(json.dumps(changed, ensure_ascii=False)) > LARGEST:
                raise Refused("store.choice_too_big", limit=LARGEST)
            return changed

        choice = self._store.choose(
            assessment, name, checked, author=checked_author(author), at=self._clock()
        )
        return choice.value
