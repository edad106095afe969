"""The catalogue of offers at hand: bring one in, with the meaning of its columns; take it out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import streamlit as st

from care_assess import offer_file
from care_assess.errors import CareError, FaultsError
from care_assess.offers import FIELDS, REQUIRED, Field, Offer, OfferCatalogue
from care_assess.offers.reading import read_offers
from care_assess.offers.table import read_table
from care_assess.questionnaire import Reference
from care_assess.text import LANGUAGES, translator
from care_assess.ui import shell
from care_assess.ui.markdown import plain
from care_assess.ui.offers import titled
from care_assess.ui.preview import show_faults
from care_assess.ui.table_import import TableImport
from care_assess.ui.tables import show_table

__all__ = ["show_catalogue"]

FIRST = 5
"""Offers shown before the catalogue is kept."""

_SAID = "offers_said"


def show_catalogue(reference: Reference) -> OfferCatalogue | None:
    """What is at hand, and the ways to change it; gives the catalogue, if there is one."""
    tr = shell.reader().tr
    if said := st.session_state.pop(_SAID, ""):
        st.success(said, icon=":material/check_circle:")
    try:
        kept, broken = offer_file.kept(reference), False
    except CareError as error:
        shell.show_error(error)
        kept, broken = None, True
    if kept:
        source = plain(kept.source)
        st.markdown(tr("offers.at_hand", n=len(kept.offers), source=source))
        if kept.demo:
            st.info(tr("offers.demo.is"), icon=":material/science:")
    if kept or broken:
        _button("remove", ":material/delete:", offer_file.remove)
    else:
        st.markdown(tr("offers.none"))
        _button(
            "demo",
            ":material/science:",
            lambda: offer_file.keep(offer_file.demonstration(reference)),
        )
    with st.expander(
        tr("offers.replace" if kept else "offers.bring"),
        expanded=not kept,
        icon=":material/upload_file:",
    ):
        _bring(reference)
    return kept


def _button(name: str, icon: str, act: Callable[[], None]) -> None:
    """A button that changes the catalogue, then shows the page again."""
    tr = shell.reader().tr
    if st.button(tr(f"offers.do.{name}"), key=f"offers_{name}", icon=icon):
        _do(act, tr(f"offers.done.{name}"))


def _do(act: Callable[[], None], said: str) -> None:
    try:
        act()
    except CareError as error:
        shell.show_error(error)
        return
    st.session_state[_SAID] = said
    _form().empty()
    st.rerun()


def _bring(reference: Reference) -> None:
    """A file, the meaning of its columns, a look at what they give, then the button that keeps it."""
    tr = shell.reader().tr
    st.markdown(tr("offers.format"))
    form = _form()
    form.offer_template(FIELDS, tr("offers.template_name"))
    taken = form.take(tr("offers.file_label"))
    if not taken:
        return
    name, data = taken
    try:
        table = read_table(name, data)
        columns = form.choose_columns(table, hashlib.sha256(data).hexdigest()[:12])
        offers = read_offers(name, table, columns, reference)
    except FaultsError as error:
        shell.show_error(error)
        show_faults(error.faults)
        return
    _show_first(offers)
    if st.button(
        tr("offers.do.keep", n=len(offers)),
        key="offers_keep",
        type="primary",
        icon=":material/save:",
    ):
        catalogue = OfferCatalogue(source=name[:120], offers=offers)
        _do(lambda: offer_file.keep(catalogue), tr("offers.done.keep", n=len(offers)))


def _form() -> TableImport[Field]:
    tr = shell.reader().tr
    return TableImport(
        name="offers",
        labels={name: tr(f"offers.field.{name}") for name in FIELDS},
        known_as={name: _names_of(name) for name in FIELDS},
        required=REQUIRED,
    )


def _names_of(name: Field) -> list[str]:
    """The names under which a column goes, in both languages."""
    return [
        one.strip()
        for lang in LANGUAGES
        for one in translator(lang)(f"offers.known_as.{name}").split(",")
    ]


def _show_first(offers: tuple[Offer, ...]) -> None:
    tr = shell.reader().tr
    st.success(tr("offers.sound", n=len(offers)), icon=":material/check_circle:")
    header = (
        tr("offers.column.title"),
        tr("offers.field.function"),
        tr("offers.field.words"),
    )
    functions = shell.assessments().catalogue.reference.functions
    rows = [
        (
            titled(one, tr),
            tr.text(functions[one.function]) if one.function else "",
            ", ".join(one.words),
        )
        for one in offers[:FIRST]
    ]
    show_table(header, rows, alt=tr("offers.first_alt"))
