"""One question before a room: its anchors, and what the votes say once they are shown."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from care_assess.questionnaire import Question
from care_assess.text import Translator
from care_assess.ui.markdown import plain
from care_assess.ui.tables import show_table
from care_assess.workshop import Tally, choices_of
from care_assess.workshop.telling import (
    choice_words,
    count_lines,
    disagreement_words,
    group_row,
    middle_words,
)

__all__ = ["show_anchors", "show_tallies", "show_tally", "vote_label"]


def vote_label(question: Question, value: str, tr: Translator) -> str:
    """Markdown of a choice: its level in bold, then its words."""
    level, dot, words = choice_words(question, value, tr).partition(" · ")
    return f"**{plain(level)}** · {plain(words)}" if dot and words else plain(level)


def show_anchors(question: Question, tr: Translator, *, large: bool = False) -> None:
    """The worded levels, from the lowest up; ``large``: to be read from the back of a room."""
    for option in choices_of(question):
        label = vote_label(question, option.id, tr)
        if large:
            with st.container(border=True):
                st.subheader(label, anchor=False)
        else:
            st.markdown(f"- {label}")


def show_tallies(question: Question, rounds: Sequence[Tally], tr: Translator, *, key: str) -> None:
    """The last round in full, then what each round before it said."""
    show_tally(question, rounds[-1], tr, key=key)
    for number, told in reversed(list(enumerate(rounds[:-1], 1))):
        said = middle_words(told, tr)
        st.caption(tr("workshop_page.votes.before", n=number, said=said))


def show_tally(question: Question, told: Tally, tr: Translator, *, key: str) -> None:
    """The votes of one round: bars of counts, the middle, who differs, each function, and the table."""
    if told.disagreement:
        st.warning(
            plain(disagreement_words(told.disagreement, tr)), icon=":material/compare_arrows:"
        )
    st.markdown(f"**{plain(middle_words(told, tr))}**")
    lines = count_lines(question, told, tr)
    for words, count in lines:
        said = tr("workshop_page.votes.line", words=plain(words), n=count)
        st.progress(count / told.cast if told.cast else 0.0, text=said)
    with st.expander(tr("workshop_page.votes.values"), icon=":material/table_chart:", key=key):
        header = (tr("workshop_page.votes.choice"), tr("workshop_page.votes.count"))
        rows = [(words, tr.number(count, 0)) for words, count in lines]
        show_table(header, rows, alt=tr("workshop_page.votes.alt"))
        if told.groups:
            names = ("function", "count", "median", "spread")
            by_function = tuple(tr(f"workshop_page.votes.{name}") for name in names)
            groups = [group_row(one, tr) for one in told.groups]
            show_table(by_function, groups, alt=tr("workshop_page.votes.by_function"))
