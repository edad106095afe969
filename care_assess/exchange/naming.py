"""Names as our format wants them, made from names that are free elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from care_assess.questionnaire.starter import free_prefix

__all__ = ["LONGEST_NAME", "MOST_QUESTIONS", "identifier", "prefix_of", "question_ids", "unique"]

LONGEST_NAME = 40
"""Characters of an id, at most."""
MOST_QUESTIONS = 999
"""Questions of one prefix, at most: an id ends with three digits."""

_OTHERS = re.compile(r"[^a-z0-9]+")


def identifier(text: str, otherwise: str) -> str:
    """``Sauvegardes (hors ligne)`` → ``sauvegardes_hors_ligne``; ``otherwise`` when nothing is left.

    ``otherwise`` is an identifier; it also goes before what does not begin with a letter.
    """
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    name = _OTHERS.sub("_", plain).strip("_")
    if not name:
        return otherwise
    if not name[0].isalpha():
        name = f"{otherwise}_{name}"
    name = name[:LONGEST_NAME].strip("_")
    return name if len(name) > 1 else f"{otherwise}_{name}"


def unique(name: str, taken: Iterable[str]) -> str:
    """``name``, or ``name_2``, ``name_3``… whichever is not ``taken``."""
    used = set(taken)
    found, number = name, 1
    while found in used:
        number += 1
        end = f"_{number}"
        found = name[: LONGEST_NAME - len(end)] + end
    return found


def prefix_of(text: str, taken: Collection[str] = ()) -> str:
    """The beginning of question ids: the first letters of ``text`` in capitals, as few as are not ``taken``.

    Raises Refused when all are.
    """
    return free_prefix(identifier(text, "questions"), taken)


def question_ids(prefix: str, count: int) -> list[str]:
    """``count`` ids in order: ``IMG-01``, ``IMG-02``…; three digits from a hundred questions on."""
    width = 2 if count < 100 else 3
    return [f"{prefix}-{number:0{width}}" for number in range(1, count + 1)]
