"""An assessment with its scores → its summary for the group."""

from __future__ import annotations

from datetime import datetime

from care_assess.answers import CLEARED, LONGEST_NAME, Answer, Sheet, clean_text
from care_assess.scoring import Score, Scores
from care_assess.steering.facts import Facts
from care_assess.steering.model import LISTS, Figure, Summary, size_of

__all__ = ["summary_of"]


def summary_of(
    sheet: Sheet,
    scores: Scores,
    *,
    digest: str,
    campaign: str = "",
    answers: bool = False,
    facts: Facts | None = None,
    made: datetime | None = None,
) -> Summary:
    """The summary of an assessment. ``campaign``: the year of the assessment when empty.

    ``digest``: of the answers (see :mod:`care_assess.report.digest`). ``answers``: they go along, without
    their comments nor the names of their evidence. ``facts``: they go along. ``made``: now, in UTC.
    """
    who = sheet.organisation
    return Summary(
        name=who.name,
        finess=(who.finess or "").replace(" ", "").upper(),
        kind=who.kind,
        ght=who.ght or "",
        size=size_of(who),
        campaign=campaign or str(sheet.date.year),
        day=sheet.date,
        tier=sheet.tier,
        versions=dict(sheet.versions),
        digest=digest,
        overall=_figure(scores.overall),
        domains={name: _figure(one.total) for name, one in scores.domains.items()},
        topics={name: _figure(scores.topics[name]) for name in LISTS},
        weakest=scores.weakest or "",
        answers={name: _bare(one) for name, one in sheet.answers.items() if one != CLEARED}
        if answers
        else None,
        facts=facts,
        made=made,
    )


def _figure(one: Score) -> Figure:
    return Figure(
        score=one.normalised,
        low=one.in_points(one.low),
        high=one.in_points(one.high),
        level=one.level,
        coverage=one.coverage,
        evidence=one.evidence_rate,
    )


def _bare(answer: Answer) -> Answer:
    value = answer.value
    if isinstance(value, str):
        value = clean_text(value[:LONGEST_NAME])
    return Answer(kind=answer.kind, value=value)
