"""One virtual user, who registers, books, practices, chats, disconnects, and returns, through the public API only."""

from __future__ import annotations

import asyncio
import random
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from benchmarks.simulation.tally import Tally
from benchmarks.simulation.visits import Signs, Visit
from examples.live import CommandFailed, Frame, Live, Refused

TOKEN_SECONDS = 300
PATIENCE = 30.0
_NAME = "sim-"
_LINES = 3
_GREETING = (
    "Hello! I am a simulated person: I can't see or hear you, but I read along and stay until you end the interview."
)
_LONGEST_HOLD = 10
_GONE = 1.0, 4.0
_VANISHING = 0.3
_BOOKING = 0.3


class LimitedError(Exception):
    """The server counts all of us as one address, and lets no more in."""


@dataclass(frozen=True)
class World:
    """What all people of a simulation share."""

    client: httpx.AsyncClient
    sockets: str
    tally: Tally
    until: float
    endures: bool = False
    """Whether people try again when a server is gone or cannot be reached, instead of counting that as an error."""


class Person:
    """Somebody with an account."""

    def __init__(self, world: World, number: int) -> None:
        self.world, self.tally = world, world.tally
        self.chance = random.Random(number)
        self.name = f"{_NAME}{uuid.uuid4().hex[:12]}"
        self.id = 0
        self._session: dict[str, Any] = {}
        self._fresh_until = 0.0

    @property
    def _time_left(self) -> float:
        return self.world.until - time.monotonic()

    async def live(self) -> None:
        """Do what people do until the time is over. What goes wrong is counted."""
        await asyncio.sleep(self.chance.uniform(0, min(10.0, self._time_left / 10)))
        try:
            await self._register()
            if self.chance.random() < _BOOKING:
                await self._book()
            while self._time_left > 0:
                await self._practise()
                await asyncio.sleep(self.chance.uniform(0.5, 2))
            await self._call("POST", "/match/leave", {}, ok=(204, 409))
        except (httpx.HTTPError, Refused, CommandFailed, TimeoutError) as error:
            self.tally.errors[f"{type(error).__name__} {error}".strip()] += 1

    async def token(self) -> str:
        """Return an access token that is good for a while."""
        if time.monotonic() > self._fresh_until:
            bearer = self._session["refresh_token"]
            self._take_session(await self._call("POST", "/auth/refresh", bearer=bearer))
        return str(self._session["access_token"])

    def _take_session(self, session: dict[str, Any]) -> None:
        self._session, self._fresh_until = session, time.monotonic() + TOKEN_SECONDS

    async def _register(self) -> None:
        wanted = {"email": f"{self.name}@example.com", "username": self.name, "password": f"pass phrase {self.name}"}
        self._take_session(await self._call("POST", "/auth/register", wanted, ok=(201,), bearer=""))
        self.id = self._session["user"]["id"]
        self.tally.counts["people"] += 1

    async def _book(self) -> None:
        # Not today: a seat that begins soon keeps its owner from practising.
        tomorrow = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        slots = (await self._call("GET", f"/slots?from={tomorrow}"))["items"]
        if slots:
            wanted = {"slot_id": self.chance.choice(slots)["id"], "difficulty": self._difficulty()}
            booked = await self._call("POST", "/slots/book", wanted, ok=(201, 409))
            self.tally.counts["bookings"] += "status" in booked and "code" not in booked

    def _difficulty(self) -> str:
        return self.chance.choice(("easy", "medium", "hard"))

    async def _practise(self) -> None:
        """Wait in a practice room, and hold the interview that comes of it."""
        interview_type = self.chance.choice(("technical", "behavioral"))
        entered = time.monotonic()
        state = await self._call(
            "POST",
            "/match/pair",
            {"interview_type": interview_type, "difficulty": self._difficulty()},
            ok=(200, 202, 409),
        )
        if "code" in state:  # a seat of ours begins soon
            self.tally.counts[f"refused: {state['code']}"] += 1
            return
        interview = state.get("interview") or await self._wait(state["slot_id"])
        if interview is not None:
            self.tally.waits.append(time.monotonic() - entered)
            self.tally.matches.append(self.tally.elapsed)
            await self._hold(interview)

    async def _wait(self, slot_id: int) -> dict[str, Any] | None:
        """Sit in the waiting room, sometimes going away and coming back; None when the time is over first."""
        live = Live(f"{self.world.sockets}/ws/match?slot_id={slot_id}", self.token)
        found: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

        def hear(frame: Frame) -> None:
            interview = frame.get("data", {}).get("interview")
            if frame["type"] in {"waiting_room.snapshot", "match.found"} and interview and not found.done():
                found.set_result(interview)

        visit = Visit(live, hear)
        try:
            while not found.done() and self._time_left > 0:
                await asyncio.wait((found, visit.task), timeout=min(5.0, max(0.1, self._time_left)))
                if visit.task.done() and not found.done():  # refused: the state says why
                    state = await self._call("GET", f"/match/status?slot_id={slot_id}")
                    interview: dict[str, Any] | None = state.get("interview")
                    return interview
                if not found.done() and self.chance.random() < _VANISHING:
                    await self._vanish(visit)
            return found.result() if found.done() else None
        finally:
            await visit.stop()

    async def _hold(self, interview: dict[str, Any]) -> None:
        """Start, talk, end and give feedback."""
        interview_id = interview["id"]
        started = await self._call("POST", "/interview/start", {"interview_id": interview_id}, ok=(200, 409))
        if "code" in started:
            self.tally.counts[f"refused: {started['code']}"] += 1
            return
        talk = self.tally.talks[interview_id]
        signs = Signs(self.id, self.tally, talk.heard[self.id])
        address = f"{self.world.sockets}/ws/interview/live?interview_id={interview_id}"
        live = Live(address, self.token, signs.document)
        visit = Visit(live, signs.hear)
        try:
            if not interview["peer"]["username"].startswith(_NAME):
                await self._keep_company(live, interview_id, signs)
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await signs.is_live.wait()
                    await self._talk(visit, interview_id, signs)
                    await signs.peer_is_done.wait()
            if signs.peer_has_written.is_set():
                talk.documents[self.id] = signs.document.text
            if signs.peer_is_done.is_set():
                await self._end(interview_id, signs.over)
                talk.whole.add(self.id)
                self.tally.counts["interviews held, seen by each"] += 1
            else:
                self.tally.counts["peer did not come or finish"] += 1
                await self._call("POST", f"/interview/{interview_id}/end", ok=(200, 409))
        finally:
            await visit.stop()

    async def _talk(self, visit: Visit, interview_id: str, signs: Signs) -> None:
        """Say and write something, vanishing sometimes. Who says bye has all that the other one wrote."""
        live, talk = visit.live, self.tally.talks[interview_id]
        for number in range(_LINES):
            piece = f"[{self.id}:{number}]"  # none is a part of another
            talk.written[self.id].append(piece)
            await live.write(piece)
            await self._say(live, interview_id, str(number))
            if number == 1 and self.chance.random() < _VANISHING:
                await self._vanish(visit)
            await asyncio.sleep(self.chance.uniform(0.1, 1))
        await self._say(live, interview_id, "written")
        await signs.peer_has_written.wait()
        while talk.not_shown_to(self.id, signs.document.text):  # noqa: ASYNC110 - a document says nothing of itself
            await asyncio.sleep(0.05)
        await self._say(live, interview_id, "bye")

    async def _keep_company(self, live: Live, interview_id: str, signs: Signs) -> None:
        """Stay with somebody real until they end it, or this simulation is over."""
        self.tally.counts["interviews with somebody real"] += 1
        with suppress(TimeoutError):
            async with asyncio.timeout(max(PATIENCE, self._time_left)):
                await signs.is_live.wait()
                await live.command("chat.send", {"text": _GREETING})
                await signs.over.wait()
        await self._end(interview_id, signs.over)

    async def _end(self, interview_id: str, over: asyncio.Event) -> None:
        await self._call("POST", f"/interview/{interview_id}/end", ok=(200, 409))
        async with asyncio.timeout(PATIENCE):
            await over.wait()
        given = {"communication": 4, "overall": 4, "did_well": "Spoke.", "to_improve": "Speak.", "would_pass": True}
        await self._call(
            "POST", "/feedback/submit", {**given, "interview_id": interview_id, "good_match": 4}, ok=(201,)
        )

    async def _say(self, live: Live, interview_id: str, words: str) -> None:
        line = f"{time.monotonic()} {self.id} {words}"
        while True:
            try:
                await live.command("chat.send", {"text": line})
                break
            except CommandFailed as failed:  # without effect
                if not (self.world.endures and failed.code == "unavailable"):
                    raise
            await asyncio.sleep(self.chance.uniform(0.5, 1))
        self.tally.talks[interview_id].acked.add(line)
        self.tally.counts["lines said"] += 1

    async def _vanish(self, visit: Visit) -> None:
        await visit.stop()
        self.tally.counts["times somebody vanished and returned"] += 1
        await asyncio.sleep(self.chance.uniform(*_GONE))
        visit.begin()

    async def _call(
        self, method: str, path: str, body: Any = None, *, ok: tuple[int, ...] = (200,), bearer: str | None = None
    ) -> Any:
        """Send a request; who is told to come back does so under the same key. Returns the JSON of the answer."""
        token = await self.token() if bearer is None else bearer
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if path in {"/slots/book", "/match/pair", "/interview/start", "/feedback/submit"}:
            headers["Idempotency-Key"] = uuid.uuid4().hex
        while True:
            began = time.monotonic()
            try:
                answer = await self.world.client.request(method, path, json=body, headers=headers)
            except httpx.TransportError:
                if not self.world.endures:
                    raise
                await asyncio.sleep(self.chance.uniform(0.5, 1))
                continue
            self.tally.requests.append(time.monotonic() - began)
            wait = int(answer.headers.get("Retry-After", 0))
            if answer.status_code == 429 and wait > _LONGEST_HOLD:
                raise LimitedError
            if answer.status_code not in (429, 503) or not wait:
                break
            self.tally.counts["times told to come back"] += 1
            await asyncio.sleep(wait * self.chance.uniform(1, 1.5))
        if answer.status_code not in ok:
            route = path.partition("?")[0]
            raise httpx.HTTPError(f"{method} {route.split('/')[1]}: {answer.status_code} {answer.text[:200]}")
        return answer.json() if answer.content else {}
