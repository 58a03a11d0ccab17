"""Two people, one of them on a bad line: 150 kbit/s, 3 % of the packets lost, 400 ms there and back.

The call goes through coturn, so that all datagrams of that person take our own proxy; pages and sockets do, too.
"""

from __future__ import annotations

import json
import os
import random
import re
import socket
import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.clients import wait_until
from tests.clients.bad_line import BAD, GOOD, NO_CALL, Address, BadLine, bad_line
from tests.clients.browser import hears, meet, reads, say, sees_frames, sees_video, write
from tests.clients.person import Person
from tests.sockets import free_port
from tests.web.conftest import PATIENCE, Arrive

SEED = int(os.environ.get("CHAOS_SEED") or random.randrange(2**32))
USER, PASSWORD = "ann", "a password of ours"
# A page whose calls take the relay, and no other way.
RELAYED = """(server) => {
    const own = { iceServers: [server], iceTransportPolicy: "relay" };
    window.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(wanted) {
            super({ ...wanted, ...own });
        }
        setConfiguration(wanted) {
            super.setConfiguration({ ...wanted, ...own });
        }
    };
}"""
# What has been heard of the peer so far.
NOTED = """
window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(wanted) {
        super(wanted);
        window.call = this;
    }
};
window.counted = async (kind, what) => {
    for (const report of (await window.call.getStats()).values())
        if (report.type === "inbound-rtp" && report.kind === kind) return report[what] ?? 0;
    return 0;
};
"""
CUT = re.compile("Sound and picture are cut|No direct line|Connecting")
TILE = ".tile:not(.small)"

pytestmark = [pytest.mark.needs("turnserver"), pytest.mark.needs("chromium"), pytest.mark.timeout(600)]


def own_address() -> str:
    """Return the address by which others reach this machine: browsers make no calls to the loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing
        return str(probe.getsockname()[0])


@pytest.fixture
def relay() -> Iterator[Address]:
    """A TURN server on this machine."""
    host, port = own_address(), free_port()
    process = subprocess.Popen(
        [
            *("turnserver", "-n", "--log-file=stdout", "--no-tls", "--no-dtls", "--no-cli", "--fingerprint"),
            *(f"--listening-ip={host}", f"--relay-ip={host}", f"--listening-port={port}"),
            *("--lt-cred-mech", "--realm=test", f"--user={USER}:{PASSWORD}", "--pidfile=/dev/null"),
        ],
        stdout=subprocess.DEVNULL,
    )

    def answers() -> bool:
        assert process.poll() is None
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.settimeout(0.2)
            asking.sendto(b"\x00\x01\x00\x00\x21\x12\xa4\x42" + bytes(12), (host, port))
            try:
                return bool(asking.recv(1500))
            except OSError:
                return False

    try:
        wait_until(answers, "coturn answers")
        yield host, port
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def line(relay: Address) -> Iterator[BadLine]:
    print(f"the seed of what is lost: CHAOS_SEED={SEED}")  # noqa: T201
    with bad_line(relay[0], SEED) as line:
        yield line


def take_relay(person: Person, entry: Address) -> None:
    server = {"urls": [f"turn:{entry[0]}:{entry[1]}?transport=udp"], "username": USER, "credential": PASSWORD}
    person.page.add_init_script(f"({RELAYED})({json.dumps(server)})")


def counted(person: Person, kind: str, what: str) -> float:
    return float(person.page.evaluate("([kind, what]) => counted(kind, what)", [kind, what]))


def hears_voice(person: Person) -> None:
    """Sound of the peer comes, from now on, with something to hear in it."""
    packets, energy = (counted(person, "audio", what) for what in ("packetsReceived", "totalAudioEnergy"))
    person.page.wait_for_function(
        """async ([packets, energy]) =>
            await counted("audio", "packetsReceived") > packets + 50
            && await counted("audio", "totalAudioEnergy") > energy""",
        arg=[packets, energy],
        timeout=PATIENCE,
    )


def scale(person: Person) -> float:
    """Return by how much the person's picture is sent smaller, in width; 99 stands for no picture at all."""
    return float(
        person.page.evaluate(
            """() => {
                const sender = window.call.getSenders().find(({ track }) => track?.kind === "video");
                return sender?.getParameters().encodings[0]?.scaleResolutionDownBy ?? 99;
            }"""
        )
    )


def sees_little(person: Person, other: Person) -> None:
    """The other's picture has stepped down the ladder to the lowest rung, or has ended, which the page says."""
    wait_until(lambda: scale(other) >= 3, "the picture steps down")
    person.page.wait_for_function(
        """(tile) => document.querySelector(tile).textContent.includes("Line too weak for video")
            || document.querySelector(`${tile} video`).videoWidth <= 320""",
        arg=TILE,
        timeout=PATIENCE,
    )


def steps_up(person: Person) -> None:
    """The person's picture is sent, and larger than on the lowest rung."""
    wait_until(lambda: scale(person) < 3, "the picture steps up")


def test_on_a_bad_line_sound_chat_and_code_go_on_and_the_picture_comes_back_with_the_line(
    arrive: Arrive, line: BadLine, relay: Address
):
    ann, ben = arrive("Ann", line=line.proxy), arrive("Ben")
    both = ((ann, ben), (ben, ann))
    for one, _ in both:
        one.page.add_init_script(NOTED)
    take_relay(ann, line.lead_to(relay))
    meet(ann, ben)
    for one, _ in both:
        sees_video(one)
        assert scale(one) == 1

    line.condition = BAD
    for one, other in both:
        sees_little(one, other)
        hears_voice(one)
        say(one, f"{one.user['full_name']} is still here")
        hears(other, f"{one.user['full_name']} is still here")
    write(ann, "on a bad line = 1")
    reads(ben, "on a bad line = 1")
    write(ben, "heard = 2")
    reads(ann, "heard = 2")

    # Without any call, too.
    line.condition = NO_CALL
    for one, other in both:
        expect(one.page.locator(TILE)).to_contain_text(CUT)
        say(one, f"{one.user['full_name']} writes")
        hears(other, f"{one.user['full_name']} writes")

    line.condition = GOOD
    for one, other in both:
        expect(one.page.locator(TILE)).not_to_contain_text(CUT)
        expect(one.page.locator(TILE)).not_to_contain_text("Line too weak for video")
        steps_up(other)
        sees_frames(one)
        hears_voice(one)
