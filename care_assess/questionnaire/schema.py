"""The shape of a file, by JSON Schema, told in our own words.

jsonschema finds what is wrong and where; each of its errors becomes a Fault whose sentence says what was
found and what to write. The schemas carry the remedy: ``x-hint`` names a sentence ``content.hint.<name>``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from care_assess.errors import Fault, Message
from care_assess.questionnaire.yamltext import Document, Path

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

__all__ = ["SHAPES", "VERSION", "Shape", "closest", "schema", "shape_faults", "shown"]

Shape: TypeAlias = Literal["questionnaire", "reference", "scenarios"]
Values: TypeAlias = Mapping[str, Any]

SHAPES: Mapping[str, Shape] = {
    "care-assess/questionnaire/1": "questionnaire",
    "care-assess/reference/1": "reference",
    "care-assess/scenarios/1": "scenarios",
}
"""What ``format`` says → the schema that describes it."""

VERSION = re.compile(r"(0|[1-9][0-9]{0,3})(\.(0|[1-9][0-9]{0,3})){2}")
"""What a version is written like; the schema says the same."""

_LONGEST_SHOWN = 60


def shape_faults(document: Document, shape: Shape) -> Iterator[Fault]:
    """Everything that does not have the shape the schema describes, each thing once."""
    told = set()
    for error in _validator(shape).iter_errors(document.value):
        for path, message in _messages(error):
            fault = document.fault(path, message.key, **message.params)
            if (known := (fault.path, str(message))) not in told:
                told.add(known)
                yield fault


@cache
def schema(shape: Shape) -> Values:
    """The JSON Schema (2020-12) as shipped."""
    text = files("care_assess.questionnaire").joinpath(f"{shape}.schema.json").read_text("utf-8")
    loaded: Values = json.loads(text)
    return loaded


def shown(value: object) -> Message:
    """A value as the author will recognise it, short."""
    if isinstance(value, Mapping):
        return Message("content.found.block")
    if isinstance(value, list):
        return Message("content.found.list")
    if value is None:
        return Message("content.found.nothing")
    text = str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
    return Message("content.found.value", {"value": _short(text)})


def closest(word: str, known: list[str]) -> str | None:
    """The known word that ``word`` was most likely meant to be, if one is near enough."""
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.7)), None)


@cache
def _validator(shape: Shape) -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # noqa: PLC0415  a tenth of a second that --help saves
    from jsonschema.validators import extend  # noqa: PLC0415

    whole = json.loads(json.dumps(schema(shape)))  # a copy: joining changes it
    keywords = {"uniqueItems": _once_each}
    ours: type[Draft202012Validator] = extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]
    return ours(_joined(whole, whole.pop("$defs"), set()))


def _once_each(
    _validator: object, _wanted: object, items: object, _schema: object
) -> Iterator[ValidationError]:
    """``uniqueItems`` for words and numbers alone: the standard one compares every pair of the rest."""
    from jsonschema.exceptions import ValidationError  # noqa: PLC0415

    if isinstance(items, list) and (twice := _twice(items)) is not None:
        yield ValidationError("twice", instance=twice)


def _joined(node: Any, definitions: Values, joined: set[str]) -> Any:
    """The schema with every reference replaced by what it names: half the time to validate.

    A definition that names itself becomes an object that holds itself.
    """
    if isinstance(node, list):
        return [_joined(item, definitions, joined) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" not in node:
        node.update({key: _joined(value, definitions, joined) for key, value in node.items()})
        return node
    name = node["$ref"].removeprefix("#/$defs/")
    if name not in joined:
        joined.add(name)
        _joined(definitions[name], definitions, joined)
    return definitions[name]


def _messages(error: ValidationError) -> Iterator[tuple[Path, Message]]:
    """What one error says, and where."""
    path = tuple(error.absolute_path)
    found: Any = error.instance
    rule: Any = error.validator_value
    here = _mapping(error.schema)
    match error.validator:
        case "required" | "dependentRequired":
            for name in _absent(found, rule):
                yield (*path, name), _missing(name, here)
        case "additionalProperties":
            for name in (name for name in found if name not in here["properties"]):
                yield (*path, name), _unknown(name, list(here["properties"]))
        case "uniqueItems":
            yield path, Message("content.shape.twice", {"value": shown(found)})
        case "maxLength":
            yield path, Message("content.shape.too_long", {"n": len(found), "limit": rule})
        case _ if found in ([], {}) or (isinstance(found, str) and not found.strip()):
            yield path, Message("content.shape.empty", {"hint": _hint(here)})
        case "minItems":
            yield path, Message("content.shape.too_few", {"hint": _hint(here)})
        case _:
            yield path, Message("content.shape.wrong", {"found": shown(found), "hint": _hint(here)})


def _absent(found: Values, needed: list[str] | Mapping[str, list[str]]) -> Iterator[str]:
    """The names that are needed, always or by the presence of another, and are not there."""
    if isinstance(needed, Mapping):
        needed = [name for present, names in needed.items() if present in found for name in names]
    return (name for name in needed if name not in found)


def _missing(name: str, where: Values) -> Message:
    described = where.get("properties", {}).get(name, where)
    if name in ("fr", "en"):
        return Message(f"content.shape.no_{name}")
    return Message("content.shape.missing", {"name": name, "hint": _hint(described)})


def _unknown(name: str, known: list[str]) -> Message:
    if meant := closest(name, known):
        return Message("content.shape.unknown_close", {"name": _short(name), "meant": meant})
    return Message("content.shape.unknown", {"name": _short(name), "known": ", ".join(known)})


def _hint(described: Values) -> Message:
    return Message(f"content.hint.{described['x-hint']}")


def _twice(items: list[object]) -> str | int | None:
    """The first word or number that is there a second time."""
    seen = set()
    for item in items:
        if isinstance(item, str | int):
            if item in seen:
                return item
            seen.add(item)
    return None


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _mapping(value: object) -> Values:
    return value if isinstance(value, Mapping) else {}
