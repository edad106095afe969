"""The scoring contract: one sheet in, every score out, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from care_assess.answers import CLEARED, NEVER, Answer, Sheet, unsuited
from care_assess.questionnaire import (
    HIGHEST,
    CapRule,
    Level,
    Question,
    QuestionId,
    Questionnaire,
    Reference,
    Scale,
    Scoring,
)
from care_assess.scoring.frame import (
    Branch,
    Cap,
    Domain,
    Frame,
    Members,
    Outcome,
    Tally,
    frame_of,
)
from care_assess.scoring.ladder import Attempt, Hold, climb, reached, rung_states
from care_assess.scoring.model import CapHeld, DomainScore, LadderResult, Score, Scores, Term
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
    on_scale,
    sum_of_groups,
    weighted_mean,
    weighted_sum,
)

__all__ = ["Marking", "holds_undone", "mark", "score"]

_BEST = Answer(kind="value")
"""The best answer, whatever it is: it fails no rung and holds no cap but by its level."""


def score(questionnaires: Sequence[Questionnaire], sheet: Sheet, reference: Reference) -> Scores:
    """Every score of the sheet: domains, sections, ladders, topics, axes and the whole."""
    return mark(questionnaires, sheet, reference).scores()


def mark(questionnaires: Sequence[Questionnaire], sheet: Sheet, reference: Reference) -> Marking:
    """What each answer of the sheet brings, ready to be made into scores."""
    frame = frame_of(questionnaires, sheet.tier)
    answers, slots = sheet.answers, frame.slots
    outcomes = [slot.outcome(answers.get(slot.id, CLEARED)) for slot in slots]
    conditional = {slots[position].id: position for position in frame.conditional}
    for name in unsuited(frame.asked, conditional, sheet, reference):
        position = conditional[name]
        outcomes[position] = slots[position].unsuited
    return Marking(frame, outcomes, answers)


def holds_undone(rule: CapRule, question: Question) -> bool:
    """Whether the cap would hold if nothing were done about its question."""
    if rule.answer is not None:
        return question.option(rule.answer).level == question.level_scale.minimum
    return not rule.unknown


class Marking:
    """One sheet being scored: the outcome of every question of the frame, in its order."""

    def __init__(
        self, frame: Frame, outcomes: list[Outcome], answers: Mapping[QuestionId, Answer]
    ) -> None:
        self.frame = frame
        self.outcomes = outcomes
        self._answers = answers
        self._tallies = [outcome.tally for outcome in outcomes]
        self._parts = [outcome.term for outcome in outcomes]

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
        totals: dict[str, Score] = {}
        for domain in self.frame.domains:
            total, tally, scored = self._domain(domain)
            tallies.append(tally)
            domains[domain.questionnaire.id] = scored
            totals[domain.questionnaire.id] = total
        return Scores(
            overall=self._overall(totals, added(tallies)),
            domains=domains,
            topics={topic: self.topic(topic) for topic in self.frame.topics},
            axes={axis: self._of_all(members) for axis, members in self.frame.axes.items()},
            weakest=_weakest(totals),
        )

    def total(self, domain: Domain) -> Score:
        """The score of one questionnaire, under its caps."""
        root, scale = domain.root, domain.questionnaire.scale
        parts = root.parts if _of_parts(root) else ()
        scores = [self._branch(part, scale, {})[0] for part in parts]
        tally = self._tally(root.members)
        return on_scale(self._made(root, scale, scores, tally, domain.caps), scale)

    def means(self, domain: Domain) -> tuple[Score, Score]:
        """The mean of one questionnaire without its caps and under them, whatever its own method."""
        root, scale = domain.root, domain.questionnaire.scale
        if root.scoring.method != "mean_of_groups":
            root = replace(root, scoring=Scoring())
        below = [self._branch(part, scale, {}) for part in root.parts]
        tally, scores = added([one for _, one in below]), [one for one, _ in below]
        mean = self._made(root, scale, scores, tally)
        capped = self._made(root, scale, scores, tally, domain.caps)
        return on_scale(mean, scale), on_scale(capped, scale)

    def ladders(self, domain: Domain) -> tuple[LadderResult, ...]:
        """The ladders of one questionnaire, and the one it is scored by, which has its id."""
        attempts = tuple(self.attempts(domain.root.holds))
        found = [(one.id, one.start, one.rungs) for one in domain.questionnaire.ladders]
        scoring = domain.root.scoring
        if scoring.method == "ladder":
            found.append((domain.questionnaire.id, scoring.start, scoring.rungs))
        return tuple(climb(name, start, rungs, attempts) for name, start, rungs in found)

    def topic(self, topic: str) -> Score:
        """The weighted mean of the questions that carry the topic, under its caps."""
        return self._of_all(self.frame.topics[topic], self.frame.topic_caps[topic])

    def mean_of(self, totals: Mapping[str, Score]) -> Fraction | None:
        """The score of the whole, with those scores of its domains."""
        domains = (domain.questionnaire for domain in self.frame.domains)
        return average((one.weight, totals[one.id].normalised) for one in domains)

    def attempts(self, holds: Iterable[Hold], *, refused_fail: bool = False) -> Iterator[Attempt]:
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

    def certain(self, cap: Cap) -> bool:
        """Whether a known answer makes the cap hold."""
        rule, position = cap
        points = self.outcomes[position].points
        if points is None:
            return False
        if rule.below is not None:
            return points < rule.below
        value = self._answers[rule.question].value
        if rule.answer is not None:
            return value == rule.answer or (isinstance(value, tuple) and rule.answer in value)
        if rule.older_than is not None:
            return value == NEVER or (isinstance(value, Fraction) and value > rule.older_than)
        return False

    def _overall(self, totals: Mapping[str, Score], tally: Tally) -> Score:
        """The weighted mean of the domains in points, each already under its caps."""
        domains = (domain.questionnaire for domain in self.frame.domains)
        parts: list[Part] = [(one.weight, one.id, totals[one.id]) for one in domains]
        uncapped = average((weight, one.uncapped) for weight, _, one in parts)
        value, terms = mean_of_groups(parts), as_terms(parts)
        return assembled(tally, value, "mean_of_groups", terms, uncapped=uncapped)

    def _domain(self, domain: Domain) -> tuple[Score, Tally, DomainScore]:
        """The score of one questionnaire in points, what it adds to the whole, and all its scores."""
        root, scale = domain.root, domain.questionnaire.scale
        inside: dict[str, dict[str, Score]] = {}
        below = [self._branch(part, scale, inside) for part in root.parts]
        tally = added([one for _, one in below])
        total = self._made(root, scale, [one for one, _ in below], tally, domain.caps)
        ladders = domain.questionnaire.ladders
        attempts = tuple(self.attempts(root.holds)) if ladders else ()
        scored = DomainScore(
            total=on_scale(total, scale),
            sections=_named(root.parts, [on_scale(one, scale) for one, _ in below]),
            ladders={one.id: climb(one.id, one.start, one.rungs, attempts) for one in ladders},
            groups=inside,
        )
        return total, tally, scored

    def _branch(
        self, branch: Branch, scale: Scale, inside: dict[str, dict[str, Score]]
    ) -> tuple[Score, Tally]:
        """The score of a section or a group in points; those of its own groups go into ``inside``."""
        below = [self._branch(part, scale, inside) for part in branch.parts]
        scores = [one for one, _ in below]
        if scores:
            tally = added([one for _, one in below])
            inside[branch.id] = _named(branch.parts, [on_scale(one, scale) for one in scores])
        else:
            tally = self._tally(branch.members)
        return self._made(branch, scale, scores, tally), tally

    def _made(
        self,
        branch: Branch,
        scale: Scale,
        scores: Sequence[Score],
        tally: Tally,
        caps: tuple[Cap, ...] = (),
    ) -> Score:
        """The score of a branch in points. A mean or a sum of groups that has none is that of its questions."""
        method, limits = branch.scoring.method, self._limits(caps)
        if scores and _of_parts(branch):
            pairs = zip(branch.parts, scores, strict=True)
            parts: list[Part] = [(one.weight, one.id, score) for one, score in pairs]
            total = method == "sum_of_groups"
            value = sum_of_groups(parts, scale.span) if total else mean_of_groups(parts)
            return assembled(tally, value, method, as_terms(parts), limits=limits)
        if method == "ladder":
            value = self._climbed(branch.scoring, scale, branch.holds)
        elif method in {"sum", "sum_of_groups"}:
            value = weighted_sum(tally, self.frame.unit, scale.span)
        else:
            value = weighted_mean(tally)
        return assembled(tally, value, method, self._terms(branch.members), limits=limits)

    def _of_all(self, members: Members, caps: tuple[Cap, ...] = ()) -> Score:
        """The weighted mean of questions, of whatever questionnaires."""
        tally = self._tally(members)
        terms, limits = self._terms(members), self._limits(caps)
        return assembled(tally, weighted_mean(tally), "weighted_mean", terms, limits=limits)

    def _terms(self, members: Members) -> tuple[Term, ...]:
        return tuple(map(self._parts.__getitem__, members))

    def _tally(self, members: Members) -> Tally:
        return added(tuple(map(self._tallies.__getitem__, members)))

    def _climbed(self, scoring: Scoring, scale: Scale, holds: tuple[Hold, ...]) -> Value:
        """A ladder as a score: what is proven, and at most what is possible."""
        start, rungs = scoring.start, scoring.rungs
        attempts = tuple(self.attempts(holds))
        with_refused = tuple(self.attempts(holds, refused_fail=True))
        if_zero = None
        if len(with_refused) > len(attempts):
            level, _ = reached(start, rung_states(rungs, with_refused))
            if_zero = Fraction(scale.points(level))
        if not attempts:
            return Value(None, None, None, if_zero)
        proven, at_most = (
            Fraction(scale.points(level)) for level in reached(start, rung_states(rungs, attempts))
        )
        counts = any(map(self._counts, holds))
        return Value(score=proven if counts else None, low=proven, high=at_most, if_zero=if_zero)

    def _counts(self, hold: Hold) -> bool:
        """Whether the question is answered, or not known where that counts as the lowest level."""
        position = self.frame.places.get(hold.question.id)
        if position is None:
            return False
        term = self.outcomes[position].term
        return term.state in {"answered", "unknown"} and term.level is not None

    def _limits(self, caps: tuple[Cap, ...]) -> Limits:
        """Which caps hold: for certain, on what is unknown, or if the worst is true of what is not answered."""
        if not caps:
            return NO_LIMIT
        lowest: dict[str, Level] = dict.fromkeys(("score", "low", "high", "if_zero"), HIGHEST)
        held = []
        for cap in caps:
            rule, position = cap
            term = self.outcomes[position].term
            certain, state = self.certain(cap), term.state
            if certain or state == "unknown":
                held.append(_held(rule, certain=certain))
            refused = term.declared and holds_undone(rule, self.frame.slots[position].question)
            for part, holds in (
                ("score", certain or state == "unknown"),
                ("low", certain or state in {"unknown", "unanswered"}),
                ("high", certain),
                ("if_zero", certain or state == "unknown" or refused),
            ):
                if holds:
                    lowest[part] = min(lowest[part], rule.max)
        return Limits(**lowest, held=tuple(held))


def _of_parts(branch: Branch) -> bool:
    """Whether a branch is scored from the scores of its parts."""
    return branch.scoring.method in {"mean_of_groups", "sum_of_groups"}


def _named(parts: Sequence[Branch], scores: Sequence[Score]) -> dict[str, Score]:
    return {part.id: one for part, one in zip(parts, scores, strict=True)}


def _held(rule: CapRule, *, certain: bool) -> CapHeld:
    reason = rule.reason if certain else rule.reason_unknown or rule.reason
    return CapHeld(max=rule.max, reason=reason, question=rule.question, certain=certain)


def _weakest(totals: Mapping[str, Score]) -> str | None:
    scored = [(total.score, name) for name, total in totals.items() if total.score is not None]
    return min(scored, key=lambda one: one[0])[1] if scored else None
