"""docs/debian.md, followed literally in a fresh Debian: what it says works, and the units hold what they promise."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator

import pytest

from tests.clients import PASSWORD
from tests.foreign.machine import Machine
from tests.sockets import ROOT

pytestmark = [pytest.mark.needs("debootstrap"), pytest.mark.timeout(1800)]

_PAGE = ROOT / "docs" / "debian.md"
_NOT_RUN = "# Not run by a test: "
_FETCHES = ("apt-get", "make services")
PERSON = {"username": "ada", "email": "ada@example.org", "password": PASSWORD}


def blocks() -> list[str]:
    """Return what the page has people paste into a shell, without what it says is not run, as they stand there."""
    found = re.findall(r"^ *```sh\n(.*?)^ *```$", _PAGE.read_text(), re.MULTILINE | re.DOTALL)
    return [block for block in found if not block.strip().startswith(_NOT_RUN)]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A Debian on which somebody has followed the page to its end, updating included."""
    made = Machine(tmp_path_factory.mktemp("debian"))
    try:
        made.boot()
        made.copy_checkout("/opt/mockmate")
        for block in map(textwrap.dedent, blocks()):
            host = "HOST_NAME=interviews.example.org\n"  # the first block says it, to the shell of all the others
            made.run(host + block, outside=any(word in block for word in _FETCHES))
        yield made
    finally:
        made.stop()


def test_all_units_run_and_are_ready(machine: Machine):
    assert machine.run("systemctl --failed --no-legend").strip() == ""
    ready = json.loads(machine.run("curl --silent --fail http://127.0.0.1:8080/health/ready"))
    assert (ready["status"], ready["advice"]) == ("up", [])


def test_the_site_leads_to_the_client_and_to_the_sockets(machine: Machine):
    site = "curl --silent --header 'Host: interviews.example.org' http://127.0.0.1"
    assert "<title>" in machine.run(f"{site}/")
    status = f"{site}/ws/connect --output /dev/null --write-out '%{{http_code}}'"
    assert machine.run(status) == "426"  # not opened as a socket
    upgrade = "--http1.1 --max-time 5 --header 'Connection: Upgrade' --header 'Upgrade: websocket'"
    key = "--header 'Sec-WebSocket-Version: 13' --header 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='"
    assert machine.run(f"{status} {upgrade} {key} || true").startswith(("101", "401", "403"))


def test_somebody_registers_and_becomes_an_administrator(machine: Machine):
    person = json.dumps(PERSON)
    post = "curl --silent --fail-with-body --header 'Content-Type: application/json'"
    machine.run(f"{post} --data '{person}' http://127.0.0.1:8080/auth/register")
    said = machine.run(f"/opt/mockmate/deployment/systemd/flask users promote {PERSON['email']}")
    assert PERSON["username"] in said


def test_the_log_has_the_requests_and_no_complaints(machine: Machine):
    requests = machine.run("journalctl -t mockmate_gateway -o cat").splitlines()
    assert "/health/ready" in {json.loads(line)["path"] for line in requests}
    refused = machine.run("journalctl -u 'mockmate-*' --grep 'not permitted|ermission denied' -o cat --quiet || true")
    assert refused == ""


def test_the_services_can_change_nothing_and_gain_nothing(machine: Machine):
    status = "cat /proc/$(systemctl show --property MainPID --value mockmate-%s)/status"
    for unit in ("api", "ws@8001", "gateway"):
        lines = dict(line.split(":", 1) for line in machine.run(status % unit).splitlines())
        assert lines["NoNewPrivs"].strip() == "1"
        assert lines["Seccomp"].strip() == "2"
        assert int(lines["CapEff"], 16) == int(lines["CapBnd"], 16) == 0
        assert set(lines["Uid"].split()) != {"0"}
    mounts = machine.run("cat /proc/$(systemctl show --property MainPID --value mockmate-api)/mountinfo")
    (of_all,) = [line.split() for line in mounts.splitlines() if line.split()[4] == "/"]
    assert "ro" in of_all[5].split(",")


def test_what_dies_comes_back_and_what_is_told_to_stop_stops(machine: Machine):
    machine.run("systemctl kill --signal KILL mockmate-api mockmate-ws@8001 mockmate-gateway")
    machine.run("curl --silent --fail --retry 30 --retry-delay 1 --retry-all-errors http://127.0.0.1:8080/health/ready")
    machine.run("systemctl stop mockmate.target 'mockmate-*'")
    results = machine.run("systemctl show --property Result,ActiveState --value mockmate-api mockmate-ws@8002")
    assert set(results.split()) == {"success", "inactive"}
    machine.run("systemctl start mockmate.target")
    machine.run("curl --silent --fail --retry 30 --retry-delay 1 --retry-all-errors http://127.0.0.1:8080/health/ready")
