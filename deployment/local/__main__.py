"""`python -m deployment.local`: run the embedded deployment, or work on its data."""

from __future__ import annotations

import argparse
import subprocess
import sys
from contextlib import ExitStack

from deployment.local import services
from deployment.local.console import say
from deployment.local.errors import INTERRUPTED, DeploymentError, MisuseError
from deployment.local.home import Home, InUseError
from deployment.local.options import ROOT, Options
from deployment.local.postgres import Postgres
from deployment.local.run import run
from deployment.local.valkey import Valkey


def main() -> int:
    """Do what the command line says. Returns the exit code."""
    arguments = read_arguments()
    try:
        return _do(Options.from_environment(), arguments)
    except DeploymentError as error:
        print(error, file=sys.stderr, flush=True)
        return error.exit_code
    except OSError as error:  # a folder turned read-only, a full disk
        print(f"Mock Mate can't continue: {error.strerror or error} ({error.filename}).", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return INTERRUPTED


def _do(options: Options, arguments: argparse.Namespace) -> int:
    match arguments.command:
        case "flask":
            return flask(options, arguments.arguments)
        case "mail-test":
            return mail_test(options, arguments.address)
        case "check":
            return check(options, arguments.arguments)
        case "demo":
            return demo(options, arguments.arguments)
        case "reset":
            return reset(options, sure=arguments.yes)
        case _:
            return run(options)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m deployment.local", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("run", help="start everything and keep it running (the default)")
    command = commands.add_parser("flask", help="run a command of the API on the data, for example users promote EMAIL")
    command.add_argument("arguments", nargs=argparse.REMAINDER)
    command = commands.add_parser("check", help="try every setting and connection, while it runs")
    command.add_argument("arguments", nargs=argparse.REMAINDER)
    command = commands.add_parser("demo", help="make a demo with invented people, or remove it")
    command.add_argument("arguments", nargs=argparse.REMAINDER)
    command = commands.add_parser("reset", help="delete the data")
    command.add_argument("--yes", action="store_true", help="confirm")
    command = commands.add_parser("mail-test", help="send a mail now, and say what the mail server answers")
    command.add_argument("address")
    return parser.parse_args()


def flask(options: Options, arguments: list[str]) -> int:
    """Run a command of the API, on the running database or on one started for it."""
    return _on_the_data(options, services.flask(*arguments))


def demo(options: Options, arguments: list[str]) -> int:
    """Make or remove the demo, beside a run or without one."""
    return _on_the_data(options, services.demo(*arguments), needs_valkey=True)


def _on_the_data(options: Options, command: list[str], *, needs_valkey: bool = False) -> int:
    home = Home(options.home)
    home.prepare()
    postgres = Postgres(home.postgres, home.log("postgres"))
    valkey = Valkey(home.valkey, home.log("valkey"))
    database_url, redis_url = options.database_url or postgres.url, options.redis_url or valkey.url
    environment = options.for_services(database_url, redis_url, home.secrets())

    def call() -> int:
        return subprocess.call(command, cwd=ROOT, env=environment)

    if options.database_url:
        if (code := call()) == 0:
            home.note_elsewhere(options.database_url)
        return code
    home.require_embedded()
    try:
        with home.held(), ExitStack() as started:
            for server in (postgres, valkey) if needs_valkey and not options.redis_url else (postgres,):
                server.start()
                started.callback(server.stop)
            services.migrate_now(environment)
            return call()
    except InUseError:  # it runs already, and so does its database
        return call()


def mail_test(options: Options, address: str) -> int:
    """Send a mail as the services would. No server has to run for that, so none is started."""
    return subprocess.call(services.flask("mail-test", address), cwd=ROOT, env=_environment(options))


def check(options: Options, arguments: list[str]) -> int:
    """Try every setting and connection as the services would. Nothing is started for that."""
    return subprocess.call(services.check(*arguments), cwd=ROOT, env=_environment(options))


def _environment(options: Options) -> dict[str, str]:
    home = Home(options.home)
    home.prepare()
    database_url = options.database_url or Postgres(home.postgres, home.log("postgres")).url
    redis_url = options.redis_url or Valkey(home.valkey, home.log("valkey")).url
    return options.for_services(database_url, redis_url, home.secrets())


def reset(options: Options, *, sure: bool) -> int:
    """Delete the data of the embedded deployment, unless its secrets are those of a database elsewhere."""
    home = Home(options.home)
    if options.database_url:
        raise MisuseError(
            "This command is for the embedded PostgreSQL. Your data is on DATABASE_URL and is kept; its passwords need"
            f" {home.secrets_file}."
        )
    if elsewhere := home.elsewhere():
        raise MisuseError(
            f"The passwords in {', '.join(elsewhere)} need {home.secrets_file}, so it was not deleted. If you no longer"
            f" need them, delete the folder {home.path} yourself."
        )
    if not sure:
        raise MisuseError(f"This would delete all data in {home.path}; confirm with `make reset YES=1`.")
    if home.path.exists():
        with home.held():
            home.erase()
    say(f"Deleted the data in {home.path}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
