"""Checks that the database's passwords were hashed with our PASSWORD_PEPPER; otherwise no password would match.

The database stores a fingerprint: a well-known password, hashed like all others. It answers exactly this question and
reveals no more about the pepper than any other hash. A database without a fingerprint adopts our pepper.
"""

from __future__ import annotations

from contextlib import suppress

import structlog
from flask import Flask, request
from sqlalchemy import Engine, TextClause, text
from sqlalchemy.exc import DBAPIError

from mockmate_api.accounts.passwords import fingerprint, is_fingerprint
from mockmate_api.http.extensions import db, settings
from shared.core.database import make_engine
from shared.core.database_errors import sqlstate
from shared.core.errors import Unavailable
from shared.core.settings import Settings, SettingsError

log = structlog.get_logger(__name__)

_UNDEFINED_TABLE = "42P01"
_WITHOUT_DATABASE = frozenset({None, "docs", "health", "web"})
_FIND = text("SELECT fingerprint FROM pepper_fingerprints WHERE id = 1")
_KEEP = text("INSERT INTO pepper_fingerprints (id, fingerprint) VALUES (1, :fingerprint) ON CONFLICT DO NOTHING")
_REPLACE = text(
    "INSERT INTO pepper_fingerprints (id, fingerprint) VALUES (1, :fingerprint)"
    " ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint, created_at = now()"
)

_fitting: set[Settings] = set()
"""Settings whose pepper matches, which are not compared again. Workers inherit it from their parent process."""


DIFFERS = (
    "The passwords in this database were hashed with another PASSWORD_PEPPER, so none would match. Set the previous"
    " one. If it is lost, `flask --app mockmate_api.wsgi pepper accept` keeps this one, and everyone"
    " has to reset their password by email."
)


def fits(engine: Engine, settings: Settings) -> bool:
    """Compare our pepper with the database's; a match is remembered. Raises DBAPIError."""
    if settings in _fitting:
        return True
    try:
        stored = _find(engine)
        if stored is None:
            _write(engine, _KEEP, settings)
            stored = _find(engine)  # another process may have been first
    except DBAPIError as error:
        if sqlstate(error) == _UNDEFINED_TABLE:
            return True  # the schema is older than this code, which /health/ready reports
        raise
    if stored is None or not is_fingerprint(settings, stored):
        return False
    _fitting.add(settings)
    return True


def would_fit(engine: Engine, settings: Settings) -> bool:
    """Return what `fits` would, and write nothing: a database without a fingerprint stays without one."""
    try:
        stored = _find(engine)
    except DBAPIError as error:
        if sqlstate(error) == _UNDEFINED_TABLE:
            return True
        raise
    return stored is None or is_fingerprint(settings, stored)


def require_at_start(settings: Settings) -> None:
    """Raise SettingsError if it doesn't match. If the database is down, requests check it later."""
    engine = make_engine(settings, "mockmate_api")
    try:
        with suppress(DBAPIError):
            if not fits(engine, settings):
                raise SettingsError(DIFFERS)
    finally:
        engine.dispose()  # connections must not be shared with the workers


def accept(engine: Engine, settings: Settings) -> None:
    """Make our pepper the database's."""
    _write(engine, _REPLACE, settings)


def install(app: Flask) -> None:
    """Refuse requests that use the database until the pepper has been compared and matches."""
    app.before_request(_require)


def _require() -> None:
    if request.blueprint not in _WITHOUT_DATABASE and not fits(db.engine, settings()):
        log.error("pepper.differs")
        raise Unavailable


def _find(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return connection.execute(_FIND).scalar()


def _write(engine: Engine, statement: TextClause, settings: Settings) -> None:
    made = fingerprint(settings)  # before there is a transaction
    with engine.begin() as connection:
        connection.execute(statement, {"fingerprint": made})
