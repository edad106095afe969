"""What every row of content begins with: the key of its assessment, and its number in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from care_assess.errors import NotFound
from care_assess.store import statements, tables

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["key_of", "numbers"]


def key_of(connection: Connection, assessment: str) -> dict[str, str]:
    """The key of an assessment. Raises NotFound."""
    root = connection.execute(statements.ROOT_OF, {"assessment_id": assessment}).scalar()
    if root is None:
        raise NotFound("store.no_such_assessment", id=assessment)
    return {"root_id": root, "assessment_id": assessment}


def numbers(connection: Connection, count: int) -> range:
    """The next ``count`` numbers, ours once the transaction is."""
    connection.execute(statements.NEXT, {"count": count})
    last = connection.execute(sa.select(tables.sequence.c.last)).scalar_one()
    return range(last - count + 1, last + 1)
