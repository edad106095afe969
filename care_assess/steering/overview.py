"""A group in one campaign: its coverage, each topic with its weakest, who can help whom, and the trend.

A mean never stands without the weakest: both are fields of the same value.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from care_assess.scoring import TARGET
from care_assess.steering.model import LISTS, RULE, Figure, Member, Summary, Tree

__all__ = [
    "MOST_HELPED",
    "Coverage",
    "Help",
    "Line",
    "Overview",
    "Spread",
    "coverage_of",
    "helps",
    "overview",
    "parts_of",
]

MOST_HELPED = 2
"""Establishments that one helps in a topic, at most."""
_AHEAD = 1
"""Points by which a helper is ahead of the one it helps."""
_WHOLE = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """An establishment or, in its place, one of its sites: its share of the group's activity, its summary if any."""

    member: Member
    activity: Fraction
    summary: Summary | None

    def figure(self, topic: str) -> Figure | None:
        """Its figure in a topic; of "", the whole."""
        if self.summary is None:
            return None
        return self.summary.topics.get(topic) if topic else self.summary.overall

    def score(self, topic: str) -> Fraction | None:
        """Its score in a topic, in points."""
        figure = self.figure(topic)
        return None if figure is None else figure.score


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """The share of the combined activity that is assessed.

    ``missing``: whose summary is not there, whole or in part, and the share that lacks, the largest first.
    """

    share: Fraction
    assessed: int
    total: int
    missing: tuple[tuple[Member, Fraction], ...]

    @property
    def enough(self) -> bool:
        """Whether it reaches 66 %, the exact share compared."""
        return self.share >= RULE


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """A topic over the group; None together when nobody has a score in it.

    ``mean``: weighted by the combined activity of those that have one. ``median``: of the establishments,
    each counting once, the lower of two. ``reached``: the share of the whole activity at the target or above.
    """

    topic: str
    mean: Fraction | None
    median: Fraction | None
    weakest: tuple[Member, Fraction] | None
    best: tuple[Member, Fraction] | None
    reached: Fraction
    absent: tuple[Member, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Help:
    """``by`` is strong in a topic in which ``of`` is weak."""

    topic: str
    of: Member
    of_score: Fraction
    by: Member
    by_score: Fraction


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """A group in one campaign. ``whole``: over all topics.

    ``lines``: its establishments in the order of the tree; one that has sent no summary, but sites of which have, is
    told by its sites.
    """

    group: Member
    campaign: str
    lines: tuple[Line, ...]
    coverage: Coverage
    whole: Spread
    topics: Mapping[str, Spread]
    helps: tuple[Help, ...]

    def spread(self, topic: str) -> Spread:
        """That of a topic; of "", the whole."""
        return self.topics[topic] if topic else self.whole

    def figure(self, topic: str, member: Member) -> Figure | None:
        """That of one of its lines in a topic."""
        found = (one.figure(topic) for one in self.lines if one.member.id == member.id)
        return next(found, None)

    def ranked(self, topic: str) -> tuple[Line, ...]:
        """Its lines, the lowest score in a topic first, those without one last; at equality, by name."""
        others = (line for line in self.lines if line.score(topic) is None)
        known = (line for _, line in _in_order(topic, self.lines))
        return (*known, *sorted(others, key=lambda line: line.member.name))

    @property
    def last(self) -> tuple[str, Member, Fraction] | None:
        """The lowest score of all: its topic, whose it is, and what it is."""
        found = [
            (one.weakest[1], place, one.topic, one.weakest[0])
            for place, one in enumerate(self.topics.values())
            if one.weakest
        ]
        if not found:
            return None
        score, _, topic, member = min(found, key=lambda each: each[:2])
        return topic, member, score


def overview(tree: Tree, group: str, campaign: str, summaries: Mapping[str, Summary]) -> Overview:
    """The group of that id. ``summaries``: those of the campaign, by the id of their organisation."""
    above = tree.find(group) or tree.top
    activity = tree.activity(above.id)
    lines = tuple(
        Line(member=one, activity=activity[one.id], summary=summaries.get(one.id))
        for one in tree.assessed(above.id, summaries)
    )
    return Overview(
        group=above,
        campaign=campaign,
        lines=lines,
        coverage=coverage_of(tree, above.id, summaries),
        whole=_spread(_WHOLE, lines),
        topics={topic: _spread(topic, lines) for topic in LISTS},
        helps=tuple(helps(lines)),
    )


def parts_of(
    tree: Tree, group: str, campaign: str, summaries: Mapping[str, Summary]
) -> tuple[Overview, ...]:
    """Each GHT right under a region, in the order of the tree; nothing under anything else."""
    return tuple(
        overview(tree, one.id, campaign, summaries)
        for one in tree.under(group)
        if one.kind == "ght"
    )


def coverage_of(tree: Tree, group: str, summaries: Mapping[str, Summary]) -> Coverage:
    """How much of the combined activity of a group is assessed.

    An establishment is covered by its own summary, else by those of its sites, each for its share.
    """
    activity = tree.activity(group)
    covered = Fraction(0)
    assessed = 0
    missing: list[tuple[Member, Fraction]] = []
    establishments, below = tree.establishments(group), tree.below()
    for one in establishments:
        sites = below.get(one.id, [])
        share = (
            activity[one.id]
            if one.id in summaries
            else sum((activity[site.id] for site in sites if site.id in summaries), Fraction(0))
        )
        covered += share
        assessed += share == activity[one.id]
        if share < activity[one.id]:
            missing.append((one, activity[one.id] - share))
    missing.sort(key=lambda pair: (-pair[1], pair[0].name))
    return Coverage(
        share=covered,
        assessed=assessed,
        total=len(establishments),
        missing=tuple(missing),
    )


def helps(lines: Sequence[Line]) -> Iterator[Help]:
    """Who can help whom, topic by topic, the weakest served first.

    Below the target one may be helped; at the target or above, with a level given and a point or more ahead,
    one may help, two others at most. The strongest free one is proposed; at equality, by name.
    """
    for topic in LISTS:
        known = _in_order(topic, lines)
        strong = [
            (score, line)
            for score, line in _in_order(topic, lines, highest_first=True)
            if score >= TARGET and _sure(line, topic)
        ]
        free = (pair for pair in strong for _ in range(MOST_HELPED))
        weak = itertools.takewhile(lambda pair: pair[0] < TARGET, known)
        for (score, line), (by_score, by) in zip(weak, free, strict=False):
            if by_score < score + _AHEAD:
                break  # those that follow are stronger, and their helpers weaker
            yield Help(topic=topic, of=line.member, of_score=score, by=by.member, by_score=by_score)


def _sure(line: Line, topic: str) -> bool:
    figure = line.figure(topic)
    return figure is not None and figure.level is not None


def _spread(topic: str, lines: Sequence[Line]) -> Spread:
    known = _in_order(topic, lines)
    absent = tuple(line.member for line in lines if line.score(topic) is None)
    if not known:
        return Spread(
            topic=topic,
            mean=None,
            median=None,
            weakest=None,
            best=None,
            reached=Fraction(0),
            absent=absent,
        )
    weight = _total(line.activity for _, line in known)
    points = _total(score * line.activity for score, line in known)
    plain = _total(score for score, _ in known) / len(known)
    (lowest, weakest), (highest, best) = known[0], _in_order(topic, lines, highest_first=True)[0]
    return Spread(
        topic=topic,
        mean=points / weight if weight else plain,
        median=known[(len(known) - 1) // 2][0],
        weakest=(weakest.member, lowest),
        best=(best.member, highest),
        reached=_total(line.activity for score, line in known if score >= TARGET),
        absent=absent,
    )


def _in_order(
    topic: str, lines: Sequence[Line], *, highest_first: bool = False
) -> list[tuple[Fraction, Line]]:
    """The lines that have a score in a topic, with it, the lowest first or the highest; at equality, by name.

    Whole numbers over one denominator are compared: a region has hundreds of fractions.
    """
    known = [(score, line) for line in lines if (score := line.score(topic)) is not None]
    bottom = lcm(*(score.denominator for score, _ in known))
    sign = -1 if highest_first else 1

    def rank(one: tuple[Fraction, Line]) -> tuple[int, str]:
        score, line = one
        return sign * score.numerator * (bottom // score.denominator), line.member.name

    return sorted(known, key=rank)


def _total(values: Iterable[Fraction]) -> Fraction:
    """Their exact sum, brought to one denominator once and not at each step: a region has hundreds."""
    several = list(values)
    bottom = lcm(*(one.denominator for one in several))
    return Fraction(sum(one.numerator * (bottom // one.denominator) for one in several), bottom)
