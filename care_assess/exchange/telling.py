"""The places of a remark in a few words."""

from __future__ import annotations

from care_assess.exchange.model import Remark
from care_assess.text import Translator

__all__ = ["places"]

_MOST = 8


def places(remark: Remark, tr: Translator) -> str:
    """``survey!G12, survey!G14``; of many, the first ones and how many more there are."""
    shown = ", ".join(remark.places[:_MOST])
    rest = len(remark.places) - _MOST
    return tr("exchange.more_places", places=shown, n=rest) if rest > 0 else shown
