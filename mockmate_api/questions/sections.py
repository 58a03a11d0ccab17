"""The Markdown of a question below its front matter: sections, lists, blocks of code and tables, read and written.

Only a newline ends a line. Text is kept as it is, but for two kinds of lines outside of code blocks, which are written
with a backslash before them: a heading of a section, and the opening of a code block that isn't closed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

_BLANKS = " \t\n"
"""What surrounds a text and is not part of it. Others, such as a form feed, are the checks' business."""
_OPENING = re.compile(r"(`{3,}|~{3,})([^`]*)")
_CLOSING = re.compile(r"(`{3,}|~{3,})[ \t]*")
_MARKED = re.compile(r"\\*(?:## |`{3}|~{3})")
_ESCAPED = re.compile(r"\\+(?:## |`{3}|~{3})")


class Misshapen(Exception):
    """A section does not have the required form."""


def fences(lines: Sequence[str]) -> list[int | None]:
    """Return for each line the number of the line that opens its code block, or None outside of closed ones."""
    found: list[int | None] = [None] * len(lines)
    closing = [_CLOSING.fullmatch(line) for line in lines]
    # The longest closing mark from each line on, so that what is never closed is not looked for again and again.
    longest = {mark: [0] * (len(lines) + 1) for mark in "`~"}
    for number in range(len(lines) - 1, -1, -1):
        for mark, lengths in longest.items():
            end = closing[number]
            lengths[number] = max(lengths[number + 1], len(end[1]) if end and end[1][0] == mark else 0)
    number = 0
    while number < len(lines):
        opening = _OPENING.fullmatch(lines[number])
        if opening is None or longest[opening[1][0]][number + 1] < len(opening[1]):
            number += 1
            continue
        last = number + 1
        while not ((end := closing[last]) and end[1].startswith(opening[1])):
            last += 1
        found[number : last + 1] = [number] * (last + 1 - number)
        number = last + 1
    return found


def split(text: str, mark: str) -> Iterator[tuple[str, str]]:
    """Yield (heading, body) at headings outside of code blocks; text before the first heading is a body too."""
    lines = text.split("\n")
    inside = fences(lines)
    heading, begin = "", 0
    for number, line in enumerate([*lines, mark]):
        if not line.startswith(mark) or (number < len(lines) and inside[number] is not None):
            continue
        body = "\n".join(lines[begin:number]).strip(_BLANKS)
        if heading or body:
            yield heading, body
        heading, begin = line.removeprefix(mark).strip(_BLANKS), number + 1


def unclosed(text: str) -> bool:
    """Say whether a code block is opened and not closed."""
    lines = text.split("\n")
    return any(
        where is None and _OPENING.fullmatch(line) is not None for line, where in zip(lines, fences(lines), strict=True)
    )


def escape(text: str) -> str:
    """Return free text as it is written into a section."""
    return _outside(text, _MARKED, lambda line: "\\" + line)


def unescape(text: str) -> str:
    """Return the free text of a section."""
    return _outside(text, _ESCAPED, lambda line: line[1:])


def _outside(text: str, form: re.Pattern[str], change: Callable[[str], str]) -> str:
    lines = text.split("\n")
    return "\n".join(
        change(line) if where is None and form.match(line) else line
        for line, where in zip(lines, fences(lines), strict=True)
    )


def items(text: str) -> list[str]:
    """Read a numbered list, whose items may span several lines."""
    before, *found = re.split(r"(?m)^[0-9]+\. ", text)
    if before.strip(_BLANKS):
        raise Misshapen("must be a numbered list and nothing else")
    return [re.sub(r"\n {3}", "\n", item).strip(_BLANKS) for item in found]


def write_items(found: Iterable[str]) -> str:
    """Write a numbered list."""
    return "\n".join(f"{number}. {_indent(item, 3)}" for number, item in enumerate(found, start=1))


def levels(text: str) -> dict[str, str]:
    """Read what answers of each level look like: lines such as "- 3: …", which may span several lines."""
    before, *found = re.split(r"(?m)^- ([0-9]): ", text)
    if before.strip(_BLANKS) or not found:
        raise Misshapen('needs under each dimension the lines "- 1: …", "- 3: …" and "- 5: …" and nothing else')
    texts = (re.sub(r"\n {2}", "\n", level).strip(_BLANKS) for level in found[1::2])
    return dict(zip(found[::2], texts, strict=True))


def write_levels(found: dict[str, str]) -> str:
    """Write what answers of each level look like."""
    return "\n".join(f"- {level}: {_indent(text, 2)}" for level, text in found.items())


def _indent(text: str, by: int) -> str:
    return "\n".join(line if place == 0 or not line else " " * by + line for place, line in enumerate(text.split("\n")))


def blocks(text: str) -> dict[str, str]:
    """Read code blocks by language, and nothing else."""
    lines = text.split("\n")
    inside = fences(lines)
    found: dict[str, str] = {}
    for number, line in enumerate(lines):
        if inside[number] is None:
            if line.strip(_BLANKS):
                raise Misshapen("must be code blocks that name their language, and nothing else")
        elif inside[number] == number:
            end = max(place for place, opening in enumerate(inside) if opening == number)
            opening = _OPENING.fullmatch(line)
            language = opening[2].strip(_BLANKS) if opening else ""
            if not re.fullmatch(r"[\w+#.-]+", language):
                raise Misshapen("must be code blocks that name their language, and nothing else")
            if language in found:
                raise Misshapen("must have one code block for each language")
            found[language] = "\n".join(lines[number + 1 : end])
    if not found:
        raise Misshapen("must be code blocks that name their language, and nothing else")
    return found


def block(text: str, *languages: str) -> str:
    """Read the only code block, in one of these languages."""
    found = blocks(text)
    if len(found) != 1 or not found.keys() <= set(languages):
        raise Misshapen(f"must be one block of {' or '.join(languages)}")
    return next(iter(found.values()))


def write_block(language: str, code: str) -> str:
    """Write a block of code, with more backticks around it than any inside it."""
    longest = max((len(one) for one in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{code}\n{fence}"


def table(text: str) -> list[list[str]]:
    """Read the rows of a Markdown table, without its head; all must be as wide as the head."""
    lines = [line.strip(_BLANKS) for line in text.split("\n") if line.strip(_BLANKS)]
    rows = [_cells(line) for line in lines]
    if len(rows) < 3 or not all(re.fullmatch(r":?-+:?", cell) for cell in rows[1]) or not all(rows):
        raise Misshapen("must be a table with a head and a line of dashes below it, and nothing else")
    if any(len(row) != len(rows[0]) for row in rows):
        raise Misshapen("must be a table whose rows are all as wide as its head")
    return rows[2:]


def _cells(line: str) -> list[str]:
    """Return the cells of a row, or none if the line is not one."""
    if not (line.startswith("|") and line.endswith("|") and len(line) > 1):
        return []
    found = re.findall(r"((?:[^|\\]|\\.|\\$)*)\|", line[1:])
    return [re.sub(r"\\([|\\])", r"\1", cell).strip(_BLANKS) for cell in found]


def uncoded(cell: str) -> str:
    """Return what is in the code span that a cell consists of; any other cell as it is."""
    return cell[1:-1].strip(_BLANKS) if re.fullmatch(r"`[^`]+`", cell) else cell


def write_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table. Cells are written as they are, so `cell` has to be applied where needed."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(text: str) -> str:
    """Return a line as it is written into a table."""
    return re.sub(r"([|\\])", r"\\\1", text)
