"""The command line: `flask --app mockmate_api.wsgi users promote EMAIL` and others; `--help` lists them."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import func, select

from mockmate_api.accounts import pepper
from mockmate_api.http.extensions import db, settings
from mockmate_api.questions import bank
from shared.core import audit
from shared.matching import schedule
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
    """Create the slots of the coming days, the practice rooms and the question bank. Safe to run again."""
    # Read the questions before the transaction begins; on a busy machine that takes seconds.
    try:
        questions = bank.load(db.session())
    except bank.BankError as error:
        raise click.ClickException(str(error)) from error
    slots = schedule.generate(db.session(), settings())
    db.session.commit()
    click.echo(f"{slots} slots added; {questions} questions in the bank.")


peppers = AppGroup("pepper", help="PASSWORD_PEPPER, and the one that the passwords in the database were made with.")


@peppers.command("check")
def check_pepper() -> None:
    """Check whether PASSWORD_PEPPER fits this database. A database without a fingerprint adopts it."""
    if not pepper.fits(db.engine, settings()):
        raise click.ClickException(pepper.DIFFERS)
    click.echo("This database's passwords were made with this PASSWORD_PEPPER.")


@peppers.command("accept")
@click.option("--yes", is_flag=True, help="Really.")
def accept_pepper(*, yes: bool) -> None:
    """Keep PASSWORD_PEPPER although the database was made with another one; its passwords are lost.

    Nobody can log in with an old password; everyone has to choose a new one by mail. Open logins continue.
    """
    if pepper.fits(db.engine, settings()):
        click.echo("Nothing to do: this database's passwords were made with this PASSWORD_PEPPER.")
        return
    if not yes:
        raise click.ClickException(
            "No password that is in the database would be right any more; everybody would have to choose a new one by"
            " mail. Say --yes if the PASSWORD_PEPPER from before is lost."
        )
    pepper.accept(db.engine, settings())
    click.echo("PASSWORD_PEPPER is accepted. Everybody has to choose a new password by mail.")


def install(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(users)
    app.cli.add_command(seed)
    app.cli.add_command(peppers)
