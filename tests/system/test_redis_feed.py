"""The thin connection to Redis: how it gets in, and what it does with what it can't read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import pytest
import redis

from deployment.local.valkey import Valkey
from mockmate_ws.delivery import redis_client
from mockmate_ws.delivery.redis_client import RedisClientError
from tests.clients import PATIENCE
from tests.proxy import Proxy

PASSWORD = "p@ss:w/rd 1"
QUOTED = "p%40ss%3Aw%2Frd%201"


@pytest.fixture
def proxy(own_valkey: Valkey) -> Iterator[Proxy]:
    with Proxy(unquote(own_valkey.url.removeprefix("unix://"))) as running:
        yield running


def ask(url: str, *commands: tuple[bytes, ...]) -> list[Any]:
    """Connect, send all commands at once, and return the replies."""

    async def run() -> list[Any]:
        replies: list[Any] = []
        enough = asyncio.Event()

        def take(reply: Any) -> None:
            replies.append(reply)
            if len(replies) == len(commands):
                enough.set()

        feed = await redis_client.connect(url, take)
        for command in commands:
            assert feed.send(*command)
        async with asyncio.timeout(PATIENCE):
            await enough.wait()
        feed.close()
        assert not feed.is_open
        assert not feed.send(b"PING")
        return replies

    return asyncio.run(run())


def test_it_speaks_over_a_unix_socket_and_tcp_in_order(own_valkey: Valkey, proxy: Proxy):
    many = [(b"ECHO", b"%d" % number) for number in range(1000)]
    for url in (own_valkey.url, f"redis://127.0.0.1:{proxy.port}"):
        assert ask(url, *many) == [b"%d" % number for number in range(1000)]


def test_it_takes_user_password_and_database_from_the_url(own_valkey: Valkey, proxy: Proxy):
    with redis.Redis.from_url(own_valkey.url) as admin:
        admin.execute_command("ACL", "SETUSER", "matey", "on", f">{PASSWORD}", "~*", "&*", "+@all")
        admin.execute_command("ACL", "SETUSER", "default", f">{PASSWORD}", "resetpass", f">{PASSWORD}")
        (told,) = ask(f"redis://matey:{QUOTED}@127.0.0.1:{proxy.port}/3", (b"CLIENT", b"INFO"))
        assert b"user=matey" in told
        assert b" db=3 " in told
        (told,) = ask(f"redis://:{QUOTED}@127.0.0.1:{proxy.port}/0", (b"CLIENT", b"INFO"))
        assert b"user=default" in told
        for wrong in ("redis://:wrong@", "redis://nobody:wrong@", "redis://"):
            with pytest.raises(RedisClientError):
                ask(f"{wrong}127.0.0.1:{proxy.port}", (b"PING",))


def test_where_nobody_listens_it_says_so(tmp_path_factory: pytest.TempPathFactory):
    for url in (f"unix://{tmp_path_factory.mktemp('none')}/none.sock", "redis://127.0.0.1:1"):
        with pytest.raises(OSError, match=r"."):
            ask(url, (b"PING",))


@pytest.mark.parametrize("nonsense", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b""])
def test_something_that_is_no_redis_is_hung_up_on(nonsense: bytes):
    async def run(serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Any]) -> None:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        try:
            with pytest.raises(RedisClientError):
                await redis_client.connect(f"redis://127.0.0.1:{port}", lambda _: None)
        finally:
            server.close()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(nonsense)
        writer.close()

    asyncio.run(run(answer))
