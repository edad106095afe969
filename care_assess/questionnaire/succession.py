"""What a version of a questionnaire makes of the answers given to the version before.

Each question of a version says where its answer comes from; each question that has gone says why.
Answers are named by their ids: options, levels ``"0"`` to ``"5"``, ``never``. A number is named by the level
it has, and so are the options of a ``multiple`` together when they do not become options of a ``multiple``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from care_assess.questionnaire.model import QuestionId
    from care_assess.text import Text

__all__ = ["MergedFrom", "New", "Removed", "Replaces", "Rescaled", "Rule", "Same", "SplitFrom"]

Rule: TypeAlias = Literal["lowest", "highest", "ask"]
_Map: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Same:
    """The answer of the question of the same id, as it is."""


@dataclass(frozen=True, slots=True)
class New:
    """No answer: the question is asked, even when one of the same id was."""


@dataclass(frozen=True, slots=True)
class Rescaled:
    """Former answer → answer now. What is not in the map is asked again."""

    answers: _Map


@dataclass(frozen=True, slots=True)
class SplitFrom:
    """One part of a former question. Former answer → answer now; what is not in the map is asked again."""

    question: QuestionId
    answers: _Map = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MergedFrom:
    """Several former questions in one: the answer that has the lowest or the highest level, or ask again.

    ``answers``: for each former question, former answer → answer now; the answers as they are without it.
    """

    questions: tuple[QuestionId, ...]
    rule: Rule
    answers: Mapping[QuestionId, _Map] = field(default_factory=dict)


Replaces: TypeAlias = Same | New | Rescaled | SplitFrom | MergedFrom


@dataclass(frozen=True, slots=True)
class Removed:
    """A former question that is not asked any more, and why."""

    id: QuestionId
    reason: Text
