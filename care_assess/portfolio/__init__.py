"""Many sheets at once: the scores of :mod:`care_assess.scoring`, in columns."""

from __future__ import annotations

from care_assess.portfolio.columns import Columns, Portfolio
from care_assess.portfolio.many import score_many, score_rows
from care_assess.portfolio.rows import Rows, rows_of

__all__ = ["Columns", "Portfolio", "Rows", "rows_of", "score_many", "score_rows"]
