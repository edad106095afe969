"""A document of ours being written: sections, defaults, languages. Both readers end here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from care_assess.exchange.model import Document, Imported, Remarks
from care_assess.exchange.naming import identifier, unique
from care_assess.exchange.texts import Words, fitted, spoken
from care_assess.questionnaire.model import LEVELS, Scale
from care_assess.text import LANGUAGES, Lang

__all__ = [
    "Drafted",
    "DraftedAnswer",
    "DraftedSection",
    "Heading",
    "as_levels",
    "exact",
    "finish",
    "scale_values",
    "set_ceiling",
]

Values: TypeAlias = "dict[str, Any]"

_DEFAULTS: Mapping[str, str] = {"tier": "core", "criticality": "medium", "answered_by": "rssi"}
"""What a question of ours needs and others do not say: asked in every assessment, of ordinary weight."""
_AXIS = "governance_resilience"
"""The axis of a questionnaire whose source names none."""
_OPTIONS = {"choice", "multiple"}
_BEFORE, _AFTER = ("ceiling", "unit", "min", "max", "decimals", "better", "cuts"), (
    "weight", "tier", "criticality", "topics", "scenarios", "answered_by", "references", "applies_if", "sources",
)  # fmt: skip
"""The keys of a question before and after what is known of every type, in the order of the guide."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftedAnswer:
    """One answer of a question: its id, its words, and its level when the type has options."""

    id: str
    words: Words
    level: int | Decimal | None = None
    place: str = ""


@dataclass(kw_only=True, slots=True)
class Drafted:
    """A question. ``values``: all the keys that hold no text (weight, tier, cuts, applies_if…)."""

    id: str
    place: str
    type: str
    text: Words
    help: Words
    evidence: Words = field(default_factory=dict)
    answers: tuple[DraftedAnswer, ...] = ()
    values: Values = field(default_factory=dict)


@dataclass(kw_only=True, slots=True)
class DraftedSection:
    """A section, or a group of one: its title, an intro or none, and its questions or its groups.

    ``values``: scoring, weight.
    """

    name: str
    place: str
    title: Words
    intro: Words
    questions: list[Drafted] = field(default_factory=list)
    groups: list[DraftedSection] = field(default_factory=list)
    values: Values = field(default_factory=dict)

    @property
    def all_questions(self) -> list[Drafted]:
        """Every question below, in order."""
        within = [question for group in self.groups for question in group.all_questions]
        return [*self.questions, *within]


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """What is said of the whole. ``values``: other keys of the file (axis, scale…), when known."""

    name: str
    version: str
    title: Words
    summary: Words
    prefix: str | list[str]
    values: Mapping[str, Any]


def as_levels(drafted: Drafted, scale: Scale) -> Mapping[str, str]:
    """Make a choice of exactly the levels 0 to 5 a ``level`` question; former id → id of each answer."""
    ordered = sorted(drafted.answers, key=lambda answer: answer.level or 0)
    if (
        drafted.type != "choice"
        or not scale.plain
        or [answer.level for answer in ordered] != list(LEVELS)
    ):
        return {answer.id: answer.id for answer in drafted.answers}
    drafted.type = "level"
    drafted.answers = tuple(replace(answer, id=str(answer.level)) for answer in ordered)
    return {former.id: str(former.level) for former in ordered}


def set_ceiling(drafted: Drafted, scale: Scale) -> None:
    """Say where the sum of a multiple stops, when all its options together do not reach the top."""
    low = scale.minimum
    total = low + sum(Fraction(answer.level or 0) - low for answer in drafted.answers)
    if total < scale.maximum:
        drafted.values["ceiling"] = exact(Fraction(total))


def exact(number: Decimal | Fraction) -> int | Decimal:
    """A number as a file has it: whole when it is."""
    if number == int(number):
        return int(number)
    return number if isinstance(number, Decimal) else Decimal(number.numerator) / number.denominator


def scale_values(scale: Scale) -> Values:
    """What a file says of its scale: nothing when it is ours, 0 to 5."""
    if scale.plain:
        return {}
    ends = {"min": Fraction(scale.minimum), "max": Fraction(scale.maximum)}
    return {"scale": {name: exact(end) for name, end in ends.items()}}


def finish(heading: Heading, sections: Sequence[DraftedSection], remarks: Remarks) -> Imported:
    """The document, with defaults for what our format needs, in the languages that its texts speak."""
    languages = spoken(_all_words(heading, sections))
    document: Document = {
        "format": "care-assess/questionnaire/1",
        "id": identifier(heading.name, "questionnaire"),
        "version": heading.version,
    }
    if languages != LANGUAGES:
        document["languages"] = list(languages)
        remarks.assumed("", f"exchange.assumed.only_{languages[0]}")
    document["title"] = fitted(heading.title, languages, "title", remarks)
    document["summary"] = fitted(heading.summary or heading.title, languages, "summary", remarks)
    if not heading.summary:
        remarks.assumed("", "exchange.assumed.summary")
    document["prefix"] = heading.prefix
    document["axis"] = heading.values.get("axis", _AXIS)
    if "axis" not in heading.values:
        remarks.assumed("", "exchange.assumed.axis", axis=_AXIS)
    document |= heading.values
    document["sections"] = []
    taken: list[str] = []
    for section in sections:
        document["sections"].append(_section(section, taken, languages, remarks))
    return Imported(document=document, remarks=remarks.all())


def _all_words(heading: Heading, sections: Sequence[DraftedSection]) -> Iterator[Words]:
    """Every text of the document that is not empty."""
    every = [heading.title, heading.summary]
    for section in sections:
        every += [section.title, section.intro, *(group.title for group in section.groups)]
        for question in section.all_questions:
            every += [question.text, question.help, question.evidence]
            every += [answer.words for answer in question.answers]
    return (words for words in every if words)


def _section(
    section: DraftedSection, taken: list[str], languages: Sequence[Lang], remarks: Remarks
) -> Values:
    """A section or a group; ``taken``: the ids that sections and groups have so far."""
    name = unique(identifier(section.name, "section"), taken)
    taken.append(name)
    values: Values = {
        "id": name,
        "title": fitted(section.title, languages, section.place, remarks),
    }
    if section.intro:
        values["intro"] = fitted(section.intro, languages, section.place, remarks)
    values |= section.values
    if section.groups:
        values["groups"] = [_section(one, taken, languages, remarks) for one in section.groups]
    else:
        values["questions"] = [_question(one, languages, remarks) for one in section.questions]
    return values


def _question(question: Drafted, languages: Sequence[Lang], remarks: Remarks) -> Values:
    values: Values = {"id": question.id}
    values["text"] = fitted(question.text, languages, question.place, remarks)
    if question.help:
        values["help"] = fitted(question.help, languages, question.place, remarks)
    values["type"] = question.type
    values |= {key: question.values[key] for key in _BEFORE if key in question.values}
    answers = {
        answer.id: fitted(answer.words, languages, answer.place or question.place, remarks)
        for answer in question.answers
    }
    if question.type in _OPTIONS:
        values["options"] = [
            {"id": answer.id, "level": answer.level, "text": answers[answer.id]}
            for answer in question.answers
        ]
    elif answers:
        values["levels"] = answers
    for key in _AFTER:
        if key == "references" and question.evidence:
            values["evidence"] = fitted(question.evidence, languages, question.place, remarks)
        if key in question.values:
            values[key] = question.values[key]
        elif key in _DEFAULTS:
            values[key] = _DEFAULTS[key]
            remarks.assumed("", f"exchange.assumed.{key}")
    return values
