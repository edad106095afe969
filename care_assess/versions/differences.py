"""What changed between two versions of a questionnaire, change by change, old and new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher
from typing import Any, Literal, TypeAlias

from care_assess.questionnaire import (
    CapRule,
    NumberScale,
    Option,
    Question,
    QuestionId,
    Questionnaire,
    Section,
    precedence,
)
from care_assess.questionnaire.succession import MergedFrom, New, Rescaled, SplitFrom

__all__ = ["KINDS", "STEPS", "Change", "Kind", "Step", "differences", "step_asked", "step_taken"]

Kind: TypeAlias = Literal[
    "removed",
    "added",
    "split",
    "merged",
    "renewed",
    "rescaled",
    "cuts",
    "reweighted",
    "scoring",
    "caps",
    "condition",
    "action",
    "moved",
    "facts",
    "reworded",
    "help",
]
KINDS: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]
"""From what changes answers to what changes words, as they are listed."""

Step: TypeAlias = Literal["patch", "minor", "major"]
STEPS: tuple[Step, ...] = ("patch", "minor", "major")
"""From the smallest to the largest."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One change. ``step``: the smallest step of version that may make it.

    ``question``: the question as it is named now (when it has gone: then); None: of the questionnaire or
    of the section ``section``. ``former``: the questions it was split or merged from. ``field``: what
    changed, as files name it, with the id of the answer for one answer (``options.2``). ``before`` and
    ``after``: values of the model; None: not there.
    """

    kind: Kind
    step: Step
    question: QuestionId | None = None
    section: str | None = None
    former: tuple[QuestionId, ...] = ()
    field: str = ""
    before: object = None
    after: object = None


_What: TypeAlias = tuple[Kind, Step]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Fields:
    """What a change of each field is; ``otherwise`` of the others; those ``apart`` are compared apart."""

    named: Mapping[str, _What]
    otherwise: _What
    apart: frozenset[str]


_OF_QUESTION = _Fields(
    named={
        "text": ("reworded", "patch"),
        "help": ("help", "patch"),
        "evidence": ("help", "patch"),
        "references": ("help", "patch"),
        "sources": ("help", "patch"),
        "answered_by": ("facts", "patch"),
        "weight": ("reweighted", "minor"),
        "ceiling": ("cuts", "minor"),
        "applies_if": ("condition", "minor"),
        "kind": ("rescaled", "major"),
    },
    otherwise=("facts", "minor"),
    apart=frozenset(
        {"id", "questionnaire", "section", "options", "scale", "action", "replaces", "level_scale"}
    ),
)
_OF_SCALE = _Fields(
    named={"unit": ("rescaled", "major")},
    otherwise=("cuts", "minor"),
    apart=frozenset({"bands", "cuts", "lowest", "highest"}),
)
_OF_SECTION = _Fields(
    named={
        "title": ("reworded", "patch"),
        "intro": ("help", "patch"),
        "weight": ("reweighted", "minor"),
    },
    otherwise=("scoring", "minor"),
    apart=frozenset({"id", "questions", "groups"}),
)
_OF_QUESTIONNAIRE = _Fields(
    named={
        "title": ("reworded", "patch"),
        "short": ("reworded", "patch"),
        "summary": ("reworded", "patch"),
        "order": ("moved", "patch"),
        "prefix": ("facts", "patch"),
        "weight": ("reweighted", "minor"),
        "scale": ("rescaled", "major"),
    },
    otherwise=("scoring", "minor"),
    apart=frozenset({"id", "version", "digest", "follows", "removed", "sections", "caps"}),
)


def differences(before: Questionnaire, now: Questionnaire) -> tuple[Change, ...]:
    """Every change from ``before`` to ``now``: the largest steps first, then in the order of the questions.

    The origins that ``now`` gives to its answers are those of the version it follows: ``before`` should be it.
    """
    found = [
        *_questions(before, now),
        *_fields(before, now, _OF_QUESTIONNAIRE, {}),
        *_caps(before.caps, now.caps),
        *_sections(before, now),
    ]
    return tuple(sorted(found, key=lambda one: (-STEPS.index(one.step), KINDS.index(one.kind))))


def step_asked(changes: Sequence[Change]) -> Step | None:
    """The smallest step of version that may make those changes; None when nothing changed."""
    return max((change.step for change in changes), key=STEPS.index, default=None)


def step_taken(before: str, now: str) -> Step:
    """The step from one version to a later one."""
    old, new = precedence(before), precedence(now)
    if old[0] != new[0]:
        return "major"
    return "minor" if old[1] != new[1] else "patch"


def _questions(before: Questionnaire, now: Questionnaire) -> Iterator[Change]:
    former = {question.id: question for question in before.questions}
    asked = {question.id for question in now.questions}
    taken: set[QuestionId] = set()
    for question in now.questions:
        match question.replaces:
            case SplitFrom(source):
                taken.add(source)
                yield _taken_up("split", question, (source,), former)
            case MergedFrom(sources):
                taken.update(sources)
                yield _taken_up("merged", question, sources, former)
            case New() if question.id in former:
                yield _change("renewed", "major", former[question.id], question)
            case _ if question.id not in former:
                yield Change(kind="added", step="minor", question=question.id, after=question.text)
            case replaces:
                yield from _compared(former[question.id], question, replaces)
                yield from _moved(question.id, before, now)
    reasons = {one.id: one.reason for one in now.removed}
    for question in before.questions:
        if question.id not in asked | taken:
            yield Change(
                kind="removed",
                step="major",
                question=question.id,
                field="text",
                before=question.text,
                after=reasons.get(question.id),
            )


def _taken_up(
    kind: Kind,
    question: Question,
    sources: tuple[QuestionId, ...],
    former: Mapping[QuestionId, Question],
) -> Change:
    texts = tuple(former[source].text for source in sources if source in former)
    return Change(
        kind=kind,
        step="major",
        question=question.id,
        former=sources,
        field="text",
        before=texts,
        after=question.text,
    )


def _change(kind: Kind, step: Step, before: Question, now: Question) -> Change:
    return Change(
        kind=kind,
        step=step,
        question=now.id,
        field="text",
        before=before.text,
        after=now.text,
    )


def _compared(before: Question, now: Question, replaces: object) -> Iterator[Change]:
    """What changed in a question that keeps its answers."""
    about: Any = {"question": now.id}
    if isinstance(replaces, Rescaled):
        yield Change(
            kind="rescaled",
            step="major",
            field="replaces",
            before=_answers(before),
            after=_answers(now),
            **about,
        )
    yield from _fields(before, now, _OF_QUESTION, about)
    yield from _whole("action", "action", before.action, now.action, about)
    if not isinstance(replaces, Rescaled):
        yield from _options(before.options, now.options, about)
        yield from _scale(before.scale, now.scale, about)


def _moved(question: QuestionId, before: Questionnaire, now: Questionnaire) -> Iterator[Change]:
    """A question asked in another section or group: by the titles of the two."""
    old, new = _home(question, before), _home(question, now)
    if old.id != new.id:
        yield Change(
            kind="moved",
            step="minor",
            question=question,
            field="section",
            before=old.title,
            after=new.title,
        )


def _home(question: QuestionId, one: Questionnaire) -> Section:
    """The innermost part that asks a question."""
    parts = _parts(one).values()
    return [part for part in parts if any(asked.id == question for asked in part.questions)][-1]


def _answers(question: Question) -> object:
    return question.options or (question.scale.bands if question.scale else ())


def _options(before: Sequence[Option], now: Sequence[Option], about: Any) -> Iterator[Change]:
    """Answers reworded, of another level, added or gone."""
    former = {option.id: option for option in before}
    there = {option.id: option for option in now}
    for name in dict.fromkeys((*former, *there)):
        old, new = former.get(name), there.get(name)
        field = f"options.{name}"
        if old is None or new is None:
            step: Step = "major" if new is None else "minor"
            kind: Kind = "rescaled" if new is None else "cuts"
            yield Change(kind=kind, step=step, field=field, before=old, after=new, **about)
            continue
        if old.text != new.text:
            yield Change(
                kind="reworded",
                step="patch",
                field=field,
                before=old.text,
                after=new.text,
                **about,
            )
        if old.level != new.level:
            yield Change(
                kind="cuts",
                step="minor",
                field=f"{field}.level",
                before=old.level,
                after=new.level,
                **about,
            )


def _scale(before: NumberScale | None, now: NumberScale | None, about: Any) -> Iterator[Change]:
    if before is None or now is None:
        return
    yield from _options(before.bands, now.bands, about)
    yield from _fields(before, now, _OF_SCALE, about)
    old, new = _cuts(before), _cuts(now)
    if old != new:
        yield Change(kind="cuts", step="minor", field="cuts", before=old, after=new, **about)


def _cuts(scale: NumberScale) -> Mapping[str, object]:
    """The cuts as files write them."""
    strict = "above" if scale.better == "higher" else "below"
    return {
        str(cut.level): "any"
        if cut.bound is None
        else f"{strict} {float(cut.bound):g}"
        if cut.strict
        else cut.bound
        for cut in scale.cuts
    }


def _fields(before: object, now: object, table: _Fields, about: Any) -> Iterator[Change]:
    """The fields of two values of one type that are not equal."""
    for name in (one.name for one in fields(now)):  # type: ignore[arg-type]
        old, new = getattr(before, name), getattr(now, name)
        if name not in table.apart and old != new:
            kind, step = table.named.get(name, table.otherwise)
            yield Change(kind=kind, step=step, field=name, before=old, after=new, **about)


def _caps(before: Sequence[CapRule], now: Sequence[CapRule]) -> Iterator[Change]:
    """Caps added, gone or changed: a cap is known by its question and by what it bears on."""
    gone = [cap for cap in before if cap not in now]
    for cap in (cap for cap in now if cap not in before):
        same = (one for one in gone if (one.question, one.topic) == (cap.question, cap.topic))
        old = next(same, None)
        if old is not None:
            gone.remove(old)
        yield from _whole("caps", "caps", old, cap, {"question": cap.question})
    for cap in gone:
        yield from _whole("caps", "caps", cap, None, {"question": cap.question})


def _whole(kind: Kind, field: str, before: object, now: object, about: Any) -> Iterator[Change]:
    """A value that came or went whole, else the fields of it that changed."""
    if before is not None and now is not None:
        table = _Fields(named={}, otherwise=(kind, "minor"), apart=frozenset())
        for change in _fields(before, now, table, about):
            yield replace(change, field=f"{field}.{change.field}")
    elif before != now:
        yield Change(kind=kind, step="minor", field=field, before=before, after=now, **about)


def _sections(before: Questionnaire, now: Questionnaire) -> Iterator[Change]:
    former, there = _parts(before), _parts(now)
    for name, section in there.items():
        about: Any = {"section": name}
        if name not in former:
            yield Change(kind="added", step="minor", field="title", after=section.title, **about)
            continue
        yield from _fields(former[name], section, _OF_SECTION, about)
        if not section.groups:
            yield from _shifted(former[name], section)
    for name, section in former.items():
        if name not in there:
            yield Change(
                kind="removed", step="minor", section=name, field="title", before=section.title
            )
    kept = [name for name in former if name in there]
    for name in _out_of_order(kept, [name for name in there if name in former]):
        yield Change(
            kind="moved",
            step="patch",
            section=name,
            field="order",
            before=list(former).index(name) + 1,
            after=list(there).index(name) + 1,
        )


def _parts(one: Questionnaire) -> Mapping[str, Section]:
    """The sections and, each after its own, the groups within them."""
    return {part.id: part for section in one.sections for part in (section, *section.within())}


def _shifted(before: Section, now: Section) -> Iterator[Change]:
    """The questions of a section that are asked at another place of it."""
    old = [question.id for question in before.questions]
    new = [question.id for question in now.questions]
    kept = [name for name in old if name in new]
    for name in _out_of_order(kept, [name for name in new if name in old]):
        yield Change(
            kind="moved",
            step="patch",
            question=name,
            field="order",
            before=old.index(name) + 1,
            after=new.index(name) + 1,
        )


def _out_of_order(before: Sequence[Any], now: Sequence[Any]) -> list[Any]:
    """The fewest of ``now`` that must move for the rest to stand as before."""
    blocks = SequenceMatcher(a=before, b=now).get_matching_blocks()
    still = {now[at] for block in blocks for at in range(block.b, block.b + block.size)}
    return [one for one in now if one not in still]
