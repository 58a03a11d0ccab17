"""`python -m deployment.demo make|remove`: fills a database with a demo, or takes it out. `make demo` calls it."""

from __future__ import annotations

import argparse
import asyncio
import os
import secrets
import sys
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.orm import Session, sessionmaker

from deployment.demo import making, marks, people, plan, removal, servers
from deployment.local.console import say
from deployment.local.errors import DeploymentError, MisuseError
from deployment.local.home import Home
from deployment.local.postgres import Postgres
from mockmate_api.accounts.passwords import hash_password
from shared.core import logging, postgres_check
from shared.core.broker import Broker
from shared.core.database import make_engine
from shared.core.settings import Settings

_ALREADY = """\
The demo is there already. Its passwords were shown once; for new ones, remove it with `make demo-remove` (it takes
what you did as one of its people along) and make it again."""


def main() -> int:
    """Do what the command line says. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m deployment.demo", description=__doc__)
    parser.add_argument("command", choices=("make", "remove"))
    parser.add_argument("--elsewhere", action="store_true", help="allow a database that is not the embedded one")
    given = parser.parse_args()
    settings = Settings.from_environment()
    logging.configure(settings.model_copy(update={"log_level": "ERROR"}))
    home = Home(Path(os.environ["MOCKMATE_HOME"]))
    try:
        if given.command == "make":
            _require_embedded(settings, home, allowed=given.elsewhere)
        _run(settings, home, given.command)
    except DeploymentError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def _require_embedded(settings: Settings, home: Home, *, allowed: bool) -> None:
    embedded = make_url(Postgres(home.postgres, home.log("postgres")).url)
    if make_url(settings.sqlalchemy_url) != embedded and not allowed:
        raise MisuseError(
            f"The demo is for the embedded database, and yours is {postgres_check.place(settings.sqlalchemy_url)}."
            " If invented people may be put in there, say so with `make demo ELSEWHERE=1`."
        )


def _run(settings: Settings, home: Home, command: str) -> None:
    engine = make_engine(settings, "mockmate_demo")
    sessions = sessionmaker(engine, expire_on_commit=False)
    broker = Broker(settings)
    broker.attach(sessions)
    try:
        if command == "remove":
            _remove(sessions, settings)
        else:
            _make(sessions, settings, home)
    finally:
        broker.close()
        engine.dispose()


def _remove(sessions: sessionmaker[Session], settings: Settings) -> None:
    with sessions.begin() as session:
        removed = removal.remove(session, settings)
    if not removed.people:
        say("There is no demo here.")
        return
    say(f"Removed {removed.people} people of the demo and {removed.interviews} interviews among them.")
    if removed.kept:
        say(f"{removed.kept} of them met somebody real, and stay as deleted accounts, without a name.")


def _make(sessions: sessionmaker[Session], settings: Settings, home: Home) -> None:
    with sessions() as session:
        if marks.is_complete(session):
            raise MisuseError(_ALREADY)
    with sessions.begin() as session:  # of a demo that was interrupted
        removal.remove(session, settings)
    password, administrators = secrets.token_urlsafe(9), secrets.token_urlsafe(9)
    hashes = hash_password(settings, password), hash_password(settings, administrators)
    with sessions.begin() as session:
        added = people.add(session, *hashes)
    say(f"Making {len(added)} people and their interviews of {plan.WEEKS} weeks; this takes about a minute.")
    with servers.running(home, os.environ) as at:
        work = making.Making(settings, sessions, at, making.actors(at, added, password))
        count = asyncio.run(work.all())
    with sessions.begin() as session:
        making.end_logins(session)
        people.appoint(session, session.merge(added[people.ADMINISTRATOR]))
    ordinary, administrator = added[people.CAST[0].handle].username, added[people.ADMINISTRATOR].username
    say(f"""
The demo is ready: {len(added)} people, {count} past interviews, and what they have booked.
  a person         {ordinary}   password {password}   (the others have it too)
  administrator    {administrator}      password {administrators}

Open http://127.0.0.1:{settings.port} (if nothing answers, start it with `make run`) and log in. See first:
  Home, History with a replay of each technical interview, Progress; as administrator, Manage.
The passwords are not shown again. `make demo-remove` takes all of it out.
""")


if __name__ == "__main__":
    sys.exit(main())
