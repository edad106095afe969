"""Words as they are compared: without case, accents nor plural, and without those that say nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache

__all__ = ["fold", "significant"]

_LIGATURES = {0x153: "oe", 0xE6: "ae"}
_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3
_LONG_ENOUGH = 3  # letters that a plural leaves


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """``text`` in lower case, without accents, each run of spaces as one."""
    lower = unicodedata.normalize("NFKD", text).casefold().translate(_LIGATURES)
    spelt = unicodedata.normalize("NFKD", lower)
    return " ".join("".join(sign for sign in spelt if not unicodedata.combining(sign)).split())


def significant(text: str, stop_words: AbstractSet[str]) -> Mapping[str, str]:
    """The words of ``text`` that say something: as compared → as written first.

    A word of one or two signs, or one of ``stop_words`` (folded, singular or not), says nothing. A final
    s or x is a plural.
    """
    found: dict[str, str] = {}
    for match in _WORD.finditer(unicodedata.normalize("NFC", text)):
        folded = fold(match.group())
        single = _singular(folded)
        if len(folded) >= _SHORTEST and stop_words.isdisjoint((folded, single)):
            found.setdefault(single, match.group())
    return found


def _singular(word: str) -> str:
    return word[:-1] if word.endswith(("s", "x")) and len(word) > _LONG_ENOUGH else word
