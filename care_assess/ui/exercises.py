"""The parts of the page of crisis exercises: what to remember, the register, one entry, the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeAlias

import streamlit as st

from care_assess.exercises import (
    FORMS,
    FUNCTIONS,
    LEVELS,
    MOST,
    REVIEWS,
    SCOPES,
    SOURCES,
    Exercise,
    Hindrance,
    Register,
    doubts,
    gaps,
    hindrances,
    last_counting,
    next_due,
    recommend,
)
from care_assess.exercises.keeping import from_json, to_json
from care_assess.exercises.model import LONGEST, LONGEST_NAME, MOST_WARDS
from care_assess.exercises.proposing import propose
from care_assess.obligations import SOON
from care_assess.topics import Proposal
from care_assess.ui import shell
from care_assess.ui.exercise_lessons import show_lessons
from care_assess.ui.levels import out_of
from care_assess.ui.markdown import plain
from care_assess.ui.proposed import show_proposals
from care_assess.ui.registers import Desk, RowFields, Shape, choose_entry
from care_assess.ui.tables import show_table

__all__ = [
    "EXERCISES",
    "Exercises",
    "facts_of",
    "proposals_of",
    "show_answers",
    "show_entry",
    "show_headline",
    "show_programme",
    "show_register",
]

EXERCISES = Shape("exercises", from_json, to_json)
Exercises: TypeAlias = "Desk[Register]"

_CHOSEN = "exercises_chosen"
_TOPIC = "crisis_exercises"
_FACTS = ("grid", "programme", "reviewed")
_TO_PLAN: tuple[Hindrance, ...] = ("no_form", "no_care", "no_management", "no_business")
"""What keeps an exercise to come from counting, and can still be planned."""


def facts_of(mine: Exercises) -> Iterator[str]:
    """The last exercise that counts, the next date and the kit to take, in Markdown."""
    tr, book, today = mine.board.tr, mine.book, shell.reader().today()
    last = last_counting(book, today)
    if last is None or last.day is None:
        yield tr("exercises.lead.none")
    else:
        title = plain(_title(mine, last))
        yield tr("exercises.lead.last", date=tr.date(last.day), title=title)
    yield _due(mine, next_due(book, today), today)
    advice = recommend(book, mine.board.scores.topics[_TOPIC].level, today)
    kit = tr(f"exercises.level.{advice.level}")
    yield tr("exercises.lead.kit", kit=kit, why=tr(f"exercises.because.{advice.because}"))


def show_headline(mine: Exercises) -> None:
    """Those facts, and the score of the topic."""
    tr, score = mine.board.tr, mine.board.scores.topics[_TOPIC]
    with st.container(border=True):
        for said in facts_of(mine):
            st.markdown(said)
        if score.applicable:
            st.caption(tr("exercises.lead.score", score=out_of(score, tr)))


def show_register(mine: Exercises) -> None:
    """Every entry with the verdict on it, then the button that adds one."""
    tr, today = mine.board.tr, shell.reader().today()
    st.markdown(tr("exercises.register.rule"))
    if mine.book.exercises:
        header = tuple(tr(f"exercises.column.{name}") for name in ("exercise", "counts", "lacks"))
        rows = [_row(mine, one, today) for one in mine.book.by_date]
        show_table(header, rows, alt=tr("exercises.register.title"))
    else:
        st.markdown(tr("exercises.register.empty"))
    st.button(
        tr("exercises.register.add"),
        key="exercises_add",
        icon=":material/add:",
        type="secondary" if mine.book.exercises else "primary",
        disabled=len(mine.book.exercises) >= MOST,
        on_click=_add,
        args=(mine,),
    )


def show_entry(mine: Exercises) -> None:
    """The fields of one entry, the latest at first."""
    tr, entries = mine.board.tr, {one.id: one for one in mine.book.by_date}
    names = {name: _named(mine, one) for name, one in entries.items()}
    chosen = choose_entry(names, tr("exercises.entry.choose"), key=_CHOSEN)
    if chosen is None:
        return
    one = entries[chosen]
    with st.container(border=True):
        _show_fields(mine, one)
        for doubt in doubts(one, shell.reader().today()):
            st.warning(tr(f"exercises.doubt.{doubt}"), icon=":material/help:")
        show_lessons(mine, one)
        st.button(
            tr("exercises.entry.remove"),
            key=f"exercises_remove_{one.id}",
            icon=":material/delete:",
            type="tertiary",
            on_click=_remove,
            args=(mine, one.id),
        )


def show_programme(mine: Exercises) -> None:
    """What is said of the exercises as a whole."""
    tr = mine.board.tr
    fields = RowFields(mine.book, "exercises", mine.change)
    fields.check("complete", tr("exercises.fact.complete"))
    for name in _FACTS:
        fields.check(name, tr(f"exercises.fact.{name}"))


def proposals_of(mine: Exercises) -> tuple[Proposal, ...]:
    """The answers that the register allows on the date of the assessment."""
    return propose(mine.book, mine.board.opened.info.date)


def show_answers(mine: Exercises) -> None:
    """The answers that the register allows."""
    show_proposals(
        mine.board,
        proposals_of(mine),
        area="exercises",
        key="exercises",
        why=lambda one: _why(mine, one),
    )


def _show_fields(mine: Exercises, one: Exercise) -> None:
    tr = mine.board.tr
    fields = RowFields(
        one,
        f"exercises_{one.id}",
        lambda change: mine.change(lambda book: book.changed(one.id, change)),
    )
    fields.line("title", tr("exercises.field.title"), most=LONGEST_NAME)
    left, right = st.columns(2)
    with left:
        fields.day("day", tr("exercises.field.day"))
        fields.one_of("scope", tr("exercises.field.scope"), SCOPES, _words(mine, "scope"))
        fields.one_of("level", tr("exercises.field.level"), LEVELS, _words(mine, "level"))
        fields.check("unannounced", tr("exercises.field.unannounced"))
    with right:
        fields.one_of("form", tr("exercises.field.form"), FORMS, _words(mine, "form"))
        fields.number("wards", tr("exercises.field.wards"), 0, MOST_WARDS)
        fields.one_of("source", tr("exercises.field.source"), SOURCES, _words(mine, "source"))
    fields.line("scenario", tr("exercises.field.scenario"), most=LONGEST)
    fields.some_of(
        "functions", tr("exercises.field.functions"), FUNCTIONS, _words(mine, "function")
    )
    fields.check("care", tr("exercises.field.care"))
    st.subheader(tr("exercises.review.title"), anchor=False)
    left, right = st.columns(2)
    with left:
        fields.one_of(
            "review",
            tr("exercises.field.review"),
            REVIEWS,
            _words(mine, "review"),
            blank=False,
        )
    with right:
        fields.line("evidence", tr("exercises.field.evidence"), most=LONGEST_NAME)
    fields.check("quality", tr("exercises.field.quality"))
    fields.check("checked", tr("exercises.field.checked"))


def _words(mine: Exercises, area: str) -> Callable[[str], str]:
    return lambda one: mine.board.tr(f"exercises.{area}.{one}")


def _row(mine: Exercises, one: Exercise, today: date) -> tuple[str, ...]:
    tr = mine.board.tr
    why = hindrances(one, today)
    if "to_come" in why:
        said = ["to_come", *(each for each in why if each == "technical")]
        lacks = [tr(f"exercises.plan.{each}") for each in why if each in _TO_PLAN]
    else:
        said = list(why)
        lacks = [] if why else [tr(f"exercises.lacks.{gap}") for gap in gaps(one)]
        if "technical" in why:
            lacks = [tr("exercises.lacks.technical")]
    return (
        tr("exercises.named", name=_named(mine, one), form=_form(mine, one)),
        " ".join(tr(f"exercises.not.{each}") for each in said) or tr("exercises.counts"),
        " ".join(lacks) or "–",
    )


def _title(mine: Exercises, one: Exercise) -> str:
    return one.title or mine.board.tr("exercises.untitled", n=one.id)


def _form(mine: Exercises, one: Exercise) -> str:
    return mine.board.tr(f"exercises.form.{one.form}" if one.form else "exercises.form.none")


def _named(mine: Exercises, one: Exercise) -> str:
    tr = mine.board.tr
    day = tr.date(one.day) if one.day else tr("exercises.no_date")
    return tr("exercises.dated", date=day, title=_title(mine, one))


def _due(mine: Exercises, due: date | None, today: date) -> str:
    """When the next one is due, and whether one is planned by then."""
    tr = mine.board.tr
    planned = min(
        (one.day for one in mine.book.exercises if one.day and one.day > today and _crisis(one)),
        default=None,
    )
    if due is None:
        said = tr("exercises.due.now")
    elif due < today:
        said = tr("exercises.due.late", date=tr.date(due), n=(today - due).days)
    else:
        soon = due <= today + timedelta(days=SOON)
        said = tr("exercises.due.soon" if soon else "exercises.due.later", date=tr.date(due))
    if planned is None:
        return f"{said} {tr('exercises.due.unplanned')}"
    key = "planned" if due is None or planned <= due else "planned_late"
    return f"{said} {tr(f'exercises.due.{key}', date=tr.date(planned))}"


def _crisis(one: Exercise) -> bool:
    return one.form in (None, "crisis")


def _why(mine: Exercises, one: Proposal) -> str:
    tr = mine.board.tr
    return tr(f"exercises.why.{one.why}", date=tr.date(one.day) if one.day else "", n=one.n)


def _remove(mine: Exercises, name: int) -> None:
    mine.change(lambda book: book.removed(name))


def _add(mine: Exercises) -> None:
    if mine.change(lambda book: book.added()):
        st.session_state[_CHOSEN] = mine.book.added().exercises[-1].id
