"""coturn beside a browser, as a test wants it, and what the API would say of it."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from shared.core.settings import Settings
from shared.rooms import video
from tests.clients import wait_until
from tests.programs import PROGRAMS
from tests.sockets import free_port

HOST = "127.0.0.1"
SECRET = "0123456789abcdef" * 4


@contextmanager
def turn_server(folder: Path, *options: str) -> Iterator[int]:
    """Run coturn on this machine alone, which relays to itself, too. Yields its port."""
    folder.mkdir()
    port = free_port()
    command = [
        *(PROGRAMS["turnserver"].path(), "-n", "--realm=mockmate", "--log-file=stdout", "--fingerprint"),
        *(f"--listening-ip={HOST}", f"--relay-ip={HOST}", f"--listening-port={port}", "--allow-loopback-peers"),
        *("--use-auth-secret", f"--static-auth-secret={SECRET}", "--no-cli", "--no-tls", "--no-dtls"),
        *(f"--userdb={folder}/turndb", f"--pidfile={folder}/pid"),
        *options,
    ]
    with (folder / "log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as server:
        try:
            wait_until(lambda: is_open(port), "coturn listens")
            yield port
        finally:
            server.terminate()


def is_open(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex((HOST, port)) == 0


def given(user_id: int, *urls: str, secret: str = SECRET) -> dict[str, Any]:
    """Return what a deployment with these ICE_SERVERS and TURN_SECRET answers to GET /match/ice-servers."""
    settings = Settings(
        database_url="postgresql://x",
        jwt_secret=SecretStr("x" * 32),
        ice_servers=",".join(urls),
        turn_secret=SecretStr(secret),
    )
    answer: dict[str, Any] = video.call_servers(settings, user_id, datetime.now(UTC)).model_dump(mode="json")
    return answer
