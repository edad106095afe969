"""The parts of the readiness page: which table, its summary, its lines, one of them in detail."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from care_assess.questionnaire import ReadinessLine
from care_assess.readiness import STATES, Readiness, Verdict
from care_assess.report.parts.story import Story
from care_assess.report.readiness import (
    answer_words,
    asked_words,
    evidence_words,
    line_name,
    missing_words,
    told_words,
)
from care_assess.report.typeset import shorten
from care_assess.text import Translator
from care_assess.ui.board import Board
from care_assess.ui.levels import ink
from care_assess.ui.markdown import plain
from care_assess.ui.tables import show_table

__all__ = ["choose", "show_beyond", "show_detail", "show_lines", "show_method", "show_summary"]

_LONGEST = 90
"""Characters of a line in a list to choose from."""
_CONCERN = {True: "concerned", None: "unsure", False: "outside"}

_Lines = Sequence[tuple[ReadinessLine, Verdict]]


def choose(tables: Sequence[Readiness], story: Story) -> Readiness:
    """The table that the reader wants to see: the first one, to begin with."""
    tr = story.tr
    of = {one.table.id: one for one in tables}
    chosen = st.selectbox(
        tr("readiness.choose"),
        [*of],
        format_func=lambda name: tr(
            f"readiness.named.{_CONCERN[of[name].concerned]}",
            title=story.text(of[name].table.title),
        ),
        key="readiness_table",
        persist_state="session",
    )
    return of[chosen]


def show_summary(one: Readiness, story: Story) -> None:
    """The counts in words, and what is to be known of the table."""
    tr, table = story.tr, one.table
    counted = [state for state in STATES if state == "met" or one.count(state)]
    said = [tr(f"readiness.count.{state}", n=one.count(state)) for state in counted]
    counts = f"{tr('readiness.count.all', n=len(one.lines))} {', '.join(said)}."
    if one.uncovered:
        counts = f"{counts} {tr('readiness.count.uncovered', n=len(one.uncovered))}"
    st.markdown(counts)
    if one.concerned is not True:
        st.info(tr(f"readiness.concern.{_CONCERN[one.concerned]}"), icon=":material/info:")
    known = tr(f"readiness.confidence.{table.confidence}")
    st.caption(plain(f"{known} {story.text(table.note)}" if table.note else known))


def show_lines(one: Readiness, board: Board, story: Story) -> _Lines:
    """The lines in the states that the reader keeps, part by part; those shown are given back."""
    tr = board.tr
    there = [state for state in STATES if one.count(state)]
    kept = st.pills(
        tr("readiness.lines.filter"),
        there,
        selection_mode="multi",
        format_func=lambda state: ink(tr(f"readiness.state.{state}"), board.theme),
        key=f"readiness_states_{one.table.id}",
    )
    shown = [pair for pair in one.lines if not kept or pair[1].state in kept]
    for group, pairs in groupby(shown, key=lambda pair: pair[0].group):
        if group:
            st.subheader(plain(story.text(group)), anchor=False)
        _show_rows(one, list(pairs), story)
    return shown


def show_detail(lines: _Lines, story: Story) -> None:
    """One of ``lines``, at first the first that is not met: what judges it, what is missing."""
    if not lines:
        return
    tr = story.tr
    st.header(tr("readiness.detail.title"), anchor=False)
    names = [line_name(story, line) for line, _ in lines]
    chosen = st.selectbox(
        tr("readiness.detail.choose"),
        range(len(lines)),
        index=next((at for at, (_, one) in enumerate(lines) if one.short), 0),
        format_func=lambda at: shorten(names[at], _LONGEST),
    )
    line, verdict = lines[chosen]
    with st.container(border=True):
        st.markdown(f"**{plain(names[chosen])}**")
        state = tr(f"readiness.state.{verdict.state}")
        st.markdown(f"{state} · {plain(told_words(story, line, verdict))}")
        if line.target:
            st.markdown(tr("readiness.detail.target", target=plain(story.inside(line.target))))
        if verdict.answers:
            _show_answers(verdict, story)
            _show_missing(verdict, story)
        if line.beyond:
            st.caption(plain(story.text(line.beyond)))


def show_beyond(one: Readiness, story: Story) -> None:
    """What the table asks for and our questions do not."""
    tr = story.tr
    st.header(tr("readiness.beyond.title"), anchor=False)
    parts = [(line, line.beyond) for line, _ in one.lines if line.beyond]
    if one.table.beyond:
        st.markdown(plain(story.text(one.table.beyond)))
    if one.uncovered:
        st.markdown(tr("readiness.beyond.lines"))
        st.markdown(_listed([plain(line_name(story, line)) for line in one.uncovered]))
    if parts:
        st.markdown(tr("readiness.beyond.parts"))
        said = [
            plain(tr("readiness.beyond.part", id=line.id, text=story.text(text)))
            for line, text in parts
        ]
        st.markdown(_listed(said))
    if not one.uncovered:
        st.markdown(tr("readiness.beyond.nothing"))


def show_method(tr: Translator) -> None:
    """How a line is judged, and that it is our own reading."""
    with st.expander(tr("readiness.how.title"), icon=":material/functions:"):
        for part in ("answer", "line", "open", "ours"):
            st.markdown(tr(f"readiness.how.{part}"))


def _show_rows(one: Readiness, pairs: _Lines, story: Story) -> None:
    tr = story.tr
    header = tuple(tr(f"readiness.lines.{name}") for name in ("point", "state", "told"))
    rows = [
        (
            line_name(story, line),
            tr(f"readiness.state.{verdict.state}"),
            told_words(story, line, verdict),
        )
        for line, verdict in pairs
    ]
    show_table(header, rows, alt=tr("readiness.lines.alt", title=story.text(one.table.title)))


def _show_answers(verdict: Verdict, story: Story) -> None:
    """Each question in a few lines: a table of so many columns would not fit on a phone."""
    tr = story.tr
    for one in verdict.answers:
        text = story.text(story.questions[one.question].text)
        asked = tr("readiness.detail.question", id=one.question, text=text)
        said = {
            "given": tr(f"readiness.given.{one.given}"),
            "answer": answer_words(story, one),
            "asked": asked_words(story, one),
            "evidence": evidence_words(story, one),
        }
        lines = [
            tr(f"readiness.detail.{name}", said=plain(words))
            for name, words in said.items()
            if words
        ]
        st.markdown("  \n".join((f"**{plain(asked)}**", *lines)))


def _show_missing(verdict: Verdict, story: Story) -> None:
    """The answers and the actions without which the line is not met."""
    tr, missing = story.tr, verdict.asked - verdict.told
    if missing:
        st.markdown(tr("readiness.detail.to_answer", n=missing))
    if verdict.short:
        st.markdown(f"**{tr('readiness.detail.actions')}**")
        said = [plain(one) for one in missing_words(story, verdict)]
        st.markdown(_listed(said) if said else tr("readiness.detail.no_action"))


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
