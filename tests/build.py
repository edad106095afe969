"""Builders that read as sentences: ``a_questionnaire("care", a_question("C-1").weighing(3)).capped("C-1", 2)``.

Every builder is a value: each word gives a new one, ``built`` gives the thing itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from care_assess.questionnaire import (
    AXES,
    OUTSIDE,
    TOPICS,
    Action,
    CapRule,
    Catalogue,
    Condition,
    ControlPoint,
    Cut,
    FailTest,
    Ladder,
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
from care_assess.text import Text

__all__ = [
    "a_catalogue",
    "a_choice",
    "a_date",
    "a_group",
    "a_linear",
    "a_multiple",
    "a_number",
    "a_question",
    "a_questionnaire",
    "a_reference",
    "a_scenario",
    "a_yes_no",
    "an_information",
    "said",
]


def said(words: str) -> Text:
    return Text(f"{words} (fr)", f"{words} (en)")


# Questions


@dataclass(frozen=True)
class QuestionBuilder:
    """One question, in the making."""

    built: Question

    def _with(self, **changes: Any) -> QuestionBuilder:
        return QuestionBuilder(replace(self.built, **changes))

    def weighing(self, weight: int | Fraction) -> QuestionBuilder:
        return self._with(weight=Fraction(weight))

    def on(self, *topics: str) -> QuestionBuilder:
        return self._with(topics=topics)

    def along(self, axis: str) -> QuestionBuilder:
        return self._with(axis=axis)

    def in_core(self) -> QuestionBuilder:
        return self._with(tier="core")

    def critical(self) -> QuestionBuilder:
        return self._with(criticality="critical")

    def asked_if(self, condition: Condition) -> QuestionBuilder:
        return self._with(applies_if=condition)

    def answered_by(self, owner: str) -> QuestionBuilder:
        return self._with(answered_by=owner)

    def citing(self, *references: str) -> QuestionBuilder:
        return self._with(references=references)

    def without_action(self) -> QuestionBuilder:
        return self._with(action=None)

    def solved_by(self, words: str, **changes: Any) -> QuestionBuilder:
        """With that action; ``changes``: fields of Action."""
        return self._with(action=replace(an_action(words), **changes))

    def carrying(self, point: str, *rungs: int) -> QuestionBuilder:
        """With that control point."""
        points = (*self.built.control_points, ControlPoint(id=point, rungs=rungs))
        return self._with(control_points=points)

    def failing(self, rung: int, **test: Any) -> QuestionBuilder:
        """With an answer that fails a rung: ``option="no"``, ``below=3`` or ``above=50``."""
        test = {key: value if key == "option" else Fraction(value) for key, value in test.items()}
        return self._with(fails=(*self.built.fails, FailTest(rung=rung, **test)))


def a_question(name: str = "Q-1") -> QuestionBuilder:
    """A question with six worded levels."""
    options = tuple(Option(id=str(n), level=n, text=said(f"level {n}")) for n in range(6))
    return QuestionBuilder(_bare(name, "level", options=options))


def a_yes_no(name: str = "Q-1") -> QuestionBuilder:
    """A question answered by yes (5), partial (2) or no (0)."""
    return QuestionBuilder(
        _bare(name, "yes_partial_no", options=_options({"yes": 5, "partial": 2, "no": 0}))
    )


def a_choice(name: str = "Q-1", **levels: int) -> QuestionBuilder:
    return QuestionBuilder(_bare(name, "choice", options=_options(levels)))


def a_multiple(name: str = "Q-1", *, ceiling: int = 5, **levels: int) -> QuestionBuilder:
    return QuestionBuilder(_bare(name, "multiple", options=_options(levels), ceiling=ceiling))


def a_number(
    name: str = "Q-1",
    *,
    better: str = "lower",
    cuts: Mapping[int, int | str | None] | None = None,
    never: bool = True,
    maximum: int = 240,
    decimals: int = 0,
) -> QuestionBuilder:
    """Months, the fewer the better by default. A cut ``">0"`` is strict; None stands for any value."""
    given = cuts or {1: None, 2: 36, 3: 24, 4: 18, 5: 12}
    scale = NumberScale(
        unit="months",
        minimum=Fraction(0),
        maximum=Fraction(maximum),
        decimals=decimals,
        better="lower" if better == "lower" else "higher",
        cuts=tuple(_cut(level, bound) for level, bound in given.items()),
        never=never,
        bands=tuple(Option(id=str(n), level=n, text=said(f"band {n}")) for n in range(6)),
    )
    return QuestionBuilder(_bare(name, "number", scale=scale))


def a_linear(
    name: str = "Q-1", *, maximum: int | str = 100, better: str = "higher", decimals: int = 0
) -> QuestionBuilder:
    """A number from 0 to ``maximum`` that is a level itself."""
    scale = NumberScale(
        unit="percent",
        minimum=Fraction(0),
        maximum=Fraction(maximum),
        decimals=decimals,
        better="lower" if better == "lower" else "higher",
        cuts=(),
        never=False,
        bands=(),
        linear=True,
    )
    return QuestionBuilder(_bare(name, "number", scale=scale))


def a_date(name: str = "Q-1") -> QuestionBuilder:
    return QuestionBuilder(_bare(name, "date"))


def an_information(name: str = "Q-1") -> QuestionBuilder:
    return QuestionBuilder(_bare(name, "information"))


def an_action(words: str = "Do it") -> Action:
    return Action(
        text=said(words),
        effort="S",
        days=5,
        owner="rssi",
        function="control",
        resources=(),
        requires=(),
    )


def _bare(name: str, kind: Any, **parts: Any) -> Question:
    fields: dict[str, Any] = {
        "id": QuestionId(name),
        "questionnaire": "",
        "section": "",
        "text": said(f"What of {name}?"),
        "help": None,
        "kind": kind,
        "options": (),
        "scale": None,
        "ceiling": 5,
        "weight": Fraction(1),
        "tier": "full",
        "criticality": "medium",
        "topics": (),
        "scenarios": (),
        "axis": AXES[0],
        "answered_by": "rssi",
        "evidence": None,
        "references": (),
        "applies_if": None,
        "action": an_action(f"Do {name}"),
        "control_points": (),
        "fails": (),
        "evidence_import": {},
        "sources": (),
    }
    return Question(**{**fields, **parts})


def _options(levels: Mapping[str, int]) -> tuple[Option, ...]:
    return tuple(Option(id=name, level=level, text=said(name)) for name, level in levels.items())


def _cut(level: int, bound: int | str | None) -> Cut:
    if isinstance(bound, str):
        return Cut(level=level, bound=Fraction(bound.lstrip("<>")), strict=bound[0] in "<>")
    return Cut(level=level, bound=None if bound is None else Fraction(bound))


# Questionnaires


Number = int | str | Fraction


@dataclass(frozen=True)
class GroupBuilder:
    """One section or group, in the making."""

    built: Section


def a_group(
    name: str,
    *parts: QuestionBuilder | GroupBuilder,
    method: Any = "weighted_mean",
    start: int = 0,
    rungs: tuple[int, ...] = (),
    weight: int | Fraction = 1,
) -> GroupBuilder:
    """A group of those questions, or of those groups."""
    groups = tuple(part.built for part in parts if isinstance(part, GroupBuilder))
    own = tuple(part.built for part in parts if isinstance(part, QuestionBuilder))
    section = Section(
        id=name,
        title=said(name),
        intro=None,
        scoring=Scoring(method=method, start=start, rungs=rungs),
        weight=Fraction(weight),
        questions=own or tuple(question for group in groups for question in group.questions),
        groups=groups,
    )
    return GroupBuilder(section)


def _placed(part: Section, questionnaire: Questionnaire, section: str) -> Section:
    """The part with its questions in that section of that questionnaire, on its scale."""
    groups = tuple(_placed(group, questionnaire, section) for group in part.groups)
    if groups:
        questions = tuple(question for group in groups for question in group.questions)
    else:
        questions = tuple(
            _on_scale(replace(one, questionnaire=questionnaire.id, section=section), questionnaire)
            for one in part.questions
        )
    return replace(part, questions=questions, groups=groups)


def _on_scale(question: Question, questionnaire: Questionnaire) -> Question:
    scale = questionnaire.scale
    if scale == question.level_scale:
        return question
    number = question.scale and replace(question.scale, lowest=scale.minimum, highest=scale.maximum)
    return replace(question, level_scale=scale, ceiling=scale.maximum, scale=number)


@dataclass(frozen=True)
class QuestionnaireBuilder:
    """One questionnaire, in the making."""

    built: Questionnaire

    def _with(self, **changes: Any) -> QuestionnaireBuilder:
        return QuestionnaireBuilder(replace(self.built, **changes))

    def weighing(self, weight: int | Fraction) -> QuestionnaireBuilder:
        return self._with(weight=Fraction(weight))

    def scored_by(self, method: Any, *, start: int = 0, rungs: tuple[int, ...] = ()) -> Any:
        return self._with(scoring=Scoring(method=method, start=start, rungs=rungs))

    def on_scale(self, low: Number, high: Number) -> QuestionnaireBuilder:
        """Whose levels are from ``low`` to ``high``, in the questions it has and those it will have."""
        scale = Scale(minimum=as_level(Fraction(low)), maximum=as_level(Fraction(high)))
        built = self._with(scale=scale, target=scale.level(3)).built
        sections = tuple(_placed(section, built, section.id) for section in built.sections)
        return QuestionnaireBuilder(replace(built, sections=sections))

    def aiming_at(self, target: Number) -> QuestionnaireBuilder:
        return self._with(target=as_level(Fraction(target)))

    def counting(self, **policies: Any) -> QuestionnaireBuilder:
        """``unknown="exclude"``, ``na="target"``."""
        return self._with(policies=Policies(**policies))

    def with_section(
        self, name: str, *parts: QuestionBuilder | GroupBuilder, **made: Any
    ) -> QuestionnaireBuilder:
        """With a section of those questions, or of those groups. ``made``: see :func:`a_group`."""
        section = _placed(a_group(name, *parts, **made).built, self.built, name)
        return self._with(sections=(*self.built.sections, section))

    def capped(self, question: str, at: int, *, topic: str | None = None, **test: Any) -> Any:
        """At most ``at`` while the test holds: ``below=3`` (the default), ``unknown``, ``answer``, ``older_than``."""
        rule = CapRule(
            question=QuestionId(question),
            max=at,
            topic=topic,
            reason=said(f"because of {question}"),
            **(test or {"below": 3}),
        )
        return self._with(caps=(*self.built.caps, rule))

    def with_ladder(self, name: str, *, start: int, rungs: tuple[int, ...]) -> Any:
        ladder = Ladder(id=name, title=said(name), start=start, rungs=rungs, note=said("estimate"))
        return self._with(ladders=(*self.built.ladders, ladder))


def a_questionnaire(name: str = "care", *questions: QuestionBuilder) -> QuestionnaireBuilder:
    """A questionnaire with those questions in one section, if any."""
    empty = QuestionnaireBuilder(
        Questionnaire(
            id=name,
            version="1.0.0",
            title=said(name),
            short=said(name),
            summary=said(name),
            prefix=name[:3].upper(),
            axis=AXES[0],
            order=1,
            weight=Fraction(1),
            scoring=Scoring(),
            caps=(),
            ladders=(),
            sections=(),
            digest=name,
        )
    )
    return empty.with_section("all", *questions) if questions else empty


# Vocabulary


Placed = tuple[int, Mapping[str, tuple[Any, int]]]


def a_scenario(name: str, **steps: Placed) -> Scenario:
    """Steps, each by its weight and its questions: ``entry=(2, {"A": ("opens", 3)})``."""
    return Scenario(
        id=name,
        name=said(name),
        story=said(f"story of {name}"),
        steps=tuple(
            Step(
                id=step,
                name=said(step),
                weight=weight,
                placements=tuple(
                    Placement(QuestionId(question), role, strength)
                    for question, (role, strength) in placed.items()
                ),
            )
            for step, (weight, placed) in steps.items()
        ),
    )


def a_reference(*scenarios: Scenario, **resources: bool | Mapping[str, str]) -> Reference:
    """A small vocabulary with those scenarios.

    ``resources``: id → whether it may be shown, or owner → what to call the work package that it makes.
    """
    status = {"public": said("public"), "private_forprofit": said("private")}
    nis2 = {name: said(name) for name in ("essential", "important", "outside", "unknown")}
    keys = (
        _key("legal_status", "choice", options=status),
        _key("public", derived_from="legal_status", derived_values=("public",)),
        _key("ght_member"),
        _key("has_dpi"),
        _key("staff", "number"),
        _key("nis2_status", "choice", options=nis2),
        _key("nis2", derived_from="nis2_status", derived_values=("essential", "important")),
    )
    return Reference(
        version="1.0.0",
        levels=tuple(said(f"level {n}") for n in range(6)),
        level_meanings=tuple(said(f"meaning {n}") for n in range(6)),
        units={"months": said("months")},
        topics={name: _topic(name) for name in (*TOPICS, OUTSIDE)},
        axes={name: said(name) for name in AXES},
        owners={"rssi": said("CISO"), "directeur": said("director")},
        functions={"control": said("control")},
        efforts={name: said(name) for name in ("S", "M", "L")},
        resources={name: _resource(name, of) for name, of in resources.items()},
        references={},
        scenarios={one.id: one for one in scenarios},
        scenarios_note=said("our proposal") if scenarios else None,
        profile={key.id: key for key in keys},
        digest="reference",
    )


def _key(name: str, kind: Any = "boolean", **parts: Any) -> ProfileKey:
    return ProfileKey(id=name, name=said(name), kind=kind, **parts)


def _topic(name: str) -> TopicText:
    words = said(name)
    return TopicText(
        id=name,
        name=words,
        short=words,
        question=words,
        asked=words,
        indicator=words,
        resources=(),
    )


def _resource(name: str, of: bool | Mapping[str, str]) -> Resource:
    packages = {} if isinstance(of, bool) else of
    return Resource(
        id=name,
        name=said(name),
        provider="ANS",
        kind="kit",
        url="https://example.org",
        levels=(),
        shown=bool(of),
        packages={owner: said(title) for owner, title in packages.items()},
    )


def a_catalogue(*questionnaires: QuestionnaireBuilder) -> Catalogue:
    """Those questionnaires, shown in that order."""
    shelf: dict[str, dict[str, Questionnaire]] = {}
    for order, one in enumerate(questionnaires):
        shelf.setdefault(one.built.id, {})[one.built.version] = replace(one.built, order=order)
    return Catalogue(questionnaires=shelf, reference=a_reference())
