"""A summary ↔ the bytes of its file: JSON, sealed. What is read is checked as if a stranger had written it.

    {"format": "care-assess/summary/2", "summary": {…}, "key": "<64 signs>", "seal": "<128 signs>"}

Format 2 says when it was made and may carry facts; format 1 does neither, and is still read. The seal is that of the canonical summary (keys sorted, no space, UTF-8) after the name of the format: how
the file is laid out does not matter, what it says does.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

from care_assess.errors import ContentError
from care_assess.exchange.model import refuse
from care_assess.steering.fields import LATER, Unfit, from_fields, to_fields
from care_assess.steering.model import Summary
from care_assess.steering.sealing import is_sealed, public_of, seal

__all__ = [
    "FORMAT",
    "FORMER",
    "LARGEST",
    "REMEMBERED",
    "Sealed",
    "canonical",
    "open_sealed",
    "read_sealed",
    "write_sealed",
]

FORMAT = "care-assess/summary/2"
FORMER = "care-assess/summary/1"
LARGEST = 400_000
"""Bytes of a file, at most: answers to five questionnaires are a tenth of that."""

REMEMBERED = 4_096
"""Summaries that are read once while the application runs: a region of 800 establishments over five campaigns."""

_FAMILY = "care-assess/summary/"
_KEY, _SEAL = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{128}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sealed:
    """A summary whose seal is right. ``key``: of who sealed it. ``text``: its canonical JSON. ``file``: for messages."""

    file: str
    summary: Summary
    key: str
    seal: str
    text: str

    @property
    def digest(self) -> str:
        """SHA-256 of what it says: two files that say the same have the same."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def write_sealed(summary: Summary, secret: bytes) -> bytes:
    """The file of a summary, sealed. Same summary, same key, same bytes."""
    fields = to_fields(summary)
    form = FORMER if summary.made is None else FORMAT
    document = {
        "format": form,
        "summary": fields,
        "key": public_of(secret),
        "seal": seal(secret, _message(form, canonical(fields))),
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def read_sealed(file: str, data: bytes) -> Sealed:
    """The summary of a file. Raises ContentError with one fault when the bytes are none, or were changed."""
    document = _parsed(file, data)
    form = document.get("format")
    if not isinstance(form, str) or not form.startswith(_FAMILY):
        raise refuse(file, "ght.file.other")
    if form not in (FORMAT, FORMER):
        raise refuse(file, "ght.file.version", found=form[:60].removeprefix(_FAMILY))
    key, sealed, fields = (document.get(name) for name in ("key", "seal", "summary"))
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise refuse(file, "ght.file.unsealed")
    if not isinstance(sealed, str) or not _SEAL.fullmatch(sealed):
        raise refuse(file, "ght.file.unsealed")
    text = canonical(fields)
    if not is_sealed(key, _message(form, text), sealed):
        raise refuse(file, "ght.file.changed")
    try:
        _check_form(form, fields)
        return Sealed(file=file, summary=from_fields(fields), key=key, seal=sealed, text=text)
    except Unfit as error:
        raise refuse(file, "ght.file.unfit", path=error.path) from error


@lru_cache(maxsize=REMEMBERED)
def open_sealed(text: str) -> Summary:
    """The summary of the canonical text that was kept; read once. Raises Unfit when it is none."""
    return from_fields(json.loads(text))


def canonical(fields: object) -> str:
    """JSON with sorted keys and no space."""
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _check_form(form: str, fields: object) -> None:
    """Raise Unfit when a file has what its format has not, or has not what it must."""
    given = LATER & set(fields) if isinstance(fields, dict) else frozenset()
    if form == FORMER and given:
        raise Unfit(min(given))
    if form == FORMAT and "made" not in given:
        raise Unfit("made")


def _message(form: str, text: str) -> bytes:
    return f"{form}\n{text}".encode("utf-8", "surrogatepass")


def _parsed(file: str, data: bytes) -> Mapping[str, Any]:
    if len(data) > LARGEST:
        raise refuse(file, "ght.file.too_big", limit=LARGEST // 1000)
    try:
        found = json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_once,
            parse_constant=_never,
            parse_float=_never,
        )
    except (ValueError, RecursionError) as error:
        raise _unreadable(file) from error
    if not isinstance(found, dict):
        raise _unreadable(file)
    return found


def _unreadable(file: str) -> ContentError:
    return refuse(file, "ght.file.unreadable")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which a name stands twice says two things."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(pairs)
    return found


def _never(text: str) -> NoReturn:
    """Exact values are written as texts: a number with a comma is none of ours."""
    raise ValueError(text)
