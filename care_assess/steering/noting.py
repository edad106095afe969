"""The facts that an establishment has noted: from its registers, else from its answers to the same questions.

    fact              register                                          question
    ads_level         lowest ADS level of its directories               AD-03
    ads_audit         oldest of their last audits                       AD-02
    critical_open     critical findings still open                      EXP-04
    exposure_audit    oldest of the last audits of what is exposed      EXC-02
    fix_days          longest of the median delays to fix               –
    exercise          last exercise that counts                         GOV-22
    self_assessment   last national self-assessment completed           GOV-15
    covered           share of the activity covered within the year     GOV-13
    digital_share     R1 of the last closed year                        –
    cyber_share       R4 of that year                                   GOV-19

A register tells what it would propose to answer, by the same rules. An answer in months is put on the
earliest day it allows: a summary never says that something is more recent than it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from care_assess import budget, campaign, perimeters
from care_assess.answers import NEVER, Sheet
from care_assess.budget.book import OWN
from care_assess.budget.book import Book as Budget
from care_assess.campaign.proposing import propose as of_campaign
from care_assess.exercises.proposing import propose as of_exercises
from care_assess.obligations import months_after
from care_assess.perimeters.proposing import propose as of_perimeters
from care_assess.questionnaire import QuestionId
from care_assess.steering.facts import FACTS, GAUGES, FactId, Facts, FactValue
from care_assess.topics import Proposal
from care_assess.topics.registers import Registers

__all__ = ["facts_of"]

_QUESTIONS: Mapping[FactId, QuestionId] = {
    "ads_level": QuestionId("AD-03"),
    "ads_audit": QuestionId("AD-02"),
    "critical_open": QuestionId("EXP-04"),
    "exposure_audit": QuestionId("EXC-02"),
    "exercise": QuestionId("GOV-22"),
    "self_assessment": QuestionId("GOV-15"),
    "covered": QuestionId("GOV-13"),
    "cyber_share": QuestionId("GOV-19"),
}
_LASTING = 2  # years during which the figures of a closed one are told


def facts_of(
    sheet: Sheet, asked: Collection[QuestionId], registers: Registers, today: date
) -> Facts:
    """The facts known on ``today``. ``asked``: the questions that concern the establishment."""
    values: dict[FactId, FactValue] = dict(_answered(sheet, asked, today))
    values |= dict(_noted(registers, today))
    shares, year = _budget(registers.budget, sheet.date.year)
    values |= shares
    known: dict[str, FactValue] = {name: values[name] for name in FACTS if name in values}
    return Facts(day=today, values=known, budget_year=year)


def _answered(
    sheet: Sheet, asked: Collection[QuestionId], today: date
) -> Iterator[tuple[FactId, FactValue]]:
    for fact, question in _QUESTIONS.items():
        given = sheet.answers.get(question)
        if given is None or given.kind != "value" or question not in asked:
            continue
        value = _told(fact, given.value, sheet.date)
        if value is not None and not (isinstance(value, date) and value > today):
            yield fact, value


def _noted(registers: Registers, today: date) -> Iterator[tuple[FactId, FactValue]]:
    proposals: Sequence[Proposal] = (
        *of_exercises(registers.exercises, today),
        *of_perimeters(registers.perimeters, today),
        *of_campaign(registers.campaign, (), today),
    )
    by_question = {one.question: one for one in proposals}
    for fact, question in _QUESTIONS.items():
        if question in by_question:
            proposal = by_question[question]
            dated = GAUGES[fact].unit == "months" and proposal.day
            value = proposal.day if dated else _told(fact, proposal.value, today)
            if value is not None:
                yield fact, value
    covered = campaign.coverage(registers.campaign, today).share
    if registers.campaign.whole and covered is not None:
        yield "covered", covered  # the answer is cut to whole percents, the fact is exact
    book = registers.perimeters
    last = [perimeters.latest(one, today) for one in book.exposed]
    days = [one.days for one in last if one is not None and one.days is not None]
    if book.all_exposed and days and len(days) == len(last):
        yield "fix_days", Fraction(max(days))


def _told(fact: FactId, value: object, day: date) -> FactValue | None:
    """A fact from an answer given on ``day``; None when it is none."""
    if value == NEVER:
        return NEVER
    if not isinstance(value, Fraction) or not 0 <= value <= 10_000:
        return None
    gauge = GAUGES[fact]
    if gauge.unit == "months":
        return months_after(day, -int(value))
    shown = value / 100 if gauge.unit == "share" else value
    return shown if shown <= gauge.most else None


def _budget(book: Budget, year: int) -> tuple[dict[FactId, FactValue], int | None]:
    """The shares of the establishment's last closed year, and that year; those of older ones are not told."""
    closed = [
        one for one in book.of(OWN) if one.basis == "closed" and year - _LASTING <= one.year < year
    ]
    for entry in reversed(closed):
        found = {
            one.id: one.value for one in budget.ratios(entry, annexes=book.annexes) if not one.net
        }
        digital, cyber = found["r1"], found["r4"]
        if digital is not None and 0 <= digital <= 1:
            shares: dict[FactId, FactValue] = {"digital_share": digital}
            if cyber is not None and 0 <= cyber <= 1:
                shares["cyber_share"] = cyber
            return shares, entry.year
    return {}, None
