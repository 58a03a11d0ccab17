r"""The small part of TeX that problem statements are written in, as Markdown; formulas stay as TeX between `$`.

What is not understood is taken out of the text and named, so that a person can look at it.
"""

# ruff: noqa: RUF001 - signs of formulas, each the one that is meant

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

# Bounded, so that what is opened and never closed doesn't cost a look at all the rest each time.
_TOKEN = re.compile(
    r"(?P<comment>(?<!\\)%[^\n]*(?:\n[ \t]*)?)"
    r"|(?P<math>\$\$.{0,1000}?\$\$|\$(?:\\.|[^$\\]){0,1000}\$|\\\(.{0,1000}?\\\)|\\\[.{0,1000}?\\\])"
    r"|(?P<verbatim>\\begin\{(?:verbatim|lstlisting)\}.{0,20000}?\\end\{(?:verbatim|lstlisting)\})"
    r"|(?P<command>\\[A-Za-z]+\*?[ \t]*|\\.)"
    r"|(?P<open>\{)|(?P<close>\})"
    r"|(?P<text>[^\\${}%]+|.)",
    re.DOTALL,
)
_AROUND = {"textbf": "**", "bf": "**", "emph": "*", "textit": "*", "it": "*", "texttt": "`", "tt": "`", "verb": "`"}
_HEADINGS = {"section": "###", "subsection": "####", "subsubsection": "#####", "paragraph": "#####"}
_SIGNS = {
    "ldots": "…", "dots": "…", "textellipsis": "…", "textbackslash": "\\", "LaTeX": "LaTeX", "TeX": "TeX",
    "textasciitilde": "~", "textasciicircum": "^", "textless": "<", "textgreater": ">", "textbar": "|",
    "euro": "€", "pounds": "£", "S": "§", "copyright": "©", "quad": " ", "qquad": " ", "times": "×", "par": "\n\n",
    "newline": "\n", "linebreak": "\n", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "ae": "æ", "ss": "ß",
    "textquotesingle": "'", "textquotedbl": '"', "hline": "", "leq": "≤", "geq": "≥", "rightarrow": "→",
}  # fmt: skip
_SILENT = frozenset([
    "noindent", "medskip", "bigskip", "smallskip", "clearpage", "newpage", "centering", "small", "large",
    "Large", "footnotesize", "normalsize", "vspace", "hspace", "vfill", "hfill", "label", "maketitle",
    "selectlanguage", "pagebreak", "nopagebreak", "setlength", "toprule", "midrule", "bottomrule", "cline",
    "documentclass", "usepackage", "problemname", "illustration", "includegraphics", "nextsample",
    "remainingsamples", "sampletable", "caption", "raggedright", "protect", "displaystyle",
])  # fmt: skip
_WITH_TEXT = frozenset([
    "textrm", "textsf", "textsc", "textnormal", "mbox", "text", "underline", "uppercase", "lowercase", "textup",
])  # fmt: skip
_LOST = {"illustration": "a picture", "includegraphics": "a picture"}
_ENVIRONMENTS = frozenset([
    "itemize", "enumerate", "description", "center", "quote", "quotation", "tabular", "table", "figure",
    "document",
])  # fmt: skip
_PARTS = frozenset({"Input", "Output", "Interaction"})
"""Environments of contests that are sections."""
_ROW, _CELL = "\x1e", "\x1f"
"""The ends of a row and of a cell, while a table is read."""
_ACCENTS = {"'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "c": "\u0327"}


@dataclass
class Statement:
    """A statement as Markdown. `lost` names what could not be written as Markdown."""

    markdown: str
    title: str = ""
    lost: list[str] = field(default_factory=list)


@dataclass
class _Reader:
    tokens: list[tuple[str, str]]
    at: int = 0
    title: str = ""
    lost: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    depth: int = 0
    tables: int = 0


def read(source: str) -> Statement:
    """Return a statement in TeX as Markdown. Never raises: what can't be read is named in `lost`."""
    body = re.search(r"\\begin\{document\}(.*?)\\end\{document\}", source, re.DOTALL)
    tokens = [(match.lastgroup or "text", match[0]) for match in _TOKEN.finditer(body[1] if body else source)]
    reader = _Reader(tokens)
    parts = list[str]()
    while reader.at < len(reader.tokens):
        parts.append(_until_close(reader))
    return Statement(_tidy("".join(parts)), reader.title, list(dict.fromkeys(reader.lost)))


def _until_close(reader: _Reader) -> str:
    """Read to the end of the group, or of everything."""
    parts = list[str]()
    while reader.at < len(reader.tokens):
        kind, text = reader.tokens[reader.at]
        reader.at += 1
        if kind == "close":
            break
        parts.append(_one(reader, kind, text))
    return "".join(parts)


def _one(reader: _Reader, kind: str, text: str) -> str:
    match kind:
        case "comment":
            return ""
        case "math":
            return _math(text)
        case "verbatim":
            inner = re.sub(r"\A\\begin\{\w+\}(?:\[.*?\])?|\\end\{\w+\}\Z", "", text).strip("\n")
            return f"\n\n```\n{inner}\n```\n\n"
        case "open":
            return _nested(reader)
        case "command":
            return _command(reader, text.strip())
    if reader.tables:
        text = text.replace("&", _CELL)
    return text.replace("``", "“").replace("''", "”").replace("---", "—").replace("--", "–").replace("~", " ")


def _nested(reader: _Reader) -> str:
    if reader.depth > 40:
        reader.lost.append("groups that are nested too deeply")
        reader.at = len(reader.tokens)
        return ""
    reader.depth += 1
    inner = _until_close(reader)
    reader.depth -= 1
    return inner


def _math(text: str) -> str:
    if text.startswith(("$$", "\\[")):
        return f"\n\n${text[2:-2].strip()}$\n\n"
    inner = text[2:-2] if text.startswith("\\(") else text[1:-1]
    return f"${inner.strip()}$"


def _argument(reader: _Reader) -> str:
    """Read the argument in braces that follows, or "" if there is none; options in brackets are dropped."""
    _skip_options(reader)
    if reader.at < len(reader.tokens) and reader.tokens[reader.at][0] == "open":
        reader.at += 1
        return _nested(reader)
    return ""


def _skip_options(reader: _Reader) -> None:
    if reader.at < len(reader.tokens):
        kind, text = reader.tokens[reader.at]
        if kind == "text" and text.startswith("[") and "]" in text:
            reader.tokens[reader.at] = (kind, text.partition("]")[2])
            if not text.partition("]")[2]:
                reader.at += 1


def _command(reader: _Reader, command: str) -> str:  # noqa: PLR0911 - one line for each sort of command
    name = command[1:].rstrip("*")
    if name in _AROUND:
        return _around(_AROUND[name], _argument(reader))
    if name in _HEADINGS:
        return f"\n\n{_HEADINGS[name]} {_argument(reader).strip()}\n\n"
    if name in _SIGNS:
        _skip_empty_group(reader)
        return _SIGNS[name]
    if name in {"begin", "end"}:
        return _environment(reader, name)
    if name in _WITH_TEXT:
        return _argument(reader)
    if name in {"href", "url", "footnote", "item"}:
        return _linked(reader, name)
    if name in _SILENT:
        return _silent(reader, name)
    if name in _ACCENTS:
        return _accent(reader, _ACCENTS[name])
    return _sign(reader, name)


def _around(mark: str, text: str) -> str:
    inner = text.strip()
    return f"{mark}{inner}{mark}" if inner else text


def _skip_empty_group(reader: _Reader) -> None:
    following = [kind for kind, _ in reader.tokens[reader.at : reader.at + 2]]
    if following == ["open", "close"]:
        reader.at += 2


def _environment(reader: _Reader, which: str) -> str:
    name = _argument(reader).strip().rstrip("*")
    if name in {"itemize", "enumerate", "description"}:
        if which == "begin":
            _skip_options(reader)
            reader.lists.append(name)
        elif reader.lists:
            reader.lists.pop()
        return "\n\n"
    if name in {"tabular", "array"} and which == "begin":
        _argument(reader)  # how its columns are set
        if not reader.tables:
            return _table(reader)
        reader.lost.append("a table in a table")
        return ""
    if name in _PARTS:
        return f"\n\n### {name}\n\n" if which == "begin" else "\n\n"
    if name not in _ENVIRONMENTS and which == "begin":
        reader.lost.append(f"the environment {name}, whose text is kept")
    return "\n\n"


def _table(reader: _Reader) -> str:
    """Read to the end of a table, and return it as one of Markdown, its first row as the headings."""
    reader.tables += 1
    parts = list[str]()
    while reader.at < len(reader.tokens):
        kind, text = reader.tokens[reader.at]
        reader.at += 1
        if kind == "command" and text.strip() == "\\end":
            _argument(reader)
            break
        parts.append(_one(reader, kind, text))
    reader.tables -= 1
    rows = [list(map(_cell, row.split(_CELL))) for row in "".join(parts).split(_ROW)]
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows), default=0)
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return "\n".join(["\n", *lines[:1], f"|{' --- |' * width}", *lines[1:], "\n"]) if rows else ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _linked(reader: _Reader, name: str) -> str:
    if name == "item":
        depth = max(len(reader.lists) - 1, 0)
        numbered = bool(reader.lists) and reader.lists[-1] == "enumerate"
        return f"\n{'   ' * depth}{'1.' if numbered else '-'} "
    first = _argument(reader).strip()
    if name == "footnote":
        return f" ({first})"
    return f"[{_argument(reader).strip()}]({first})" if name == "href" else f"<{first}>"


def _silent(reader: _Reader, name: str) -> str:
    arguments = list(_arguments(reader))
    if name in _LOST:
        place = 1 if name == "illustration" else 0  # after its width
        reader.lost.append(": ".join([_LOST[name], *arguments[place : place + 1]]))
    if name == "problemname" and arguments:
        reader.title = arguments[0].strip()
    return ""


def _arguments(reader: _Reader) -> Iterator[str]:
    _skip_options(reader)
    while reader.at < len(reader.tokens) and reader.tokens[reader.at][0] == "open":
        yield _argument(reader)


def _accent(reader: _Reader, mark: str) -> str:
    if reader.at < len(reader.tokens) and reader.tokens[reader.at][0] == "open":
        letter = _argument(reader)
    else:
        kind, text = reader.tokens[reader.at] if reader.at < len(reader.tokens) else ("text", "")
        letter = text[:1]
        if letter and kind == "text":
            reader.tokens[reader.at] = (kind, text[1:])
    return letter[:1] + mark + letter[1:] if letter else ""


def _sign(reader: _Reader, name: str) -> str:
    if name == "\\":
        _skip_options(reader)
        return _ROW if reader.tables else "\n"
    if not name[:1].isalpha():
        return {",": " ", ";": " ", ":": " ", "!": "", " ": " ", "/": "", "-": "", "@": ""}.get(name, name)
    reader.lost.append(f"the command \\{name}")
    return ""


def _tidy(text: str) -> str:
    """Put paragraphs on lines of their own, with one blank line between them."""
    text = unicodedata.normalize("NFC", text).replace(_ROW, "\n").replace(_CELL, "")
    blocks = re.split(r"(```.*?```)", text, flags=re.DOTALL)
    for index in range(0, len(blocks), 2):
        block = re.sub(r"[ \t]+\n", "\n", blocks[index])
        block = re.sub(r"(?m)^[ \t]+(?![ \t]*(?:-|1\.) )", "", block)
        block = re.sub(r"\n{3,}", "\n\n", block)
        blocks[index] = re.sub(r"(?m)^((?: {3})*(?:-|1\.) .*)\n\n(?=(?: {3})*(?:-|1\.) )", r"\1\n", block)
    return "".join(blocks).strip()
