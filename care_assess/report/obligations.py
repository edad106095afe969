"""An obligation in words, for the page and the calendar file."""

from __future__ import annotations

from datetime import date

from care_assess.obligations import Due, Outside
from care_assess.questionnaire import Obligation
from care_assess.report.parts.story import Story

__all__ = [
    "due_words",
    "duty_words",
    "last_words",
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
    """When it was last done, to the month; empty when no answer tells."""
    tr = story.tr
    if one.never:
        return tr("obligations.last.never")
    if one.at_latest:
        return tr("obligations.last.within", n=one.obligation.period)
    return "" if one.last is None else tr("obligations.last.about", month=f"{one.last:%m/%Y}")


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
