"""A sheet moved to later versions of its questionnaires: nothing invented, nothing dropped in silence.

sheet ── one step for each version in between ──▶ answers of the new questions, and notes
An answer is carried when the new version says how; otherwise the question is asked again and the former
answer becomes a note. An answer that is carried but not as it was leaves a note too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from care_assess.answers import (
    CLEARED,
    LONGEST_COMMENT,
    LONGEST_REASON,
    MOST_EVIDENCE,
    Answer,
    Grade,
    Note,
    NoteReason,
    Sheet,
    Value,
    check_answer,
    level_given,
    level_of,
)
from care_assess.errors import AnswerRejected, Refused
from care_assess.questionnaire import Catalogue, Question, QuestionId, Questionnaire, precedence
from care_assess.questionnaire.succession import MergedFrom, New, Rescaled, SplitFrom

__all__ = ["Fate", "Migration", "Outcome", "migrate", "newer", "way"]

Outcome: TypeAlias = Literal["carried", "changed", "asked", "gone", "new"]
"""Of a question: its answer goes on as it was, or otherwise; it is asked again; it has gone; it is new."""

_GRADES: tuple[Grade, ...] = ("declared", "shown", "verified")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fate:
    """What becomes of one question, or of one that is not asked any more.

    ``question``: as it is named now (``gone``: then). ``former``: the questions of the first version that
    it takes up. ``before``: their answers, in that order; ``after``: the answer now, CLEARED without one.
    ``reason``: why the answer is not as it was; None when it is, or when the question is new.
    """

    questionnaire: str
    question: QuestionId
    outcome: Outcome
    former: tuple[QuestionId, ...] = ()
    before: tuple[Answer, ...] = ()
    after: Answer = CLEARED
    reason: NoteReason | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Migration:
    """A sheet on its new versions. ``fates``: of every question that was or is asked, in order."""

    before: Sheet
    sheet: Sheet
    fates: tuple[Fate, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """The answer that a question has so far, and where it comes from."""

    answer: Answer = CLEARED
    former: tuple[QuestionId, ...] = ()
    reason: NoteReason | None = None
    outcome: Outcome = "new"


def newer(catalogue: Catalogue, versions: Mapping[str, str]) -> Mapping[str, str]:
    """Questionnaire → its newest version that answers can move to, of those that have one; empty: none."""
    found = {}
    for name, version in versions.items():
        later = sorted(catalogue.questionnaires.get(name, {}), key=precedence, reverse=True)
        for one in later:
            if _between(catalogue, name, version, one):
                found[name] = one
                break
    return found


def way(catalogue: Catalogue, name: str, before: str, now: str) -> tuple[Questionnaire, ...]:
    """The versions from ``before`` to ``now``, both included, each following the one before it.

    Raises NotFound for a version that is not there, Refused when one does not lead to the other.
    """
    (first,) = catalogue.select({name: before})
    catalogue.select({name: now})
    if before == now:
        return (first,)
    steps = _between(catalogue, name, before, now)
    if not steps:
        raise Refused("versions.migrate.no_way", id=name, before=before, now=now)
    return first, *steps


def migrate(catalogue: Catalogue, sheet: Sheet, to: Mapping[str, str]) -> Migration:
    """The sheet on the versions ``to``; questionnaires that ``to`` does not name stay as they are.

    Raises NotFound for a questionnaire or a version that is not there, Refused for a questionnaire that
    the sheet does not have and for a version that no chain of versions leads to.
    """
    for name in to:
        if name not in sheet.versions:
            raise Refused("versions.migrate.not_asked", id=name, known=", ".join(sheet.versions))
    versions = {name: to.get(name, version) for name, version in sheet.versions.items()}
    answers: dict[QuestionId, Answer] = {}
    fates: list[Fate] = []
    notes = sheet.notes
    for name, version in versions.items():
        chain = _Chain(way(catalogue, name, sheet.versions[name], version), sheet.answers, notes)
        answers |= chain.answers()
        fates += chain.fates()
        notes = chain.notes
    moved = replace(sheet, versions=versions, answers=answers, notes=notes)
    return Migration(before=sheet, sheet=moved, fates=tuple(fates))


def _between(catalogue: Catalogue, name: str, before: str, now: str) -> tuple[Questionnaire, ...]:
    """The versions after ``before`` up to ``now``; none when ``now`` does not come from ``before``."""
    versions = catalogue.questionnaires[name]
    steps: list[Questionnaire] = []
    at: str | None = now
    while at is not None and at in versions and precedence(at) > precedence(before):
        steps.append(versions[at])
        at = versions[at].follows
    return tuple(reversed(steps)) if at == before else ()


class _Chain:
    """The answers of one questionnaire, moved version by version."""

    def __init__(
        self,
        versions: Sequence[Questionnaire],
        answers: Mapping[QuestionId, Answer],
        notes: tuple[Note, ...],
    ) -> None:
        self.notes = notes
        self._first, self._now = versions[0], versions[0]
        self._given = {
            question.id: answers.get(question.id, CLEARED) for question in self._first.questions
        }
        self._held = {
            name: _Held(answer, (name,), None, "carried") for name, answer in self._given.items()
        }
        self._gone: list[Fate] = []
        for version in versions[1:]:
            self._step(version)

    def answers(self) -> dict[QuestionId, Answer]:
        """The answers now; questions without one are absent."""
        return {name: held.answer for name, held in self._held.items() if held.answer != CLEARED}

    def fates(self) -> Iterator[Fate]:
        """Of each question now, then of those that have gone."""
        for name, held in self._held.items():
            yield self._fate(name, held)
        yield from self._gone

    def _fate(self, name: QuestionId, held: _Held) -> Fate:
        return Fate(
            questionnaire=self._now.id,
            question=name,
            outcome=held.outcome,
            former=held.former,
            before=tuple(self._given[one] for one in held.former),
            after=held.answer,
            reason=held.reason,
        )

    def _step(self, version: Questionnaire) -> None:
        former = {question.id: question for question in self._now.questions}
        held = {question.id: self._moved(question, former) for question in version.questions}
        taken = {question.id: _taken_up(question, former) for question in version.questions}
        heirs: dict[QuestionId, tuple[QuestionId, ...]] = dict.fromkeys(former, ())
        for name, sources in taken.items():
            for source in sources:
                heirs[source] = (*heirs[source], name)
        self.notes = tuple(self._renamed(note, heirs) for note in self.notes)
        self.notes += tuple(self._left(former, held, heirs))
        for name, questions in heirs.items():
            if not questions:
                gone = replace(self._held[name], answer=CLEARED, reason="removed", outcome="gone")
                self._gone.append(self._fate(name, gone))
        self._held, self._now = held, version

    def _moved(self, question: Question, former: Mapping[QuestionId, Question]) -> _Held:
        """The answer of a question of the next version."""
        match question.replaces:
            case SplitFrom(source, answers) if source in former:
                held = self._held[source]
                return _translated(question, former[source], held, answers, "split")
            case MergedFrom() as merged:
                return self._merged(question, merged, former)
            case Rescaled(answers) if question.id in former:
                held = self._held[question.id]
                return _translated(question, former[question.id], held, answers, "rescaled")
            case New() if question.id in former:
                return _asked(self._held[question.id], "renewed")
            case _ if question.id in former:
                return _kept(question, self._held[question.id])
        return _Held()

    def _merged(
        self, question: Question, merged: MergedFrom, former: Mapping[QuestionId, Question]
    ) -> _Held:
        sources = [source for source in merged.questions if source in former]
        before = [self._held[source] for source in sources]
        origins = tuple(dict.fromkeys(name for one in before for name in one.former))
        answered = any(one.answer != CLEARED for one in before)
        if not answered:
            return _Held(CLEARED, origins, None, "carried")
        asked = _Held(CLEARED, origins, "merged", "asked")
        if merged.rule == "ask":
            return asked
        parts = []
        for source in sources:
            answers = merged.answers.get(source)
            held = self._held[source]
            moved = (
                _kept(question, held)
                if answers is None
                else _translated(question, former[source], held, answers, "merged")
            )
            parts.append(moved.answer)
        united = _united(question, parts, highest=merged.rule == "highest")
        return asked if united is None else _Held(united, origins, "merged", "changed")

    def _renamed(self, note: Note, heirs: Mapping[QuestionId, tuple[QuestionId, ...]]) -> Note:
        """The note next to the questions that take up those it stood beside."""
        if note.questionnaire != self._now.id:
            return note
        beside = (heir for name in note.beside for heir in heirs.get(name, ()))
        return replace(note, beside=tuple(dict.fromkeys(beside)))

    def _left(
        self,
        former: Mapping[QuestionId, Question],
        held: Mapping[QuestionId, _Held],
        heirs: Mapping[QuestionId, tuple[QuestionId, ...]],
    ) -> Iterator[Note]:
        """A note for each former answer that no question has as it was."""
        for name in former:
            answer, now = self._held[name].answer, heirs[name]
            if answer == CLEARED or any(held[heir].answer == answer for heir in now):
                continue
            reasons = (held[heir].reason for heir in now)
            yield Note(
                questionnaire=self._now.id,
                version=self._now.version,
                question=name,
                answer=answer,
                reason=next((reason for reason in reasons if reason), "removed"),
                beside=now,
            )


def _taken_up(question: Question, former: Mapping[QuestionId, Question]) -> tuple[QuestionId, ...]:
    """The former questions that a question takes up."""
    match question.replaces:
        case SplitFrom(source):
            sources: tuple[QuestionId, ...] = (source,)
        case MergedFrom(questions):
            sources = questions
        case _:
            sources = (question.id,)
    return tuple(source for source in sources if source in former)


def _kept(question: Question, held: _Held) -> _Held:
    """The same answer, if the question still accepts it."""
    try:
        check_answer(question, held.answer)
    except AnswerRejected:
        return _asked(held, "out_of_bounds")
    return held


def _translated(
    question: Question,
    before: Question,
    held: _Held,
    answers: Mapping[str, str],
    reason: NoteReason,
) -> _Held:
    """The answer that the map makes of the one held; without a map, the question is asked again."""
    asked, answer = _asked(held, reason), held.answer
    if not answers or answer == CLEARED:
        return asked
    if answer.kind == "value":
        value = _value(question, before, answer, answers)
        if value is None:
            return asked
        answer = replace(answer, value=value)
    try:
        answer = check_answer(question, answer)
    except AnswerRejected:
        return asked
    return held if answer == held.answer else _Held(answer, held.former, reason, "changed")


def _asked(held: _Held, reason: NoteReason) -> _Held:
    """The question asked again; it is merely still open when nothing was answered."""
    if held.answer == CLEARED:
        return held
    return replace(held, answer=CLEARED, reason=reason, outcome="asked")


def _value(
    question: Question, before: Question, answer: Answer, answers: Mapping[str, str]
) -> Value | None:
    """The value now of a former value; None when the map does not say."""
    value = answer.value
    if isinstance(value, tuple) and question.kind == "multiple":
        if not all(option in answers for option in value):
            return None
        return tuple(dict.fromkeys(answers[option] for option in value))
    now = answers.get(_name(before, answer))
    return (now,) if now is not None and question.kind == "multiple" else now


def _name(question: Question, answer: Answer) -> str:
    """What a map calls an answer: its option; of a number the level it reaches, of several options theirs."""
    value = answer.value
    if isinstance(value, Fraction):
        band = question.scale.band(value) if question.scale else None
        return band.id if band else ""
    if isinstance(value, tuple):
        level = level_given(question, answer)
        return "" if level is None else f"{float(level):g}"
    return value or ""


def _united(question: Question, parts: Sequence[Answer], *, highest: bool) -> Answer | None:
    """One answer of several: of the lowest or of the highest level; None when the question must be asked.

    One part without an answer leaves the question open; one that is unknown makes it unknown. Parts that
    are not applicable leave the others alone.
    """
    if any(part.kind == "none" for part in parts):
        return None
    known = [part for part in parts if part.kind == "value"]
    if any(part.kind == "unknown" for part in parts):
        return _joined(Answer(kind="unknown"), parts)
    if not known:
        reason = "\n".join(dict.fromkeys(part.reason for part in parts))[:LONGEST_REASON]
        return _joined(Answer(kind="not_applicable", reason=reason.strip()), parts)
    levels = [(level_of(question, part), part) for part in known]
    ranked = [(level, part) for level, part in levels if level is not None]
    if len(ranked) < len(known):
        return None
    choose = max if highest else min
    _, chosen = choose(ranked, key=lambda one: one[0])
    return _joined(Answer(kind="value", value=chosen.value), parts)


def _joined(answer: Answer, parts: Sequence[Answer]) -> Answer:
    """The answer with the comments and the evidence of all parts, proven as the least proven of them."""
    comment = "\n".join(dict.fromkeys(part.comment for part in parts if part.comment))
    evidence = tuple(dict.fromkeys(name for part in parts for name in part.evidence))
    return replace(
        answer,
        comment=comment if len(comment) <= LONGEST_COMMENT else "",
        evidence=evidence[:MOST_EVIDENCE],
        grade=min((part.grade for part in parts), key=_GRADES.index),
    )
