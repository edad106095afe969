"""A client, and what is certified of one that was deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

__all__ = ["MAIN", "Certificate", "Client", "ErasedFile"]

MAIN = ""
"""The key of the data folder itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Client:
    """One client. ``key``: the name of its folder, drawn at random, so that an address tells no name."""

    key: str
    name: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ErasedFile:
    """A file that was deleted: its name, its size in bytes, and the SHA-256 of what it held."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """What was deleted, and when (UTC). ``held``: assessments and answers; None: the database was damaged."""

    client: Client
    at: datetime
    held: tuple[int, int] | None
    files: tuple[ErasedFile, ...]
