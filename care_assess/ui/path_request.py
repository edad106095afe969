"""What the reader asks of a path: a level, by when, with how many days; and in a fold, all the rest.

What is typed here stays in the session.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import streamlit as st

from care_assess.plan import Plan
from care_assess.plan.following import Status
from care_assess.plan.request import HORIZONS, Means, Request, Targets
from care_assess.questionnaire import LEVELS, OUTSIDE, TARGET
from care_assess.ui import shell
from care_assess.ui.board import LISTS, Board
from care_assess.ui.levels import ink, level_label
from care_assess.ui.markdown import plain

__all__ = ["ask"]

_LIKE_THE_OTHERS, _NONE = -1, -2
"""Beside the levels, what can be chosen as a target."""
_USUAL_HORIZON = 180
_MOST = 1_000_000


def ask(board: Board, plan: Plan) -> Request:
    """The fields, and what they ask for."""
    tr = board.tr
    with st.container(border=True):
        level, horizon, days = st.columns([2, 3, 2])
        with level:
            floor = _level(board, "floor", tr("path_page.ask.floor"), LEVELS[1:], TARGET)
        with horizon:
            by = _horizon(board)
        with days:
            most = _amount("days", tr("path_page.ask.days"), tr("path_page.ask.no_limit"), step=5)
        with st.expander(tr("path_page.ask.more"), icon=":material/tune:"):
            targets = _targets(board, Fraction(floor))
            means = _means(board, plan, by, most)
    return Request(
        targets=targets,
        means=means,
        horizon=by,
        done=_at(board, plan, "done"),
        dropped=_at(board, plan, "dropped"),
    )


def _at(board: Board, plan: Plan, status: Status) -> frozenset[str]:
    """The actions that people say to be at that status, on the road map."""
    said = shell.follows().latest(board.opened.info.id)
    return frozenset(
        one.id for one in plan.actions if one.id in said and said[one.id].follow.status == status
    )


def _horizon(board: Board) -> int:
    return st.segmented_control(
        board.tr("path_page.ask.horizon"),
        HORIZONS,
        default=_USUAL_HORIZON,
        required=True,
        format_func=lambda days: ink(board.tr(f"path_page.horizon.{days}"), board.theme),
        key="path_horizon",
        wrap=True,
        persist_state="session",
    )


def _targets(board: Board, floor: Fraction) -> Targets:
    """The target of each topic, and that of the whole."""
    tr, topics = board.tr, {}
    st.markdown(f"**{tr('path_page.ask.targets')}**")
    grid = st.grid(4, min_column_width=190)
    for topic in LISTS:
        usual = _NONE if topic == OUTSIDE else _LIKE_THE_OTHERS
        name = plain(tr.text(board.reference.topics[topic].short))
        with grid.container():
            offered = (_LIKE_THE_OTHERS, _NONE, *LEVELS[1:])
            chosen = _level(board, f"topic_{topic}", name, offered, usual)
        if chosen != _NONE:
            topics[topic] = floor if chosen == _LIKE_THE_OTHERS else Fraction(chosen)
    with grid.container():
        whole = _level(board, "overall", tr("path.whole"), (_NONE, *LEVELS[1:]), _NONE)
    return Targets(topics=topics, overall=None if whole == _NONE else Fraction(whole))


def _means(board: Board, plan: Plan, by: int, days: int | None) -> Means:
    """The price of a day and the budget, then the limit of each owner of the plan."""
    tr = board.tr
    st.markdown(f"**{tr('path_page.ask.cost')}**")
    st.caption(tr("path_page.ask.cost_text"))
    price, money = st.columns(2)
    with price:
        rate = _amount("rate", tr("path_page.ask.rate"), tr("path_page.ask.unknown"), step=50)
    with money:
        budget = _amount(
            "budget", tr("path_page.ask.budget"), tr("path_page.ask.no_limit"), step=1000
        )
    return Means(
        days={} if days is None else {by: days},
        euros={} if budget is None else {by: Fraction(budget)},
        day_rate=None if rate is None else Fraction(rate),
        owners=_owners(board, plan),
    )


def _owners(board: Board, plan: Plan) -> Mapping[str, int]:
    tr, given = board.tr, {}
    concerned = {action.owner for action in plan.actions}
    if concerned:
        st.markdown(f"**{tr('path_page.ask.owners')}**")
    grid = st.grid(3, min_column_width=240)
    for owner in (one for one in board.reference.owners if one in concerned):
        with grid.container():
            label = plain(tr.text(board.reference.owners[owner]))
            limit = _amount(f"owner_{owner}", label, tr("path_page.ask.no_limit"), step=5)
        if limit is not None:
            given[owner] = limit
    return given


def _level(board: Board, name: str, label: str, offered: Sequence[int], usual: int) -> int:
    """One level, or what stands for none."""
    tr = board.tr
    words = {
        _LIKE_THE_OTHERS: tr("path_page.ask.like_the_others"),
        _NONE: tr("path_page.ask.no_target"),
    }
    return st.selectbox(
        label,
        offered,
        index=offered.index(usual),
        format_func=lambda one: words.get(one) or level_label(one, board.reference, tr),
        key=f"path_{name}",
        persist_state="session",
    )


def _amount(name: str, label: str, empty: str, *, step: int) -> int | None:
    """A whole number of days or of euros; None when the field is empty."""
    return st.number_input(
        label,
        min_value=0,
        max_value=_MOST,
        value=None,
        step=step,
        placeholder=empty,
        key=f"path_{name}",
        persist_state="session",
    )
