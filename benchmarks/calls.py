"""Measures what one person sends in a call through a TURN server: `python -m benchmarks.calls [--quick]`.

Two Chromiums with drawn faces for cameras meet in a room of the product, and may use no way but a coturn beside them.
docs/costs.md says what follows for the traffic of a month. Needs Chromium and coturn.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks import report
from benchmarks.pages import site
from docs.faces import JONAS, MAYA
from docs.stage import somebody
from tests.clients.browser import be_matched, begin, sees_video
from tests.clients.person import Person
from tests.web.turn import HOST, SECRET, turn_server

_RELAYED = """(() => {
    const Plain = RTCPeerConnection;
    globalThis.calls = [];
    globalThis.RTCPeerConnection = class extends Plain {
        constructor(given) {
            super({ ...given, iceTransportPolicy: "relay" });
            calls.push(this);
        }
    };
})()"""
_SENT = """async () => {
    const sum = { bytes: 0, packets: 0, video: 0, audio: 0, width: 0, relayed: true };
    for (const call of calls.filter((one) => one.connectionState === "connected")) {
        const stats = await call.getStats();
        const all = [...stats.values()];
        for (const one of all.filter((one) => one.type === "transport")) {
            sum.bytes += one.bytesSent;
            sum.packets += one.packetsSent;
            const { localCandidateId } = stats.get(one.selectedCandidatePairId);
            sum.relayed &&= stats.get(localCandidateId).candidateType === "relay";
        }
        for (const one of all.filter((one) => one.type === "outbound-rtp")) {
            sum[one.kind] += one.bytesSent + one.headerBytesSent;
            if (one.kind === "video") sum.width = Math.max(sum.width, one.frameWidth ?? 0);
        }
    }
    return sum;
}"""
# What a packet is wrapped in on its way to the relay: IPv4 and UDP, and the header of a TURN channel (RFC 8656, 12.4).
_HEADERS = 20 + 8 + 4


def measure(people: tuple[Person, Person], seconds: int) -> dict[str, Any]:
    """Return what one of two people sends, in kbit/s, and how much of it is the picture."""
    before = [one.page.evaluate(_SENT) for one in people]
    people[0].page.wait_for_timeout(seconds * 1000)
    after = [one.page.evaluate(_SENT) for one in people]
    assert all(one["relayed"] for one in after), "the call goes past the relay"

    def rate(name: str) -> float:
        total = sum(late[name] - early[name] for early, late in zip(before, after, strict=True))
        return float(total * 8 / 1000 / seconds / len(people))

    return {
        "seconds": seconds,
        "kbit_s": rate("bytes") + rate("packets") * _HEADERS,
        "video_kbit_s": rate("video"),
        "audio_kbit_s": rate("audio"),
        "width": min(one["width"] for one in after),
    }


def call(grain: float, settles: int, seconds: int) -> dict[str, Any]:
    """Hold one call of two people before cameras with so much noise."""
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mockmate-films-")))
        port = stack.enter_context(turn_server(folder / "turn"))
        running = stack.enter_context(site(ICE_SERVERS=f"turn:{HOST}:{port}", TURN_SECRET=SECRET))
        people = (
            stack.enter_context(somebody(playwright, running, "Maya Torres", MAYA, folder, grain)),
            stack.enter_context(somebody(playwright, running, "Jonas Weber", JONAS, folder, grain)),
        )
        for one in people:
            one.page.context.add_init_script(_RELAYED)
        be_matched(*people)
        begin(*people)
        for one in people:
            sees_video(one)
        people[0].page.wait_for_timeout(settles * 1000)  # until the bit rate has risen to where it stays
        return measure(people, seconds)


def main() -> None:
    """Measure a call of clear cameras and one of noisy cameras, and write the result."""
    given = report.arguments(__doc__)
    machine = report.machine()
    settles, seconds = (5, 5) if given.quick else (45, 60)
    cameras = {"clear": 0.0, "noisy": 0.35}
    rows = [{"cameras": name, **call(grain, settles, seconds)} for name, grain in cameras.items()]
    report.show("What one person sends through a relay", rows)
    report.write(given.to, "calls", machine, rows=rows)


if __name__ == "__main__":
    main()
