"""Texts in one or two languages, and which languages a whole document speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from care_assess.exchange.model import Remarks
from care_assess.text import LANGUAGES, Lang

__all__ = ["LONGEST", "Words", "clean", "fitted", "language_of", "spoken"]

LONGEST = 3000
"""Characters of a text, at most: the schema says the same."""

Words = Mapping[Lang, str]
"""A text by language; at least one."""

_FRENCH = re.compile(r"\b(fr|fra|french|fran.ais)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(en|eng|english|anglais)\b", re.IGNORECASE)
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def language_of(name: str) -> Lang | None:
    """The language that ``French (fr)`` or ``en-GB`` names, when it is one of ours."""
    if _FRENCH.search(name):
        return "fr"
    return "en" if _ENGLISH.search(name) else None


def clean(text: str) -> str:
    """``text`` without signs that no file may hold, nor space around it."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def spoken(texts: Iterable[Words]) -> tuple[Lang, ...]:
    """The languages in which every one of ``texts`` is said, ours first; those of the most texts when none is."""
    every = list(texts)
    whole = tuple(lang for lang in LANGUAGES if all(words.get(lang) for words in every))
    if whole:
        return whole
    counts = {lang: sum(bool(words.get(lang)) for words in every) for lang in LANGUAGES}
    return (max(LANGUAGES, key=lambda lang: counts[lang]),)


def fitted(words: Words, languages: Iterable[Lang], place: str, remarks: Remarks) -> dict[str, str]:
    """``words`` in ``languages``: another language stands in for one that is missing, long texts are cut."""
    said: dict[str, str] = {}
    for lang in languages:
        text = words.get(lang) or next((one for one in words.values() if one), "")
        if not words.get(lang):
            remarks.assumed(place, "exchange.assumed.untranslated")
        if len(text) > LONGEST:
            remarks.lost(place, "exchange.lost.long_text", limit=LONGEST)
            text = f"{text[: LONGEST - 1]}…"
        said[lang] = text
    return said
