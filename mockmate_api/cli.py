"""The command line: `flask --app mockmate_api.wsgi users promote EMAIL`, `… users demote EMAIL`, `… seed`."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import func, select

from mockmate_api.extensions import db, settings
from mockmate_api.questions import bank
from shared import audit, schedule
from shared.models import AuditKind, User

users = AppGroup("users", help="Administrators.")


@users.command("promote")
@click.argument("email")
def promote(email: str) -> None:
    """Make the person with this address an administrator."""
    _set_admin(email, is_admin=True)
    click.echo(f"{email} is an administrator now.")


@users.command("demote")
@click.argument("email")
def demote(email: str) -> None:
    """Make the person with this address an ordinary user."""
    _set_admin(email, is_admin=False)
    click.echo(f"{email} is an ordinary user now.")


def _set_admin(email: str, *, is_admin: bool) -> None:
    user = db.session.scalar(select(User).where(func.lower(User.email) == func.lower(email)))
    if user is None:
        raise click.ClickException(f"Nobody has registered with {email}.")
    if user.is_admin is not is_admin:
        user.is_admin = is_admin
        audit.note(
            db.session(), AuditKind.PROMOTED if is_admin else AuditKind.DEMOTED, None, user.id, by="command line"
        )
    db.session.commit()


@click.command("seed")
@with_appcontext
def seed() -> None:
    """Make the slots of the coming days, the practice rooms and the question bank. Safe to run again."""
    # The questions first: they are read before the transaction begins, which on a busy machine takes seconds.
    try:
        questions = bank.load(db.session())
    except bank.BankError as error:
        raise click.ClickException(str(error)) from error
    slots = schedule.generate(db.session(), settings())
    db.session.commit()
    click.echo(f"{slots} slots added; {questions} questions in the bank.")


def install(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(users)
    app.cli.add_command(seed)
