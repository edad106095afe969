"""What a campaign allows to answer, on the date of the assessment.

    GOV-13   share of the activity covered within the year, once the list of entities is said to be whole
    GOV-15   months since the last national self-assessment was completed; "never" when that is said
    GOV-16   "0" when none has ever been completed; at least some evidence once that step is done
    GOV-17   share of the actions due that are done, from the road map

A share is cut, not rounded, to whole percents: an answer never says more than what is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from math import floor

from care_assess.answers import NEVER
from care_assess.campaign.coverage import coverage, finished
from care_assess.campaign.model import Campaign
from care_assess.plan.following import Follow
from care_assess.questionnaire import QuestionId
from care_assess.topics import Proposal, months_since

__all__ = ["propose"]

_COVERED, _COMPLETED, _PROVEN, _FINISHED = (
    QuestionId(name) for name in ("GOV-13", "GOV-15", "GOV-16", "GOV-17")
)
_SOME_EVIDENCE = "2"
"""The level of GOV-16 that gathering evidence allows: for which measures, a calendar cannot tell."""


def propose(campaign: Campaign, follows: Iterable[Follow], day: date) -> tuple[Proposal, ...]:
    """The answers that the campaign and the road map allow on ``day``."""
    return tuple(_proposals(campaign, follows, day))


def _proposals(campaign: Campaign, follows: Iterable[Follow], day: date) -> Iterator[Proposal]:
    last = campaign.completed(day)
    evidence = (campaign.receipt,) if campaign.receipt else ()
    if last is not None:
        months = Fraction(months_since(last, day))
        yield Proposal(question=_COMPLETED, value=months, why="last", day=last, evidence=evidence)
    elif campaign.never:
        yield Proposal(question=_COMPLETED, value=NEVER, why="never")
        yield Proposal(question=_PROVEN, value="0", why="never")
    gathered = campaign.evidence
    if gathered is not None and gathered <= day and last is not None:
        yield Proposal(
            question=_PROVEN, value=_SOME_EVIDENCE, why="gathered", day=gathered, at_least=True
        )
    found = coverage(campaign, day)
    if campaign.whole and found.share is not None:
        value = _percents(found.share)
        yield Proposal(question=_COVERED, value=value, why="coverage", n=found.entities)
    share = finished(follows, day)
    if share is not None:
        yield Proposal(question=_FINISHED, value=_percents(share), why="finished", day=day)


def _percents(share: Fraction) -> Fraction:
    return Fraction(floor(share * 100))
