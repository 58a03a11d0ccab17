"""The bank's Markdown files and loading them into the database. `content` defines what a file must contain."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from mockmate_api.questions import markdown
from mockmate_api.questions.content import Behavioral, Technical
from shared.models import Question, QuestionSource

BANK = Path(__file__).parent / "bank"
FIELDS = tuple(dict.fromkeys((*Technical.model_fields, *Behavioral.model_fields)))
"""The columns filled from a question's content."""

log = structlog.get_logger(__name__)


class BankError(Exception):
    """A file of the bank can't be read; the message names the file and the fault."""


def read_bank(folder: Path = BANK) -> Iterator[Technical | Behavioral]:
    """Yield every question of a folder. Raises BankError."""
    for path in sorted(folder.glob("*.md")):
        yield read_question(path)


def read_question(path: Path) -> Technical | Behavioral:
    """Read one file. Raises BankError."""
    try:
        return markdown.read(path.read_text(encoding="utf-8"))
    except (markdown.Unreadable, OSError, UnicodeDecodeError) as error:
        raise BankError(f"{path.name}: {error}") from error


def columns(question: Technical | Behavioral) -> dict[str, Any]:
    """Return a question as column values; columns that its type doesn't use are None."""
    values = question.model_dump(by_alias=True)
    return {name: values.get(name) for name in FIELDS}


def load(session: Session, folder: Path = BANK) -> int:
    """Update the database's questions from the files, by slug. Returns how many the bank has.

    A file is loaded if it is new or has changed since it was last loaded, so an administrator's edits stay until then.
    Retired questions stay retired, and a question created by an administrator keeps its slug and text.
    """
    rows = [
        columns(read_question(path)) | {"file_hash": sha256(path.read_bytes()).hexdigest()}
        for path in sorted(folder.glob("*.md"))
    ]
    if not rows:
        return 0
    slugs = [row["slug"] for row in rows]
    statement = insert(Question).values(rows)
    changes: dict[str, Any] = {name: statement.excluded[name] for name in (*FIELDS, "file_hash") if name != "slug"}
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
    return len(rows)
