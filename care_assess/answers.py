"""Answers: events that only add up, the sheet they fold into, and which questions apply to whom.

events ── fold ──▶ latest answer of each question ──▶ Sheet
Organisation ── profile_of ──▶ facts, three-valued ──▶ applicability ──▶ progress
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Literal, TypeAlias

from care_assess.errors import AnswerRejected
from care_assess.questionnaire import (
    AllOf,
    AnswerAtLeast,
    AnswerIs,
    AnyOf,
    Condition,
    Level,
    Not,
    NumberScale,
    ProfileIs,
    Question,
    QuestionId,
    Questionnaire,
    Reference,
    Tier,
)
from care_assess.questionnaire.conditions import Fact, settled

__all__ = [
    "CLEARED",
    "LONGEST_COMMENT",
    "LONGEST_NAME",
    "LONGEST_REASON",
    "MOST_EVIDENCE",
    "NEVER",
    "Answer",
    "AnswerEvent",
    "AnswerKind",
    "Applies",
    "Grade",
    "Note",
    "NoteReason",
    "Organisation",
    "OrganisationKind",
    "ProfileValue",
    "Progress",
    "Sheet",
    "Source",
    "Value",
    "applicability",
    "asked",
    "check_answer",
    "clean_text",
    "fold",
    "level_given",
    "level_of",
    "profile_of",
    "progress",
    "unsuited",
]

LONGEST_COMMENT = 4000
LONGEST_REASON = 500
LONGEST_NAME = 200
"""Characters of the name of a document, of an organisation or of a group."""
MOST_EVIDENCE = 20

Value: TypeAlias = "str | Fraction | tuple[str, ...]"
"""An option id, NEVER, a number, the option ids of ``multiple``, or the text of a date (ISO) or information."""

ProfileValue: TypeAlias = "bool | int | str"
AnswerKind: TypeAlias = Literal["value", "unknown", "not_applicable", "none"]
Grade: TypeAlias = Literal["declared", "shown", "verified"]
Source: TypeAlias = Literal[
    "form", "workshop", "import", "migration", "previous", "instrument", "delegation"
]
"""Where an answer was given; ``instrument``: proposed by the page of a topic, and accepted."""
NoteReason: TypeAlias = Literal[
    "removed", "renewed", "rescaled", "split", "merged", "out_of_bounds"
]
OrganisationKind: TypeAlias = Literal["public", "private_nonprofit", "private_forprofit"]

NEVER = "never"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What is answered to one question, entirely.

    ``kind`` none: no answer, perhaps a comment alone. ``reason`` goes with not_applicable only and is
    then not empty; ``value`` goes with kind value only. ``evidence``: names of documents.
    """

    kind: AnswerKind = "none"
    value: Value | None = None
    reason: str = ""
    comment: str = ""
    evidence: tuple[str, ...] = ()
    grade: Grade = "declared"


CLEARED = Answer()
"""No answer at all: what a question has before the first event, and after an undo of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerEvent:
    """One answer given by someone, never changed afterwards. ``seq`` grows over the whole store; ``at`` is UTC.

    ``origin``: for an answer carried over from an earlier assessment, the date of the one it was given in.
    ``restores``: the number of the event whose answer it gives back (0: no answer); None: it gives none back.
    """

    seq: int
    question: QuestionId
    answer: Answer
    author: str
    tab: str
    source: Source
    at: datetime
    origin: date | None = None
    restores: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """An answer to an earlier version that is not an answer to this one, kept to be read.

    ``questionnaire``, ``version``, ``question``: where it was given, and is explained. ``reason``: what
    became of the question. ``beside``: the questions next to which it is read; empty when they have gone.
    """

    questionnaire: str
    version: str
    question: QuestionId
    answer: Answer
    reason: NoteReason
    beside: tuple[QuestionId, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation:
    """The establishment assessed. ``profile``: facts of the reference vocabulary; absent = not known."""

    name: str
    kind: OrganisationKind
    ght: str | None = None
    finess: str | None = None
    profile: Mapping[str, ProfileValue] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """All answers of one assessment: one organisation, one date, pinned questionnaire versions.

    ``tier`` core: only core questions count. Questions without an answer are absent from ``answers``
    or CLEARED. ``notes``: what earlier versions were answered, and these are not.
    """

    organisation: Organisation
    date: date
    versions: Mapping[str, str]
    tier: Tier = "full"
    perimeter: str = ""
    answers: Mapping[QuestionId, Answer] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Applies:
    """Whether a question concerns the establishment.

    ``settled`` False: the facts are not known yet, so the question is asked. ``because``: the facts and
    answers that settle it, or that are missing; empty for a question without a condition.
    """

    applies: bool
    settled: bool = True
    because: tuple[ProfileIs | AnswerAtLeast | AnswerIs, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a set of questions is. ``done`` = answered, unknown and declared not applicable.

    Questions that the profile or another answer takes out are in neither ``done`` nor ``total``.
    """

    done: int
    total: int
    unknown: int
    not_applicable: int
    unanswered: int


def fold(events: Iterable[AnswerEvent]) -> dict[QuestionId, AnswerEvent]:
    """The last event of each question, whatever the order in which they come."""
    return {event.question: event for event in sorted(events, key=lambda event: event.seq)}


def check_answer(question: Question, answer: Answer) -> Answer:
    """The answer as it is kept: texts trimmed, options in the order of the question.

    Raises AnswerRejected when it does not fit the question.
    """
    reason = clean_text(answer.reason) if answer.kind == "not_applicable" else ""
    if answer.kind == "not_applicable" and not reason:
        raise AnswerRejected(question.id, "answers.reason_missing")
    _at_most(question, reason, LONGEST_REASON, "answers.reason_too_long")
    comment = clean_text(answer.comment)
    _at_most(question, comment, LONGEST_COMMENT, "answers.comment_too_long")
    evidence = tuple(filter(None, dict.fromkeys(map(_one_line, answer.evidence))))
    if len(evidence) > MOST_EVIDENCE:
        raise AnswerRejected(question.id, "answers.too_much_evidence", limit=MOST_EVIDENCE)
    for name in evidence:
        _at_most(question, name, LONGEST_NAME, "answers.evidence_too_long")
    value = _checked_value(question, answer.value) if answer.kind == "value" else None
    return replace(answer, value=value, reason=reason, comment=comment, evidence=evidence)


def clean_text(text: str) -> str:
    """``text`` trimmed, with one kind of line end and without the signs that no file can carry."""
    return _UNWRITABLE.sub("", _LINE_END.sub("\n", text)).strip()


def level_of(question: Question, answer: Answer) -> Fraction | None:
    """The points, 0 to 5 and exact, of a known answer; None for any other and for a question without levels."""
    level = level_given(question, answer)
    return None if level is None else Fraction(question.level_scale.points(level))


def level_given(question: Question, answer: Answer) -> Level | None:
    """The level of a known answer on the scale of its questionnaire; None as for :func:`level_of`."""
    value = answer.value
    if answer.kind != "value" or value is None or not question.scored:
        return None
    if isinstance(value, Fraction):
        return question.scale.level(value) if question.scale else None
    lowest = question.level_scale.minimum
    if isinstance(value, tuple):
        chosen = (option.level for option in question.options if option.id in value)
        return min(lowest + sum(level - lowest for level in chosen), question.ceiling)
    if question.scale and value == NEVER:
        return lowest
    return next((one.level for one in question.options if one.id == value), None)


def asked(questionnaires: Iterable[Questionnaire], tier: Tier) -> tuple[Question, ...]:
    """The questions of that tier, in order: the core ones, or all."""
    return tuple(
        question
        for questionnaire in questionnaires
        for question in questionnaire.questions
        if tier == "full" or question.tier == "core"
    )


def profile_of(organisation: Organisation, reference: Reference) -> Mapping[str, bool | None]:
    """The yes/no facts of the organisation, derived ones included; None: not known.

    The legal status is the kind of the organisation. Naming a GHT makes it a member; a private
    establishment that names none is not one, unless its profile says so.
    """
    given: dict[str, ProfileValue] = {**organisation.profile, "legal_status": organisation.kind}
    if organisation.ght:
        given["ght_member"] = True
    elif organisation.kind != "public":
        given.setdefault("ght_member", False)
    facts: dict[str, bool | None] = {}
    for key in reference.profile.values():
        if key.kind != "boolean":
            continue
        value = given.get(key.derived_from or key.id)
        if key.derived_from is None:
            facts[key.id] = value if isinstance(value, bool) else None
        else:
            facts[key.id] = None if value in {None, "unknown"} else value in key.derived_values
    return facts


def applicability(
    questionnaires: Sequence[Questionnaire], sheet: Sheet, reference: Reference
) -> Mapping[QuestionId, Applies]:
    """Which questions of the sheet's tier concern the establishment, and why.

    A condition that cannot be settled yet leaves the question in. Questions outside the tier are absent.
    """
    questions = {question.id: question for question in asked(questionnaires, sheet.tier)}
    conditions = _Asked(questions, sheet, profile_of(sheet.organisation, reference))
    return {name: conditions.verdict(question) for name, question in questions.items()}


def unsuited(
    questions: Mapping[QuestionId, Question],
    names: Iterable[QuestionId],
    sheet: Sheet,
    reference: Reference,
) -> Iterator[QuestionId]:
    """Those of ``names`` that do not concern the establishment, among the ``questions`` of the sheet's tier."""
    conditions = _Asked(questions, sheet, profile_of(sheet.organisation, reference))
    return (name for name in names if conditions.holds(questions[name]) is False)


def progress(
    questions: Sequence[Question], sheet: Sheet, applicable: Mapping[QuestionId, Applies]
) -> Progress:
    """How many of ``questions`` are answered, of those that apply."""
    counts = {"value": 0, "unknown": 0, "not_applicable": 0, "none": 0}
    for question in questions:
        verdict = applicable.get(question.id)
        if verdict is not None and verdict.applies:
            counts[sheet.answers.get(question.id, CLEARED).kind] += 1
    total = sum(counts.values())
    return Progress(
        done=total - counts["none"],
        total=total,
        unknown=counts["unknown"],
        not_applicable=counts["not_applicable"],
        unanswered=counts["none"],
    )


_ALWAYS = Applies(applies=True)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class _Asked:
    """Settles the conditions of one sheet, each once."""

    def __init__(
        self,
        questions: Mapping[QuestionId, Question],
        sheet: Sheet,
        profile: Mapping[str, bool | None],
    ) -> None:
        self._questions = questions
        self._answers = sheet.answers
        self._profile = profile
        self._held: dict[QuestionId, bool | None] = {}
        self._settled: dict[Condition, bool | None] = {}
        self._verdicts: dict[Condition, Applies] = {}

    def verdict(self, question: Question) -> Applies:
        condition = question.applies_if
        if condition is None:
            return _ALWAYS
        known = self._verdicts.get(condition)
        if known is None:
            holds = self.holds(question)
            known = self._verdicts[condition] = Applies(
                applies=holds is not False,
                settled=holds is not None,
                because=tuple(dict.fromkeys(self._because(condition, holds=holds))),
            )
        return known

    def holds(self, question: Question) -> bool | None:
        """Whether what the question depends on is true; None: not known yet."""
        condition = question.applies_if
        if condition is None:
            return True
        if question.id in self._held:
            return self._held[question.id]
        if condition not in self._settled:
            self._held[question.id] = None  # asked about itself
            self._settled[condition] = self._holds(condition)
        holds = self._held[question.id] = self._settled[condition]
        return holds

    def _holds(self, condition: Condition) -> bool | None:
        return settled(condition, self._fact)

    def _fact(self, fact: Fact) -> bool | None:
        match fact:
            case ProfileIs(key):
                return self._profile.get(key)
            case AnswerAtLeast(other, level):
                return self._answered(
                    other, lambda question, answer: _reaches(question, answer, level)
                )
            case AnswerIs(other, option):
                return self._answered(other, lambda _, answer: _chose(answer, option))

    def _answered(
        self, other: QuestionId, test: Callable[[Question, Answer], bool | None]
    ) -> bool | None:
        """What the answer to another question says: False when it does not apply, None when not known."""
        question = self._questions.get(other)
        if question is None:
            return None
        answer = self._answers.get(other, CLEARED)
        if answer.kind == "not_applicable" or self.holds(question) is False:
            return False
        return test(question, answer) if answer.kind == "value" else None

    def _because(self, condition: Condition, *, holds: bool | None) -> Iterator[Fact]:
        """The facts that make ``condition`` what it is."""
        match condition:
            case AllOf(parts) | AnyOf(parts):
                for part in parts:
                    if self._holds(part) is holds:
                        yield from self._because(part, holds=holds)
            case Not(part):
                yield from self._because(part, holds=None if holds is None else not holds)
            case fact:
                yield fact


def _reaches(question: Question, answer: Answer, level: Level) -> bool | None:
    reached = level_given(question, answer)
    return None if reached is None else reached >= level


def _chose(answer: Answer, option: str) -> bool:
    return answer.value == option or (isinstance(answer.value, tuple) and option in answer.value)


def _checked_value(question: Question, value: Value | None) -> Value:
    if question.scale:
        return _checked_number(question, question.scale, value)
    if question.kind == "multiple":
        return _checked_options(question, value)
    if not isinstance(value, str):
        raise AnswerRejected(question.id, f"answers.expected.{question.kind}")
    if question.kind == "information":
        text = clean_text(value)
        if not text:
            raise AnswerRejected(question.id, "answers.expected.information")
        _at_most(question, text, LONGEST_COMMENT, "answers.text_too_long")
        return text
    if question.kind == "date":
        return _checked_day(question, value)
    return _checked_option(question, value)


def _checked_number(question: Question, scale: NumberScale, value: Value | None) -> Value:
    if value == NEVER and scale.never:
        return NEVER
    if not isinstance(value, Fraction):
        key = "answers.expected.number_or_never" if scale.never else "answers.expected.number"
        raise AnswerRejected(question.id, key)
    if not scale.minimum <= value <= scale.maximum:
        limits = {"low": scale.minimum, "high": scale.maximum}
        raise AnswerRejected(question.id, "answers.number_out_of_range", **limits)
    if (value * 10**scale.decimals).denominator != 1:
        key = "answers.too_many_decimals" if scale.decimals else "answers.not_whole"
        raise AnswerRejected(question.id, key, limit=scale.decimals)
    return value


def _checked_options(question: Question, value: Value | None) -> Value:
    if not isinstance(value, tuple):
        raise AnswerRejected(question.id, "answers.expected.multiple")
    for option in value:
        _checked_option(question, option)
    return tuple(option.id for option in question.options if option.id in value)


def _checked_option(question: Question, value: str) -> str:
    if all(option.id != value for option in question.options):
        if question.kind == "level" and question.level_scale.plain:
            raise AnswerRejected(question.id, "answers.no_such_level", value=_shortened(value))
        choice = ", ".join(option.id for option in question.options)
        raise AnswerRejected(
            question.id, "answers.no_such_option", value=_shortened(value), choice=choice
        )
    return value


def _checked_day(question: Question, value: str) -> str:
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError as error:
        raise AnswerRejected(question.id, "answers.expected.date") from error


def _at_most(question: Question, text: str, limit: int, key: str) -> None:
    if len(text) > limit:
        raise AnswerRejected(question.id, key, limit=limit, length=len(text))


def _one_line(text: str) -> str:
    return " ".join(clean_text(text).split())


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
