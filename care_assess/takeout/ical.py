"""Due dates, of what is left to do and of others, as events of a whole day in an iCalendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from care_assess.plan.roadmap import Line
from care_assess.takeout.model import Takeout
from care_assess.takeout.telling import owed, owed_title, promises, told

__all__ = ["Event", "due_dates", "write_calendar"]

_OCTETS = 75  # of a line, its end left out (section 3.1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """A whole day in a calendar. ``sequence`` grows when the event of that ``uid`` changes."""

    uid: str
    sequence: int
    day: date
    summary: str
    description: str


def due_dates(taken: Takeout, at: datetime) -> bytes:
    """One event for each due date, given or proposed, of an action or of evidence promised; ``at``: the moment of the export, with its zone.

    An action keeps its UID from one export to the next, and its SEQUENCE grows with what is said of it: a
    calendar that takes the file in again replaces the event. Calendars do read events, few read to-dos.
    What is answered today is not told: calendars are shared.
    """
    return write_calendar(_events(taken), at)


def write_calendar(events: Iterable[Event], at: datetime) -> bytes:
    """The calendar file of those events; ``at``: the moment of the export, with its zone."""
    moment = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    properties = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//CaRE Assess//CaRE Assess//FR",
        "CALSCALE:GREGORIAN",
        *(one for event in events for one in _event(event, moment)),
        "END:VCALENDAR",
    ]
    return b"".join(folded for one in properties for folded in _folded(one))


def _events(taken: Takeout) -> Iterator[Event]:
    for line in taken.open_lines():
        if line.due:
            said = taken.latest.get(line.id)
            yield Event(
                uid=f"{line.id}.{taken.assessment}@care-assess",
                sequence=said.seq if said else 0,
                day=line.due,
                summary=taken.story.tr("takeout.ical.summary", action=taken.words(line)),
                description=_text(taken, line),
            )
    for promise in promises(taken):
        if promise.due:
            yield Event(
                uid=f"promise-{promise.number}.{taken.assessment}@care-assess",
                sequence=0,  # what was promised never changes
                day=promise.due,
                summary=owed_title(taken, promise),
                description="\n".join(owed(taken, promise)),
            )


def _event(event: Event, moment: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(event.uid)}"
    yield f"DTSTAMP:{moment}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    yield f"DESCRIPTION:{_escaped(event.description)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(taken: Takeout, line: Line) -> str:
    status = taken.story.tr(f"roadmap.status.{line.follow.status}")
    return "\n".join((taken.story.tr("takeout.told.status", status=status), *told(taken, line)))


def _escaped(text: str) -> str:
    r"""A TEXT value (section 3.3.11): ``\``, ``;``, ``,`` and ends of lines; no other control sign."""
    kept = "".join(sign for sign in text if sign in "\n\t" or (sign >= " " and sign != "\x7f"))
    for sign in ("\\", ";", ","):
        kept = kept.replace(sign, f"\\{sign}")
    return kept.replace("\n", "\\n")


def _folded(line: str) -> Iterator[bytes]:
    """The line in pieces of at most 75 octets, each after the first begun by a space; no sign is cut."""
    piece = b""
    for sign in line:
        octets = sign.encode("utf-8", "replace")
        if len(piece) + len(octets) > _OCTETS:
            yield piece + b"\r\n"
            piece = b" "
        piece += octets
    yield piece + b"\r\n"
