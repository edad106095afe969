"""A bare Streamlit page with the very widgets of another: what the page of questions is measured against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest

__all__ = ["bare_page"]

SHOWN = {"title", "header", "subheader", "caption", "markdown"}


def bare_page(page: AppTest) -> AppTest:
    """A page that draws the same elements with the same words, and does nothing else."""
    lines = ["import streamlit as st"]
    lines += _drawn(page.main, "st", "main")
    lines += _drawn(page.sidebar, "st.sidebar", "side")
    return AppTest.from_string("\n".join(lines), default_timeout=30)


def _drawn(node: Any, parent: str, name: str) -> Iterator[str]:
    for position, child in node.children.items():
        own = f"{name}_{position}"
        yield from (
            _element(child, parent, own)
            if not hasattr(child, "children")
            else _block(child, parent, own)
        )


def _block(block: Any, parent: str, own: str) -> Iterator[str]:
    opening = {
        "expander": f'{parent}.expander("{own}")',
        "popover": f'{parent}.popover("{own}")',
    }.get(block.type, f"{parent}.container()")
    yield f"{own} = {opening}"
    yield from _drawn(block, own, own)


def _element(element: Any, parent: str, own: str) -> Iterator[str]:
    kind = element.type
    if kind in SHOWN:
        yield f"{parent}.{kind}({element.value!r})"
    elif kind == "radio":
        index = element.index if element.value is not None else None
        yield f"{parent}.radio({element.label!r}, {element.options!r}, index={index}, key={own!r})"
    elif kind in {"text_area", "text_input"}:
        yield f"{parent}.{kind}({element.label!r}, value={element.value!r}, key={own!r})"
    elif kind == "number_input":
        yield f"{parent}.number_input({element.label!r}, value={element.value!r}, key={own!r})"
    elif kind in {"button", "checkbox"}:
        yield f"{parent}.{kind}({element.label!r}, key={own!r})"
    elif kind == "progress":
        yield f"{parent}.progress(0.5, text='-')"
    elif kind == "divider":
        yield f"{parent}.divider()"
    else:
        raise AssertionError(f"the bare page does not know the element {kind}")
