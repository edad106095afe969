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

__all__ = ["show_anchors", "show_on_wall", "show_tallies", "vote_label"]


def vote_label(question: Question, value: str, tr: Translator) -> str:
    """Markdown of a choice: its level in bold, then its words."""
    level, dot, words = choice_words(question, value, tr).partition(" · ")
    return f"**{plain(level)}** · {plain(words)}" if dot and words else plain(level)


def show_anchors(question: Question, tr: Translator, *, large: bool = False) -> None:
    """The worded levels, from the lowest up; ``large``: to be read from the back of a room."""
    labels = [vote_label(question, option.id, tr) for option in choices_of(question)]
    if not large:
        st.markdown("\n".join(f"- {label}" for label in labels))
        return
    with st.container(gap="xxsmall"):
        for label in labels:
            st.subheader(label, anchor=False)


def show_tallies(question: Question, rounds: Sequence[Tally], tr: Translator) -> None:
    """The last round, each bar with its votes in words, what each round before it said, then the tables."""
    _show_middle(rounds[-1], tr)
    _show_counts(question, rounds, tr)
    _show_values(question, rounds[-1], tr)


def show_on_wall(question: Question, rounds: Sequence[Tally], tr: Translator) -> None:
    """The same for a wide screen: the middle and each function beside the bars."""
    bars, beside = st.columns([3, 2], gap="large")
    with beside:
        _show_middle(rounds[-1], tr)
        _show_groups(rounds[-1], tr)
    with bars:
        _show_counts(question, rounds, tr)


def _show_values(question: Question, told: Tally, tr: Translator) -> None:
    """The tables that say what the bars say, and each function, folded."""
    with st.expander(tr("workshop_page.votes.values"), icon=":material/table_chart:"):
        header = (tr("workshop_page.votes.choice"), tr("workshop_page.votes.count"))
        rows = [(words, tr.number(count, 0)) for words, count in count_lines(question, told, tr)]
        show_table(header, rows, alt=tr("workshop_page.votes.alt"))
        _show_groups(told, tr)


def _show_middle(told: Tally, tr: Translator) -> None:
    if told.disagreement:
        st.warning(
            plain(disagreement_words(told.disagreement, tr)), icon=":material/compare_arrows:"
        )
    st.markdown(f"**{plain(middle_words(told, tr))}**")


def _show_counts(question: Question, rounds: Sequence[Tally], tr: Translator) -> None:
    """A bar for each choice of the last round; in a line, each round before."""
    told = rounds[-1]
    with st.container(gap="xsmall"):
        for words, count in count_lines(question, told, tr):
            said = tr("workshop_page.votes.line", words=plain(words), n=count)
            st.progress(count / told.cast if told.cast else 0.0, text=said)
    for number, before in reversed(list(enumerate(rounds[:-1], 1))):
        said = middle_words(before, tr)
        st.caption(tr("workshop_page.votes.before", n=number, said=said))


def _show_groups(told: Tally, tr: Translator) -> None:
    if told.groups:
        names = ("function", "count", "median", "spread")
        header = tuple(tr(f"workshop_page.votes.{name}") for name in names)
        groups = [group_row(one, tr) for one in told.groups]
        show_table(header, groups, alt=tr("workshop_page.votes.by_function"))
