"""Libraries of others for Python open the longest chat with their own limits; other languages are in tests/foreign."""

from __future__ import annotations

import asyncio
import json
from contextlib import closing

import websocket

from examples.live import Live
from tests.clients import PATIENCE
from tests.clients.person import Person
from tests.ws.conftest import LONGEST_CHAT


def test_websocket_client_which_sends_an_origin_of_its_own(alice: Person, bob: Person, talkative_room: str):
    header = [f"Authorization: Bearer {alice.token}"]
    url = alice.sockets + talkative_room
    with closing(websocket.create_connection(url, header=header, timeout=PATIENCE)) as hers:
        frames = (json.loads(hers.recv()) for _ in iter(int, 1))
        snapshot = next(frame for frame in frames if frame["type"] == "interview.snapshot")["data"]
        assert snapshot["chat"][-1]["text"] == LONGEST_CHAT[-1]
        assert snapshot["chat_before"] is not None
        with bob.socket(talkative_room) as his:
            his.expect("interview.snapshot")
            hers.send(json.dumps({"type": "chat.send", "id": "hers", "data": {"text": "Can you hear me?"}}))
            assert his.expect("chat.message")["data"]["text"] == "Can you hear me?"


def test_websockets_as_in_the_reference_client_which_stays_connected(alice: Person, bob: Person, talkative_room: str):
    async def token() -> str:
        return alice.token

    async def talk() -> int:
        live = Live(alice.sockets + talkative_room, token)
        is_open = asyncio.Event()

        async def follow() -> None:
            async for frame in live:
                if frame["type"] == "interview.snapshot":
                    is_open.set()

        following = asyncio.create_task(follow())
        await is_open.wait()
        await live.command("chat.send", {"text": "Can you hear me?"})
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        return live.reconnects

    with bob.socket(talkative_room) as his:
        his.expect("interview.snapshot")
        assert asyncio.run(asyncio.wait_for(talk(), PATIENCE)) == 0
        assert his.expect("chat.message")["data"]["text"] == "Can you hear me?"
