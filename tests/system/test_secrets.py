"""No password, token or e-mail address is in any line that the services write, however loudly they speak."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.clients.wire import Wire
from tests.sockets import ROOT, AsProcess, environment, free_port

PASSWORD = "canary-password-Zq7xK"
EMAIL = "canary-address-zq7xk@example.com"
SECRET = re.compile(r"canary|zq7xk|eyJ[\w-]{10,}\.", re.IGNORECASE)


@contextmanager
def api(settings: Settings, log: Path) -> Iterator[httpx.Client]:
    """Run the API as it is deployed."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "deployment/gunicorn.conf.py", "mockmate_api.wsgi:app"]
    given = {**environment(settings), "PORT": str(port), "WEB_WORKERS": "1"}
    with log.open("wb") as output, httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as client:
        process = subprocess.Popen(command, cwd=ROOT, env=given, stdout=output, stderr=output)
        try:
            deadline = time.monotonic() + PATIENCE
            while True:
                assert time.monotonic() < deadline, log.read_text()
                assert process.poll() is None, log.read_text()
                with contextlib.suppress(httpx.TransportError):
                    client.get("/health/live").raise_for_status()
                    break
                time.sleep(0.05)
            yield client
        finally:
            process.terminate()
            process.wait(PATIENCE)


class Journey:
    """Everything somebody does with a secret, right and wrong; `secrets` are those that were made on the way."""

    def __init__(self, client: httpx.Client, sockets: str) -> None:
        self.client, self.sockets = client, sockets
        self.secrets: list[str] = []

    def call(self, method: str, path: str, token: str | None = None, **options: Any) -> Any:
        headers = {"Content-Type": "application/json"} if "content" in options else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        answer = self.client.request(method, path, headers=headers, **options)
        assert answer.status_code < 500, answer.text
        assert "/" not in answer.headers.get("Server", "")
        if answer.headers.get("Content-Type") != "application/json":
            return {}
        found = answer.json()
        self.secrets += [found[name] for name in ("access_token", "refresh_token", "ticket") if name in found]
        return found

    def go(self) -> None:
        mine = self.call("POST", "/auth/register", json={"email": EMAIL, "password": PASSWORD, "username": "alice"})
        self._mistype()
        token, refresh = mine["access_token"], mine["refresh_token"]
        self.call("POST", "/auth/login", json={"login": EMAIL, "password": PASSWORD})
        self.call("POST", "/auth/refresh", refresh)
        self.call("POST", "/auth/refresh", token)
        self.call("GET", "/users/me", token + "x")
        self.call("GET", f"/users/me?access_token={token}", token)
        self.call("GET", "/users/me/export", token)
        self.call("GET", f"/docs/assets/{PASSWORD}")
        self._open_sockets(token)
        self.call("DELETE", "/users/me", token, json={"password": PASSWORD + "x"})
        self.call("DELETE", "/users/me", token, json={"password": PASSWORD})
        self.call("POST", "/auth/refresh", refresh)

    def _mistype(self) -> None:
        self.call("POST", "/auth/register", json={"email": EMAIL, "password": PASSWORD})
        self.call("POST", "/auth/register", json={"email": PASSWORD, "password": EMAIL})
        self.call("POST", "/auth/register", json={"email": EMAIL, "password": PASSWORD, PASSWORD: EMAIL})
        self.call("POST", "/auth/login", json={"login": PASSWORD, "password": EMAIL})
        self.call("POST", "/auth/login", content=f'{{"password": "{PASSWORD}"')
        self.call("POST", "/auth/login", data={"login": EMAIL, "password": PASSWORD})

    def _open_sockets(self, token: str) -> None:
        ticket = self.call("POST", "/auth/ws-ticket", token)["ticket"]
        for _ in range(2):  # the second one is refused: a ticket is good for once
            with Wire(f"{self.sockets}/ws/connect") as wire:
                wire.say(json.dumps({"type": "auth", "data": {"ticket": ticket}}))
                wire.expect("hello", "error")
        for path in (f"/ws/connect?token={token}&ticket={ticket}", "/ws/match", "/ws/interview/live"):
            with Wire(self.sockets + path, {"Authorization": f"Bearer {token}"}) as wire:
                for text in (PASSWORD, json.dumps({"type": PASSWORD, "id": EMAIL, "data": {"text": PASSWORD}})):
                    with contextlib.suppress(ConnectionClosed):
                        wire.say(text)
                wire.expect("error")


@pytest.mark.parametrize("form", ["json", "console"])
def test_neither_service_writes_a_secret_down(settings: Settings, tmp_path: Path, form: str):
    loud = settings.model_copy(update={"log_format": form, "log_level": "DEBUG", "rate_limits": "on"})
    logs = [tmp_path / "api.log", tmp_path / "ws.log"]
    sockets = AsProcess(loud, logs[1], cold=True)
    try:
        with api(loud, logs[0]) as client:
            journey = Journey(client, sockets.url)
            journey.go()
    finally:
        sockets.stop()
    assert len(journey.secrets) >= 6
    for log, written in zip(logs, ("audit.noted", "bridge.connected"), strict=True):
        text = log.read_text()
        assert written in text
        assert [line for line in text.splitlines() if SECRET.search(line)] == []
        assert [secret for secret in journey.secrets if secret in text] == []
