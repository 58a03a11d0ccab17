"""Sends again what a release's clients once sent, and holds the answers against those that they got."""

from __future__ import annotations

import json
import re
import secrets
import tarfile
from base64 import b64decode
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.clients.person import Person
from tests.clients.wire import Wire

MAY_BE_LOST = {"waiting_room.changed", "peer.reconnecting", "peer.reconnected"}
"""Frames about the present moment: a newer one may take the place of an older one."""
TOLD_APART = {"type", "code", "status", "interview_type", "difficulty", "provider", "reason", "token_type"}
"""What clients decide by: these values have to be the same."""
BY_CHANCE = {"question"}
"""Which question is asked, and so what is in it, may differ."""
_NAMED = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9_.-]{40,}")
_EMAIL = re.compile(r"[\w-]+@example\.(?:com|test)")
_DAY = re.compile(r"(?<=day=)\d{4}-\d\d-\d\d")


def journeys(file: Path) -> dict[str, list[dict[str, Any]]]:
    """Return what was recorded of a release, by the name of the journey."""
    with tarfile.open(file) as packed:
        return {
            Path(member.name).stem: [json.loads(line) for line in content.read().splitlines()]
            for member in packed
            if (content := packed.extractfile(member)) is not None
        }


class Replay:
    """One journey, said to the services of today.

    Ids, tokens and positions in an answer of today take the place of the recorded ones in whatever is sent later.
    """

    def __init__(self, api: Person, origin: str) -> None:
        self._api, self._origin = api, origin
        self._wires: dict[int, Wire] = {}
        self._names: dict[str, str] = {}
        self._numbers: dict[tuple[str, int], int] = {}
        self._positions: dict[tuple[str, int], tuple[str, dict[str, Any]]] = {}
        self._prefix = secrets.token_hex(4)

    def follow(self, lines: list[dict[str, Any]]) -> None:
        """Do everything again. Fails where today's answer isn't one that the recorded client could use."""
        with ExitStack() as open_sockets:
            for line in lines:
                kind = next(iter(line))
                if kind == "open":
                    wire = Wire(self._api.sockets + self._text(line["path"]), self._headers(line))
                    self._wires[line["open"]] = open_sockets.enter_context(wire)
                else:
                    {"rest": self._ask, "send": self._send, "receive": self._receive, "close": self._close}[kind](line)

    def _ask(self, line: dict[str, Any]) -> None:
        method, path = self._text(line["rest"]).split(" ", 1)
        body = json.dumps(self._value(json.loads(line["body"]), "")) if line["body"] else None
        answer = self._api.call(method, path, headers=self._headers(line), data=body)
        assert answer.status_code == line["status"], f"{method} {path}: {answer.text}"
        self._compare(line["answer"], answer.get_json(silent=True), line["rest"].partition("?")[0])

    def _send(self, line: dict[str, Any]) -> None:
        if "binary" in line:
            self._wires[line["send"]].say(b64decode(line["binary"]))
            return
        frame = self._value(json.loads(line["text"]), "")
        if resume := frame["data"].get("resume"):
            frame["data"]["resume"] = dict(self._positions[name, at["offset"]] for name, at in resume.items())
        self._wires[line["send"]].say(json.dumps(frame))

    def _receive(self, line: dict[str, Any]) -> None:
        recorded = line["frame"]
        if recorded["type"] not in MAY_BE_LOST:
            same = {"id": recorded["id"]} if "id" in recorded else {}
            frame = self._wires[line["receive"]].expect(recorded["type"], **same)
            self._compare(recorded, frame, recorded["type"])

    def _close(self, line: dict[str, Any]) -> None:
        wire = self._wires.pop(line["close"])
        if line["code"] is not None:
            assert wire.closed() == line["code"]
        wire.close()

    # From the recorded values to those of today.

    def _headers(self, line: dict[str, Any]) -> dict[str, str]:
        headers = {name: self._text(value) for name, value in line["headers"].items()}
        return headers | ({"origin": self._origin} if "origin" in headers else {})

    def _text(self, text: str) -> str:
        tomorrow = datetime.now(UTC).date() + timedelta(days=1)
        text = _DAY.sub(lambda found: str(max(date.fromisoformat(found[0]), tomorrow)), text)
        text = _EMAIL.sub(lambda found: f"{self._prefix}-{found[0]}", text)
        return _NAMED.sub(lambda found: self._names.get(found[0], found[0]), text)

    def _value(self, value: Any, key: str) -> Any:
        if isinstance(value, dict):
            return {name: self._value(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [self._value(each, key) for each in value]
        if isinstance(value, str):
            return self._text(value)
        return self._numbers.get((key, value), value)

    # From an answer of today to what its recorded one stood for.

    def _compare(self, recorded: Any, given: Any, where: str) -> None:
        """Hold an answer against the recorded one: it may have more, but lacks nothing and changes no type."""
        key = re.split(r"[ ./]", where)[-1]
        if recorded is None or (given is None and any(f".{name}" in where for name in BY_CHANCE)):
            return
        assert _type(given) == _type(recorded), f"{where} was {recorded!r} and is {given!r}"
        if isinstance(recorded, dict):
            self._compare_objects(recorded, given, where)
        elif isinstance(recorded, list) and recorded and not any(f".{name}" in where for name in BY_CHANCE):
            assert given, f"{where} is empty"
            for one, other in [*zip(recorded, given, strict=False), (recorded[-1], given[-1])]:
                self._compare(one, other, where)
        elif key in TOLD_APART and " " not in recorded:  # a reason can be a sentence for people, too
            assert given == recorded, f"{where} was {recorded!r} and is {given!r}"
        elif isinstance(recorded, str):
            self._names[recorded] = given
        elif isinstance(recorded, int):
            self._numbers[key, recorded] = given

    def _compare_objects(self, recorded: dict[str, Any], given: dict[str, Any], where: str) -> None:
        for name, value in recorded.items():
            # Streams are named after people and interviews.
            if re.match(r"(user|interview):", name):
                self._learn_position(name, value, given)
            else:
                assert name in given, f"{where}.{name} is gone"
                self._compare(value, given[name], f"{where}.{name}")
        if "stream" in recorded:
            epoch = self._positions[recorded["stream"], -1][1]["epoch"]
            at = {"epoch": epoch, "offset": given["offset"]}
            self._positions[recorded["stream"], recorded["offset"]] = given["stream"], at
        if "starts_at" in recorded and "id" in recorded:
            self._numbers["slot_id", recorded["id"]] = given["id"]

    def _learn_position(self, name: str, recorded: dict[str, Any], given: dict[str, Any]) -> None:
        (today,) = (each for each in given if each.partition(":")[0] == name.partition(":")[0])
        for offset in (recorded["offset"], -1):
            self._positions[name, offset] = today, given[today]


def _type(value: Any) -> type:
    return float if isinstance(value, int) and not isinstance(value, bool) else type(value)
