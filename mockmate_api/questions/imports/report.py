"""The report of an import: what was taken, what was changed, what is missing, by source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum

from pydantic import Field

from shared.core.view import View


class ImportOutcome(StrEnum):
    """What became of one question. draft: added, but it lacks something that it needs to be asked."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    DRAFT = "draft"
    REFUSED = "refused"


class ImportItem(View):
    """One question of an import."""

    source: str = Field(description="The path that it comes from, with a line if the file has several.")
    slug: str
    title: str
    outcome: ImportOutcome
    changes: list[str] = Field(description="What was changed or left out, one sentence each.")
    missing: list[str] = Field(description="The parts that it lacks to be asked.")
    faults: list[str] = Field(description="Why it was refused.")


class ImportCounts(View):
    """How many questions had each outcome."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    draft: int = 0
    refused: int = 0


class ImportReport(View):
    """What an import did; of a dry run, what it would do."""

    dry_run: bool
    written: bool = Field(description="Whether the questions are in the database now. If any is refused, none is.")
    format: str = Field(description="The formats that were recognized, joined by commas.")
    items: list[ImportItem]
    counts: ImportCounts
    notes: list[str] = Field(description="What holds for the whole: its license, and files that were not read.")


def counted(items: Iterable[ImportItem]) -> ImportCounts:
    """Count the outcomes."""
    counts = Counter(item.outcome.value for item in items)
    return ImportCounts(**counts)


def lines(report: ImportReport) -> Iterator[str]:
    """Yield the report as lines for a terminal."""
    yield f"Format: {report.format}"
    yield from (f"Note: {note}" for note in report.notes)
    for item in report.items:
        yield from _item(item)
    counts = report.counts
    said = [f"{count} {name}" for name, count in counts.model_dump().items() if count]
    yield f"{len(report.items)} question{'s' * (len(report.items) != 1)}: {', '.join(said) or 'none'}."
    if report.dry_run:
        yield "This was a dry run: nothing was written."
    elif not report.written and counts.refused:
        yield "Nothing was written, since some were refused. Mend those, or leave them out: make import … SKIP=1"
        if any("replace" in fault for item in report.items for fault in item.faults):
            yield "To replace what is here: make import … REPLACE=1"


def _item(item: ImportItem) -> Iterator[str]:
    name = item.slug or item.title
    if item.outcome is ImportOutcome.REFUSED:
        yield f"refused    {item.source}{f' ({name})' if name else ''}: {'; '.join(item.faults)}"
        return
    yield f"{item.outcome.value:<10} {name}  ({item.source})"
    if item.outcome is not ImportOutcome.UNCHANGED:
        yield from (f"           - {change}" for change in item.changes)
        if item.missing:
            yield f"           missing: {', '.join(item.missing)}"
    else:
        yield from (f"           - {change}" for change in item.changes if "edited" in change)
