"""The steps of a campaign of self-assessment as a calendar file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from care_assess.campaign import Planned
from care_assess.takeout.ical import Event, write_calendar
from care_assess.text import Translator

__all__ = ["campaign_calendar"]

_MINUTE = 60


def campaign_calendar(
    assessment: str, name: str, steps: Sequence[Planned], tr: Translator, at: datetime
) -> bytes:
    """One event for each step that is planned and not done; ``name``: of the establishment.

    ``at``: the moment of the export. A step keeps its UID, and its SEQUENCE grows with the clock: a
    calendar that takes the file in again replaces the event.
    """
    return write_calendar(_events(assessment, name, steps, tr, at), at)


def _events(
    assessment: str, name: str, steps: Sequence[Planned], tr: Translator, at: datetime
) -> Iterator[Event]:
    for one in steps:
        day: date | None = one.planned
        if day is not None and one.done is None:
            yield Event(
                uid=f"campaign.{one.step}.{assessment}@care-assess",
                sequence=int(at.timestamp()) // _MINUTE,
                day=day,
                summary=tr("campaign.ical.summary", step=tr(f"campaign.step.{one.step}")),
                description=tr("campaign.ical.from", name=name),
            )
