"""The rows and the columns of the table of the road map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from care_assess.plan.following import STATUSES, UNFOLLOWED, Follow
from care_assess.plan.roadmap import Line
from care_assess.questionnaire import Reference
from care_assess.text import Translator
from care_assess.ui.road_edits import in_one_cell
from care_assess.ui.road_words import action_text, dates, role

__all__ = ["READ_ONLY", "columns", "rows"]

READ_ONLY = ("rank", "action", "role", "days", "proposed")
"""The columns that nobody types into: what is to be done, first; what the plan says of it, last."""

_DAY = "DD/MM/YYYY"


def rows(
    lines: Sequence[Line], follows: Mapping[str, Follow], reference: Reference, tr: Translator
) -> pd.DataFrame:
    """One row a line, of the same types whatever it holds: with others, what is typed would be lost."""
    said = [follows.get(line.id, UNFOLLOWED) for line in lines]
    ranks = [line.planned.rank if line.planned else None for line in lines]
    return pd.DataFrame(
        {
            "rank": pd.Series(ranks, dtype="Int64"),
            "action": _texts(action_text(line, tr) for line in lines),
            "owner": _texts(one.owner for one in said),
            "status": _texts(one.status for one in said),
            "start": pd.Series([one.start for one in said], dtype="datetime64[s]"),
            "due": pd.Series([one.due for one in said], dtype="datetime64[s]"),
            "reason": _texts(one.reason for one in said),
            "build": pd.Series([_float(one.build) for one in said], dtype="float64"),
            "run": pd.Series([_float(one.run) for one in said], dtype="float64"),
            "funding": _texts(one.funding for one in said),
            "comment": _texts(one.comment for one in said),
            "evidence": _texts(in_one_cell(one.evidence) for one in said),
            "role": _texts(role(line, reference, tr) for line in lines),
            "days": pd.Series([line.days for line in lines], dtype="Int64"),
            "proposed": _texts(dates(line, tr) if line.proposed else "" for line in lines),
        }
    )


def columns(tr: Translator) -> dict[str, ColumnConfig]:
    """How each column is titled, explained and typed into. What does not fit is refused on saving, with words."""
    make = st.column_config
    return {
        "rank": make.NumberColumn(_title("rank", tr), width=60, pinned=True),
        "action": make.TextColumn(_title("action", tr), width=280, pinned=True),
        "days": make.NumberColumn(_title("days", tr), width=70),
        "role": make.TextColumn(_title("role", tr), width=170),
        "proposed": make.TextColumn(_title("proposed", tr), width=190),
        "owner": make.TextColumn(_title("owner", tr), width=150),
        "status": make.SelectboxColumn(
            _title("status", tr),
            width=130,
            required=True,
            options=STATUSES,
            format_func=lambda one: tr(f"roadmap.status.{one}"),
        ),
        "reason": make.TextColumn(_title("reason", tr), help=_help("reason", tr), width=180),
        "start": make.DateColumn(_title("start", tr), format=_DAY, width=110),
        "due": make.DateColumn(_title("due", tr), format=_DAY, width=110),
        "build": make.NumberColumn(
            _title("build", tr), help=_help("build", tr), format="euro", width=130
        ),
        "run": make.NumberColumn(
            _title("run", tr), help=_help("run", tr), format="euro", width=130
        ),
        "funding": make.TextColumn(_title("funding", tr), width=160),
        "comment": make.TextColumn(_title("comment", tr), width=240),
        "evidence": make.TextColumn(_title("evidence", tr), help=_help("evidence", tr), width=200),
    }


def _title(name: str, tr: Translator) -> str:
    return tr(f"roadmap.column.{name}")


def _help(name: str, tr: Translator) -> str:
    return tr(f"roadmap.help.{name}")


def _texts(some: Iterable[str]) -> pd.Series[str]:
    return pd.Series(list(some), dtype="string")


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
