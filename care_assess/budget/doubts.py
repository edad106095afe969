"""What looks odd in the figures of an entry: asked for confirmation, never corrected, never refused.

Each rule yields the doubts it finds. The bounds are our proposal: they say what to look at again, not what
a share should be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import TypeAlias

from care_assess.budget.model import Entry, Line
from care_assess.budget.ratios import Ratio, RatioId, ratios

__all__ = ["Doubt", "doubts", "doubts_among", "doubts_between"]

_USUAL = (Fraction(2, 1000), Fraction(15, 100))
_BOUNDS: dict[RatioId, tuple[Fraction, Fraction]] = {
    "r1": _USUAL, "r2": _USUAL, "r3": _USUAL, "r6": _USUAL,
    "r4": (Fraction(0), Fraction(25, 100)),
}  # fmt: skip
_MIXED: tuple[RatioId, ...] = ("r1", "r2", "r3")
"""Those whose two sides are entered apart: one may be in thousands of euros."""
_SLIP = 1000
_SLIPPED = (Fraction(500), Fraction(2000))
"""Between two years of one establishment, a factor that is thousands taken for units."""
_LEAST_TOTAL = 100_000_000  # cents: a million euros
_LEAST_CYBER = Fraction(1, 100)


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """Something to look at again. ``rule``: which; ``about``: a ratio or a term; ``share``, ``cents``, ``count``: how much.

    ``asks``: it is to be confirmed; the others are said only.
    """

    rule: str
    entity: str
    year: int
    about: str = ""
    share: Fraction | None = None
    cents: Fraction | None = None
    count: int = 0
    asks: bool = True

    @property
    def key(self) -> str:
        """What a confirmation is kept under: other figures ask again."""
        seen = (self.rule, self.about, self.entity, self.year, self.share, self.cents, self.count)
        return "|".join(map(str, seen))


_Doubting: TypeAlias = Callable[..., Doubt]


def doubts(entry: Entry, *, annexes: bool, closed: int | None = None) -> tuple[Doubt, ...]:
    """Everything that looks odd in one entry: what is to be confirmed first.

    ``closed``: the last year whose accounts may be closed; None: not known.
    """
    doubt = _doubting(entry)
    all_of_them = (
        *_not_closed(entry, doubt, closed),
        *_small_total(entry, doubt),
        *_odd_shares(entry, doubt, annexes=annexes),
        *_parts_above_the_whole(entry, doubt),
        *_cyber_shares(entry, doubt),
        *_said_only(entry, doubt, annexes=annexes),
    )
    return tuple(sorted(all_of_them, key=lambda one: not one.asks))


def doubts_between(entries: Sequence[Entry], *, annexes: bool) -> tuple[Doubt, ...]:
    """What looks odd from one year to the next of one establishment; ``entries``: by year."""
    return tuple(
        doubt
        for former, latter in pairwise(entries)
        for doubt in _from_year_to_year(former, latter, annexes=annexes)
    )


def _not_closed(entry: Entry, doubt: _Doubting, closed: int | None) -> Iterator[Doubt]:
    """Accounts said to be closed of a year that is not over; of an empty entry, nothing is said yet."""
    begun = entry.operating is not None or bool(entry.lines)
    if begun and closed is not None and entry.basis == "closed" and entry.year > closed:
        yield doubt(rule="not_closed")


def doubts_among(members: Sequence[Entry]) -> tuple[Doubt, ...]:
    """What looks odd between the members of a group for one year: some closed, some forecast."""
    begun = [one for one in members if one.operating is not None or one.lines]
    if len({one.basis for one in begun}) < 2:
        return ()
    forecast = [one for one in begun if one.basis == "forecast"]
    return tuple(_doubting(one)(rule="mixed_members", asks=False) for one in forecast)


def _small_total(entry: Entry, doubt: _Doubting) -> Iterator[Doubt]:
    """Operating charges too small to be in euros."""
    if entry.operating is not None and 0 < entry.operating < _LEAST_TOTAL:
        yield doubt(rule="small_total", cents=Fraction(entry.operating))


def _odd_shares(entry: Entry, doubt: _Doubting, *, annexes: bool) -> Iterator[Doubt]:
    for one in ratios(entry, annexes=annexes):
        rule = None if one.value is None else _odd(one, one.value)
        if rule:
            yield doubt(rule=rule, about=one.id, share=one.value)


def _odd(ratio: Ratio, share: Fraction) -> str | None:
    """What is odd with a share; thousands for euros first, as they explain the rest."""
    if ratio.net:
        return "paid_more" if share < 0 else None
    low, high = _BOUNDS.get(ratio.id, (Fraction(0), Fraction(1)))
    if low <= share <= high:
        return None
    if ratio.id in _MIXED and any(low <= one <= high for one in (share / _SLIP, share * _SLIP)):
        return "thousands"
    if share > 1:
        return "above_whole"
    return "low_share" if share < low else "high_share"


def _parts_above_the_whole(entry: Entry, doubt: _Doubting) -> Iterator[Doubt]:
    pairs = (
        ("amortisation", entry.amortisation, entry.operating),
        ("annex_amortisation", entry.annex_amortisation, entry.annex_operating),
    )
    for name, part, whole in pairs:
        if part is not None and whole is not None and part > whole:
            yield doubt(rule="part_above", about=name, cents=Fraction(part))


def _cyber_shares(entry: Entry, doubt: _Doubting) -> Iterator[Doubt]:
    """A percentage written as a fraction: 0,05 for 5 %."""
    for one in _counted(entry):
        if one.cyber is not None and 0 < one.cyber < _LEAST_CYBER:
            yield doubt(rule="fraction", about=one.label or one.kind, share=one.cyber)


def _said_only(entry: Entry, doubt: _Doubting, *, annexes: bool) -> Iterator[Doubt]:
    if entry.basis == "forecast":
        yield doubt(rule="forecast", asks=False)
    lines = _counted(entry)
    tagged = any(one.cyber is not None for one in lines)
    groups = {
        "untagged": [
            one
            for one in lines
            if tagged and one.cyber is None and one.cents and one.kind != "amortisation"
        ],
        "left_out": [one for one in entry.lines if one.left_out],
        "annex_out": [one for one in lines if one.annex and not annexes],
    }
    for rule, found in groups.items():
        if found:
            cents = Fraction(sum(one.cents for one in found))
            yield doubt(rule=rule, cents=cents, count=len(found), asks=False)


def _from_year_to_year(former: Entry, latter: Entry, *, annexes: bool) -> Iterator[Doubt]:
    doubt = _doubting(latter)
    if former.basis != latter.basis:
        yield doubt(rule="mixed", asks=False)
    before = {one.id: one for one in ratios(former, annexes=annexes) if not one.net}
    for one in ratios(latter, annexes=annexes):
        if one.net or one.id not in ("r1", "r2"):
            continue
        for name, now, then in (
            (f"{one.id}_top", one.top.value, before[one.id].top.value),
            (f"{one.id}_bottom", one.bottom.value, before[one.id].bottom.value),
        ):
            if now and then and _SLIPPED[0] <= max(now / then, then / now) <= _SLIPPED[1]:
                yield doubt(rule="year_slip", about=name, cents=now)


def _counted(entry: Entry) -> list[Line]:
    return [one for one in entry.lines if not one.left_out]


def _doubting(entry: Entry) -> _Doubting:
    """Doubts of that entry."""
    return partial(Doubt, entity=entry.entity, year=entry.year)
