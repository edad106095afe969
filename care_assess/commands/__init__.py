"""One module a command, each with ``add(subparsers)`` (its options) and ``run(args) -> exit code``.

``add`` puts the parser of the command into ``subparsers``; ``run`` does the work and prints.
Heavy imports belong inside ``run``: ``care-assess --help`` must answer at once. Both may ask ``tr()``
for the sentences in the reader's language. A CareError may be left to :func:`care_assess.cli.main`.
"""

from __future__ import annotations

import argparse
from contextvars import ContextVar
from typing import TypeAlias

from care_assess.text import Lang, Translator, translator

__all__ = [
    "LANG_VARIABLE",
    "READER",
    "ROOM_ADDRESS_VARIABLE",
    "ROOM_SECRET_VARIABLE",
    "Subparsers",
    "tr",
]

LANG_VARIABLE = "CARE_LANG"
ROOM_ADDRESS_VARIABLE = "CARE_ROOM_ADDRESS"
ROOM_SECRET_VARIABLE = "CARE_ROOM_SECRET"  # noqa: S105  the name of one
"""Where the machines of a room find the server, and what lets them see more than the page to join."""

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001

READER: ContextVar[Lang] = ContextVar("READER", default="fr")


def tr() -> Translator:
    """The translator of the person at the command line."""
    return translator(READER.get())
