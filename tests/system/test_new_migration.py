"""`make migration` writes the next migration from what the models say, in a copy of the code."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from shared import migrations
from tests.cloning import connect

ROOT = Path(__file__).parents[2]
NUMBER = f"{int(migrations.head() or 0) + 1:04}"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("shared", "deployment"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "Makefile", tmp_path)
    return tmp_path


def make(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `make migration` with the Python that is there already."""
    command = ["make", "--assume-old=developer", f"PYTHON={sys.executable}", "migration", *arguments]
    return subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)


def change(file: Path, before: str, after: str) -> None:
    assert before in file.read_text()
    file.write_text(file.read_text().replace(before, after))


def test_a_new_column_and_a_new_index_become_the_next_migration(copy: Path, make_database: Callable[[], str]):
    models = copy / "shared" / "models" / "interviews.py"
    change(
        models,
        "    text: Mapped[str]\n    saved_at: Mapped[datetime]",
        "    text: Mapped[str]\n    headline: Mapped[str | None]\n    saved_at: Mapped[datetime]",
    )
    change(
        models,
        '    __table_args__ = (Index("notes_saved_at_idx",',
        '    __table_args__ = (Index("notes_headline_idx", "headline"), Index("notes_saved_at_idx",',
    )
    done = make(copy, "NAME=headline")
    assert done.returncode == 0, done.stdout + done.stderr
    (written,) = (copy / "shared" / "migrations" / "versions").glob(f"{NUMBER}_*.py")
    assert written.name == f"{NUMBER}_headline.py"
    assert str(written) in done.stdout

    url = make_database()
    upgrade = f"from shared import migrations; migrations.upgrade({url!r})"
    subprocess.run([sys.executable, "-c", upgrade], cwd=copy, check=True)
    with closing(connect(url)) as database, database.cursor() as cursor:
        cursor.execute("SELECT version_num, (SELECT count(headline) FROM notes) FROM alembic_version")
        assert cursor.fetchall() == [(NUMBER, 0)]
        cursor.execute("SELECT FROM pg_indexes WHERE indexname = 'notes_headline_idx'")
        assert cursor.rowcount == 1


def test_where_nothing_has_changed_it_is_empty_and_says_so(copy: Path):
    done = make(copy, "NAME=fill_the_gaps")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "is empty" in done.stdout
    written = copy / "shared" / "migrations" / "versions" / f"{NUMBER}_fill_the_gaps.py"
    assert written.read_text().startswith('"""Fill the gaps"""\n')


def test_without_a_name_nothing_is_written(copy: Path):
    done = make(copy)
    assert done.returncode == 2
    assert "make migration NAME=headline" in done.stderr
    assert not list((copy / "shared" / "migrations" / "versions").glob(f"{NUMBER}_*.py"))
