"""Reading the bank's Markdown files: front matter, then one section for each part of a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import frontmatter
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from shared.models import Difficulty, InterviewType, Question

BANK = Path(__file__).parent / "bank"


class BankError(Exception):
    """A file of the bank can't be read; the message says which and why."""


class BankQuestion(BaseModel):
    """One question, as a file gives it."""

    model_config = ConfigDict(extra="forbid")

    slug: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    interview_type: InterviewType
    difficulty: Difficulty
    title: str = Field(min_length=1)
    tags: list[str] = Field(min_length=1)
    prompt: str = Field(min_length=1)
    hints: list[str] = Field(min_length=1)
    solution: str = Field(min_length=1)
    follow_ups: list[str] = Field(min_length=1)


def read_bank(folder: Path = BANK) -> Iterator[BankQuestion]:
    """Yield every question of a folder. Raises BankError."""
    for path in sorted(folder.glob("*.md")):
        yield read_question(path)


def read_question(path: Path) -> BankQuestion:
    """Read one file. Raises BankError."""
    try:
        post = frontmatter.load(path)
        sections = _sections(post.content)
        return BankQuestion(
            **post.metadata,
            prompt=sections.pop("Prompt", ""),
            hints=_items(sections.pop("Hints", "")),
            solution=sections.pop("Solution", ""),
            follow_ups=_items(sections.pop("Follow-ups", "")),
            **sections,
        )
    except (ValueError, TypeError, yaml.YAMLError) as error:  # ValidationError is a ValueError
        raise BankError(f"{path.name}: {_in_words(error)}") from error


def _sections(text: str) -> dict[str, str]:
    """Split at the `## ` headings outside of code blocks."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    in_code = False
    for line in text.splitlines():
        in_code ^= line.startswith("```")
        if line.startswith("## ") and not in_code:
            current = sections.setdefault(line.removeprefix("## ").strip(), [])
        else:
            current.append(line)
    return {title: "\n".join(lines).strip() for title, lines in sections.items()}


def _items(text: str) -> list[str]:
    """Split a numbered list into its items, each of which may go on over several lines."""
    items = re.split(r"(?m)^\d+\. ", text)
    return [re.sub(r"\n {3}", "\n", item).strip() for item in items[1:]]


def _in_words(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
    return str(error)


def load(session: Session, folder: Path = BANK) -> int:
    """Bring the database's questions to what the bank says, by slug. Returns how many there are in the bank."""
    questions = [question.model_dump() for question in read_bank(folder)]
    if not questions:
        return 0
    statement = insert(Question).values(questions)
    changes = {name: statement.excluded[name] for name in BankQuestion.model_fields if name != "slug"}
    session.execute(statement.on_conflict_do_update(index_elements=["slug"], set_=changes))
    return len(questions)
