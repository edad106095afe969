"""The fields of the budget page: years side by side, each kept as soon as it is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

import streamlit as st

from care_assess.budget.book import EXCLUSIONS, MOST_MEMBERS, MOST_YEARS, Book
from care_assess.budget.editing import SLOTS, Value, changed, value_of
from care_assess.budget.model import BASES, FUNDS, TOTALS, Basis
from care_assess.budget.numbers import (
    Unreadable,
    amount_text,
    count_text,
    percent_text,
    read_amount,
    read_count,
    read_percent,
)
from care_assess.text import Translator
from care_assess.ui.budget_desk import Desk
from care_assess.ui.markdown import plain
from care_assess.ui.tables import show_table

__all__ = ["forget", "show_form", "show_settings"]

_FAULTS = "budget_faults"
_STAFF = ("staff", "staff_it", "staff_cyber")
_BACK = 5
"""Years before the last one that are offered."""
_LONGEST_NAME, _LONGEST_NOTE = 80, 120
_NO_CYBER = ("amortisation",)


def show_settings(desk: Desk) -> None:
    """The years, the unit, the annex budgets, what is left out, the members of the group."""
    tr, book = desk.board.tr, desk.book
    offered = sorted({*range(desk.year - _BACK, desk.year + 2), *book.years}, reverse=True)
    st.multiselect(
        tr("budget_page.settings.years"),
        offered,
        default=book.years,
        max_selections=MOST_YEARS,
        key="budget_years",
        on_change=_keep_years,
        args=(desk,),
    )
    st.radio(
        tr("budget_page.settings.unit"),
        (False, True),
        index=int(book.thousands),
        horizontal=True,
        format_func=lambda one: tr(f"budget_page.settings.{'thousands' if one else 'euros'}"),
        key="budget_thousands",
        on_change=_keep_flag,
        args=(desk, "thousands"),
    )
    st.toggle(
        tr("budget_page.settings.annexes"),
        value=book.annexes,
        key="budget_annexes",
        on_change=_keep_flag,
        args=(desk, "annexes"),
    )
    st.markdown(tr("budget_page.settings.exclusions"))
    for one in EXCLUSIONS:
        st.toggle(
            tr("budget_page.settings.exclude", what=tr(f"budget.exclusion.{one}")),
            value=one not in book.counted,
            key=f"budget_exclude_{one}",
            on_change=_keep_excluded,
            args=(desk,),
        )
    st.text_area(
        tr("budget_page.settings.members"),
        value="\n".join(book.members),
        placeholder=tr("budget_page.settings.members_none"),
        help=tr("budget_page.settings.members_help"),
        key="budget_members",
        on_change=_keep_members,
        args=(desk,),
    )


def show_form(desk: Desk) -> None:
    """All fields of one establishment, in five folds."""
    tr, book = desk.board.tr, desk.book
    entity = book.entities[0]
    if book.members:
        entity = st.selectbox(
            tr("budget_page.form.entity"),
            book.entities,
            format_func=desk.named,
            key="budget_entity",
        )
    form = _Form(desk, entity)
    with st.container(border=True):
        st.subheader(tr("budget_page.form.totals"), anchor=False)
        form.sources()
        form.rows([(one, tr(f"budget_page.total.{one}")) for one in TOTALS])
        if book.annexes:
            form.rows([(f"annex_{one}", tr(f"budget_page.total.annex_{one}")) for one in TOTALS])
    with st.container(border=True):
        st.subheader(tr("budget_page.form.lines"), anchor=False)
        st.caption(tr("budget_page.form.lines_text"))
        form.lines()
    with st.expander(tr("budget_page.form.cyber"), icon=":material/security:"):
        st.markdown(tr("budget_page.form.cyber_text"))
        form.cyber()
    with st.expander(tr("budget_page.form.grants"), icon=":material/savings:"):
        st.markdown(tr("budget_page.form.grants_text"))
        form.rows(
            [
                (f"grant.{fund}.{total}",
                 tr(f"budget_page.grant.{total}", fund=tr(f"budget.fund.{fund}")))
                for fund in FUNDS
                for total in ("operating", "investment")
            ]
        )  # fmt: skip
    with st.expander(tr("budget_page.form.staff"), icon=":material/groups:"):
        st.markdown(tr("budget_page.form.staff_text"))
        form.rows([(one, tr(f"budget_page.staff.{one}")) for one in _STAFF])


def forget(entity: str, year: int) -> None:
    """Let the fields of an establishment and a year show what is kept, not what was last typed in them."""
    for key in [one for one in st.session_state if str(one).startswith(_prefix(entity, year))]:
        del st.session_state[key]


class _Form:
    """The fields of one establishment."""

    def __init__(self, desk: Desk, entity: str) -> None:
        self._desk, self._entity = desk, entity
        self._tr: Translator = desk.board.tr
        self._years = desk.book.years
        self._faults: dict[str, str] = st.session_state.setdefault(_FAULTS, {})
        """A field → the text in it that could not be read."""

    def sources(self) -> None:
        """Closed accounts or a forecast; whether the share was entered on the platform."""
        for place, year in zip(st.columns(len(self._years)), self._years, strict=True):
            entry = self._desk.book.entry(self._entity, year)
            with place:
                key = _key(self._entity, year, "basis")
                st.radio(
                    self._tr("budget_page.form.basis", year=year),
                    BASES,
                    index=BASES.index(entry.basis),
                    horizontal=True,
                    format_func=self._basis,
                    key=key,
                    on_change=self._keep_choice,
                    args=(year, "basis"),
                )
                st.checkbox(
                    self._tr("budget_page.form.reported", year=year),
                    value=entry.reported,
                    key=_key(self._entity, year, "reported"),
                    on_change=self._keep_choice,
                    args=(year, "reported"),
                )

    def rows(self, fields: Sequence[tuple[str, str]], years: Sequence[int] | None = None) -> None:
        """A row a field, with its words; the years side by side."""
        shown = self._years if years is None else years
        for name, words in fields:
            for place, year in zip(st.columns(len(shown)), shown, strict=True):
                with place:
                    self._text(year, name, self._tr("budget_page.of_year", words=words, year=year))

    def lines(self) -> None:
        """The amount of each kind; the lines of a file as a table in their place."""
        tr, book = self._tr, self._desk.book
        typed = [year for year in self._years if not book.entry(self._entity, year).imported]
        if typed:
            self.rows([(f"line.{one}", self._words(one)) for one in self._slots()], typed)
        for year in self._years:
            if year not in typed:
                self._imported(year)
        if not typed:
            return
        st.caption(tr("budget_page.form.zero"))

    def cyber(self) -> None:
        """For each kind that has an amount, its share and the hypothesis behind it."""
        book, tr = self._desk.book, self._tr
        typed = [year for year in self._years if not book.entry(self._entity, year).imported]
        shown = 0
        for slot in self._slots():
            years = [
                year
                for year in typed
                if slot not in _NO_CYBER
                and value_of(book.entry(self._entity, year), f"line.{slot}")
            ]
            if years:
                shown += 1
                self.rows(
                    [(f"cyber.{slot}", tr("budget_page.cyber.share", words=self._words(slot)))],
                    years,
                )
                self.rows(
                    [(f"note.{slot}", tr("budget_page.cyber.note", words=self._words(slot)))], years
                )
        if not shown:
            st.caption(tr("budget_page.cyber.none" if typed else "budget_page.cyber.in_file"))

    def _slots(self) -> list[str]:
        book = self._desk.book
        left = {
            name for name, here in (("internal", book.members), ("annex", book.annexes)) if not here
        }
        return [one for one in SLOTS if one not in left]

    def _words(self, slot: str) -> str:
        if slot in ("internal", "annex"):
            return self._tr(f"budget_page.slot.{slot}")
        return self._tr(f"budget.kind.{slot}")

    def _basis(self, basis: Basis) -> str:
        return self._tr(f"budget_page.form.{basis}")

    def _imported(self, year: int) -> None:
        """The lines that came from a file, and the button that takes them out."""
        tr, entry = self._tr, self._desk.book.entry(self._entity, year)
        st.markdown(tr("budget_page.imported.text", n=len(entry.lines), year=year))
        header = tuple(
            tr(f"budget.sheet.{name}")
            for name in ("kind", "label", "amount", "cyber", "note", "left_out")
        )
        rows = [
            (
                tr(f"budget.kind.{one.kind}"),
                one.label,
                self._desk.teller.euros(one.cents),
                "–" if one.cyber is None else self._desk.teller.percent(one.cyber),
                one.note,
                one.left_out,
            )
            for one in entry.lines
        ]
        show_table(header, rows, alt=tr("budget_page.imported.alt", year=year))
        st.button(
            tr("budget_page.imported.remove", year=year),
            key=f"budget_remove_{self._entity}_{year}",
            icon=":material/delete:",
            on_click=self._remove,
            args=(year,),
        )

    def _remove(self, year: int) -> None:
        self._desk.change(
            lambda book: book.with_entries(
                [replace(book.entry(self._entity, year), lines=(), imported=False)]
            )
        )
        forget(self._entity, year)

    def _text(self, year: int, name: str, label: str) -> None:
        key = _key(self._entity, year, name, self._unit(name))
        kept = value_of(self._desk.book.entry(self._entity, year), name)
        st.session_state.setdefault(key, self._written(name, kept))
        st.text_input(
            plain(label),
            key=key,
            max_chars=_LONGEST_NOTE,
            on_change=self._keep_text,
            args=(year, name, key),
        )
        if self._faults.get(key) == str(st.session_state[key]).strip():
            st.error(self._tr(f"budget_page.unreadable.{_kind(name)}"), icon=":material/error:")

    def _unit(self, name: str) -> str:
        """The field of an amount is another one in thousands of euros."""
        return "k" if _kind(name) == "amount" and self._desk.book.thousands else ""

    def _written(self, name: str, value: Value) -> str:
        if value is None:
            return ""
        match _kind(name):
            case "amount":
                return amount_text(int(value), self._tr, thousands=self._desk.book.thousands)
            case "percent":
                return percent_text(_exact(value), self._tr)
            case "count":
                return count_text(_exact(value), self._tr)
        return str(value)

    def _keep_text(self, year: int, name: str, key: str) -> None:
        """Keep what a field says, written again as we read it; what cannot be read stays, and is said."""
        text = str(st.session_state[key]).strip()
        try:
            value = _READ[_kind(name)](text, self._desk.book.thousands) if text else None
        except Unreadable:
            self._faults[key] = text
            return
        if self._keep(year, name, value):
            st.session_state[key] = self._written(name, value)

    def _keep_choice(self, year: int, name: str) -> None:
        self._keep(year, name, st.session_state[_key(self._entity, year, name)])

    def _keep(self, year: int, name: str, value: Value) -> bool:
        by = self._desk.author

        def change(book: Book) -> Book:
            return book.with_entries([changed(book.entry(self._entity, year), name, value, by=by)])

        return self._desk.change(change)


def _keep_years(desk: Desk) -> None:
    years = tuple(sorted(st.session_state["budget_years"], reverse=True))
    if years:
        desk.change(lambda book: replace(book, years=years))


def _keep_flag(desk: Desk, name: str) -> None:
    value = bool(st.session_state[f"budget_{name}"])
    if name == "thousands":
        desk.change(lambda book: replace(book, thousands=value))
    else:
        desk.change(lambda book: replace(book, annexes=value))


def _keep_excluded(desk: Desk) -> None:
    counted = tuple(one for one in EXCLUSIONS if not st.session_state[f"budget_exclude_{one}"])
    desk.change(lambda book: replace(book, counted=counted))


def _keep_members(desk: Desk) -> None:
    names = (
        " ".join(one.split())[:_LONGEST_NAME]
        for one in st.session_state["budget_members"].splitlines()
    )
    own = desk.named("")
    members = tuple(dict.fromkeys(one for one in names if one and one != own))[:MOST_MEMBERS]
    desk.change(lambda book: replace(book, members=members))


def _exact(value: Value) -> Fraction:
    return Fraction(value or 0)


def _kind(name: str) -> str:
    """What a field takes: ``amount``, ``percent``, ``count`` or ``text``."""
    area = name.partition(".")[0]
    if area in _STAFF:
        return "count"
    return {"cyber": "percent", "note": "text"}.get(area, "amount")


_READ: dict[str, Callable[[str, bool], Value]] = {
    "amount": lambda text, thousands: read_amount(text, thousands=thousands),
    "percent": lambda text, _: read_percent(text),
    "count": lambda text, _: read_count(text),
    "text": lambda text, _: " ".join(text.split()),
}


def _prefix(entity: str, year: int) -> str:
    return f"budget_{year}_{entity}_"


def _key(entity: str, year: int, name: str, unit: str = "") -> str:
    return f"{_prefix(entity, year)}{name}{unit}"
