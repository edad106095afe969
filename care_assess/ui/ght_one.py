"""One establishment of the group, or one of its sites: scores, facts, campaigns, answers; and the way to erase it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import streamlit as st

from care_assess.questionnaire import Question
from care_assess.steering import LISTS, Member
from care_assess.steering.facts import FACTS
from care_assess.steering.overview import Line
from care_assess.ui import shell
from care_assess.ui.ght_desk import Desk, attempt, said
from care_assess.ui.markdown import plain
from care_assess.ui.tables import show_table
from care_assess.wording import as_written, received_in_words

__all__ = ["show_one"]

_WHOLE = ""


def show_one(desk: Desk) -> None:
    """What was received of the one that is chosen."""
    tr, member = desk.tr, _choose(desk)
    line = _line(desk, desk.campaign, member)
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
    rows = [_figures(desk, line, topic) for topic in (_WHOLE, *LISTS)]
    show_table(_titles(desk, "topic", "score", "level", "covered"), rows, alt=member.name)
    _show_facts(desk, line)
    if len(desk.campaigns) > 1:
        rows = list(_history(desk, member))
        alt = tr("ght_page.one.history")
        st.markdown(f"**{alt}**")
        show_table(_titles(desk, "campaign", "score", "weakest_topic"), rows, alt=alt)
    with st.expander(tr("ght_page.one.answers"), icon=":material/list:"):
        _show_answers(desk, line)
    _show_erase(desk, line)


def _choose(desk: Desk) -> Member:
    """An establishment, then it or one of its sites."""
    tr = desk.tr
    found = {one.id: one for one in desk.tree.establishments(desk.group.id)}
    chosen = found[
        st.selectbox(
            tr("ght_page.one.choose"),
            list(found),
            format_func=lambda one: found[one].name,
            key="ght_one",
        )
    ]
    sites = {one.id: one for one in desk.tree.under(chosen.id)}
    if not sites:
        return chosen
    site = st.selectbox(
        tr("ght_page.one.site"),
        (_WHOLE, *sites),
        format_func=lambda one: sites[one].name if one else tr("ght_page.one.all_sites"),
        key=f"ght_site.{chosen.id}",
    )
    return sites.get(site, chosen)


def _line(desk: Desk, campaign: str, member: Member) -> Line:
    activity = desk.tree.activity(desk.group.id)[member.id]
    summary = desk.received.get(campaign, {}).get(member.id)
    return Line(member=member, activity=activity, summary=summary)


def _show_facts(desk: Desk, line: Line) -> None:
    """The hard facts, each told or said not to be."""
    tr, teller = desk.tr, desk.teller
    facts = None if line.summary is None else line.summary.facts
    st.markdown(f"**{tr('ght_page.one.hard')}**")
    if facts is None:
        st.markdown(tr("ght_page.one.no_facts"))
        return
    rows = [(tr(f"ght.fact.{one}"), teller.fact(facts, one)) for one in FACTS]
    show_table(_titles(desk, "fact", "value"), rows, alt=tr("ght_page.one.hard"))
    st.caption(tr("ght_page.one.read_on", day=tr.date(facts.day)))


def _history(desk: Desk, member: Member) -> Iterator[tuple[str, str, str]]:
    """A row a campaign, the oldest first: the whole, never without the weakest topic."""
    teller = desk.teller
    for campaign in desk.campaigns:
        line = _line(desk, campaign, member)
        known = [(score, one) for one in LISTS if (score := line.score(one)) is not None]
        weakest = "–"
        if known:
            score, topic = min(known, key=lambda pair: pair[0])
            name = teller.topic(topic, short=True)
            weakest = desk.tr("ght.told.named", name=name, score=teller.score(score))
        yield campaign, teller.score(line.score(_WHOLE)), weakest


def _titles(desk: Desk, *names: str) -> tuple[str, ...]:
    return tuple(desk.tr(f"ght_page.column.{name}") for name in names)


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
            tr.text(asked[name].text),
            received_in_words(asked[name], answer, catalogue.reference, tr),
        )
        if name in asked
        else (tr("ght_page.one.gone", id=name), as_written(answer))
        for name, answer in line.summary.answers.items()
    ]
    show_table(_titles(desk, "question", "answer"), rows, alt=tr("ght_page.one.answers"))


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
