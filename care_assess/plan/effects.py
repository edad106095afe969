"""What bringing questions to their best answer would change, by the scoring engine.

The rest stays the same, and the same questions apply.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction

from care_assess.plan.model import LISTS
from care_assess.questionnaire import QuestionId
from care_assess.scoring import CapHeld, Score, Scores
from care_assess.scoring.engine import Marking

__all__ = ["Effect", "Effects", "more"]

_NO_GAIN = Fraction(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """What changes: ``gain``, levels of the whole score; ``topic_gains``, of each topic concerned; the caps lifted."""

    gain: Fraction
    topic_gains: Mapping[str, Fraction]
    lifts: tuple[CapHeld, ...]


class Effects:
    """Weighs what each choice of questions would change. ``scores``: those of ``marking``."""

    def __init__(self, marking: Marking, scores: Scores) -> None:
        self._marking = marking
        self._frame = marking.frame
        self._scores = scores

    def of(self, positions: Sequence[int]) -> Effect:
        """What the whole and the topics gain with the questions of those places at their best."""
        scores = self._scores
        after = self._marking.raised(positions)
        mine = {self._frame.slots[position].id for position in positions}
        totals = {name: domain.total for name, domain in scores.domains.items()}
        totals.update(self.moved(after, mine))
        topics = {topic: after.topic(topic) for topic in self._concerned(mine)}
        still = {cap for one in (*totals.values(), *topics.values()) for cap in one.caps}
        return Effect(
            gain=more(after.mean_of(totals), scores.overall.score),
            topic_gains={
                name: more(one.score, scores.topics[name].score) for name, one in topics.items()
            },
            lifts=tuple(cap for cap in scores.caps if cap.question in mine and cap not in still),
        )

    def moved(self, after: Marking, questions: AbstractSet[QuestionId]) -> Mapping[str, Score]:
        """The totals, in ``after``, of the domains of those questions."""
        return {
            domain.questionnaire.id: after.total(domain)
            for domain in self._frame.domains
            if not questions.isdisjoint(one.id for one in domain.questionnaire.questions)
        }

    def _concerned(self, questions: AbstractSet[QuestionId]) -> tuple[str, ...]:
        """The topics that those questions carry or cap."""
        slots, places = self._frame.slots, self._frame.places
        lists = {one for name in questions for one in slots[places[name]].question.lists}
        caps = self._frame.topic_caps.items()
        capped = {
            one for one, rules in caps if any(rule.question in questions for rule, _ in rules)
        }
        return tuple(one for one in LISTS if one in lists | capped)


def more(after: Fraction | None, now: Fraction | None) -> Fraction:
    """By how much a score rises; nothing when there is none before or after."""
    return _NO_GAIN if after is None or now is None else after - now
