"""coturn with the configuration that we ship, and the credentials that the API gives: who may relay what to whom.

It runs in a network of its own, where its machine has an address of the public kind, or a private one behind NAT.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import update
from sqlalchemy.orm import Session

from deployment.local.environment import UV
from shared.core.settings import Settings
from shared.models import Interview
from tests.clients.person import Person
from tests.sockets import ROOT

HERE = Path(__file__).with_name("turn")
START = ROOT / "deployment" / "turn" / "start.sh"
SECRET = "0123456789abcdef" * 4
DENIED = ["127.0.0.1", "10.9.0.2", "172.17.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "224.0.0.1"]
# `unshare` gives a network in which nothing is but what is made here; the server has no more rights than in Compose.
NETWORK = """
ip link set lo up
ip link add outside type veth peer name cable
ip addr add "$ADDRESS/24" dev outside
ip link set outside up
ip link set cable up
setpriv --no-new-privs --bounding-set=-all "$START" >"$TURN_FOLDER/log" 2>&1 &
trap 'kill $!' EXIT
# A datagram that comes too early gets no answer.
until timeout 1 turnutils_stunclient "$ADDRESS" >/dev/null 2>&1; do kill -0 $!; done
ss --no-header --listening --numeric --tcp --udp | awk '{print $1, $5}' >"$TURN_FOLDER/listening"
python "$HERE/relay.py"
"""

pytestmark = pytest.mark.needs("turnserver")


def relay(folder: Path, address: str, given: dict[str, Any], external: str) -> Any:
    """Run coturn at an address and the people of relay.py beside it; returns what they print."""
    variables = {"ADDRESS": address, "TURN_EXTERNAL_IP": external, "TURN_SECRET": SECRET, "TURN_FOLDER": str(folder)}
    done = subprocess.run(
        [
            *(str(UV), "run", "--quiet", "--no-project", "--isolated", "--with", "aioice==0.13.0"),
            *("env", *(f"{name}={value}" for name, value in variables.items()), f"START={START}", f"HERE={HERE}"),
            *("unshare", "--map-root-user", "--net", "sh", "-euc", NETWORK),
        ],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    log = (folder / "log").read_text() if (folder / "log").exists() else ""
    assert done.returncode == 0, done.stderr + log[-4000:]
    return json.loads(done.stdout)


@pytest.fixture(params=["a public address", "behind NAT"])
def machine(request: pytest.FixtureRequest) -> tuple[str, str]:
    """The address that coturn has, and what it is told about the outside."""
    return ("203.0.113.1", "") if request.param == "a public address" else ("10.9.0.1", "203.0.113.9/10.9.0.1")


@pytest.fixture
def settings(settings: Settings, machine: tuple[str, str]) -> Settings:
    server = f"turn:{machine[0]}:3478"
    return settings.model_copy(
        update={"ice_servers": f"{server},{server}?transport=tcp", "turn_secret": SecretStr(SECRET)}
    )


def given_to(person: Person, interview_id: str) -> list[Any]:
    """Return the servers that a person gets when they start, and those that they can fetch later."""
    begun = person.post("/interview/start", {"interview_id": interview_id}, status=200).get_json()
    fetched = person.get(f"/interview/{interview_id}").get_json()
    assert fetched["video"] == begun["video"]
    servers: list[Any] = begun["video"]["ice_servers"]
    return servers


def test_two_people_meet_through_the_relay_and_nobody_else_gets_in(
    app_for: Callable[[Settings], Flask],
    settings: Settings,
    alice: Person,
    bob: Person,
    machine: tuple[str, str],
    tmp_path: Path,
) -> None:
    alice.practise("easy")
    interview_id = bob.practise("easy", status=200)["interview"]["id"]
    hers, his = (given_to(person, interview_id) for person in (alice, bob))
    other = app_for(settings.model_copy(update={"turn_secret": SecretStr("another" * 6)}))
    foreign = given_to(Person(other, alice.session), interview_id)
    forged = [{**each, "username": each["username"] + "0"} for each in hers]

    def let_it_be_over(session: Session) -> None:
        session.execute(update(Interview).values(ends_at=datetime.now(UTC) - timedelta(hours=1)))

    alice.in_database(let_it_be_over)
    expired = given_to(alice, interview_id)
    # Each of them by UDP and by TCP.
    said = relay(
        tmp_path,
        machine[0],
        {
            "pairs": [*zip(hers, his, strict=True), (hers[0], his[1])],
            "refused": [*foreign, *forged, *expired],
            "denied": DENIED,
        },
        machine[1],
    )
    heard = [[f"from {name} {number}" for number in range(3)] for name in ("Bob", "Alice")]
    assert said["met"] == [heard] * 3
    assert said["refused"] == [401] * 6
    assert said["denied"] == dict.fromkeys(DENIED, 403)
    # No console, no alternative port, no TLS without a certificate.
    listening = (tmp_path / "listening").read_text().split("\n")
    assert {line.rpartition(":")[2] for line in listening if line} == {"3478"}
    log = (tmp_path / "log").read_text()
    assert not re.findall(r"(?i)bad configuration|unknown argument|unrecognized|Usage:", log), log


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "TURN_SECRET"),
        ({"TURN_SECRET": "short"}, "TURN_SECRET"),
        ({"TURN_SECRET": f"{SECRET}\nno-auth"}, "TURN_SECRET"),
        ({"TURN_SECRET": f"{SECRET}#"}, "TURN_SECRET"),
        *(
            ({"TURN_SECRET": SECRET, "TURN_EXTERNAL_IP": address}, "TURN_EXTERNAL_IP")
            for address in ("203.0.113.7", "203.0.113.7/", "/10.0.0.5", "1.2.3.4/10.0.0.5/6", "here/there", "1/2\n3")
        ),
    ],
)
def test_it_refuses_to_start_with_what_would_become_configuration(
    variables: dict[str, str], said: str, tmp_path: Path
) -> None:
    environment = {"PATH": "/usr/bin:/bin", "TURN_FOLDER": str(tmp_path), **variables}
    done = subprocess.run([START], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
