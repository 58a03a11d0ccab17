"""One past interview, held as clients hold it: over REST and the sockets, within seconds."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Self

from deployment.demo import words
from deployment.demo.plan import Meeting, Outcome
from deployment.local.errors import DeploymentError
from examples.account import Account
from examples.document import Document
from examples.live import Frame, Live
from shared.models import InterviewType

_LINE_SECONDS, _SLOW_LINE_SECONDS = 0.02, 0.26
"""Changes of a quarter of a second are stored as one."""
_BREATH = 0.1


@dataclass
class Actor:
    """A person of the demo who is logged in."""

    id: int
    account: Account

    async def call(self, method: str, path: str, body: Frame | None = None) -> Any:
        """Send a request as this person."""
        try:
            return await self.account.call(method, path, body)
        except SystemExit as refused:  # the example is a program; here others have to be told
            raise DeploymentError(f"{method} {path} was refused: {refused}") from None


@dataclass
class Room:
    """One person's place in the room of an interview, until it is left."""

    live: Live
    document: Document
    is_open: asyncio.Event = field(default_factory=asyncio.Event)
    _task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Come in, and return once the room is shown."""
        self._task = asyncio.create_task(self._listen())
        await self.is_open.wait()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _listen(self) -> None:
        async with aclosing(aiter(self.live)) as frames:
            async for frame in frames:
                if frame["type"] == "interview.snapshot":
                    self.is_open.set()


@dataclass
class Held:
    """An interview that was held: what its document should say, by pad."""

    id: str
    pads: dict[str, str] = field(default_factory=dict)


class Stage:
    """The two people of a meeting, in their slot."""

    def __init__(self, sockets: str, meeting: Meeting, actors: tuple[Actor, Actor], slot_id: int) -> None:
        """Nothing happens yet."""
        self.meeting, self.actors, self.slot_id = meeting, actors, slot_id
        self._sockets = sockets
        self._chance = random.Random(slot_id)  # noqa: S311 - which words are said
        self._line_seconds = _SLOW_LINE_SECONDS if meeting.is_detailed else _LINE_SECONDS

    async def book(self) -> None:
        """Take both seats of the slot, and enter its waiting room."""
        for actor, member in zip(self.actors, self.meeting.pair, strict=True):
            wanted = {"slot_id": self.slot_id, "difficulty": member.level.value}
            await actor.call("POST", "/slots/book", wanted)
            await actor.call("POST", "/match/pair", {"slot_id": self.slot_id})

    async def matched(self) -> str:
        """Return the id of the interview, once the two are paired."""
        while True:
            state = await self.actors[0].call("POST", "/match/pair", {"slot_id": self.slot_id})
            if state["interview"] is not None:
                return str(state["interview"]["id"])
            await asyncio.sleep(_BREATH)

    async def start(self, interview_id: str, *, both: bool = True) -> None:
        """Start the interview: both people, or only the first."""
        for actor in self.actors if both else self.actors[:1]:
            await actor.call("POST", "/interview/start", {"interview_id": interview_id})

    async def decline(self, interview_id: str) -> None:
        """Let the second person decline."""
        await self.actors[1].call("POST", f"/interview/{interview_id}/decline", {"reason": "not_now"})

    async def talk(self, interview_id: str, is_stored: Callable[[Held], bool]) -> None:
        """Go through the interview and end it, once all that was written is stored."""
        held = Held(interview_id)
        url = f"{self._sockets}/ws/interview/live?interview_id={interview_id}"
        first, second = (Room(Live(url, one.account.token, document), document)
                         for one in self.actors for document in [Document()])  # fmt: skip
        async with first, second:
            rooms = {self.actors[0].id: first, self.actors[1].id: second}
            for room, line in zip((first, second), words.OPENING, strict=True):
                await self._say(room, line)
            for turn in range(2):
                await self._turn(held, rooms, turn)
            for room, line in zip((first, second), words.CLOSING, strict=True):
                await self._say(room, line)
            while not is_stored(held):  # noqa: ASYNC110 - the database says nothing of itself
                await asyncio.sleep(_BREATH)
        await self.actors[0].call("POST", f"/interview/{interview_id}/end")

    async def give_feedback(self, interview_id: str) -> None:
        """Let both say what they think of each other, or only the second."""
        authors = (1,) if self.meeting.outcome is Outcome.ONE_SAID else (0, 1)
        for author in authors:
            given = words.feedback(self.meeting, 1 - author, self._chance)
            await self.actors[author].call("POST", "/feedback/submit", {"interview_id": interview_id, **given})

    async def _turn(self, held: Held, rooms: dict[int, Room], turn: int) -> None:
        """One of the two is asked a question, and answers it. The second turn begins with a swap of the roles."""
        if turn:
            await rooms[self.actors[0].id].live.command("roles.swap")
        seen = await self.actors[0].call("GET", f"/interview/{held.id}")
        asking = self.actors[0] if seen["role"] == "interviewer" else self.actors[1]
        asked = self.actors[1] if asking is self.actors[0] else self.actors[0]
        seen = await asking.call("GET", f"/interview/{held.id}")
        lines = words.BEHAVIORAL if self.meeting.interview_type is InterviewType.BEHAVIORAL else words.TECHNICAL
        for number, line in enumerate(lines[turn]):
            await self._say(rooms[(asked, asking)[number % 2].id], line)
        await rooms[asking.id].live.command("notes.save", {"text": words.NOTES})
        if self.meeting.interview_type is InterviewType.TECHNICAL and seen["question"]:
            pad = next(one["name"] for one in seen["pads"] if one["user_id"] == asked.id)
            await self._code(held, rooms[asked.id], seen["question"], pad)

    async def _code(self, held: Held, room: Room, question: dict[str, Any], pad: str) -> None:
        code = words.code_of(question)
        await room.live.command("editor.language", {"language": code.language, "pad": pad})
        if pad == "code":
            for mark in words.drawing():
                await room.live.draw(mark)
                await asyncio.sleep(self._line_seconds)
        for number, line in enumerate(code.lines):
            await room.live.write(line, pad)
            await asyncio.sleep(self._line_seconds)
            if number == len(code.lines) * 2 // 3 and code.language != "plaintext":
                await room.live.command("run.share", words.run(question, code.language, passes=False))
        held.pads[pad] = room.document.text_of(pad)
        if code.language != "plaintext":
            await room.live.command("run.share", words.run(question, code.language, passes=True))

    async def _say(self, room: Room, line: str) -> None:
        await room.live.command("chat.send", {"text": line})
        await asyncio.sleep(self._line_seconds)
