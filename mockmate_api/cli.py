"""The command line: `flask --app mockmate_api.wsgi users promote EMAIL` and others; `--help` lists them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup, ScriptInfo, with_appcontext
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from mockmate_api.accounts import addresses, lost_factors, pepper
from mockmate_api.http.extensions import db, settings
from mockmate_api.questions import bank
from mockmate_api.questions.imports import archive, files, report, taking
from mockmate_api.questions.imports.formats import ImportFormat
from shared.core import audit, postgres_check
from shared.core.database_errors import sqlstate
from shared.core.settings import Settings
from shared.identity import logins
from shared.mail import trial
from shared.matching import schedule, topics
from shared.models import AuditKind, User

_UNDEFINED_TABLE = "42P01"


class _InOneSentence(click.Command):
    """A command, or a group of them, that says in one sentence why the database can't be used."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DBAPIError as error:
            url = ctx.ensure_object(ScriptInfo).load_app().config["SQLALCHEMY_DATABASE_URI"]
            if sqlstate(error) == _UNDEFINED_TABLE:
                sentence = (
                    f"The database {postgres_check.place(url)} has no schema; run `python -m deployment.migrate`."
                )
            else:
                sentence = str(postgres_check.unusable(url, error))
            raise click.ClickException(sentence) from None


class _Group(_InOneSentence, AppGroup):
    pass


users = _Group("users", help="Administrators, moderators, and accounts that need one.")


@users.command("promote")
@click.argument("email")
def promote(email: str) -> None:
    """Make the user with this email address an administrator."""
    _set_admin(email, is_admin=True)
    click.echo(f"{email} is now an administrator.")


@users.command("demote")
@click.argument("email")
def demote(email: str) -> None:
    """Remove the administrator role from the user with this email address."""
    _set_admin(email, is_admin=False)
    click.echo(f"{email} is no longer an administrator.")


@users.command("appoint")
@click.argument("email")
def appoint(email: str) -> None:
    """Make the user with this email address a moderator, who decides on reports about people."""
    _set_moderator(email, is_moderator=True)
    click.echo(f"{email} is now a moderator.")


@users.command("dismiss")
@click.argument("email")
def dismiss(email: str) -> None:
    """Remove the moderator role from the user with this email address."""
    _set_moderator(email, is_moderator=False)
    click.echo(f"{email} is no longer a moderator.")


@users.command("remove-second-factor")
@click.argument("email")
def remove_second_factor(email: str) -> None:
    """Remove the code app, the passkeys and the recovery codes of the user with this email address."""
    lost_factors.remove(db.session(), None, _by_address(email), by="command line")
    db.session.commit()
    click.echo(f"{email} logs in with the password alone now, and has been logged out everywhere.")


@users.command("addresses")
def list_doubtful_addresses() -> None:
    """List accounts to whose address no mail can be sent, or whose address another account spells differently."""
    found = list(addresses.doubtful(db.session()))
    for each in found:
        click.echo(f"{each.user_id}\t{each.username}\t{each.reason}")
    if not found:
        click.echo("Mail can be sent to every address, and no two accounts share one.")


def _set_admin(email: str, *, is_admin: bool) -> None:
    user = _by_address(email)
    if user.is_admin is not is_admin:
        user.is_admin = is_admin
        audit.note(
            db.session(), AuditKind.PROMOTED if is_admin else AuditKind.DEMOTED, None, user.id, by="command line"
        )
    db.session.commit()


def _set_moderator(email: str, *, is_moderator: bool) -> None:
    user = _by_address(email)
    if is_moderator and logins.is_suspended(db.session(), user.id):
        raise click.ClickException(f"{email} is suspended; lift the suspension first.")
    if user.is_moderator is not is_moderator:
        user.is_moderator = is_moderator
        kind = AuditKind.MODERATOR_APPOINTED if is_moderator else AuditKind.MODERATOR_DISMISSED
        audit.note(db.session(), kind, None, user.id, by="command line")
    db.session.commit()


def _by_address(email: str) -> User:
    user = db.session.scalar(select(User).where(func.lower(User.email) == func.lower(email)))
    if user is None:
        raise click.ClickException(f"No user is registered with {email}.")
    return user


@click.command("seed", cls=_InOneSentence)
@with_appcontext
def seed() -> None:
    """Create the upcoming slots, the practice rooms, the topics, and the question bank. Safe to run again."""
    try:
        click.echo(add_what_ships(db.session(), settings()))
    except bank.BankError as error:
        raise click.ClickException(str(error)) from error


def add_what_ships(session: Session, settings: Settings, *, first_only: bool = False) -> str:
    """Add the coming slots, the topics and the question bank, and commit. Returns what was done; raises bank.BankError.

    With `first_only`, a database that has questions of a bank keeps those: processes of another release ask them.
    """
    has_some = first_only and bank.is_loaded(session)
    session.commit()  # else the transaction idles while the files are read: seconds, on a busy machine
    questions = "the bundled questions stay as they are" if has_some else f"{bank.load(session)} questions in the bank"
    topics.add_shipped(session)
    slots = schedule.generate(session, settings)
    session.commit()
    return f"{slots} slots added; {questions}."


peppers = _Group("pepper", help="PASSWORD_PEPPER, and the pepper that this database's passwords were hashed with.")


@peppers.command("check")
def check_pepper() -> None:
    """Check whether PASSWORD_PEPPER fits this database. A database without a fingerprint adopts it."""
    if not pepper.fits(db.engine, settings()):
        raise click.ClickException(pepper.DIFFERS)
    click.echo("This database's passwords were hashed with this PASSWORD_PEPPER.")


@peppers.command("accept")
@click.option("--yes", is_flag=True, help="Confirm.")
def accept_pepper(*, yes: bool) -> None:
    """Use PASSWORD_PEPPER although the passwords were hashed with another one; they become invalid.

    Nobody can log in with their old password; everyone has to reset it by email. Existing logins continue.
    """
    if pepper.fits(db.engine, settings()):
        click.echo("Nothing to do: this database's passwords were hashed with this PASSWORD_PEPPER.")
        return
    if not yes:
        raise click.ClickException(
            "All passwords in the database would become invalid, and everyone would have to reset theirs by email."
            " Use --yes if the previous PASSWORD_PEPPER is lost."
        )
    pepper.accept(db.engine, settings())
    click.echo("PASSWORD_PEPPER is accepted. Everyone has to reset their password by email.")


questions = _Group("questions", help="Import questions that you have, and export those that are here.")


@questions.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice([each.value for each in ImportFormat]), default="auto")
@click.option("--dry-run", is_flag=True, help="Only report what would happen.")
@click.option("--skip-refused", is_flag=True, help="Write the others even if some are refused.")
@click.option("--replace-edited", is_flag=True, help="Replace also what was edited or written here.")
def import_questions(source: Path, format_: str, **chosen: bool) -> None:
    """Import the questions of a folder, a zip or a file, and report what became of each."""
    try:
        given = files.read_path(source.expanduser())
    except files.Unusable as error:
        raise click.ClickException(str(error)) from None
    made = taking.take(db.session(), given, taking.Options(format=ImportFormat(format_), **chosen))
    db.session.commit()
    for line in report.lines(made):
        click.echo(line)
    if not made.items or (made.counts.refused and not chosen["skip_refused"]):
        raise click.exceptions.Exit(1)


@questions.command("export")
@click.argument("target", type=click.Path(path_type=Path))
def export_questions(target: Path) -> None:
    """Export all questions as Markdown files: to a zip if TARGET ends in .zip, else into a folder."""
    target = target.expanduser()
    try:
        count = archive.save(db.session(), target)
    except OSError as error:
        raise click.ClickException(f"{target} can't be written: {error.strerror or error}.") from None
    click.echo(f"{count} questions are in {target}.")


@click.command("mail-test")
@click.argument("address")
@with_appcontext
def test_mail(address: str) -> None:
    """Send a mail to this address now, and say what the mail server answers at each step."""
    try:
        for sentence in trial.send(settings(), address):
            click.echo(sentence)
    except trial.TrialError as error:
        raise click.ClickException(str(error)) from None


def install(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(users)
    app.cli.add_command(seed)
    app.cli.add_command(peppers)
    app.cli.add_command(questions)
    app.cli.add_command(test_mail)
