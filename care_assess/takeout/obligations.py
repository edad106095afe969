"""The due dates of obligations as a calendar file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from care_assess.obligations import Agenda, Due
from care_assess.report.obligations import duty_words, origin_words, rhythm_words, source_words
from care_assess.report.parts.story import Story
from care_assess.takeout.ical import Event, write_calendar

__all__ = ["obligations_calendar"]

_MINUTE = 60


def obligations_calendar(
    assessment: str, story: Story, agenda: Agenda, today: date, at: datetime
) -> bytes:
    """One event for each date to come, and one today for each late obligation; ``at``: the moment of the export.

    An obligation keeps its UID from one export to the next, and its SEQUENCE grows with the clock: a
    calendar that takes the file in again replaces the event. What is answered is not told.
    """
    dated = agenda.of("late", "soon", "later")
    sequence = int(at.timestamp()) // _MINUTE
    return write_calendar(_events(assessment, story, dated, today, sequence), at)


def _events(
    assessment: str, story: Story, dated: tuple[Due, ...], today: date, sequence: int
) -> Iterator[Event]:
    for one in dated:
        late = one.timing == "late" or one.due is None
        key = "obligations.ical.late" if late else "obligations.ical.summary"
        yield Event(
            uid=f"{one.obligation.id}.{assessment}@care-assess",
            sequence=sequence,
            day=today if late or one.due is None else one.due,
            summary=story.tr(key, duty=duty_words(story, one)),
            description="\n".join(_told(story, one)),
        )


def _told(story: Story, one: Due) -> Iterator[str]:
    """What a calendar that many people see may say: the rhythm, the texts, where the date comes from."""
    yield rhythm_words(story, one.obligation)
    yield source_words(story, one.obligation)
    if origin := origin_words(story, one):
        yield story.tr("obligations.ical.origin", origin=origin)
    sheet, tr = story.sheet, story.tr
    yield tr("obligations.ical.from", name=sheet.organisation.name, date=tr.date(sheet.date))
