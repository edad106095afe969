"""What a person chooses around an assessment: values by name, whose history only grows.

Functions over a connection: the store opens it and knows the key of the assessment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

import sqlalchemy as sa

from care_assess.store.tables import choice_event

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["Choice", "Json", "append_choice", "last_choice"]

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json]"
"""A value as JSON writes it: no null, and no fraction, which JSON cannot write exactly."""

_LAST = (
    sa.select(choice_event)
    .where(
        choice_event.c.root_id == sa.bindparam("root_id", type_=sa.String),
        choice_event.c.assessment_id == sa.bindparam("assessment_id", type_=sa.String),
        choice_event.c.name == sa.bindparam("choice_name", type_=sa.String),
    )
    .order_by(choice_event.c.seq.desc())
    .limit(1)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A value chosen, by whom (may be empty) and when (UTC). ``seq``: its number in the history, 0 before it is kept."""

    name: str
    value: Json
    author: str
    at: datetime
    seq: int = 0


def last_choice(connection: Connection, key: Mapping[str, str], name: str) -> Choice | None:
    """The last value of that name in the assessment of ``key``."""
    row = connection.execute(_LAST, {**key, "choice_name": name}).mappings().first()
    if row is None:
        return None
    return Choice(
        name=row["name"], value=row["value"], author=row["author"], at=row["at"], seq=row["seq"]
    )


def append_choice(connection: Connection, key: Mapping[str, str], choice: Choice) -> None:
    """Keep a choice under its number."""
    row = {
        "seq": choice.seq,
        "name": choice.name,
        "value": choice.value,
        "author": choice.author,
        "at": choice.at,
    }
    connection.execute(sa.insert(choice_event), {**key, **row})
