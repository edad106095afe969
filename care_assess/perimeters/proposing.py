"""What the audits allow to answer, on the date of the assessment.

    AD-02    months since the oldest of the last audits; "never" when a directory has none
    AD-03    the lowest ADS level; "never" when no directory has one. Level 1 needs no other: none is lower
    EXC-02   months since the oldest of the last audits; "never" when a perimeter has none
    EXP-04   critical findings still open, all perimeters together
    EXC-03   share of critical and major findings fixed and retested

Those that speak of the whole wait until the register is said to be whole, and every number to be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from care_assess.answers import NEVER
from care_assess.perimeters.figures import doubts, latest, share_fixed
from care_assess.perimeters.model import Audit, Book, Place, Reading
from care_assess.questionnaire import QuestionId
from care_assess.text import round_half_up
from care_assess.topics import Proposal, months_since

__all__ = ["propose"]

_ADS_DATE, _ADS_LEVEL, _AUDIT_DATE, _OPEN, _FIXED = (
    QuestionId(name) for name in ("AD-02", "AD-03", "EXC-02", "EXP-04", "EXC-03")
)
_LOWEST = 1


def propose(book: Book, day: date) -> tuple[Proposal, ...]:
    """The answers that the audits made by ``day`` allow."""
    return (*_of_directories(book, day), *_of_exposure(book, day))


def _of_directories(book: Book, day: date) -> Iterator[Proposal]:
    if not book.directories:
        return
    found = [(one, latest(one, day)) for one in book.directories]
    yield from _oldest(_ADS_DATE, found, day, whole=book.all_directories, never_alone=True)
    known = [(last.ads, place.name) for place, last in found if last and last.ads is not None]
    if known:
        level, name = min(known)
        if level == _LOWEST or (book.all_directories and len(known) == len(found)):
            yield Proposal(question=_ADS_LEVEL, value=Fraction(level), why="weakest", name=name)
    elif book.all_directories:
        yield Proposal(question=_ADS_LEVEL, value=NEVER, why="no_ads")


def _of_exposure(book: Book, day: date) -> Iterator[Proposal]:
    if not (book.exposed and book.all_exposed):
        return
    found = [(one, latest(one, day)) for one in book.exposed]
    yield from _oldest(_AUDIT_DATE, found, day, whole=True)
    audits = [last for _, last in found if last]
    if len(audits) < len(found) or any(set(doubts(one, day)) & {"more_open"} for one in audits):
        return
    left = [one.open_critical for one in audits]
    known = [one for one in left if one is not None]
    if len(known) == len(left):
        yield Proposal(question=_OPEN, value=Fraction(sum(known)), why="open", n=len(audits))
    share = share_fixed(audits)
    if share is not None:
        value = Fraction(round_half_up(share * 100, 0))
        yield Proposal(question=_FIXED, value=value, why="fixed", n=len(audits))


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
    dated = [(last.day, place.name) for place, last in found if last and last.day]
    if whole and dated:
        oldest, name = min(dated)
        months = Fraction(months_since(oldest, day))
        yield Proposal(question=question, value=months, why="oldest", day=oldest, name=name)
