"""Run by alembic: the caller's connection, inside the caller's transaction."""

from __future__ import annotations

from alembic import context

from care_assess.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
