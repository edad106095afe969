"""The parts of the page of scenarios: what each does and brings, then both beside today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import streamlit as st

from care_assess.plan import Plan, PlannedAction
from care_assess.plan.tryout import Tried, try_out
from care_assess.questionnaire import TOPICS
from care_assess.scoring import Scores
from care_assess.scoring.engine import mark
from care_assess.ui.board import LISTS, Board
from care_assess.ui.charts import CONFIG
from care_assess.ui.markdown import plain
from care_assess.ui.radars import FEWEST_AXES, Curve, overlay
from care_assess.ui.scenarios import LONGEST_NAME, MOST_DAYS, SLOTS, Scenario, Scenarios, Slot
from care_assess.ui.summary import without_capital
from care_assess.ui.tables import show_table

__all__ = ["show_comparison", "show_scenarios"]

_STEP = 10
_MANY, _TALL = 6, 420
"""Actions of a list that show whole; pixels of a longer one."""


def show_scenarios(board: Board, plan: Plan, desk: Scenarios) -> Mapping[Slot, Tried]:
    """Both scenarios, side by side where there is room; what each brings."""
    marking = mark(board.questionnaires, board.sheet, board.reference)
    found: dict[Slot, Tried] = {}
    for slot, place in zip(SLOTS, st.columns(2), strict=True):
        scenario = desk.get(slot)
        found[slot] = try_out(marking, board.scores, plan, scenario.chosen)
        with place.container(border=True):
            st.subheader(plain(_titled(board, desk, slot)), anchor=False)
            _show_name(board, desk, slot)
            _show_presets(board, desk, slot, scenario)
            _show_figures(board, plan, found[slot])
            _show_missing(board, desk, slot, found[slot])
            _show_lists(board, plan, desk, slot, scenario)
    return found


def show_comparison(board: Board, desk: Scenarios, tried: Mapping[Slot, Tried]) -> None:
    """The topics of today and of both scenarios as one radar; beside it, every score in a table."""
    tr = board.tr
    names = (tr("tryout.now"), *(_titled(board, desk, slot) for slot in SLOTS))
    several = (board.scores, *(tried[slot].scores for slot in SLOTS))
    topics = [one for one in TOPICS if board.scores.topics[one].applicable]
    curves = [
        Curve(name=name, values=tuple(scores.topics[one].normalised for one in topics))
        for name, scores in zip(names, several, strict=True)
    ]
    spokes = [
        (tr.text(board.reference.topics[one].name), tr.text(board.reference.topics[one].short))
        for one in topics
    ]
    drawn, told = st.columns([5, 6])
    if len(topics) >= FEWEST_AXES:
        chart = overlay(spokes, curves, title=tr("results.topic"), tr=tr, theme=board.theme)
        with drawn:
            st.plotly_chart(chart.figure, config=CONFIG, alt=chart.alt, key="tryout_radar")
            st.caption(tr("tryout.in_order"))
    with told:
        header = (tr("tryout.score"), *names)
        show_table(header, _rows(board, several), alt=tr("tryout.table_alt"))


def _titled(board: Board, desk: Scenarios, slot: Slot) -> str:
    """``A · Sans budget``: told apart even when both have one name."""
    return board.tr("tryout.titled", letter=slot.upper(), name=desk.name(slot))


def _show_name(board: Board, desk: Scenarios, slot: Slot) -> None:
    key = _held(f"tryout_{slot}_name", desk.name(slot))
    st.text_input(
        board.tr("tryout.name", letter=slot.upper()),
        key=key,
        max_chars=LONGEST_NAME,
        on_change=lambda: desk.rename(slot, st.session_state[key] or ""),
    )


def _show_figures(board: Board, plan: Plan, tried: Tried) -> None:
    """The whole before and after, the days, and the caps lifted."""
    tr = board.tr
    now, after = board.scores.overall.score, tried.scores.overall.score
    gain = Fraction(0) if now is None or after is None else after - now
    score, days = st.columns(2)
    score.metric(
        tr("tryout.overall"),
        tr("tryout.moves", before=_said(board, now), after=_said(board, after)),
        delta=f"+{tr.number(gain, 2)}" if gain else None,
    )
    days.metric(tr("tryout.days"), tr.number(tried.days, 0))
    st.caption(tr("tryout.ticked", n=len(tried.actions), all=tr.number(len(plan.actions), 0)))
    reasons = dict.fromkeys(without_capital(tr.text(cap.reason)) for cap in tried.lifted)
    if reasons:
        lines = "\n".join(f"- {plain(reason)}" for reason in reasons)
        st.markdown(f"{tr('tryout.lifted', n=len(reasons))}\n\n{lines}")
    else:
        st.markdown(tr("tryout.no_cap_lifted"))


def _show_presets(board: Board, desk: Scenarios, slot: Slot, scenario: Scenario) -> None:
    """The sets to begin with; each replaces what is ticked."""
    tr = board.tr
    key = _held(f"tryout_{slot}_days", scenario.days)
    st.number_input(
        tr("tryout.at_hand"),
        min_value=0,
        max_value=MOST_DAYS,
        step=_STEP,
        key=key,
        on_change=lambda: desk.set_days(slot, int(st.session_state[key] or 0)),
    )
    presets = (
        ("fill", tr("tryout.preset.fill", n=scenario.days), desk.fill),
        ("quick", tr("tryout.preset.quick"), desk.choose_quick),
        ("clear", tr("tryout.preset.clear"), desk.clear),
    )
    with st.container(horizontal=True):
        for name, label, act in presets:
            st.button(label, key=f"tryout_{slot}_{name}", on_click=act, args=(slot,))


def _show_missing(board: Board, desk: Scenarios, slot: Slot, tried: Tried) -> None:
    """What comes before an action that is ticked, and is not."""
    if not tried.missing:
        return
    ranks = ", ".join(str(action.rank) for action in tried.missing)
    st.markdown(board.tr("tryout.missing", n=len(tried.missing), ranks=ranks))
    st.button(
        board.tr("tryout.add_missing"),
        key=f"tryout_{slot}_missing",
        type="tertiary",
        icon=":material/add:",
        on_click=desk.add,
        args=(slot, frozenset(action.id for action in tried.missing)),
    )


def _show_lists(board: Board, plan: Plan, desk: Scenarios, slot: Slot, scenario: Scenario) -> None:
    """The actions to tick, each in the list of its first topic; a list is drawn when it is opened."""
    tr = board.tr
    for topic in LISTS:
        mine = [action for action in plan.actions if action.topics[:1] == (topic,)]
        if not mine:
            continue
        # Its words must not change: by them the browser knows which list is open.
        name = plain(tr.text(board.reference.topics[topic].short))
        label = tr("tryout.list", topic=name, n=len(mine))
        fold = st.expander(label, key=f"tryout_{slot}_{topic}", on_change="rerun")
        if fold.open:
            # A long list scrolls in its place: the figures above stay in sight.
            with fold.container(height=_TALL if len(mine) > _MANY else "content"):
                for action in mine:
                    _show_action(board, desk, slot, action, done=action.id in scenario.chosen)


def _show_action(
    board: Board, desk: Scenarios, slot: Slot, action: PlannedAction, *, done: bool
) -> None:
    key = _held(f"tryout_{slot}_do_{action.id}", done)
    said = plain(board.tr.text(action.text).rstrip(" ."))
    st.checkbox(
        board.tr("tryout.action", rank=action.rank, action=said, n=action.days),
        key=key,
        on_change=lambda: desk.tick(slot, action.id, done=bool(st.session_state[key])),
    )


def _held(key: str, stored: object) -> str:
    """The key of a field that shows what is stored, whatever it held."""
    if st.session_state.get(key) != stored:
        st.session_state[key] = stored
    return key


def _rows(board: Board, several: Sequence[Scores]) -> list[tuple[str, ...]]:
    """Every score under each of ``several``: the whole, the domains, the topics; all on 0 to 5."""
    tr = board.tr

    def row(name: str, values: Sequence[Fraction | None]) -> tuple[str, ...]:
        return (name, *(_said(board, value) for value in values))

    rows = [row(tr("results.figure.overall"), [one.overall.normalised for one in several])]
    for domain in board.questionnaires:
        totals = [one.domains[domain.id].total.normalised for one in several]
        rows.append(row(tr("tryout.domain", name=tr.text(domain.short)), totals))
    for topic in LISTS:
        if board.scores.topics[topic].applicable:
            name = tr.text(board.reference.topics[topic].short)
            scores = [one.topics[topic].normalised for one in several]
            rows.append(row(tr("results.changes.topic", name=name), scores))
    return rows


def _said(board: Board, value: Fraction | None) -> str:
    return "–" if value is None else board.tr.number(value, 2)
