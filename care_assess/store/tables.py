"""The tables, for SQLite now and PostgreSQL later.

Every table of content carries in its key the id of the root organisation (the GHT, or the lone
establishment), so that it can be sharded or row-secured by it. ``answer_event``, ``follow_event``,
``choice_event``, ``delegation_event``, ``cover`` and those of the workshops only grow: an UPDATE is refused
by the database, and so is a DELETE of what no ``erasure`` announces; so do ``steering_event`` and ``snapshot``.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

__all__ = [
    "EVENT_SEQUENCE",
    "UtcDateTime",
    "answer_event",
    "assessment",
    "choice_event",
    "cover",
    "delegation_event",
    "erasure",
    "follow_event",
    "metadata",
    "note",
    "participant_event",
    "root",
    "sequence",
    "snapshot",
    "steering_event",
    "tab_seen",
    "vote_event",
    "workshop_code",
    "workshop_event",
    "wrong_code",
]

EVENT_SEQUENCE = "event"


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: any time zone in, UTC out. SQLite keeps no zone, so what it keeps is UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC. A moment without zone is a fault of ours: ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment, with its zone."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

_JSON = sa.JSON(none_as_null=True)


def _of_assessment() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["root_id", "assessment_id"], ["assessment.root_id", "assessment.id"]
    )


def _of_workshop() -> tuple[sa.schema.SchemaItem, ...]:
    """The key of a history of workshops, and the workshop of each row."""
    return (
        sa.Column("root_id", sa.String, primary_key=True),
        sa.Column("assessment_id", sa.String, primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("workshop_id", sa.String, nullable=False),
        _of_assessment(),
    )


# One row: the number of the last event or cover. Taken in the writing transaction, numbers follow the
# order of commits, and an erased number never comes back: a tab that has seen 7 has seen all before it.
sequence = sa.Table(
    "sequence",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("last", sa.BigInteger, nullable=False),
)

root = sa.Table(
    "root",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("kind", sa.String, nullable=False),  # ght | establishment
    sa.Column("name", sa.String, nullable=False),  # folded: spaces and case do not tell two apart
    sa.UniqueConstraint("kind", "name"),
)

assessment = sa.Table(
    "assessment",
    metadata,
    sa.Column("root_id", sa.String, sa.ForeignKey("root.id"), primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("previous_id", sa.String),
    sa.Column("migrated_from_id", sa.String),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Index("ix_assessment_id", "id", unique=True),
)

cover = sa.Table(
    "cover",
    metadata,
    sa.Column("root_id", sa.String, primary_key=True),
    sa.Column("assessment_id", sa.String, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("ght", sa.Text),
    sa.Column("finess", sa.String),
    sa.Column("profile", _JSON, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("tier", sa.String, nullable=False),
    sa.Column("perimeter", sa.Text, nullable=False),
    sa.Column("versions", _JSON, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    _of_assessment(),
)

answer_event = sa.Table(
    "answer_event",
    metadata,
    sa.Column("root_id", sa.String, primary_key=True),
    sa.Column("assessment_id", sa.String, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("question_id", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("value", _JSON),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("evidence", _JSON, nullable=False),
    sa.Column("grade", sa.String, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("tab", sa.String, nullable=False),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("origin", sa.Date),
    sa.Column("undoes", sa.BigInteger),  # the event that this one takes back
    sa.Column("restores", sa.BigInteger),  # the event whose answer this one gives back
    sa.Column("at", UtcDateTime, nullable=False),
    _of_assessment(),
    sa.Index("ix_answer_event_question", "root_id", "assessment_id", "question_id", "seq"),
)

# What people say about one action of the plan. ``build`` and ``run``: euros, as text, exactly.
follow_event = sa.Table(
    "follow_event",
    metadata,
    sa.Column("root_id", sa.String, primary_key=True),
    sa.Column("assessment_id", sa.String, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("action", sa.String, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("start", sa.Date),
    sa.Column("due", sa.Date),
    sa.Column("build", sa.String),
    sa.Column("run", sa.String),
    sa.Column("funding", sa.Text, nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("evidence", _JSON, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    _of_assessment(),
    sa.Index("ix_follow_event_action", "root_id", "assessment_id", "action", "seq"),
)

# What earlier versions of the questionnaires were answered, in the order of the sheet.
note = sa.Table(
    "note",
    metadata,
    sa.Column("root_id", sa.String, primary_key=True),
    sa.Column("assessment_id", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("questionnaire", sa.String, nullable=False),
    sa.Column("version", sa.String, nullable=False),
    sa.Column("question_id", sa.String, nullable=False),
    sa.Column("note_reason", sa.String, nullable=False),
    sa.Column("beside", _JSON, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("value", _JSON),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("evidence", _JSON, nullable=False),
    sa.Column("grade", sa.String, nullable=False),
    _of_assessment(),
)

# What a person chooses around the plan (scenarios, targets): no answer, and no part of any score.
choice_event = sa.Table(
    "choice_event",
    metadata,
    sa.Column("root_id", sa.String, primary_key=True),
    sa.Column("assessment_id", sa.String, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("value", _JSON, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    _of_assessment(),
    sa.Index("ix_choice_event_name", "root_id", "assessment_id", "name", "seq"),
)

# What happens to questions entrusted to someone. ``secret``: the digest of the link, never the link.
delegation_event = sa.Table(
    "delegation_event",
    metadata,
    sa.Column("root_id", sa.String, primary_key=True),
    sa.Column("assessment_id", sa.String, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("delegation", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("questions", _JSON, nullable=False),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("secret", sa.String, nullable=False),
    sa.Column("expires", UtcDateTime),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    _of_assessment(),
    sa.Index("ix_delegation_event_secret", "secret"),
)

tab_seen = sa.Table(
    "tab_seen",
    metadata,
    sa.Column("root_id", sa.String, primary_key=True),
    sa.Column("assessment_id", sa.String, primary_key=True),
    sa.Column("tab", sa.String, primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    _of_assessment(),
)

# What happens in the workshops of an assessment.
workshop_event = sa.Table(
    "workshop_event",
    metadata,
    *_of_workshop(),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("question_id", sa.String, nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("data", _JSON, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Index("ix_workshop_event_workshop", "root_id", "assessment_id", "workshop_id", "seq"),
)

# The codes by which people join. A code that has expired opens nothing.
workshop_code = sa.Table(
    "workshop_code",
    metadata,
    *_of_workshop(),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("code", sa.String, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False, index=True),
    sa.Column("at", UtcDateTime, nullable=False),
)

# Who joins, and who is taken off the list. The token that finds their place again is kept as its digest.
participant_event = sa.Table(
    "participant_event",
    metadata,
    *_of_workshop(),
    sa.Column("participant_id", sa.String, nullable=False),
    sa.Column("token_digest", sa.String, nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("function", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("gone", sa.Boolean, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Index("ix_participant_event_workshop", "root_id", "assessment_id", "workshop_id", "seq"),
)

vote_event = sa.Table(
    "vote_event",
    metadata,
    *_of_workshop(),
    sa.Column("question_id", sa.String, nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("participant_id", sa.String, nullable=False),
    sa.Column("value", sa.String, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Index(
        "ix_vote_event_workshop",
        "root_id", "assessment_id", "workshop_id", "question_id", "round", "seq",
    ),
)  # fmt: skip

# Codes that opened nothing, by whence they came: counted for some minutes, then deleted.
wrong_code = sa.Table(
    "wrong_code",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Index("ix_wrong_code_source", "source", "at"),
)

# No name and no answer: what was erased stays erased.
erasure = sa.Table(
    "erasure",
    metadata,
    sa.Column("root_id", sa.String, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("assessment_id", sa.String, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("answers", sa.Integer, nullable=False),
    sa.Column("covers", sa.Integer, nullable=False),
)

# What a group steers by (its tree, objectives, accepted keys, releases): values by name, the last one counting.
steering_event = sa.Table(
    "steering_event",
    metadata,
    sa.Column("root_id", sa.String, sa.ForeignKey("root.id"), primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("value", _JSON, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Index("ix_steering_event_name", "root_id", "name", "seq"),
)

# The summary of an establishment in a campaign, as it was received: of several of one place, the last counts.
snapshot = sa.Table(
    "snapshot",
    metadata,
    sa.Column("root_id", sa.String, sa.ForeignKey("root.id"), primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("finess", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("size", sa.String, nullable=False),
    sa.Column("campaign", sa.String, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("digest", sa.String, nullable=False),
    sa.Column("signer", sa.String, nullable=False),
    sa.Column("versions", _JSON, nullable=False),
    sa.Column("vector", sa.LargeBinary, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Index("ix_snapshot_place", "root_id", "campaign", "place", "seq"),
)
