"""What the registers of an assessment know of its obligations, on one day.

    exercise_yearly   exercises    the last exercise that counts
    exercise_review   exercises    whether the last one that counts still lacks its review, or it the quality plan
    restore_test      exercises    the last restore test
    self_assessment   campaign     the last one completed, and the date of the next
    audit_directory   perimeters   the oldest of the last audits of the directories; so for directory_review
    audit_exposure    perimeters   the oldest of the last audits of what is exposed
    budget_share      budget       the last closed year entered on the platform

The share of a year is to be entered by the end of the next one; that day is our proposal. What a register
that is not said to be whole does not hold may have been done: nothing is called "never" from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from care_assess.budget.book import OWN
from care_assess.budget.book import Book as Budget
from care_assess.budget.ratios import ratios
from care_assess.campaign import Campaign, next_date
from care_assess.exercises import Register, last_counting
from care_assess.obligations.model import Noted
from care_assess.perimeters import Audit, Book, Reading, latest
from care_assess.topics.registers import Registers

__all__ = ["noted_in"]

_ENTERED = (12, 31)
"""The month and the day by which the share of a year is entered, the year after it closes."""


def noted_in(known: Registers, today: date) -> Mapping[str, Noted]:
    """Id of an obligation → what is noted of it by ``today``; nothing of an empty register."""
    return {
        **dict(_of_exercises(known.exercises, today)),
        **dict(_of_campaign(known.campaign, today)),
        **dict(_of_perimeters(known.perimeters, today)),
        **dict(_of_budget(known.budget, today)),
    }


def _of_exercises(register: Register, today: date) -> Iterator[tuple[str, Noted]]:
    last = last_counting(register, today)
    if last:
        yield "exercise_yearly", Noted(instrument="exercises", last=last.day, name=last.title)
        if last.review != "written" or not last.quality:
            short = Noted(instrument="exercises", last=last.day, name=last.title, short=True)
            yield "exercise_review", short
    elif register.complete:
        yield "exercise_yearly", Noted(instrument="exercises", never=True)
    restored = (one for one in register.by_date if one.form == "restore")
    tested = next((one for one in restored if one.day and one.day <= today), None)
    if tested:
        yield "restore_test", Noted(instrument="exercises", last=tested.day, name=tested.title)


def _of_campaign(campaign: Campaign, today: date) -> Iterator[tuple[str, Noted]]:
    last, due = campaign.completed(today), next_date(campaign, today)
    if last or due or campaign.never:
        never = campaign.never and last is None
        yield (
            "self_assessment",
            Noted(instrument="campaign", last=last, due=due, name=campaign.receipt, never=never),
        )


def _of_perimeters(book: Book, today: date) -> Iterator[tuple[str, Noted]]:
    directories = _oldest(
        [(one.name, latest(one, today)) for one in book.directories], whole=book.all_directories
    )
    if directories:
        yield "audit_directory", directories
        yield "directory_review", directories
    exposed = _oldest(
        [(one.name, latest(one, today)) for one in book.exposed], whole=book.all_exposed
    )
    if exposed:
        yield "audit_exposure", exposed


def _oldest(last: Sequence[tuple[str, Reading | Audit | None]], *, whole: bool) -> Noted | None:
    """The place whose last audit is the oldest; one that was never audited comes before all."""
    dated = [(check.day, name) for name, check in last if check and check.day]
    if len(dated) < len(last):
        bare = next(name for name, check in last if check is None)
        return Noted(instrument="perimeters", never=True, name=bare)
    if not dated:
        return None
    day, name = min(dated)
    return Noted(instrument="perimeters", last=day, name=name, partial=not whole)


def _of_budget(book: Budget, today: date) -> Iterator[tuple[str, Noted]]:
    """Of the establishment itself: each member of a group enters its own share."""
    closed = [one for one in book.of(OWN) if one.basis == "closed" and one.year < today.year]
    entered = [one.year for one in closed if one.reported]
    if entered:
        year = max(entered)
        due = date(year + 2, *_ENTERED)
        yield "budget_share", Noted(instrument="budget", due=due, name=str(year))
        return
    computed = [
        one.year for one in closed if ratios(one, annexes=book.annexes)[0].value is not None
    ]
    if computed:
        yield "budget_share", Noted(instrument="budget", name=str(max(computed)), short=True)
