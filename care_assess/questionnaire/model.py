"""What a questionnaire is: typed, frozen values with every text in two languages.

    Catalogue ── Reference (shared vocabulary)
        └── Questionnaire ── Scale, Policies, CapRule, Ladder
                └── Section ── its groups, which are sections too
                        └── Question ── Option | NumberScale, Condition, Action, ControlPoint, FailTest

Values here are already checked: :mod:`care_assess.questionnaire.reading` makes them from YAML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NewType, TypeAlias

from care_assess.errors import Fault, NotFound
from care_assess.questionnaire.duties import Obligation, ReadinessLine, ReadinessTable
from care_assess.questionnaire.scales import (
    HIGHEST,
    LEVELS,
    PLAIN,
    TARGET,
    USUAL,
    Cut,
    Level,
    NumberScale,
    Option,
    Policies,
    Scale,
    as_level,
)
from care_assess.questionnaire.scenarios import ENOUGH_ALONE, Placement, Role, Scenario, Step
from care_assess.questionnaire.succession import Removed, Replaces
from care_assess.text import Text

__all__ = [
    "AXES",
    "ENOUGH_ALONE",
    "HIGHEST",
    "LEVELS",
    "OUTSIDE",
    "PLAIN",
    "TARGET",
    "TOPICS",
    "USUAL",
    "Action",
    "AllOf",
    "AnswerAtLeast",
    "AnswerIs",
    "AnyOf",
    "CapRule",
    "Catalogue",
    "Condition",
    "ControlPoint",
    "Criticality",
    "Cut",
    "Effort",
    "FailTest",
    "Kind",
    "Ladder",
    "Level",
    "Method",
    "Not",
    "NumberScale",
    "Obligation",
    "Option",
    "Placement",
    "Policies",
    "ProfileIs",
    "ProfileKey",
    "Question",
    "QuestionId",
    "Questionnaire",
    "ReadinessLine",
    "ReadinessTable",
    "Reference",
    "Resource",
    "Role",
    "Scale",
    "Scenario",
    "Scoring",
    "Section",
    "Step",
    "Tier",
    "TopicText",
    "as_level",
    "precedence",
]

QuestionId = NewType("QuestionId", str)

Kind: TypeAlias = Literal[
    "level", "yes_partial_no", "choice", "number", "multiple", "date", "information"
]
Tier: TypeAlias = Literal["core", "full"]
Criticality: TypeAlias = Literal["low", "medium", "high", "critical"]
Effort: TypeAlias = Literal["S", "M", "L"]
Method: TypeAlias = Literal["weighted_mean", "mean_of_groups", "sum", "sum_of_groups", "ladder"]

TOPICS = ("ad", "exposure", "crisis_exercises", "self_assessment", "budget", "ght_steering")
"""The six topics, in the order in which they are shown."""
OUTSIDE = "outside"
"""The seventh list: what belongs to none of the six topics."""
AXES = ("governance_resilience", "resources_pooling", "awareness", "operational_security")


@dataclass(frozen=True, slots=True)
class ProfileIs:
    """Holds when the organisation's profile says so."""

    key: str


@dataclass(frozen=True, slots=True)
class AnswerAtLeast:
    """Holds when the question is at ``level`` or above, on the scale of its questionnaire."""

    question: QuestionId
    level: Level


@dataclass(frozen=True, slots=True)
class AnswerIs:
    """Holds when the option was chosen."""

    question: QuestionId
    option: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when all do."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when one does."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when the other does not."""

    condition: Condition


Condition: TypeAlias = "ProfileIs | AnswerAtLeast | AnswerIs | AllOf | AnyOf | Not"


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """The remediation of a question. ``days``: order of magnitude in person-days, ours.

    ``overlaps``: a ladder of the questionnaire, the actions of whose questions are the same work.
    """

    text: Text
    effort: Effort
    days: int
    owner: str
    function: str
    resources: tuple[str, ...]
    requires: tuple[QuestionId, ...]
    overlaps: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlPoint:
    """A published control point (ANSSI's id) that a question carries, with its rungs."""

    id: str
    rungs: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FailTest:
    """An answer that fails a rung: an option id, or a number (else a level) strictly below or above a bound."""

    rung: int
    option: str | None = None
    below: Fraction | None = None
    above: Fraction | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One question. ``options`` are from the lowest level up as written; empty for numbers, dates and information.

    ``level_scale``: the scale on which its levels are, that of its questionnaire. ``replaces``: where its
    answer comes from, when one moves from the version before. None, not said: from the question of the
    same id, or from nowhere when there was none.
    """

    id: QuestionId
    questionnaire: str
    section: str
    text: Text
    help: Text | None
    kind: Kind
    options: tuple[Option, ...]
    scale: NumberScale | None
    ceiling: Level
    weight: Fraction
    tier: Tier
    criticality: Criticality
    topics: tuple[str, ...]
    scenarios: tuple[str, ...]
    axis: str
    answered_by: str
    evidence: Text | None
    references: tuple[str, ...]
    applies_if: Condition | None
    action: Action | None
    control_points: tuple[ControlPoint, ...]
    fails: tuple[FailTest, ...]
    evidence_import: Mapping[str, object]
    sources: tuple[str, ...]
    replaces: Replaces | None = None
    level_scale: Scale = PLAIN

    @property
    def scored(self) -> bool:
        """Whether the question counts in scores: dates and information never do."""
        return self.kind not in {"date", "information"}

    @property
    def lists(self) -> tuple[str, ...]:
        """The topics that carry the question, or the seventh list when none does."""
        return self.topics or (OUTSIDE,)

    def option(self, option: str) -> Option:
        """The option of that id, or the band of a number. Raises NotFound."""
        for candidate in self.options or (self.scale.bands if self.scale else ()):
            if candidate.id == option:
                return candidate
        raise NotFound("content.no_such_option", question=self.id, option=option)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scoring:
    """How a group makes one score of its parts. ``start`` and ``rungs`` belong to a ladder."""

    method: Method = "weighted_mean"
    start: int = 0
    rungs: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CapRule:
    """A condition that keeps a score at ``max`` or lower. Exactly one of the four tests is set.

    ``topic`` None: it bears on the questionnaire, else on that topic. ``max`` is on the scale of what it
    bears on (topics: 0 to 5), ``below`` on that of the questionnaire. ``older_than`` is in months, for
    numbers of months. ``reason_unknown``: what to say instead of ``reason`` when the answer is unknown.
    """

    question: QuestionId
    max: Level
    topic: str | None
    reason: Text
    reason_unknown: Text | None = None
    below: Level | None = None
    unknown: bool = False
    answer: str | None = None
    older_than: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ladder:
    """A level read from control points: ``start`` plus the consecutive ``rungs`` wholly passed."""

    id: str
    title: Text
    start: int
    rungs: tuple[int, ...]
    note: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of a questionnaire: a page or two of questions, or a group of them within such a part.

    ``groups``: the parts it is made of, if any. ``questions``: all those below, in the order in which
    they are asked.
    """

    id: str
    title: Text
    intro: Text | None
    scoring: Scoring
    weight: Fraction
    questions: tuple[Question, ...]
    groups: tuple[Section, ...] = ()

    def within(self) -> Iterator[Section]:
        """The groups below, at every depth, each before its own."""
        for group in self.groups:
            yield group
            yield from group.within()


@dataclass(frozen=True, kw_only=True, slots=True)
class Questionnaire:
    """One published version of one domain. ``digest``: SHA-256 (hex) of its canonical content.

    ``target``: the level aimed at, on ``scale``. ``follows``: the version just before; ``removed``: its
    questions that are not asked any more.
    """

    id: str
    version: str
    title: Text
    short: Text
    summary: Text
    prefix: str
    axis: str
    order: int
    weight: Fraction
    scoring: Scoring
    caps: tuple[CapRule, ...]
    ladders: tuple[Ladder, ...]
    sections: tuple[Section, ...]
    digest: str
    follows: str | None = None
    removed: tuple[Removed, ...] = ()
    scale: Scale = PLAIN
    policies: Policies = USUAL
    target: Level = TARGET

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in the order in which they are asked."""
        return tuple(question for section in self.sections for question in section.questions)


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource:
    """A kit, guide or service. ``shown`` is False when its existence is unsure.

    ``packages``: owner → what to call the one piece of work that his actions resting on it make.
    """

    id: str
    name: Text
    provider: str
    kind: str
    url: str
    levels: tuple[int, ...]
    shown: bool
    packages: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicText:
    """What is said of a topic (or of the seventh list)."""

    id: str
    name: Text
    short: Text
    question: Text
    asked: Text
    indicator: Text
    resources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileKey:
    """A fact about the organisation that conditions may ask. Derived keys are computed, never asked."""

    id: str
    name: Text
    kind: Literal["boolean", "choice", "number"]
    options: Mapping[str, Text] = field(default_factory=dict)
    unit: Text | None = None
    derived_from: str | None = None
    derived_values: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """The shared vocabulary: ids → what is said of them. ``digest``: SHA-256 (hex) of the content.

    ``scenarios_note``: what the placements of the scenarios are, and are not; None without placements.
    """

    version: str
    levels: tuple[Text, ...]
    level_meanings: tuple[Text, ...]
    units: Mapping[str, Text]
    topics: Mapping[str, TopicText]
    axes: Mapping[str, Text]
    owners: Mapping[str, Text]
    functions: Mapping[str, Text]
    efforts: Mapping[str, Text]
    resources: Mapping[str, Resource]
    references: Mapping[str, Text]
    scenarios: Mapping[str, Scenario]
    profile: Mapping[str, ProfileKey]
    digest: str
    scenarios_note: Text | None = None
    readiness: Mapping[str, ReadinessTable] = field(default_factory=dict)
    obligations: tuple[Obligation, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every questionnaire at hand, by id then version, and the vocabulary they share.

    ``theirs``: (id, version) of those that do not ship with the application. ``faulty``: what is wrong in
    files of the data folder, which are left out.
    """

    questionnaires: Mapping[str, Mapping[str, Questionnaire]]
    reference: Reference
    theirs: frozenset[tuple[str, str]] = frozenset()
    faulty: tuple[Fault, ...] = ()

    def proposed(self) -> Mapping[str, str]:
        """Questionnaire id → the newest version that ships, in order; of theirs when none ships."""
        return self._newest(one for one in self if not self._is_theirs(one)) or self.latest()

    def offered(self) -> Mapping[str, str]:
        """Questionnaire id → the newest version of theirs, in order."""
        return self._newest(one for one in self if self._is_theirs(one))

    def latest(self) -> Mapping[str, str]:
        """Questionnaire id → its newest version, in the order in which domains are shown."""
        return self._newest(self)

    def select(self, versions: Mapping[str, str]) -> tuple[Questionnaire, ...]:
        """The questionnaires of those versions, in the order in which they are shown.

        Raises NotFound for an id or a version that is not there.
        """
        chosen = [self._one(name, version) for name, version in versions.items()]
        return tuple(sorted(chosen, key=lambda one: (one.order, one.id)))

    def _is_theirs(self, one: Questionnaire) -> bool:
        return (one.id, one.version) in self.theirs

    def _newest(self, some: Iterable[Questionnaire]) -> Mapping[str, str]:
        ordered = sorted(some, key=lambda one: precedence(one.version))
        newest = {one.id: one for one in ordered}
        shown = sorted(newest.values(), key=lambda one: (one.order, one.id))
        return {one.id: one.version for one in shown}

    def _one(self, name: str, version: str) -> Questionnaire:
        if name not in self.questionnaires:
            known = ", ".join(sorted(self.questionnaires))
            raise NotFound("content.no_such_questionnaire", id=name, known=known)
        if version not in self.questionnaires[name]:
            known = ", ".join(sorted(self.questionnaires[name]))
            raise NotFound("content.no_such_version", id=name, version=version, known=known)
        return self.questionnaires[name][version]

    def __iter__(self) -> Iterator[Questionnaire]:
        for versions in self.questionnaires.values():
            yield from versions.values()


def precedence(version: str) -> tuple[int, ...]:
    """The place of a version among others: 1.10.0 is after 1.9.0."""
    return tuple(int(part) for part in version.split("."))
