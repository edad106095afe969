"""Checked YAML values → the model.

Values here have passed the schema and the rules: a missing key or a wrong type is a fault of the program.
Every text is read once through :func:`care_assess.text.french_spacing`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from care_assess.questionnaire.duties_reading import read_obligations, read_readiness
from care_assess.questionnaire.model import (
    PLAIN,
    TARGET,
    Action,
    CapRule,
    ControlPoint,
    Cut,
    FailTest,
    Ladder,
    Level,
    NumberScale,
    Option,
    Placement,
    Policies,
    ProfileKey,
    Question,
    QuestionId,
    Questionnaire,
    Reference,
    Resource,
    Scale,
    Scenario,
    Scoring,
    Section,
    Step,
    TopicText,
    as_level,
)
from care_assess.questionnaire.succession import (
    MergedFrom,
    New,
    Removed,
    Replaces,
    Rescaled,
    Same,
    SplitFrom,
)
from care_assess.questionnaire.words import (
    read_condition,
    read_level,
    read_optional,
    read_text,
)
from care_assess.text import Text, french_spacing

__all__ = [
    "CUT_WORDS",
    "LEVEL_NAME",
    "LINEAR",
    "YES_PARTIAL_NO",
    "digest",
    "first_prefix",
    "read_cut",
    "read_questionnaire",
    "read_reference",
]

Values: TypeAlias = Mapping[str, Any]

YES_PARTIAL_NO = {"no": 0, "partial": 2, "yes": 5}
"""The points of each answer of a ``yes_partial_no`` question, from the lowest up."""

LINEAR = "linear"
"""The cuts of a number that is a level itself."""

CUT_WORDS = re.compile(r"any|(above|below) -?[0-9]{1,15}(\.[0-9]{1,6})?")
"""The cuts that are not a number; the schema says the same."""

LEVEL_NAME = re.compile(r"-?[0-9]{1,7}(\.[0-9]{1,6})?")
"""How a level is called where it is a key; the schema says the same."""

_UNSURE = "[U]"
_LAST = 100  # where a questionnaire without ``order`` is shown: after those that have one


def digest(value: object) -> str:
    """SHA-256 (hex) of the content: layout, comments and the order of keys do not count."""
    written = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
    return hashlib.sha256(written.encode()).hexdigest()


def read_questionnaire(values: Values) -> Questionnaire:
    """The questionnaire those values say."""
    axis, scale = values["axis"], _levels_of(values)
    sections = values["sections"]
    return Questionnaire(
        id=values["id"],
        version=values["version"],
        title=read_text(values["title"]),
        short=read_text(values.get("short", values["title"])),
        summary=read_text(values["summary"]),
        prefix=first_prefix(values),
        axis=axis,
        order=values.get("order", _LAST),
        weight=_exact(values.get("weight", 1)),
        scoring=_scoring(values.get("scoring")),
        caps=tuple(_cap(cap) for cap in values.get("caps", ())),
        ladders=tuple(_ladder(ladder) for ladder in values.get("ladders", ())),
        sections=tuple(
            _section(one, _Place(values["id"], one["id"], axis, scale)) for one in sections
        ),
        digest=digest(values),
        follows=values.get("follows"),
        removed=tuple(
            Removed(QuestionId(one["id"]), read_text(one["reason"]))
            for one in values.get("removed", ())
        ),
        scale=scale,
        policies=Policies(**values.get("policies", {})),
        target=read_level(values.get("target", scale.level(TARGET))),
    )


def first_prefix(values: Values) -> str:
    """``prefix`` is one word, or a list whose first is the questionnaire's own."""
    prefix = values["prefix"]
    return prefix if isinstance(prefix, str) else prefix[0]


def read_cut(level: Level, bound: Any) -> Cut:
    """``any``, ``above 0``, ``below 10`` or an inclusive number."""
    if isinstance(bound, str):
        if bound == "any":
            return Cut(level=level, bound=None)
        return Cut(level=level, bound=Fraction(bound.split()[1]), strict=True)
    return Cut(level=level, bound=_exact(bound))


def read_reference(values: Values) -> Reference:
    """The shared vocabulary those values say, ``placements`` of the scenarios included when there are."""
    placed = values.get("placements", {})
    levels = [values["levels"][str(level)] for level in range(6)]
    return Reference(
        version=values["version"],
        levels=tuple(read_text(level["name"]) for level in levels),
        level_meanings=tuple(read_text(level["meaning"]) for level in levels),
        units=_texts(values["units"]),
        topics={name: _topic(name, topic) for name, topic in values["topics"].items()},
        axes={name: read_text(axis["name"]) for name, axis in values["axes"].items()},
        owners=_texts(values["owners"]),
        functions=_texts(values["functions"]),
        efforts=_texts(values["effort"]),
        resources={name: _resource(name, one) for name, one in values["resources"].items()},
        references={name: read_text(one["label"]) for name, one in values["references"].items()},
        scenarios={
            name: _scenario(name, one, placed.get("scenarios", {}).get(name, {}))
            for name, one in values["scenarios"].items()
        },
        profile={name: _profile_key(name, key) for name, key in values["profile"].items()},
        digest=digest(values),
        scenarios_note=read_optional(placed.get("note")),
        readiness=read_readiness(values.get("readiness", {})),
        obligations=read_obligations(values.get("obligations", ())),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a question is, and what it has from there."""

    questionnaire: str
    section: str
    axis: str
    scale: Scale


def _levels_of(values: Values) -> Scale:
    if "scale" not in values:
        return PLAIN
    stated = values["scale"]
    return Scale(minimum=read_level(stated["min"]), maximum=read_level(stated["max"]))


def _section(values: Values, place: _Place) -> Section:
    groups = tuple(_section(group, place) for group in values.get("groups", ()))
    own = tuple(_question(question, place) for question in values.get("questions", ()))
    return Section(
        id=values["id"],
        title=read_text(values["title"]),
        intro=read_optional(values.get("intro")),
        scoring=_scoring(values.get("scoring")),
        weight=_exact(values.get("weight", 1)),
        questions=own or tuple(question for group in groups for question in group.questions),
        groups=groups,
    )


def _question(values: Values, place: _Place) -> Question:
    return Question(
        id=QuestionId(values["id"]),
        questionnaire=place.questionnaire,
        section=place.section,
        text=read_text(values["text"]),
        help=read_optional(values.get("help")),
        kind=values["type"],
        options=_options(values, place.scale),
        scale=_scale(values, place.scale) if values["type"] == "number" else None,
        ceiling=read_level(values.get("ceiling", place.scale.maximum)),
        weight=_exact(values.get("weight", 1)),
        tier=values["tier"],
        criticality=values["criticality"],
        topics=tuple(values.get("topics", ())),
        scenarios=tuple(values.get("scenarios", ())),
        axis=values.get("axis", place.axis),
        answered_by=values["answered_by"],
        evidence=read_optional(values.get("evidence")),
        references=tuple(values.get("references", ())),
        applies_if=read_condition(values["applies_if"]) if "applies_if" in values else None,
        action=_action(values["action"]) if "action" in values else None,
        control_points=tuple(
            ControlPoint(id=point["id"], rungs=tuple(point["rungs"]))
            for point in values.get("control_points", ())
        ),
        fails=_fails(values),
        evidence_import=values.get("evidence_import", {}),
        sources=tuple(
            french_spacing(source)
            for source in values.get("sources", ())
            if not source.endswith(_UNSURE)
        ),
        level_scale=place.scale,
        replaces=_replaces(values["replaces"]) if "replaces" in values else None,
    )


def _replaces(values: str | Values) -> Replaces:
    if isinstance(values, str):
        return Same() if values == "same" else New()
    if "rescaled" in values:
        return Rescaled(_answer_map(values["rescaled"]))
    answers = values.get("answers", {})
    if "split_from" in values:
        return SplitFrom(QuestionId(values["split_from"]), _answer_map(answers))
    return MergedFrom(
        questions=tuple(map(QuestionId, values["merged_from"])),
        rule=values["rule"],
        answers={QuestionId(name): _answer_map(mapped) for name, mapped in answers.items()},
    )


def _answer_map(values: Values) -> dict[str, str]:
    return {former: str(now) for former, now in values.items()}


def _options(values: Values, scale: Scale) -> tuple[Option, ...]:
    levels = values.get("levels", {})
    match values["type"]:
        case "level":
            return _bands(levels)
        case "yes_partial_no":
            return tuple(
                Option(id=name, level=scale.level(points), text=read_text(levels[name]))
                for name, points in YES_PARTIAL_NO.items()
            )
        case "choice" | "multiple":
            return tuple(
                Option(
                    id=option["id"],
                    level=read_level(option["level"]),
                    text=read_text(option["text"]),
                )
                for option in values["options"]
            )
    return ()


def _bands(levels: Values) -> tuple[Option, ...]:
    """The levels that are worded, from the lowest up; each is called as it is written."""
    worded = sorted((Fraction(name), name) for name in levels)
    return tuple(
        Option(id=name, level=as_level(level), text=read_text(levels[name]))
        for level, name in worded
    )


def _scale(values: Values, scale: Scale) -> NumberScale:
    linear = values["cuts"] == LINEAR
    cuts = {} if linear else {Fraction(level): bound for level, bound in values["cuts"].items()}
    return NumberScale(
        unit=values["unit"],
        minimum=_exact(values["min"]),
        maximum=_exact(values["max"]),
        decimals=values.get("decimals", 0),
        better=values["better"],
        cuts=tuple(read_cut(as_level(level), bound) for level, bound in sorted(cuts.items())),
        never=values.get("never", False),
        bands=_bands(values.get("levels", {})),
        linear=linear,
        lowest=scale.minimum,
        highest=scale.maximum,
    )


def _fails(values: Values) -> tuple[FailTest, ...]:
    by_option = [FailTest(rung=rung, option=name) for name, rung in values.get("fails", {}).items()]
    by_bound = [
        FailTest(
            rung=test["rung"],
            below=_exact(test["below"]) if "below" in test else None,
            above=_exact(test["above"]) if "above" in test else None,
        )
        for test in values.get("fails_when", ())
    ]
    return (*by_option, *by_bound)


def _action(values: Values) -> Action:
    return Action(
        text=read_text(values["text"]),
        effort=values["effort"],
        days=values["days"],
        owner=values["owner"],
        function=values["function"],
        resources=tuple(values.get("resources", ())),
        requires=tuple(map(QuestionId, values.get("requires", ()))),
        overlaps=values.get("overlaps"),
    )


def _scoring(values: Values | None) -> Scoring:
    if values is None:
        return Scoring()
    return Scoring(
        method=values["method"], start=values.get("start", 0), rungs=tuple(values.get("rungs", ()))
    )


def _cap(values: Values) -> CapRule:
    when = values["when"]
    return CapRule(
        question=QuestionId(when["question"]),
        max=read_level(values["max"]),
        topic=values.get("topic"),
        reason=read_text(values["reason"]),
        reason_unknown=read_text(values["reason_unknown"]) if "reason_unknown" in values else None,
        below=read_level(when["below"]) if "below" in when else None,
        unknown=when.get("unknown", False),
        answer=when.get("answer"),
        older_than=when.get("older_than"),
    )


def _ladder(values: Values) -> Ladder:
    return Ladder(
        id=values["id"],
        title=read_text(values["title"]),
        start=values["start"],
        rungs=tuple(values["rungs"]),
        note=read_text(values["note"]),
    )


def _topic(name: str, values: Values) -> TopicText:
    return TopicText(
        id=name,
        name=read_text(values["name"]),
        short=read_text(values["short"]),
        question=read_text(values["question"]),
        asked=read_text(values["asked"]),
        indicator=read_text(values["indicator"]),
        resources=tuple(values.get("resources", ())),
    )


def _resource(name: str, values: Values) -> Resource:
    return Resource(
        id=name,
        name=read_text(values["name"]),
        provider=values["provider"],
        kind=values["kind"],
        url=values.get("url", ""),
        levels=tuple(map(int, values.get("levels", ()))),
        shown=values["confidence"] != "U",
        packages=_texts(values.get("packages", {})),
    )


def _scenario(name: str, values: Values, placed: Values) -> Scenario:
    """``placed``: step → its weight and the answers that weigh there."""
    return Scenario(
        id=name,
        name=read_text(values["name"]),
        story=read_optional(values.get("story")),
        steps=tuple(_step(step, placed.get(step["id"])) for step in values.get("steps", ())),
    )


def _step(values: Values, placed: Values | None) -> Step:
    if placed is None:
        return Step(id=values["id"], name=read_text(values["name"]))
    return Step(
        id=values["id"],
        name=read_text(values["name"]),
        weight=placed["weight"],
        placements=tuple(
            Placement(QuestionId(one["question"]), one["role"], one["strength"])
            for one in placed["answers"]
        ),
    )


def _profile_key(name: str, values: Values) -> ProfileKey:
    derived_from, _, derived_values = values.get("derived", "").partition("=")
    return ProfileKey(
        id=name,
        name=read_text(values),
        kind=values["type"],
        options=_texts(values.get("options", {})),
        unit=read_optional(values.get("unit")),
        derived_from=derived_from or None,
        derived_values=tuple(derived_values.split("|")) if derived_values else (),
    )


def _texts(values: Values) -> dict[str, Text]:
    return {name: read_text(text) for name, text in values.items()}


def _exact(number: int | Decimal) -> Fraction:
    return Fraction(number)
