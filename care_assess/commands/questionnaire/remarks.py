"""What an exchange lost or supplied, as lines to be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from care_assess.commands import tr

if TYPE_CHECKING:
    from care_assess.exchange.model import Remark

__all__ = ["told"]


def told(remarks: Sequence[Remark]) -> Iterator[str]:
    """A title for each kind, then a line a remark with the places it is about."""
    from care_assess.exchange.telling import places

    say = tr()
    kind = ""
    for remark in remarks:
        if remark.kind != kind:
            kind = remark.kind
            yield say(f"exchange.title.{kind}")
        where = f" ({places(remark, say)})" if remark.places else ""
        yield f"  - {say.message(remark.message)}{where}"
