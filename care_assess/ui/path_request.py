"""What the reader asks of a path: a level, by when, with how many days; and in a fold, all the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import streamlit as st

from care_assess.plan import Plan
from care_assess.plan.following import Status
from care_assess.plan.request import HORIZONS, Means, Request, Targets, best_of
from care_assess.questionnaire import LEVELS, OUTSIDE, TARGET
from care_assess.ui import shell
from care_assess.ui.board import LISTS, Board
from care_assess.ui.levels import ink, level_label
from care_assess.ui.markdown import plain
from care_assess.ui.path_fields import Fields
from care_assess.ui.peers import peers

__all__ = ["ask"]

_LIKE_THE_OTHERS, _NONE, _BEST = -1, -2, -3
"""Beside the levels, what can be chosen as a target."""
_USUAL_HORIZON = 180


def ask(board: Board, plan: Plan) -> Request:
    """The fields, and what they ask for."""
    asking = _Asking(board, plan)
    with st.container(border=True):
        level, horizon, days = st.columns([2, 3, 2])
        with level:
            floor = asking.floor()
        with horizon:
            by = asking.horizon()
        with days:
            most = asking.days()
        with st.expander(board.tr("path_page.ask.more"), icon=":material/tune:"):
            targets = asking.targets(floor)
            means = asking.means(by, most)
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


class _Asking:
    """The fields, part by part."""

    def __init__(self, board: Board, plan: Plan) -> None:
        self._board, self._plan, self._tr = board, plan, board.tr
        self._fields = Fields(board)
        self._fields.show_problem()

    def floor(self) -> Mapping[str, Fraction]:
        """What is aimed at in each topic: one level for all, or that of the best member of the group."""
        members = peers(self._board)
        offered = (*LEVELS[1:], *((_BEST,) if members else ()))
        level = self._level("floor", self._tr("path_page.ask.floor"), offered, TARGET)
        if level != _BEST:
            return dict.fromkeys(LISTS, Fraction(level))
        seam = self._board.seam
        return best_of(seam.scores(seam.open(one.id)) for one in members).topics

    def horizon(self) -> int:
        """Days from now."""
        tr, theme = self._tr, self._board.theme
        return self._fields.segments(
            "horizon",
            tr("path_page.ask.horizon"),
            HORIZONS,
            _USUAL_HORIZON,
            lambda days: ink(tr(f"path_page.horizon.{days}"), theme),
        )

    def days(self) -> int | None:
        """Person-days by then; None: without a limit."""
        label, empty = self._tr("path_page.ask.days"), self._tr("path_page.ask.no_limit")
        return self._fields.amount("days", label, empty, step=5)

    def targets(self, floor: Mapping[str, Fraction]) -> Targets:
        """The target of each topic, that of the whole, and those of the domains."""
        tr, topics = self._tr, {}
        st.markdown(f"**{tr('path_page.ask.targets')}**")
        grid = st.grid(4, min_column_width=190)
        for topic in LISTS:
            usual = _NONE if topic == OUTSIDE else _LIKE_THE_OTHERS
            name = plain(tr.text(self._board.reference.topics[topic].short))
            offered = (_LIKE_THE_OTHERS, _NONE, *LEVELS[1:])
            with grid.container():
                chosen = self._level(f"topic_{topic}", name, offered, usual)
            if chosen not in (_LIKE_THE_OTHERS, _NONE):
                topics[topic] = Fraction(chosen)
            elif chosen == _LIKE_THE_OTHERS and topic in floor:
                topics[topic] = floor[topic]
        with grid.container():
            whole = self._level("overall", tr("path.whole"), (_NONE, *LEVELS[1:]), _NONE)
        overall = None if whole == _NONE else Fraction(whole)
        return Targets(topics=topics, domains=self._domains(), overall=overall)

    def _domains(self) -> Mapping[str, Fraction]:
        tr, found = self._tr, {}
        st.markdown(f"**{tr('path_page.ask.domains')}**")
        grid = st.grid(4, min_column_width=190)
        for one in self._board.questionnaires:
            with grid.container():
                name = plain(tr.text(one.short))
                level = self._level(f"domain_{one.id}", name, (_NONE, *LEVELS[1:]), _NONE)
            if level != _NONE:
                found[one.id] = Fraction(level)
        return found

    def means(self, by: int, days: int | None) -> Means:
        """The days and the budget by each horizon, the price of a day, the limit of each owner."""
        tr, amount = self._tr, self._fields.amount
        st.markdown(f"**{tr('path_page.ask.days_by_title')}**")
        working = {**self._by_horizon("days", "days_by", by, step=5), by: days}
        st.markdown(f"**{tr('path_page.ask.cost')}**")
        st.caption(tr("path_page.ask.cost_text"))
        price, money = st.columns(2)
        with price:
            rate = amount("rate", tr("path_page.ask.rate"), tr("path_page.ask.unknown"), step=50)
        with money:
            label, empty = tr("path_page.ask.budget"), tr("path_page.ask.no_limit")
            budget = amount("budget", label, empty, step=1000)
        spending = {**self._by_horizon("budget", "budget_by", by, step=1000), by: budget}
        return Means(
            days={at: most for at, most in working.items() if most is not None},
            euros={at: Fraction(most) for at, most in spending.items() if most is not None},
            day_rate=None if rate is None else Fraction(rate),
            owners=self._owners(),
        )

    def _by_horizon(self, name: str, label: str, but: int, *, step: int) -> dict[int, int | None]:
        """What there is in all by each horizon other than the one asked for."""
        tr, found = self._tr, {}
        others = [at for at in HORIZONS if at != but]
        for at, place in zip(others, st.columns(len(others)), strict=True):
            with place:
                words = tr(f"path_page.ask.{label}", by=tr(f"path_page.by.{at}"))
                empty = tr("path_page.ask.no_limit")
                found[at] = self._fields.amount(f"{name}_{at}", words, empty, step=step)
        return found

    def _owners(self) -> Mapping[str, int]:
        tr, given = self._tr, {}
        concerned = {action.owner for action in self._plan.actions}
        if concerned:
            st.markdown(f"**{tr('path_page.ask.owners')}**")
        grid, owners = st.grid(3, min_column_width=240), self._board.reference.owners
        for owner in (one for one in owners if one in concerned):
            label, empty = plain(tr.text(owners[owner])), tr("path_page.ask.no_limit")
            with grid.container():
                limit = self._fields.amount(f"owner_{owner}", label, empty, step=5)
            if limit is not None:
                given[owner] = limit
        return given

    def _level(self, name: str, label: str, offered: Sequence[int], usual: int) -> int:
        """One level, or what stands for none."""
        tr, reference = self._tr, self._board.reference
        words = {
            _LIKE_THE_OTHERS: tr("path_page.ask.like_the_others"),
            _NONE: tr("path_page.ask.no_target"),
            _BEST: tr("path_page.ask.best_member"),
        }
        return self._fields.pick(
            name,
            label,
            offered,
            usual,
            lambda one: words.get(one) or level_label(one, reference, tr),
        )
