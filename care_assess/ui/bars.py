"""Bars with their intervals: scores on their scale, and shares of a hundred."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import plotly.graph_objects as go

from care_assess.scoring import TARGET
from care_assess.text import Translator
from care_assess.ui.charts import (
    INKS,
    LINE,
    TOP,
    Chart,
    Ink,
    Note,
    Trace,
    as_float,
    drawn,
    in_words,
    one_line,
)
from care_assess.ui.levels import Theme, colour, pattern

__all__ = ["Bar", "bars", "shares", "spread"]

_ROW = 62  # pixels: a line of words, the bar, its interval
_SECOND_LINE = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One line of a bar chart: a score, its interval, its level and the level's words.

    ``name`` is written in full in the table, ``short`` on the chart.
    """

    name: str
    short: str
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    level: int | None
    word: str


def bars(lines: Sequence[Bar], *, title: str, tr: Translator, theme: Theme) -> Chart:
    """One bar a score from 0 to 5, the interval under it, the target as a dashed line through all.

    ``title`` names the lines ("Sujet"). The first line is on top.
    """
    ink = INKS[theme]
    said = [in_words(one.score, tr) for one in lines]
    dashes = {
        "type": "scatter", "x": [TARGET, TARGET], "y": [-0.5, len(lines) - 0.45], "mode": "lines",
        "showlegend": False, "name": "target",
        "line": {"color": ink.target, "width": 1.8, "dash": "dash"},
    }  # fmt: skip
    figure = _bar_chart(lines, said, theme, traces=[dashes], notes=[_target_words(tr, ink)])
    values = tr("results.separator").join(f"{one.name} {in_words(one.score, tr)}" for one in lines)
    return Chart(
        figure=figure,
        alt=tr("results.bars.alt", title=title, values=values, target=TARGET),
        header=(title, tr("results.bars.score"), tr("results.bars.level")),
        rows=tuple((one.name, spread(one.score, one.low, one.high, tr), one.word) for one in lines),
    )


def shares(
    lines: Sequence[Bar], header: tuple[str, str, str], *, alt: str, tr: Translator, theme: Theme
) -> Chart:
    """One bar a share, from 0 to 100, the interval under it; the first line is on top.

    Scores and bounds are shares in [0, 1]; ``level`` only colours. ``header``: that of the table, for the
    names, the shares and their words.
    """
    stretched = [_stretched(one) for one in lines]
    said = [_share_said(one, tr) for one in lines]
    hundred = [str(20 * place) for place in range(TOP + 1)]
    figure = _bar_chart(stretched, said, theme, ticks=hundred)
    rows = zip((one.name for one in lines), said, (one.word for one in lines), strict=True)
    return Chart(figure=figure, alt=alt, header=header, rows=tuple(rows))


def spread(
    score: Fraction | None, low: Fraction | None, high: Fraction | None, tr: Translator
) -> str:
    """``2,1 (1,9 à 2,4)``: a score and, when it is not settled, its interval."""
    if low is None or high is None or low == high:
        return in_words(score, tr)
    return tr(
        "results.bars.spread",
        score=in_words(score, tr),
        low=in_words(low, tr),
        high=in_words(high, tr),
    )


def _stretched(share: Bar) -> Bar:
    """A share in [0, 1] as it is drawn, from 0 to 5."""

    def times(value: Fraction | None) -> Fraction | None:
        return None if value is None else value * TOP

    return replace(share, score=times(share.score), low=times(share.low), high=times(share.high))


def _share_said(share: Bar, tr: Translator) -> str:
    """``57 (50 à 60)``."""
    value, low, high = (
        "–" if one is None else tr.number(100 * one, 0)
        for one in (share.score, share.low, share.high)
    )
    return value if low == high else tr("results.bars.spread", score=value, low=low, high=high)


def _placed(lines: Sequence[Bar]) -> Iterator[tuple[Bar, int]]:
    """Each line with its height: the first one on top."""
    return zip(lines, range(len(lines) - 1, -1, -1), strict=True)


def _bar_chart(
    lines: Sequence[Bar],
    said: Sequence[str],
    theme: Theme,
    *,
    traces: Sequence[Trace] = (),
    notes: Sequence[Note] = (),
    ticks: Sequence[str] | None = None,
) -> go.Figure:
    """Bars from 0 to 5, each under its name, what is ``said`` of it and its word; then ``traces`` and ``notes``.

    ``ticks``: what is written under the axis in place of 0 to 5.
    """
    ink = INKS[theme]
    folded = any(len(f"{one.short}{one.word}") + 8 > LINE for one in lines)
    row = _ROW + _SECOND_LINE * folded
    words = [
        _bar_words(one, place, words, ink, folded=folded)
        for (one, place), words in zip(_placed(lines), said, strict=True)
    ]
    return drawn(
        [*_bars(lines, ink, theme), *traces],
        ink,
        row * len(lines) + 74,
        margin={"l": 8, "r": 12, "t": 30, "b": 30},
        annotations=[*words, *notes],
        barmode="overlay",
        xaxis={"range": [0, TOP], "tickvals": list(range(TOP + 1)), "ticktext": ticks, "gridcolor": ink.grid,
               "zeroline": False, "fixedrange": True, "tickfont": {"size": 12, "color": ink.muted}},
        yaxis={"range": [-0.5, len(lines) - 0.3], "visible": False, "fixedrange": True},
    )  # fmt: skip


def _bars(lines: Sequence[Bar], ink: Ink, theme: Theme) -> Iterator[Trace]:
    """The tracks, the scores on them, and the intervals under them."""
    places = [place for _, place in _placed(lines)]
    lying = {"type": "bar", "y": places, "orientation": "h", "width": 0.26, "showlegend": False}
    track = {"color": ink.track, "line": {"width": 0}}
    yield {**lying, "x": [TOP] * len(lines), "marker": track, "name": "track"}
    yield {
        **lying, "x": [as_float(one.score) for one in lines], "name": "score",
        "marker": {
            "color": [colour(one.level, theme) for one in lines],
            "line": {"width": 0},
            "pattern": {"shape": [pattern(one.level) for one in lines], "fgcolor": ink.page,
                        "fillmode": "overlay", "fgopacity": 0.4, "size": 7, "solidity": 0.25},
        },
    }  # fmt: skip
    for one, place in _placed(lines):
        if one.low is not None and one.high is not None and one.low != one.high:
            yield _interval(float(one.low), float(one.high), place - 0.24, ink)


def _interval(low: float, high: float, y: float, ink: Ink) -> Trace:
    return {
        "type": "scatter", "x": [low, low, low, high, high, high],
        "y": [y - 0.06, y + 0.06, y, y, y + 0.06, y - 0.06], "mode": "lines",
        "line": {"color": ink.muted, "width": 1.6}, "showlegend": False, "name": "interval",
    }  # fmt: skip


def _line(one: Bar, score: str, *, folded: bool) -> str:
    """The words of a bar, in the few tags that a chart knows."""
    said = f"{score} · {html.escape(one.word)}"
    return f"<b>{html.escape(one_line(one.short))}</b>{'<br>' if folded else '  '}{said}"


def _bar_words(one: Bar, place: int, score: str, ink: Ink, *, folded: bool) -> Note:
    return {
        "x": 0, "y": place + 0.15, "xanchor": "left", "yanchor": "bottom", "align": "left",
        "text": _line(one, score, folded=folded), "showarrow": False,
        "font": {"size": 14, "color": ink.text}, "bgcolor": ink.page, "borderpad": 0,
    }  # fmt: skip


def _target_words(tr: Translator, ink: Ink) -> Note:
    return {
        "x": TARGET, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
        "text": tr("results.radar.target", n=TARGET), "font": {"size": 12, "color": ink.target},
    }  # fmt: skip
