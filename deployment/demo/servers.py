"""The two services on ports of their own, beside those of `make run` or without them, for as long as a demo is made."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from deployment.local import ports, services
from deployment.local.errors import DeploymentError
from deployment.local.home import Home

_READY_SECONDS = 60.0


class Addresses(NamedTuple):
    """Where the services are."""

    api: str
    sockets: str


@contextmanager
def running(home: Home, environment: Mapping[str, str]) -> Iterator[Addresses]:
    """Run both services. They limit no requests, and send no mail: what is due is left to the others."""
    port, ws_port = _free_ports()
    given = {
        **environment,
        "PORT": str(port),
        "WS_PORT": str(ws_port),
        "BIND": f"127.0.0.1:{port}",
        "WS_HOST": "127.0.0.1",
        "WEB_WORKERS": "1",
        "RATE_LIMITS": "off",
        "MAIL_URL": "",
    }
    started = services.api(home, given, log="demo-api"), services.sockets(home, given, log="demo-ws")
    try:
        for one in started:
            one.start()
        deadline = time.monotonic() + _READY_SECONDS
        for one, at in zip(started, (port, ws_port), strict=True):
            while problem := ports.why_not_ready("127.0.0.1", at):
                if one.poll() is not None or time.monotonic() > deadline:
                    raise DeploymentError(f"{one.name} did not become ready: {problem} (log: {one.log}).")
                time.sleep(0.05)
        yield Addresses(f"http://127.0.0.1:{port}", f"ws://127.0.0.1:{ws_port}")
    finally:
        for one in started:
            one.stop()


def _free_ports() -> list[int]:
    probes = [socket.socket(), socket.socket()]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
