"""Scores as a map: an establishment or a GHT a row, a topic a column; still, with the table that says the same."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from care_assess.steering import LISTS, Figure
from care_assess.steering.overview import Line, Overview
from care_assess.steering.telling import Teller
from care_assess.ui.charts import INKS, Chart, Ink, Note, Trace, drawn, one_line
from care_assess.ui.levels import Theme, colour, ink_on_level

__all__ = ["HeatRow", "heat_map", "row_of_group", "row_of_line"]

_TOPICS = ("", *LISTS)
_ROW = 54  # pixels: the name on its line, the cells under it
_TOP = 118
_CELL = 0.46  # of the height of a row
_GAP = 0.04  # of the width of a column
_BASE = 0.06


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row. ``figures``: the whole, then the topics. ``told``: its three cells in the table."""

    name: str
    figures: tuple[Figure | None, ...]
    told: tuple[str, str, str]


def row_of_line(line: Line, teller: Teller) -> HeatRow:
    """The scores of an establishment."""
    figures = tuple(line.figure(topic) for topic in _TOPICS)
    said = _said(figures, teller) if line.summary else teller.level(None)
    return HeatRow(line.member.name, figures, (line.member.name, teller.share(line.activity), said))


def row_of_group(part: Overview, activity: str, teller: Teller) -> HeatRow:
    """The weakest scores of a GHT: in each topic, that of its weakest establishment."""
    figures = tuple(
        part.figure(topic, weakest[0]) if (weakest := part.spread(topic).weakest) else None
        for topic in _TOPICS
    )
    said = " · ".join(
        teller.tr(
            "ght_page.map.score",
            topic=teller.topic(topic, short=True),
            score=teller.weakest(part.spread(topic)),
        )
        for topic in _TOPICS
    )
    return HeatRow(part.group.name, figures, (part.group.name, activity, said))


def heat_map(
    rows: Sequence[HeatRow], header: tuple[str, ...], alt: str, teller: Teller, theme: Theme
) -> Chart:
    """The whole first, then the topics. The colour of a cell is that of its level, its number the score."""
    ink, count = INKS[theme], len(rows)
    corner: Trace = {
        "type": "scatter", "x": [0], "y": [0], "mode": "markers", "marker": {"opacity": 0},
        "showlegend": False,
    }  # fmt: skip
    figure = drawn(
        [corner],
        ink,
        _TOP + _ROW * count + 12,
        margin={"l": 4, "r": 44, "t": _TOP, "b": 8},
        shapes=list(_cells(rows, theme)),
        annotations=[
            *_titles(teller, count, ink),
            *_names(rows, ink),
            *_numbers(rows, teller, theme),
        ],
        xaxis={"range": [0, len(_TOPICS)], "visible": False, "fixedrange": True},
        yaxis={"range": [0, count], "visible": False, "fixedrange": True},
    )
    return Chart(figure=figure, alt=alt, header=header, rows=tuple(one.told for one in rows))


def _said(figures: Sequence[Figure | None], teller: Teller) -> str:
    """The scores in one cell: a phone shows no more side by side."""
    return " · ".join(
        teller.tr(
            "ght_page.map.score",
            topic=teller.topic(topic, short=True),
            score=teller.score(None if figure is None else figure.score),
        )
        for topic, figure in zip(_TOPICS, figures, strict=True)
    )


def _low(count: int, at: int) -> float:
    """The foot of a row; the first is on top."""
    return count - at - 1 + _BASE


def _cells(rows: Sequence[HeatRow], theme: Theme) -> Iterator[dict[str, object]]:
    for at, row in enumerate(rows):
        low = _low(len(rows), at)
        for place, figure in enumerate(row.figures):
            level = None if figure is None else figure.level
            yield {
                "type": "rect", "x0": place + _GAP, "x1": place + 1 - _GAP, "y0": low, "y1": low + _CELL,
                "fillcolor": colour(level, theme), "line": {"width": 0}, "layer": "below",
            }  # fmt: skip


def _numbers(rows: Sequence[HeatRow], teller: Teller, theme: Theme) -> Iterator[Note]:
    for at, row in enumerate(rows):
        middle = _low(len(rows), at) + _CELL / 2
        for place, figure in enumerate(row.figures):
            score = teller.score(None if figure is None else figure.score)
            yield {
                "x": place + 0.5, "y": middle, "showarrow": False, "text": f"<b>{score}</b>",
                "font": {"size": 13, "color": ink_on_level(theme)},
            }  # fmt: skip


def _names(rows: Sequence[HeatRow], ink: Ink) -> Iterator[Note]:
    for at, row in enumerate(rows):
        yield {
            "x": 0, "y": _low(len(rows), at) + _CELL, "showarrow": False, "xanchor": "left",
            "yanchor": "bottom", "text": html.escape(one_line(row.name)),
            "font": {"size": 13, "color": ink.text},
        }  # fmt: skip


def _titles(teller: Teller, count: int, ink: Ink) -> Iterator[Note]:
    """The topics above their columns, slanted: a phone has no room for them flat."""
    for place, topic in enumerate(_TOPICS):
        yield {
            "x": place + 0.3, "y": count, "yshift": 2, "showarrow": False, "xanchor": "left",
            "yanchor": "bottom", "textangle": -52,
            "text": html.escape(teller.topic(topic, short=True)),
            "font": {"size": 12, "color": ink.muted},
        }  # fmt: skip
