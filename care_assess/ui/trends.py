"""A topic over the campaigns of a group: the mean and, always with it, the weakest; still, with its table."""

from __future__ import annotations

import html
from collections.abc import Sequence

from care_assess.steering.overview import Overview, Spread
from care_assess.steering.telling import Teller
from care_assess.ui.charts import INKS, TOP, Chart, Note, Trace, drawn
from care_assess.ui.levels import Theme

__all__ = ["group_trend"]

_MARGIN = 0.45


def group_trend(trend: Sequence[Overview], topic: str, teller: Teller, theme: Theme) -> Chart:
    """Two lines from 0 to 5, told apart by their dashes, their markers and the words at their end."""
    ink, tr = INKS[theme], teller.tr
    spreads = [(one, one.topics[topic] if topic else one.whole) for one in trend]
    known = [
        (at, spread.mean, spread.weakest[1])
        for at, (_, spread) in enumerate(spreads)
        if spread.mean is not None and spread.weakest is not None
    ]
    traces: list[Trace] = []
    places = [at for at, _, _ in known]
    notes: list[Note] = []
    for name, values, stroke, symbol, side in (
        ("mean", [mean for _, mean, _ in known], "solid", "circle", 1),
        ("weakest", [weakest for _, _, weakest in known], "dot", "diamond", -1),
    ):
        shade = ink.now if name == "mean" else ink.target
        heights = [float(one) for one in values]
        traces.append({
            "type": "scatter", "x": places, "y": heights, "mode": "lines+markers",
            "name": tr(f"ght_page.trend.{name}"), "line": {"color": shade, "width": 2.6, "dash": stroke},
            "marker": {"size": 11, "symbol": symbol, "color": shade},
        })  # fmt: skip
        notes += [
            {"x": at, "y": float(one), "yshift": 10 * side, "showarrow": False,
             "yanchor": "bottom" if side > 0 else "top",
             "text": f"<b>{teller.score(one)}</b>", "font": {"size": 14, "color": ink.text}}
            for at, one in zip(places, values, strict=True)
        ]  # fmt: skip
    figure = drawn(
        traces,
        ink,
        320,
        annotations=notes,
        margin={"l": 24, "r": 12, "t": 20, "b": 30},
        legend={"orientation": "h", "y": -0.14, "font": {"size": 13, "color": ink.text}},
        xaxis={"range": [-_MARGIN, len(trend) - 1 + _MARGIN], "tickvals": list(range(len(trend))),
               "ticktext": [html.escape(one.campaign) for one in trend], "showgrid": False, "zeroline": False,
               "fixedrange": True, "tickfont": {"size": 13, "color": ink.muted}},
        yaxis={"range": [-0.7, TOP + 0.6], "dtick": 1, "gridcolor": ink.grid, "zeroline": False,
               "fixedrange": True, "tickfont": {"size": 12, "color": ink.muted}},
    )  # fmt: skip
    told = tr("results.separator").join(_said(one, spread, teller) for one, spread in spreads)
    names = ("campaign", "mean", "weakest")
    return Chart(
        figure=figure,
        alt=tr("ght_page.trend.alt", topic=teller.topic(topic), values=told),
        header=tuple(tr(f"ght_page.column.{name}") for name in names),
        rows=tuple(
            (
                tr(
                    "ght_page.trend.of",
                    campaign=one.campaign,
                    share=teller.share(one.coverage.share),
                ),
                teller.score(spread.mean),
                teller.weakest(spread),
            )
            for one, spread in spreads
        ),
    )


def _said(seen: Overview, spread: Spread, teller: Teller) -> str:
    return teller.tr(
        "ght_page.trend.value",
        campaign=seen.campaign,
        mean=teller.score(spread.mean),
        weakest=teller.weakest(spread),
    )
