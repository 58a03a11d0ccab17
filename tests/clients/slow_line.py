"""A line as bad as on a train, for the browsers of tests: a SOCKS proxy that holds back whatever comes by."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from ipaddress import ip_address

CONNECTED = b"\x05\x00\x00\x01" + bytes(6)


@contextmanager
def slow_line(milliseconds: int, seed: int) -> Iterator[str]:
    """Run the proxy, and yield its address.

    Each message is held back by up to so many milliseconds. A connection keeps its order, so what one of them brings
    may come before or after what the others bring. Files that never change are not held back: they tell nothing.
    """
    line = _SlowLine(milliseconds / 1000, random.Random(seed))
    thread = threading.Thread(target=asyncio.run, args=(line.run(),), name="slow line")
    thread.start()
    port, loop, stop = line.started.result(10)
    try:
        yield f"socks5://127.0.0.1:{port}"
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


class _SlowLine:
    def __init__(self, longest: float, chance: random.Random) -> None:
        self._longest = longest
        self._chance = chance
        self.started: Future[tuple[int, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def run(self) -> None:
        stop = asyncio.Event()
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.started.set_result((server.sockets[0].getsockname()[1], asyncio.get_running_loop(), stop))
        await stop.wait()
        server.close()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError), closing(writer):
            host, port = await greet(reader, writer)
            to_reader, to_writer = await asyncio.open_connection(host, port)
            with closing(to_writer):
                writer.write(CONNECTED)
                await self._forward_both((reader, writer), (to_reader, to_writer))

    async def _forward_both(self, browser: Ends, server: Ends) -> None:
        is_file = False

        async def read(reader: asyncio.StreamReader, held: asyncio.Queue[tuple[float, bytes]]) -> None:
            nonlocal is_file
            due = 0.0
            data = b"any"
            while data:
                with suppress(ConnectionError):
                    data = b""
                    data = await reader.read(65536)
                if reader is browser[0]:
                    is_file = data.startswith(b"GET /assets/")
                now = asyncio.get_running_loop().time()
                due = max(due, now if is_file else now + self._chance.uniform(0, self._longest))
                held.put_nowait((due, data))

        up, down = asyncio.Queue[tuple[float, bytes]](), asyncio.Queue[tuple[float, bytes]]()
        await asyncio.gather(
            read(browser[0], up), _write(server[1], up), read(server[0], down), _write(browser[1], down)
        )


Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int]:
    """Do what SOCKS 5 wants first, and return where the browser wants to."""
    await reader.readexactly((await reader.readexactly(2))[1])
    writer.write(b"\x05\x00")
    kind = (await reader.readexactly(4))[3]
    is_name = kind == 3
    address = await reader.readexactly((await reader.readexactly(1))[0] if is_name else 4 if kind == 1 else 16)
    host = address.decode() if is_name else str(ip_address(address))
    return host, int.from_bytes(await reader.readexactly(2))


async def _write(writer: asyncio.StreamWriter, held: asyncio.Queue[tuple[float, bytes]]) -> None:
    """Write everything when it is due, and the end as late as the rest."""
    data = b"any"
    while data:
        due, data = await held.get()
        await asyncio.sleep(due - asyncio.get_running_loop().time())
        writer.write(data)
    if writer.can_write_eof() and not writer.is_closing():
        writer.write_eof()


@contextmanager
def closing(writer: asyncio.StreamWriter) -> Iterator[None]:
    try:
        yield
    finally:
        writer.transport.abort()
