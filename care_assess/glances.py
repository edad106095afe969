"""What is before the room of a workshop, as it was read a moment ago: a room of phones asks it all the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock

from care_assess.store import Standing
from care_assess.workshop import Vote

__all__ = ["GLANCE", "Glances"]

GLANCE = timedelta(milliseconds=300)
"""How old a glance may be, when another process leads the workshop."""


class Glances:
    """The last standing of each workshop, by (assessment, workshop). Every method may be called by any thread."""

    def __init__(self, read: Callable[[str, str], Standing], clock: Callable[[], datetime]) -> None:
        self._read = read
        self._clock = clock
        self._turn = Lock()
        self._seen: dict[tuple[str, str], tuple[datetime, Standing]] = {}

    def look(self, assessment: str, workshop: str) -> Standing:
        """What is before the room now."""
        found = self._read(assessment, workshop)
        self._seen[assessment, workshop] = self._clock(), found
        return found

    def glance(self, assessment: str, workshop: str) -> Standing:
        """What was before it less than :data:`GLANCE` ago, with all that this process was told of since."""
        found = self._recent(assessment, workshop)
        if found is None:
            with self._turn:  # one reads for all that wait
                found = self._recent(assessment, workshop) or self.look(assessment, workshop)
        return found

    def vote(self, assessment: str, workshop: str, vote: Vote) -> None:
        """Someone has voted: nothing else has changed."""
        at, found = self._seen.get((assessment, workshop), (None, None))
        asked = None if found is None else (found.question, found.round)
        if at is None or found is None or asked != (vote.question, vote.round):
            self.forget(assessment, workshop)
            return
        voted = (found.voted | {vote.participant}) & found.present
        self._seen[assessment, workshop] = at, replace(found, voted=voted)

    def forget(self, assessment: str, workshop: str) -> None:
        """Something has changed: the next glance must not miss it."""
        self._seen.pop((assessment, workshop), None)

    def _recent(self, assessment: str, workshop: str) -> Standing | None:
        at, found = self._seen.get((assessment, workshop), (None, None))
        return found if at is not None and at <= self._clock() < at + GLANCE else None
