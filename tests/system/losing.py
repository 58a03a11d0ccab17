"""People in a room whose Redis is lost, and found again at another server."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack

from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.clients.wire import Wire
from tests.clients.yjs import HERE, Writer, wait_until
from tests.node import install
from tests.system.failovers import Failover, keep
from tests.system.test_healing import heard, is_gapless, say
from tests.system.two_services import two_services


def lose_a_server(
    through: Settings, lose: Callable[[int], object], store: str, what_happened: str, version: str
) -> None:
    """Two people, each at a process of their own, miss nothing that is stored; what isn't comes again soon.

    `lose` is given the port of the server that the second one's process hears news from.
    """
    install(HERE)
    with two_services(through) as two, ExitStack() as stack:
        alice, bob, hers, his = two.alice, two.bob, two.hers, two.his
        writers = [stack.enter_context(Writer(person, two.path)) for person in (alice, bob)]
        for writer, running in zip(writers, (two.one, two.other), strict=True):
            writer.connect(running.url)
        lines = say(hers, "before", 3)
        assert heard(his, 3) == lines
        lost_at = time.monotonic()
        subscriber = two.other.server.service.bridge._subscriber
        assert subscriber is not None
        lose(subscriber._transport.get_extra_info("peername")[1])
        late = hear_meanwhile(hers, his)
        written_at = time.monotonic()
        writers[0].do("insert", text="meanwhile\n")
        wait_until(lambda: writers[1].do("look")["text"] == "meanwhile\n", "he sees her code")
        late = max(late, time.monotonic() - written_at)
        # By the API, too, which publishes for itself.
        alice.post(f"/interview/{two.interview}/swap-roles", status=200)
        his.expect("roles.swapped")
        bridges = [running.server.service.bridge for running in (two.one, two.other)]
        wait_until(lambda: all(bridge.connected for bridge in bridges), "both have found another server")
        # Signals are stored nowhere: they come by Redis or not at all.
        for number in range(int(PATIENCE / 0.25)):
            # Somebody who says more at once is told to slow down.
            time.sleep(0.25)
            assert hers.command("signal.send", {"candidate": {"candidate": "x"}}, id_=f"s{number}")["type"] == "ack"
            say(hers, f"tick-{number}", 1)
            his.expect("chat.message")
            if any(frame["type"] == "signal" for frame in his.seen):
                break
        assert any(frame["type"] == "signal" for frame in his.seen)
        assert is_gapless(his)
        ready = time.monotonic() - lost_at
        # Each line that was sent has come by now, or the test has failed.
        keep(Failover(store, what_happened, 2, round(late, 1), 0, round(ready, 1), version))


def hear_meanwhile(hers: Wire, his: Wire) -> float:
    """Let her say ten lines, and return by how many seconds the latest of them came to him late."""
    said_at, lines = [], []
    for number in range(10):
        said_at.append(time.monotonic())
        lines += say(hers, f"meanwhile-{number}", 1)
    late = 0.0
    for at, line in zip(said_at, lines, strict=True):
        assert heard(his, 1) == [line]
        late = max(late, time.monotonic() - at)
    return late
