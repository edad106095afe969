"""The scores of a group as a map: an establishment a row, a topic a column; still, with the table that says the same."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from care_assess.steering.overview import Line, Overview
from care_assess.steering.telling import Teller
from care_assess.ui.charts import INKS, Chart, Ink, Note, Trace, drawn, one_line
from care_assess.ui.levels import Theme, colour, ink_on_level

__all__ = ["heat_map"]

_ROW = 54  # pixels: the name on its line, the cells under it
_TOP = 118
_CELL = 0.46  # of the height of a row
_GAP = 0.04  # of the width of a column
_BASE = 0.06


def heat_map(seen: Overview, teller: Teller, theme: Theme) -> Chart:
    """The whole first, then the topics. The colour of a cell is that of its level, its number the score."""
    ink, tr = INKS[theme], teller.tr
    topics = ("", *seen.topics)
    count = len(seen.lines)
    corner: Trace = {
        "type": "scatter", "x": [0], "y": [0], "mode": "markers", "marker": {"opacity": 0},
        "showlegend": False,
    }  # fmt: skip
    figure = drawn(
        [corner],
        ink,
        _TOP + _ROW * count + 12,
        margin={"l": 4, "r": 44, "t": _TOP, "b": 8},
        shapes=list(_cells(seen.lines, topics, theme)),
        annotations=[
            *_titles(topics, teller, count, ink),
            *_names(seen.lines, ink),
            *_numbers(seen.lines, topics, teller, theme),
        ],
        xaxis={"range": [0, len(topics)], "visible": False, "fixedrange": True},
        yaxis={"range": [0, count], "visible": False, "fixedrange": True},
    )
    last = "–"
    if seen.last:
        topic, member, score = seen.last
        last = tr(
            "ght.told.named",
            name=f"{member.name}, {teller.topic(topic, short=True)}",
            score=teller.score(score),
        )
    return Chart(
        figure=figure,
        alt=tr("ght_page.map.alt", last=last),
        header=tuple(
            tr(f"ght_page.column.{name}") for name in ("establishment", "activity", "scores")
        ),
        rows=tuple(_row(line, topics, teller) for line in seen.lines),
    )


def _row(line: Line, topics: Sequence[str], teller: Teller) -> tuple[str, ...]:
    """Three cells: a phone shows no more side by side."""
    scores = (
        teller.tr(
            "ght_page.map.score",
            topic=teller.topic(topic, short=True),
            score=teller.score(line.score(topic)),
        )
        for topic in topics
    )
    said = " · ".join(scores) if line.summary else teller.level(None)
    return line.member.name, teller.share(line.activity), said


def _low(count: int, at: int) -> float:
    """The foot of a row; the first is on top."""
    return count - at - 1 + _BASE


def _cells(
    lines: Sequence[Line], topics: Sequence[str], theme: Theme
) -> Iterator[dict[str, object]]:
    for at, line in enumerate(lines):
        low = _low(len(lines), at)
        for place, topic in enumerate(topics):
            figure = line.figure(topic)
            level = None if figure is None else figure.level
            yield {
                "type": "rect", "x0": place + _GAP, "x1": place + 1 - _GAP, "y0": low, "y1": low + _CELL,
                "fillcolor": colour(level, theme), "line": {"width": 0}, "layer": "below",
            }  # fmt: skip


def _numbers(
    lines: Sequence[Line], topics: Sequence[str], teller: Teller, theme: Theme
) -> Iterator[Note]:
    for at, line in enumerate(lines):
        middle = _low(len(lines), at) + _CELL / 2
        for place, topic in enumerate(topics):
            yield {
                "x": place + 0.5, "y": middle, "showarrow": False,
                "text": f"<b>{teller.score(line.score(topic))}</b>",
                "font": {"size": 13, "color": ink_on_level(theme)},
            }  # fmt: skip


def _names(lines: Sequence[Line], ink: Ink) -> Iterator[Note]:
    for at, line in enumerate(lines):
        yield {
            "x": 0, "y": _low(len(lines), at) + _CELL, "showarrow": False, "xanchor": "left",
            "yanchor": "bottom", "text": html.escape(one_line(line.member.name)),
            "font": {"size": 13, "color": ink.text},
        }  # fmt: skip


def _titles(topics: Sequence[str], teller: Teller, count: int, ink: Ink) -> Iterator[Note]:
    """The topics above their columns, slanted: a phone has no room for them flat."""
    for place, topic in enumerate(topics):
        yield {
            "x": place + 0.3, "y": count, "yshift": 2, "showarrow": False, "xanchor": "left",
            "yanchor": "bottom", "textangle": -52,
            "text": html.escape(teller.topic(topic, short=True)),
            "font": {"size": 12, "color": ink.muted},
        }  # fmt: skip
