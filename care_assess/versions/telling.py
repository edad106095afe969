"""Changes between two versions as words: rows for people, data for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from care_assess.questionnaire import Questionnaire
from care_assess.text import Translator, catalogue, translator
from care_assess.versions.differences import Change, Step, differences, step_asked
from care_assess.versions.notation import Plain, notation, plain

__all__ = ["Told", "document", "headed", "summary", "told"]

_OBVIOUS = frozenset("text title help weight applies_if action caps cuts replaces section".split())
"""The fields that the kind of a change tells already."""
_WHOLE = ("added", "removed")
"""The kinds of change whose question is told whole by its name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One change in the reader's words. ``about``: the question or the part; ``old`` and ``new`` may be empty."""

    step: Step
    kind: str
    about: str
    old: str
    new: str


def told(before: Questionnaire, now: Questionnaire, tr: Translator) -> tuple[Told, ...]:
    """Every change from ``before`` to ``now``, the largest first."""
    return tuple(_told(change, before, now, tr) for change in differences(before, now))


def summary(before: Questionnaire, now: Questionnaire, tr: Translator) -> str:
    """How much changed, and the step of version that it asks for, in a sentence."""
    changes = differences(before, now)
    step = step_asked(changes)
    if step is None:
        return tr("versions.diff.same")
    return tr("versions.diff.summary", n=len(changes), step=tr(f"versions.step.{step}"))


def document(before: Questionnaire, now: Questionnaire) -> dict[str, Plain]:
    """The changes as data for JSON: texts in both languages, values as files write them."""
    changes = differences(before, now)
    return {
        "format": "care-assess/diff/1",
        "before": {"id": before.id, "version": before.version, "digest": before.digest},
        "after": {"id": now.id, "version": now.version, "digest": now.digest},
        "step": step_asked(changes),
        "changes": [
            {
                "kind": change.kind,
                "step": change.step,
                "question": change.question,
                "section": change.section,
                "former": list(change.former),
                "field": change.field,
                "before": plain(change.before),
                "after": plain(change.after),
            }
            for change in changes
        ],
    }


def _told(change: Change, before: Questionnaire, now: Questionnaire, tr: Translator) -> Told:
    """The change; one that the reader's language does not show is told in the other one."""
    kind, (old, new) = _kind(change, tr), _sides(change, tr)
    elsewhere = _sides(change, translator("en" if tr.lang == "fr" else "fr"))
    if old and old == new and elsewhere[0] != elsewhere[1]:
        kind, (old, new) = tr("versions.kind_elsewhere", kind=kind), elsewhere
    return Told(
        step=change.step, kind=kind, about=_about(change, before, now, tr), old=old, new=new
    )


def _sides(change: Change, tr: Translator) -> tuple[str, str]:
    return (
        "" if change.kind == "removed" else notation(change.before, tr),
        "" if change.kind in _WHOLE else notation(change.after, tr),
    )


def _kind(change: Change, tr: Translator) -> str:
    """What the change is, with the field when the kind does not tell it, or why a question has gone."""
    kind = tr(f"versions.kind.{change.kind}")
    if change.kind == "removed" and change.after is not None:
        return tr("versions.kind_of", kind=kind, field=notation(change.after, tr))
    field, _, rest = change.field.partition(".")
    if not field or (field in _OBVIOUS and not rest):
        return kind
    if rest and field in ("action", "caps"):
        field, rest = rest, ""
        if field == "text":
            return kind
    key = f"versions.field.{field}"
    named = tr(key) if key in catalogue() else field
    return tr("versions.kind_of", kind=kind, field=f"{named} {rest.removesuffix('.level')}".strip())


def _about(change: Change, before: Questionnaire, now: Questionnaire, tr: Translator) -> str:
    if change.question is not None:
        questions = {one.id: one.text for one in (*before.questions, *now.questions)}
        name = tr("versions.question", id=change.question, text=tr.text(questions[change.question]))
        former = ", ".join(change.former)
        return tr("versions.question_from", question=name, former=former) if former else name
    if change.section is not None:
        titles = {one.id: one.title for one in (*before.sections, *now.sections)}
        return tr("versions.section", title=tr.text(titles[change.section]))
    return tr.text(now.title)


def headed(changes: Sequence[Told], tr: Translator) -> Sequence[tuple[str, Sequence[Told]]]:
    """The changes under the step of version that they ask for."""
    steps = dict.fromkeys(change.step for change in changes)
    return [
        (tr(f"versions.asks.{step}"), [change for change in changes if change.step == step])
        for step in steps
    ]
