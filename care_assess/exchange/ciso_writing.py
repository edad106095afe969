"""A questionnaire of ours → a library of CISO Assistant (version 2, YAML).

Sections become headings, questions become requirements with one question each; levels become ``add_score``
and weights whole numbers in the same proportions, so that the weighted mean there is the one here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import Any, TypeAlias, get_args

from care_assess.errors import Refused
from care_assess.exchange.ciso_values import OURS
from care_assess.exchange.model import Exported, Remarks
from care_assess.exchange.writing import written
from care_assess.questionnaire.model import (
    USUAL,
    AllOf,
    AnswerAtLeast,
    AnswerIs,
    AnyOf,
    Condition,
    Level,
    Not,
    Option,
    Question,
    QuestionId,
    Questionnaire,
    Reference,
    Section,
    Tier,
)
from care_assess.text import Text, translator

__all__ = ["write_ciso_library"]

Values: TypeAlias = "dict[str, Any]"
Chosen: TypeAlias = "tuple[QuestionId, frozenset[str]]"

_LONGEST_NAME = 200
"""Characters of a name there, at most."""
_GREATEST_MAJOR = 2_000
TIERS: tuple[Tier, ...] = get_args(Tier)
_PACKAGER = "care-assess"
_TYPES = {"multiple": "multiple_choice", "date": "date", "information": "text"}


def write_ciso_library(questionnaire: Questionnaire, reference: Reference) -> Exported:
    """The library, and what it cannot say of the questionnaire.

    Raises Refused when the version does not fit in the one number that a library has.
    """
    remarks = Remarks()
    _left_out(questionnaire, remarks)
    writer = _Writer(questionnaire, remarks)
    head = {
        "ref_id": questionnaire.id,
        **_worded(name=questionnaire.title, description=questionnaire.summary),
    }
    library: Values = {
        "urn": f"{OURS.urn}:library:{questionnaire.id}",
        "locale": "fr",
        **head,
        "version": _version(questionnaire.version),
        "provider": _PACKAGER,
        "packager": _PACKAGER,
        "objects": {
            "framework": {
                "urn": f"{OURS.urn}:framework:{questionnaire.id}",
                **head,
                "min_score": writer.whole(questionnaire.scale.minimum),
                "max_score": writer.whole(questionnaire.scale.maximum),
                **({"scores_definition": _scores(reference)} if questionnaire.scale.plain else {}),
                "implementation_groups_definition": _groups(),
                "requirement_nodes": list(writer.nodes()),
            }
        },
    }
    return Exported(data=written(library).encode(), remarks=remarks.all())


class _Writer:
    def __init__(self, questionnaire: Questionnaire, remarks: Remarks) -> None:
        self._questionnaire = questionnaire
        self._remarks = remarks
        self._questions = {question.id: question for question in questionnaire.questions}
        self._unit = _unit([question.weight for question in questionnaire.questions])
        self._times = _times(questionnaire)
        if self._times > 1:
            remarks.assumed("", "exchange.unsaid.times", times=self._times)

    def whole(self, level: Level) -> int:
        """A level of the questionnaire as a whole number there."""
        return int(level * self._times)

    def nodes(self) -> Iterator[Values]:
        """A heading a section, then its requirements."""
        for section in self._questionnaire.sections:
            urn = self._urn(section.id)
            yield {
                "urn": urn,
                "assessable": False,
                "depth": 1,
                "ref_id": section.id,
                **_worded(name=section.title, **_given(description=section.intro)),
            }
            for question in section.questions:
                yield self._requirement(question, urn)

    def _urn(self, name: str) -> str:
        return f"{OURS.urn}:req_node:{self._questionnaire.id}:{name.lower()}"

    def _requirement(self, question: Question, parent: str) -> Values:
        name = _given(name=question.text if _short(question.text) else None)
        return {
            "urn": self._urn(question.id),
            "assessable": True,
            "depth": 2,
            "parent_urn": parent,
            "ref_id": question.id,
            **_worded(
                **name,
                **_given(description=question.help, typical_evidence=question.evidence),
            ),
            "implementation_groups": [question.tier],
            "weight": int(question.weight / self._unit),
            "questions": {self._asked(question.id): self._question(question)},
        }

    def _asked(self, question: QuestionId) -> str:
        return f"{self._urn(question)}:question:1"

    def _question(self, question: Question) -> Values:
        values: Values = {
            "type": _TYPES.get(question.kind, "unique_choice" if _options(question) else "text"),
            **_worded(text=question.text),
        }
        if options := _options(question):
            values["choices"] = [self._choice(question, option) for option in options]
        if question.applies_if:
            if depends := self._depends(question.applies_if):
                values["depends_on"] = depends
            else:
                self._remarks.lost(question.id, "exchange.unsaid.condition")
        if question.scale:
            key = "linear" if question.scale.linear else "number"
            self._remarks.lost(question.id, f"exchange.unsaid.{key}")
        if question.kind == "multiple" and question.ceiling < self._questionnaire.scale.maximum:
            self._remarks.lost(question.id, "exchange.unsaid.ceiling")
        return values

    def _choice(self, question: Question, option: Option) -> Values:
        return {
            "urn": f"{self._asked(question.id)}:choice:{option.id}",
            **_worded(value=option.text),
            "add_score": self.whole(option.level),
        }

    def _depends(self, condition: Condition) -> Values | None:
        """``depends_on`` when the condition is about some answers of one question of ours."""
        chosen = self._chosen(condition)
        if chosen is None or not chosen[1]:
            return None
        name, answers = chosen
        asked = self._asked(name)
        return {
            "question": asked,
            "answers": [
                f"{asked}:choice:{one.id}"
                for one in _options(self._questions[name])
                if one.id in answers
            ],
            "condition": "any",
        }

    def _chosen(self, condition: Condition) -> Chosen | None:
        """The one question that the condition is about, and the answers with which it holds."""
        chosen: Chosen | None = None
        match condition:
            case AnswerIs(name, option) if name in self._questions:
                chosen = name, frozenset({option})
            case AnswerAtLeast(name, level) if name in self._questions:
                chosen = self._reaching(name, level)
            case Not(part):
                chosen = self._contrary(self._chosen(part))
            case AnyOf(parts) | AllOf(parts):
                every = isinstance(condition, AllOf)
                chosen = self._together([self._chosen(part) for part in parts], every=every)
        return chosen

    def _reaching(self, name: QuestionId, level: Level) -> Chosen | None:
        """The answers of that level or above; those of a multiple add up: no one of them tells."""
        if self._questions[name].kind == "multiple":
            return None
        options = _options(self._questions[name])
        return name, frozenset(one.id for one in options if one.level >= level)

    def _contrary(self, chosen: Chosen | None) -> Chosen | None:
        if chosen is None or self._questions[chosen[0]].kind == "multiple":
            return None
        every = {one.id for one in _options(self._questions[chosen[0]])}
        return chosen[0], frozenset(every - chosen[1])

    def _together(self, parts: Sequence[Chosen | None], *, every: bool) -> Chosen | None:
        """Several conditions about one question as one: what all allow, or what one allows."""
        known = [part for part in parts if part is not None]
        names = {name for name, _ in known}
        if len(known) != len(parts) or len(names) != 1:
            return None
        name, answers = names.pop(), [part[1] for part in known]
        if every and self._questions[name].kind == "multiple":
            return None
        joined = frozenset.intersection(*answers) if every else frozenset.union(*answers)
        return name, joined


def _left_out(questionnaire: Questionnaire, remarks: Remarks) -> None:
    """Say what the whole has that a library has not."""
    if questionnaire.scoring.method != "weighted_mean":
        remarks.lost("", "exchange.unsaid.method", method=questionnaire.scoring.method)
    parts = [one for section in questionnaire.sections for one in (section, *_groups_of(section))]
    for part in parts:
        if part.scoring.method != "weighted_mean":
            remarks.lost(part.id, "exchange.unsaid.method", method=part.scoring.method)
    if questionnaire.policies != USUAL:
        remarks.lost("", "exchange.unsaid.policies")
    for cap in questionnaire.caps:
        remarks.lost(cap.question, "exchange.unsaid.cap")
    for ladder in questionnaire.ladders:
        remarks.lost(ladder.id, "exchange.unsaid.ladder")
    questions = questionnaire.questions
    if any(question.action for question in questions):
        remarks.lost("", "exchange.unsaid.actions")
    remarks.lost("", "exchange.unsaid.vocabulary")


def _groups_of(section: Section) -> list[Section]:
    return list(section.within())


def _options(question: Question) -> tuple[Option, ...]:
    """What can be chosen: the options, or the bands of a number; a linear number has none."""
    if question.scale is None or question.scale.linear:
        return question.options
    return question.scale.bands


def _times(questionnaire: Questionnaire) -> int:
    """By what its levels are multiplied to be whole numbers."""
    scale = questionnaire.scale
    levels = [option.level for question in questionnaire.questions for option in _options(question)]
    return lcm(*(Fraction(level).denominator for level in (scale.minimum, scale.maximum, *levels)))


def _unit(weights: Sequence[Fraction]) -> Fraction:
    """The greatest number of which every weight is a whole multiple."""
    below = lcm(*(weight.denominator for weight in weights))
    return Fraction(gcd(*(int(weight * below) for weight in weights)), below)


def _version(version: str) -> int:
    """``1.2.3`` → 1002003. Raises Refused when a part is too great."""
    major, minor, patch = (int(part) for part in version.split("."))
    if major > _GREATEST_MAJOR or max(minor, patch) >= OURS.minor:
        raise Refused("exchange.version_too_great", version=version)
    return major * OURS.major + minor * OURS.minor + patch


def _scores(reference: Reference) -> list[Values]:
    named = zip(reference.levels, reference.level_meanings, strict=True)
    return [
        {"score": level, **_worded(name=name, description=meaning)}
        for level, (name, meaning) in enumerate(named)
    ]


def _groups() -> list[Values]:
    """The two ways of answering as implementation groups, both chosen at first."""
    return [
        {
            "ref_id": tier,
            **_worded(name=_sentence(f"ui.tier.{tier}")),
            "default_selected": True,
        }
        for tier in TIERS
    ]


def _sentence(key: str) -> Text:
    return Text(translator("fr")(key), translator("en")(key))


def _short(text: Text) -> bool:
    return max(len(text.fr), len(text.en)) <= _LONGEST_NAME


def _given(**texts: Text | None) -> dict[str, Text]:
    """The texts that are there."""
    return {name: text for name, text in texts.items() if text is not None}


def _worded(**texts: Text) -> Values:
    """The texts in French, and all their English together under ``translations``."""
    english = {name: text.en for name, text in texts.items() if text.en}
    values: Values = {name: text.fr for name, text in texts.items()}
    return values | ({"translations": {"en": english}} if english else {})
