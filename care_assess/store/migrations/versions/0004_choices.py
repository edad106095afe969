"""What a person chooses around the plan, as a history that only grows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from care_assess.store.tables import UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the choices, and what keeps their history from being rewritten."""
    op.create_table(
        "choice_event",
        sa.Column("root_id", sa.String, nullable=False),
        sa.Column("assessment_id", sa.String, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("root_id", "assessment_id", "seq", name="pk_choice_event"),
        sa.ForeignKeyConstraint(
            ["root_id", "assessment_id"],
            ["assessment.root_id", "assessment.id"],
            name="fk_choice_event_assessment",
        ),
    )
    op.create_index(
        "ix_choice_event_name", "choice_event", ["root_id", "assessment_id", "name", "seq"]
    )
    if op.get_bind().dialect.name == "sqlite":
        _keep_history()


def _keep_history() -> None:
    op.execute(
        """
        CREATE TRIGGER choice_event_is_never_changed BEFORE UPDATE ON choice_event
        BEGIN SELECT RAISE(ABORT, 'history is never changed'); END
        """
    )
    op.execute(
        """
        CREATE TRIGGER choice_event_is_erased_by_announcement BEFORE DELETE ON choice_event
        WHEN NOT EXISTS (
            SELECT 1 FROM erasure
            WHERE erasure.root_id = OLD.root_id
              AND erasure.assessment_id = OLD.assessment_id
              AND erasure.seq > OLD.seq
        )
        BEGIN SELECT RAISE(ABORT, 'history is only erased with a whole assessment'); END
        """
    )
