"""Writes down what a release's clients send and get, as a script of mitmproxy between both; see README.md."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from collections import defaultdict
from pathlib import Path
from typing import Any

from mitmproxy import http  # type: ignore[import-not-found,unused-ignore] # only where a release is recorded

KEPT = ("authorization", "content-type", "idempotency-key", "if-none-match", "origin")
OURS = ("/analytics", "/auth", "/feedback", "/interview", "/match", "/notifications", "/slots", "/users", "/config")
LINES: list[dict[str, Any]] = []
"""In the order of what clients did: a request comes before what it causes, although its answer comes later."""
CHANGING: set[str] = set()
"""Requests under way that are not only to read."""
SOCKETS: defaultdict[str, int] = defaultdict(lambda: len(SOCKETS) + 1)
"""Numbers the sockets in the order in which they were opened."""


def _headers(flow: http.HTTPFlow) -> dict[str, str]:
    return {name: flow.request.headers[name] for name in KEPT if name in flow.request.headers}


def request(flow: http.HTTPFlow) -> None:
    """Note a request; pages and files are left out."""
    if flow.request.path.startswith(OURS) and "websocket" not in flow.request.headers.get("upgrade", ""):
        what = {"rest": f"{flow.request.method} {flow.request.path}", "headers": _headers(flow)}
        line = what | {"body": flow.request.get_text() or None}
        flow.metadata["line"] = line
        # What is read while another request changes it may show either state.
        if flow.request.method != "GET":
            CHANGING.add(flow.id)
        elif CHANGING:
            return
        LINES.append(line)


def response(flow: http.HTTPFlow) -> None:
    """Note its answer."""
    CHANGING.discard(flow.id)
    if (line := flow.metadata.get("line")) is not None and flow.response is not None:
        is_json = "json" in flow.response.headers.get("content-type", "")
        answer = json.loads(flow.response.get_text() or "null") if is_json else None
        line |= {"status": flow.response.status_code, "answer": answer}


def websocket_start(flow: http.HTTPFlow) -> None:
    """Note that a socket was opened."""
    LINES.append({"open": SOCKETS[flow.id], "path": flow.request.path, "headers": _headers(flow)})


def websocket_message(flow: http.HTTPFlow) -> None:
    """Note a message, but no binary one of the server: the document's are made by each copy of it."""
    assert flow.websocket is not None
    message, number = flow.websocket.messages[-1], SOCKETS[flow.id]
    if message.from_client and message.is_text:
        LINES.append({"send": number, "text": message.text})
    elif message.from_client:
        LINES.append({"send": number, "binary": b64encode(message.content).decode()})
    elif message.is_text:
        LINES.append({"receive": number, "frame": json.loads(message.text)})


def websocket_end(flow: http.HTTPFlow) -> None:
    """Note who closed a socket, and with which code."""
    assert flow.websocket is not None
    code = None if flow.websocket.closed_by_client else flow.websocket.close_code
    LINES.append({"close": SOCKETS[flow.id], "code": code})


def done() -> None:
    """Write everything into the file RECORDING, one JSON object a line. What got no answer is left out."""
    lines = [json.dumps(line, ensure_ascii=False) for line in LINES if "rest" not in line or "status" in line]
    Path(os.environ["RECORDING"]).write_text("\n".join([*lines, ""]), encoding="utf-8")
