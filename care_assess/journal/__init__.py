"""The history of an assessment read at any moment, and what going back to one would change.

    events ── entries ──▶ who answered what and when, with the answer before
           ── steps ────▶ the sittings, to find a moment by
           ── at ───────▶ the answers of a moment
           ── changes ──▶ what differs between two moments
           ── returning ▶ the events that give the answers of a moment back

A moment is the number of the last event it counts; 0: before every answer.
"""

from __future__ import annotations

from care_assess.journal.model import BEGINNING, Change, Entry, Moment, Step, Wanted
from care_assess.journal.reading import at, authors, changes, entries, returning, steps

__all__ = [
    "BEGINNING",
    "Change",
    "Entry",
    "Moment",
    "Step",
    "Wanted",
    "at",
    "authors",
    "changes",
    "entries",
    "returning",
    "steps",
]
