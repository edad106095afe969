"""What the audits allow to answer, on the date of the assessment.

    AD-02    months since the oldest of the last audits; "never" when a directory has none
    AD-03    the lowest ADS level; "never" when no directory has one. Level 1 needs no other: none is lower
    EXC-02   months since the oldest of the last audits; "never" when a perimeter has none
    EXP-04   critical findings still open, all perimeters together
    EXC-03   share of critical and major findings fixed and retested, cut to whole percents
    AD-28    the ADS level of the directory dedicated to backups, the lowest of several: 3 yes, 1 no
    EXP-03   at least: every perimeter audited within the year

Those that speak of the whole wait until the register is said to be whole, and every number to be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import floor

from care_assess.answers import MOST_EVIDENCE, NEVER
from care_assess.perimeters.figures import doubts, latest, share_fixed
from care_assess.perimeters.model import Audit, Book, Place, Reading
from care_assess.questionnaire import QuestionId
from care_assess.topics import Proposal, months_since

__all__ = ["propose"]

_ADS_DATE, _ADS_LEVEL, _AUDIT_DATE, _OPEN, _FIXED = (
    QuestionId(name) for name in ("AD-02", "AD-03", "EXC-02", "EXP-04", "EXC-03")
)
_BACKUP, _RHYTHM = QuestionId("AD-28"), QuestionId("EXP-03")
_LOWEST, _YEAR = 1, 12
_BACKUP_LEVEL = 3
"""What CaRE D2.O3.A asks of a directory dedicated to backup administration."""
_YEARLY = "3"
"""The level of EXP-03 that one audit of everything within the year allows; a rhythm, it does not tell."""


def propose(book: Book, day: date) -> tuple[Proposal, ...]:
    """The answers that the audits made by ``day`` allow."""
    return (*_of_directories(book, day), *_of_exposure(book, day))


def _of_directories(book: Book, day: date) -> Iterator[Proposal]:
    if not book.directories:
        return
    found = [(one, latest(one, day)) for one in book.directories]
    yield from _oldest(_ADS_DATE, found, day, whole=book.all_directories, never_alone=True)
    known = [
        (last.ads, place.name, last.report)
        for place, last in found
        if last and last.ads is not None
    ]
    yield from _of_backups(found)
    if known:
        level, name, report = min(known)
        if level == _LOWEST or (book.all_directories and len(known) == len(found)):
            yield Proposal(
                question=_ADS_LEVEL,
                value=Fraction(level),
                why="weakest",
                name=name,
                evidence=(report,) if report else (),
            )
    elif book.all_directories:
        yield Proposal(question=_ADS_LEVEL, value=NEVER, why="no_ads")


def _of_backups(
    found: Sequence[tuple[Place[Reading], Reading | None]],
) -> Iterator[Proposal]:
    """Level 2 waits: whether a dated plan stands behind it, the register cannot tell."""
    levels = [
        (0 if last is None or last.ads is None else last.ads, place.name, last)
        for place, last in found
        if place.backup
    ]
    if not levels:
        return
    level, name, last = min(levels, key=lambda one: one[0])
    if last and (level == _LOWEST or level >= _BACKUP_LEVEL):
        yield Proposal(
            question=_BACKUP,
            value="yes" if level >= _BACKUP_LEVEL else "no",
            why="backup",
            name=name,
            n=level,
            evidence=_reports([last]),
        )


def _of_exposure(book: Book, day: date) -> Iterator[Proposal]:
    if not (book.exposed and book.all_exposed):
        return
    found = [(one, latest(one, day)) for one in book.exposed]
    yield from _oldest(_AUDIT_DATE, found, day, whole=True)
    audits = [last for _, last in found if last]
    proof = _reports(audits)
    if len(audits) == len(found) and all(_within_year(one, day) for one in audits):
        yield Proposal(
            question=_RHYTHM,
            value=_YEARLY,
            why="yearly",
            n=len(audits),
            evidence=proof,
            at_least=True,
        )
    if len(audits) < len(found) or any(set(doubts(one, day)) & {"more_open"} for one in audits):
        return
    left = [one.open_critical for one in audits]
    known = [one for one in left if one is not None]
    if len(known) == len(left):
        yield Proposal(
            question=_OPEN, value=Fraction(sum(known)), why="open", n=len(audits), evidence=proof
        )
    share = share_fixed(audits)
    if share is not None:
        value = Fraction(floor(share * 100))
        yield Proposal(question=_FIXED, value=value, why="fixed", n=len(audits), evidence=proof)


def _oldest(
    question: QuestionId,
    found: Sequence[tuple[Place[Reading] | Place[Audit], Reading | Audit | None]],
    day: date,
    *,
    whole: bool,
    never_alone: bool = False,
) -> Iterator[Proposal]:
    """The oldest of the last audits; "never" when a place has none, be the register whole or not for ``never_alone``."""
    lacking = next((place for place, last in found if last is None), None)
    if lacking is not None:
        if whole or never_alone:
            yield Proposal(question=question, value=NEVER, why="not_audited", name=lacking.name)
        return
    dated = [(last.day, place.name, last.report) for place, last in found if last and last.day]
    if whole and dated:
        oldest, name, report = min(dated)
        yield Proposal(
            question=question,
            value=Fraction(months_since(oldest, day)),
            why="oldest",
            day=oldest,
            name=name,
            evidence=(report,) if report else (),
        )


def _reports(checks: Sequence[Reading | Audit]) -> tuple[str, ...]:
    """The documents of audits, each once, as many as an answer holds."""
    return tuple(dict.fromkeys(one.report for one in checks if one.report))[:MOST_EVIDENCE]


def _within_year(check: Audit, day: date) -> bool:
    return check.day is not None and months_since(check.day, day) <= _YEAR
