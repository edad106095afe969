"""What all charts share: each comes with its name for screen readers and the table that says the same.

A chart is still: nothing to drag or to hover, so that a finger scrolls the page; its values are
written on it. Scores are exact; a chart draws them as floats and writes them rounded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import plotly.graph_objects as go

from care_assess.text import Translator
from care_assess.ui.levels import Theme

__all__ = [
    "CONFIG",
    "INKS",
    "LINE",
    "TOP",
    "Chart",
    "Ink",
    "Note",
    "Trace",
    "as_float",
    "drawn",
    "in_words",
    "one_line",
]

CONFIG = {"staticPlot": True, "displayModeBar": False}
"""What ``st.plotly_chart`` takes beside the figure."""
TOP = 5
"""The highest score."""
Note: TypeAlias = "dict[str, object]"
"""Words on a chart, as Plotly takes them."""
Trace: TypeAlias = "dict[str, object]"
"""Lines or bars of a chart, as Plotly takes them."""
LINE = 40
"""Characters that a phone shows on one line of a chart."""


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of one theme, each 3:1 (lines) or 4.5:1 (words) on its page."""

    page: str
    text: str
    muted: str
    grid: str
    track: str
    now: str
    fill: str
    before: str
    target: str


INKS: dict[Theme, Ink] = {
    "light": Ink("#FFFFFF", "#0A1519", "#4A5B62", "#D4DDE0", "#EEF2F4", "#0B5C6B",
                  "rgba(11,92,107,0.12)", "#5E6E75", "#B3541E"),
    "dark": Ink("#10191D", "#E8F0F2", "#B4C2C7", "#33454C", "#1B292F", "#58B7C6",
                 "rgba(88,183,198,0.16)", "#A7B6BC", "#EE8A66"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A figure, ``alt`` that tells it in one sentence, and its table: a header and rows of words."""

    figure: go.Figure
    alt: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def one_line(words: str) -> str:
    """As many whole words as a phone shows on one line of a chart."""
    return words if len(words) <= LINE else f"{words[:LINE].rpartition(' ')[0]}…"


def drawn(traces: Iterable[Trace], ink: Ink, height: int, **layout: object) -> go.Figure:
    """The figure of a chart, ``height`` pixels high.

    It is made at once: Plotly checks all of a figure again at each change, which takes four times as long.
    """
    common = {
        "height": height,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 14, "color": ink.text},
    }
    return go.Figure(data=list(traces), layout={**common, **layout})


def in_words(value: Fraction | None, tr: Translator) -> str:
    """A score as it is written on a chart, a dash when there is none."""
    return "–" if value is None else tr.number(value)


def as_float(value: Fraction | None) -> float | None:
    """A score as Plotly draws it."""
    return None if value is None else float(value)
