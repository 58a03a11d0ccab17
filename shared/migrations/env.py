"""Run by Alembic: one connection, one transaction, one migration at a time."""

from __future__ import annotations

import structlog
from alembic import context
from sqlalchemy import create_engine, pool, text

from shared.migrations import known
from shared.models import Base

log = structlog.get_logger(__name__)

_LOCK = 0x6D6F_636B


def _migrate() -> None:
    engine = create_engine(context.config.attributes["url"], poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True)
        with context.begin_transaction():
            # Several processes may start at once: the first migrates, the others find the work done.
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            revision = context.get_context().get_current_revision()
            if revision is not None and revision not in known():
                log.warning("migrations.schema_is_newer", revision=revision)
            else:
                context.run_migrations()


_migrate()
