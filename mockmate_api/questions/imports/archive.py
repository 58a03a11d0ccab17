"""All questions as files in our format, in a zip that can be imported again."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from mockmate_api.questions import rows, writing
from mockmate_api.questions.faults import Unfit
from shared.models import Question

MEDIA_TYPE = "application/octet-stream"
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The same for all files, so that the same questions make the same zip."""


def texts(session: Session, *, retired: bool | None = None) -> Iterator[tuple[str, str]]:
    """Yield (file name, Markdown) of each question by slug: only retired ones, or only others, or all.

    A question of before a rule that it breaks now can't be written in the format; it is left out.
    """
    statement = select(Question).where(Question.group_id.is_(None)).order_by(Question.slug)
    if retired is not None:
        is_retired = Question.retired_at.is_not(None)
        statement = statement.where(is_retired if retired else ~is_retired)
    for question in session.scalars(statement.execution_options(yield_per=200)):
        try:
            text = writing.write(rows.read(question))
        except Unfit:
            continue
        yield f"{question.slug}.md", text


def save(session: Session, target: Path) -> int:
    """Write all questions into a zip or a folder, which is made. Returns how many. Raises OSError."""
    if target.suffix.lower() == ".zip":
        target.write_bytes(packed(session))
        return sum(1 for _ in texts(session))
    target.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, text in texts(session):
        (target / name).write_text(text, encoding="utf-8", newline="\n")
        count += 1
    return count


def packed(session: Session, *, retired: bool | None = None) -> bytes:
    """Return the zip of all questions."""
    packing = BytesIO()
    with zipfile.ZipFile(packing, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts(session, retired=retired):
            entry = zipfile.ZipInfo(f"questions/{name}", _MOMENT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, text)
    return packing.getvalue()
