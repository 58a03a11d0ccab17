"""`python -m deployment.check` of public URLs, and as a command: with both services, and proxies in front."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pydantic import SecretStr

from deployment.check import public
from deployment.check.findings import Finding, without_secrets, wrong
from deployment.check.parts import Part, look
from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.deployment.gateway import ApiProcess, Gateway, Upstream
from tests.sockets import ROOT, InThread, environment, free_port
from tests.web.turn import turn_server
from tests.ws.post import Server

STRONG = "5f1c0b7e92d84a36bd07c5e1f4a8926d3b70e9c5a1f24d86"
OF_COTURN = "c3e8a1907b5d42f6e0d9831ab47c65f2190e7d8b3a6c54f1"


class Site(NamedTuple):
    """Both services, each at a port of its own."""

    settings: Settings
    api: ApiProcess
    sockets: InThread
    front: int
    """The port of a proxy in front of both."""

    def said(self, **given: Any) -> list[str]:
        """Return what the check says of them, with other settings."""
        urls = {"public_url": f"http://127.0.0.1:{self.api.port}", "public_ws_url": self.sockets.url} | given
        urls = {"allowed_origins": (urls["public_url"],)} | urls
        chosen = self.settings.model_copy(update=urls)
        return [finding.text for finding in public.check(chosen, before_rollout=False)]


@pytest.fixture
def make_site(settings: Settings, tmp_path: Path) -> Iterator[Callable[..., Site]]:
    with ExitStack() as stack:

        def make(**given: Any) -> Site:
            chosen = settings.model_copy(update={"jwt_secret": SecretStr(STRONG)} | given)
            api = ApiProcess(chosen, tmp_path)
            stack.callback(api.stop)
            front = free_port()
            origins = tuple(f"http://127.0.0.1:{port}" for port in (api.port, front))
            sockets = InThread(chosen.model_copy(update={"allowed_origins": origins}))
            stack.callback(sockets.stop)
            return Site(chosen, api, sockets, front)

        yield make


def command(settings: Settings, *options: str, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "deployment.check", *options],
        cwd=ROOT,
        env=environment(settings) | given,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.mark.needs("nginx", "turnserver")
def test_nothing_is_said_of_a_good_deployment(
    make_site: Callable[..., Site], start_gateway: Callable[..., Gateway], tmp_path: Path
):
    site, post = make_site(trusted_proxies=1), Server()
    gateway = start_gateway([site.api.port], [site.sockets.settings.ws_port], port=str(site.front))
    with post.listening(), turn_server(tmp_path / "turn", f"--static-auth-secret={OF_COTURN}") as port:
        good = {
            "PUBLIC_URL": gateway.url,
            "PUBLIC_WS_URL": gateway.sockets,
            "ALLOWED_ORIGINS": gateway.url,
            "MAIL_URL": f"smtp://127.0.0.1:{post.port}",
            "MAIL_FROM": "mocks@example.net",
            "ICE_SERVERS": f"stun:127.0.0.1:{port},turn:127.0.0.1:{port}",
            "TURN_SECRET": OF_COTURN,
        }
        found, told = command(site.settings, **good), command(site.settings, "--json", **good)
    names = "settings, secrets, database, redis, mail, turn, runner, providers, public"
    assert (found.stdout, found.stderr, found.returncode) == (f"Fine: {names}.\n", "", 0)
    assert json.loads(told.stdout) == {"ok": True, "findings": []}
    assert post.raw == []


def test_all_faults_are_said_at_once_and_no_secret(settings: Settings):
    secrets = [
        "the-databases-own",
        "the-redis-own",
        "the-mails-own",
        "the-turns-own",
        "the-runners-own",
        "the-campus-own",
    ]
    campus = {
        "name": "campus",
        "issuer": f"http://127.0.0.1:9/{secrets[5]}",
        "client_id": "x",
        "client_secret": secrets[5],
    }
    faults = {
        "DATABASE_URL": f"postgresql://ada:{secrets[0]}@127.0.0.1:9/mockmate",
        "REDIS_URL": f"redis://:{secrets[1]}@127.0.0.1:9/0",
        "MAIL_URL": f"smtp://ada:{secrets[2]}@127.0.0.1:9",
        "ICE_SERVERS": "turn:127.0.0.1:9",
        "TURN_SECRET": secrets[3],
        "RUNNER_URL": f"http://127.0.0.1:9/?api_key={secrets[4]}",
        "OIDC_PROVIDERS": json.dumps([campus]),
        "PUBLIC_URL": "http://127.0.0.1:9",
        "PUBLIC_WS_URL": "ws://127.0.0.1:9",
    }
    found = command(settings, **faults)
    told = json.loads(command(settings, "--json", **faults).stdout)
    assert (found.returncode, found.stderr) == (1, "")
    assert not told["ok"]
    wrongs = {each["part"] for each in told["findings"] if each["weight"] == "wrong"}
    assert wrongs == {"database", "redis", "mail", "turn", "runner", "providers", "public", "secrets"}
    for secret in secrets:
        assert secret not in found.stdout + json.dumps(told)


def test_before_a_rollout_only_what_is_needed_fails(settings: Settings):
    later = {"MAIL_URL": "smtp://127.0.0.1:9", "PUBLIC_URL": "http://127.0.0.1:9", "JWT_SECRET": STRONG}
    found = command(settings, "--before-rollout", **later)
    assert found.returncode == 0, found.stdout
    assert "note  mail: MAIL_URL: Could not connect" in found.stdout
    assert "public: " not in found.stdout.replace("public: ALLOWED_ORIGINS", "")
    assert command(settings, "--before-rollout", REDIS_URL="redis://127.0.0.1:9/0").returncode == 1


def test_settings_that_can_not_be_read(settings: Settings):
    found = command(settings, JWT_SECRET="short", WS_PORT="x")
    assert found.returncode == 2
    assert "WRONG settings: JWT_SECRET must have at least 32 bytes" in found.stdout
    assert "WRONG settings: WS_PORT must be a whole number" in found.stdout


def test_a_part_that_hangs_or_fails_hides_no_other(settings: Settings):
    given = settings.model_copy(update={"turn_secret": SecretStr("of-the-turn")})

    def hang(_: Settings) -> list[Finding]:
        threading.Event().wait()
        return []

    def fail(_: Settings) -> list[Finding]:
        raise LookupError("of-the-turn is nowhere")

    parts = [Part("slow", hang), Part("broken", fail), Part("fine", lambda _: [wrong("Set it to of-the-turn.")])]
    slow, broken, fine = (each.finding.text for each in look(given, parts, 0.2))
    assert slow.startswith("No answer within")
    assert broken == "This could not be checked: LookupError *** is nowhere."
    assert fine == "Set it to ***."


def test_a_short_secret_is_hidden_and_no_part_of_a_word(settings: Settings):
    given = settings.model_copy(update={"turn_secret": SecretStr("turn"), "db_password": SecretStr("a-long-password")})
    said = without_secrets("return to turn:127.0.0.1 by xa-long-passwordx", given)
    assert said == "return to ***:127.0.0.1 by x***x"


def test_urls_that_do_not_fit(make_site: Callable[..., Site], upstream: Upstream):
    site, other = make_site(), f"http://127.0.0.1:{upstream.port}"
    assert site.said() == []
    assert site.said(allowed_origins=("http://else.example",))[0].startswith("ALLOWED_ORIGINS lacks http://127.0.0.1:")
    assert any("/ws/match answers 200" in each for each in site.said(public_ws_url=other.replace("http", "ws")))
    assert any("doesn't lead to Mock Mate's API" in each for each in site.said(public_url=other))
    (away,) = site.said(public_url="http://127.0.0.1:9")
    assert "PUBLIC_URL: 127.0.0.1 can't be reached" in away
    (foreign,) = site.said(public_url=f"http://localhost:{site.api.port}")
    assert "refuse the origin of PUBLIC_URL" in foreign
    secure = site.said(public_url=f"https://127.0.0.1:{site.api.port}")
    assert "PUBLIC_WS_URL is ws://, which pages of an https:// PUBLIC_URL may not open" in secure[0]
    assert "speaks no TLS" in secure[1]
    assert "no camera or microphone" in site.said(public_url="http://interviews.invalid")[0]


@pytest.mark.needs("nginx")
def test_proxies_that_are_not_counted_rightly(make_site: Callable[..., Site], start_gateway: Callable[..., Gateway]):
    for trusted, direct, proxied in (
        (0, None, "requests come through a proxy"),
        (1, "clients can make up their address", None),
        (2, "fewer proxies than TRUSTED_PROXIES=2", "fewer proxies than TRUSTED_PROXIES=2"),
    ):
        site = make_site(trusted_proxies=trusted)
        gateway = start_gateway([site.api.port], [site.sockets.settings.ws_port], port=str(site.front))
        for words, found in ((direct, site.said()), (proxied, site.said(public_url=gateway.url))):
            assert [(words or "nothing") in each for each in found] == [True] * bool(words), (trusted, found)
