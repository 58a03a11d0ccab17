"""An account over REST: it logs in, stays logged in, and finds somebody to practice with. docs/clients.md says more."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx

from examples.live import Frame


class Account:
    """A login that lasts as long as it is used."""

    def __init__(self, api: str, login: str, password: str) -> None:
        # A server closes a connection that rests for five seconds. One that is closed as a request goes out loses it.
        rests = httpx.Limits(keepalive_expiry=3)
        self._client = httpx.AsyncClient(base_url=api, timeout=30, limits=rests)
        self._login = {"login": login, "password": password}
        self._session: Frame = {}
        self._fresh_until = 0.0

    async def token(self) -> str:
        if time.monotonic() > self._fresh_until:
            refresh = {"Authorization": f"Bearer {self._session['refresh_token']}"} if self._session else {}
            path, body = ("/auth/refresh", None) if self._session else ("/auth/login", self._login)
            self._session = await self._send("POST", path, body, refresh)
            self._fresh_until = time.monotonic() + self._session["expires_in"] / 2
        return str(self._session["access_token"])

    async def call(self, method: str, path: str, body: Frame | None = None) -> Any:
        return await self._send(method, path, body, {"Authorization": f"Bearer {await self.token()}"})

    async def practice(self) -> str:
        """Return the interview with whoever is there, once somebody is."""
        state = await self.call("GET", "/match/status")
        if state["interview"] is None:
            state = await self.call("POST", "/match/pair", {"interview_type": "technical", "difficulty": "easy"})
        while state["status"] == "waiting":
            await asyncio.sleep(2)
            state = await self.call("GET", "/match/status")
        return str(state["interview"]["id"])

    async def _send(self, method: str, path: str, body: Frame | None, headers: dict[str, str]) -> Any:
        try:
            answer = await self._client.request(method, path, json=body, headers=headers)
        except httpx.TransportError as error:
            raise ConnectionError(str(error)) from error  # what examples/live.py tries again after
        if answer.status_code in (429, 503):
            await asyncio.sleep(int(answer.headers["Retry-After"]))
            return await self._send(method, path, body, headers)
        if not answer.is_success:
            raise SystemExit(answer.json()["detail"])
        return answer.json() if answer.content else None
