"""The ready-to-run exercises: which one, what is named in it, the document and the workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from care_assess.exercises import LEVELS, Level, Register, recommend
from care_assess.exercises.material import load_common, load_kit
from care_assess.exercises.model import LONGEST_NAME
from care_assess.exercises.setting import MOST_BEDS, SERVICES, Setting
from care_assess.questionnaire import Resource
from care_assess.report.exercise import Handbook, exercise_report
from care_assess.report.exercise_sheet import exercise_xlsx
from care_assess.report.pdf import write_pdf
from care_assess.ui import shell
from care_assess.ui.action_words import resource_line
from care_assess.ui.files import SPREADSHEET, file_name
from care_assess.ui.markdown import plain
from care_assess.ui.registers import Desk, RowFields
from care_assess.ui.tables import show_table

__all__ = ["show_kits"]

_TOPIC = "crisis_exercises"
_ANS = {
    "beginner": "kit_exercice_debutant",
    "intermediate": "kit_exercice_intermediaire",
    "advanced": "kit_exercice_confirme",
}


def show_kits(mine: Desk[Register]) -> None:
    """The exercise to take, adapted, and the kit of the ANS of that level."""
    tr, today = mine.board.tr, shell.reader().today()
    st.markdown(tr("exercises.kits.text"))
    advised = recommend(mine.book, mine.board.scores.topics[_TOPIC].level, today).level
    level: Level = st.radio(
        tr("exercises.kits.choose"),
        LEVELS,
        index=LEVELS.index(advised),
        format_func=lambda one: _named(mine, one, advised),
        key="exercises_kit",
    )
    _show_sheet(mine, level)
    _show_setting(mine)
    _offer(mine, level)
    resource: Resource | None = mine.board.reference.resources.get(_ANS[level])
    if resource:
        said = resource_line(tr, resource)
        st.caption(tr("exercises.kits.reference", resource=said))


def _named(mine: Desk[Register], level: Level, advised: Level) -> str:
    tr = mine.board.tr
    key = "exercises.kits.advised" if level == advised else "exercises.kits.named"
    title = plain(tr.text(load_kit(level).title))
    return tr(key, title=title, level=tr(f"exercises.level.{level}"))


def _show_sheet(mine: Desk[Register], level: Level) -> None:
    """What the exercise is, in a table."""
    tr, book = mine.board.tr, _handbook(mine, level)
    header = (tr("exercises.kit.about.1"), tr("exercises.kit.about.2"))
    rows = [
        (tr("exercises.kit.scenario"), book.text(book.kit.scenario)),
        *((book.text(name), book.text(text)) for name, text in book.kit.sheet),
    ]
    show_table(header, rows, alt=tr("exercises.kit.title", title=book.text(book.kit.title)))


def _show_setting(mine: Desk[Register]) -> None:
    """What is named in the exercises."""
    tr = mine.board.tr
    with st.expander(tr("exercises.setting.title"), icon=":material/tune:"):
        st.markdown(tr("exercises.setting.text"))

        def keep(change: Callable[[Setting], Setting]) -> None:
            mine.change(lambda book: replace(book, setting=change(book.setting)))

        fields = RowFields(mine.book.setting, "exercises_setting", keep)
        left, right = st.columns(2)
        with left:
            fields.line("ehr", tr("exercises.setting.ehr"), most=LONGEST_NAME)
        with right:
            fields.number("beds", tr("exercises.setting.beds"), 1, MOST_BEDS)
        fields.some_of(
            "absent",
            tr("exercises.setting.absent"),
            SERVICES,
            lambda one: tr(f"exercises.service.{one}"),
        )
        st.markdown(tr("exercises.setting.names"))
        places = st.columns(2)
        for number, name in enumerate(SERVICES):
            with places[number % 2]:
                fields.line(name, tr(f"exercises.service.{name}"), most=LONGEST_NAME)


def _offer(mine: Desk[Register], level: Level) -> None:
    tr, today = mine.board.tr, shell.reader().today()
    name = mine.board.opened.info.organisation.name
    book = _handbook(mine, level)
    kind = tr(f"exercises.kits.file.{level}")
    with st.container(horizontal=True):
        st.download_button(
            tr("exercises.kits.pdf"),
            data=lambda: write_pdf(exercise_report(book)),
            file_name=file_name(kind, name, today, "pdf"),
            mime="application/pdf",
            type="primary",
            icon=":material/download:",
            on_click="ignore",
            key="exercises_pdf",
        )
        st.download_button(
            tr("exercises.kits.xlsx"),
            data=lambda: exercise_xlsx(book),
            file_name=file_name(kind, name, today, "xlsx"),
            mime=SPREADSHEET,
            icon=":material/download:",
            on_click="ignore",
            key="exercises_xlsx",
        )


def _handbook(mine: Desk[Register], level: Level) -> Handbook:
    return Handbook(
        kit=load_kit(level),
        common=load_common(),
        setting=mine.book.setting,
        name=mine.board.opened.info.organisation.name,
        day=shell.reader().today(),
        tr=mine.board.tr,
    )
