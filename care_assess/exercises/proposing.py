"""What the register allows to answer to the questions about exercises, on the date of the assessment.

    GOV-22   months since the last that counts; "never" when none does and the register is complete
    GOV-23   who took part in the last crisis exercise
    GOV-24   what became of its lessons
    GOV-25   the programme: held within the year, level chosen, written, looked at again
    AWA-18   at least: a ward trained without IT within the year
    GOV-30   at least: a ward worked without IT, with a written report and the date of the next

Each follows the words of the levels of the question. An exercise held after the assessment says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from care_assess.answers import NEVER
from care_assess.exercises.counting import PERIOD, is_crisis, last_counting
from care_assess.exercises.model import Exercise, Function, Register
from care_assess.questionnaire import QuestionId
from care_assess.topics import Proposal, months_since

__all__ = ["propose"]

_WHEN, _WHO, _LESSONS, _PROGRAMME, _WARDS, _PLANS = (
    QuestionId(name) for name in ("GOV-22", "GOV-23", "GOV-24", "GOV-25", "AWA-18", "GOV-30")
)
_ONE_WARD = "3"
"""The level of AWA-18 and of GOV-30 that a single ward allows; how many there are, a register cannot tell."""
_THREE: tuple[frozenset[Function], ...] = (
    frozenset({"it", "ciso"}),
    frozenset({"medical", "care"}),
    frozenset({"communication"}),
)
"""The teams that are asked for beside the management: IT, caregivers, communication."""


def propose(register: Register, day: date) -> tuple[Proposal, ...]:
    """The answers that the exercises held until ``day`` allow; none for an empty register."""
    return (*_proposals(register, day), *_of_wards(register, day))


def _proposals(register: Register, day: date) -> Iterator[Proposal]:
    last = last_counting(register, day)
    crisis = next((one for one in register.by_date if is_crisis(one, day)), None)
    evidence = (last.evidence,) if last and last.evidence else ()
    if last and last.day:
        months = months_since(last.day, day)
        yield Proposal(
            question=_WHEN, value=Fraction(months), why="last", day=last.day, evidence=evidence
        )
    elif register.complete:
        yield Proposal(question=_WHEN, value=NEVER, why="none")
    if crisis:
        proof = (crisis.evidence,) if crisis.evidence else ()
        for question, level in ((_WHO, _who(crisis)), (_LESSONS, _lessons(crisis))):
            yield Proposal(
                question=question, value=str(level), why="crisis", day=crisis.day, evidence=proof
            )
    elif register.complete:
        for question in (_WHO, _LESSONS):
            yield Proposal(question=question, value="0", why="none")
    if last and last.day:
        yearly = months_since(last.day, day) <= PERIOD
        level = _programme(register, day) if yearly else 1
        yield Proposal(question=_PROGRAMME, value=str(level), why="programme", day=last.day)
    elif register.complete and not _planned(register, day):
        yield Proposal(question=_PROGRAMME, value="0", why="none")


def _of_wards(register: Register, day: date) -> Iterator[Proposal]:
    """What wards that really worked without their software show."""
    played = [one for one in register.by_date if one.wards and is_crisis(one, day)]
    for question, shown in (
        (_WARDS, [one for one in played if one.day and months_since(one.day, day) <= PERIOD]),
        (_PLANS, [one for one in played if one.review == "written" and _planned(register, day)]),
    ):
        for one in shown[:1]:
            yield Proposal(
                question=question,
                value=_ONE_WARD,
                why="wards",
                day=one.day,
                n=one.wards,
                evidence=(one.evidence,) if one.evidence else (),
                at_least=True,
            )


def _who(exercise: Exercise) -> int:
    """The level of GOV-23 that the attendance allows."""
    present = frozenset(exercise.functions)
    if not present:
        return 0
    if "management" not in present:
        return 1
    if any(team.isdisjoint(present) for team in _THREE):
        return 2
    if exercise.wards > 1 and "partners" in present:
        return 5
    return 4 if exercise.wards else 3


def _lessons(exercise: Exercise) -> int:
    """The level of GOV-24 that its review allows."""
    if exercise.review != "written":
        return 1 if exercise.review == "oral" else 0
    if not exercise.written:
        return 2
    if not exercise.quality:
        return 3
    return 5 if exercise.checked else 4


def _programme(register: Register, day: date) -> int:
    """The level of GOV-25, one being held every year."""
    if not register.grid:
        return 2
    if not register.programme:
        return 3
    unannounced = any(one.unannounced and is_crisis(one, day) for one in register.exercises)
    return 5 if register.reviewed and unannounced else 4


def _planned(register: Register, day: date) -> bool:
    return any(one.day and one.day > day for one in register.exercises)
