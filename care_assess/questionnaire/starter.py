"""A first questionnaire, correct and commented, for someone to write their own from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files

from care_assess.errors import Refused
from care_assess.text import Lang

__all__ = ["SCHEMA_FILE", "free_prefix", "schema_text", "starter"]

SCHEMA_FILE = "questionnaire.schema.json"
"""The name of the JSON Schema beside a starter, which its first line gives to editors."""

_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
_SHORTEST, _LONGEST = 3, 6


def starter(name: str, prefix: str, file: str, lang: Lang) -> str:
    """The text of the file ``file``: questionnaire ``name``, whose comments are in ``lang``.

    Raises Refused when ``name`` is no id of a questionnaire.
    """
    if not _NAME.fullmatch(name):
        raise Refused("content.starter.name", name=name[:60])
    text = files("care_assess.questionnaire").joinpath(f"starters/{lang}.yaml").read_text("utf-8")
    for key, value in (("{id}", name), ("{prefix}", prefix), ("{file}", file)):
        text = text.replace(key, value)
    return text


def schema_text() -> str:
    """The JSON Schema of a questionnaire, as shipped: editors complete and check with it."""
    return files("care_assess.questionnaire").joinpath(SCHEMA_FILE).read_text("utf-8")


def free_prefix(name: str, taken: Iterable[str]) -> str:
    """The first letters of ``name`` in capitals, as few as are not ``taken``, three to six.

    Raises Refused when all are.
    """
    letters = "".join(sign for sign in name.upper() if sign.isalpha()).ljust(_LONGEST, "X")
    used = set(taken)
    for length in range(_SHORTEST, _LONGEST + 1):
        if letters[:length] not in used:
            return letters[:length]
    raise Refused("content.starter.prefix", name=name)
