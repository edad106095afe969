"""The parts of the page of directories and exposure: each place by its last audit, its fields, the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

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
from care_assess.topics import Proposal, fitting
from care_assess.topics.entries import changed, namesakes, next_id, without
from care_assess.ui import shell
from care_assess.ui.proposed import Proposed, applies, show_proposed
from care_assess.ui.registers import Desk, RowFields, Shape
from care_assess.ui.tables import show_table

__all__ = [
    "PERIMETERS",
    "Perimeters",
    "show_answers",
    "show_directories",
    "show_exposed",
    "show_headline",
    "words_of",
]

PERIMETERS = Shape("perimeters", from_json, to_json)
Perimeters: TypeAlias = "Desk[Book]"

_AD, _EXPOSED = "directory", "exposed"


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
    tr, words = mine.board.tr, words_of(mine)
    ordered = worst_first(mine.book.directories, words.day)
    rows = [words.directory(one) for one in ordered]
    _show_places(mine, _AD, rows, len(mine.book.directories))
    chosen = _choose(mine, _AD, {one.id: one.name for one in ordered})
    place = next((one for one in ordered if one.id == chosen), None)
    if place:
        with st.container(border=True):
            _Directory(mine, place).show()
    fields = RowFields(mine.book, "perimeters", mine.change)
    fields.check("all_directories", tr("perimeters.directory.whole"))


def show_exposed(mine: Perimeters) -> None:
    """The exposed perimeters, the most open first, and the fields of one."""
    tr, words = mine.board.tr, words_of(mine)
    ordered = exposed_first(mine.book.exposed, words.day)
    rows = [words.perimeter(one) for one in ordered]
    _show_places(mine, _EXPOSED, rows, len(mine.book.exposed))
    chosen = _choose(mine, _EXPOSED, {one.id: one.name for one in ordered})
    place = next((one for one in ordered if one.id == chosen), None)
    if place:
        with st.container(border=True):
            _Perimeter(mine, place).show()
    fields = RowFields(mine.book, "perimeters", mine.change)
    fields.check("all_exposed", tr("perimeters.exposed.whole"))


def show_answers(mine: Perimeters) -> None:
    """The answers that the audits allow."""
    board, tr = mine.board, mine.board.tr
    asked = {one: each for one, each in board.questions.items() if applies(board, one)}
    found = fitting(propose(mine.book, board.opened.info.date), asked)
    proposed = [
        Proposed(
            question=one.question,
            value=one.value,
            source=_why(mine, one),
            comment=tr("perimeters.answer.comment", why=_why(mine, one)),
        )
        for one in found
    ]
    show_proposed(board, proposed, key="perimeters", none=tr("perimeters.answer.none"))


def _why(mine: Perimeters, one: Proposal) -> str:
    tr = mine.board.tr
    day = tr.date(one.day) if one.day else ""
    name = one.name or tr("perimeters.unnamed")
    return tr(f"perimeters.why.{one.why}", date=day, name=name, n=one.n)


def _show_places(mine: Perimeters, kind: str, rows: Sequence[tuple[str, ...]], count: int) -> None:
    tr = mine.board.tr
    if rows:
        header = tuple(tr(f"perimeters.{kind}.column.{n}") for n in (1, 2, 3))
        show_table(header, rows, alt=tr(f"perimeters.{kind}.title"))
    else:
        st.markdown(tr(f"perimeters.{kind}.empty"))
    st.button(
        tr(f"perimeters.{kind}.add"),
        key=f"perimeters_add_{kind}",
        icon=":material/add:",
        disabled=count >= MOST_PLACES,
        on_click=_add,
        args=(mine, kind),
    )


def _choose(mine: Perimeters, kind: str, names: dict[int, str]) -> int | None:
    tr, key = mine.board.tr, f"perimeters_chosen_{kind}"
    if not names:
        return None
    if st.session_state.get(key) not in names:
        st.session_state.pop(key, None)
    return st.selectbox(
        tr(f"perimeters.{kind}.choose"),
        list(names),
        format_func=lambda one: names.get(one) or tr("perimeters.untitled", n=one),
        key=key,
    )


def _add(mine: Perimeters, kind: str) -> None:
    """A blank place with a blank audit, chosen at once."""

    def added(book: Book) -> Book:
        if kind == _AD:
            new = Place(id=next_id(book.directories), checks=(Reading(id=1),))
            return replace(book, directories=(*book.directories, new))
        other = Place(id=next_id(book.exposed), checks=(Audit(id=1),))
        return replace(book, exposed=(*book.exposed, other))

    places = mine.book.directories if kind == _AD else mine.book.exposed
    if mine.change(added):
        st.session_state[f"perimeters_chosen_{kind}"] = next_id(places)


class _Directory:
    """The fields of a directory."""

    def __init__(self, mine: Perimeters, place: Place[Reading]) -> None:
        self._mine, self._place, self._tr = mine, place, mine.board.tr
        self._prefix = f"perimeters_{_AD}_{place.id}"

    def show(self) -> None:
        """Its name, its audits, the latest unfolded."""
        fields = RowFields(self._place, self._prefix, self._change)
        fields.line("name", self._tr("perimeters.directory.name"), most=LONGEST_NAME)
        if self._place.id in namesakes(self._mine.book.directories):
            st.warning(self._tr("perimeters.same_name"), icon=":material/help:")
        words = words_of(self._mine)
        for number, one in enumerate(words.by_date(self._place.checks)):
            with st.expander(words.audit_title(one), expanded=number == 0):
                self._show_check(one)
        _end(
            self._mine,
            _AD,
            self._prefix,
            full=len(self._place.checks) >= MOST_CHECKS,
            add=self._add,
            remove=self._remove,
        )

    def _show_check(self, one: Reading) -> None:
        tr = self._tr

        def keep(change: Callable[[Reading], Reading]) -> None:
            self._change(lambda place: place.check_changed(one.id, change))

        fields = RowFields(one, f"{self._prefix}_{one.id}", keep)
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
        for said in words_of(self._mine).doubts(one):
            st.warning(said, icon=":material/help:")

    def _add(self) -> None:
        self._change(lambda place: place.with_check(Reading(id=next_id(place.checks))))

    def _remove(self) -> None:
        name = self._place.id
        self._mine.change(lambda book: replace(book, directories=without(book.directories, name)))

    def _change(self, change: Callable[[Place[Reading]], Place[Reading]]) -> None:
        name = self._place.id
        self._mine.change(
            lambda book: replace(book, directories=changed(book.directories, name, change))
        )


class _Perimeter:
    """The fields of an exposed perimeter."""

    def __init__(self, mine: Perimeters, place: Place[Audit]) -> None:
        self._mine, self._place, self._tr = mine, place, mine.board.tr
        self._prefix = f"perimeters_{_EXPOSED}_{place.id}"

    def show(self) -> None:
        """Its name, its audits, the latest unfolded."""
        fields = RowFields(self._place, self._prefix, self._change)
        fields.line("name", self._tr("perimeters.exposed.name"), most=LONGEST_NAME)
        if self._place.id in namesakes(self._mine.book.exposed):
            st.warning(self._tr("perimeters.same_name"), icon=":material/help:")
        words = words_of(self._mine)
        for number, one in enumerate(words.by_date(self._place.checks)):
            with st.expander(words.audit_title(one), expanded=number == 0):
                self._show_check(one)
        _end(
            self._mine,
            _EXPOSED,
            self._prefix,
            full=len(self._place.checks) >= MOST_CHECKS,
            add=self._add,
            remove=self._remove,
        )

    def _show_check(self, one: Audit) -> None:
        tr = self._tr

        def keep(change: Callable[[Audit], Audit]) -> None:
            self._change(lambda place: place.check_changed(one.id, change))

        fields = RowFields(one, f"{self._prefix}_{one.id}", keep)
        for place, (name, kind) in zip(
            st.columns(3), (("day", "day"), ("days", "number"), ("retest", "day")), strict=True
        ):
            with place:
                label = tr(f"perimeters.check.{name}")
                if kind == "day":
                    fields.day(name, label)
                else:
                    fields.number(name, label, 0, MOST_DAYS)
        for side in ("found", "open"):
            for place, each in zip(st.columns(len(CRITICALITIES)), CRITICALITIES, strict=True):
                with place:
                    label = tr(f"perimeters.check.{side}_{each}")
                    fields.number(f"{side}_{each}", label, 0, MOST_COUNT)
        for said in words_of(self._mine).doubts(one):
            st.warning(said, icon=":material/help:")

    def _add(self) -> None:
        self._change(lambda place: place.with_check(Audit(id=next_id(place.checks))))

    def _remove(self) -> None:
        name = self._place.id
        self._mine.change(lambda book: replace(book, exposed=without(book.exposed, name)))

    def _change(self, change: Callable[[Place[Audit]], Place[Audit]]) -> None:
        name = self._place.id
        self._mine.change(lambda book: replace(book, exposed=changed(book.exposed, name, change)))


def _end(
    mine: Perimeters,
    kind: str,
    prefix: str,
    *,
    full: bool,
    add: Callable[[], None],
    remove: Callable[[], None],
) -> None:
    """The buttons that add an audit and take the place out."""
    tr = mine.board.tr
    with st.container(horizontal=True):
        st.button(
            tr("perimeters.check.add"),
            key=f"{prefix}_add",
            icon=":material/add:",
            disabled=full,
            on_click=add,
        )
        st.button(
            tr(f"perimeters.{kind}.remove"),
            key=f"{prefix}_remove",
            icon=":material/delete:",
            type="tertiary",
            on_click=remove,
        )
