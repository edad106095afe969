"""The scoring contract: one sheet in, every score out, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from care_assess.answers import CLEARED, NEVER, Answer, Sheet, applicability
from care_assess.questionnaire import (
    CapRule,
    Question,
    QuestionId,
    Questionnaire,
    Reference,
    Scoring,
)
from care_assess.scoring.frame import HIGHEST, Cap, Domain, Frame, Members, Outcome, Tally, frame_of
from care_assess.scoring.ladder import Hold, Reading, climb, reached, rung_states
from care_assess.scoring.model import CapHeld, DomainScore, Score, Scores
from care_assess.scoring.values import (
    NO_LIMIT,
    Limits,
    Part,
    Value,
    added,
    as_terms,
    assembled,
    average,
    mean_of_groups,
    weighted_mean,
    weighted_sum,
)

__all__ = ["Marking", "mark", "score"]

_MEAN = Scoring()
_BEST = Answer(kind="value")
"""The best answer, whatever it is: it fails no rung and holds no cap but by its level."""


def score(questionnaires: Sequence[Questionnaire], sheet: Sheet, reference: Reference) -> Scores:
    """Every score of the sheet: domains, sections, ladders, topics, axes and the whole."""
    return mark(questionnaires, sheet, reference).scores()


def mark(questionnaires: Sequence[Questionnaire], sheet: Sheet, reference: Reference) -> Marking:
    """What each answer of the sheet brings, ready to be made into scores."""
    frame = frame_of(questionnaires, sheet.tier)
    applies = applicability(questionnaires, sheet, reference)
    answers = sheet.answers
    outcomes = [
        slot.outcome(answers.get(slot.id, CLEARED)) if applies[slot.id].applies else slot.unsuited
        for slot in frame.slots
    ]
    return Marking(frame, outcomes, answers)


class Marking:
    """One sheet being scored: the outcome of every question of the frame, in its order."""

    def __init__(
        self, frame: Frame, outcomes: list[Outcome], answers: Mapping[QuestionId, Answer]
    ) -> None:
        self.frame = frame
        self.outcomes = outcomes
        self._answers = answers

    def raised(self, positions: Iterable[int]) -> Marking:
        """The same with those questions at their best, and the same questions applying."""
        outcomes, answers = list(self.outcomes), dict(self._answers)
        for position in positions:
            slot = self.frame.slots[position]
            outcomes[position] = slot.best
            answers[slot.id] = _BEST
        return Marking(self.frame, outcomes, answers)

    def scores(self) -> Scores:
        """All scores."""
        tallies: list[Tally] = []
        domains: dict[str, DomainScore] = {}
        for domain in self.frame.domains:
            parts = [self._tally(members) for _, members, _ in domain.sections]
            tallies.append(added(parts))
            domains[domain.questionnaire.id] = self._domain(domain, parts, tallies[-1])
        totals = {name: one.total for name, one in domains.items()}
        return Scores(
            overall=self._overall(totals, added(tallies)),
            domains=domains,
            topics={topic: self.topic(topic) for topic in self.frame.topics},
            axes={
                axis: self._questions(_MEAN, members, self._tally(members))
                for axis, members in self.frame.axes.items()
            },
            weakest=_weakest(totals),
        )

    def total(self, domain: Domain) -> Score:
        """The score of one questionnaire, under its caps."""
        tally = self._tally(domain.members)
        if domain.questionnaire.scoring.method != "mean_of_groups":
            return self._total(domain, {}, tally)
        parts = [self._tally(members) for _, members, _ in domain.sections]
        return self._total(domain, self._sections(domain, parts), tally)

    def topic(self, topic: str) -> Score:
        """The weighted mean of the questions that carry the topic, under its caps."""
        members, caps = self.frame.topics[topic], self.frame.topic_caps.get(topic, ())
        return self._questions(_MEAN, members, self._tally(members), caps=caps)

    def mean_of(self, totals: Mapping[str, Score]) -> Fraction | None:
        """The score of the whole, with those scores of its domains."""
        return average((weight, one.score) for weight, _, one in self._parts(totals))

    def _overall(self, totals: Mapping[str, Score], tally: Tally) -> Score:
        """The weighted mean of the domains, each already under its caps."""
        parts = self._parts(totals)
        uncapped = average((weight, one.uncapped) for weight, _, one in parts)
        value, terms = mean_of_groups(parts), as_terms(parts)
        return assembled(tally, value, "mean_of_groups", terms, uncapped=uncapped)

    def _parts(self, totals: Mapping[str, Score]) -> list[Part]:
        domains = (domain.questionnaire for domain in self.frame.domains)
        return [(domain.weight, domain.id, totals[domain.id]) for domain in domains]

    def _domain(self, domain: Domain, parts: Sequence[Tally], tally: Tally) -> DomainScore:
        sections = self._sections(domain, parts)
        ladders = domain.questionnaire.ladders
        readings = tuple(self._readings(domain.holds)) if ladders else ()
        return DomainScore(
            total=self._total(domain, sections, tally),
            sections=sections,
            ladders={one.id: climb(one.id, one.start, one.rungs, readings) for one in ladders},
        )

    def _sections(self, domain: Domain, parts: Sequence[Tally]) -> Mapping[str, Score]:
        return {
            section.id: self._questions(section.scoring, members, tally, holds=holds)
            for (section, members, holds), tally in zip(domain.sections, parts, strict=True)
        }

    def _total(self, domain: Domain, sections: Mapping[str, Score], tally: Tally) -> Score:
        scoring, members, caps = domain.questionnaire.scoring, domain.members, domain.caps
        if scoring.method != "mean_of_groups":
            return self._questions(scoring, members, tally, holds=domain.holds, caps=caps)
        parts = [(one.weight, one.id, sections[one.id]) for one, _, _ in domain.sections]
        value, terms = mean_of_groups(parts), as_terms(parts)
        return assembled(tally, value, scoring.method, terms, limits=self._limits(caps))

    def _questions(
        self,
        scoring: Scoring,
        members: Members,
        tally: Tally,
        *,
        holds: tuple[Hold, ...] = (),
        caps: tuple[Cap, ...] = (),
    ) -> Score:
        """The score of questions. A mean of groups that has none is the mean of its questions."""
        if scoring.method == "sum":
            value = weighted_sum(tally, self.frame.unit)
        elif scoring.method == "ladder":
            value = self._climbed(scoring, holds)
        else:
            value = weighted_mean(tally)
        terms = tuple([self.outcomes[position].term for position in members])
        return assembled(tally, value, scoring.method, terms, limits=self._limits(caps))

    def _tally(self, members: Iterable[int]) -> Tally:
        return added([self.outcomes[position].tally for position in members])

    def _climbed(self, scoring: Scoring, holds: tuple[Hold, ...]) -> Value:
        """A ladder as a score: what is proven, and at most what is possible."""
        start, rungs = scoring.start, scoring.rungs
        readings = tuple(self._readings(holds))
        with_refused = tuple(self._readings(holds, refused_fail=True))
        if_zero = None
        if len(with_refused) > len(readings):
            if_zero = Fraction(reached(start, rung_states(rungs, with_refused))[0])
        if not readings:
            return Value(None, None, None, if_zero)
        proven, at_most = reached(start, rung_states(rungs, readings))
        return Value(
            score=Fraction(proven) if any(map(self._counts, holds)) else None,
            low=Fraction(proven),
            high=Fraction(at_most),
            if_zero=if_zero,
        )

    def _counts(self, hold: Hold) -> bool:
        """Whether the question is answered, by a value or by not knowing: as elsewhere, that counts as none."""
        position = self.frame.places.get(hold.question.id)
        if position is None:
            return False
        return self.outcomes[position].term.state in {"answered", "unknown"}

    def _readings(self, holds: Iterable[Hold], *, refused_fail: bool = False) -> Iterator[Reading]:
        """The rungs that each question of a ladder fails; of one not asked here, nothing is known."""
        for hold in holds:
            position = self.frame.places.get(hold.question.id)
            if position is None:
                yield hold, None
                continue
            term = self.outcomes[position].term
            if term.state == "answered":
                yield hold, hold.failed(self._answers[hold.question.id])
            elif term.state != "not_applicable":
                yield hold, None
            elif refused_fail and term.declared:
                yield hold, hold.worst

    def _limits(self, caps: tuple[Cap, ...]) -> Limits:
        """Which caps hold: for certain, on what is unknown, or if the worst is true of what is not answered."""
        if not caps:
            return NO_LIMIT
        lowest = dict.fromkeys(("score", "low", "high", "if_zero"), HIGHEST)
        held = []
        for rule, position in caps:
            outcome = self.outcomes[position]
            certain, state = self._holds(rule, outcome), outcome.term.state
            if certain or state == "unknown":
                held.append(_held(rule, certain=certain))
            refused = outcome.term.declared and _holds_undone(
                rule, self.frame.slots[position].question
            )
            for part, holds in (
                ("score", certain or state == "unknown"),
                ("low", certain or state in {"unknown", "unanswered"}),
                ("high", certain),
                ("if_zero", certain or state == "unknown" or refused),
            ):
                if holds:
                    lowest[part] = min(lowest[part], rule.max)
        return Limits(**lowest, held=tuple(held))

    def _holds(self, rule: CapRule, outcome: Outcome) -> bool:
        """Whether a known answer makes the cap hold."""
        if outcome.level is None:
            return False
        if rule.below is not None:
            return outcome.level < rule.below
        value = self._answers[rule.question].value
        if rule.answer is not None:
            return value == rule.answer or (isinstance(value, tuple) and rule.answer in value)
        if rule.older_than is not None:
            return value == NEVER or (isinstance(value, Fraction) and value > rule.older_than)
        return False


def _holds_undone(rule: CapRule, question: Question) -> bool:
    """Whether the cap would hold if nothing were done."""
    if rule.answer is not None:
        return question.option(rule.answer).level == 0
    return not rule.unknown


def _held(rule: CapRule, *, certain: bool) -> CapHeld:
    reason = rule.reason if certain else rule.reason_unknown or rule.reason
    return CapHeld(max=rule.max, reason=reason, question=rule.question, certain=certain)


def _weakest(totals: Mapping[str, Score]) -> str | None:
    scored = [(total.score, name) for name, total in totals.items() if total.score is not None]
    return min(scored, key=lambda one: one[0])[1] if scored else None
