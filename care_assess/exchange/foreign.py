"""The one door to the readers: which tool a file comes from, and its questionnaire."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Literal, TypeAlias

from care_assess.errors import Refused
from care_assess.exchange.ciso_reading import is_ciso_library, read_ciso_library
from care_assess.exchange.model import Imported
from care_assess.exchange.workbook import is_workbook
from care_assess.exchange.xlsform import read_xlsform

__all__ = ["SOURCES", "Source", "read_foreign", "source_of"]

Source: TypeAlias = Literal["xlsform", "ciso-assistant"]

_Reader: TypeAlias = Callable[[str, bytes, Collection[str]], Imported]

SOURCES: Mapping[Source, _Reader] = {
    "xlsform": read_xlsform,
    "ciso-assistant": read_ciso_library,
}
"""What a file can come from → what reads it: its name as the person gave it, its bytes, prefixes taken."""


def source_of(data: bytes) -> Source | None:
    """What the bytes look like: a workbook, a library of CISO Assistant, or (None) something else."""
    if is_workbook(data):
        return "xlsform"
    return "ciso-assistant" if is_ciso_library(data) else None


def read_foreign(
    name: str, data: bytes, source: Source | None = None, taken: Collection[str] = ()
) -> Imported:
    """The questionnaire of a file; ``source`` None: told by its bytes.

    ``taken``: prefixes of question ids to choose another than, when the file names none.

    Raises ContentError with its faults when it cannot be read, Refused when nothing tells what it is.
    """
    known = source or source_of(data)
    if known is None:
        raise Refused("exchange.unknown_source", file=name)
    return SOURCES[known](name, data, taken)
