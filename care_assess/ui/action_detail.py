"""The detail of an action or of a package of the plan, in a dialog."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import streamlit as st

from care_assess.plan import Package, PlannedAction
from care_assess.report.parts.story import Story
from care_assess.scoring import Score
from care_assess.ui.action_words import Item, resource_line, risen, said, why
from care_assess.ui.board import Board
from care_assess.ui.markdown import plain
from care_assess.ui.summary import without_capital
from care_assess.ui.tables import show_table

__all__ = ["open_button"]

_FEW = 5  # actions named one by one; of more, how many there are is said


def open_button(board: Board, story: Story, item: Item, *, key: str) -> None:
    """The button that opens the detail; ``key`` tells apart those of one page for the same rank."""
    if st.button(board.tr("plan_page.open"), key=f"open_{key}_{item.rank}", wrap=True):
        if isinstance(item, PlannedAction):
            _open_action(board, story, item)
        elif item.alone:
            _open_action(board, story, item.head)
        else:
            _open_package(board, story, item)


def _open_action(board: Board, story: Story, action: PlannedAction) -> None:
    """A dialog with all that is known of an action."""

    @st.dialog(board.tr("plan_page.detail.title", rank=action.rank), width="medium")
    def shown() -> None:
        _show_action(board, story, action)
        package = story.plan.package_of(action)
        if not package.alone:
            title = said(board, package.title)
            st.caption(board.tr("plan_page.detail.within", title=title))

    shown()


def _open_package(board: Board, story: Story, package: Package) -> None:
    """A dialog with the actions of a package, and all that is known of one of them when asked."""
    tr, named = board.tr, {action.id: action for action in package.actions}

    @st.dialog(tr("plan_page.detail.package", n=len(package.actions)), width="medium")
    def shown() -> None:
        st.markdown(f"**{said(board, package.title)}**")
        _part(board, "why")
        st.markdown(why(board, story, package))
        _part(board, "actions")
        _show_members(board, package)
        _part(board, "gain")
        _show_gains(board, package)
        st.caption(tr("plan_page.detail.together"))
        chosen = st.selectbox(
            tr("plan_page.detail.one"),
            list(named),
            index=None,
            format_func=lambda one: f"{named[one].rank}. {tr.text(named[one].text)}",
            placeholder=tr("plan_page.detail.choose"),
            key=f"member_{package.rank}",
        )
        if chosen:
            _show_action(board, story, named[chosen])

    shown()


def _show_members(board: Board, package: Package) -> None:
    tr, owners = board.tr, board.reference.owners
    header = tuple(
        tr(f"plan_page.detail.{name}") for name in ("number", "action", "days_each", "gain_each")
    )
    rows = [
        (
            str(one.rank),
            tr.text(one.text).rstrip(" ."),
            tr.number(one.days, 0),
            risen(board, one.gain) if one.gain else tr("plan_page.detail.withheld"),
        )
        for one in package.actions
    ]
    show_table(header, rows, alt=tr("plan_page.detail.actions"))
    st.caption(tr("plan_page.detail.each"))
    owner = plain(without_capital(tr.text(owners[package.owner])))
    days = tr("plan_page.detail.days_in_all", n=package.days, days=tr.number(package.days, 0))
    st.markdown(f"{days} {tr('plan_page.detail.owner', owner=owner)}")


def _show_action(board: Board, story: Story, action: PlannedAction) -> None:
    st.markdown(f"**{said(board, action.text)}**")
    _part(board, "why")
    st.markdown(why(board, story, action))
    _show_questions(board, story, action)
    _part(board, "rank")
    st.markdown(_rank(board, story, action))
    _part(board, "gain")
    _show_gains(board, action)
    _part(board, "effort")
    _show_effort(board, action)
    _show_help(board, story, action)
    _show_requirements(board, story, action)


def _rank(board: Board, story: Story, action: PlannedAction) -> str:
    """Why the action has its rank: what counts, and what waits for it."""
    tr = board.tr
    if action.lifts:
        said = tr("plan_page.rank.lifts")
    else:
        said = tr(
            f"plan_page.rank.{'stakes' if action.freed == action.gain else 'freed'}",
            stakes=tr(f"plan_page.why.stakes.{action.criticality}"),
            gain=risen(board, action.freed),
            n=action.days,
        )
    waiting = [
        one.rank for one in story.plan.actions if not set(one.requires).isdisjoint(action.questions)
    ]
    if not waiting:
        return said
    return f"{said} {tr('plan_page.rank.needed', ranks=', '.join(map(str, waiting)))}"


def _part(board: Board, name: str) -> None:
    # Not a heading: within a dialog Streamlit writes headings smaller than words.
    title = board.tr(f"plan_page.detail.{name}")
    st.markdown(f"**{title}**")


def _show_questions(board: Board, story: Story, action: PlannedAction) -> None:
    tr = board.tr
    header = tuple(tr(f"plan_page.detail.{name}") for name in ("question", "answer", "id"))
    rows = [
        (tr.text(board.questions[one].text), story.said(board.questions[one]), one)
        for one in action.questions
    ]
    show_table(header, rows, alt=tr("plan_page.detail.alt"))


def _show_gains(board: Board, item: Item) -> None:
    tr, scores = board.tr, board.scores
    moved: list[tuple[str, Score, Fraction]] = [
        (tr("results.figure.overall"), scores.overall, item.gain)
    ]
    for topic, gain in item.topic_gains.items():
        name = tr("results.changes.topic", name=tr.text(board.reference.topics[topic].name))
        moved.append((name, scores.topics[topic], gain))
    header = tuple(tr(f"plan_page.detail.{name}") for name in ("score", "before", "after"))
    rows = [
        (name, tr.number(now.score, 2), tr.number(now.score + gain, 2))
        for name, now, gain in moved
        if now.score is not None
    ]
    show_table(header, rows, alt=tr("plan_page.detail.gain_alt"))


def _show_effort(board: Board, action: PlannedAction) -> None:
    tr, reference = board.tr, board.reference
    effort = plain(without_capital(tr.text(reference.efforts[action.effort])))
    st.markdown(tr("plan_page.detail.days", n=action.days, effort=effort))
    owner = plain(without_capital(tr.text(reference.owners[action.owner])))
    function = plain(without_capital(tr.text(reference.functions[action.function])))
    said = (
        tr("plan_page.detail.owner", owner=owner),
        tr("plan_page.detail.function", function=function),
    )
    st.markdown(" ".join(said))
    if action.overlaps:
        st.caption(tr("plan_page.detail.same_work"))


def _show_help(board: Board, story: Story, action: PlannedAction) -> None:
    lines = []
    for name in action.resources:
        line = resource_line(board.tr, board.reference.resources[name])
        ranks = [one.rank for one in story.plan.actions if name in one.resources]
        ranks.remove(action.rank)
        key = "also" if len(ranks) <= _FEW else "also_many"
        also = board.tr(f"plan_page.detail.{key}", n=len(ranks), ranks=", ".join(map(str, ranks)))
        lines.append(f"{line} {also}" if ranks else line)
    _show_list(board, "help", lines)


def _show_requirements(board: Board, story: Story, action: PlannedAction) -> None:
    needed = [
        one for one in story.plan.actions if not set(one.questions).isdisjoint(action.requires)
    ]
    lines = [
        board.tr("plan_page.detail.before_rank", rank=one.rank, action=said(board, one.text))
        for one in needed
    ]
    _show_list(board, "before_it", lines)


def _show_list(board: Board, name: str, lines: Sequence[str]) -> None:
    if lines:
        _part(board, name)
        st.markdown("\n".join(f"- {line}" for line in lines))
