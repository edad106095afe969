"""What the group page concludes: coverage, the maps, the weakest of each topic, help, the trend."""

from __future__ import annotations

import streamlit as st

from care_assess.report.ght import Told
from care_assess.steering import LISTS
from care_assess.ui.ght_desk import LINES, Desk
from care_assess.ui.heat import heat_map, row_of_group, row_of_line
from care_assess.ui.markdown import plain
from care_assess.ui.pager import first_page, turn, window
from care_assess.ui.tables import show_chart, show_table
from care_assess.ui.trends import group_trend

__all__ = ["show_helps", "show_lead", "show_map", "show_parts", "show_topics", "show_trend"]

_WHOLE = ""


def show_lead(desk: Desk, told: Told) -> None:
    """The sentences to repeat, how many objectives are late, then whose summary is missing."""
    tr, covered = desk.tr, told.seen.coverage
    with st.container(border=True):
        said = list(desk.teller.headline(told.seen))
        if told.standings:
            late = sum(one.state == "late" for one in told.standings)
            said.append(tr("ght_page.lead.late", n=late, total=len(told.standings)))
        st.markdown("  \n".join(map(plain, said)))
    st.header(tr("ght_page.coverage.title"), anchor=False)
    if not covered.missing:
        st.markdown(tr("ght_page.coverage.all"))
        return
    st.markdown(tr("ght_page.coverage.missing"))
    _, shown = window(covered.missing, LINES, desk.pager("missing"))
    rows = [(one.name, desk.teller.share(share)) for one, share in shown]
    show_table(_titles(desk, "establishment", "missing"), rows, alt=tr("ght_page.coverage.alt"))
    turn(len(covered.missing), LINES, desk.pager("missing"), tr)


def show_map(desk: Desk, told: Told) -> None:
    """Every establishment in every topic, a page at a time; on several pages, the weakest first."""
    tr, teller, seen = desk.tr, desk.teller, told.seen
    st.markdown(tr("ght_page.map.text"))
    lines = seen.lines
    if len(lines) > LINES:
        topic = st.selectbox(
            tr("ght_page.map.order"),
            (_WHOLE, *LISTS),
            format_func=teller.topic,
            key="ght_map_order",
            on_change=first_page,
            args=(desk.pager("map"),),
        )
        lines = seen.ranked(topic)
    before, shown = window(lines, LINES, desk.pager("map"))
    last = "–"
    if seen.last:
        weak, member, score = seen.last
        name = f"{member.name}, {teller.topic(weak, short=True)}"
        last = tr("ght.told.named", name=name, score=teller.score(score))
    chart = heat_map(
        [row_of_line(line, teller) for line in shown],
        _titles(desk, "establishment", "activity", "scores"),
        tr("ght_page.map.alt", last=last),
        teller,
        desk.theme,
    )
    if len(lines) > LINES:
        facts = {"first": before + 1, "last": before + len(shown), "n": len(lines)}
        st.caption(tr("ght_page.map.shown", **facts))
    show_chart(chart, key="ght_map", tr=tr)
    turn(len(lines), LINES, desk.pager("map"), tr)


def show_parts(desk: Desk, told: Told) -> None:
    """Each GHT of a region by its weakest establishments, and the way into one."""
    tr, teller = desk.tr, desk.teller
    activity = desk.tree.activity(desk.group.id)
    st.markdown(tr("ght_page.parts.text"))
    _, shown = window(told.parts, LINES, desk.pager("parts"))
    chart = heat_map(
        [row_of_group(one, teller.share(activity[one.group.id]), teller) for one in shown],
        _titles(desk, "ght", "activity", "lowest"),
        tr("ght_page.parts.alt"),
        teller,
        desk.theme,
    )
    show_chart(chart, key="ght_parts", tr=tr)
    rows = [
        (
            one.group.name,
            tr("ght_page.parts.covered", share=teller.share(one.coverage.share)),
            teller.weakest(one.whole),
            teller.middle(one.whole),
        )
        for one in shown
    ]
    show_table(
        _titles(desk, "ght", "answered", "weakest", "middle"), rows, alt=tr("ght_page.parts.title")
    )
    turn(len(told.parts), LINES, desk.pager("parts"), tr)
    names = {one.group.id: one.group.name for one in told.parts}
    chosen = st.selectbox(
        tr("ght_page.parts.choose"), list(names), format_func=names.__getitem__, key="ght_part"
    )
    st.button(
        tr("ght_page.parts.open"),
        key="ght_part_open",
        icon=":material/zoom_in:",
        on_click=st.session_state.__setitem__,
        args=("ght_group", chosen),
    )


def show_topics(desk: Desk, told: Told) -> None:
    """The weakest of each topic by name, then the middle ones."""
    tr, teller = desk.tr, desk.teller
    st.markdown(tr("ght_page.topics.text"))
    names = ("topic", "weakest", "middle")
    rows = [
        (teller.topic(one.topic, short=True), teller.weakest(one), teller.middle(one))
        for one in (told.seen.whole, *told.seen.topics.values())
    ]
    show_table(_titles(desk, *names), rows, alt=tr("ght_page.topics.alt"))


def show_helps(desk: Desk, told: Told) -> None:
    """Who can help whom, one topic at a time."""
    tr, teller = desk.tr, desk.teller
    st.markdown(tr("ght_page.helps.text"))
    topics = list(dict.fromkeys(one.topic for one in told.seen.helps))
    if not topics:
        st.markdown(tr("ght_page.helps.none"))
        return
    chosen = st.selectbox(
        tr("ght_page.helps.topic"),
        topics,
        format_func=teller.topic,
        key="ght_help_topic",
        on_change=first_page,
        args=(desk.pager("helps"),),
    )
    helps = [one for one in told.seen.helps if one.topic == chosen]
    _, shown = window(helps, LINES, desk.pager("helps"))
    rows = [
        (
            tr("ght.told.named", name=one.by.name, score=teller.score(one.by_score)),
            tr("ght.told.named", name=one.of.name, score=teller.score(one.of_score)),
        )
        for one in shown
    ]
    show_table(_titles(desk, "by", "of"), rows, alt=tr("ght_page.helps.title"))
    turn(len(helps), LINES, desk.pager("helps"), tr)


def show_trend(desk: Desk, told: Told) -> None:
    """One topic over the campaigns."""
    tr = desk.tr
    st.markdown(tr("ght_page.trend.text"))
    topic = st.selectbox(
        tr("ght_page.trend.topic"),
        (_WHOLE, *LISTS),
        format_func=desk.teller.topic,
        key="ght_trend_topic",
    )
    show_chart(group_trend(told.trend, topic, desk.teller, desk.theme), key="ght_trend", tr=tr)


def _titles(desk: Desk, *names: str) -> tuple[str, ...]:
    return tuple(desk.tr(f"ght_page.column.{name}") for name in names)
