"""What the votes of one round say: how many for each level, the middle, how far apart, who differs.

Levels are compared in points, 0 to 5 and exact, whatever the scale of the questionnaire. "I don't know"
and abstentions are counted and have no level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from care_assess.questionnaire import Question
from care_assess.workshop.model import ABSTAIN, FUNCTIONS, UNKNOWN, Function, choices_of

__all__ = ["APART", "STRONG", "Ballot", "Disagreement", "Group", "Tally", "median", "tally"]

STRONG = 3
"""Points between the lowest and the highest vote from which a disagreement is strong. A proposal of ours."""
APART = 2
"""Points between the medians of two functions from which they are said to differ. A proposal of ours."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote, without its name: the function of who cast it, and the id of a choice, UNKNOWN or ABSTAIN."""

    function: Function
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """The votes of one function. ``known``: those that are a level; the rest has none without any."""

    function: Function
    cast: int
    known: int
    median: Fraction | None
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Disagreement:
    """A strong disagreement, from ``low`` to ``high`` points.

    ``below`` and ``above``: the functions whose medians are the lowest and the highest, when they are
    apart; empty: people of the same function differ. ``few``: one of these functions has a single known
    vote, so that to write it down would be to name a person.
    """

    low: Fraction
    high: Fraction
    below: tuple[Function, ...] = ()
    above: tuple[Function, ...] = ()
    few: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What one round says. ``counts``: the votes for each choice, from the lowest level up.

    ``deviation``: the mean distance from the median, in points. Without a known vote, the median, the
    lowest, the highest and the deviation are None.
    """

    counts: Mapping[str, int]
    unknown: int
    abstained: int
    median: Fraction | None
    low: Fraction | None
    high: Fraction | None
    deviation: Fraction | None
    groups: tuple[Group, ...]
    disagreement: Disagreement | None

    @property
    def known(self) -> int:
        """The votes that are a level."""
        return sum(self.counts.values())

    @property
    def lone(self) -> bool:
        """Whether a single vote is a level: to write its median down would be to write that vote down."""
        return self.known == 1

    @property
    def cast(self) -> int:
        """All votes."""
        return self.known + self.unknown + self.abstained

    @property
    def spread(self) -> Fraction | None:
        """The points between the lowest and the highest vote."""
        return None if self.low is None or self.high is None else self.high - self.low


def tally(question: Question, ballots: Sequence[Ballot]) -> Tally:
    """The tally of one round; a vote for a choice that the question does not offer is not counted."""
    points = {
        option.id: Fraction(question.level_scale.points(option.level))
        for option in choices_of(question)
    }
    cast = Counter(ballot.value for ballot in ballots)
    levels = sorted(points[ballot.value] for ballot in ballots if ballot.value in points)
    middle = median(levels)
    groups = tuple(_groups(points, ballots))
    return Tally(
        counts={name: cast[name] for name in points},
        unknown=cast[UNKNOWN],
        abstained=cast[ABSTAIN],
        median=middle,
        low=levels[0] if levels else None,
        high=levels[-1] if levels else None,
        deviation=None
        if middle is None
        else sum((abs(level - middle) for level in levels), Fraction()) / len(levels),
        groups=groups,
        disagreement=_disagreement(levels, groups),
    )


def median(ordered: Sequence[Fraction]) -> Fraction | None:
    """The middle of values in order, exact; of an even number, half-way between the two in the middle."""
    if not ordered:
        return None
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2


def _groups(points: Mapping[str, Fraction], ballots: Sequence[Ballot]) -> Iterable[Group]:
    """Each function that voted, in the order in which functions are listed."""
    counted = {*points, UNKNOWN, ABSTAIN}
    for function in FUNCTIONS:
        mine = [one.value for one in ballots if one.function == function and one.value in counted]
        levels = sorted(points[value] for value in mine if value in points)
        if mine:
            yield Group(
                function=function,
                cast=len(mine),
                known=len(levels),
                median=median(levels),
                low=levels[0] if levels else None,
                high=levels[-1] if levels else None,
            )


def _disagreement(levels: Sequence[Fraction], groups: Sequence[Group]) -> Disagreement | None:
    if not levels or levels[-1] - levels[0] < STRONG:
        return None
    low, high = levels[0], levels[-1]
    medians = {one.function: one.median for one in groups if one.median is not None}
    lowest, highest = min(medians.values()), max(medians.values())
    if highest - lowest < APART:
        return Disagreement(low=low, high=high)
    below = tuple(name for name, middle in medians.items() if middle == lowest)
    above = tuple(name for name, middle in medians.items() if middle == highest)
    few = any(one.known < 2 for one in groups if one.function in {*below, *above})
    return Disagreement(low=low, high=high, below=below, above=above, few=few)
