"""The lock of a folder of questionnaires: what was published, and the digest of its content.

One line a version, ``governance 1.0.0 <SHA-256 in hexadecimal>``, sorted. A file whose version is in the
lock never changes: its digest tells (:func:`care_assess.questionnaire.reading.digest`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from care_assess.errors import Fault, Message
from care_assess.questionnaire.model import precedence
from care_assess.questionnaire.reading import digest
from care_assess.questionnaire.shelf import text, top
from care_assess.questionnaire.yamltext import Document

__all__ = ["LOCK", "Published", "read_lock", "write_lock"]

LOCK = "published.lock"
"""The name of the file, beside the folders of the questionnaires."""

_LINE = re.compile(r"([a-z][a-z0-9_]{1,39}) (\d{1,4}\.\d{1,4}\.\d{1,4}) ([0-9a-f]{64})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """What was published. ``digests``: (id, version) → SHA-256 (hex); ``lines``: where each is written."""

    name: str
    digests: Mapping[tuple[str, str], str]
    lines: Mapping[tuple[str, str], int]
    faults: tuple[Fault, ...] = ()

    def holds(self, document: Document) -> bool:
        """Whether the file is what was published."""
        key = _version(document)
        return key in self.digests and digest(document.value) == self.digests[key]

    def changed(self, documents: Sequence[Document]) -> Iterator[Fault]:
        """The faults of published files whose content is not what was published."""
        for document in documents:
            key = _version(document)
            if key in self.digests and not self.holds(document):
                yield document.fault(
                    ("version",), "content.lock.changed", id=key[0], version=key[1]
                )

    def gone(self, documents: Sequence[Document]) -> Iterator[Fault]:
        """The faults of published versions that no file holds any more."""
        there = {_version(document) for document in documents}
        for key, line in self.lines.items():
            if key not in there:
                message = Message("content.lock.gone", {"id": key[0], "version": key[1]})
                yield Fault(file=self.name, line=line, path="", message=message)


def read_lock(name: str, written: str) -> Published:
    """The lock that ``written`` says; each line that is none is a fault."""
    digests: dict[tuple[str, str], str] = {}
    lines: dict[tuple[str, str], int] = {}
    faults: list[Fault] = []
    for number, line in enumerate(written.splitlines(), start=1):
        found = _LINE.fullmatch(line.strip())
        key = (found[1], found[2]) if found else ("", "")
        if found is None or key in digests:
            message = Message("content.lock.line" if found is None else "content.lock.twice")
            faults.append(Fault(file=name, line=number, path="", message=message))
        else:
            digests[key], lines[key] = found[3], number
    return Published(name=name, digests=digests, lines=lines, faults=tuple(faults))


def write_lock(digests: Mapping[tuple[str, str], str]) -> str:
    """The text of the lock, sorted by id then version; :func:`read_lock` reads it back."""
    keys = sorted(digests, key=lambda key: (key[0], precedence(key[1])))
    return "".join(f"{name} {version} {digests[name, version]}\n" for name, version in keys)


def _version(document: Document) -> tuple[str, str]:
    values = top(document).values
    return text(values, "id"), text(values, "version")
