"""YAML text → plain values that know their lines; everything hostile is refused before it costs anything.

What is read is a small, safe part of YAML: mappings with text keys, lists, texts, whole and decimal
numbers, ``true`` and ``false``. Tags, anchors, aliases, several documents, deep nesting and big files are
refused with one sentence. A mapping entry without a value (``topic:`` or ``topic: null``) is left out, as
if it had not been written. Dates stay texts.

The text is read as one stream of events with a stack of our own: no recursion to exhaust, no object built
that a file could multiply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import yaml

from care_assess.errors import Fault, Message, Param

__all__ = [
    "DEEPEST",
    "LARGEST",
    "MOST_FAULTS",
    "MOST_VALUES",
    "Block",
    "Document",
    "Items",
    "Path",
    "place",
    "read_yaml",
]

LARGEST = 2_000_000
"""Bytes of a file, at most."""
DEEPEST = 40
"""Mappings and lists within one another, at most."""
MOST_VALUES = 100_000
"""Values and keys of a file, at most: ten times our longest questionnaire."""
MOST_FAULTS = 200
"""Faults told of one file, at most: more would not be read."""

Path: TypeAlias = "tuple[str | int, ...]"
"""The way from the top of a document to a value: keys of mappings, positions in lists (from 0)."""

_LOADER: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NULLS = {"", "~", "null", "Null", "NULL"}
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}  # fmt: skip
_WORDS = {
    form for word in ("yes", "no", "on", "off") for form in (word, word.title(), word.upper())
}
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What the two parsers say (libyaml and pure Python), and the sentence that says it to an author.
_SYNTAX = (
    (re.compile(r"maximum nesting"), "content.yaml.too_deep"),
    (re.compile(r"found unexpected end of stream"), "content.yaml.unclosed_quote"),
    (re.compile(r"expected ',' or ['\"]?[}\]]"), "content.yaml.unclosed_bracket"),
    (re.compile(r"mapping values are not allowed"), "content.yaml.stray_colon"),
    (re.compile(r"cannot start any token|tab character"), "content.yaml.bad_sign"),
    (re.compile(r"expected (key|<block end>)|expected ':'"), "content.yaml.bad_indent"),
)


class Block(dict[str, object]):
    """A YAML mapping that knows the line of each of its keys."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


class Items(list[object]):
    """A YAML list that knows the line of each of its items."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """What a file holds. ``value`` is None when it is empty or refused; ``faults`` then say why.

    Values are Block, Items, str, int, Decimal, bool, or None in a list.
    """

    name: str
    value: object
    faults: tuple[Fault, ...] = ()

    def line(self, path: Path) -> int:
        """The line (from 1) of that place, or of the nearest place around it that is written."""
        value, line = self.value, 1
        for step in path:
            if isinstance(value, Block) and isinstance(step, str) and step in value.lines:
                line = value.lines[step]
                value = value.get(step)
            elif isinstance(value, Items) and isinstance(step, int) and step < len(value):
                line, value = value.lines[step], value[step]
            else:
                break
        return line

    def fault(self, path: Path, key: str, /, **params: Param) -> Fault:
        """A fault at that place."""
        return Fault(
            file=self.name, line=self.line(path), path=place(path), message=Message(key, params)
        )


def place(path: Path) -> str:
    """``("sections", 0, "id")`` → ``sections[0].id``."""
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return written.removeprefix(".")


def read_yaml(name: str, data: bytes, *, words: bool = False) -> Document:
    """The values of a YAML (or JSON) text; whatever the bytes, a Document and never an exception.

    ``words``: unquoted yes, no, on and off are true and false, as YAML 1.1 has it; else each is a fault
    (and stays a text), because an author nearly always means the word.
    """
    if len(data) > LARGEST:
        limit = LARGEST // 1_000_000
        return _refused(name, 0, "content.yaml.too_big", limit=limit)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _refused(name, data.count(b"\n", 0, error.start) + 1, "content.yaml.not_utf8")
    builder = _Builder(name, words=words)
    try:
        builder.build(yaml.parse(text, Loader=_LOADER))
    except _RefusedError as refusal:
        return _refused(name, refusal.line, refusal.key)
    except yaml.MarkedYAMLError as error:
        line, key = _syntax(error)
        return _refused(name, min(line, text.rstrip().count("\n") + 1), key)
    except yaml.reader.ReaderError:
        bad = _UNPRINTABLE.search(text)
        return _refused(
            name, text.count("\n", 0, bad.start() if bad else 0) + 1, "content.yaml.unprintable"
        )
    return Document(name=name, value=builder.value, faults=tuple(builder.faults))


class _RefusedError(Exception):
    """The text is not read any further."""

    def __init__(self, line: int, key: str) -> None:
        super().__init__(line, key)
        self.line = line
        self.key = key


def _refused(name: str, line: int, key: str, /, **params: Param) -> Document:
    fault = Fault(file=name, line=line, path="", message=Message(key, params))
    return Document(name=name, value=None, faults=(fault,))


def _syntax(error: yaml.MarkedYAMLError) -> tuple[int, str]:
    said = error.problem or ""
    key = next((key for pattern, key in _SYNTAX if pattern.search(said)), "content.yaml.syntax")
    unclosed = key in {"content.yaml.unclosed_quote", "content.yaml.unclosed_bracket"}
    mark = (error.context_mark if unclosed else None) or error.problem_mark
    return (mark.line + 1 if mark else 0), key


class _Builder:
    """Builds the values of one document out of parser events."""

    def __init__(self, name: str, *, words: bool) -> None:
        self.value: object = None
        self.faults: list[Fault] = []
        self._name = name
        self._words = words
        self._stack: list[Block | Items] = []
        self._keys: list[
            str | None
        ] = []  # of each mapping being filled, the key that awaits its value
        self._documents = 0

    def build(self, events: Iterator[yaml.Event]) -> None:
        """Read all events. Raises _RefusedError, and what the parser raises."""
        for count, event in enumerate(events):
            if count > MOST_VALUES:
                raise _RefusedError(_line(event), "content.yaml.too_many")
            match event:
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.MappingStartEvent():
                    self._open(event, Block())
                case yaml.SequenceStartEvent():
                    self._open(event, Items())
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._stack.pop()
                    self._keys.pop()
                    self._done()
                case yaml.AliasEvent():
                    raise _RefusedError(_line(event), "content.yaml.anchor")
                case yaml.DocumentStartEvent():
                    self._documents += 1
                    if self._documents > 1:
                        raise _RefusedError(_line(event), "content.yaml.several_documents")
                case _:
                    pass

    def _open(self, event: yaml.CollectionStartEvent, container: Block | Items) -> None:
        _refuse_marks(event)
        if len(self._stack) >= DEEPEST:
            raise _RefusedError(_line(event), "content.yaml.too_deep")
        if self._awaits_key():
            raise _RefusedError(_line(event), "content.yaml.key_not_text")
        self._put(container, _line(event))
        self._stack.append(container)
        self._keys.append(None)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        _refuse_marks(event)
        plain = not event.style
        text: str = event.value
        if plain and not self._words and text in _WORDS:
            self._fault(_line(event), "content.yaml.bare_word", word=text)
        if self._awaits_key():
            self._key(text, _line(event))
        else:
            self._put(self._resolved(text) if plain else text, _line(event))
            self._done()

    def _awaits_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1], Block) and self._keys[-1] is None

    def _key(self, key: str, line: int) -> None:
        block = self._stack[-1]
        assert isinstance(block, Block)  # noqa: S101  _awaits_key said so
        self._keys[-1] = key
        if key in block.lines:
            self._fault(line, "content.yaml.twice", key=key, first=block.lines[key])
        else:
            block.lines[key] = line

    def _put(self, value: object, line: int) -> None:
        if not self._stack:
            self.value = value
            return
        container = self._stack[-1]
        if isinstance(container, Items):
            container.append(value)
            container.lines.append(line)
            return
        key = self._keys[-1]
        if key is not None and value is not None:
            container.setdefault(key, value)

    def _done(self) -> None:
        """The value just read is whole: the mapping around it awaits its next key."""
        if self._keys:
            self._keys[-1] = None

    def _resolved(self, text: str) -> object:
        if text in _NULLS:
            return None
        if text[0] in "+-0123456789":
            return _number(text)
        if self._words and text in _WORDS:
            return text.lower() in {"yes", "on"}
        return _BOOLEANS.get(text, text)

    def _fault(self, line: int, key: str, /, **params: Param) -> None:
        if len(self.faults) < MOST_FAULTS:
            path = place(tuple(self._path()))
            message = Message(key, params)
            self.faults.append(Fault(file=self._name, line=line, path=path, message=message))

    def _path(self) -> Iterator[str | int]:
        """The place of the value being read; of the mapping, while a key is."""
        for container, key in zip(self._stack, self._keys, strict=True):
            if key is not None:
                yield key
            elif isinstance(container, Items):
                yield len(container) - (container is not self._stack[-1])


def _refuse_marks(event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
    if event.anchor is not None:
        raise _RefusedError(_line(event), "content.yaml.anchor")
    if event.tag is not None:
        raise _RefusedError(_line(event), "content.yaml.tag")


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 0


def _number(text: str) -> object:
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    return text
