r"""What has to be put into a statement before it is read: macros of its own, and the package's constants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_BRACED = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
_DEFINED = re.compile(
    rf"\\(?:re|provide)?newcommand\*?\s*\{{?\\([A-Za-z]+)\}}?\s*{_BRACED}|\\def\s*\\([A-Za-z]+)\s*{_BRACED}"
)
_CONSTANT = re.compile(r"\\constant\{([\w.]+)\}|\{\{\s*([\w.]+)\s*\}\}")
_PASSES = 3
_LONGEST = 100_000


def expanded(source: str, constants: object = None) -> str:
    """Return a statement with its macros without arguments, and its constants, replaced by what they stand for.

    A macro may use others. One that grows the text beyond all measure is left as it is.
    """
    known = dict(_flat(constants)) if isinstance(constants, dict) else {}
    source = _CONSTANT.sub(lambda found: known.get(found[1] or found[2], found[0]), source)
    macros = {found[1] or found[3]: found[2] or found[4] or "" for found in _DEFINED.finditer(source)}
    if not macros:
        return source
    source = _DEFINED.sub("", source)
    pattern = re.compile(rf"\\({'|'.join(map(re.escape, macros))})(?![A-Za-z])(?:\{{\}})?")
    for _ in range(_PASSES):
        if len(source) > _LONGEST:
            break
        source = pattern.sub(lambda found: macros[found[1]], source)
    return source


def _flat(constants: Mapping[Any, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the constants by name. One of several forms is an object: its `value`, or each form after a dot."""
    for name, value in constants.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
            if "value" in value:
                yield f"{prefix}{name}", str(value["value"])
        else:
            yield f"{prefix}{name}", str(value)
