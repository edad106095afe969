"""The files of the group page: its tree, what an establishment sends, what it takes in, what one takes away."""

from __future__ import annotations

import hashlib
from datetime import date
from importlib.resources import files

import streamlit as st

from care_assess.campaigns import Campaigns
from care_assess.demo.group import FILE_NAME
from care_assess.errors import CareError, FaultsError
from care_assess.offers.table import read_table
from care_assess.report.ght import Told, board_pdf
from care_assess.report.ght_tables import group_xlsx, rows_of, stream_group, tree_csv
from care_assess.report.spreadsheet import BLOCK
from care_assess.steering import Tree
from care_assess.steering.reading import FIELDS, REQUIRED, Field, known_as, read_tree
from care_assess.text import Translator
from care_assess.ui import shell
from care_assess.ui.files import SPREADSHEET, file_name
from care_assess.ui.ght_desk import Desk, attempt, said
from care_assess.ui.prepared import Prepared, offer_prepared
from care_assess.ui.preview import show_faults
from care_assess.ui.table_import import TableImport
from care_assess.ui.tables import show_table

__all__ = ["bring_tree", "show_takeout", "show_tree"]

_SHOWN = 200  # organisations in the table of the tree


def show_tree(tree: Tree, tr: Translator) -> None:
    """The organisations, each under the one above."""
    st.caption(tr("ght_page.tree.shown", n=len(tree.members)))
    names = {one.id: one.name for one in tree.members}
    header = tuple(tr(f"ght_page.column.{name}") for name in ("name", "parent", "share"))
    rows = [
        (
            " · ".join(filter(None, (one.name, tr(f"ght.kind.{one.kind}"), one.finess))),
            names.get(one.parent, ""),
            tr.percent(one.share, 1) if one.parent else "",
        )
        for one in tree.members[:_SHOWN]
    ]
    show_table(header, rows, alt=tr("ght_page.tree.alt"))
    if len(tree.members) > _SHOWN:
        st.caption(tr("ght_page.tree.more", limit=_SHOWN))


def bring_tree(work: Campaigns, tree: Tree, tr: Translator) -> None:
    """A template, a file, the meaning of its columns, the tree it makes, the button that keeps it."""
    st.markdown(tr("ght_page.tree.format"))
    with st.container(horizontal=True):
        st.download_button(
            tr("ght_page.tree.template"),
            data=(files("care_assess.demo") / FILE_NAME).read_bytes,
            file_name=tr("ght_page.tree.template_name"),
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="ght_template",
        )
        if tree:
            today = shell.reader().today()
            st.download_button(
                tr("ght_page.tree.take"),
                data=lambda: tree_csv(tree, tr),
                file_name=file_name(tr("ght_page.tree.name"), tree.top.name, today, "csv"),
                mime="text/csv",
                icon=":material/download:",
                on_click="ignore",
                key="ght_tree_csv",
            )
    if taken := _form(tr).take(tr("ght_page.tree.file")):
        _read(work, *taken, tr)


def show_takeout(desk: Desk, told: Told) -> None:
    """The page for the board and the tables; the tables of a large group are prepared first."""
    tr, today = desk.tr, shell.reader().today()
    kind, name = tr("ght_page.take.name"), desk.group.name
    book, total = file_name(kind, name, today, "xlsx"), rows_of(told)
    with st.container(horizontal=True):
        st.download_button(
            tr("ght_page.take.pdf"),
            data=lambda: board_pdf(told, today),
            file_name=file_name(kind, name, today, "pdf"),
            mime="application/pdf",
            icon=":material/picture_as_pdf:",
            on_click="ignore",
            key="ght_pdf",
            type="primary",
        )
        if total <= BLOCK:
            st.download_button(
                tr("ght_page.take.xlsx"),
                data=lambda: group_xlsx(told, today),
                file_name=book,
                mime=SPREADSHEET,
                icon=":material/download:",
                on_click="ignore",
                key="ght_xlsx",
            )
    if total > BLOCK:
        file = Prepared(
            key="ght_workbook",
            stamp=_stamp(told, today),
            total=total,
            steps=lambda: stream_group(told, today),
            make=tr("ght_page.take.make"),
            take=tr("ght_page.take.xlsx"),
            file_name=book,
            mime=SPREADSHEET,
        )
        offer_prepared(file, tr)


def _stamp(told: Told, today: date) -> str:
    """The same for the same group, campaign and day."""
    seen = told.seen
    received = sorted((name, one.digest, str(one.made)) for name, one in told.received.items())
    trend = [(one.campaign, one.coverage, one.whole) for one in told.trend]
    objectives = [(one.objective, one.state, one.value) for one in told.standings]
    known = (today, told.tr.lang, seen.group, seen.campaign, received, trend, objectives, told.tree)
    return hashlib.sha256(repr(known).encode("utf-8", "surrogatepass")).hexdigest()


def _read(work: Campaigns, name: str, data: bytes, tr: Translator) -> None:
    try:
        table = read_table(name, data)
        columns = _form(tr).choose_columns(table, hashlib.sha256(data).hexdigest()[:12])
        tree = read_tree(name, table, columns)
    except FaultsError as error:
        shell.show_error(error)
        show_faults(error.faults)
        return
    except CareError as error:
        shell.show_error(error)
        return
    show_tree(tree, tr)
    st.button(
        tr("ght_page.tree.keep", n=len(tree.members)),
        key="ght_tree_keep",
        type="primary",
        icon=":material/save:",
        on_click=_keep,
        args=(work, tree, tr),
    )


def _form(tr: Translator) -> TableImport[Field]:
    return TableImport(
        name="ght_tree",
        labels={name: tr(f"ght_page.column.{name}") for name in FIELDS},
        known_as={name: known_as(name) for name in FIELDS},
        required=REQUIRED,
    )


def _keep(work: Campaigns, tree: Tree, tr: Translator) -> None:
    if attempt(lambda: work.set_tree(tree, author=shell.reader().author)):
        _form(tr).empty()
        said(tr("ght_page.tree.kept", n=len(tree.members)))
