"""The parts of the results page that look back and ahead: what changed, and what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from care_assess.answers import Sheet
from care_assess.scoring import Score, Scores
from care_assess.ui.board import LISTS, Board
from care_assess.ui.changes import Step, difference, lifted, steps
from care_assess.ui.levels import score_label
from care_assess.ui.markdown import plain
from care_assess.ui.scorecards import signed
from care_assess.ui.tables import show_table

if TYPE_CHECKING:
    from care_assess.plan import Clarification

__all__ = ["show_changes", "show_exemptions", "show_scores", "show_unknown"]

MOST = 8
MOST_STEPS = 5
"""Lines shown of a list; the rest is elsewhere."""


def show_changes(board: Board, sheet: Sheet, before: Scores) -> None:
    """The caps lifted, the answers that moved most, and every score then and now."""
    tr = board.tr
    for cap in lifted(board.scores, before):
        st.markdown(tr("results.changes.lifted", reason=plain(tr.text(cap.reason))))
    moved = steps(board.questionnaires, board.sheet, sheet)
    better = [step for step in moved if step.now > step.before]
    worse = [step for step in moved if step.now < step.before]
    for place, name, found in zip(st.columns(2), ("better", "worse"), (better, worse), strict=True):
        with place.container(border=True, height="stretch"):
            st.subheader(tr(f"results.changes.{name}"), anchor=False)
            _show_steps(board, name, found[:MOST_STEPS])
    with st.expander(tr("results.changes.all"), icon=":material/table_chart:"):
        titles = (tr("results.changes.before"), tr("results.changes.now"))
        show_scores(board, before, board.scores, titles)


def show_unknown(board: Board, found: Sequence[Clarification], *, most: int | None = MOST) -> None:
    """The unknown answers that may bring most, and who may know them."""
    tr = board.tr
    if not board.progress.unknown:
        st.markdown(tr("results.unknown.none"))
        return
    st.markdown(tr("results.unknown.text", n=board.progress.unknown))
    texts = board.questions
    header = tuple(tr(f"results.unknown.{name}") for name in ("question", "owner", "spread"))
    rows = [
        (
            tr.text(texts[one.question].text),
            tr.text(board.reference.owners[one.owner]),
            f"+{tr.number(one.spread, 2)}",
        )
        for one in found[:most]
    ]
    show_table(header, rows, alt=tr("results.unknown.alt"))
    if most is not None and len(found) > most:
        st.caption(tr("results.unknown.more", n=len(found) - most))


def show_exemptions(board: Board) -> None:
    """What the whole would be if the declared "not applicable" counted as not done."""
    tr, overall = board.tr, board.scores.overall
    if overall.if_not_applicable_were_zero is None:
        return
    n, now = board.progress.not_applicable, score_label(overall, tr)
    score = tr.number(overall.if_not_applicable_were_zero)
    if score == now:
        st.markdown(tr("results.unknown.if_zero_same", n=n))
    else:
        st.markdown(tr("results.unknown.if_zero", n=n, score=score, now=now))


def _show_steps(board: Board, name: str, found: Sequence[Step]) -> None:
    tr = board.tr
    if not found:
        st.markdown(
            tr("results.changes.no_better" if name == "better" else "results.changes.no_worse")
        )
        return
    said = [
        tr(
            "results.changes.step",
            question=plain(tr.text(step.question.text)),
            before=tr.number(step.before, 0),
            now=tr.number(step.now, 0),
        )
        for step in found
    ]
    st.markdown("\n".join(f"- {line}" for line in said))


def show_scores(board: Board, before: Scores, now: Scores, titles: tuple[str, str]) -> None:
    """Every score at two moments, and how much it moved. ``titles``: what the moments are called."""
    tr = board.tr
    named: list[tuple[str, Score, Score | None]] = [
        (tr("results.figure.overall"), now.overall, before.overall)
    ]
    for one in board.questionnaires:
        then = before.domains.get(one.id)
        named.append((tr.text(one.title), now.domains[one.id].total, then.total if then else None))
    for topic in LISTS:
        name = tr.text(board.reference.topics[topic].name)
        named.append(
            (tr("results.changes.topic", name=name), now.topics[topic], before.topics[topic])
        )
    header = (tr("results.changes.what"), *titles, tr("results.changes.change"))
    rows = []
    for name, today, last in named:
        change = difference(today, last)
        rows.append(
            (
                name,
                score_label(last, tr) if last else "–",
                score_label(today, tr),
                "–" if change is None else signed(board, change),
            )
        )
    show_table(header, rows, alt=tr("results.changes.alt"))
