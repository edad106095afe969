"""An action told to those who do not have the application before them."""

from __future__ import annotations

from collections.abc import Iterator

from care_assess.plan.roadmap import Line
from care_assess.report.parts.actions import helps, why
from care_assess.takeout.model import Takeout
from care_assess.workshop.model import Promise

__all__ = ["described", "owed", "owed_title", "promises", "told"]


def described(taken: Takeout, line: Line) -> Iterator[str]:
    """What there is to know of an action still to do, a sentence at a time: why, who, how long, how far."""
    if line.planned:
        yield from why(taken.story, line.planned)
    yield from told(taken, line)


def told(taken: Takeout, line: Line) -> Iterator[str]:
    """The same without what is answered today: for what many people see, such as a calendar they share."""
    tr, story, follow = taken.story.tr, taken.story, line.follow
    if follow.owner:
        yield tr("takeout.told.owner", owner=follow.owner)
    if line.role:
        yield tr("takeout.told.role", role=taken.role(line))
    if line.days is not None:
        yield tr("takeout.told.days", n=line.days, days=tr.number(line.days, 0))
    if line.due and line.proposed and not follow.due:
        yield tr("takeout.told.proposed", date=tr.date(line.due))
    if line.planned and (resources := helps(story, line.planned)):
        yield tr("takeout.told.help", resources=resources)
    if follow.status == "blocked":
        yield tr("takeout.told.blocked", reason=follow.reason)
    if follow.comment:
        yield tr("takeout.told.comment", comment=follow.comment)
    yield _source(taken, line)


def promises(taken: Takeout) -> tuple[Promise, ...]:
    """The evidence that people promised in workshops and have not shown yet, what is due first first."""
    found = taken.story.workshops
    return found.awaited if found else ()


def owed_title(taken: Takeout, promise: Promise) -> str:
    """``Preuve à montrer : PSSI signée``."""
    return taken.story.tr("takeout.owed.title", what=promise.what)


def owed(taken: Takeout, promise: Promise) -> Iterator[str]:
    """What there is to know of evidence that is owed, a sentence at a time; nothing of what is answered."""
    story, tr = taken.story, taken.story.tr
    yield tr("takeout.told.owner", owner=promise.who)
    asked = story.questions.get(promise.question)
    if asked:
        yield tr("takeout.owed.question", id=promise.question, question=story.text(asked.text))
    sheet = story.sheet
    yield tr("takeout.owed.source", name=sheet.organisation.name, date=tr.date(sheet.date))


def _source(taken: Takeout, line: Line) -> str:
    """Where an action comes from: of which assessment, under which reference."""
    sheet, tr = taken.story.sheet, taken.story.tr
    name = sheet.organisation.name
    return tr("takeout.told.source", id=line.id, name=name, date=tr.date(sheet.date))
