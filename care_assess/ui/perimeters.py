"""The parts of the page of directories and exposure: each place by its last audit, its fields, the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeAlias, TypeVar

import streamlit as st

from care_assess.perimeters import (
    ADS_LEVELS,
    CRITICALITIES,
    MOST_CHECKS,
    MOST_COUNT,
    MOST_DAYS,
    MOST_PLACES,
    POINT_LEVELS,
    SOURCES,
    Audit,
    Book,
    Place,
    Reading,
    exposed_first,
    worst_first,
)
from care_assess.perimeters.keeping import from_json, to_json
from care_assess.perimeters.model import LONGEST_NAME
from care_assess.perimeters.proposing import propose
from care_assess.report.perimeters import PlaceWords
from care_assess.text import Translator
from care_assess.topics import Proposal
from care_assess.topics.entries import changed, namesakes, next_id, without
from care_assess.ui import shell
from care_assess.ui.proposed import show_proposals
from care_assess.ui.registers import Desk, RowFields, Shape, choose_entry
from care_assess.ui.tables import show_table

__all__ = [
    "PERIMETERS",
    "Perimeters",
    "proposals_of",
    "show_answers",
    "show_directories",
    "show_exposed",
    "show_headline",
    "words_of",
]

PERIMETERS = Shape("perimeters", from_json, to_json)
Perimeters: TypeAlias = "Desk[Book]"

_Check = TypeVar("_Check", bound="Reading | Audit")
_Change: TypeAlias = "Callable[[Place[_Check]], Place[_Check]]"


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceKind(Generic[_Check]):
    """A kind of place: where the register holds those, and the fields of one audit.

    ``field``: of the book; ``of``, ``put``: to read and to replace it. ``blank``: an audit of that number
    with nothing in it. ``backups``: whether one may be dedicated to backups.
    """

    name: str
    field: str
    of: Callable[[Book], tuple[Place[_Check], ...]]
    put: Callable[[Book, tuple[Place[_Check], ...]], Book]
    blank: Callable[[int], _Check]
    show: Callable[[RowFields[_Check], Translator], None]
    backups: bool = False


def words_of(mine: Perimeters) -> PlaceWords:
    """The places in words, as of today."""
    return PlaceWords(book=mine.book, day=shell.reader().today(), tr=mine.board.tr)


def show_headline(mine: Perimeters) -> None:
    """The weakest directory, the critical findings left, and the floor with its origin."""
    tr, words = mine.board.tr, words_of(mine)
    with st.container(border=True):
        st.markdown(words.weakest())
        st.markdown(words.critical())
        fields = RowFields(mine.book, "perimeters", mine.change)
        fields.one_of("floor", tr("perimeters.floor.label"), ADS_LEVELS, str, blank=False)
        st.caption(tr("perimeters.floor.text"))


def show_directories(mine: Perimeters) -> None:
    """The directories, the weakest first, and the fields of one."""
    words = words_of(mine)
    ordered = worst_first(mine.book.directories, words.day)
    _Places(mine, DIRECTORIES).show(ordered, [words.directory(one) for one in ordered])


def show_exposed(mine: Perimeters) -> None:
    """The exposed perimeters, the most open first, and the fields of one."""
    words = words_of(mine)
    ordered = exposed_first(mine.book.exposed, words.day)
    _Places(mine, EXPOSED).show(ordered, [words.perimeter(one) for one in ordered])


def proposals_of(mine: Perimeters) -> tuple[Proposal, ...]:
    """The answers that the register allows on the date of the assessment."""
    return propose(mine.book, mine.board.opened.info.date)


def show_answers(mine: Perimeters) -> None:
    """The answers that the audits allow."""
    show_proposals(
        mine.board,
        proposals_of(mine),
        area="perimeters",
        key="perimeters",
        why=lambda one: _why(mine, one),
    )


def _why(mine: Perimeters, one: Proposal) -> str:
    tr = mine.board.tr
    day = tr.date(one.day) if one.day else ""
    name = one.name or tr("perimeters.unnamed")
    return tr(f"perimeters.why.{one.why}", date=day, name=name, n=one.n)


class _Places(Generic[_Check]):
    """The places of one kind: the table, the one that is chosen, its audits and their fields."""

    def __init__(self, mine: Perimeters, kind: PlaceKind[_Check]) -> None:
        self._mine, self._kind, self._tr = mine, kind, mine.board.tr
        self._places = kind.of(mine.book)

    def show(self, ordered: Sequence[Place[_Check]], rows: Sequence[tuple[str, ...]]) -> None:
        """The places in that order, a row each, then the fields of one, then whether all are there."""
        tr, name = self._tr, self._kind.name
        if rows:
            header = tuple(tr(f"perimeters.{name}.column.{n}") for n in (1, 2, 3))
            show_table(header, rows, alt=tr(f"perimeters.{name}.title"))
        else:
            st.markdown(tr(f"perimeters.{name}.empty"))
        st.button(
            tr(f"perimeters.{name}.add"),
            key=f"perimeters_add_{name}",
            icon=":material/add:",
            disabled=len(ordered) >= MOST_PLACES,
            on_click=self._add,
        )
        names = {one.id: one.name or tr("perimeters.untitled", n=one.id) for one in ordered}
        chosen = choose_entry(names, tr(f"perimeters.{name}.choose"), key=self._chosen)
        place = next((one for one in ordered if one.id == chosen), None)
        if place:
            with st.container(border=True):
                self._show_place(place)
        fields = RowFields(self._mine.book, "perimeters", self._mine.change)
        fields.check(f"all_{self._kind.field}", tr(f"perimeters.{name}.whole"))

    @property
    def _chosen(self) -> str:
        return f"perimeters_chosen_{self._kind.name}"

    def _show_place(self, place: Place[_Check]) -> None:
        """Its name, its audits, the latest unfolded, the buttons that add one and take the place out."""
        tr, name = self._tr, self._kind.name
        prefix = f"perimeters_{name}_{place.id}"

        def keep(change: _Change[_Check]) -> None:
            self._keep(place.id, change)

        fields = RowFields(place, prefix, keep)
        fields.line("name", tr(f"perimeters.{name}.name"), most=LONGEST_NAME)
        if place.id in namesakes(self._places):
            st.warning(tr("perimeters.same_name"), icon=":material/help:")
        if self._kind.backups:
            fields.check("backup", tr("perimeters.directory.backup"))
        words = words_of(self._mine)
        for number, one in enumerate(words.by_date(place.checks)):
            with st.expander(words.audit_title(one), expanded=number == 0):
                self._show_check(place.id, one, f"{prefix}_{one.id}", words)
        with st.container(horizontal=True):
            st.button(
                tr("perimeters.check.add"),
                key=f"{prefix}_add",
                icon=":material/add:",
                disabled=len(place.checks) >= MOST_CHECKS,
                on_click=self._add_check,
                args=(place.id,),
            )
            st.button(
                tr(f"perimeters.{name}.remove"),
                key=f"{prefix}_remove",
                icon=":material/delete:",
                type="tertiary",
                on_click=self._remove,
                args=(place.id,),
            )

    def _show_check(self, place: int, one: _Check, prefix: str, words: PlaceWords) -> None:
        def keep(change: Callable[[_Check], _Check]) -> None:
            self._keep(place, lambda each: each.check_changed(one.id, change))

        fields = RowFields(one, prefix, keep)
        self._kind.show(fields, self._tr)
        fields.line("report", self._tr("perimeters.check.report"), most=LONGEST_NAME)
        for said in words.doubts(one):
            st.warning(said, icon=":material/help:")

    def _add(self) -> None:
        """A blank place with a blank audit, chosen at once."""
        kind = self._kind

        def added(book: Book) -> Book:
            new = Place(id=next_id(kind.of(book)), checks=(kind.blank(1),))
            return kind.put(book, (*kind.of(book), new))

        if self._mine.change(added):
            st.session_state[self._chosen] = next_id(self._places)

    def _add_check(self, place: int) -> None:
        blank = self._kind.blank
        self._keep(place, lambda one: one.with_check(blank(next_id(one.checks))))

    def _remove(self, place: int) -> None:
        kind = self._kind
        self._mine.change(lambda book: kind.put(book, without(kind.of(book), place)))

    def _keep(self, place: int, change: _Change[_Check]) -> None:
        kind = self._kind
        self._mine.change(lambda book: kind.put(book, changed(kind.of(book), place, change)))


def _reading_fields(fields: RowFields[Reading], tr: Translator) -> None:
    left, middle, right = st.columns(3)
    with left:
        fields.day("day", tr("perimeters.check.day"))
    with middle:
        fields.one_of("level", tr("perimeters.check.level"), ADS_LEVELS, str)
    with right:
        fields.one_of(
            "source",
            tr("perimeters.check.source"),
            SOURCES,
            lambda name: tr(f"perimeters.source.{name}"),
        )
    st.caption(tr("perimeters.check.open"))
    for place, level in zip(st.columns(len(POINT_LEVELS)), POINT_LEVELS, strict=True):
        with place:
            label = tr("perimeters.check.open_at", level=level)
            fields.number(f"open{level}", label, 0, MOST_COUNT)


def _audit_fields(fields: RowFields[Audit], tr: Translator) -> None:
    left, middle, right = st.columns(3)
    with left:
        fields.day("day", tr("perimeters.check.day"))
    with middle:
        fields.number("days", tr("perimeters.check.days"), 0, MOST_DAYS)
    with right:
        fields.day("retest", tr("perimeters.check.retest"))
    for side in ("found", "open"):
        for place, each in zip(st.columns(len(CRITICALITIES)), CRITICALITIES, strict=True):
            with place:
                label = tr(f"perimeters.check.{side}_{each}")
                fields.number(f"{side}_{each}", label, 0, MOST_COUNT)


DIRECTORIES: PlaceKind[Reading] = PlaceKind(
    name="directory",
    field="directories",
    of=lambda book: book.directories,
    put=lambda book, places: replace(book, directories=places),
    blank=lambda name: Reading(id=name),
    show=_reading_fields,
    backups=True,
)
EXPOSED: PlaceKind[Audit] = PlaceKind(
    name="exposed",
    field="exposed",
    of=lambda book: book.exposed,
    put=lambda book, places: replace(book, exposed=places),
    blank=lambda name: Audit(id=name),
    show=_audit_fields,
)
