"""The chart of a share of the budget over the years; still, with the table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from care_assess.budget.comparing import Reference, Step
from care_assess.budget.telling import Teller
from care_assess.ui.charts import INKS, Chart, Ink, Note, Trace, drawn
from care_assess.ui.levels import Theme

__all__ = ["share_trend"]

_ROOM = 1.25
"""How far above the highest share the chart goes: the words stand there."""
_MARGIN = 0.4  # years, on each side


def share_trend(
    steps: Sequence[Step], name: str, references: Sequence[Reference], teller: Teller, theme: Theme
) -> Chart:
    """One point a year, hollow when it is a forecast; the ends of the references are dashed lines.

    ``steps``: by year, at least one with a share. ``name``: of the ratio.
    """
    ink, tr = INKS[theme], teller.tr
    known = [(one, one.share) for one in steps if one.share is not None]
    years = [one.year for one, _ in known]
    heights = [float(part * 100) for _, part in known]
    ends = [float(end * 100) for one in references for end in dict.fromkeys((one.low, one.high))]
    dashes: list[Trace] = [
        {"type": "scatter", "x": [years[0] - _MARGIN, years[-1] + _MARGIN], "y": [end, end], "mode": "lines",
         "showlegend": False, "name": "reference",
         "line": {"color": ink.target, "width": 1.8, "dash": "dash"}}
        for end in ends
    ]  # fmt: skip
    share: Trace = {
        "type": "scatter", "x": years, "y": heights, "mode": "lines+markers", "name": "share",
        "showlegend": False, "line": {"color": ink.now, "width": 2.8},
        "marker": {
            "size": 11,
            "symbol": ["circle" if one.basis == "closed" else "circle-open" for one, _ in known],
        },
    }  # fmt: skip
    top = max((*heights, *ends)) * _ROOM or 1
    figure = drawn(
        [*dashes, share],
        ink,
        320,
        margin={"l": 12, "r": 12, "t": 20, "b": 30},
        annotations=[*_written(known, teller, ink), *_ends(references, teller, ink)],
        xaxis={"range": [years[0] - _MARGIN, years[-1] + _MARGIN], "tickvals": years, "tickformat": "d",
               "showgrid": False, "zeroline": False, "fixedrange": True,
               "tickfont": {"size": 13, "color": ink.muted}},
        yaxis={"range": [0, top], "visible": False, "fixedrange": True},
    )  # fmt: skip
    values = tr("results.separator").join(
        f"{one.year} {teller.percent(part)}" for one, part in known
    )
    header = tuple(
        tr(f"budget_page.trend.{column}") for column in ("year", "basis", "share", "change")
    )
    return Chart(
        figure=figure,
        alt=tr("budget_page.trend.alt", name=name, values=values),
        header=header,
        rows=tuple(_row(one, teller) for one in steps),
    )


def _row(step: Step, teller: Teller) -> tuple[str, ...]:
    return (
        str(step.year),
        teller.tr(f"budget.basis.{step.basis}"),
        "–" if step.share is None else teller.percent(step.share),
        "–" if step.change is None else teller.points(step.change),
    )


def _written(known: Sequence[tuple[Step, Fraction]], teller: Teller, ink: Ink) -> list[Note]:
    return [
        {"x": one.year, "y": float(share * 100), "yshift": 12, "yanchor": "bottom", "showarrow": False,
         "text": f"<b>{teller.percent(share)}</b>", "font": {"size": 14, "color": ink.text}}
        for one, share in known
    ]  # fmt: skip


def _ends(references: Sequence[Reference], teller: Teller, ink: Ink) -> list[Note]:
    return [
        {"x": 1, "xref": "paper", "y": float(end * 100), "xanchor": "right", "yanchor": "bottom",
         "showarrow": False, "text": teller.percent(end), "font": {"size": 12, "color": ink.target}}
        for one in references
        for end in dict.fromkeys((one.low, one.high))
    ]  # fmt: skip
