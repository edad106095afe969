"""The rule: from registers and answers to the day on which an obligation falls due.

    register   the day that it sets, else the last time + period; "never": late from the start
    months     date of the assessment - months answered + period; "never": late from the start
    date       date answered + period
    level      from the level that says "within the period": at the latest date of the assessment + period;
               below it: unproven; at the lowest of its scale: never done
    fixed      the date of the text; a year alone ends on 31 December; done when the answers meet it

Months are added by the calendar, to the last day of a shorter month. A fraction of a month counts whole.
A register comes before an answer, but for two cases in which it knows less: one that may be incomplete does
not put off a date, and one that only says what is missing replaces no date. See :mod:`care_assess.obligations.agreeing`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil
from types import MappingProxyType

from care_assess.answers import (
    CLEARED,
    Answer,
    Sheet,
    applicability,
    level_given,
    profile_of,
)
from care_assess.obligations.agreeing import comes_first, differ, told_by
from care_assess.obligations.model import TIMINGS, Agenda, Due, Noted, Outside, Source, Timing, Told
from care_assess.obligations.months import months_after
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

__all__ = ["SOON", "build_agenda"]

SOON = 90
"""Days before its date from which an obligation is soon due."""

_MONTHS = "months"
_NOTHING: Mapping[str, Noted] = MappingProxyType({})
_YEAR = 4  # signs of a date that is a year alone


def build_agenda(
    questionnaires: Sequence[Questionnaire],
    sheet: Sheet,
    plan: Plan,
    reference: Reference,
    today: date,
    *,
    noted: Mapping[str, Noted] = _NOTHING,
) -> Agenda:
    """The obligations of the vocabulary on ``today``: what is late first, what is longest due before the rest.

    ``noted``: id of an obligation → what a register knows of it.
    """
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
            known = noted.get(duty.id)
            entries.append(clock.entry(duty, verdict, known, concerned=concerned))
    return Agenda(entries=tuple(sorted(entries, key=_order)), outside=tuple(outside))


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

    def entry(
        self, duty: Obligation, verdict: Verdict, noted: Noted | None, *, concerned: bool | None
    ) -> Due:
        """The obligation at its place on the calendar."""
        answered = self._when(duty, verdict)
        source: Source = "text" if duty.date else "answer" if answered.dated else "none"
        when = answered
        if noted and not duty.date and not duty.trigger:
            registered = told_by(noted, duty.period)
            if comes_first(registered, answered, noted):
                when, source = registered, "register"
        apart = noted is not None and differ(noted, answered, duty.period, self._sheet.date)
        return Due(
            obligation=duty,
            timing=when.timing or self._timing(when.due),
            due=when.due,
            last=when.last,
            never=when.never,
            at_latest=when.at_latest,
            concerned=concerned,
            verdict=verdict,
            source=source,
            noted=noted,
            apart=answered if apart else None,
        )

    def _when(self, duty: Obligation, verdict: Verdict) -> Told:
        if duty.trigger:
            return Told(timing="event")
        if duty.date:
            return Told(timing="done" if verdict.state == "met" else None, due=_fixed(duty.date))
        question = self._questions.get(duty.since) if duty.since else None
        if question is None or duty.period is None:
            return Told(timing="standing")
        answer = self._answer(duty)
        if answer.kind == "unknown":
            return Told(timing="unknown")
        if answer.kind != "value" or not self._is_asked(question):
            return Told(timing="unanswered")
        return self._since(duty, duty.period, question, answer)

    def _since(self, duty: Obligation, period: int, question: Question, answer: Answer) -> Told:
        """What a known answer tells."""
        day, value = self._sheet.date, answer.value
        if question.kind == "date":
            last = date.fromisoformat(str(value))
            return Told(due=months_after(last, period), last=last)
        if question.scale and question.scale.unit == _MONTHS:
            if not isinstance(value, Fraction):
                return Told(timing="late", never=True)
            gone = ceil(value)
            return Told(due=months_after(day, period - gone), last=months_after(day, -gone))
        return self._by_level(duty, months_after(day, period), question, answer)

    def _by_level(self, duty: Obligation, latest: date, question: Question, answer: Answer) -> Told:
        """What an answer without months or a date tells: done within the period, never done, or neither."""
        level = level_given(question, answer)
        if level is None or duty.since_level is None:
            return Told(timing="standing")
        if level == question.level_scale.minimum:
            return Told(timing="late", never=True)
        if level < duty.since_level:
            return Told(timing="unproven")
        return Told(due=latest, at_latest=True)

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
