"""The files of the budget page: lines brought from a table, the sheet and the text to take away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from care_assess.budget.book import MOST_YEARS, Book
from care_assess.budget.reading import FIELDS, REQUIRED, Field, Lines, known_as, read_lines
from care_assess.errors import FaultsError, Refused
from care_assess.offers.table import read_table
from care_assess.report.budget import budget_csv, budget_xlsx
from care_assess.report.budget_page import budget_pdf
from care_assess.ui import shell
from care_assess.ui.budget_desk import Desk
from care_assess.ui.budget_fields import forget
from care_assess.ui.budget_results import newest
from care_assess.ui.files import SPREADSHEET, file_name
from care_assess.ui.preview import show_faults
from care_assess.ui.table_import import TableImport
from care_assess.ui.tables import show_table

__all__ = ["show_import", "show_takeout"]

_SAID = "budget_said"
_FIRST = 5


def show_import(desk: Desk) -> None:
    """A file, the meaning of its columns, what it gives, then the button that keeps it."""
    tr = desk.board.tr
    if said := st.session_state.pop(_SAID, ""):
        st.success(said, icon=":material/check_circle:")
    with st.expander(tr("budget_page.file.bring"), icon=":material/upload_file:"):
        st.markdown(tr("budget_page.file.format"))
        form = _form()
        form.offer_template(tuple(form.labels.values()), tr("budget_page.file.template_name"))
        if taken := form.take(tr("budget_page.file.label")):
            _read(desk, form, *taken)


def show_takeout(desk: Desk) -> None:
    """The text to paste elsewhere, and the sheet with its conventions."""
    tr, teller = desk.board.tr, desk.teller
    st.markdown(tr("budget_page.take.text"))
    st.code(teller.paste(newest(desk)), language=None, wrap_lines=True)
    today, kind = shell.reader().today(), tr("budget_page.take.name")
    with st.container(horizontal=True):
        st.download_button(
            tr("budget_page.take.pdf"),
            data=lambda: budget_pdf(teller, today),
            file_name=file_name(kind, teller.name, today, "pdf"),
            mime="application/pdf",
            icon=":material/picture_as_pdf:",
            on_click="ignore",
            key="budget_pdf",
        )
        st.download_button(
            tr("budget_page.take.xlsx"),
            data=lambda: budget_xlsx(teller, today, desk.named),
            file_name=file_name(kind, teller.name, today, "xlsx"),
            mime=SPREADSHEET,
            icon=":material/download:",
            on_click="ignore",
            key="budget_xlsx",
        )
        st.download_button(
            tr("budget_page.take.csv"),
            data=lambda: budget_csv(teller),
            file_name=file_name(kind, teller.name, today, "csv"),
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="budget_csv",
        )


def _form() -> TableImport[Field]:
    tr = shell.reader().tr
    return TableImport(
        name="budget",
        labels={name: tr(f"budget_page.file.field.{name}") for name in FIELDS},
        known_as={name: known_as(name) for name in FIELDS},
        required=REQUIRED,
    )


def _read(desk: Desk, form: TableImport[Field], name: str, data: bytes) -> None:
    try:
        table = read_table(name, data, "budget.fault.empty")
        columns = form.choose_columns(table, hashlib.sha256(data).hexdigest()[:12])
        lines = read_lines(
            name,
            table,
            columns,
            entities={desk.named(one): one for one in desk.book.entities},
            year=desk.year,
            by=desk.author,
            thousands=desk.book.thousands,
        )
    except FaultsError as error:
        shell.show_error(error)
        show_faults(error.faults)
        return
    years = _years(desk.book, lines)
    if len(years) > MOST_YEARS:
        shell.show_error(Refused("budget.fault.years", limit=MOST_YEARS))
        return
    _show_first(desk, lines)
    st.button(
        desk.board.tr("budget_page.file.keep", n=sum(map(len, lines.values()))),
        key="budget_keep",
        type="primary",
        icon=":material/save:",
        on_click=_keep,
        args=(desk, lines),
    )


def _years(book: Book, lines: Lines) -> tuple[int, ...]:
    return tuple(sorted({*book.years, *(year for _, year in lines)}, reverse=True))


def _show_first(desk: Desk, lines: Lines) -> None:
    """What the file gives: a sum for each establishment and year, before anything is kept."""
    tr = desk.board.tr
    st.success(
        tr("budget_page.file.sound", n=sum(map(len, lines.values()))),
        icon=":material/check_circle:",
    )
    header = tuple(
        tr(f"budget_page.file.column.{one}") for one in ("entity", "year", "lines", "sum")
    )
    rows = [
        (
            desk.named(entity),
            str(year),
            tr.number(len(found), 0),
            desk.teller.euros(sum(one.cents for one in found)),
        )
        for (entity, year), found in lines.items()
    ]
    show_table(header, rows, alt=tr("budget_page.file.alt"))


def _keep(desk: Desk, lines: Lines) -> None:
    """Put the lines in the place of those of the same establishments and years, all or none."""

    def change(book: Book) -> Book:
        changed = (
            replace(book.entry(*place), lines=found, imported=True)
            for place, found in lines.items()
        )
        return replace(book, years=_years(book, lines)).with_entries(changed)

    if desk.change(change):
        _forget(lines)
        st.session_state.pop("budget_years", None)
        _form().empty()
        count = sum(map(len, lines.values()))
        st.session_state[_SAID] = desk.board.tr("budget_page.file.kept", n=count)


def _forget(places: Iterable[tuple[str, int]]) -> None:
    for entity, year in places:
        forget(entity, year)
