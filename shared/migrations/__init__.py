"""The schema's history. `upgrade` is safe to run in several processes at once.

Alembic takes ten megabytes, so it is imported only to migrate: the services need no more than the names of revisions.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from alembic.config import Config


def configuration(url: str) -> Config:
    """Return Alembic's configuration for a database URL."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def upgrade(url: str) -> None:
    """Migrate a database to the newest schema. Concurrent callers wait for each other.

    A schema left by a newer release is not touched: this release can run with it, since migrations only add.
    """
    from alembic import command

    command.upgrade(configuration(url), "head")


def head() -> str | None:
    """Return the newest revision that this code knows."""
    return next(iter(known()), None)


def known() -> list[str]:
    """Return the revisions that this code knows, newest first. Their files are named after them."""
    names = [path.name for path in (Path(__file__).parent / "versions").glob("[0-9]*.py")]
    return sorted((name.partition("_")[0] for name in names), reverse=True)


def current(session: Session) -> str | None:
    """Return the database's revision, or None if it has no schema."""
    if session.scalar(text("SELECT to_regclass('alembic_version')")) is None:
        return None
    revision: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
    return revision
