"""`make migration NAME=headline`: writes the next migration, from what the models say and the migrations don't yet.

It compares the models with an embedded PostgreSQL of its own, brought to the newest migration and thrown away at the
end, so it needs no database and touches none.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import Script
from alembic.util import CommandError

from deployment.local.errors import DeploymentError
from deployment.local.postgres import Postgres
from shared import migrations

_EMPTY = "    pass\n"
# The server is gone in seconds.
_IN_A_HURRY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def main(arguments: list[str]) -> int:
    """Write it. Returns the exit code."""
    name = " ".join(arguments).replace("_", " ").strip()
    if not name:
        print("NAME is required: make migration NAME=headline", file=sys.stderr)
        return 2
    try:
        file = write(name)
    except (CommandError, DeploymentError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Wrote {file}")
    if _EMPTY in file.read_text():
        print("The models match the migrations, so the new migration is empty: write its steps.")
    else:
        print("Review it: check constraints and renamed columns are not detected, and it may only expand the schema.")
    return 0


def write(name: str) -> Path:
    """Write the migration after the newest one; returns its path. Raises CommandError, DeploymentError."""
    number = int(migrations.head() or 0) + 1
    with tempfile.TemporaryDirectory(prefix="mockmate-migration-") as folder:
        Path(folder).chmod(0o711)  # run by root, PostgreSQL is another user and must pass through
        server = Postgres(Path(folder) / "postgres", Path(folder) / "postgres.log", settings=_IN_A_HURRY)
        server.start()
        try:
            migrations.upgrade(server.url)
            made = command.revision(
                migrations.configuration(server.url),
                name[:1].upper() + name[1:],
                autogenerate=True,
                rev_id=f"{number:04}",
            )
        finally:
            server.stop()
    if not isinstance(made, Script):
        raise CommandError("Alembic wrote no migration.")
    return Path(made.path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
