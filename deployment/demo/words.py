"""What people of the demo say, write and draw."""

from __future__ import annotations

import random
import re
from typing import Any, NamedTuple, get_args

from deployment.demo.plan import Meeting
from shared.events.schemas import CodeLanguage
from shared.models import InterviewType

OPENING = (
    "Hi! Shall I go first, and we swap halfway?",
    "Fine with me. Take a minute to read it.",
)
TECHNICAL = (
    (
        "May the input be empty?",
        "Good question. It may, yes.",
        "Then I would try it by hand on the example before I write anything.",
        "What would that cost for a large input?",
    ),
    (
        "Let me say it back in my own words first.",
        "That is it. What is the simplest way that works?",
        "Trying everything, which is slow. I would begin there and then look for what repeats.",
        "Go ahead, and say what you leave for later.",
    ),
)
"""Of the first turn, and of the second."""
BEHAVIORAL = (
    (
        "Let me think of a good example for a moment.",
        "Take your time. What was your own part in it?",
        "I would do it earlier today; that is what I took from it.",
    ),
    (
        "It was a small team, and the date was fixed already.",
        "What did you try first, and how did you notice?",
        "I asked the two people it concerned, and we left one thing out.",
    ),
)
CLOSING = ("Thank you, that was a good one.", "Thanks! The hint at the right moment helped.")
NOTES = (
    "Began with an example of their own.\nAsk again: what would they measure?\nGood: said what they left out, and why."
)

_DID_WELL = (
    "You asked about the input before you wrote anything, and said what you were weighing up.",
    "Clear steps, and you tried the example by hand before running it.",
    "You listened to the hint and built on it instead of starting over.",
    "The structure was easy to follow, and you came to the point.",
)
_TO_IMPROVE = (
    "Say what it costs before being asked, and try the empty case by hand.",
    "Think aloud in the quiet minutes too; I could not tell where you were.",
    "Name the result in numbers: what changed, and how you know.",
    "Leave two minutes at the end for a look over the whole.",
)
_AS_INTERVIEWER = (
    "The hints came at the right moment.",
    "Asked clearly, and left me time to think.",
    "Friendly. Could have stopped me earlier when I lost myself in a detail.",
)


class Code(NamedTuple):
    """What to type, line by line, and in which language."""

    language: str
    lines: list[str]


def code_of(question: dict[str, Any]) -> Code:
    """Return an answer to a question: the first code of its solution, or an outline if it has none."""
    found = re.search(r"^```(\w+)\n(.*?)^```", question.get("solution") or "", re.DOTALL | re.MULTILINE)
    if found is None or found[1] not in get_args(CodeLanguage.__value__):
        asked = [f"- {one}" for one in question.get("requirements") or ("who uses it", "what must never be lost")]
        return Code("plaintext", [f"{line}\n" for line in (question["title"], "", *asked, "", "Grows with: requests")])
    return Code(found[1], found[2].splitlines(keepends=True))


def run(question: dict[str, Any], language: str, *, passes: bool) -> dict[str, Any]:
    """Return the result of a run, as a client shares it."""
    total = len(question.get("cases") or question.get("test_cases") or ())
    tests = {"passed": total if passes else total // 2, "total": total} if total else {}
    printed = "" if tests else "ok\n"
    return {"language": language, "stdout": printed, "status": "Finished", "ms": 23 if passes else 31, **tests}


def drawing() -> list[dict[str, Any]]:
    """Return the marks of a sketch, as the whiteboard of the client makes them."""
    style = {"colour": 1, "width": 4, "size": 28}
    boxes = (("in", "input"), ("way", "one pass"), ("out", "answer"))
    marks: list[dict[str, Any]] = [
        {
            "kind": "rect",
            "id": id_,
            "x": 240 + 380 * number,
            "y": 300,
            "w": 240,
            "h": 130,
            "fill": 0,
            "text": text,
            **style,
        }
        for number, (id_, text) in enumerate(boxes)
    ]
    for start, end in (("in", "way"), ("way", "out")):
        marks.append(
            {"kind": "arrow", "colour": 2, "width": 4, "from": start, "to": end, "x": 0, "y": 0, "w": 1, "h": 1}
        )
    return marks


def feedback(meeting: Meeting, of: int, chance: random.Random) -> dict[str, Any]:
    """Return feedback on the first or second (0, 1) of a pair: people do better from week to week."""
    skill = meeting.pair[of].skill + 0.55 * meeting.progress

    def rate(shift: float = 0.0) -> int:
        return max(1, min(5, round(1 + 4 * skill + shift + chance.uniform(-0.6, 0.6))))

    overall, turn = rate(), round(meeting.progress * 8) + of
    given = {
        "communication": rate(0.4),
        "overall": overall,
        "would_pass": overall >= 3,
        "good_match": chance.choice((4, 5, 5)),
        "did_well": _DID_WELL[turn % len(_DID_WELL)],
        "to_improve": _TO_IMPROVE[turn % len(_TO_IMPROVE)],
        "as_interviewer": {
            "overall": chance.choice((4, 4, 5)),
            "clarity": chance.choice((3, 4, 5)),
            "hints": chance.choice((3, 4, 5)),
            "listening": chance.choice((4, 5)),
            "words": _AS_INTERVIEWER[turn % len(_AS_INTERVIEWER)],
        },
    }
    if meeting.interview_type is InterviewType.BEHAVIORAL:
        return given | {"rubric": {"structure": rate(), "ownership": rate(0.3), "impact": rate(-0.3)}}
    return given | {
        "problem_solving": rate(),
        "technical": rate(-0.2),
        "rubric": {"code": rate(), "testing": rate(-0.6)},
    }


def feedback_of_usual_length() -> dict[str, Any]:
    """Return feedback on somebody who was only the interviewer or only the interviewee."""
    return {"communication": 4, "overall": 4, "would_pass": True, "good_match": 4,
            "did_well": _DID_WELL[0], "to_improve": _TO_IMPROVE[0]}  # fmt: skip
