"""How a level is said and coloured, everywhere the same: never a colour without its number and word."""

from __future__ import annotations

from typing import Literal, TypeAlias

import streamlit as st

from care_assess.questionnaire import Reference
from care_assess.scoring import Score
from care_assess.text import Translator

__all__ = [
    "Theme",
    "banner",
    "chip",
    "colour",
    "current_theme",
    "ink",
    "ink_on_level",
    "level_label",
    "level_word",
    "out_of",
    "pattern",
    "score_label",
]

Theme: TypeAlias = Literal["light", "dark"]

_INK_ON_DARK = "#E8F0F2"
# Rust, rust, amber, teal, deep teal, deep teal; told apart without colour vision by their lightness.
# In light: the same as in the report, 4.5:1 under white. In dark: 4.5:1 on the page and under ink.
_COLOURS: dict[Theme, tuple[str, ...]] = {
    "light": ("#A8431A", "#A8431A", "#8F6400", "#1F7A8C", "#0B5C6B", "#0B5C6B"),
    "dark": ("#EE8A66", "#EE8A66", "#DDB04C", "#58B7C6", "#A9DDE5", "#A9DDE5"),
}
_NO_LEVEL: dict[Theme, str] = {"light": "#5E6E75", "dark": "#A7B6BC"}
_ON_LEVEL: dict[Theme, str] = {"light": "#FFFFFF", "dark": "#10191D"}
_PATTERNS = ("/", "/", ".", "", "", "")


def current_theme() -> Theme:
    """The theme that the reader's browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def colour(level: int | None, theme: Theme) -> str:
    """The colour of a level; grey when none is given."""
    return _NO_LEVEL[theme] if level is None else _COLOURS[theme][level]


def ink_on_level(theme: Theme) -> str:
    """The colour of words that stand on the colour of a level, or of none."""
    return _ON_LEVEL[theme]


def pattern(level: int | None) -> str:
    """The hatching of a level in a bar (Plotly's names): strokes 0 and 1, dots 2, plain above."""
    return "" if level is None else _PATTERNS[level]


def level_word(level: int | None, reference: Reference, tr: Translator) -> str:
    """``Partiel``, or that no level is given yet."""
    return tr("results.no_level") if level is None else tr.text(reference.levels[level])


def level_label(level: int | None, reference: Reference, tr: Translator) -> str:
    """``2 · Partiel``, or that no level is given yet."""
    word = level_word(level, reference, tr)
    return word if level is None else f"{level} · {word}"


def score_label(score: Score, tr: Translator) -> str:
    """``2,1``, or a dash when nothing is counted."""
    return "–" if score.score is None else tr.number(score.score)


def out_of(score: Score, tr: Translator) -> str:
    """``2,1 sur 5``, or on the scale of the questionnaire, with what it is worth on five."""
    said, scale = score_label(score, tr), score.scale
    if scale.plain or score.normalised is None:
        return tr("results.out_of_five", score=said)
    low, high = tr.figure(scale.minimum), tr.figure(scale.maximum)
    five = tr("results.out_of_five", score=tr.number(score.normalised))
    return tr("results.out_of", score=said, min=low, max=high, five=five)


def chip(level: int | None, reference: Reference, tr: Translator, theme: Theme) -> str:
    """Markdown of the level in words on its colour."""
    return banner(level_label(level, reference, tr), level, theme)


def banner(said: str, level: int | None, theme: Theme) -> str:
    """Markdown of words of ours on the colour of a level."""
    return (
        f':color[ {said} ]{{foreground="{_ON_LEVEL[theme]}" background="{colour(level, theme)}"}}'
    )


def ink(text: str, theme: Theme) -> str:
    """Markdown of ``text`` in the colour of words: in dark, Streamlit writes a chosen pill in the accent, too dim."""
    return f':color[{text}]{{foreground="{_INK_ON_DARK}"}}' if theme == "dark" else text
