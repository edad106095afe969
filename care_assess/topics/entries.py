"""The entries of a register, each with its number: one more, one changed, one taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

__all__ = ["changed", "next_id", "without"]


class _Numbered(Protocol):
    @property
    def id(self) -> int: ...


_Entry = TypeVar("_Entry", bound=_Numbered)


def next_id(entries: Iterable[_Numbered]) -> int:
    """A number, from 1, that no entry has."""
    return max((one.id for one in entries), default=0) + 1


def changed(
    entries: Iterable[_Entry], name: int, change: Callable[[_Entry], _Entry]
) -> tuple[_Entry, ...]:
    """The entries, the one of that number changed; one that has gone stays gone."""
    return tuple(change(one) if one.id == name else one for one in entries)


def without(entries: Iterable[_Entry], name: int) -> tuple[_Entry, ...]:
    """The entries but the one of that number."""
    return tuple(one for one in entries if one.id != name)
