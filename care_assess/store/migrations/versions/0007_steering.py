"""What a group of establishments steers by, and the summaries it receives."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from care_assess.store.tables import UtcDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the two histories, and what keeps them from being rewritten."""
    op.create_table(
        "steering_event",
        *_key("steering_event"),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_steering_event_name", "steering_event", ["root_id", "name", "seq"])
    op.create_table(
        "snapshot",
        *_key("snapshot"),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("finess", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("size", sa.String, nullable=False),
        sa.Column("campaign", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("signer", sa.String, nullable=False),
        sa.Column("versions", sa.JSON, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_snapshot_place", "snapshot", ["root_id", "campaign", "place", "seq"])
    if op.get_bind().dialect.name == "sqlite":
        _keep_history()


def _key(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("root_id", sa.String, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("root_id", "seq", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["root_id"], ["root.id"], name=f"fk_{table}_root"),
    )


def _keep_history() -> None:
    for table in ("steering_event", "snapshot"):
        op.execute(
            f"""
            CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table}
            BEGIN SELECT RAISE(ABORT, 'history is never changed'); END
            """
        )
    op.execute(
        """
        CREATE TRIGGER steering_event_is_never_erased BEFORE DELETE ON steering_event
        BEGIN SELECT RAISE(ABORT, 'history is never erased'); END
        """
    )
    op.execute(
        """
        CREATE TRIGGER snapshot_is_erased_by_announcement BEFORE DELETE ON snapshot
        WHEN NOT EXISTS (
            SELECT 1 FROM erasure
            WHERE erasure.root_id = OLD.root_id
              AND erasure.assessment_id = OLD.digest
              AND erasure.seq > OLD.seq
        )
        BEGIN SELECT RAISE(ABORT, 'history is only erased with a whole summary'); END
        """
    )
