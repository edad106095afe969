"""The entries of a register, each with its number: one more, one changed, one taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from care_assess.text import folded

__all__ = ["changed", "namesakes", "next_id", "without"]


class _Numbered(Protocol):
    @property
    def id(self) -> int: ...


class _Named(_Numbered, Protocol):
    @property
    def name(self) -> str: ...


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


def namesakes(entries: Iterable[_Named]) -> frozenset[int]:
    """The numbers of the entries whose name, whatever its spaces and case, is that of another."""
    found: dict[str, list[int]] = {}
    for one in entries:
        if one.name:
            found.setdefault(folded(one.name), []).append(one.id)
    return frozenset(number for same in found.values() if len(same) > 1 for number in same)
