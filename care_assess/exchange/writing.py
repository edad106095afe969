"""A document as the YAML that an author would have written: short things on one line, texts in quotes.

What is written reads back equal with :func:`care_assess.questionnaire.yamltext.read_yaml`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from care_assess.text import LANGUAGES

__all__ = ["written"]

_WIDTH = 100
_PLAIN = re.compile(r"[A-Za-z][\w./-]*|\d+\.\d+\.\d+", re.ASCII)
_RESERVED = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_APART = {"sections", "questions"}
"""Lists whose items have a blank line between them."""


def written(document: Mapping[str, object], *, comment: str = "") -> str:
    """The YAML of a document of text keys, lists, texts, numbers, true and false; ``comment`` on top."""
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    lines += _block(document, "")
    return "\n".join(lines) + "\n"


def _block(values: Mapping[str, object], margin: str) -> Iterator[str]:
    """A mapping, one key a line."""
    for key, value in values.items():
        yield from _entry(key, value, margin)


def _entry(key: str, value: object, margin: str) -> Iterator[str]:
    beginning, apart = f"{margin}{_text(key)}:", key in _APART
    flow = _flow(value)
    if not isinstance(value, Mapping | list) or not value:
        yield f"{beginning} {_value(key, value)}"
    elif not apart and len(beginning) + 1 + len(flow) <= _WIDTH:
        yield f"{beginning} {flow}"
    elif isinstance(value, Mapping):
        yield beginning
        yield from _block(value, f"{margin}  ")
    else:
        yield beginning
        yield from _items(value, f"{margin}  ", apart=apart)


def _items(values: Sequence[object], margin: str, *, apart: bool) -> Iterator[str]:
    for at, value in enumerate(values):
        if apart and at:
            yield ""
        flow = _flow(value)
        if isinstance(value, Mapping) and (apart or len(margin) + 2 + len(flow) > _WIDTH):
            lines = list(_block(value, f"{margin}  "))
            yield f"{margin}- {lines[0].lstrip()}"
            yield from lines[1:]
        else:
            yield f"{margin}- {flow}"


def _flow(value: object) -> str:
    """A value on one line."""
    match value:
        case Mapping():
            inside = (f"{_text(key)}: {_value(key, one)}" for key, one in value.items())
            return f"{{{', '.join(inside)}}}"
        case list():
            return f"[{', '.join(map(_flow, value))}]"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return f"{value:f}"
    return _text(str(value))


def _value(key: str, value: object) -> str:
    """The value of a key on one line; words of a language are in quotes even when they need none."""
    return _quoted(value) if key in LANGUAGES and isinstance(value, str) else _flow(value)


def _text(text: str) -> str:
    """A text, bare when nobody could take it for anything else."""
    if _PLAIN.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
