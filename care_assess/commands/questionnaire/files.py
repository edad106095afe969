"""Files that a command makes: never over one that is there."""

from __future__ import annotations

from pathlib import Path

from care_assess.commands.report import write_file
from care_assess.errors import Refused

__all__ = ["write_new"]


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, whole or not at all. Raises Refused when it is, or cannot be."""
    if path.exists():
        raise Refused("cli.author.there_already", file=str(path))
    write_file(path, data)
