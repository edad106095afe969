"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from care_assess.store.tables import UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table and what keeps history from being rewritten."""
    _create_sequence()
    _create_assessments()
    _create_covers()
    _create_answers()
    _create_erasures()
    if op.get_bind().dialect.name == "sqlite":
        _keep_history()


def _create_sequence() -> None:
    sequence = op.create_table(
        "sequence",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("last", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sequence"),
    )
    op.bulk_insert(sequence, [{"name": "event", "last": 0}])


def _create_assessments() -> None:
    op.create_table(
        "root",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_root"),
        sa.UniqueConstraint("kind", "name", name="uq_root_kind_name"),
    )
    op.create_table(
        "assessment",
        sa.Column("root_id", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("previous_id", sa.String),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("root_id", "id", name="pk_assessment"),
        sa.ForeignKeyConstraint(["root_id"], ["root.id"], name="fk_assessment_root"),
    )
    op.create_index("ix_assessment_id", "assessment", ["id"], unique=True)


def _create_covers() -> None:
    op.create_table(
        "cover",
        *_key("cover", sa.Column("seq", sa.BigInteger, nullable=False)),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("ght", sa.Text),
        sa.Column("finess", sa.String),
        sa.Column("profile", sa.JSON, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("tier", sa.String, nullable=False),
        sa.Column("perimeter", sa.Text, nullable=False),
        sa.Column("versions", sa.JSON, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
    )


def _create_answers() -> None:
    op.create_table(
        "answer_event",
        *_key("answer_event", sa.Column("seq", sa.BigInteger, nullable=False)),
        sa.Column("question_id", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("value", sa.JSON),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.Column("grade", sa.String, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("tab", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("origin", sa.Date),
        sa.Column("undoes", sa.BigInteger),
        sa.Column("at", UtcDateTime, nullable=False),
    )
    op.create_index(
        "ix_answer_event_question",
        "answer_event",
        ["root_id", "assessment_id", "question_id", "seq"],
    )
    op.create_table(
        "tab_seen",
        *_key("tab_seen", sa.Column("tab", sa.String, nullable=False)),
        sa.Column("seq", sa.BigInteger, nullable=False),
    )


def _create_erasures() -> None:
    op.create_table(
        "erasure",
        sa.Column("root_id", sa.String, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("assessment_id", sa.String, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("answers", sa.Integer, nullable=False),
        sa.Column("covers", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("root_id", "seq", name="pk_erasure"),
    )


def _key(table: str, last: sa.Column[object]) -> tuple[sa.schema.SchemaItem, ...]:
    """The columns of the key of a table of an assessment, ``last`` being its own, and the constraints."""
    return (
        sa.Column("root_id", sa.String, nullable=False),
        sa.Column("assessment_id", sa.String, nullable=False),
        last,
        sa.PrimaryKeyConstraint("root_id", "assessment_id", last.name, name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["root_id", "assessment_id"],
            ["assessment.root_id", "assessment.id"],
            name=f"fk_{table}_assessment",
        ),
    )


def _keep_history() -> None:
    for table in ("answer_event", "cover"):
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
