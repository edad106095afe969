"""A long list shown a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from care_assess.text import Translator

__all__ = ["first_page", "turn", "window"]

_T = TypeVar("_T")


def window(items: Sequence[_T], size: int, key: str) -> tuple[int, Sequence[_T]]:
    """How many items come before the page that is shown, and its items."""
    last = max(len(items) - 1, 0) // size
    first = min(st.session_state.get(key, 0), last) * size
    return first, items[first : first + size]


def turn(count: int, size: int, key: str, tr: Translator) -> None:
    """The buttons to the pages around, when ``count`` items are more than one page."""
    last = max(count - 1, 0) // size
    page = min(st.session_state.get(key, 0), last)
    if not last:
        return
    with st.container(horizontal=True):
        for name, target in (("back", page - 1), ("next", page + 1)):
            st.button(
                tr(f"ui.pager.{name}"),
                key=f"{key}_{name}",
                on_click=st.session_state.__setitem__,
                args=(key, target),
                disabled=not 0 <= target <= last,
            )


def first_page(key: str) -> None:
    """Show the first page next: the list is another one."""
    st.session_state[key] = 0
