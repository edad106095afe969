"""Radars: for the shape of the scores, as their table and the bars are for reading them."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import cos, pi, sin

from care_assess.scoring import TARGET
from care_assess.text import Number, Translator
from care_assess.ui.charts import INKS, TOP, Chart, Ink, Note, Trace, drawn, in_words
from care_assess.ui.levels import Theme

__all__ = ["FEWEST_AXES", "Curve", "Spoke", "overlay", "radar"]

FEWEST_AXES = 3
"""A radar of fewer is a line: show bars alone."""
_RADAR_HEIGHT = 440
_STROKES = (("dot", "circle-open"), ("solid", "square"), ("dashdot", "diamond"))
"""The dashes and the markers of the shapes of an overlay."""


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
    aims, dashes = _aims(spokes, tr), {"color": ink.target, "dash": "dash", "width": 1.8}
    traces = [
        *_web(len(spokes), ink),
        _curve([one.aim for one in spokes], tr("results.radar.target", n=aims), dashes),
    ]
    if before is not None:
        dots = {"color": ink.before, "dash": "dot", "width": 2}
        traces.append(_curve([one.before for one in spokes], before, dots))
    stroke = {"color": ink.now, "width": 2.8}
    traces.append(_curve([one.now for one in spokes], now, stroke, ink.fill))
    figure = drawn(
        traces,
        ink,
        _RADAR_HEIGHT,
        annotations=[
            *_spoke_words([(one.short, in_words(one.now, tr)) for one in spokes], ink),
            *_ring_numbers(len(spokes), ink),
        ],
        margin={"l": 44, "r": 44, "t": 52, "b": 48, "autoexpand": True},
        legend=_legend(ink),
        **_hidden_axes(5.05),
    )  # fmt: skip
    header, rows = _radar_table(spokes, title, now, before, tr)
    values = tr("results.separator").join(f"{one.name} {in_words(one.now, tr)}" for one in spokes)
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
    aim, dashes = [TARGET] * len(spokes), {"color": ink.target, "dash": "dash", "width": 1.2}
    traces = [
        *_web(len(spokes), ink),
        _curve(aim, tr("results.radar.target", n=TARGET), dashes),
    ]
    colours = (ink.before, ink.now, ink.text)
    for one, colour_of, (dash, symbol) in zip(curves, colours, _STROKES, strict=False):
        stroke = {"color": colour_of, "dash": dash, "width": 2.4}
        traces.append(_curve(one.values, one.name, stroke, symbol=symbol))
    said = [
        " · ".join(in_words(one.values[place], tr) for one in curves)
        for place in range(len(spokes))
    ]
    words = [(short, values) for (_, short), values in zip(spokes, said, strict=True)]
    figure = drawn(
        traces,
        ink,
        _RADAR_HEIGHT,
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
            (name, *(in_words(one.values[place], tr) for one in curves))
            for place, (name, _) in enumerate(spokes)
        ),
    )


def _aims(spokes: Sequence[Spoke], tr: Translator) -> str:
    """``3``, or ``2 – 4`` when the spokes do not all aim at the same level."""
    aims = sorted({one.aim for one in spokes})
    return " – ".join(map(tr.figure, dict.fromkeys((aims[0], aims[-1]))))


def _radar_table(
    spokes: Sequence[Spoke], title: str, now: str, before: str | None, tr: Translator
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The header and the rows that say what the radar draws."""
    aim = tr("results.radar.title", title=title, target=_aims(spokes, tr))
    rows = tuple((one.name, in_words(one.now, tr), in_words(one.before, tr)) for one in spokes)
    if before is None:
        return (aim, now), tuple(row[:2] for row in rows)
    return (aim, now, before), rows


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


def _web(count: int, ink: Ink) -> Iterator[Trace]:
    """The rings, then the spokes."""
    thread = {"type": "scatter", "mode": "lines", "line": {"color": ink.grid, "width": 1},
              "showlegend": False}  # fmt: skip
    for ring in range(1, TOP + 1):
        xs, ys = _outline([ring] * count)
        yield {**thread, "x": xs, "y": ys, "name": f"ring {ring}"}
    ends = [_point(place, count, TOP) for place in range(count)]
    yield {
        **thread, "x": [part for x, _ in ends for part in (0, x, None)],
        "y": [part for _, y in ends for part in (0, y, None)], "name": "spokes",
    }  # fmt: skip


def _curve(
    values: Sequence[Number | None],
    name: str,
    line: Mapping[str, object],
    fill: str | None = None,
    *,
    symbol: str | None = None,
) -> Trace:
    x, y = _outline(values)
    whole = None not in values
    return {
        "type": "scatter", "x": x, "y": y, "name": html.escape(name), "line": line,
        "mode": "lines+markers" if fill or symbol else "lines",
        "marker": {"size": 9 if symbol else 8, "symbol": symbol or "circle"},
        "fill": "toself" if fill and whole else None, "fillcolor": fill,
    }  # fmt: skip


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
