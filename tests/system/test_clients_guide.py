"""The guide for client developers, followed in each of its languages that run here: one person at a real Mock Mate.

tests/foreign/test_kotlin_guide.py follows it in Kotlin, which has to be compiled first.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import httpx
import jwt
import pytest
import redis
from pydantic import SecretStr
from sqlalchemy.orm import Session

from mockmate_api.auth.limits import REGISTER
from shared.core.database import make_engine
from shared.core.settings import Settings
from shared.matching import schedule
from tests.clients import PATIENCE, wait_until
from tests.clients.person import Person
from tests.deployment.gateway import ApiProcess
from tests.node import NODE

GUIDE = Path(__file__).parents[2] / "docs" / "clients.md"
_TOKEN = re.compile(r"eyJ[\w.-]+")  # Maven writes codes of colors before it
SECRET = "for tests only, and longer than 32 bytes"
RUN = {
    "sh": ("guide.sh", ["sh", "-eu", "guide.sh"]),
    "ts": ("guide.mts", [str(NODE), "guide.mts"]),
    "python": ("guide.py", [sys.executable, "guide.py"]),
}
"""The file that a program is written to, and what runs it, by language."""
# The reader comes back later: the access token is the same, only that it has expired.
COMES_BACK = {
    "sh": """
printf '\\n%s\\n' "$ACCESS"
read -r ACCESS
call GET /users/me
printf '\\n%s\\n' "$ACCESS"
""",
    "ts": """
import { createInterface } from "node:readline/promises";
if (first.id !== again.id || state.status !== "waiting" || unchanged.status !== 304 || isTooOld) throw new Error();
if (!/^([6-9]):00:00.PM$/.test(shown) || me.id !== session.user.id) throw new Error(shown);
console.log(session.access_token);
for await (const line of createInterface(process.stdin)) {
	session.access_token = line;
	await Promise.all([call("GET", "/users/me"), call("GET", "/users/me")]);
	console.log(session.access_token);
}
""",
    "python": """
assert first == again and state["status"] == "waiting" and unchanged.status_code == 304 and not is_too_old
assert 18 <= shown.hour < 22 and me["id"] == session["user"]["id"]
print(session["access_token"], flush=True)
session["access_token"] = input()
call("GET", "/users/me")
print(session["access_token"])
""",
    "kotlin": """
fun main() {
    logIn()
    val (first, again) = book()
    check(first.getLong("id") == again.getLong("id"))
    practice()
    inSpanish()
    check(unchanged() && evening() in 18..21 && !isTooOld())
    println(session.getString("access_token"))
    session.put("access_token", readln())
    call("GET", "/users/me")
    println(session.getString("access_token"))
}
""",
}


def blocks(language: str) -> list[str]:
    """Return what the guide shows in one language, in order."""
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", GUIDE.read_text())


def write_program(language: str, file: Path) -> None:
    """Write what a reader makes of it: one program."""
    shown = blocks(language)
    assert len(shown) == 10
    file.write_text("\n".join([*shown, COMES_BACK[language]]))


class Site(NamedTuple):
    """Where the API is, and the server on which it counts requests."""

    api: str
    counters: redis.Redis

    def follow(self, command: list[str], folder: Path) -> None:
        """Run a program, at an address that has registered too often for the moment."""
        name = uuid4().hex[:8]
        Person(self.api).post("/auth/register", {"email": f"{name}@example.com", "password": name}, status=201)
        (counter,) = self.counters.scan_iter(f"*{REGISTER[0].name}*")
        self.counters.set(counter, REGISTER[0].allowed, ex=2)

        def is_refused() -> bool:
            self.counters.expire(counter, 2)
            return int(self.counters.get(counter) or 0) > REGISTER[0].allowed

        pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout"), subprocess.PIPE)
        with subprocess.Popen(command, cwd=folder, env={**os.environ, "API": self.api}, text=True, **pipes) as running:
            assert running.stdout is not None
            wait_until(is_refused, "a request over the limit")
            token = next((found[0] for line in running.stdout if (found := _TOKEN.search(line))), "")
            assert token, f"{command} ended early; the captured output says why"
            shown, _ = running.communicate(an_hour_later(token) + "\n", timeout=PATIENCE)
        assert running.returncode == 0, shown
        newest = _TOKEN.findall(shown)[-1]
        looks_right(httpx.Client(base_url=self.api, headers={"Authorization": f"Bearer {newest}"}))


@pytest.fixture
def site(settings: Settings, tmp_path: Path) -> Iterator[Site]:
    """An API with limits, and with slots and practice rooms, which the socket service would make."""
    engine = make_engine(settings, "slots")
    with Session(engine) as session:
        schedule.generate(session, settings)
        session.commit()
    engine.dispose()
    api = ApiProcess(settings.model_copy(update={"rate_limits": "on", "jwt_secret": SecretStr(SECRET)}), tmp_path)
    try:
        with redis.Redis.from_url(settings.redis_url) as counters:
            yield Site(f"http://127.0.0.1:{api.port}", counters)
    finally:
        api.stop()


def test_who_follows_the_guide_is_served_in_every_language(site: Site, tmp_path: Path):
    for language, (name, command) in RUN.items():
        write_program(language, tmp_path / name)
        site.follow(command, tmp_path)


def an_hour_later(token: str) -> str:
    """Return the token with all its times an hour ago."""
    claims = jwt.decode(token, SECRET, ["HS256"], options={"verify_aud": False})
    past = {name: claims[name] - 3600 for name in ("iat", "nbf", "exp") if name in claims}
    return jwt.encode(claims | past, SECRET)


def looks_right(reader: httpx.Client) -> None:
    """See at the API that everything has had its effect, once."""
    with reader:
        assert reader.get("/users/me").json()["time_zone"] == "America/New_York"
        (booking,) = reader.get("/slots/bookings?live=true").raise_for_status().json()["items"]
        assert (booking["practice"], booking["difficulty"]) == (False, "easy")
        logins = reader.get("/auth/sessions").json()["items"]
        (current,) = (login for login in logins if login["current"])
        assert current["last_used_at"] > current["created_at"]  # it was refreshed
