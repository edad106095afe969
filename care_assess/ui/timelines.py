"""The charts of the road map: when, how much work each month, and the score that it leads to.

As :mod:`figures`: still, named for screen readers, each with the table that says the same.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal, TypeAlias

from care_assess.plan.roadmap import Reached
from care_assess.scoring import TARGET
from care_assess.text import Translator
from care_assess.ui.charts import INKS, TOP, Chart, Ink, Note, Trace, drawn, one_line
from care_assess.ui.levels import Theme

__all__ = ["Mark", "Month", "Stretch", "calendar", "climb", "in_days", "month_name", "months"]

Mark: TypeAlias = Literal["to_do", "in_progress", "blocked", "done", "overdue"]
"""How a stretch of the calendar is drawn; it is always said in words too."""

_ROW = 72  # pixels: two lines of words and the bar
_MONTH_ROW = 48
_DAY = 86_400_000  # milliseconds
_WRITTEN = 6
"""Points whose score is written on the chart; of more, the first and the last only."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """An action on the calendar, both dates included. ``state``: its status in words; ``dates``: both, in words."""

    name: str
    who: str
    mark: Mark
    state: str
    start: date
    due: date
    dates: str

    @property
    def when(self) -> str:
        """How far, and when."""
        return " · ".join(filter(None, (self.state, self.dates)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Month:
    """The person-days of one month. ``name``: in figures; ``detail``: whose they are, in words."""

    name: str
    days: Fraction
    detail: str


def calendar(stretches: Sequence[Stretch], today: date, *, tr: Translator, theme: Theme) -> Chart:
    """One bar an action, from its start to its due date; a dashed line is today. None may be empty."""
    ink = INKS[theme]
    first = min(today, *(one.start for one in stretches))
    last = max(today, *(one.due for one in stretches))
    margin = max((last - first) // 30, timedelta(days=1))
    end = last + timedelta(days=1) + margin  # the last day is drawn to its end
    figure = drawn(
        [_stretches(stretches, ink), _today(today, len(stretches), ink)],
        ink,
        _ROW * len(stretches) + 70,
        margin={"l": 8, "r": 12, "t": 30, "b": 30},
        annotations=[*_stretch_words(stretches, ink), _today_words(today, tr, ink)],
        xaxis={"type": "date", "range": [_at(first - margin), _at(end)], "nticks": 5,
               "tickformat": "%d/%m/%y", "gridcolor": ink.grid, "fixedrange": True,
               "tickfont": {"size": 12, "color": ink.muted}},
        yaxis={"range": [-0.5, len(stretches) - 0.2], "visible": False, "fixedrange": True},
    )  # fmt: skip
    names = ("action", "facts")
    return Chart(
        figure=figure,
        alt=tr("roadmap.calendar.alt", n=len(stretches), first=tr.date(first), last=tr.date(last)),
        header=tuple(tr(f"roadmap.calendar.{name}") for name in names),
        rows=tuple((one.name, f"{one.who} · {one.when}") for one in stretches),
    )


def months(some: Sequence[Month], *, tr: Translator, theme: Theme) -> Chart:
    """One bar a month: its person-days, whoever does them."""
    ink = INKS[theme]
    places = list(range(len(some) - 1, -1, -1))
    lying: Trace = {
        "type": "bar", "x": [float(one.days) for one in some], "y": places, "orientation": "h", "width": 0.34,
        "name": "days", "marker": {"color": ink.now, "line": {"width": 0}}, "showlegend": False,
    }  # fmt: skip
    notes: list[Note] = [
        {"x": 0, "xref": "paper", "y": place + 0.2, "xanchor": "left", "yanchor": "bottom",
         "text": f"<b>{html.escape(one.name)}</b>  {in_days(one.days, tr)}", "showarrow": False,
         "font": {"size": 14, "color": ink.text}}
        for one, place in zip(some, places, strict=True)
    ]  # fmt: skip
    figure = drawn(
        [lying],
        ink,
        _MONTH_ROW * len(some) + 40,
        margin={"l": 8, "r": 12, "t": 20, "b": 10},
        annotations=notes,
        xaxis={"visible": False, "rangemode": "tozero", "fixedrange": True},
        yaxis={"range": [-0.5, len(some) - 0.3], "visible": False, "fixedrange": True},
    )
    values = tr("results.separator").join(f"{one.name} {in_days(one.days, tr)}" for one in some)
    return Chart(
        figure=figure,
        alt=tr("roadmap.load.alt", values=values),
        header=tuple(tr(f"roadmap.load.{name}") for name in ("month", "days", "whose")),
        rows=tuple((one.name, in_days(one.days, tr), one.detail) for one in some),
    )


def climb(points: Sequence[Reached], *, tr: Translator, theme: Theme) -> Chart:
    """The score of the whole in steps, from 0 to 5, with the target as a dashed line."""
    ink = INKS[theme]
    days, last = [_at(one.day) for one in points], points[-1].day
    target: Trace = {
        "type": "scatter", "x": [days[0], days[-1]], "y": [TARGET, TARGET], "mode": "lines", "showlegend": False,
        "name": "target", "line": {"color": ink.target, "width": 1.8, "dash": "dash"},
    }  # fmt: skip
    steps: Trace = {
        "type": "scatter", "x": days, "y": [float(one.score) for one in points], "mode": "lines+markers",
        "name": "score", "line": {"color": ink.now, "width": 2.8, "shape": "hv"}, "marker": {"size": 8},
        "showlegend": False,
    }  # fmt: skip
    margin = max((last - points[0].day) // 12, timedelta(days=2))
    figure = drawn(
        [target, steps],
        ink,
        360,
        margin={"l": 30, "r": 12, "t": 20, "b": 30},
        annotations=[*_score_words(points, tr, ink), _target_note(points[0].day, tr, ink)],
        xaxis={"type": "date", "range": [_at(points[0].day - margin), _at(last + margin)],
               "nticks": 5, "tickformat": "%d/%m/%y", "gridcolor": ink.grid, "fixedrange": True,
               "tickfont": {"size": 12, "color": ink.muted}},
        yaxis={"range": [0, TOP + 0.3], "tickvals": list(range(TOP + 1)), "gridcolor": ink.grid,
               "zeroline": False, "fixedrange": True, "tickfont": {"size": 12, "color": ink.muted}},
    )  # fmt: skip
    values = tr("results.separator").join(
        f"{tr.date(one.day)} {tr.number(one.score)}" for one in _written(points)
    )
    return Chart(
        figure=figure,
        alt=tr("roadmap.climb.alt", values=values, target=TARGET),
        header=tuple(tr(f"roadmap.climb.{name}") for name in ("day", "actions", "score")),
        rows=tuple(
            (tr.date(one.day), tr.number(len(one.actions), 0), tr.number(one.score, 2))
            for one in points
        ),
    )


def month_name(month: date) -> str:
    """``12/2026``."""
    return f"{month:%m/%Y}"


def in_days(days: Fraction, tr: Translator) -> str:
    """Person-days as the orders of magnitude that they are: one decimal under ten, none above."""
    whole = days >= 10
    return tr(
        "roadmap.load.count", n=2 if days >= 2 else 1, days=tr.number(days, 0 if whole else 1)
    )


def _stretches(stretches: Sequence[Stretch], ink: Ink) -> Trace:
    colours = {"to_do": ink.before, "in_progress": ink.now, "done": ink.now,
               "blocked": ink.target, "overdue": ink.target}  # fmt: skip
    patterns = {"done": ".", "blocked": "x", "overdue": "/"}
    return {
        "type": "bar",
        "base": [_at(one.start) for one in stretches],
        "x": [((one.due - one.start).days + 1) * _DAY for one in stretches],
        "y": [place for _, place in _placed(stretches)],
        "orientation": "h", "width": 0.2, "name": "actions", "showlegend": False,
        "marker": {
            "color": [colours[one.mark] for one in stretches],
            "line": {"width": 0},
            "pattern": {"shape": [patterns.get(one.mark, "") for one in stretches],
                        "fgcolor": ink.page, "fillmode": "overlay", "fgopacity": 0.5, "size": 7,
                        "solidity": 0.3},
        },
    }  # fmt: skip


def _today(today: date, count: int, ink: Ink) -> Trace:
    return {
        "type": "scatter", "x": [_at(today), _at(today)], "y": [-0.5, count - 0.25], "mode": "lines",
        "showlegend": False, "name": "today", "line": {"color": ink.muted, "width": 1.6, "dash": "dash"},
    }  # fmt: skip


def _stretch_words(stretches: Sequence[Stretch], ink: Ink) -> Iterator[Note]:
    """Two lines above each bar: what, then who, how far and when."""
    for one, place in _placed(stretches):
        yield {
            "x": 0, "xref": "paper", "y": place + 0.12, "xanchor": "left", "yanchor": "bottom",
            "align": "left", "text": f"<b>{html.escape(one_line(one.name))}</b><br>{html.escape(one.when)}",
            "showarrow": False, "font": {"size": 13, "color": ink.text}, "bgcolor": ink.page,
            "borderpad": 0,
        }  # fmt: skip


def _today_words(today: date, tr: Translator, ink: Ink) -> Note:
    return {
        "x": _at(today), "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
        "text": tr("roadmap.calendar.today", date=tr.date(today)),
        "font": {"size": 12, "color": ink.muted},
    }  # fmt: skip


def _score_words(points: Sequence[Reached], tr: Translator, ink: Ink) -> Iterator[Note]:
    for one in _written(points):
        yield {
            "x": _at(one.day), "y": float(one.score), "yshift": 10, "yanchor": "bottom",
            "text": f"<b>{tr.number(one.score)}</b>", "showarrow": False,
            "font": {"size": 14, "color": ink.text},
        }  # fmt: skip


def _target_note(day: date, tr: Translator, ink: Ink) -> Note:
    return {
        "x": _at(day), "y": TARGET, "xanchor": "left", "yanchor": "bottom", "showarrow": False,
        "text": tr("results.radar.target", n=TARGET), "font": {"size": 12, "color": ink.target},
    }  # fmt: skip


def _written(points: Sequence[Reached]) -> Sequence[Reached]:
    """The points whose score is said: all, or the two ends."""
    return points if len(points) <= _WRITTEN else (points[0], points[-1])


def _placed(stretches: Sequence[Stretch]) -> Iterator[tuple[Stretch, int]]:
    """Each stretch with its height: the first one on top."""
    return zip(stretches, range(len(stretches) - 1, -1, -1), strict=True)


def _at(day: date) -> str:
    return day.isoformat()
