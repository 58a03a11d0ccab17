"""The two ways to an API: the app of this process, or an address."""

from __future__ import annotations

from typing import Any

import httpx
from flask import Flask

from tests.clients import PATIENCE


class InProcess:
    """Requests to an app without a server."""

    address = ""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._client = app.test_client()

    def call(self, method: str, path: str, body: Any, headers: dict[str, str], status: int) -> Any:
        """Send a request and return the JSON answer, None when it has none."""
        answer = self._client.open(path, method=method, json=body, headers=headers)
        assert answer.status_code == status, (answer.status_code, answer.text)
        return answer.get_json()

    def close(self) -> None:
        """Give nothing back: the app belongs to others."""


class AtAddress:
    """Requests over HTTP."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._http = httpx.Client(base_url=address, timeout=PATIENCE)

    def call(self, method: str, path: str, body: Any, headers: dict[str, str], status: int) -> Any:
        """Send a request and return the JSON answer, None when it has none."""
        answer = self._http.request(method, path, json=body, headers=headers)
        assert answer.status_code == status, (answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def close(self) -> None:
        """Close the connections."""
        self._http.close()
