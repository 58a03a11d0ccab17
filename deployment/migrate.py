"""`python -m deployment.migrate`: brings a database up to date, and ends: the schema, then what ships with the code.

A release's new questions may have what the release before can't read. So they are added only with --questions, which is
for when no process of another release runs; a database without any gets them at once. Several at once wait for each
other, and running it again changes nothing. What can't be used is said before anything is changed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from deployment import database_role
from mockmate_api import cli
from mockmate_api.accounts import first_administrator
from mockmate_api.questions.bank import BankError
from shared.core import logging, postgres_check, setting_advice, setting_words
from shared.core.database import make_engine
from shared.core.settings import Settings, SettingsError
from shared.migrations import upgrade

FIRST_ADMINISTRATOR = "To become the first administrator, within a day open "


def main(arguments: Sequence[str] = ()) -> int:
    """Migrate, then add the coming slots and the questions. Returns the exit code, 2 for what is set wrongly."""
    given = _read(arguments)
    for name, meant in setting_words.near_misses(os.environ, Settings.names()).items():
        print(setting_words.did_you_mean(name, meant), file=sys.stderr)
    try:
        settings = Settings.from_environment()
        for remark in setting_advice.advice(settings):
            print(remark, file=sys.stderr)
        database_role.ensure(settings, os.environ)
        postgres_check.check(settings.sqlalchemy_url)
    except DBAPIError as error:
        reason = postgres_check.unusable(settings.sqlalchemy_url, error)
        print(f"{os.environ['DB_ADMIN_USER']} can't make the role {settings.db_user}: {reason}", file=sys.stderr)
        return 2
    except (SettingsError, postgres_check.UnusableDatabase) as error:
        print(error, file=sys.stderr)
        return 2
    logging.configure(settings)
    try:
        migrate(settings, updates_questions=given.questions)
    except DBAPIError as error:
        print(postgres_check.unusable(settings.sqlalchemy_url, error), file=sys.stderr)
        return 1
    except BankError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    summary, _, rest = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(prog="python -m deployment.migrate", description=summary, epilog=rest)
    parser.add_argument("--questions", action="store_true", help="update the bundled questions, after a rollout")
    return parser.parse_args(arguments)


def migrate(settings: Settings, *, updates_questions: bool = False) -> None:
    """Bring the schema up to date, then add what ships with the code. Raises DBAPIError, BankError."""
    upgrade(settings.sqlalchemy_url)
    engine = make_engine(settings, "mockmate_migrate")
    try:
        with Session(engine) as session:
            if link := first_administrator.link(session, settings):
                print(f"{FIRST_ADMINISTRATOR}{link}")
            print(cli.add_what_ships(session, settings, first_only=not updates_questions))
    finally:
        engine.dispose()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
