"""An obligation in words, for the page and the calendar file."""

from __future__ import annotations

from datetime import date

from care_assess.obligations import Due, Noted, Outside, Told
from care_assess.questionnaire import Obligation
from care_assess.report.parts.story import Story

__all__ = [
    "apart_words",
    "due_words",
    "duty_words",
    "last_words",
    "origin_words",
    "outside_words",
    "rhythm_words",
    "source_words",
]

_FEW = 2  # texts named; the others are counted
_YEAR = 4  # signs of a date that is a year alone


def duty_words(story: Story, one: Due) -> str:
    """What is asked, and that the establishment may not be concerned."""
    said = story.inside(one.obligation.text)
    return said if one.concerned else story.tr("obligations.to_confirm", text=said)


def due_words(story: Story, one: Due, today: date) -> str:
    """When it falls due, as precisely as it is known."""
    tr, duty = story.tr, one.obligation
    facts = {"question": duty.since, "n": duty.period}
    if one.source == "register" and one.timing == "unproven":
        return tr(f"obligations.due.short.{duty.id}")
    if one.timing in {"unproven", "unknown", "unanswered"}:
        return tr(f"obligations.due.{one.timing}", **facts)
    if one.due is None:
        return tr("obligations.due.never")
    if len(duty.date) == _YEAR:
        key = "in_year_late" if one.timing == "late" else "in_year"
        return tr(f"obligations.due.{key}", year=duty.date)
    said = tr.date(one.due)
    if one.timing == "late":
        return tr("obligations.due.late", date=said, n=(today - one.due).days)
    return tr("obligations.due.at_latest", date=said) if one.at_latest else said


def last_words(story: Story, one: Due) -> str:
    """When it was last done, as precisely as its source says; empty when none tells."""
    tr = story.tr
    if one.never:
        return tr("obligations.last.never")
    if one.source == "register" and one.noted:
        return "" if one.noted.short else _noted_words(story, one.noted)
    return _answered_words(story, one, Told(last=one.last, at_latest=one.at_latest))


def origin_words(story: Story, one: Due) -> str:
    """Where the date comes from; empty when there is none. It tells no answer."""
    tr = story.tr
    if one.source == "register" and one.noted:
        said = tr(f"obligations.origin.{one.noted.instrument}")
        return tr("obligations.origin.partial", said=said) if one.at_latest else said
    if one.source == "answer":
        return tr("obligations.origin.answer", question=one.obligation.since)
    return tr("obligations.origin.text") if one.source == "text" else ""


def apart_words(story: Story, one: Due) -> str:
    """That the register and the answer do not agree, with what the other of the two says; empty when they do."""
    if one.apart is None or one.noted is None:
        return ""
    tr, noted = story.tr, one.noted
    if one.source == "register":
        said = (
            tr("obligations.last.never")
            if one.apart.never
            else _answered_words(story, one, one.apart)
        )
        return tr("obligations.apart.answer", question=one.obligation.since, said=said)
    if noted.short:
        said = tr(f"obligations.due.short.{one.obligation.id}")
    elif noted.never:
        said = tr("obligations.last.never")
    else:
        said = _noted_words(story, noted)
    return tr(f"obligations.apart.{noted.instrument}", said=said)


def _noted_words(story: Story, noted: Noted) -> str:
    """The last time, to the day, and of what."""
    tr = story.tr
    if noted.instrument == "budget":
        return tr("obligations.last.year", year=noted.name)
    if noted.last is None:
        return ""
    day = tr.date(noted.last)
    if not noted.name:
        return tr("obligations.last.on", date=day)
    return tr("obligations.last.of", date=day, name=noted.name)


def _answered_words(story: Story, one: Due, told: Told) -> str:
    """The last time, to the month, or within the period."""
    if told.at_latest:
        return story.tr("obligations.last.within", n=one.obligation.period)
    if told.last is None:
        return ""
    return story.tr("obligations.last.about", month=f"{told.last:%m/%Y}")


def rhythm_words(story: Story, duty: Obligation) -> str:
    """How often it comes round, and whether that is in the text."""
    if duty.period is None:
        return story.tr("obligations.rhythm.once")
    return story.tr(f"obligations.rhythm.{duty.basis}", n=duty.period)


def source_words(story: Story, duty: Obligation) -> str:
    """Its force, how sure it is, and the texts."""
    known = story.reference.references
    return story.tr(
        "obligations.source",
        force=story.tr(f"obligations.force.{duty.force}"),
        confidence=story.tr(f"obligations.confidence.{duty.confidence}"),
        references=story.few(
            (story.text(known[one]) for one in duty.references if one in known), _FEW
        ),
    )


def outside_words(story: Story, one: Outside) -> str:
    """Why it is left out."""
    if one.reason:
        return story.tr("obligations.outside.declared", reason=one.reason)
    return story.tr("obligations.outside.profile")
