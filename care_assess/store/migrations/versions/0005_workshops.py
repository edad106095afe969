"""Workshops: what happens in them, who comes, what they vote, and the codes by which they come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from care_assess.store.tables import UtcDateTime

revision = "0005"
down_revision = "0004"

_HISTORIES = ("workshop_event", "workshop_code", "participant_event", "vote_event")


def upgrade() -> None:
    """Add the histories, what keeps them from being rewritten, and the count of wrong codes."""
    _create_events()
    _create_codes()
    _create_participants()
    _create_votes()
    op.create_table(
        "wrong_code",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wrong_code"),
    )
    op.create_index("ix_wrong_code_source", "wrong_code", ["source", "at"])
    if op.get_bind().dialect.name == "sqlite":
        _keep_history()


def _create_events() -> None:
    op.create_table(
        "workshop_event",
        *_key("workshop_event"),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("question_id", sa.String, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
    )
    _index("workshop_event", "workshop_id", "seq")


def _create_codes() -> None:
    op.create_table(
        "workshop_code",
        *_key("workshop_code"),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_workshop_code_expires_at", "workshop_code", ["expires_at"])


def _create_participants() -> None:
    op.create_table(
        "participant_event",
        *_key("participant_event"),
        sa.Column("participant_id", sa.String, nullable=False),
        sa.Column("token_digest", sa.String, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("function", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("gone", sa.Boolean, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
    )
    _index("participant_event", "workshop_id", "seq")
    op.create_index("ix_participant_event_token_digest", "participant_event", ["token_digest"])


def _create_votes() -> None:
    op.create_table(
        "vote_event",
        *_key("vote_event"),
        sa.Column("question_id", sa.String, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("participant_id", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
    )
    _index("vote_event", "workshop_id", "question_id", "round", "seq")


def _key(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """The columns of the key of a history of workshops, and the constraints."""
    return (
        sa.Column("root_id", sa.String, nullable=False),
        sa.Column("assessment_id", sa.String, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("workshop_id", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("root_id", "assessment_id", "seq", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["root_id", "assessment_id"],
            ["assessment.root_id", "assessment.id"],
            name=f"fk_{table}_assessment",
        ),
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_workshop", table, ["root_id", "assessment_id", *columns])


def _keep_history() -> None:
    for table in _HISTORIES:
        op.execute(
            f"""
            CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table}
            BEGIN SELECT RAISE(ABORT, 'history is never changed'); END
            """
        )
        op.execute(
            f"""
            CREATE TRIGGER {table}_is_erased_by_announcement BEFORE DELETE ON {table}
            WHEN NOT EXISTS (
                SELECT 1 FROM erasure
                WHERE erasure.root_id = OLD.root_id
                  AND erasure.assessment_id = OLD.assessment_id
                  AND erasure.seq > OLD.seq
            )
            BEGIN SELECT RAISE(ABORT, 'history is only erased with a whole assessment'); END
            """  # noqa: S608  the names are ours
        )
