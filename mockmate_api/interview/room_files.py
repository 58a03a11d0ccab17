"""The export of an interview as files in a zip, for people: code, whiteboard, chat and what else they may see.

It is made of the export alone, so it shows no more than that.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from mockmate_api.interview import board_svg
from mockmate_api.interview.schemas import RoomExport
from mockmate_api.reviews.feedback_view import FeedbackOut
from shared.core import clock
from shared.events.question_view import QuestionView
from shared.events.schemas import Person, SharedRunView

MEDIA_TYPE = "application/octet-stream"
"""As of the export of questions: clients that were generated know of it."""

_ENDINGS = {
    "python": "py",
    "javascript": "js",
    "typescript": "ts",
    "kotlin": "kt",
    "csharp": "cs",
    "rust": "rs",
    "ruby": "rb",
    "plaintext": "txt",
}
"""Of languages whose name isn't the ending; as in web/src/room/desk/languageFiles.ts."""


def packed(room: RoomExport) -> bytes:
    """Return the zip."""
    moment = room.exported_at.timetuple()[:6]
    packing = BytesIO()
    with zipfile.ZipFile(packing, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _files(room):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            # Code may hold half of a pair.
            archive.writestr(entry, text.encode("utf-8", "replace"))
    return packing.getvalue()


def ending(language: str) -> str:
    """Return the ending of files in a language, without its dot."""
    return _ENDINGS.get(language, language)


def _files(room: RoomExport) -> Iterator[tuple[str, str]]:
    yield "interview.json", json.dumps(room.model_dump(mode="json", by_alias=True), indent=2) + "\n"
    yield "about.txt", _about(room)
    for number, pad in enumerate(room.pads, 1):
        yield f"code/{number}-{_safe(' '.join(pad.questions))}.{ending(pad.language)}", pad.text
    if room.board:
        yield "whiteboard.svg", board_svg.drawn(room.board)
    if room.chat:
        names = {room.peer.id: _name(room.peer)}
        lines = (f"[{clock.rfc3339(one.at)}] {names.get(one.user_id, 'Me')}: {one.text}" for one in room.chat)
        yield "chat.txt", "\n".join(lines) + "\n"
    for number, run in enumerate(room.runs, 1):
        yield f"runs/{number}.txt", _run(run, _name(room.peer) if run.user_id == room.peer.id else "Me")
    for number, turn in enumerate(room.turns, 1):
        if question := turn.question:
            yield f"questions/{number}-{_safe(question.title)}.md", _question(question, of_me=turn.of_me)
    if room.notes:
        yield "my-notes.txt", room.notes
    for one in room.feedback:
        whose = "received" if one.author.id == room.peer.id else "given"
        yield f"feedback-{whose}.txt", _feedback(one)


def _safe(title: str) -> str:
    """Return a title as a part of a file name that every system takes."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower())[:60].strip("-")
    return words or "question"


def _name(person: Person) -> str:
    # In one line, whatever the name: the lines of the chat begin with it.
    return " ".join((person.full_name or person.username).split())


def _about(room: RoomExport) -> str:
    lines = [
        f"Interview with {_name(room.peer)} ({room.interview_type}, {room.difficulty})",
        f"Matched: {clock.rfc3339(room.matched_at)}",
        f"Begun: {clock.rfc3339(room.started_at) if room.started_at else 'never'}",
        f"Ended: {clock.rfc3339(room.ended_at) if room.ended_at else 'unknown'}",
        f"Saved: {clock.rfc3339(room.exported_at)}",
    ]
    if not room.complete:
        lines.append("Saved right after the end: the last changes of code and whiteboard may be missing.")
    gone = room.removed.model_dump(mode="json")
    lines += [f"Removed, as its time was over: {kind}, {at}" for kind, at in gone.items() if at]
    return "\n".join([*lines, "", "interview.json has everything, as the API describes it.", ""])


def _run(run: SharedRunView, name: str) -> str:
    parts = [f"{name}, {clock.rfc3339(run.at)}, {run.language}: {run.status}, {run.ms} ms"]
    if run.total is not None:
        parts.append(f"Tests passed: {run.passed} of {run.total}")
    for case in run.results or []:
        verdict = {True: "passed", False: "failed", None: "no expected result"}[case.passed]
        parts.append(f"{case.call}: {verdict}; expected {case.expected}, got {case.error or case.got}")
    for title, text in (("Input", run.stdin), ("Output", run.stdout), ("Errors", run.stderr)):
        if text:
            parts.append(f"\n{title}:\n{text}")
    return "\n".join(parts) + "\n"


def _question(question: QuestionView, *, of_me: bool) -> str:
    parts = [f"# {question.title}", f"{'I was asked' if of_me else 'I asked'}. {question.difficulty}."]
    parts.append(question.prompt)
    # Of these, a view has only what the person may see.
    for title, items in (("Hints", question.hints), ("Follow-ups", question.follow_ups)):
        if items:
            parts.append(f"## {title}\n\n" + "\n".join(f"- {one}" for one in items))
    if question.solution:
        parts.append(f"## Solution\n\n{question.solution}")
    return "\n\n".join(parts) + "\n"


def _feedback(one: FeedbackOut) -> str:
    ratings = {"Communication": one.communication, "Problem solving": one.problem_solving, "Technical": one.technical}
    ratings |= {"Overall": one.overall, "Good match": one.good_match}
    lines = [f"{_name(one.author)} about {_name(one.subject)}, {clock.rfc3339(one.created_at)}"]
    lines += [f"{name}: {rating} of 5" for name, rating in ratings.items() if rating is not None]
    lines += [f"{name}: {rating} of 5" for name, rating in (one.rubric or {}).items()]
    lines += [f"{name}: {rating} of 5" for name, rating in (one.question_rubric or {}).items()]
    if one.rates_interviewee:
        lines.append(f"Would pass: {'yes' if one.would_pass else 'no'}")
    else:
        lines.append("Rated as interviewer only.")
    if one.as_interviewer:
        rated = one.as_interviewer.model_dump(mode="json").items()
        lines += [f"As interviewer, {name}: {value}" for name, value in rated if value is not None]
    return "\n".join([*lines, "", "Did well:", one.did_well, "", "To improve:", one.to_improve, ""])
