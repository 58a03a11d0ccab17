"""How large a text frame may be, and how what could make one larger is shortened. Pure.

Events are stored whole. A frame shows a shortened run or question, and REST has all of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

MAX_TEXT_BYTES = 30 * 1024
"""The longest text message of the server: less than the 32 KiB to which some WebSocket libraries limit one."""
MAX_OUTPUT_BYTES = 24 * 1024
"""The most of what a run printed and read and of its results together, as JSON."""
MAX_RESULTS_BYTES = 12 * 1024
"""The most of a run's results, as JSON; those that are stored take no more."""
MAX_STDIN_BYTES = 4 * 1024
"""The most of what a run could read, as JSON."""
MAX_QUESTION_BYTES = 10 * 1024
"""The longest question that a frame has all of, as JSON."""
MAX_NOTES_BYTES = 6 * 1024
"""The longest notes that a snapshot has, as JSON."""

_PROMPT_BYTES = 8 * 1024
_CUT_LINE = "\n… {} more bytes were cut off here."
_CUT_LINE_BYTES = 64
_DROPPED_OF_QUESTION = (
    *("slow_solution", "cases", "test_cases", "estimates", "solution", "follow_ups", "rubric", "hints"),
    *("code", "tables", "starter_code", "requirements", "parameters"),
)
"""What a frame leaves out of a question that is too long, in this order: what is needed first stays longest."""


def json_bytes(value: Any) -> int:
    """Return how many bytes a value takes as JSON in UTF-8."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def shorten_text(text: str, most: int) -> str:
    """Cut a text at its end so that it takes at most so many bytes as JSON, with a line that says how much is gone."""
    if json_bytes(text) <= most:
        return text
    kept, beyond = 0, len(text)
    while beyond - kept > 1:
        middle = (kept + beyond) // 2
        kept, beyond = (middle, beyond) if json_bytes(text[:middle]) <= most - _CUT_LINE_BYTES else (kept, middle)
    return text[:kept] + _CUT_LINE.format(len(text[kept:].encode()))


def shortened_run(run: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a run to replace in a frame; none if it fits. Runs of before have no stdin and results."""
    stdout, stderr, stdin = run["stdout"], run["stderr"], run.get("stdin", "")
    sizes = json_bytes(stdout), json_bytes(stderr)
    beside = json_bytes(run.get("results"))
    if sum(sizes) + beside + json_bytes(stdin) <= MAX_OUTPUT_BYTES:
        return {}
    stdin = shorten_text(stdin, MAX_STDIN_BYTES)
    room = MAX_OUTPUT_BYTES - beside - json_bytes(stdin)
    # Each may have half, and what the other doesn't need.
    half = room // 2
    return {
        "stdin": stdin,
        "stdout": shorten_text(stdout, max(half, room - sizes[1])),
        "stderr": shorten_text(stderr, max(half, room - sizes[0])),
        "truncated": True,
    }


def shorten_question(question: dict[str, Any]) -> dict[str, Any]:
    """Return a question as a frame shows it: of one that is too long, the parts that fit, and its prompt to a limit."""
    kept = {"truncated": False, **question}
    for name in _DROPPED_OF_QUESTION:
        if json_bytes(kept) <= MAX_QUESTION_BYTES:
            return kept
        if kept.get(name) is not None:
            kept |= {name: None, "truncated": True}
    if json_bytes(kept) > MAX_QUESTION_BYTES:
        kept |= {"prompt": shorten_text(kept["prompt"], _PROMPT_BYTES), "truncated": True}
    return kept


def shorten_event(type_: str, data: str) -> str:
    """Return the data of an event, as JSON, as its frame has it."""
    if type_ == "question.assigned":
        event = json.loads(data)
        if event["question"] is not None:
            event["question"] = shorten_question(event["question"])
    elif type_ == "run.shared" and len(data) > MAX_OUTPUT_BYTES // 4:
        event = json.loads(data)
        event |= shortened_run(event)
    else:
        return data
    return json.dumps(event, ensure_ascii=False, separators=(",", ":"))
