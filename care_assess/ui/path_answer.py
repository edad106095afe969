"""A path on the page: the sentence to repeat, the actions by wave, the levels before and after."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from care_assess.plan.path import Path
from care_assess.plan.telling import Teller
from care_assess.ui.board import LISTS, Board
from care_assess.ui.markdown import plain
from care_assess.ui.radars import FEWEST_AXES, Spoke, radar
from care_assess.ui.tables import show_chart, show_table

__all__ = ["show_change", "show_headline", "show_waves"]


def show_headline(board: Board, path: Path) -> None:
    """The sentence, what blocks if anything does, what it costs."""
    teller = Teller(board.questionnaires, board.reference, board.tr)
    lines = [f"**{plain(teller.headline(path))}**"]
    reliefs = [f"- {plain(one)}" for one in teller.reliefs(path)]
    if reliefs:
        lines += ["", board.tr("path.told.relief"), "", *reliefs]
    if path.status == "optimal":
        st.success("\n".join(lines), icon=":material/flag:")
    else:
        st.warning("\n".join(lines), icon=":material/block:")
    for said in (teller.cost(path), *teller.left_out(path)):
        if said:
            st.caption(plain(said))


def show_waves(board: Board, path: Path) -> None:
    """The actions by when they are done, a table a wave."""
    tr = board.tr
    header = tuple(tr(f"path.column.{name}") for name in ("action", "owner", "days"))
    for wave in path.waves:
        facts = {"by": tr(f"path_page.by.{wave.by}"), "days": tr.number(wave.days, 0)}
        title = tr("path_page.waves.wave", n=len(wave.actions), **facts)
        st.subheader(title, anchor=False)
        rows = [
            (
                tr("path_page.waves.action", rank=one.rank, text=tr.text(one.text).rstrip(" .")),
                tr.text(board.reference.owners[one.owner]),
                tr.number(one.days, 0),
            )
            for one in wave.actions
        ]
        show_table(header, rows, alt=title)


def show_change(board: Board, path: Path) -> None:
    """The levels of the topics today and after: their shape when they are several, and a table."""
    spokes = _spokes(board, path)
    if len(spokes) < FEWEST_AXES:
        _show_levels(board, path)
        return
    tr = board.tr
    shape, words = st.columns([1, 1])
    with shape:
        now, before = tr("path.column.after"), tr("path.column.now")
        title = tr("results.topic")
        chart = radar(spokes, title=title, now=now, before=before, tr=tr, theme=board.theme)
        show_chart(chart, key="path_radar", tr=tr)
    with words:
        _show_levels(board, path)


def _spokes(board: Board, path: Path) -> list[Spoke]:
    """The topics that have a target and a score."""
    tr, topics = board.tr, board.reference.topics
    return [
        Spoke(
            name=tr.text(topics[one].name),
            short=tr.text(topics[one].short),
            now=path.after.topics[one],
            before=path.now.topics[one],
            aim=aim,
        )
        for one, aim in path.request.targets.topics.items()
        if path.now.topics[one] is not None
    ]


def _show_levels(board: Board, path: Path) -> None:
    tr, targets = board.tr, path.request.targets
    scored = [one for one in LISTS if path.now.topics[one] is not None]
    names = [tr.text(board.reference.topics[one].name) for one in scored]
    rows = [
        (name, path.now.topics[one], path.after.topics[one], targets.topics.get(one))
        for name, one in zip(names, scored, strict=True)
    ]
    rows.append((tr("path.whole"), path.now.overall, path.after.overall, targets.overall))
    header = tuple(tr(f"path.column.{name}") for name in ("topic", "now", "after", "target"))
    said = [
        (name, _score(board, now), _score(board, after), _target(board, aim))
        for name, now, after, aim in rows
    ]
    show_table(header, said, alt=tr("path_page.change.alt"))


def _score(board: Board, score: Fraction | None) -> str:
    return "–" if score is None else board.tr.number(score)


def _target(board: Board, level: Fraction | None) -> str:
    return "–" if level is None else board.tr.figure(level)
