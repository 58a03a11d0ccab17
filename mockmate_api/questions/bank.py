"""The bank's Markdown files, and how they get into the database. What a file must say is in `content`."""

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
"""The columns that a question's content fills."""

log = structlog.get_logger(__name__)


class BankError(Exception):
    """A file of the bank can't be read; the message says which and why."""


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
    """Return a question as the values of its columns; what its type has no use for is None."""
    values = question.model_dump(by_alias=True)
    return {name: values.get(name) for name in FIELDS}


def load(session: Session, folder: Path = BANK) -> int:
    """Bring the database's questions to what the files say, by slug. Returns how many there are in the bank.

    A file is taken over when it is new or has changed since it was last loaded: what an administrator edits stays until
    then. What is retired stays retired, and a question that an administrator made keeps its slug and its text.
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
