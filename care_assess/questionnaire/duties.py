"""What the shared vocabulary says of texts and frameworks: their readiness tables, and the obligations.

ReadinessTable ── ReadinessLine ── fed by the questions that cite one of its references
Obligation ── when it falls due, and the question that tells when it was last met
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from care_assess.text import Text

if TYPE_CHECKING:
    from care_assess.questionnaire.model import Condition, QuestionId

__all__ = ["Basis", "Confidence", "Force", "Obligation", "ReadinessLine", "ReadinessTable"]

Confidence: TypeAlias = Literal["S", "K", "P"]
"""S: read in a public source. K: general knowledge, to be confirmed. P: our own proposal."""
Force: TypeAlias = Literal["duty", "funding", "framework"]
"""Law or ministerial instruction; condition of a funding; measure of a framework."""
Basis: TypeAlias = Literal["text", "proposal", "none"]
"""Whether the rhythm or the date is in the text, is ours, or is not known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadinessLine:
    """One line of a table, fed by the questions that cite one of its ``references``.

    ``needs``: question → the level, on the scale of its questionnaire, that the line asks for instead of
    the target of the questionnaire; a question named here feeds the line whatever it cites. ``leaves``:
    questions that cite a reference of the line and do not judge it. ``target``: the number that the text
    asks for. ``beyond``: what the line asks for and no question does.
    """

    id: str
    text: Text
    references: tuple[str, ...]
    group: Text | None = None
    target: Text | None = None
    needs: Mapping[QuestionId, Fraction]
    leaves: tuple[QuestionId, ...] = ()
    beyond: Text | None = None

    def cited_by(self, question: QuestionId, references: tuple[str, ...]) -> bool:
        """Whether a question with those references feeds the line."""
        if question in self.leaves:
            return False
        return question in self.needs or not set(self.references).isdisjoint(references)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadinessTable:
    """A text or a framework, line by line. ``applies_if``: the establishments it concerns; None: all.

    ``beyond``: what the whole table does not say.
    """

    id: str
    title: Text
    note: Text | None
    beyond: Text | None
    confidence: Confidence
    applies_if: Condition | None
    lines: tuple[ReadinessLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Obligation:
    """Something to do again and again, by a date, or at an event.

    At most one of ``period`` (months), ``date`` (``2026`` or ``2026-01-01``, as precise as the source) and
    ``trigger`` (an event, with its ``delay``) is set; none of them: always. ``since``: the question that
    tells when it was last met: a number of months, a date, or, with ``since_level``, one whose answer from
    that level on (on the scale of its questionnaire) says "within the period". ``needs``: the questions
    that alone judge it and the level it asks of each; empty: those that cite one of its ``references``.
    """

    id: str
    text: Text
    force: Force
    basis: Basis
    confidence: Confidence
    topic: str
    references: tuple[str, ...]
    applies_if: Condition | None
    period: int | None = None
    date: str = ""
    trigger: Text | None = None
    delay: Text | None = None
    since: QuestionId | None = None
    since_level: Fraction | None = None
    needs: Mapping[QuestionId, Fraction]
