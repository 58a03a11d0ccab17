"""Whatever text comes in over a socket: a frame or a refusal, which can be told as JSON, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockmate_ws.protocol import (
    COMMANDS,
    MAX_DEPTH,
    MAX_MESSAGE_BYTES,
    BadFrame,
    Error,
    ErrorData,
    Ready,
    Signal,
    encode,
    parse,
    signal_seen,
    type_of,
)

ROOM = "/ws/interview/live"

NAMES = sorted({"auth", *(type_of(kind) for kinds in COMMANDS.values() for kind in kinds)})


def strictly(text: str) -> Any:
    """Read JSON as a browser does: no NaN, no Infinity."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refuse)


def read(text: str, path: str = ROOM) -> str | None:
    """Read a frame; returns the code of the refusal, None when it is a frame. Both can be passed on."""
    try:
        frame = parse(text, path)
    except BadFrame as bad:
        told = strictly(encode(Error(id=bad.id, data=ErrorData(code=bad.code, detail=bad.detail))))
        assert told["data"]["detail"]
        return bad.code
    if isinstance(frame, Signal):
        strictly(signal_seen(1, "socket", frame.data))
    return None


def filled(opening: str, middle: str = "", closing: str = "") -> str:
    """Nest as deep as a message may be long."""
    depth = (MAX_MESSAGE_BYTES - len(middle)) // len(opening + closing)
    return opening * depth + middle + closing * depth


@pytest.mark.parametrize(
    "text",
    [filled("["), filled('{"a":'), filled("[", "", "]"), filled("[", "1", "]"), filled('{"a":', "1", "}")],
    ids=["opened lists", "opened objects", "empty lists", "lists", "objects"],
)
def test_a_frame_nested_as_deep_as_it_is_long_is_refused(text: str):
    assert len(text) <= MAX_MESSAGE_BYTES
    assert read(text) == "bad_json"


@pytest.mark.parametrize("depth", [1, MAX_DEPTH - 3, MAX_DEPTH - 2, 100, 250, 1000, 30_000])
def test_a_deeply_nested_signal_is_refused(depth: int):
    nested = "[" * depth + "]" * depth
    code = read(f'{{"type":"signal.send","data":{{"description":{{"sdp":{nested}}}}}}}')
    # The frame, its data and the description are three levels themselves.
    assert code == ("invalid" if depth + 3 <= MAX_DEPTH else "bad_json")


def test_a_wide_signal_is_not_taken_for_a_deep_one():
    wide = "[" + ",".join("[]" for _ in range(1000)) + "]"
    assert read(f'{{"type":"signal.send","data":{{"description":{{"sdp":{wide}}}}}}}') == "invalid"


@pytest.mark.parametrize("number", ["1e400", "-1e400", "9" * 4300, "-" + "9" * 4300, "1e-400", "-0", "0." + "1" * 5000])
def test_a_signal_with_a_huge_number_is_refused_or_can_be_relayed(number: str):
    read(f'{{"type":"signal.send","data":{{"candidate":{{"sdpMLineIndex":{number}}}}}}}')


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "9" * 60_000, "01", "0x1", "1_000", "+1", ".5"])
def test_a_number_that_is_none_in_json_is_refused(number: str):
    assert read(f'{{"type":"signal.send","data":{{"candidate":{{"sdpMLineIndex":{number}}}}}}}') == "bad_json"


@pytest.mark.parametrize(
    "text", ["", " ", "null", "true", "1", '"auth"', "[]", "{", "{}x", "\ufeff{}", "{'type': 'auth'}", "// x", "\x00"]
)
def test_what_is_not_one_json_object_is_refused(text: str):
    assert read(text) == "bad_json"


@pytest.mark.parametrize("half", ["\ud800", "\udfff\ud800", r"\ud800", r"\udc00\ud800"])
def test_half_a_surrogate_pair_is_refused_wherever_it_stands(half: str):
    assert read(half) == "bad_json"
    assert read(f'{{"type":"chat.send","id":"c1","data":{{"text":"{half}"}}}}') == "bad_json"
    assert read(f'{{"type":"{half}"}}') == "bad_json"
    assert read(f'{{"{half}":1}}') == "bad_json"


def test_a_raw_control_character_is_no_json():
    assert read('{"type":"chat.send","id":"c1","data":{"text":"\x00"}}') == "bad_json"
    assert read('{"type":"chat.send","id":"c1","data":{"text":"\n"}}') == "bad_json"


def test_of_a_key_given_twice_the_last_one_counts_alone():
    frame = parse('{"type":"interview.end","id":"a","type":"interview.ready","id":"b"}', ROOM)
    assert isinstance(frame, Ready)
    assert frame.id == "b"
    assert read('{"type":"interview.ready","id":"a","id":7}') == "invalid"


@given(st.text(st.characters()), st.sampled_from(sorted(COMMANDS)))
def test_any_text_even_with_half_surrogate_pairs_is_a_frame_or_refused(text: str, path: str):
    read(text, path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["c1", "x" * 65, "\x00"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
DATA = st.dictionaries(
    st.sampled_from(["text", "description", "candidate", "ticket", "resume", "more"]),
    JSON | st.dictionaries(st.text(max_size=8), JSON, max_size=3),
    max_size=3,
)


@given(
    st.fixed_dictionaries(
        {"type": st.sampled_from(NAMES) | JSON},
        optional={"id": st.just("c1") | JSON, "data": DATA | JSON, "more": JSON},
    ),
    st.sampled_from(sorted(COMMANDS)),
    st.booleans(),
)
def test_anything_that_looks_like_a_frame_is_one_or_refused(frame: dict[str, Any], path: str, escape: bool):
    read(json.dumps(frame, ensure_ascii=escape), path)
