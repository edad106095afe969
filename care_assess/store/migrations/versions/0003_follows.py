"""What people say about the actions of the plans, in a history that only grows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from care_assess.store.tables import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the events, and what keeps them from being rewritten."""
    op.create_table(
        "follow_event",
        sa.Column("root_id", sa.String, nullable=False),
        sa.Column("assessment_id", sa.String, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
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
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("root_id", "assessment_id", "seq", name="pk_follow_event"),
        sa.ForeignKeyConstraint(
            ["root_id", "assessment_id"],
            ["assessment.root_id", "assessment.id"],
            name="fk_follow_event_assessment",
        ),
    )
    op.create_index(
        "ix_follow_event_action", "follow_event", ["root_id", "assessment_id", "action", "seq"]
    )
    if op.get_bind().dialect.name == "sqlite":
        _keep_history()


def _keep_history() -> None:
    op.execute(
        """
        CREATE TRIGGER follow_event_is_never_changed BEFORE UPDATE ON follow_event
        BEGIN SELECT RAISE(ABORT, 'history is never changed'); END
        """
    )
    op.execute(
        """
        CREATE TRIGGER follow_event_is_erased_by_announcement BEFORE DELETE ON follow_event
        WHEN NOT EXISTS (
            SELECT 1 FROM erasure
            WHERE erasure.root_id = OLD.root_id
              AND erasure.assessment_id = OLD.assessment_id
              AND erasure.seq > OLD.seq
        )
        BEGIN SELECT RAISE(ABORT, 'history is only erased with a whole assessment'); END
        """
    )
