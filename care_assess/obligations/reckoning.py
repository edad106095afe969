"""The rule: from answers, and the date of the assessment, to the day on which an obligation falls due.

    months     date of the assessment - months answered + period; "never": late from the start
    date       date answered + period
    level      from the level that says "within the period": at the latest date of the assessment + period;
               below it: unproven; at the lowest of its scale: never done
    fixed      the date of the text; a year alone ends on 31 December; done when the answers meet it

Months are added by the calendar, to the last day of a shorter month. A fraction of a month counts whole.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from care_assess.answers import (
    CLEARED,
    Answer,
    Sheet,
    applicability,
    level_given,
    profile_of,
)
from care_assess.obligations.model import TIMINGS, Agenda, Due, Outside, Timing
from care_assess.plan import Plan
from care_assess.questionnaire import (
    Obligation,
    Question,
    QuestionId,
    Questionnaire,
    ReadinessLine,
    Reference,
)
from care_assess.readiness import Verdict, is_concerned, judge

__all__ = ["SOON", "build_agenda", "months_after"]

SOON = 90
"""Days before its date from which an obligation is soon due."""

_MONTHS = "months"
_YEAR = 4  # signs of a date that is a year alone


def build_agenda(
    questionnaires: Sequence[Questionnaire],
    sheet: Sheet,
    plan: Plan,
    reference: Reference,
    today: date,
) -> Agenda:
    """The obligations of the vocabulary on ``today``: what is late first, what is longest due before the rest."""
    facts = profile_of(sheet.organisation, reference)
    clock = _Clock(questionnaires, sheet, reference, today)
    judged = judge(questionnaires, sheet, plan, reference)
    entries, outside = [], []
    for duty in reference.obligations:
        concerned = is_concerned(duty.applies_if, facts)
        reason = clock.refused(duty)
        if concerned is False or reason is not None:
            outside.append(Outside(obligation=duty, reason=reason or ""))
        else:
            verdict = judged.verdict(_line(duty, reference))
            entries.append(clock.entry(duty, verdict, concerned=concerned))
    return Agenda(entries=tuple(sorted(entries, key=_order)), outside=tuple(outside))


def months_after(day: date, months: int) -> date:
    """The day that many months later, or earlier; the last day of the month when there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, kw_only=True, slots=True)
class _When:
    """What an answer says of the dates of an obligation. ``timing``: settled by the answer alone."""

    timing: Timing | None = None
    due: date | None = None
    last: date | None = None
    never: bool = False
    at_latest: bool = False


class _Clock:
    """The answers of one sheet that tell dates, and the day it is."""

    def __init__(
        self,
        questionnaires: Sequence[Questionnaire],
        sheet: Sheet,
        reference: Reference,
        today: date,
    ) -> None:
        asked = (question for one in questionnaires for question in one.questions)
        self._questions: Mapping[QuestionId, Question] = {one.id: one for one in asked}
        self._applicable = applicability(questionnaires, sheet, reference)
        self._sheet, self._today = sheet, today

    def refused(self, duty: Obligation) -> str | None:
        """The reason why a person declared that the obligation does not apply; None when nobody did."""
        answer = self._answer(duty)
        return answer.reason if answer.kind == "not_applicable" else None

    def entry(self, duty: Obligation, verdict: Verdict, *, concerned: bool | None) -> Due:
        """The obligation at its place on the calendar."""
        when = self._when(duty, verdict)
        return Due(
            obligation=duty,
            timing=when.timing or self._timing(when.due),
            due=when.due,
            last=when.last,
            never=when.never,
            at_latest=when.at_latest,
            concerned=concerned,
            verdict=verdict,
        )

    def _when(self, duty: Obligation, verdict: Verdict) -> _When:
        if duty.trigger:
            return _When(timing="event")
        if duty.date:
            return _When(timing="done" if verdict.state == "met" else None, due=_fixed(duty.date))
        question = self._questions.get(duty.since) if duty.since else None
        if question is None or duty.period is None:
            return _When(timing="standing")
        answer = self._answer(duty)
        if answer.kind == "unknown":
            return _When(timing="unknown")
        if answer.kind != "value" or not self._is_asked(question):
            return _When(timing="unanswered")
        return self._since(duty, duty.period, question, answer)

    def _since(self, duty: Obligation, period: int, question: Question, answer: Answer) -> _When:
        """What a known answer tells."""
        day, value = self._sheet.date, answer.value
        if question.kind == "date":
            last = date.fromisoformat(str(value))
            return _When(due=months_after(last, period), last=last)
        if question.scale and question.scale.unit == _MONTHS:
            if not isinstance(value, Fraction):
                return _When(timing="late", never=True)
            gone = ceil(value)
            return _When(due=months_after(day, period - gone), last=months_after(day, -gone))
        return self._by_level(duty, months_after(day, period), question, answer)

    def _by_level(
        self, duty: Obligation, latest: date, question: Question, answer: Answer
    ) -> _When:
        """What an answer without months or a date tells: done within the period, never done, or neither."""
        level = level_given(question, answer)
        if level is None or duty.since_level is None:
            return _When(timing="standing")
        if level == question.level_scale.minimum:
            return _When(timing="late", never=True)
        if level < duty.since_level:
            return _When(timing="unproven")
        return _When(due=latest, at_latest=True)

    def _timing(self, due: date | None) -> Timing:
        if due is None or due < self._today:
            return "late"
        return "soon" if (due - self._today).days <= SOON else "later"

    def _answer(self, duty: Obligation) -> Answer:
        return self._sheet.answers.get(duty.since, CLEARED) if duty.since else CLEARED

    def _is_asked(self, question: Question) -> bool:
        verdict = self._applicable.get(question.id)
        return verdict is not None and verdict.applies


def _fixed(written: str) -> date:
    """The last day that a date of the text can mean."""
    return date(int(written), 12, 31) if len(written) == _YEAR else date.fromisoformat(written)


def _line(duty: Obligation, reference: Reference) -> ReadinessLine:
    """The obligation as a line: it asks of each question what it says, else what the tables ask for its references."""
    if duty.needs:
        return ReadinessLine(id=duty.id, text=duty.text, references=(), needs=duty.needs)
    needs: dict[QuestionId, Fraction] = {}
    leaves: dict[QuestionId, None] = {}
    for table in reference.readiness.values():
        for line in table.lines:
            if not set(line.references).isdisjoint(duty.references):
                for question, level in line.needs.items():
                    needs[question] = max(level, needs.get(question, level))
                leaves |= dict.fromkeys(line.leaves)
    return ReadinessLine(
        id=duty.id,
        text=duty.text,
        references=duty.references,
        needs=needs,
        leaves=tuple(one for one in leaves if one not in needs),
    )


def _order(one: Due) -> tuple[int, date]:
    return TIMINGS.index(one.timing), one.due or date.min
