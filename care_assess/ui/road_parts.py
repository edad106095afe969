"""The parts of the road map page around its table: how far one is, when, how much work, towards which score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

import streamlit as st

from care_assess.assessments import AssessmentInfo
from care_assess.follows import Follows
from care_assess.plan.following import STATUSES, UNFOLLOWED, is_overdue, questioned
from care_assess.plan.roadmap import Line, load
from care_assess.report.parts.story import Story
from care_assess.ui import shell
from care_assess.ui.board import Board
from care_assess.ui.markdown import plain
from care_assess.ui.road_edits import EDITABLE
from care_assess.ui.road_words import brief, dates, role, said, titled
from care_assess.ui.tables import show_chart, show_table
from care_assess.ui.timelines import (
    Mark,
    Month,
    Stretch,
    calendar,
    climb,
    in_days,
    month_name,
    months,
)

__all__ = [
    "following",
    "show_calendar",
    "show_climb",
    "show_history",
    "show_load",
    "show_questioned",
    "show_summary",
]

FIRST = 15
"""Actions of the calendar shown before the reader asks for all."""
MOST_MONTHS = 24
"""Months shown one by one; the work of later ones is added up."""

BUSIEST = 3
"""Roles named for each month; the work of the others is added up."""

_ALL = "road_all"


def following(board: Board) -> AssessmentInfo | None:
    """The assessment in which the actions of this one are followed now, if it was continued or moved."""
    mine = board.opened.info.id
    return next(
        (one for one in board.seam.list() if mine in {one.previous, one.migrated_from}), None
    )


def show_summary(board: Board, lines: Sequence[Line], today: date) -> None:
    """How many actions are at each status, and how many are late."""
    tr = board.tr
    counts = {name: sum(one.follow.status == name for one in lines) for name in STATUSES}
    late = sum(is_overdue(one.follow, today) for one in lines)
    with st.container(horizontal=True):
        for name, count in (*counts.items(), ("overdue", late)):
            st.metric(tr(f"roadmap.count.{name}"), tr.number(count, 0), border=True)


def show_questioned(board: Board, story: Story, lines: Sequence[Line]) -> None:
    """The actions said to be done that the plan still proposes, each with the answer that has not changed."""
    tr = board.tr
    named = {line.id: line for line in lines}
    found = questioned({line.id: line.follow for line in lines}, story.plan)
    if not found:
        return
    st.subheader(tr("roadmap.questioned.title", n=len(found)), anchor=False)
    told = []
    for action in found:
        answers = tr("results.separator").join(
            tr("roadmap.questioned.answer", id=one, answer=story.said(board.questions[one]))
            for one in action.questions
        )
        doubt = tr("roadmap.questioned.doubt", answers=answers)
        told.append(f"- **{plain(titled(named[action.id], tr))}**  \n  {plain(doubt)}")
    st.warning("\n".join((tr("roadmap.questioned.text"), "", *told)), icon=":material/help:")


def show_calendar(board: Board, lines: Sequence[Line], today: date) -> None:
    """The actions from the first due to the last, what is done at the end, what is dropped left out."""
    tr = board.tr
    dated = [
        (line.follow.closed, stretch)
        for line in lines
        if (stretch := _stretch(board, line, today)) is not None
    ]
    if not dated:
        st.markdown(tr("roadmap.calendar.none"))
        return
    stretches = [one for _, one in sorted(dated, key=lambda pair: (pair[0], pair[1].due))]
    shown = stretches if st.session_state.get(_ALL) else stretches[:FIRST]
    show_chart(calendar(shown, today, tr=tr, theme=board.theme), key="road_calendar", tr=tr)
    if len(shown) < len(stretches):
        st.button(
            tr("roadmap.calendar.more", n=len(stretches) - len(shown)),
            key=f"{_ALL}_button",
            icon=":material/expand_more:",
            type="tertiary",
            on_click=st.session_state.__setitem__,
            args=(_ALL, True),
        )


def show_load(board: Board, story: Story, lines: Sequence[Line]) -> None:
    """The person-days of each month, of everyone or of one owner role that can be chosen."""
    tr = board.tr
    work = load(story.plan, lines)
    if not work:
        st.markdown(tr("roadmap.load.none"))
        return
    everyone = ""
    chosen = st.selectbox(
        tr("roadmap.load.role"),
        (everyone, *work),
        format_func=lambda one: (
            tr.text(board.reference.owners[one]) if one else tr("roadmap.load.everyone")
        ),
        key="road_role",
    )
    mine = {chosen: work[chosen]} if chosen else work
    found = list(_months(board, mine))
    show_chart(months(found, tr=tr, theme=board.theme), key="road_load", tr=tr)


def show_climb(board: Board, follows: Follows, lines: tuple[Line, ...], today: date) -> None:
    """The score of the whole as the actions are done."""
    tr = board.tr
    points = follows.reached(board.opened, lines, today)
    if len(points) < 2:
        st.markdown(tr("roadmap.climb.none"))
        return
    first, last = points[0], points[-1]
    facts = {
        "date": tr.date(last.day),
        "now": tr.number(first.score),
        "then": tr.number(last.score),
    }
    st.markdown(tr("roadmap.climb.text", **facts))
    show_chart(climb(points, tr=tr, theme=board.theme), key="road_climb", tr=tr)


def show_history(board: Board, follows: Follows, lines: Sequence[Line]) -> None:
    """All that was ever said of one action: who, when, which columns."""
    tr, reader = board.tr, shell.reader()
    events = follows.history(board.opened.info.id)
    said_of = {event.action for event in events}
    choice = {line.id: line for line in lines if line.id in said_of}
    if not choice:
        return
    with st.expander(tr("roadmap.history.title"), icon=":material/history:"):
        chosen = st.selectbox(
            tr("roadmap.history.action"),
            choice,
            format_func=lambda one: plain(titled(choice[one], tr)),
            key="road_history",
        )
        told, before = [], UNFOLLOWED
        for event in events:
            if event.action == chosen:
                when = tr(
                    "roadmap.history.at", day=reader.day(event.at), time=reader.time(event.at)
                )
                who = event.author or tr("roadmap.nobody")
                told += [
                    (when, who, tr(f"roadmap.column.{name}"), said(event.follow, name, tr))
                    for name in EDITABLE
                    if getattr(before, name) != getattr(event.follow, name)
                ]
                before = event.follow
        names = ("when", "who", "column", "now")
        header = tuple(tr(f"roadmap.table.{name}") for name in names)
        show_table(header, told[::-1], alt=tr("roadmap.history.title"))


def _stretch(board: Board, line: Line, today: date) -> Stretch | None:
    """The line on the calendar; None without dates, or once it is dropped."""
    tr, status = board.tr, line.follow.status
    if line.start is None or line.due is None or status == "dropped":
        return None
    late = is_overdue(line.follow, today)
    state = tr(f"roadmap.status.{status}")
    mark: Mark = "overdue" if late and status != "blocked" else status
    return Stretch(
        name=brief(line, tr),
        who=line.follow.owner or role(line, board.reference, tr),
        mark=mark,
        state=tr("roadmap.status.late", status=state) if late else state,
        start=line.start,
        due=line.due,
        dates=dates(line, tr),
    )


def _months(board: Board, work: Mapping[str, Mapping[date, Fraction]]) -> Iterable[Month]:
    """Each month with whose work it is, the busiest first; from MOST_MONTHS on, together."""
    tr = board.tr
    every = sorted({month for mine in work.values() for month in mine})
    groups = [(month_name(month), [month]) for month in every[:MOST_MONTHS]]
    if every[MOST_MONTHS:]:
        groups.append((tr("roadmap.load.later"), every[MOST_MONTHS:]))
    for name, some in groups:
        days = {
            who: sum((mine.get(one, Fraction(0)) for one in some), Fraction(0))
            for who, mine in work.items()
        }
        said = tr("results.separator").join(_whose(board, days))
        yield Month(name=name, days=sum(days.values(), Fraction(0)), detail=said)


def _whose(board: Board, days: Mapping[str, Fraction]) -> Iterator[str]:
    """The busiest with their days, then the others together."""
    tr, owners = board.tr, board.reference.owners
    ranked = sorted(days, key=lambda who: (-days[who], who))
    for who in ranked[:BUSIEST]:
        if days[who]:
            yield tr("roadmap.load.share", who=tr.text(owners[who]), days=in_days(days[who], tr))
    others = sum((days[who] for who in ranked[BUSIEST:]), Fraction(0))
    if others:
        yield tr("roadmap.load.others", days=in_days(others, tr))
