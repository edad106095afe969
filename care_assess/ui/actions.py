"""The parts of the plan page: decisions, filters, and what there is to do topic by topic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import streamlit as st

from care_assess.plan import Package, PlannedAction
from care_assess.report.parts.board import about
from care_assess.report.parts.story import Story
from care_assess.ui.action_detail import open_button
from care_assess.ui.action_words import figures, gain_of, made_of, said, why
from care_assess.ui.board import LISTS, Board
from care_assess.ui.levels import ink
from care_assess.ui.markdown import plain

__all__ = [
    "Choice",
    "choose",
    "clear_filters",
    "show_decisions",
    "show_topic",
    "show_total",
]

FIRST = 3
"""Lines shown of a topic before the reader asks for all, or for that topic."""
_FILTERS = ("topic", "horizon", "owner", "function")


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What the reader filters by; an empty set lets everything through."""

    topics: frozenset[str]
    horizons: frozenset[str]
    owners: frozenset[str]
    functions: frozenset[str]

    @property
    def empty(self) -> bool:
        """Whether nothing is filtered."""
        return not (self.topics or self.horizons or self.owners or self.functions)

    def keeps(self, action: PlannedAction) -> bool:
        """Whether an action meets every filter."""
        return (
            (not self.topics or not self.topics.isdisjoint(action.topics))
            and (not self.horizons or action.horizon in self.horizons)
            and (not self.owners or action.owner in self.owners)
            and (not self.functions or action.function in self.functions)
        )


def show_total(board: Board, story: Story) -> None:
    """How much there is to do, in orders of magnitude."""
    tr, actions, packages = board.tr, story.plan.actions, story.plan.packages
    days = {
        horizon: about(story, [one for one in actions if one.horizon == horizon])
        for horizon in ("quick", "structuring")
    }
    st.markdown(tr("plan_page.total", n=len(actions), days=about(story, actions), **days))
    if len(packages) < len(actions):
        st.markdown(tr("plan_page.gathered", lines=len(packages), actions=len(actions)))


def show_decisions(board: Board, story: Story, actions: Sequence[PlannedAction]) -> None:
    """The actions to decide now, side by side, in words."""
    for place, action in zip(st.columns(len(actions)), actions, strict=True):
        with place.container(border=True, height="stretch"):
            st.markdown(f"**{said(board, action.text)}**")
            st.markdown(why(board, story, action))
            st.space("stretch")
            gain = gain_of(board, action.gain, board.scores.overall, "overall")
            st.markdown(figures(board, action, gain))
            open_button(board, story, action, key="decide")


def choose(board: Board, story: Story) -> Choice:
    """The filters, as pills; only what the plan holds can be chosen."""
    reference, tr, plan = board.reference, board.tr, story.plan
    topics = [topic for topic in LISTS if any(topic in one.topics for one in plan.actions)]
    owners = [one for one in reference.owners if any(one == each.owner for each in plan.actions)]
    functions = [
        one for one in reference.functions if any(one == each.function for each in plan.actions)
    ]
    chosen_topics = _pills(board, "topic", topics, lambda one: tr.text(reference.topics[one].short))
    horizons = _pills(
        board, "horizon", ("quick", "structuring"), lambda one: tr(f"plan_page.horizons.{one}")
    )
    with st.expander(tr("plan_page.filter.more"), icon=":material/filter_list:"):
        chosen_owners = _pills(board, "owner", owners, lambda one: tr.text(reference.owners[one]))
        chosen_functions = _pills(
            board, "function", functions, lambda one: tr.text(reference.functions[one])
        )
    return Choice(
        topics=chosen_topics,
        horizons=horizons,
        owners=chosen_owners,
        functions=chosen_functions,
    )


def clear_filters() -> None:
    """Let every action through again; a callback, run before the pills are drawn."""
    for name in _FILTERS:
        st.session_state[f"plan_{name}"] = []


def show_topic(
    board: Board, story: Story, topic: str, packages: Sequence[Package], *, whole: bool
) -> None:
    """What there is to do for one topic by rank: the first lines, or all when ``whole`` or asked for."""
    tr = board.tr
    st.subheader(plain(tr.text(board.reference.topics[topic].name)), anchor=False)
    mine = [one for package in packages for one in package.actions if topic in one.topics]
    n, days = len(packages), about(story, mine)
    if n < len(mine):
        st.caption(tr("plan_page.topic.gathered", n=n, actions=len(mine), days=days))
    else:
        st.caption(tr("plan_page.topic.summary", n=len(mine), days=days))
    key = f"plan_all_{topic}"
    shown = packages if whole or st.session_state.get(key) else packages[:FIRST]
    for package in shown:
        with st.container(border=True):
            _row(board, story, package, topic)
    if len(shown) < len(packages):
        st.button(
            tr("plan_page.topic.more", n=len(packages) - len(shown)),
            key=f"{key}_button",
            icon=":material/expand_more:",
            type="tertiary",
            on_click=st.session_state.__setitem__,
            args=(key, True),
        )


def _row(board: Board, story: Story, package: Package, topic: str) -> None:
    what, much, who = st.columns([6, 3, 2], vertical_alignment="center")
    title = f"**{package.rank}. {said(board, package.title)}**"
    lines = (title, made_of(board, package), why(board, story, package))
    what.markdown("  \n".join(filter(None, lines)))
    brings = package.topic_gains.get(topic, Fraction(0))
    gain = gain_of(board, brings, board.scores.topics[topic], "topic")
    much.markdown(figures(board, package, gain))
    with who:
        open_button(board, story, package, key=topic)


def _pills(
    board: Board, name: str, options: Sequence[str], label: Callable[[str], str]
) -> frozenset[str]:
    chosen = st.pills(
        board.tr(f"plan_page.filter.{name}"),
        options,
        selection_mode="multi",
        format_func=lambda one: ink(plain(label(one)), board.theme),
        key=f"plan_{name}",
        persist_state="session",
    )
    return frozenset(chosen)
