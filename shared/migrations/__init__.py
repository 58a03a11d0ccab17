"""The schema's history. `upgrade` is safe to run in several processes at once."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session


def configuration(url: str) -> Config:
    """Return Alembic's configuration for a database URL."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def upgrade(url: str) -> None:
    """Migrate a database to the newest schema. Concurrent callers wait for each other.

    A schema left by a newer release is not touched: this release can run with it, since migrations only add.
    """
    command.upgrade(configuration(url), "head")


def head() -> str | None:
    """Return the newest revision that this code knows."""
    return ScriptDirectory(str(Path(__file__).parent)).get_current_head()


def known() -> list[str]:
    """Return the revisions that this code knows, newest first."""
    return [one.revision for one in ScriptDirectory(str(Path(__file__).parent)).walk_revisions()]


def current(session: Session) -> str | None:
    """Return the database's revision, or None if it has no schema."""
    return MigrationContext.configure(session.connection()).get_current_revision()
