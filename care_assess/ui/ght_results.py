"""What the group page concludes: coverage, the map, the weakest of each topic, help, one establishment, the trend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from care_assess.answers import Answer
from care_assess.questionnaire import Question
from care_assess.report.ght import Told
from care_assess.steering import LISTS
from care_assess.steering.overview import Line
from care_assess.ui import shell
from care_assess.ui.ght_desk import Desk, attempt, said
from care_assess.ui.heat import heat_map
from care_assess.ui.markdown import plain
from care_assess.ui.tables import show_chart, show_table
from care_assess.ui.trends import group_trend
from care_assess.wording import in_words

__all__ = ["show_helps", "show_lead", "show_map", "show_one", "show_topics", "show_trend"]

_WHOLE = ""


def show_lead(desk: Desk, told: Told) -> None:
    """The sentences to repeat, then whose summary is missing."""
    tr, covered = desk.tr, told.seen.coverage
    with st.container(border=True):
        st.markdown("  \n".join(plain(one) for one in desk.teller.headline(told.seen)))
    st.header(tr("ght_page.coverage.title"), anchor=False)
    if not covered.missing:
        st.markdown(tr("ght_page.coverage.all"))
        return
    st.markdown(tr("ght_page.coverage.missing"))
    header = tuple(tr(f"ght_page.column.{name}") for name in ("establishment", "activity"))
    of = {line.member.id: line.activity for line in told.seen.lines}
    rows = [(one.name, desk.teller.share(of[one.id])) for one in covered.missing]
    show_table(header, rows, alt=tr("ght_page.coverage.alt"))


def show_map(desk: Desk, told: Told) -> None:
    """Every establishment in every topic."""
    st.markdown(desk.tr("ght_page.map.text"))
    show_chart(heat_map(told.seen, desk.teller, desk.theme), key="ght_map", tr=desk.tr)


def show_topics(desk: Desk, told: Told) -> None:
    """The weakest of each topic by name, then the middle ones."""
    tr, teller = desk.tr, desk.teller
    st.markdown(tr("ght_page.topics.text"))
    names = ("topic", "weakest", "middle")
    rows = [
        (teller.topic(one.topic, short=True), teller.weakest(one), teller.middle(one))
        for one in (told.seen.whole, *told.seen.topics.values())
    ]
    header = tuple(tr(f"ght_page.column.{name}") for name in names)
    show_table(header, rows, alt=tr("ght_page.topics.alt"))


def show_helps(desk: Desk, told: Told) -> None:
    """Who can help whom, one topic at a time."""
    tr, teller = desk.tr, desk.teller
    st.markdown(tr("ght_page.helps.text"))
    topics = list(dict.fromkeys(one.topic for one in told.seen.helps))
    if not topics:
        st.markdown(tr("ght_page.helps.none"))
        return
    chosen = st.selectbox(
        tr("ght_page.helps.topic"), topics, format_func=teller.topic, key="ght_help_topic"
    )
    header = tuple(tr(f"ght_page.column.{name}") for name in ("by", "of"))
    rows = [
        (
            tr("ght.told.named", name=one.by.name, score=teller.score(one.by_score)),
            tr("ght.told.named", name=one.of.name, score=teller.score(one.of_score)),
        )
        for one in told.seen.helps
        if one.topic == chosen
    ]
    show_table(header, rows, alt=tr("ght_page.helps.title"))


def show_one(desk: Desk, told: Told) -> None:
    """One establishment: its figures, its answers if it sent them, and the way to erase it."""
    tr = desk.tr
    lines = {line.member.id: line for line in told.seen.lines}
    chosen = st.selectbox(
        tr("ght_page.one.choose"),
        list(lines),
        format_func=lambda one: lines[one].member.name,
        key="ght_one",
    )
    line = lines[chosen]
    if line.summary is None:
        st.markdown(plain(desk.teller.level(None)))
        return
    st.caption(
        tr(
            "ght_page.one.facts",
            share=desk.teller.share(line.activity),
            day=tr.date(line.summary.day),
            tier=tr(f"ui.tier.{line.summary.tier}"),
        )
    )
    header = tuple(tr(f"ght_page.column.{name}") for name in ("topic", "score", "level", "covered"))
    rows = [_figures(desk, line, topic) for topic in (_WHOLE, *LISTS)]
    show_table(header, rows, alt=line.member.name)
    with st.expander(tr("ght_page.one.answers"), icon=":material/list:"):
        _show_answers(desk, line)
    _show_erase(desk, line)


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


def _figures(desk: Desk, line: Line, topic: str) -> tuple[str, ...]:
    figure = line.figure(topic)
    covered = None if figure is None else figure.coverage
    return (
        desk.teller.topic(topic, short=True),
        desk.teller.score(line.score(topic)),
        desk.teller.level(figure),
        "–" if covered is None else desk.tr.percent(covered),
    )


def _show_answers(desk: Desk, line: Line) -> None:
    tr, catalogue = desk.tr, shell.assessments().catalogue
    if line.summary is None or line.summary.answers is None:
        st.markdown(tr("ght_page.one.no_answers"))
        return
    asked: Mapping[str, Question] = {
        question.id: question
        for one in catalogue.select(line.summary.versions)
        for question in one.questions
    }
    rows: Sequence[tuple[str, str]] = [
        (
            (tr.text(asked[name].text), in_words(asked[name], answer, catalogue.reference, tr))
            if name in asked and _fits(asked[name], answer)
            else (tr("ght_page.one.gone", id=name), str(answer.value or answer.kind))
        )
        for name, answer in line.summary.answers.items()
    ]
    header = tuple(tr(f"ght_page.column.{name}") for name in ("question", "answer"))
    show_table(header, rows, alt=tr("ght_page.one.answers"))


def _fits(question: Question, answer: Answer) -> bool:
    """Whether an answer of a stranger is one of those that its question offers."""
    if isinstance(answer.value, str) and question.options:
        return any(one.id == answer.value for one in question.options)
    return True


def _show_erase(desk: Desk, line: Line) -> None:
    tr, member = desk.tr, line.member
    with st.expander(tr("ght_page.one.erase"), icon=":material/delete:"):
        sure = st.checkbox(tr("ght_page.one.erase_sure"), key=f"ght_sure.{member.id}")
        st.button(
            tr("ght_page.one.erase"),
            key="ght_erase",
            disabled=not sure,
            on_click=_erase,
            args=(desk, line),
        )


def _erase(desk: Desk, line: Line) -> None:
    counted: list[int] = []
    if attempt(lambda: counted.append(desk.work.erase([line.member]))):
        said(desk.tr("ght_page.one.erased", n=sum(counted)))
