"""What the pages of instruments share: a register that is kept, the one way to change it, and its fields.

A field is kept as soon as it is left: nothing waits for a button, so nothing is lost by leaving the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, TypeVar, cast

import streamlit as st

from care_assess.choices import Json
from care_assess.errors import CareError, NotFound
from care_assess.ui import shell
from care_assess.ui.board import Board

__all__ = [
    "Desk",
    "RowFields",
    "Shape",
    "attempt",
    "choose_entry",
    "desk",
    "offer_former",
    "show_problem",
]

_PROBLEM = "register_problem"
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


_Book = TypeVar("_Book")
_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True)
class Shape(Generic[_Book]):
    """A kind of register: the name under which it is kept, and what it is in JSON."""

    name: str
    read: Callable[[object], _Book]
    write: Callable[[_Book], Json]


@dataclass(frozen=True, slots=True)
class Desk(Generic[_Book]):
    """The register of the assessment that is open. The store is the truth: a change is written at once."""

    board: Board
    shape: Shape[_Book]
    book: _Book
    author: str

    def change(self, change: Callable[[_Book], _Book]) -> bool:
        """Keep the register changed; False when it cannot be kept."""

        def kept(stored: Json | None) -> Json:
            return self.shape.write(change(self.shape.read(stored)))

        choices, assessment = self.board.seam.choices, self.board.opened.info.id
        return attempt(lambda: choices.put(assessment, self.shape.name, kept, author=self.author))


def desk(board: Board, shape: Shape[_Book]) -> Desk[_Book]:
    """The register as it is kept now."""
    stored = board.seam.choices.get(board.opened.info.id, shape.name)
    return Desk(board, shape, shape.read(stored), shell.reader().author)


def offer_former(
    mine: Desk[_Book], carried: Callable[[_Book], _Book | None] = lambda former: former
) -> None:
    """While nothing is kept here, offer the register of the assessment that this one continues.

    ``carried``: what is taken of it; None: nothing worth it.
    """
    seam, info, tr = mine.board.seam, mine.board.opened.info, mine.board.tr
    if seam.choices.get(info.id, mine.shape.name) is not None:
        return
    former = _former(mine)
    taken = None if former is None else carried(former)
    if taken is None:
        return
    st.info(tr("instrument.former.text"), icon=":material/history:")
    st.button(
        tr("instrument.former.take"),
        key=f"{mine.shape.name}_former",
        on_click=_take,
        args=(mine, taken),
    )


def _former(mine: Desk[_Book]) -> _Book | None:
    """The register of the assessment that was moved to this one, else of the one before."""
    seam, info = mine.board.seam, mine.board.opened.info
    last = seam.previous(info.id)
    for one in (info.migrated_from, last.info.id if last else None):
        try:
            kept = seam.choices.get(one, mine.shape.name) if one else None
        except NotFound:  # erased since
            continue
        if kept is not None:
            return mine.shape.read(kept)
    return None


def choose_entry(names: Mapping[int, str], label: str, *, key: str) -> int | None:
    """The entry whose fields are shown, the first one at first; None when there is none.

    ``names``: number of an entry → what it is called.
    """
    if not names:
        return None
    if st.session_state.get(key) not in names:
        st.session_state.pop(key, None)
    return st.selectbox(label, list(names), format_func=lambda one: names.get(one, ""), key=key)


def attempt(act: Callable[[], object]) -> bool:
    """Do what a press asks; False when it cannot be done: a callback has no page, the next run says why."""
    try:
        act()
    except CareError as error:
        st.session_state[_PROBLEM] = error
        return False
    return True


def show_problem() -> None:
    """Say why the last change could not be kept, if it could not."""
    error = st.session_state.pop(_PROBLEM, None)
    if error:
        shell.show_error(error)


class RowFields(Generic[_Entry]):
    """The fields of one entry of a register, a frozen dataclass.

    ``prefix``: sets their keys apart from those of other entries. ``keep``: keeps the entry changed.
    """

    def __init__(
        self,
        entry: _Entry,
        prefix: str,
        keep: Callable[[Callable[[_Entry], _Entry]], object],
    ) -> None:
        self._entry, self._prefix, self._keep = entry, prefix, keep

    def line(self, name: str, label: str, *, most: int, example: str = "") -> None:
        """A text on one line, of ``most`` characters."""
        key = self._key(name)
        st.text_input(
            label,
            key=key,
            max_chars=most,
            placeholder=example,
            on_change=self._kept,
            args=(name, _one_line),
        )

    def day(self, name: str, label: str) -> None:
        """A date, or none."""
        st.date_input(
            label,
            value=None,
            min_value=_FIRST_DAY,
            max_value=_LAST_DAY,
            format="DD/MM/YYYY",
            key=self._key(name),
            on_change=self._kept,
            args=(name, _as_it_is),
        )

    def number(
        self, name: str, label: str, low: int, high: int, *, help_text: str | None = None
    ) -> None:
        """A whole number between two bounds, or none; a field that is never None is then ``low``."""
        blank = None if getattr(self._entry, name) is None else low
        st.number_input(
            label,
            value=None,
            min_value=low,
            max_value=high,
            step=1,
            key=self._key(name),
            help=help_text,
            on_change=self._kept,
            args=(name, lambda given: blank if given is None else int(given)),
        )

    def one_of(
        self,
        name: str,
        label: str,
        known: Sequence[str] | Sequence[int],
        words: Callable[[Any], str],
        *,
        blank: bool = True,
    ) -> None:
        """One of the known words; with ``blank``, or none."""
        st.selectbox(
            label,
            known,
            index=None if blank else 0,
            format_func=words,
            placeholder=shell.reader().tr("instrument.choose"),
            key=self._key(name),
            on_change=self._kept,
            args=(name, _as_it_is),
        )

    def some_of(
        self, name: str, label: str, known: Sequence[str], words: Callable[[str], str]
    ) -> None:
        """Some of the known words, in their order: a box each."""
        st.markdown(label)
        places = st.columns(2)
        for number, one in enumerate(known):
            key = f"{self._prefix}_{name}_{one}"
            st.session_state.setdefault(key, one in getattr(self._entry, name))
            with places[number % 2]:
                st.checkbox(words(one), key=key, on_change=self._kept_some, args=(name, known))

    def check(self, name: str, label: str) -> None:
        """Whether it is so."""
        st.checkbox(label, key=self._key(name), on_change=self._kept, args=(name, bool))

    def _key(self, name: str) -> str:
        """The key of a field, which shows what is kept when it is drawn for the first time."""
        key = f"{self._prefix}_{name}"
        st.session_state.setdefault(key, getattr(self._entry, name))
        return key

    def _kept_some(self, name: str, known: Sequence[str]) -> None:
        ticked = (one for one in known if st.session_state[f"{self._prefix}_{name}_{one}"])
        self._change(name, tuple(ticked))

    def _kept(self, name: str, convert: Callable[[Any], object]) -> None:
        self._change(name, convert(st.session_state[f"{self._prefix}_{name}"]))

    def _change(self, name: str, value: object) -> None:
        self._keep(lambda entry: cast("_Entry", replace(cast("Any", entry), **{name: value})))


def _take(mine: Desk[_Book], former: _Book) -> None:
    mine.change(lambda _: former)


def _one_line(text: object) -> str:
    return " ".join(str(text or "").split())


def _as_it_is(value: object) -> object:
    return value
