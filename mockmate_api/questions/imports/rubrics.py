"""The rubric and the advice that an imported behavioral question gets where its source has none."""

from __future__ import annotations

from typing import Any

NOTE = "rubric is the usual one for a told experience; make it the question's own"


def default_rubric() -> dict[str, Any]:
    """Return a rubric that fits any question about an experience."""
    return {
        "structure": {
            "1": "Jumps between events; it stays unclear what happened, and in which order.",
            "3": "Situation, action and outcome are there, but have to be asked for.",
            "5": "Situation, task, action and result follow each other, each in a few sentences.",
        },
        "ownership": {
            "1": "Only says what others did, or blames them.",
            "3": "Names their own part, though not always apart from the team's.",
            "5": "Says clearly what they decided and did themselves, and what they would do differently.",
        },
        "impact": {
            "1": "No outcome, or one that has nothing to do with what they did.",
            "3": "An outcome that can be believed, without a measure of it.",
            "5": "An outcome with a figure or a visible change, and why it mattered to others.",
        },
        "communication": {
            "1": "Hard to follow; long detours, or answers another question.",
            "3": "Can be followed; some details are missing or too many.",
            "5": "Brief and concrete, suits the listener, and answers exactly what was asked.",
        },
    }
