"""The same answers read three ways, and the way gone to the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

import streamlit as st

from care_assess.questionnaire import Questionnaire
from care_assess.scoring import Advances, Readings
from care_assess.scoring.readings import STAIRS, Climb, Spread
from care_assess.ui.bars import spread
from care_assess.ui.board import Board
from care_assess.ui.markdown import plain
from care_assess.ui.tables import show_table

__all__ = ["show_readings", "show_way"]

MOST = 5
"""Questions named of those that stop a ladder; the rest is counted."""


def show_readings(board: Board, readings: Mapping[str, Readings]) -> None:
    """A table of each domain under a mean, a capped mean and a ladder, then what stops each ladder."""
    tr = board.tr
    st.markdown(tr("results.readings.text"))
    columns = ("mean", "capped", "ladder")
    header = (
        tr("results.domain"),
        *(tr(f"results.readings.{name}") for name in columns),
    )
    rows = [
        (
            tr.text(one.short),
            _spread(board, readings[one.id], readings[one.id].mean),
            _spread(board, readings[one.id], readings[one.id].capped),
            " · ".join(_climb(board, one, climb) for climb in readings[one.id].climbs),
        )
        for one in board.questionnaires
    ]
    show_table(header, rows, alt=tr("results.readings.title"))
    with st.expander(tr("results.readings.why"), icon=":material/stairs:"):
        st.markdown(tr("results.readings.rule"))
        for one in board.questionnaires:
            for climb in readings[one.id].climbs:
                _show_stops(board, one, climb)


def show_way(board: Board, advances: Advances, since: date) -> None:
    """How much of the way to the target is gone, in all and since last time, then domain by domain."""
    tr, overall = board.tr, advances.overall
    if overall.to_target is None:
        return
    key = "done" if overall.gap == 0 else "gone" if overall.since is None else "since"
    st.markdown(
        tr(
            f"results.way.{key}",
            gone=tr.percent(overall.to_target),
            closed=tr.percent(overall.since or 0),
            date=tr.date(since),
        )
    )
    with st.expander(tr("results.way.see"), icon=":material/flag:"):
        st.caption(tr("results.way.rule"))
        header = (
            tr("results.domain"),
            tr("results.way.to_target"),
            tr("results.way.closed", date=tr.date(since)),
        )
        domains = advances.domains
        rows = [
            (
                tr.text(one.title),
                _share(board, domains[one.id].to_target),
                _share(board, domains[one.id].since),
            )
            for one in board.questionnaires
        ]
        show_table(header, rows, alt=tr("results.way.see"))


def _spread(board: Board, readings: Readings, one: Spread) -> str:
    """``2,1 (1,4 à 2,9)``, with the top of the scale where it is not 5."""
    said, scale = spread(one.score, one.low, one.high, board.tr), readings.scale
    if scale.plain or one.score is None:
        return said
    return board.tr("results.readings.on_scale", said=said, max=board.tr.figure(scale.maximum))


def _climb(board: Board, domain: Questionnaire, climb: Climb) -> str:
    """The level of a ladder, with its name unless it is the staircase."""
    tr = board.tr
    level = _level(board, climb)
    if climb.id == STAIRS:
        return level
    return tr("results.readings.named", name=_name(board, domain, climb), level=level)


def _level(board: Board, climb: Climb) -> str:
    tr = board.tr
    if climb.at_most is None or climb.proven is None:
        return "–"
    if climb.proven == climb.at_most:
        return tr.figure(climb.proven)
    return tr(
        "results.readings.between", low=tr.figure(climb.proven), high=tr.figure(climb.at_most)
    )


def _name(board: Board, domain: Questionnaire, climb: Climb) -> str:
    titles = {one.id: one.title for one in domain.ladders}
    return board.tr.text(titles.get(climb.id, domain.short))


def _show_stops(board: Board, domain: Questionnaire, climb: Climb) -> None:
    """The questions that keep a ladder where it is, the first ones by their text."""
    tr = board.tr
    if climb.at_most is None:
        return
    said = [
        tr(
            "results.readings.stop" if climb.blocking else "results.readings.no_stop",
            name=plain(tr.text(domain.short)),
            level=_level(board, climb),
            n=len(climb.blocking),
        )
    ]
    if climb.missing:
        said.append(tr("results.readings.missing", n=climb.missing))
    texts = _texts(board, climb)
    more = len(climb.blocking) - len(texts)
    lines = [f"- {text}" for text in texts]
    if more:
        lines.append(f"- {tr('results.readings.more', n=more)}")
    st.markdown("\n".join([" ".join(said), *lines]))


def _texts(board: Board, climb: Climb) -> Sequence[str]:
    questions = board.questions
    return [plain(board.tr.text(questions[one].text)) for one in climb.blocking[:MOST]]


def _share(board: Board, share: Fraction | None) -> str:
    return "–" if share is None else board.tr.percent(share)
