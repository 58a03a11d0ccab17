"""Two people meet through a TURN server, by aioice: reads JSON with their credentials, and prints what happened.

Not imported by the tests: aioice isn't a package of ours.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Awaitable
from typing import Any

from aioice.stun import TransactionFailed
from aioice.turn import create_turn_endpoint

PATIENCE = 10


class Inbox(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.received: asyncio.Queue[str] = asyncio.Queue()

    def datagram_received(self, data: bytes, addr: object) -> None:
        self.received.put_nowait(data.decode())


async def allocate(server: dict[str, Any]) -> tuple[Any, Inbox]:
    """Allocate as a browser does with one of the API's `ice_servers`."""
    (url,) = server["urls"]
    host, port, transport = re.fullmatch(r"turn:([\d.]+):(\d+)(?:\?transport=(\w+))?", url).groups()
    return await create_turn_endpoint(
        Inbox,
        server_addr=(host, int(port)),
        username=server["username"],
        password=server["credential"],
        transport=transport or "udp",
    )


async def refusal(attempt: Awaitable[object]) -> int | None:
    """Return the error code of what the server refuses, or None if it doesn't."""
    try:
        await attempt
    except TransactionFailed as failure:
        return failure.response.attributes["ERROR-CODE"][0]
    return None


async def meet(alice: dict[str, Any], bob: dict[str, Any]) -> list[list[str]]:
    """Return what each receives of the other through the relays of both."""
    (hers, her_inbox), (his, his_inbox) = await allocate(alice), await allocate(bob)
    her_address, his_address = (each.get_extra_info("sockname") for each in (hers, his))
    # The first ones open the way; what arrives before both have is dropped, as it is for browsers.
    for sender, address in ((hers, his_address), (his, her_address)) * 2:
        sender.sendto(b"hello", address)
        await asyncio.sleep(0.2)
    for number in range(3):
        hers.sendto(f"from Alice {number}".encode(), his_address)
        his.sendto(f"from Bob {number}".encode(), her_address)
    got = []
    for inbox in (her_inbox, his_inbox):
        lines = []
        while len(lines) < 3:
            line = await asyncio.wait_for(inbox.received.get(), PATIENCE)
            lines += [] if line == "hello" else [line]
        got.append(lines)
    for each in (hers, his):
        each.close()
    return got


async def forbidden(server: dict[str, Any], peer: str) -> int | None:
    """Return the error of a channel to a peer."""
    transport, _ = await allocate(server)
    inner = transport._TurnTransport__inner_protocol  # `sendto` would only log the refusal
    code = await refusal(inner.send_data(b"x", (peer, 9)))
    transport.close()
    return code


async def main(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "met": [await meet(alice, bob) for alice, bob in given["pairs"]],
        "refused": [await refusal(allocate(each)) for each in given["refused"]],
        "denied": {peer: await forbidden(given["pairs"][0][0], peer) for peer in given["denied"]},
    }


print(json.dumps(asyncio.run(main(json.load(sys.stdin)))))  # noqa: T201
