"""Thousands of summaries over several campaigns, as columns: floats, as everything that is many at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from care_assess.steering.model import LISTS, Summary
from care_assess.text import folded

__all__ = ["COVERAGE", "MEASURES", "Portfolio", "Row", "Seen", "portfolio_of", "vector_of"]

COVERAGE: Final = "coverage"
MEASURES: tuple[str, ...] = ("", *LISTS, COVERAGE)
"""The numbers of a vector, in order: the whole, the topics, the share of answers given. Never another order."""

_KIND: Final = "<f8"
_WIDTH: Final = len(MEASURES) * 8
_Real: TypeAlias = "npt.NDArray[np.float64]"


@dataclass(frozen=True, slots=True)
class Row:
    """A summary as it is read for the portfolio. ``vector``: see :func:`vector_of`."""

    name: str
    kind: str
    size: str
    campaign: str
    day: date
    vector: bytes
    place: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One line of a page. ``scores``: by measure, NaN for none; ``change``: of the whole since the campaign before."""

    row: Row
    scores: Sequence[float]
    change: float


@dataclass(frozen=True, slots=True)
class Portfolio:
    """All rows, and their numbers: one line a row, one column a measure. ``campaigns``: the oldest first."""

    rows: Sequence[Row]
    numbers: _Real
    campaigns: tuple[str, ...]

    @property
    def stamp(self) -> str:
        """The same for the same rows: SHA-256 of their numbers and of what else a file tells."""
        facts = "\n".join(f"{one.place} {one.campaign} {one.name} {one.day}" for one in self.rows)
        told = hashlib.sha256(self.numbers.tobytes())
        told.update(facts.encode("utf-8", "surrogatepass"))
        return told.hexdigest()

    def of(self, campaign: str, *, words: str = "", by: str = "", kind: str = "") -> list[int]:
        """The places of the rows of a campaign, the lowest of a measure first, those without one last.

        ``words``: part of a name, spaces and case telling nothing apart. ``by``: a measure.
        """
        wanted = folded(words)
        found = [
            at
            for at, row in enumerate(self.rows)
            if row.campaign == campaign
            and (not kind or row.kind == kind)
            and (not wanted or wanted in folded(row.name))
        ]
        column = self.numbers[found, MEASURES.index(by)] if found else np.empty(0)
        order = np.argsort(np.where(np.isnan(column), np.inf, column), kind="stable")
        return [found[at] for at in order]

    def seen(self, places: Sequence[int]) -> Iterator[Seen]:
        """The lines of those places, with their change since the campaign before."""
        before = self._before()
        for at in places:
            row = self.rows[at]
            earlier = before.get((row.place, row.campaign))
            whole = self.numbers[at, 0]
            change = np.nan if earlier is None else whole - self.numbers[earlier, 0]
            yield Seen(row, self.numbers[at].tolist(), float(change))

    def spread(
        self, places: Sequence[int], measure: str
    ) -> tuple[float, float, float, float, float]:
        """Least, quartiles and most of a measure; NaN together without any."""
        column = self.numbers[list(places), MEASURES.index(measure)]
        known = column[~np.isnan(column)]
        if not len(known):
            return (np.nan,) * 5
        least, first, middle, third, most = np.quantile(known, (0, 0.25, 0.5, 0.75, 1)).tolist()
        return least, first, middle, third, most

    def _before(self) -> dict[tuple[str, str], int]:
        """(establishment, campaign) → the place of its row in the campaign before that one."""
        earlier = dict(zip(self.campaigns[1:], self.campaigns, strict=False))
        at = {(row.place, row.campaign): place for place, row in enumerate(self.rows)}
        return {
            (place, campaign): at[place, earlier[campaign]]
            for place, campaign in at
            if campaign in earlier and (place, earlier[campaign]) in at
        }


def vector_of(summary: Summary) -> bytes:
    """The numbers of a summary, one a measure, as little-endian floats; NaN where there is none."""
    values: list[Fraction | None] = [summary.overall.score]
    for topic in LISTS:
        figure = summary.topics.get(topic)
        values.append(None if figure is None else figure.score)
    values.append(summary.overall.coverage)
    floats = [np.nan if one is None else float(one) for one in values]
    return np.array(floats, _KIND).tobytes()


def portfolio_of(rows: Sequence[Row]) -> Portfolio:
    """The portfolio of rows; a vector of another length than ours counts as having no number."""
    empty = np.full(len(MEASURES), np.nan, _KIND).tobytes()
    joined = b"".join(row.vector if len(row.vector) == _WIDTH else empty for row in rows)
    numbers = np.frombuffer(joined, _KIND).reshape(len(rows), len(MEASURES))
    return Portfolio(rows, numbers, _campaigns(rows))


def _campaigns(rows: Sequence[Row]) -> tuple[str, ...]:
    """Their names, by the last day of each, then by name."""
    last: dict[str, date] = {}
    for row in rows:
        last[row.campaign] = max(last.get(row.campaign, row.day), row.day)
    return tuple(sorted(last, key=lambda one: (last[one], one)))
