"""A client that sends very many small messages at once does not hold up others."""

from __future__ import annotations

import asyncio
from typing import Any

from mockmate_ws.endpoints.command_queue import CommandQueue


class Silent:
    """A connection that is never closing, and reads on whatever comes."""

    is_closing = False

    def pause(self) -> None:
        """Read on."""

    def resume(self) -> None:
        """Read on."""

    def answering(self) -> Silent:
        return self

    def __enter__(self) -> None:
        """Nothing ends meanwhile."""

    def __exit__(self, *_: object) -> None:
        """Nothing ends meanwhile."""


class Counting:
    """Carries out everything at once, and counts in which turn of the loop."""

    accepts_binary = True

    def __init__(self) -> None:
        self.done: list[bytes] = []
        self.in_turn = 0
        self.most_in_turn = 0

    def on_binary_at_once(self, message: bytes) -> bool:
        self._do(message)
        return True

    async def on_binary(self, message: bytes) -> None:
        self._do(message)

    def _do(self, message: bytes) -> None:
        self.done.append(message)
        self.in_turn += 1
        self.most_in_turn = max(self.most_in_turn, self.in_turn)


def test_a_burst_is_carried_out_in_order_and_over_many_turns():
    messages = [number.to_bytes(2, "big") for number in range(1000)]
    handler = Counting()

    async def story() -> None:
        connection: Any = Silent()
        queue = CommandQueue(connection, handler, may_resume=False)  # type: ignore[arg-type]
        for message in messages:
            queue.on_message(message)
        while len(handler.done) < len(messages):
            handler.in_turn = 0
            await asyncio.sleep(0)

    asyncio.run(asyncio.wait_for(story(), 30))
    assert handler.done == messages
    assert handler.most_in_turn <= 32
