"""The questions entrusted to someone, and what a return to an earlier answer gives back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from care_assess.store.tables import UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the events, what keeps them from being rewritten, and the number of an answer given back."""
    op.add_column("answer_event", sa.Column("restores", sa.BigInteger))
    op.create_table(
        "delegation_event",
        sa.Column("root_id", sa.String, nullable=False),
        sa.Column("assessment_id", sa.String, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("delegation", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("questions", sa.JSON, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("secret", sa.String, nullable=False),
        sa.Column("expires", UtcDateTime),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("root_id", "assessment_id", "seq", name="pk_delegation_event"),
        sa.ForeignKeyConstraint(
            ["root_id", "assessment_id"],
            ["assessment.root_id", "assessment.id"],
            name="fk_delegation_event_assessment",
        ),
    )
    op.create_index("ix_delegation_event_secret", "delegation_event", ["secret"])
    if op.get_bind().dialect.name == "sqlite":
        _keep_history()


def _keep_history() -> None:
    op.execute(
        """
        CREATE TRIGGER delegation_event_is_never_changed BEFORE UPDATE ON delegation_event
        BEGIN SELECT RAISE(ABORT, 'history is never changed'); END
        """
    )
    op.execute(
        """
        CREATE TRIGGER delegation_event_is_erased_by_announcement BEFORE DELETE ON delegation_event
        WHEN NOT EXISTS (
            SELECT 1 FROM erasure
            WHERE erasure.root_id = OLD.root_id
              AND erasure.assessment_id = OLD.assessment_id
              AND erasure.seq > OLD.seq
        )
        BEGIN SELECT RAISE(ABORT, 'history is only erased with a whole assessment'); END
        """
    )
