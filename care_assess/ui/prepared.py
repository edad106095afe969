"""A long file: prepared at a press, its progress shown, and offered once it is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import streamlit as st

from care_assess.text import Translator

__all__ = ["Prepared", "offer_prepared"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """``steps``: (rows written so far, nothing yet), then (all rows, the file). ``total``: rows in all.

    ``stamp``: of what the file is made from; a file made from something else is offered no longer.
    ``make``, ``take``: the words of the two buttons. ``key``: sets it apart from others.
    """

    key: str
    stamp: str
    total: int
    steps: Callable[[], Iterator[tuple[int, bytes]]]
    make: str
    take: str
    file_name: str
    mime: str


def offer_prepared(file: Prepared, tr: Translator) -> None:
    """The button that prepares it, then the one that gives it."""
    if st.button(file.make, key=f"{file.key}_make", icon=":material/table_view:"):
        bar, made = st.progress(0.0), b""
        for done, made in file.steps():  # noqa: B007  the last is the whole
            share = min(1.0, done / max(1, file.total))
            bar.progress(share, text=tr("ui.prepared.progress", done=done, n=file.total))
        st.session_state[file.key] = (file.stamp, made)
    stamp, data = st.session_state.get(file.key, ("", b""))
    if data and stamp == file.stamp:
        st.download_button(
            file.take,
            data=data,
            file_name=file.file_name,
            mime=file.mime,
            icon=":material/download:",
            on_click="ignore",
            key=f"{file.key}_take",
            type="primary",
        )
