"""Answers to earlier versions of the questionnaires, and the assessment they were given in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the notes, and the assessment that one was migrated from."""
    op.add_column("assessment", sa.Column("migrated_from_id", sa.String))
    op.create_table(
        "note",
        sa.Column("root_id", sa.String, nullable=False),
        sa.Column("assessment_id", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("questionnaire", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("question_id", sa.String, nullable=False),
        sa.Column("note_reason", sa.String, nullable=False),
        sa.Column("beside", sa.JSON, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("value", sa.JSON),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.Column("grade", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("root_id", "assessment_id", "position", name="pk_note"),
        sa.ForeignKeyConstraint(
            ["root_id", "assessment_id"],
            ["assessment.root_id", "assessment.id"],
            name="fk_note_assessment",
        ),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            """
            CREATE TRIGGER note_is_never_changed BEFORE UPDATE ON note
            BEGIN SELECT RAISE(ABORT, 'history is never changed'); END
            """
        )
