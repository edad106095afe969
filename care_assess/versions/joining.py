"""Several steps of version told as one: what the last version makes of the questions of the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from care_assess.errors import NotFound, Refused
from care_assess.questionnaire import Catalogue, Question, QuestionId, Questionnaire, Section
from care_assess.questionnaire.succession import MergedFrom, New, Replaces, Rescaled, SplitFrom
from care_assess.versions.migration import way

__all__ = ["since"]


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a question comes from. ``former``: questions of the first version; none: it is new since.

    ``how``: the last thing that a version made of it, when not the same.
    """

    former: tuple[QuestionId, ...] = ()
    how: Replaces | None = None


def since(catalogue: Catalogue, before: Questionnaire, now: Questionnaire) -> Questionnaire:
    """``now``, with the origins of its questions in ``before`` instead of the version it follows.

    As it is when it follows ``before`` at once, and when no chain of versions at hand leads to it.
    """
    held = catalogue.questionnaires.get(now.id, {})
    there = all(
        one.version in held and held[one.version].digest == one.digest for one in (before, now)
    )
    try:
        steps = way(catalogue, now.id, before.version, now.version) if there else ()
    except (NotFound, Refused):
        return now
    return _joined(steps) if len(steps) > 2 else now


def _joined(steps: Sequence[Questionnaire]) -> Questionnaire:
    first, last = steps[0], steps[-1]
    origins = {question.id: _Origin((question.id,)) for question in first.questions}
    asked = frozenset(origins)
    for step in steps[1:]:
        origins = {question.id: _origin(question, origins) for question in step.questions}
    replaces = {name: _replaces(name, origin, asked) for name, origin in origins.items()}
    return replace(
        last,
        sections=tuple(_section(section, replaces) for section in last.sections),
        removed=tuple(one for step in steps[1:] for one in step.removed),
    )


def _origin(question: Question, before: Mapping[QuestionId, _Origin]) -> _Origin:
    """Where a question of the next version comes from."""
    match question.replaces:
        case SplitFrom(source) as how:
            return _Origin(before.get(source, _Origin()).former, how)
        case MergedFrom(sources) as how:
            former = (name for one in sources for name in before.get(one, _Origin()).former)
            return _Origin(tuple(dict.fromkeys(former)), how)
        case Rescaled() as how:
            return _Origin(before.get(question.id, _Origin()).former, how)
        case New():
            return _Origin()
    return before.get(question.id, _Origin())


def _replaces(name: QuestionId, origin: _Origin, asked: frozenset[QuestionId]) -> Replaces | None:
    """The origin as the last version would say it, had it followed the first."""
    former = origin.former
    if not former:
        return New() if name in asked else None
    if len(former) > 1 or isinstance(origin.how, MergedFrom):
        return MergedFrom(former, "ask")
    if former != (name,) or isinstance(origin.how, SplitFrom):
        return SplitFrom(former[0])
    return Rescaled({}) if isinstance(origin.how, Rescaled) else None


def _section(section: Section, replaces: Mapping[QuestionId, Replaces | None]) -> Section:
    return replace(
        section,
        questions=tuple(replace(one, replaces=replaces[one.id]) for one in section.questions),
        groups=tuple(_section(group, replaces) for group in section.groups),
    )
