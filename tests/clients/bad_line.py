"""One person's bad line: what they send and receive by UDP and TCP shares its bits, waits in its queue, and is lost.

The kernel's own shaper (`tc netem`) needs rights and a module that few machines have, so this is a proxy: SOCKS for
TCP, and a port for each place that datagrams go to.
"""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

from tests.clients.slow_line import CONNECTED, closing, greet

Address = tuple[str, int]


@dataclass(frozen=True)
class Condition:
    """What a line is like in each direction."""

    bits: int
    """Per second."""
    loss: float
    """The share of packets."""
    delay: float
    """Seconds one way."""
    takes_datagrams: bool = True
    """Some networks take none: then there is no call."""


GOOD = Condition(bits=100_000_000, loss=0, delay=0)
BAD = Condition(bits=150_000, loss=0.03, delay=0.2)
NO_CALL = replace(BAD, takes_datagrams=False)
_QUEUE = 0.4  # seconds that a packet may wait for those before it, as in a small router
_PACKET = 1200  # bytes
_HEADERS = 28  # bytes of IP and UDP


class BadLine:
    """A line whose condition the test changes as it goes."""

    def __init__(self, address: str, seed: int) -> None:
        self.condition = GOOD
        self.started: Future[None] = Future()
        self._address = address
        self._up, self._down = _Way(self, seed), _Way(self, seed + 1)
        self._port = 0
        self._ends: list[asyncio.DatagramTransport] = []

    @property
    def proxy(self) -> str:
        """The address by which a browser takes this line for all but datagrams."""
        return f"socks5://127.0.0.1:{self._port}"

    def lead_to(self, place: Address) -> Address:
        """Return where datagrams for that place go in; answers come from there."""
        return asyncio.run_coroutine_threadsafe(self._forward_datagrams(place), self._loop).result(10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)

    async def run(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self._port = server.sockets[0].getsockname()[1]
        self.started.set_result(None)
        await self._stopping.wait()
        server.close()
        for end in self._ends:
            end.close()

    async def _forward_datagrams(self, place: Address) -> Address:
        near, _ = await self._loop.create_datagram_endpoint(
            lambda: _NearEnd(self._up, self._down, place, self._ends), (self._address, 0)
        )
        self._ends.append(near)
        host, port = near.get_extra_info("sockname")
        return host, port

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError), closing(writer):
            host, port = await greet(reader, writer)
            to_reader, to_writer = await asyncio.open_connection(host, port)
            with closing(to_writer):
                writer.write(CONNECTED)
                await asyncio.gather(
                    _pass_on(self._up, reader, to_writer),
                    _pass_on(self._down, to_reader, writer),
                )


class _Way:
    """One direction: all of it shares one queue."""

    def __init__(self, line: BadLine, seed: int) -> None:
        self._line = line
        self._chance = random.Random(seed)
        self._free_at = 0.0

    def due(self, size: int) -> float | None:
        """Return when so many bytes arrive that are sent now; None if they are lost."""
        condition = self._line.condition
        is_lost = self.wait() > _QUEUE or self._chance.random() < condition.loss
        if is_lost or not condition.takes_datagrams:
            return None
        return self._arrival(size)

    def wait(self) -> float:
        """Return the seconds for which what is sent now has to wait for what was sent before."""
        return max(0.0, self._free_at - asyncio.get_running_loop().time())

    def due_for_certain(self, size: int) -> float:
        """Return when bytes arrive that are sent again where they are lost, as by TCP."""
        condition = self._line.condition
        lost = self._chance.random() < condition.loss
        return self._arrival(size) + (3 * condition.delay if lost else 0)

    def _arrival(self, size: int) -> float:
        condition = self._line.condition
        now = asyncio.get_running_loop().time()
        self._free_at = max(now, self._free_at) + (size + _HEADERS) * 8 / condition.bits
        return self._free_at + condition.delay


class _NearEnd(asyncio.DatagramProtocol):
    """Where the person's datagrams arrive; each of their sockets has one of its own at the far end."""

    def __init__(self, up: _Way, down: _Way, place: Address, ends: list[asyncio.DatagramTransport]) -> None:
        self._up, self._down, self._place, self._ends = up, down, place, ends
        self._far: dict[Address, asyncio.Task[asyncio.DatagramTransport]] = {}

    def connection_made(self, transport: Any) -> None:
        self._near = transport

    def datagram_received(self, data: bytes, sender: Address) -> None:
        if (due := self._up.due(len(data))) is None:
            return
        loop = asyncio.get_running_loop()
        far = self._far.get(sender) or self._far.setdefault(sender, loop.create_task(self._open(sender)))
        loop.call_at(due, far.add_done_callback, lambda done: done.result().sendto(data))

    async def _open(self, sender: Address) -> asyncio.DatagramTransport:
        loop = asyncio.get_running_loop()

        def give_back(data: bytes) -> None:
            if (due := self._down.due(len(data))) is not None:
                loop.call_at(due, self._near.sendto, data, sender)

        transport, _ = await loop.create_datagram_endpoint(lambda: _FarEnd(give_back), remote_addr=self._place)
        self._ends.append(transport)
        return transport


class _FarEnd(asyncio.DatagramProtocol):
    def __init__(self, give_back: Callable[[bytes], None]) -> None:
        self._give_back = give_back

    def datagram_received(self, data: bytes, sender: Address) -> None:
        self._give_back(data)


async def _pass_on(way: _Way, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass a stream on in packets, in order; it sends no more than the line takes."""
    loop = asyncio.get_running_loop()
    held: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def read() -> None:
        due = 0.0
        data = b"any"
        while data:
            await asyncio.sleep(max(0.0, way.wait() - _QUEUE / 2))
            data = await reader.read(_PACKET)
            due = max(due, way.due_for_certain(len(data)))
            held.put_nowait((due, data))

    async def write() -> None:
        data = b"any"
        while data:
            due, data = await held.get()
            await asyncio.sleep(due - loop.time())
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof() and not writer.is_closing():
            writer.write_eof()

    await asyncio.gather(read(), write())


@contextmanager
def bad_line(address: str, seed: int) -> Iterator[BadLine]:
    """Run a line that is good at first; people reach it at this address of the machine."""
    line = BadLine(address, seed)
    thread = threading.Thread(target=asyncio.run, args=(line.run(),), name="bad line")
    thread.start()
    line.started.result(10)
    try:
        yield line
    finally:
        line.stop()
        thread.join()
