"""Short forms of large values in test cases, such as {"$range": [0, 100000]}.

`web/src/sandbox/large.ts` expands them as well, to the same values: the random numbers are mulberry32's, and shuffling
is Fisher and Yates's from the end. Nothing here may change, or the expected results of stored questions no longer fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from shared.events.question_view import is_short_form

MOST = 2_000_000
"""The most members and characters of one case, all expanded."""
_WORD = 0xFFFFFFFF


class Misused(Exception):
    """A short form isn't written as it must be; the message says how."""


def expand(value: Any) -> Any:
    """Return a JSON value with all its short forms written out. Raises Misused, also if it would become too large."""
    if (size := measure(value)) > MOST:
        raise Misused(f"has {size:,} members and characters; {MOST:,} are the most")
    return _expand(value)


def measure(value: Any) -> int:
    """Return how many members and characters a value has once it is expanded, without doing it. Raises Misused.

    A number counts 1, a text its characters, a list or an object 1 and its members.
    """
    if isinstance(value, str):
        return max(1, len(value))
    if isinstance(value, list):
        return 1 + sum(map(measure, value))
    if isinstance(value, dict):
        if is_short_form(value):
            name, given = next(iter(value.items()))
            return FORMS[name][0](given)
        return 1 + sum(map(measure, value.values()))
    return 1


def length(value: Any) -> int | None:
    """Return how long the expanded list or text is, or None if the value is neither. Raises Misused."""
    if isinstance(value, str | list):
        return len(value)
    if not is_short_form(value):
        return None
    name, given = next(iter(value.items()))
    return FORMS[name][1](given)


def is_list(value: Any) -> bool:
    """Say whether the expanded value is a list. Raises Misused."""
    if not is_short_form(value):
        return isinstance(value, list)
    name, given = next(iter(value.items()))
    if name == "$repeat":
        return not _is_text(_repeat(given)[0])
    return name != "$concat" or not _is_text(_parts(given)[0])


def random(seed: int) -> Iterator[float]:
    """Yield numbers from 0 up to 1 by mulberry32."""
    state = seed & _WORD
    while True:
        state = (state + 0x6D2B79F5) & _WORD
        mixed = ((state ^ state >> 15) * (state | 1)) & _WORD
        mixed ^= (mixed + (mixed ^ mixed >> 7) * (mixed | 61)) & _WORD
        yield (mixed ^ mixed >> 14) / 2**32


def _expand(value: Any) -> Any:
    if isinstance(value, list):
        return [_expand(member) for member in value]
    if isinstance(value, dict):
        if is_short_form(value):
            name, given = next(iter(value.items()))
            return FORMS[name][2](given)
        return {key: _expand(member) for key, member in value.items()}
    return value


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (is_short_form(value) and not is_list(value))


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _need(holds: object, form: str) -> None:
    if not holds:
        raise Misused(f"must be written as {form}")


def _range(given: Any) -> range:
    form = '{"$range": [start, stop, step]}, all whole numbers, with step 1 if left out and never 0'
    _need(isinstance(given, list) and len(given) in {2, 3} and all(map(_whole, given)), form)
    _need(len(given) == 2 or given[2], form)
    return range(*given)


def _repeat(given: Any) -> tuple[Any, int]:
    form = '{"$repeat": [value, count]}, with a whole count from 0'
    _need(isinstance(given, list) and len(given) == 2 and _whole(given[1]) and given[1] >= 0, form)
    return given[0], given[1]


def _expand_repeat(given: Any) -> Any:
    value, count = _repeat(given)
    if _is_text(value):
        return _expand(value) * count
    return [_expand(value) for _ in range(count)]


def _shuffled(given: Any) -> tuple[Any, int]:
    form = '{"$shuffled": [list, seed]}, with a whole seed'
    _need(isinstance(given, list) and len(given) == 2 and _whole(given[1]) and is_list(given[0]), form)
    return given[0], given[1]


def _expand_shuffled(given: Any) -> list[Any]:
    value, seed = _shuffled(given)
    members: list[Any] = list(_expand(value))
    draw = random(seed)
    for last in range(len(members) - 1, 0, -1):
        other = int(next(draw) * (last + 1))
        members[last], members[other] = members[other], members[last]
    return members


def _parts(given: Any) -> list[Any]:
    form = '{"$concat": [list, …]}, or texts only'
    _need(isinstance(given, list) and given and len({_is_text(part) for part in given}) == 1, form)
    _need(all(_is_text(part) or is_list(part) for part in given), form)
    return list(given)


def _expand_concat(given: Any) -> Any:
    parts = [_expand(part) for part in _parts(given)]
    return "".join(parts) if isinstance(parts[0], str) else [member for part in parts for member in part]


def _concat_size(given: Any) -> int:
    parts = _parts(given)
    sizes = sum(map(measure, parts))
    return sizes if _is_text(parts[0]) else sizes - len(parts) + 1


def _zipped(given: Any) -> list[Any]:
    form = '{"$zip": [list, …]}, with lists of one length'
    _need(isinstance(given, list) and given and all(map(is_list, given)), form)
    _need(len({length(part) for part in given}) == 1, form)
    return list(given)


def _expand_zip(given: Any) -> list[list[Any]]:
    return [list(row) for row in zip(*map(_expand, _zipped(given)), strict=True)]


def _settings(given: Any, form: str, *names: str) -> dict[str, Any]:
    _need(isinstance(given, dict) and given.keys() == set(names), form)
    whole = [value for name, value in given.items() if name != "letters"]
    _need(all(map(_whole, whole)) and given["count"] >= 0, form)
    return dict(given)


def _integers(given: Any) -> dict[str, Any]:
    form = '{"$random": {"seed": 1, "count": 9, "from": 0, "to": 5}}, all whole numbers, with 5 among the results'
    found = _settings(given, form, "seed", "count", "from", "to")
    _need(found["from"] <= found["to"], form)
    return found


def _expand_random(given: Any) -> list[int]:
    found, draw = _integers(given), random(_integers(given)["seed"])
    choices = found["to"] - found["from"] + 1
    return [found["from"] + int(next(draw) * choices) for _ in range(found["count"])]


def _words(given: Any) -> dict[str, Any]:
    form = '{"$words": {"seed": 1, "count": 9, "length": 4, "letters": "abc"}}'
    found = _settings(given, form, "seed", "count", "length", "letters")
    _need(isinstance(found["letters"], str) and found["letters"] and found["length"] >= 0, form)
    return found


def _expand_words(given: Any) -> list[str]:
    found, draw = _words(given), random(_words(given)["seed"])
    letters = found["letters"]
    return [
        "".join(letters[int(next(draw) * len(letters))] for _ in range(found["length"])) for _ in range(found["count"])
    ]


def _repeat_size(given: Any) -> int:
    value, count = _repeat(given)
    return count * measure(value) if _is_text(value) else 1 + count * measure(value)


def _repeat_length(given: Any) -> int:
    value, count = _repeat(given)
    return count * (length(value) or 0) if _is_text(value) else count


_Form = tuple[Callable[[Any], int], Callable[[Any], int], Callable[[Any], Any]]
FORMS: dict[str, _Form] = {
    "$range": (lambda given: 1 + len(_range(given)), lambda given: len(_range(given)), lambda given: [*_range(given)]),
    "$repeat": (_repeat_size, _repeat_length, _expand_repeat),
    "$shuffled": (
        lambda given: measure(_shuffled(given)[0]),
        lambda given: length(_shuffled(given)[0]) or 0,
        _expand_shuffled,
    ),
    "$concat": (
        _concat_size,
        lambda given: sum(length(part) or 0 for part in _parts(given)),
        _expand_concat,
    ),
    "$zip": (
        lambda given: 1 + (length(_zipped(given)[0]) or 0) + sum(measure(part) - 1 for part in _zipped(given)),
        lambda given: length(_zipped(given)[0]) or 0,
        _expand_zip,
    ),
    "$random": (
        lambda given: 1 + int(_integers(given)["count"]),
        lambda given: int(_integers(given)["count"]),
        _expand_random,
    ),
    "$words": (
        lambda given: 1 + int(_words(given)["count"]) * max(1, int(_words(given)["length"])),
        lambda given: int(_words(given)["count"]),
        _expand_words,
    ),
}
"""Of each short form: its size, its length, and its value, each from what its key holds."""
