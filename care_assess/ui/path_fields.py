"""The fields of the page of the path: kept with the assessment as soon as they change, found again next time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from care_assess.choices import Json
from care_assess.errors import CareError
from care_assess.ui import shell
from care_assess.ui.board import Board

__all__ = ["Fields"]

_CHOICE, _PROBLEM = "path", "path_problem"
_MOST = 1_000_000


class Fields:
    """The fields of one run, by name. The store is the truth: a change is written before the page is drawn."""

    def __init__(self, board: Board) -> None:
        self._choices, self._assessment = board.seam.choices, board.opened.info.id
        self._author = shell.reader().author
        self._stored = _amounts(self._choices.get(self._assessment, _CHOICE))

    def show_problem(self) -> None:
        """Say why the last change could not be kept, if it could not."""
        error = st.session_state.pop(_PROBLEM, None)
        if error:
            shell.show_error(error)

    def pick(
        self,
        name: str,
        label: str,
        offered: Sequence[int],
        usual: int,
        words: Callable[[int], str],
    ) -> int:
        """One of a few: ``usual`` until another is chosen."""
        return st.selectbox(
            label,
            offered,
            index=offered.index(self._among(name, offered, usual)),
            format_func=words,
            key=_key(name),
            on_change=self._keep,
            args=(name,),
        )

    def segments(
        self,
        name: str,
        label: str,
        offered: Sequence[int],
        usual: int,
        words: Callable[[int], str],
    ) -> int:
        """The same, with all that is offered in sight."""
        return st.segmented_control(
            label,
            offered,
            default=self._among(name, offered, usual),
            required=True,
            format_func=words,
            key=_key(name),
            wrap=True,
            on_change=self._keep,
            args=(name,),
        )

    def amount(self, name: str, label: str, empty: str, *, step: int) -> int | None:
        """A whole number, 0 or more; None when the field is empty, and says ``empty``.

        What was kept is not the default of the field: a field that has one cannot be emptied.
        """
        kept = self._stored.get(name)
        if kept is not None and 0 <= kept <= _MOST:
            st.session_state.setdefault(_key(name), kept)
        return st.number_input(
            label,
            min_value=0,
            max_value=_MOST,
            value=None,
            step=step,
            placeholder=empty,
            key=_key(name),
            on_change=self._keep,
            args=(name,),
        )

    def _among(self, name: str, offered: Sequence[int], usual: int) -> int:
        kept = self._stored.get(name, usual)
        return kept if kept in offered else usual

    def _keep(self, name: str) -> None:
        """Keep what a field holds now; a callback, which has no page yet to say a problem on."""
        value = st.session_state[_key(name)]

        def change(stored: Json | None) -> Json:
            kept = {**_amounts(stored), name: value}
            return {one: amount for one, amount in kept.items() if amount is not None}

        try:
            self._choices.put(self._assessment, _CHOICE, change, author=self._author)
        except CareError as error:
            st.session_state[_PROBLEM] = error


def _key(name: str) -> str:
    return f"path_{name}"


def _amounts(stored: Json | None) -> dict[str, int]:
    """The numbers of a stored choice, whatever was stored."""
    found = stored.items() if isinstance(stored, dict) else ()
    return {name: one for name, one in found if isinstance(one, int)}
