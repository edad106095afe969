"""The charts: each comes with its name for screen readers and the table that says the same.

A chart is still: nothing to drag or to hover, so that a finger scrolls the page; its values are
written on it. Scores are exact; a chart draws them as floats and writes them rounded.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import cos, pi, sin
from typing import TypeAlias

import plotly.graph_objects as go

from care_assess.scoring import TARGET
from care_assess.text import Number, Translator
from care_assess.ui.levels import Theme, colour, pattern

__all__ = [
    "CONFIG",
    "FEWEST_AXES",
    "INKS",
    "TOP",
    "Bar",
    "Chart",
    "Curve",
    "Ink",
    "Note",
    "Spoke",
    "bars",
    "canvas",
    "one_line",
    "overlay",
    "radar",
    "shares",
    "spread",
]

CONFIG = {"staticPlot": True, "displayModeBar": False}
"""What ``st.plotly_chart`` takes beside the figure."""

FEWEST_AXES = 3
"""A radar of fewer is a line: show bars alone."""

TOP = 5
"""The highest score."""
_ROW = 62  # pixels: a line of words, the bar, its interval
_SECOND_LINE = 20
Note: TypeAlias = "dict[str, object]"
"""Words on a chart, as Plotly takes them."""
_LINE = 40  # characters that a phone shows on one line of a chart
_RADAR_HEIGHT = 440
_STROKES = (("dot", "circle-open"), ("solid", "square"), ("dashdot", "diamond"))
"""The dashes and the markers of the shapes of an overlay."""


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoke:
    """One direction of a radar. ``name`` is written in full in the table, ``short`` on the chart."""

    name: str
    short: str
    now: Fraction | None
    before: Fraction | None = None
    aim: Number = TARGET


@dataclass(frozen=True, kw_only=True, slots=True)
class Curve:
    """One line of a radar of several: its name, and its value on each spoke in turn."""

    name: str
    values: tuple[Fraction | None, ...]


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


def radar(
    spokes: Sequence[Spoke],
    *,
    title: str,
    now: str,
    before: str | None,
    tr: Translator,
    theme: Theme,
) -> Chart:
    """The shape of the scores over straight rings 1 to 5, with the target and, if given, the one before.

    ``title`` names the spokes ("Domaine"), ``now`` and ``before`` the two assessments (their dates).
    """
    ink = INKS[theme]
    figure = go.Figure()
    _draw_web(figure, len(spokes), ink)
    aims, dashes = _aims(spokes, tr), {"color": ink.target, "dash": "dash", "width": 1.8}
    _draw_line(figure, [one.aim for one in spokes], tr("results.radar.target", n=aims), dashes)
    if before is not None:
        dots = {"color": ink.before, "dash": "dot", "width": 2}
        _draw_line(figure, [one.before for one in spokes], before, dots)
    _draw_line(figure, [one.now for one in spokes], now, {"color": ink.now, "width": 2.8}, ink.fill)
    figure.update_layout(
        **canvas(ink, _RADAR_HEIGHT),
        annotations=[
            *_spoke_words([(one.short, _said(one.now, tr)) for one in spokes], ink),
            *_ring_numbers(len(spokes), ink),
        ],
        margin={"l": 44, "r": 44, "t": 52, "b": 48, "autoexpand": True},
        legend=_legend(ink),
        **_hidden_axes(5.05),
    )  # fmt: skip
    header, rows = _radar_table(spokes, title, now, before, tr)
    values = tr("results.separator").join(f"{one.name} {_said(one.now, tr)}" for one in spokes)
    alt = tr("results.radar.alt", title=title, values=values, target=aims)
    return Chart(figure=figure, alt=alt, header=header, rows=rows)


def overlay(
    spokes: Sequence[tuple[str, str]],
    curves: Sequence[Curve],
    *,
    title: str,
    tr: Translator,
    theme: Theme,
) -> Chart:
    """Up to three shapes on one radar, told apart by their dashes and markers, with the target.

    ``spokes``: the name in full and the short one; ``title`` names them ("Sujet"). The values at the end
    of a spoke are in the order of ``curves``.
    """
    ink = INKS[theme]
    figure = go.Figure()
    _draw_web(figure, len(spokes), ink)
    aim, dashes = [TARGET] * len(spokes), {"color": ink.target, "dash": "dash", "width": 1.2}
    _draw_line(figure, aim, tr("results.radar.target", n=TARGET), dashes)
    colours = (ink.before, ink.now, ink.text)
    for one, colour_of, (dash, symbol) in zip(curves, colours, _STROKES, strict=False):
        stroke = {"color": colour_of, "dash": dash, "width": 2.4}
        _draw_line(figure, one.values, one.name, stroke, symbol=symbol)
    said = [
        " · ".join(_said(one.values[place], tr) for one in curves) for place in range(len(spokes))
    ]
    words = [(short, values) for (_, short), values in zip(spokes, said, strict=True)]
    figure.update_layout(
        **canvas(ink, _RADAR_HEIGHT),
        annotations=[*_spoke_words(words, ink), *_ring_numbers(len(spokes), ink)],
        margin={"l": 44, "r": 44, "t": 52, "b": 48, "autoexpand": True},
        legend={**_legend(ink), "traceorder": "normal"},
        **_hidden_axes(5.05),
    )
    separator = tr("results.separator")
    told = separator.join(
        f"{name} {values}" for (name, _), values in zip(spokes, said, strict=True)
    )
    named = ", ".join((title, *(one.name for one in curves)))
    return Chart(
        figure=figure,
        alt=tr("results.radar.alt", title=named, values=told, target=TARGET),
        header=(title, *(one.name for one in curves)),
        rows=tuple(
            (name, *(_said(one.values[place], tr) for one in curves))
            for place, (name, _) in enumerate(spokes)
        ),
    )


def bars(lines: Sequence[Bar], *, title: str, tr: Translator, theme: Theme) -> Chart:
    """One bar a score from 0 to 5, the interval under it, the target as a dashed line through all.

    ``title`` names the lines ("Sujet"). The first line is on top.
    """
    ink = INKS[theme]
    said = [_said(one.score, tr) for one in lines]
    figure = _bar_chart(lines, said, ink, theme)
    figure.add_scatter(
        x=[TARGET, TARGET], y=[-0.5, len(lines) - 0.45], mode="lines", showlegend=False,
        name="target", line={"color": ink.target, "width": 1.8, "dash": "dash"},
    )  # fmt: skip
    figure.add_annotation(_target_words(tr, ink))
    values = tr("results.separator").join(f"{one.name} {_said(one.score, tr)}" for one in lines)
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
    drawn = [_stretched(one) for one in lines]
    said = [_share_said(one, tr) for one in lines]
    figure = _bar_chart(drawn, said, INKS[theme], theme)
    figure.update_xaxes(ticktext=[str(20 * place) for place in range(TOP + 1)])
    rows = zip((one.name for one in lines), said, (one.word for one in lines), strict=True)
    return Chart(figure=figure, alt=alt, header=header, rows=tuple(rows))


def spread(
    score: Fraction | None, low: Fraction | None, high: Fraction | None, tr: Translator
) -> str:
    """``2,1 (1,9 à 2,4)``: a score and, when it is not settled, its interval."""
    if low is None or high is None or low == high:
        return _said(score, tr)
    return tr(
        "results.bars.spread", score=_said(score, tr), low=_said(low, tr), high=_said(high, tr)
    )


def one_line(words: str) -> str:
    """As many whole words as a phone shows on one line of a chart."""
    return words if len(words) <= _LINE else f"{words[:_LINE].rpartition(' ')[0]}…"


def _aims(spokes: Sequence[Spoke], tr: Translator) -> str:
    """``3``, or ``2 – 4`` when the spokes do not all aim at the same level."""
    aims = sorted({one.aim for one in spokes})
    return " – ".join(map(tr.figure, dict.fromkeys((aims[0], aims[-1]))))


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


def _radar_table(
    spokes: Sequence[Spoke], title: str, now: str, before: str | None, tr: Translator
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The header and the rows that say what the radar draws."""
    aim = tr("results.radar.title", title=title, target=_aims(spokes, tr))
    rows = tuple((one.name, _said(one.now, tr), _said(one.before, tr)) for one in spokes)
    if before is None:
        return (aim, now), tuple(row[:2] for row in rows)
    return (aim, now, before), rows


def canvas(ink: Ink, height: int) -> dict[str, object]:
    """What the layout of every chart begins with; ``height`` in pixels."""
    return {
        "height": height,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 14, "color": ink.text},
    }


def _point(place: int, count: int, radius: Number) -> tuple[float, float]:
    """Where a spoke (the first upwards, then clockwise) reaches ``radius``."""
    angle = pi / 2 - 2 * pi * place / count
    return float(radius) * cos(angle), float(radius) * sin(angle)


def _outline(values: Sequence[Number | None]) -> tuple[list[float | None], list[float | None]]:
    """The closed line through ``values``, broken where there is none."""
    count = len(values)
    points = [
        (None, None) if value is None else _point(place, count, value)
        for place, value in enumerate(values)
    ]
    points.append(points[0])
    return [x for x, _ in points], [y for _, y in points]


def _draw_web(figure: go.Figure, count: int, ink: Ink) -> None:
    for ring in range(1, TOP + 1):
        xs, ys = _outline([ring] * count)
        figure.add_scatter(x=xs, y=ys, mode="lines", line={"color": ink.grid, "width": 1},
                           showlegend=False, name=f"ring {ring}")  # fmt: skip
    ends = [_point(place, count, TOP) for place in range(count)]
    figure.add_scatter(x=[part for x, _ in ends for part in (0, x, None)],
                       y=[part for _, y in ends for part in (0, y, None)], mode="lines",
                       line={"color": ink.grid, "width": 1}, showlegend=False, name="spokes")  # fmt: skip


def _draw_line(
    figure: go.Figure,
    values: Sequence[Number | None],
    name: str,
    line: Mapping[str, object],
    fill: str | None = None,
    *,
    symbol: str | None = None,
) -> None:
    x, y = _outline(values)
    whole = None not in values
    figure.add_scatter(
        x=x, y=y, name=html.escape(name), mode="lines+markers" if fill or symbol else "lines",
        line=line, marker={"size": 9 if symbol else 8, "symbol": symbol or "circle"},
        fill="toself" if fill and whole else None, fillcolor=fill,
    )  # fmt: skip


def _spoke_words(words: Sequence[tuple[str, str]], ink: Ink) -> Iterator[Note]:
    """The name and value at the end of each spoke."""
    for place, (short, value) in enumerate(words):
        x, y = _point(place, len(words), TOP)
        name = html.escape(short).replace(" ", "<br>", 1)
        yield {
            "x": x, "y": y, "text": f"{name}<br><b>{value}</b>", "showarrow": False,
            "yanchor": "bottom" if y > -0.01 else "top", "yshift": 4 if y > -0.01 else -4,
            "font": {"size": 13, "color": ink.text},
        }  # fmt: skip


def _ring_numbers(count: int, ink: Ink) -> Iterator[Note]:
    """The numbers of the rings, half-way between the last spoke and the first."""
    (ax, ay), (bx, by) = _point(0, count, 1), _point(count - 1, count, 1)
    for ring in range(1, TOP + 1):
        yield {
            "x": ring * (ax + bx) / 2, "y": ring * (ay + by) / 2, "text": str(ring),
            "showarrow": False, "font": {"size": 11, "color": ink.muted}, "bgcolor": ink.page,
            "borderpad": 0,
        }  # fmt: skip


def _legend(ink: Ink) -> dict[str, object]:
    """Under the chart, what matters first: drawn last, above the others."""
    return {
        "orientation": "h", "x": 0.5, "xanchor": "center", "y": -0.16, "yanchor": "top",
        "traceorder": "reversed", "font": {"size": 13, "color": ink.text},
    }  # fmt: skip


def _hidden_axes(reach: float) -> dict[str, object]:
    axis = {"range": [-reach, reach], "visible": False, "fixedrange": True}
    return {"xaxis": axis, "yaxis": {**axis, "scaleanchor": "x", "scaleratio": 1}}


def _placed(lines: Sequence[Bar]) -> Iterator[tuple[Bar, int]]:
    """Each line with its height: the first one on top."""
    return zip(lines, range(len(lines) - 1, -1, -1), strict=True)


def _bar_chart(lines: Sequence[Bar], said: Sequence[str], ink: Ink, theme: Theme) -> go.Figure:
    """Bars from 0 to 5, each under its name, what is ``said`` of it and its word."""
    figure = go.Figure()
    folded = any(len(f"{one.short}{one.word}") + 8 > _LINE for one in lines)
    row = _ROW + _SECOND_LINE * folded
    _draw_bars(figure, lines, ink, theme)
    notes = [
        _bar_words(one, place, words, ink, folded=folded)
        for (one, place), words in zip(_placed(lines), said, strict=True)
    ]
    figure.update_layout(
        **canvas(ink, row * len(lines) + 74),
        margin={"l": 8, "r": 12, "t": 30, "b": 30},
        annotations=notes,
        barmode="overlay",
        xaxis={"range": [0, TOP], "tickvals": list(range(TOP + 1)), "gridcolor": ink.grid,
               "zeroline": False, "fixedrange": True, "tickfont": {"size": 12, "color": ink.muted}},
        yaxis={"range": [-0.5, len(lines) - 0.3], "visible": False, "fixedrange": True},
    )  # fmt: skip
    return figure


def _draw_bars(figure: go.Figure, lines: Sequence[Bar], ink: Ink, theme: Theme) -> None:
    """The tracks, the scores on them, and the intervals under them."""
    places = [place for _, place in _placed(lines)]
    figure.add_bar(x=[TOP] * len(lines), y=places, orientation="h", width=0.26, showlegend=False,
                   marker={"color": ink.track, "line": {"width": 0}}, name="track")  # fmt: skip
    figure.add_bar(
        x=[_float(one.score) for one in lines], y=places, orientation="h", width=0.26,
        name="score", showlegend=False,
        marker={
            "color": [colour(one.level, theme) for one in lines],
            "line": {"width": 0},
            "pattern": {"shape": [pattern(one.level) for one in lines], "fgcolor": ink.page,
                        "fillmode": "overlay", "fgopacity": 0.4, "size": 7, "solidity": 0.25},
        },
    )  # fmt: skip
    for one, place in _placed(lines):
        _draw_interval(figure, one, place, ink)


def _draw_interval(figure: go.Figure, one: Bar, place: int, ink: Ink) -> None:
    if one.low is None or one.high is None or one.low == one.high:
        return
    low, high, y = float(one.low), float(one.high), place - 0.24
    figure.add_scatter(
        x=[low, low, low, high, high, high],
        y=[y - 0.06, y + 0.06, y, y, y + 0.06, y - 0.06],
        mode="lines", line={"color": ink.muted, "width": 1.6}, showlegend=False, name="interval",
    )  # fmt: skip


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


def _said(value: Fraction | None, tr: Translator) -> str:
    return "–" if value is None else tr.number(value)


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
