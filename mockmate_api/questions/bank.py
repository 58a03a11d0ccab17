"""The bank's Markdown files and loading them into the database."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from mockmate_api.questions import rows
from mockmate_api.questions.faults import Unfit
from mockmate_api.questions.parts import Content
from mockmate_api.questions.reading import read
from shared.models import Question, QuestionSource

BANK = Path(__file__).parent / "bank"

log = structlog.get_logger(__name__)


class BankError(Exception):
    """A file of the bank can't be read; the message names the file and the fault."""


def read_bank(folder: Path = BANK) -> Iterator[Content]:
    """Yield every question of a folder. Raises BankError."""
    for path in sorted(folder.glob("*.md")):
        yield read_question(path)


def read_question(path: Path) -> Content:
    """Read one file. Raises BankError."""
    try:
        return read(path.read_text(encoding="utf-8"))
    except (Unfit, OSError, UnicodeDecodeError) as error:
        raise BankError(f"{path.name}: {error}") from error


def is_loaded(session: Session) -> bool:
    """Return whether the database has bundled questions, of whichever release."""
    return bool(session.scalar(select(exists().where(Question.source == QuestionSource.BANK))))


def load(session: Session, folder: Path = BANK) -> int:
    """Update the database's questions from the files, by slug. Returns how many the bank has.

    A file is loaded if it is new or has changed since it was last loaded, so an administrator's edits stay until then.
    Retired questions stay retired, and a question created by an administrator keeps its slug and text.
    """
    found = [
        rows.columns(read_question(path)) | {"file_hash": sha256(path.read_bytes()).hexdigest()}
        for path in sorted(folder.glob("*.md"))
    ]
    if not found:
        return 0
    slugs = [row["slug"] for row in found]
    statement = insert(Question).values(found)
    names = (*rows.COLUMNS, "details", "file_hash")
    changes: dict[str, Any] = {name: statement.excluded[name] for name in names if name != "slug"}
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["slug"],
            set_=changes | {"updated_at": statement.excluded.updated_at},
            where=(Question.source == QuestionSource.BANK)
            & Question.file_hash.is_distinct_from(statement.excluded.file_hash),
        )
    )
    taken = select(Question.slug).where(Question.slug.in_(slugs), Question.source == QuestionSource.ADMIN)
    if kept := sorted(session.scalars(taken)):
        log.warning("bank.slugs_taken", slugs=kept)
    return len(found)
