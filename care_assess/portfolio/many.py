"""The maturity engine over many sheets at once; the tests hold it to :mod:`care_assess.scoring`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Final

import numpy as np

from care_assess.answers import Sheet
from care_assess.portfolio.columns import (
    Columns,
    Limits,
    Portfolio,
    Tallies,
    Values,
    assembled,
    average,
    mean_of_groups,
    on_scale,
    sum_of_groups,
    weighted_mean,
    weighted_sum,
)
from care_assess.portfolio.rows import (
    ANSWERED,
    LEFT_BY_WORD,
    NOT_KNOWN,
    REFUSED,
    UNANSWERED,
    UNKNOWN,
    UNSUITED,
    Flags,
    Real,
    Rows,
    Whole,
    all_caps,
    all_holds,
    bits,
    rows_of,
)
from care_assess.questionnaire import HIGHEST, Questionnaire, Reference, Scale
from care_assess.scoring.engine import holds_undone, mark
from care_assess.scoring.frame import Branch, Cap, Domain, Frame, Members, frame_of
from care_assess.scoring.ladder import Hold

__all__ = ["score_many", "score_rows"]

BLOCK: Final = 512
"""Rows added up at a time: what is in use stays in the cache of the processor."""


def score_many(
    questionnaires: Sequence[Questionnaire], sheets: Sequence[Sheet], reference: Reference
) -> Portfolio:
    """The scores of sheets that answer the same questionnaires in the same tier.

    Raises ValueError when there is no sheet or when their tiers differ.
    """
    tiers = {sheet.tier for sheet in sheets}
    if len(tiers) != 1:
        raise ValueError("sheets of one tier are needed")
    frame = frame_of(questionnaires, tiers.pop())
    return score_rows(
        frame, rows_of(frame, [mark(questionnaires, one, reference) for one in sheets])
    )


def score_rows(frame: Frame, rows: Rows) -> Portfolio:
    """The scores of rows of ``frame``."""
    return _Scorer(frame, rows).scores()


class _Scorer:
    """Rows being scored on their frame."""

    def __init__(self, frame: Frame, rows: Rows) -> None:
        self._frame = frame
        self._rows = rows
        self._groups = {members: n for n, members in enumerate(_groups(frame))}
        self._sums = _sums(frame, rows, tuple(self._groups))
        self._climbers = {one.question.id: n for n, one in enumerate(all_holds(frame))}
        self._capped = {cap: n for n, cap in enumerate(all_caps(frame))}

    def scores(self) -> Portfolio:
        """All scores."""
        sections: dict[tuple[str, str], Columns] = {}
        totals: dict[str, Columns] = {}
        for domain in self._frame.domains:
            totals[domain.questionnaire.id] = self._domain(domain, sections)
        scales = {one.questionnaire.id: one.questionnaire.scale for one in self._frame.domains}
        return Portfolio(
            overall=self._overall(totals),
            domains={name: on_scale(one, scales[name]) for name, one in totals.items()},
            sections={place: on_scale(one, scales[place[0]]) for place, one in sections.items()},
            topics={
                topic: self._of_all(members, self._frame.topic_caps[topic])
                for topic, members in self._frame.topics.items()
            },
            axes={axis: self._of_all(members) for axis, members in self._frame.axes.items()},
            ladders=dict(self._ladders()),
            weakest=_weakest([one.score for one in totals.values()], len(self._rows)),
        )

    def _overall(self, totals: Mapping[str, Columns]) -> Columns:
        """The weighted mean of the domains in points, each already under its caps."""
        weights = [float(domain.questionnaire.weight) for domain in self._frame.domains]
        parts = list(zip(weights, totals.values(), strict=True))
        uncapped = average([(weight, one.uncapped) for weight, one in parts])
        everyone = self._tally(tuple(range(len(self._frame.slots))))
        return assembled(everyone, mean_of_groups(parts), uncapped=uncapped)

    def _domain(self, domain: Domain, sections: dict[tuple[str, str], Columns]) -> Columns:
        """The scores of one questionnaire in points; those of its sections go into ``sections``."""
        name, scale = domain.questionnaire.id, domain.questionnaire.scale

        def branch(one: Branch, caps: tuple[Cap, ...] = ()) -> Columns:
            parts = [(float(part.weight), branch(part)) for part in one.parts]
            sections.update(
                {(name, part.id): made for part, (_, made) in zip(one.parts, parts, strict=True)}
            )
            limits = self._limits(caps) if caps else None
            return assembled(self._tally(one.members), self._made(one, scale, parts), limits)

        return branch(domain.root, domain.caps)

    def _made(self, branch: Branch, scale: Scale, parts: Sequence[tuple[float, Columns]]) -> Values:
        """The scores of a branch before its caps. Without groups, theirs is that of the questions."""
        method = branch.scoring.method
        if parts and method == "mean_of_groups":
            return mean_of_groups(parts)
        if parts and method == "sum_of_groups":
            return sum_of_groups(parts, float(scale.span))
        if method == "ladder":
            return self._climbed(branch, scale)
        if method in {"sum", "sum_of_groups"}:
            return weighted_sum(self._tally(branch.members), float(scale.span * self._frame.unit))
        return weighted_mean(self._tally(branch.members))

    def _of_all(self, members: Members, caps: tuple[Cap, ...] = ()) -> Columns:
        """The weighted mean of questions, of whatever questionnaires."""
        tally = self._tally(members)
        return assembled(tally, weighted_mean(tally), self._limits(caps) if caps else None)

    def _tally(self, members: Members) -> Tallies:
        at = self._groups[members]
        return Tallies(**{name: total[at] for name, total in self._sums.items()})

    def _climbed(self, branch: Branch, scale: Scale) -> Values:
        """A ladder as scores: what is proven, and at most what is possible."""
        failed = self._failed(branch.holds)
        start, rungs = branch.scoring.start, branch.scoring.rungs
        points = np.array([float(scale.points(start + n)) for n in range(len(rungs) + 1)])
        proven, at_most = (points[reached] for reached in _reached(rungs, branch.holds, failed))
        worst = np.array([bits(hold.worst) for hold in branch.holds], np.int64)
        undone = np.where(failed == LEFT_BY_WORD, worst, failed)
        if_zero = points[_reached(rungs, branch.holds, undone)[0]]
        concerned = (failed >= NOT_KNOWN).any(axis=1)
        return Values(
            np.where(concerned & self._counts(branch.holds), proven, np.nan),
            np.where(concerned, proven, np.nan),
            np.where(concerned, at_most, np.nan),
            np.where((failed == LEFT_BY_WORD).any(axis=1), if_zero, np.nan),
        )

    def _counts(self, holds: Sequence[Hold]) -> Flags:
        """Whether one of those questions is answered, or not known where that counts as the lowest level."""
        places = self._frame.places
        found = np.zeros(len(self._rows), np.bool_)
        for position in (places[one.question.id] for one in holds if one.question.id in places):
            state = self._rows.states[:, position]
            found |= state == ANSWERED
            if self._frame.slots[position].unknown.tally.unknown_weight:
                found |= state == UNKNOWN
        return found

    def _failed(self, holds: Sequence[Hold]) -> Whole:
        return self._rows.failed[:, [self._climbers[hold.question.id] for hold in holds]]

    def _ladders(self) -> Iterator[tuple[tuple[str, str], tuple[Real, Real]]]:
        for domain in self._frame.domains:
            holds = domain.root.holds
            failed = self._failed(holds)
            assessed = (failed >= 0).any(axis=1)
            for ladder in domain.questionnaire.ladders:
                proven, at_most = _reached(ladder.rungs, holds, failed)
                yield (
                    (domain.questionnaire.id, ladder.id),
                    (
                        np.where(assessed, ladder.start + proven, np.nan),
                        np.where(assessed, ladder.start + at_most, np.nan),
                    ),
                )

    def _limits(self, caps: tuple[Cap, ...]) -> Limits:
        """The caps that hold: for certain, on what is unknown, or if the worst is true of what is not answered."""
        score, low, high, if_zero = (np.full(len(self._rows), float(HIGHEST)) for _ in range(4))
        for rule, position in caps:
            certain = self._rows.certain[:, self._capped[rule, position]]
            state, most = self._rows.states[:, position], float(rule.max)
            unknown = certain | (state == UNKNOWN)
            undone = holds_undone(rule, self._frame.slots[position].question)
            _lower(score, unknown, most)
            _lower(low, unknown | (state == UNANSWERED), most)
            _lower(high, certain, most)
            _lower(if_zero, unknown | ((state == REFUSED) & undone), most)
        return Limits(score, low, high, if_zero)


def _groups(frame: Frame) -> Iterator[Members]:
    """Every set of questions that has a score, each once."""

    def below(branch: Branch) -> Iterator[Members]:
        yield branch.members
        for part in branch.parts:
            yield from below(part)

    every = [tuple(range(len(frame.slots))), *frame.topics.values(), *frame.axes.values()]
    for domain in frame.domains:
        every += below(domain.root)
    yield from dict.fromkeys(every)


def _sums(frame: Frame, rows: Rows, groups: Sequence[Members]) -> Mapping[str, Real]:
    """What adds up in each group: field of a tally → (groups, n)."""
    of = np.zeros((len(groups), len(frame.slots)))
    for at, members in enumerate(groups):
        of[at, list(members)] = 1
    weights = _Weights(frame)
    sums = {field.name: np.empty((len(groups), len(rows))) for field in fields(Tallies)}
    for start in range(0, len(rows), BLOCK):
        part = slice(start, start + BLOCK)
        for name, brought in weights.brought(
            rows.states[part], rows.points[part], rows.shown[part]
        ):
            sums[name][:, part] = of @ brought.T
    return sums


class _Weights:
    """What the questions of a frame weigh, and what their policies make of what is no level."""

    def __init__(self, frame: Frame) -> None:
        slots = frame.slots
        anchors = [np.nan if slot.anchor is None else float(slot.anchor) for slot in slots]
        anchored = ~np.isnan(anchors)
        zero = np.array([bool(slot.unknown.tally.unknown_weight) for slot in slots], np.bool_)
        self._weight = np.array([slot.weight for slot in slots], float)
        self._granted = self._weight * np.nan_to_num(anchors)
        self._by_target, self._refused = self._weight * anchored, self._weight * ~anchored
        self._unknown, self._missing = self._weight * zero, self._weight * ~zero

    def brought(self, state: Whole, points: Real, shown: Flags) -> Iterator[tuple[str, Real]]:
        """What each question adds to each field of a tally: (n, q)."""
        answered, refused = (state == ANSWERED).astype(float), (state == REFUSED).astype(float)
        unknown, unanswered = (state == UNKNOWN).astype(float), (state == UNANSWERED).astype(float)
        granted = refused * self._granted
        weight = answered * self._weight
        yield "answered", answered
        yield "unknown", unknown
        yield "unanswered", unanswered
        yield "not_applicable", refused + (state == UNSUITED)
        yield "known_weight", weight + refused * self._by_target
        yield "unknown_weight", unknown * self._unknown
        yield "missing_weight", unanswered * self._weight + unknown * self._missing
        yield "refused_weight", refused * self._refused
        yield "shown_weight", weight * shown
        yield "points", weight * points + granted
        yield "granted", granted


def _reached(rungs: Sequence[int], holds: Sequence[Hold], failed: Whole) -> tuple[Whole, Whole]:
    """How many consecutive rungs are passed for certain, and at most."""
    concerned = np.array([bits(hold.concerned) for hold in holds], np.int64)
    open_rungs = np.where(failed == NOT_KNOWN, concerned, 0)
    lost = np.bitwise_or.reduce(np.maximum(failed, 0), axis=1, initial=0)
    missing = np.bitwise_or.reduce(open_rungs, axis=1, initial=0)
    proven = at_most = np.zeros(len(failed), np.int64)
    sure = maybe = np.ones(len(failed), np.bool_)
    for rung in rungs:
        fails, lacks = lost >> rung & 1 == 1, missing >> rung & 1 == 1
        maybe = maybe & ~fails
        sure = sure & ~fails & ~lacks
        proven, at_most = proven + sure, at_most + maybe
    return proven, at_most


def _lower(limit: Real, where: Flags, most: float) -> None:
    limit[where] = np.minimum(limit[where], most)


def _weakest(totals: Sequence[Real], n: int) -> Whole:
    """The position of the lowest score, the first at equality; -1 where there is none."""
    if not totals:
        return np.full(n, -1, np.int64)
    table = np.where(np.isnan(totals), np.inf, totals)
    return np.where(np.isinf(table).all(axis=0), -1, table.argmin(axis=0)).astype(np.int64)
