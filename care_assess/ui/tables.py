"""Tables and charts as every page shows them: named for screen readers, with nothing left to Markdown."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from care_assess.text import Translator
from care_assess.ui.charts import CONFIG, Chart
from care_assess.ui.markdown import plain

__all__ = ["show_chart", "show_table"]


def show_table(header: Sequence[str], rows: Sequence[Sequence[str]], *, alt: str) -> None:
    """A table of words, letter for letter. The titles of ``header`` differ from each other."""
    titles = [plain(title) for title in header]
    st.table(
        [dict(zip(titles, map(plain, row), strict=True)) for row in rows],
        border="horizontal",
        hide_index=True,
        alt=alt,
    )


def show_chart(chart: Chart, *, key: str, tr: Translator) -> None:
    """A chart, and under it the table that says the same."""
    st.plotly_chart(chart.figure, config=CONFIG, alt=chart.alt, key=key)
    with st.expander(tr("results.see_values"), icon=":material/table_chart:"):
        show_table(chart.header, chart.rows, alt=tr("results.values_of", title=chart.header[0]))
