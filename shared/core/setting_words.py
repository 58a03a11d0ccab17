"""What to tell someone whose settings can't be used, and whether they have misspelled one."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from typing import Any

# pydantic's own words fit a form's field, not a sentence that begins with the name of a variable.
_PLAIN = {
    "bool_parsing": "must be true or false",
    "float_parsing": "must be a number",
    "finite_number": "must be a finite number",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a smaller number",
    "string_pattern_mismatch": "has characters that it may not have",
}
_TOO_SHORT = 5  # SPORT may well be somebody's own
_SO_ALIKE = 0.88  # one letter left out, added or changed in a name of eight


def sentence(problem: Any) -> str:
    """Return one of pydantic's errors as a sentence about a variable. It never contains the value."""
    name = ".".join(str(part) for part in problem["loc"]).upper()
    message = problem["msg"].removeprefix("Value error, ").replace("Input should be", "must be", 1)
    message = f"{_PLAIN.get(problem['type'], message)}."
    return f"{name} {message}" if name else message


def near_misses(given: Collection[str], known: Iterable[str]) -> dict[str, str]:
    """Return which of the given variables are probably misspelled, with the setting that was meant.

    A setting that is given under its own name is never suggested: then the other variable is somebody else's.
    """
    names = set(known)
    found = {}
    for name in sorted(set(given) - names):
        if len(name) > _TOO_SHORT and (meant := difflib.get_close_matches(name, names - set(given), 1, _SO_ALIKE)):
            found[name] = meant[0]
    return found


def did_you_mean(name: str, meant: str) -> str:
    """Return the sentence for a near miss."""
    return f"{name} is not a setting, so it has no effect; did you mean {meant}?"
