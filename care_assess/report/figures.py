"""The figures of the report as vector drawings: radar, bars with intervals, scale of levels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import Color, HexColor

from care_assess.report.blocks import Bar, Bars, Radar, Scale, Series, plain
from care_assess.report.fonts import BOLD, REGULAR, printable
from care_assess.report.palette import (
    ACCENT,
    LINE,
    MUTED,
    SURFACE,
    TARGET,
    TONES,
    WHITE,
    level_colour,
)
from care_assess.report.typeset import Line as TextLine
from care_assess.report.typeset import break_lines, width_of

__all__ = ["bars_drawing", "chip", "radar_drawing", "scale_drawing"]

_RINGS = range(1, 6)
_PREVIOUS = "#6B7B82"
_ORDER = ("target", "previous", "now")  # what is drawn last is seen first
_LEGEND = 7.4
_LEGEND_ROW = 12.0
_LEGEND_GAP = 12.0
_NAME = 7.8
_NAME_LEADING = 9.0
_NAME_GAP = 8.5
_LARGEST = 92.0
_SMALLEST = 40.0

_STEP = 27.0
_HEAD = 14.0


def radar_drawing(radar: Radar, width: float) -> Drawing:
    """The radar in a drawing of that width: rings 1 to 5, series, names around, legend under."""
    names = [axis.label for axis in radar.axes]
    legend = _legend(radar.series, width)
    wheel = _wheel(names, width, under=_LEGEND_ROW * len(legend))
    drawing = Drawing(width, wheel.centre[1] + wheel.radius + 28)
    if wheel.count >= 3:  # fewer make no surface: the table beside says it all
        _draw_rings(drawing, wheel)
        for series in sorted(radar.series, key=lambda one: _ORDER.index(one.kind)):
            _draw_series(drawing, wheel, series)
        _draw_numbers(drawing, wheel)
    for index, name in enumerate(names):
        _draw_name(drawing, wheel, index, name)
    _draw_legend(drawing, legend)
    return drawing


def bars_drawing(bars: Bars, width: float) -> Drawing:
    """One line a score: name, track from 0 to 5 with interval and score, level and figure."""
    drawing = Drawing(width, _HEAD + _STEP * len(bars.bars) + 4)
    track = _Track(left=width * 0.29, scale=width * 0.41 / 5, width=width)
    for index, bar in enumerate(bars.bars):
        _draw_bar(drawing, track, bar, drawing.height - _HEAD - _STEP * (index + 0.5))
    x, top = track.at(bars.target), drawing.height - _HEAD
    drawing.add(
        Line(x, 2, x, top, strokeColor=HexColor(TARGET), strokeWidth=1, strokeDashArray=[3, 2])
    )
    drawing.add(_words(x, top + 4, bars.target_name, size=7.2, colour=TARGET, anchor="middle"))
    return drawing


def scale_drawing(scale: Scale, width: float) -> Drawing:
    """The six levels side by side: colour, number, word."""
    cell = width / len(scale.names)
    names = [break_lines(plain(name), cell - 24, _LEGEND) for name in scale.names]
    drawing = Drawing(width, max(16.0, 9.0 * max(map(len, names)) + 3))
    for level, lines in enumerate(names):
        chip(drawing, level * cell, drawing.height - 14, level)
        for row, line in enumerate(lines):
            y = drawing.height - 10 - 9 * row
            drawing.add(_words(level * cell + 17, y, _text(line), size=_LEGEND, colour=MUTED))
    return drawing


def chip(drawing: Drawing, x: float, y: float, level: int | None) -> None:
    """A small square of the level's colour with its number, its lower left corner at (x, y)."""
    colour = HexColor(level_colour(level))
    drawing.add(Rect(x, y, 13, 13, rx=2.5, ry=2.5, fillColor=colour, strokeColor=None))
    number = "\u2013" if level is None else str(level)
    drawing.add(
        _words(x + 6.5, y + 3.6, number, size=8.6, colour=WHITE, bold=True, anchor="middle")
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Wheel:
    """Where a radar is drawn: the first axis points up, the others follow clockwise."""

    centre: tuple[float, float]
    radius: float
    count: int

    def angle(self, index: int) -> float:
        return 2 * math.pi * index / self.count

    def at(self, index: int, distance: float) -> tuple[float, float]:
        angle = self.angle(index)
        return (
            self.centre[0] + distance * math.sin(angle),
            self.centre[1] + distance * math.cos(angle),
        )

    def level(self, index: int, level: float) -> tuple[float, float]:
        return self.at(index, self.radius * level / 5)


def _wheel(names: Sequence[str], width: float, *, under: float) -> _Wheel:
    """The largest wheel that leaves room for the longest word of the names on its sides, and ``under`` it."""
    words = [word for name in names for word in printable(name).split(" ")]
    longest = max((width_of(word, _NAME) for word in words), default=0.0)
    radius = max(_SMALLEST, min(_LARGEST, width / 2 - longest - _NAME_GAP - 1))
    return _Wheel(centre=(width / 2, 24 + under + radius), radius=radius, count=len(names))


def _draw_rings(drawing: Drawing, wheel: _Wheel) -> None:
    for ring in reversed(_RINGS):
        points = [wheel.level(index, ring) for index in range(wheel.count)]
        outer = ring == _RINGS[-1]
        drawing.add(
            Polygon(
                [number for point in points for number in point],
                strokeColor=HexColor(LINE),
                strokeWidth=0.9 if outer else 0.5,
                fillColor=HexColor(SURFACE) if outer else None,
            )
        )
    for index in range(wheel.count):
        end = wheel.level(index, 5)
        drawing.add(Line(*wheel.centre, *end, strokeColor=HexColor(LINE), strokeWidth=0.5))


def _draw_numbers(drawing: Drawing, wheel: _Wheel) -> None:
    """The rings' numbers, each above its ring: lines come down from there, so none crosses them."""
    for ring in _RINGS:
        x, y = wheel.level(0, ring)
        drawing.add(_words(x + 2, y + 1.6, str(ring), size=6.2, colour=MUTED))


def _draw_series(drawing: Drawing, wheel: _Wheel, series: Series) -> None:
    points = [
        None if value is None else wheel.level(index, float(value))
        for index, value in enumerate(series.values)
    ]
    shown = [point for point in points if point is not None]
    style = _style(series)
    if len(shown) == wheel.count:
        flat = [number for point in shown for number in point]
        drawing.add(Polygon(flat, fillColor=_fill(series), **style))
    else:  # an axis without a score is a hole in the line, never a zero
        for start, end in zip(points, points[1:] + points[:1], strict=True):
            if start is not None and end is not None:
                drawing.add(PolyLine([*start, *end], **style))
    if series.kind == "now":
        rim = {"strokeColor": HexColor(WHITE), "strokeWidth": 0.6}
        for x, y in shown:
            drawing.add(Circle(x, y, 2.1, fillColor=HexColor(ACCENT), **rim))


def _style(series: Series) -> dict[str, object]:
    if series.kind == "now":
        return {"strokeColor": HexColor(ACCENT), "strokeWidth": 1.7}
    if series.kind == "previous":
        return {"strokeColor": HexColor(_PREVIOUS), "strokeWidth": 1.1, "strokeDashArray": [1, 2]}
    return {"strokeColor": HexColor(TARGET), "strokeWidth": 1.1, "strokeDashArray": [4, 2.5]}


def _fill(series: Series) -> Color | None:
    if series.kind != "now":
        return None
    accent = HexColor(ACCENT)
    return Color(accent.red, accent.green, accent.blue, alpha=0.13)


def _draw_name(drawing: Drawing, wheel: _Wheel, index: int, name: str) -> None:
    x, y = wheel.at(index, wheel.radius + _NAME_GAP)
    across, up = math.sin(wheel.angle(index)), math.cos(wheel.angle(index))
    anchor = "middle" if abs(across) < 0.2 else "start" if across > 0 else "end"
    room = drawing.width / 2 if anchor == "middle" else drawing.width - x if across > 0 else x
    lines = break_lines(plain(name), room, _NAME)
    height = _NAME_LEADING * (len(lines) - 1)
    rise = height if up > 0.8 else -5 if up < -0.8 else height / 2 - 2.5
    for row, line in enumerate(lines):
        baseline = y + rise - _NAME_LEADING * row
        drawing.add(_words(x, baseline, _text(line), size=_NAME, anchor=anchor))


def _legend(series: Sequence[Series], width: float) -> list[list[tuple[Series, str, float]]]:
    """The series with their names and the room they take, in as many rows as the width asks."""
    rows: list[list[tuple[Series, str, float]]] = [[]]
    left = width
    for one in series:
        name = printable(one.name)
        taken = 24 + width_of(name, _LEGEND)
        if rows[-1] and taken > left:
            rows.append([])
            left = width
        rows[-1].append((one, name, taken))
        left -= taken + _LEGEND_GAP
    return rows


def _draw_legend(drawing: Drawing, rows: Sequence[Sequence[tuple[Series, str, float]]]) -> None:
    for up, row in enumerate(reversed(rows)):
        y = 5 + _LEGEND_ROW * up
        taken = sum(width for _, _, width in row) + _LEGEND_GAP * (len(row) - 1)
        x = max(0.0, (drawing.width - taken) / 2)
        for series, name, width in row:
            drawing.add(PolyLine([x, y, x + 18, y], **_style(series)))
            drawing.add(_words(x + 23, y - 2.6, name, size=_LEGEND, colour=MUTED))
            x += width + _LEGEND_GAP


@dataclass(frozen=True, kw_only=True, slots=True)
class _Track:
    """Where the bars are drawn: from ``left``, ``scale`` points a level, in a drawing of ``width``."""

    left: float
    scale: float
    width: float

    def at(self, level: float) -> float:
        return self.left + level * self.scale


def _draw_bar(drawing: Drawing, track: _Track, bar: Bar, middle: float) -> None:
    lines = break_lines(plain(bar.label), track.left - 10, 9)[:2]
    for row, line in enumerate(lines):
        y = middle - 3 + (len(lines) - 1) * 5 - row * 10
        drawing.add(_words(0, y, _text(line), size=9))
    for shape in _track_shapes(track, middle):
        drawing.add(shape)
    colour = HexColor(level_colour(bar.level.level))
    if bar.low is not None and bar.high is not None and bar.low < bar.high:
        for shape in _interval(track.at(float(bar.low)), track.at(float(bar.high)), middle, colour):
            drawing.add(shape)
    if bar.score is not None:
        x = track.at(float(bar.score))
        rim = {"strokeColor": HexColor(WHITE), "strokeWidth": 1}
        drawing.add(Circle(x, middle, 4.2, fillColor=colour, **rim))
    start = track.at(5) + 12
    drawing.add(_words(start, middle - 3, bar.value, size=9.4, bold=True))
    chip(drawing, start + 26, middle - 6.5, bar.level.level)
    names = break_lines(plain(bar.level.name), track.width - start - 44, 8.2)[:2]
    for row, line in enumerate(names):
        y = middle - 3 + (len(names) - 1) * 4.5 - 9 * row
        drawing.add(_words(start + 43, y, _text(line), size=8.2, colour=MUTED))


def _track_shapes(track: _Track, middle: float) -> Iterator[Rect | Line]:
    rim = {"strokeColor": HexColor(LINE), "strokeWidth": 0.5}
    length = 5 * track.scale
    yield Rect(track.left, middle - 3, length, 6, rx=3, ry=3, fillColor=HexColor(SURFACE), **rim)
    for mark in _RINGS[:-1]:
        yield Line(track.at(mark), middle - 3, track.at(mark), middle + 3, **rim)


def _interval(low: float, high: float, middle: float, colour: Color) -> Iterator[Rect | Line]:
    pale = Color(colour.red, colour.green, colour.blue, alpha=0.35)
    yield Rect(low, middle - 3, high - low, 6, fillColor=pale, strokeColor=None)
    for x in (low, high):
        yield Line(x, middle - 5, x, middle + 5, strokeColor=colour, strokeWidth=0.8)


def _text(line: TextLine) -> str:
    return "".join(segment.text for segment in line)


def _words(
    x: float, y: float, text: str, *, size: float, colour: str = TONES["ink"], bold: bool = False,
    anchor: str = "start",
) -> String:  # fmt: skip
    return String(
        x, y, printable(text), fontName=BOLD if bold else REGULAR, fontSize=size,
        fillColor=HexColor(colour), textAnchor=anchor,
    )  # fmt: skip
