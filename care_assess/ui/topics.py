"""The parts of the page of a topic: what is asked, the facts, the score, the actions, the evidence, the history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import streamlit as st

from care_assess.answers import Answer
from care_assess.assessments import OpenAssessment
from care_assess.noted import registers_of
from care_assess.obligations import build_agenda
from care_assess.obligations.registers import noted_in
from care_assess.plan import by_topic
from care_assess.questionnaire import Question, Reference
from care_assess.report.obligations import rhythm_words, source_words
from care_assess.report.parts.story import Story
from care_assess.text import Translator
from care_assess.ui.action_words import resource_line
from care_assess.ui.bars import spread
from care_assess.ui.board import LISTS, Board
from care_assess.ui.duties import dated_words
from care_assess.ui.indicators import indicators
from care_assess.ui.instruments import INSTRUMENTS
from care_assess.ui.levels import level_word
from care_assess.ui.markdown import plain
from care_assess.ui.questions import Wish
from care_assess.ui.scorecards import show_score
from care_assess.ui.tables import show_table
from care_assess.ui.topic_facts import facts_of

__all__ = [
    "show_actions",
    "show_duties",
    "show_evidence",
    "show_facts",
    "show_history",
    "show_kit",
    "show_others",
    "show_standing",
    "which",
]

MOST_ACTIONS, MOST_EVIDENCE, MOST_BEFORE = 8, 10, 6
_MAY_BREAK = "\u200b"


def which() -> str:
    """The topic of the address; the first one when it names none."""
    asked = st.query_params.get("t", "")
    return asked if asked in LISTS else LISTS[0]


def show_duties(board: Board, story: Story, topic: str, today: date) -> None:
    """What the texts ask again and again, with the next date and how sure it is."""
    tr = story.tr
    known = noted_in(registers_of(board.seam, board.opened), today)
    agenda = build_agenda(
        story.questionnaires, story.sheet, story.plan, story.reference, today, noted=known
    )
    found = [one for one in agenda.entries if one.obligation.topic == topic]
    if not found:
        st.markdown(tr("topic.duties.none"))
        return
    st.markdown(tr("topic.duties.text"))
    header = tuple(tr(f"topic.duties.{name}") for name in ("duty", "due", "source"))
    rows = [
        (
            story.inside(one.obligation.text),
            dated_words(story, one, today)
            if one.timing not in {"standing", "event", "done"}
            else tr(f"topic.duties.is.{one.timing}"),
            _beside(
                tr,
                rhythm_words(story, one.obligation) if one.obligation.period else "",
                source_words(story, one.obligation).replace("/", f"/{_MAY_BREAK}"),
            ),
        )
        for one in found
    ]
    show_table(header, rows, alt=tr("topic.duties.title"))


def show_facts(board: Board, topic: str) -> Wish | None:
    """The numbers answered, then what is noted on the page of the instrument; gives that page when asked for."""
    tr = board.tr
    found = indicators(
        topic,
        questionnaires=board.questionnaires,
        sheet=board.sheet,
        applicable=board.applicable,
        reference=board.reference,
        tr=tr,
    )
    for one in found:
        st.markdown(f"{plain(one.question)} **{plain(one.said)}**")
    page = INSTRUMENTS.get(topic)
    if page is None:
        if not found:
            st.markdown(tr("topic.facts.none"))
        return None
    with st.container(border=True):
        st.markdown(f"**{tr(f'ui.page.{page}')}**")
        for said in facts_of(board, topic):
            st.markdown(said)
        if st.button(tr("topic.facts.open"), key="topic_instrument", icon=":material/edit_note:"):
            return page, {}
    return None


def show_standing(board: Board, topic: str) -> None:
    """The score with its caps and its why."""
    score = board.scores.topics[topic]
    if not score.applicable:
        st.markdown(board.tr("topic.score.none"))
        return
    with st.container(border=True):
        name = board.tr.text(board.reference.topics[topic].name)
        show_score(board, name, score, key="topic")


def show_actions(board: Board, story: Story, topic: str) -> Wish | None:
    """The actions of the topic by rank; gives the plan when it is asked for."""
    tr, actions = board.tr, by_topic(story.plan)[topic]
    if not actions:
        known = board.scores.topics[topic].answered
        st.markdown(tr("topic.actions.none" if known else "topic.actions.unknown"))
        return None
    header = tuple(tr(f"topic.actions.{name}") for name in ("action", "owner", "days"))
    rows = [
        (
            tr("roadmap.action.brief", first=one.rank, text=story.inside(one.title)),
            story.text(board.reference.owners[one.owner]),
            tr.number(one.days, 0),
        )
        for one in actions[:MOST_ACTIONS]
    ]
    show_table(header, rows, alt=tr("topic.actions.title"))
    if len(actions) > MOST_ACTIONS:
        st.caption(tr("topic.actions.more", n=len(actions) - MOST_ACTIONS))
    if st.button(tr("topic.actions.open"), key="topic_plan", icon=":material/checklist:"):
        return "plan", {}
    return None


def show_evidence(board: Board, story: Story, topic: str) -> None:
    """Each answer with its documents, or those to gather: what is missing first."""
    tr = board.tr
    asked = [one for one in story.asked() if topic in one.lists and story.applies(one.id)]
    given = [(one, story.answer(one.id)) for one in asked if story.answer(one.id).kind == "value"]
    given.sort(key=lambda pair: (bool(pair[1].evidence), pair[0].tier != "core"))
    if not given:
        st.markdown(tr("topic.evidence.none"))
        return
    shown = sum(bool(answer.evidence) for _, answer in given)
    st.markdown(tr("topic.evidence.count", shown=shown, n=len(given)))
    header = tuple(tr(f"topic.evidence.{name}") for name in ("question", "proof"))
    rows = [
        (_beside(tr, story.text(one.text), story.said(one)), _proof(story, one, answer))
        for one, answer in given[:MOST_EVIDENCE]
    ]
    show_table(header, rows, alt=tr("topic.evidence.title"))
    if len(given) > MOST_EVIDENCE:
        st.caption(tr("topic.evidence.more", n=len(given) - MOST_EVIDENCE))


def show_history(board: Board, topic: str) -> None:
    """The score of the topic in the assessments before, each on its own versions, the latest first."""
    tr = board.tr
    before = list(_before(board))
    if not before:
        st.markdown(tr("topic.history.none"))
        return
    header = tuple(tr(f"topic.history.{name}") for name in ("date", "score", "level"))
    rows = []
    for one in (board.opened, *before):
        score = board.seam.scores(one).topics[topic]
        said = spread(score.score, score.low, score.high, tr)
        rows.append((tr.date(one.info.date), said, level_word(score.level, board.reference, tr)))
    show_table(header, rows, alt=tr("topic.history.title"))
    if any(dict(one.info.versions) != dict(board.opened.info.versions) for one in before):
        st.caption(tr("topic.history.versions"))


def show_kit(reference: Reference, tr: Translator, topic: str) -> None:
    """What is ready-made: kits, services, guides."""
    known = (reference.resources[name] for name in reference.topics[topic].resources)
    lines = [f"- {resource_line(tr, one)}" for one in known if one.shown]
    st.markdown("\n".join(lines))


def show_others(reference: Reference, tr: Translator, topic: str) -> Wish | None:
    """The buttons that lead to the other topics."""
    pressed = None
    with st.container(horizontal=True):
        for name in LISTS:
            label = plain(tr.text(reference.topics[name].short))
            if name != topic and st.button(label, key=f"topic_to_{name}", type="tertiary"):
                pressed = name
    return ("topic", {"t": pressed}) if pressed else None


def _beside(tr: Translator, *said: str) -> str:
    return tr("obligations.separator").join(one for one in said if one)


def _proof(story: Story, question: Question, answer: Answer) -> str:
    """The documents given and how sure they are, else those that are asked for."""
    tr = story.tr
    if answer.evidence:
        grade = tr(f"report.grade.{answer.grade}")
        return tr("readiness.evidence.given", names=", ".join(answer.evidence), grade=grade)
    if question.evidence is None:
        return tr("readiness.evidence.none")
    return tr("readiness.evidence.wanted", wanted=story.inside(question.evidence))


def _before(board: Board) -> Iterator[OpenAssessment]:
    """The assessments that this one continues, the latest first."""
    seen, name = {board.opened.info.id}, board.opened.info.id
    for _ in range(MOST_BEFORE):
        last = board.seam.previous(name)
        if last is None or last.info.id in seen:
            return
        yield last
        name = last.info.id
        seen.add(name)
