"""Takes proposals into the database: all or none, in the caller's transaction, and again without doubles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mockmate_api.questions import content, kinds, rows
from mockmate_api.questions.faults import Fault, Unfit
from mockmate_api.questions.imports import fingerprints, formats, mending
from mockmate_api.questions.imports.files import Files
from mockmate_api.questions.imports.formats import ImportFormat
from mockmate_api.questions.imports.proposals import Proposal, one_line, visible
from mockmate_api.questions.imports.report import ImportItem, ImportOutcome, ImportReport, counted
from mockmate_api.questions.parts import Content
from shared.core import clock
from shared.models import Question, QuestionSource

_MOST_FAULTS = 20
_AT_ONCE = 1000


@dataclass(frozen=True)
class Options:
    """How to import. With `skip_refused` the others are written; with `replace_edited` edits made here are lost."""

    format: ImportFormat = ImportFormat.AUTO
    dry_run: bool = False
    skip_refused: bool = False
    replace_edited: bool = False


@dataclass
class Checked:
    """A proposal that was checked."""

    proposal: Proposal
    faults: list[str]
    changes: list[str]
    question: Content | None = None
    missing: list[str] = field(default_factory=list)


def take(session: Session, files: Files, options: Options) -> ImportReport:
    """Import all questions of these files, and report. Nothing is written in a dry run, or if any is refused.

    The rows are written in the session's transaction, which the caller commits.
    """
    name, found = formats.read(files, options.format)
    ready = checked(found.proposals)
    # From here on rows are locked, and PostgreSQL ends a transaction in which nothing happens for seconds.
    present = _present(session, [each.question.slug for each in ready if each.question])
    items, writes = list[ImportItem](), list[tuple[Question | None, Content, str]]()
    for each in ready:
        row = present.get(each.question.slug) if each.question else None
        outcome = _outcome(each, row, options)
        items.append(_item(each, outcome))
        if each.question and outcome not in {ImportOutcome.UNCHANGED, ImportOutcome.REFUSED}:
            writes.append((row, each.question, each.proposal.origin))
    counts = counted(items)
    written = not options.dry_run and (options.skip_refused or not counts.refused)
    if written:
        _write(session, writes)
    return ImportReport(
        dry_run=options.dry_run, written=written, format=name, items=items, counts=counts, notes=list(found.notes)
    )


def checked(proposals: Iterable[Proposal]) -> list[Checked]:
    """Check proposals as questions, each for itself and beside the others."""
    return _without_doubles([_check(each) for each in proposals])


def _check(proposal: Proposal) -> Checked:
    """Check a proposal as a question; one that lacks something becomes a draft."""
    taken = Checked(proposal, list(map(visible, proposal.faults)), list(map(visible, proposal.changes)))
    if taken.faults:
        return taken
    values = {name: value for name, value in proposal.values.items() if value is not None}
    try:
        as_draft = values | {"draft": True}
        taken.question = content.check(as_draft) if proposal.is_strict else mending.check(values, taken.changes)
        taken.missing = list(kinds.missing(taken.question.kind, taken.question.given()))
        if not taken.missing and not _is_draft(values):
            taken.question = content.check(values | {"draft": False})
    except Unfit as error:
        taken.question = None
        taken.faults = _sentences(error.faults)
    return taken


def _is_draft(values: Mapping[str, Any]) -> bool:
    return values.get("draft") is True


def _sentences(faults: Iterable[Fault]) -> list[str]:
    said = [one_line(str(fault)) for fault in faults]
    return [*said[:_MOST_FAULTS], f"and {len(said) - _MOST_FAULTS} more"] if len(said) > _MOST_FAULTS else said


def _without_doubles(found: list[Checked]) -> list[Checked]:
    """Refuse what has the slug of an earlier one, unless it says the same: that is left out with a word."""
    first, kept = dict[str, Checked](), list[Checked]()
    for each in found:
        other = first.setdefault(each.question.slug, each) if each.question else each
        if other is not each and _says_the_same(other, each):
            other.changes.append(f"is there again, in {each.proposal.source}")
            continue
        if other is not each and each.question:
            each.faults = [f"has the slug of {other.proposal.source}: {each.question.slug}"]
        kept.append(each)
    return kept


def _says_the_same(one: Checked, other: Checked) -> bool:
    """Whether two have the same words, as when a question stands in the lists of several companies."""
    if one.question is None or other.question is None:
        return False
    return (one.question.title, one.question.prompt) == (other.question.title, other.question.prompt)


def _present(session: Session, slugs: list[str]) -> dict[str, Question]:
    """Return the questions that have these slugs, locked in one order, so that two imports don't lock each other."""
    found: dict[str, Question] = {}
    ordered = sorted(set(slugs))
    for start in range(0, len(ordered), _AT_ONCE):
        statement = select(Question).where(
            Question.group_id.is_(None), Question.slug.in_(ordered[start : start + _AT_ONCE])
        )
        for row in session.scalars(statement.order_by(Question.slug).with_for_update()):
            found[row.slug] = row
    return found


def _outcome(taken: Checked, row: Question | None, options: Options) -> ImportOutcome:
    """Decide about one question; what speaks against it becomes a fault."""
    if taken.question is None or taken.faults:
        return ImportOutcome.REFUSED
    if row is None:
        return ImportOutcome.DRAFT if taken.question.draft else ImportOutcome.ADDED
    wanted, present = fingerprints.of(taken.question), fingerprints.of_row(row)
    if wanted == present:
        return ImportOutcome.UNCHANGED
    origin, imported = fingerprints.read_mark(row.file_hash)
    if imported == wanted and imported != present:
        taken.changes.append("was edited here since its import, and stays so")
        return ImportOutcome.UNCHANGED
    is_ours = row.source is QuestionSource.ADMIN and origin == taken.proposal.origin and imported == present
    if not options.replace_edited and not is_ours:
        taken.faults.append(_kept(row, origin, taken.proposal))
        return ImportOutcome.REFUSED
    taken.changes += _losses(row, taken.question)
    return ImportOutcome.REPLACED


def _losses(row: Question, wanted: Content) -> list[str]:
    """Say which parts of a replaced question the new one doesn't have: it may be another of the same title."""
    kept = {name for name, value in wanted.given().items() if value} | {"draft", "slug"}
    lost = [name.replace("_", " ") for name, value in rows.parts(row).items() if value and name not in kept]
    return [f"replaces the one imported before, and loses what only that had: {', '.join(lost)}"] if lost else []


def _kept(row: Question, origin: str | None, proposal: Proposal) -> str:
    """Say why a row is not replaced."""
    if row.source is QuestionSource.BANK:
        return "has the slug of another question, from the bank; give it another slug, or replace that one"
    if origin is None:
        return "has the slug of another question, written here; give it another slug, or replace that one"
    if origin != proposal.origin:
        return f"has the slug of another question, imported from {origin}; give it another slug, or replace that one"
    return "was edited here since its import, and has changed in the source too; replace it to lose the edit"


def _item(taken: Checked, outcome: ImportOutcome) -> ImportItem:
    values = taken.proposal.values
    return ImportItem(
        source=taken.proposal.source,
        slug=taken.question.slug if taken.question else one_line(str(values.get("slug") or "")),
        title=taken.question.title if taken.question else one_line(str(values.get("title") or "")),
        outcome=outcome,
        changes=taken.changes,
        missing=taken.missing,
        faults=taken.faults,
    )


def _write(session: Session, writes: Iterable[tuple[Question | None, Content, str]]) -> None:
    now = clock.now(session)
    for present, question, origin in writes:
        row = present or Question(source=QuestionSource.ADMIN)
        session.add(row)
        for name, value in rows.columns(question).items():
            setattr(row, name, value)
        row.updated_at = now
        if row.source is QuestionSource.ADMIN:  # one of the bank keeps the hash of its file
            row.file_hash = fingerprints.mark(origin, question)
    session.flush()
