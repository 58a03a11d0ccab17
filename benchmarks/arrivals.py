"""Simulated arrivals: each user opens a socket, calls `POST /match/pair` in turn, and records when a match comes."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from websockets.asyncio.client import ClientConnection, connect

from benchmarks import processor
from benchmarks.fixtures import Member

LEVELS = ("easy", "medium", "hard")
PATIENCE = 60.0
_OPENING_AT_ONCE = 20


@dataclass
class Joiner:
    """One person's visit; times are those of one clock, in seconds."""

    member: Member
    interview_type: str
    difficulty: str
    asked_at: float = 0.0
    answered_at: float = 0.0
    told_at: float = 0.0
    interview_id: str = ""
    status: int = 0


def crowd_of(members: Sequence[Member], seed: int = 7) -> list[Joiner]:
    """Give everybody a wish: half of them each type, every level alike, in no order."""
    dice = random.Random(seed)
    joiners = [
        Joiner(member, ("technical", "behavioral")[number % 2], dice.choice(LEVELS))
        for number, member in enumerate(members)
    ]
    dice.shuffle(joiners)
    return joiners


def poisson(count: int, per_second: float, seed: int = 7) -> list[float]:
    """Return when each of them comes, if they come independently of each other at this rate."""
    dice = random.Random(seed)
    moments, at = [], 0.0
    for _ in range(count):
        at += dice.expovariate(per_second)
        moments.append(at)
    return moments


async def run(joiners: Sequence[Joiner], moments: Sequence[float], port: int, ws_port: int) -> dict[str, float]:
    """Open all sockets, let everybody ask at their moment, and wait until all have been told or patience ends.

    Returns the processor seconds from the first who asked until the last who was told, by whose they were.
    """
    async with AsyncExitStack() as stack:
        gate = asyncio.Semaphore(_OPENING_AT_ONCE)
        sockets = await asyncio.gather(*(_open(stack, gate, joiner, ws_port) for joiner in joiners))
        listening = [
            asyncio.create_task(_hear(joiner, socket)) for joiner, socket in zip(joiners, sockets, strict=True)
        ]
        used = processor.seconds()
        start = time.perf_counter()
        await asyncio.gather(
            *(_ask(joiner, start + moment, port) for joiner, moment in zip(joiners, moments, strict=True))
        )
        _, deaf = await asyncio.wait(listening, timeout=PATIENCE)
        for task in deaf:
            task.cancel()
        return {kind: after - used.get(kind, 0.0) for kind, after in processor.seconds().items()}


async def _open(stack: AsyncExitStack, gate: asyncio.Semaphore, joiner: Joiner, port: int) -> ClientConnection:
    headers = {"Authorization": f"Bearer {joiner.member.token}"}
    async with gate:
        opening = connect(
            f"ws://127.0.0.1:{port}/ws/connect", additional_headers=headers, compression=None, open_timeout=PATIENCE
        )
        socket = await stack.enter_async_context(opening)
        hello = json.loads(await socket.recv())
        assert hello["type"] == "hello", hello
    return socket


async def _hear(joiner: Joiner, socket: ClientConnection) -> None:
    async for message in socket:
        now = time.perf_counter()
        frame = json.loads(message)
        if frame["type"] == "match.found":
            joiner.told_at, joiner.interview_id = now, frame["data"]["interview"]["id"]
            return


async def _ask(joiner: Joiner, at: float, port: int) -> None:
    body = json.dumps({"interview_type": joiner.interview_type, "difficulty": joiner.difficulty})
    # A request this plain needs no HTTP client, whose own work would be measured with it.
    request = (
        "POST /match/pair HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {joiner.member.token}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    )
    await asyncio.sleep(at - time.perf_counter())
    joiner.asked_at = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request.encode())
    answer = await reader.read()
    joiner.answered_at = time.perf_counter()
    writer.close()
    joiner.status = int(answer[9:12] or b"0")
