"""A table brought as a file: its empty template, the field that takes it, the meaning of its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from care_assess.exchange.workbook import LARGEST, Sheet
from care_assess.offers.reading import guess_columns
from care_assess.ui import shell

__all__ = ["TableImport"]

_Field = TypeVar("_Field", bound=str)


@dataclass(frozen=True, kw_only=True, slots=True)
class TableImport(Generic[_Field]):
    """What a page asks of a table.

    ``name``: a short one, for the keys of the fields. ``labels``: what each column holds, for the reader.
    ``known_as``: the names under which it goes in files. ``required``: the columns without which nothing
    can be read.
    """

    name: str
    labels: Mapping[_Field, str]
    known_as: Mapping[_Field, Sequence[str]]
    required: Sequence[_Field]

    def offer_template(self, header: Sequence[str], file_name: str) -> None:
        """A button that gives a file with the columns and nothing in them."""
        st.download_button(
            shell.reader().tr("table_import.template"),
            data=";".join(header) + "\r\n",
            file_name=file_name,
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key=f"{self.name}_template",
        )

    def take(self, label: str) -> tuple[str, bytes] | None:
        """The field: the name and the bytes of the file, None while there is none."""
        file = st.file_uploader(
            label,
            type=["csv", "xlsx"],
            max_upload_size=LARGEST // 1_000_000,
            key=f"{self.name}_file.{st.session_state.get(self._round, 0)}",
        )
        return (file.name, file.getvalue()) if file else None

    def choose_columns(self, table: Sheet, prefix: str) -> Mapping[_Field, str]:
        """Which column holds each field: guessed by their names, changed by the reader.

        ``prefix`` tells the file from any other: what was chosen for one is not kept for the next.
        """
        tr = shell.reader().tr
        guessed = guess_columns(table.columns, self.known_as)
        st.markdown(tr("table_import.mapping"))
        found: dict[_Field, str] = {}
        places = st.columns(2)
        for number, (name, label) in enumerate(self.labels.items()):
            chosen = places[number % 2].selectbox(
                tr("table_import.needed", field=label) if name in self.required else label,
                ["", *table.columns],
                index=1 + table.columns.index(guessed[name]) if name in guessed else 0,
                format_func=lambda one: one or tr("table_import.no_column"),
                key=f"{self.name}_map.{prefix}.{name}",
            )
            if chosen:
                found[name] = chosen
        return found

    def empty(self) -> None:
        """Empty the field: what was in it is kept."""
        st.session_state[self._round] = st.session_state.get(self._round, 0) + 1

    @property
    def _round(self) -> str:
        return f"{self.name}_round"
