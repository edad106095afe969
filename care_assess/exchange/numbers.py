"""A number of an XLSForm: scored when its columns say how, a text to be noted otherwise."""

from __future__ import annotations

import re
from decimal import Decimal

from care_assess.exchange.drafting import Drafted, DraftedAnswer, exact
from care_assess.exchange.model import Remarks
from care_assess.exchange.survey import Entry, Faults, number_of
from care_assess.exchange.texts import Words
from care_assess.questionnaire.model import Scale
from care_assess.text import LANGUAGES, Lang, translator

__all__ = ["drafted_number"]

_BOUND = r"\.\s*(>=|<=)\s*(-?\d{1,15}(?:\.\d{1,6})?)"
_BETWEEN = re.compile(rf"\s*{_BOUND}\s+and\s+{_BOUND}\s*")
_CUTS = 5
_MOST_DECIMALS = 6


def drafted_number(
    drafted: Drafted, entry: Entry, scale: Scale, faults: Faults, remarks: Remarks
) -> None:
    """Give a number its bounds, cuts and words; without bounds it becomes a text, which is not scored.

    Without ``cuts`` its level follows it from one bound to the other.
    """
    row = entry.row
    bounds = _bounds(row["constraint"])
    if not (row["better"] and bounds) or (row["cuts"] and not scale.plain):
        drafted.type = "information"
        remarks.lost(drafted.place, "exchange.lost.no_cuts")
        return
    better = row["better"].lower()
    if better not in ("lower", "higher"):
        faults.add(row, "better", "exchange.xlsform.better", found=row["better"])
        return
    drafted.values |= {
        "unit": row["unit"] or "count",
        "min": exact(bounds[0]),
        "max": exact(bounds[1]),
        "decimals": 0,
        "better": better,
        "cuts": "linear",
    }
    if row["cuts"]:
        _set_cuts(drafted, entry, faults, remarks)
    if entry.type == "decimal":
        known = [Decimal(cut) for cut in _cuts(drafted)]
        drafted.values["decimals"] = max(map(_decimals, (*known, *bounds, Decimal("0.1"))))


def _cuts(drafted: Drafted) -> list[int | Decimal]:
    cuts = drafted.values["cuts"]
    return list(cuts.values()) if isinstance(cuts, dict) else []


def _set_cuts(drafted: Drafted, entry: Entry, faults: Faults, remarks: Remarks) -> None:
    """Five cuts, one a level, and the words of the six bands between them."""
    row = entry.row
    cuts = [number_of(word) for word in row["cuts"].replace(";", " ").split()]
    known = [cut for cut in cuts if cut is not None]
    if len(known) != _CUTS or len(cuts) != _CUTS:
        faults.add(row, "cuts", "exchange.xlsform.cuts", found=row["cuts"])
        return
    better = drafted.values["better"]
    drafted.values["cuts"] = {str(level): exact(cut) for level, cut in enumerate(known, 1)}
    drafted.answers = tuple(
        DraftedAnswer(id=str(level), words=_band(level, known, better))
        for level in range(_CUTS + 1)
    )
    remarks.assumed(row.place("cuts"), "exchange.assumed.bands")


def _bounds(constraint: str) -> tuple[Decimal, Decimal] | None:
    """``. >= 0 and . <= 120``, in either order."""
    found = _BETWEEN.fullmatch(constraint)
    if not found or found[1] == found[3]:
        return None
    numbers = {found[1]: Decimal(found[2]), found[3]: Decimal(found[4])}
    return numbers[">="], numbers["<="]


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return min(max(-exponent, 0), _MOST_DECIMALS) if isinstance(exponent, int) else 0


def _band(level: int, cuts: list[Decimal], better: str) -> Words:
    """What numbers of that level are, in words: from its own cut to that of the level above."""
    own = cuts[level - 1] if level else None
    above = cuts[level] if level < _CUTS else None
    return {lang: _band_in(lang, better, own, above) for lang in LANGUAGES}


def _band_in(lang: Lang, better: str, own: Decimal | None, above: Decimal | None) -> str:
    say = translator(lang)
    written = {
        name: say.number(cut, _decimals(cut))
        for name, cut in (("own", own), ("above", above))
        if cut is not None
    }
    key = "between" if len(written) == 2 else "last" if own is not None else "first"
    return say(f"exchange.band.{better}.{key}", **written)
