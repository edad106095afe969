"""What comes out of an exchange: a document, and an honest list of what could not be carried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from care_assess.errors import ContentError, Fault, Message, Param

__all__ = ["Document", "Exported", "Imported", "Remark", "RemarkKind", "Remarks", "refuse"]

Document: TypeAlias = "dict[str, Any]"
"""A questionnaire as the values of its file: see docs/authors.md."""

RemarkKind: TypeAlias = Literal["lost", "assumed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """One thing that was ``lost`` on the way, or ``assumed`` for want of anything better.

    ``places``: where, in the source (``survey!G12``, a reference of a requirement); none: everywhere.
    """

    kind: RemarkKind
    message: Message
    places: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """A questionnaire of our format, and what it does not say that its source said."""

    document: Mapping[str, Any]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Exported:
    """The file of another tool (UTF-8), and what it cannot say of ours."""

    data: bytes
    remarks: tuple[Remark, ...]


@dataclass(slots=True)
class Remarks:
    """Collects remarks: the same one of many places is one remark."""

    _found: dict[tuple[RemarkKind, str, tuple[tuple[str, Param], ...]], list[str]] = field(
        default_factory=dict
    )

    def lost(self, place: str, key: str, /, **params: Param) -> None:
        """Say that something at ``place`` was not carried."""
        self._add("lost", place, key, params)

    def assumed(self, place: str, key: str, /, **params: Param) -> None:
        """Say that something had to be supplied at ``place``."""
        self._add("assumed", place, key, params)

    def all(self) -> tuple[Remark, ...]:
        """Every remark: what was lost first, each kind in the order in which it was met."""
        found = [
            Remark(kind=kind, message=Message(key, dict(params)), places=tuple(places))
            for (kind, key, params), places in self._found.items()
        ]
        return tuple(sorted(found, key=lambda one: one.kind != "lost"))

    def _add(self, kind: RemarkKind, place: str, key: str, params: Mapping[str, Param]) -> None:
        places = self._found.setdefault((kind, key, tuple(sorted(params.items()))), [])
        if place and place not in places:
            places.append(place)


def refuse(
    file: str, key: str, /, *, line: int = 0, path: str = "", **params: Param
) -> ContentError:
    """The error of a file that cannot be read, with its one fault."""
    fault = Fault(file=file, line=line, path=path, message=Message(key, params))
    return ContentError("exchange.refused", (fault,), file=file)
