"""People in a room whose Redis is lost, and found again at another server."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack

from mockmate_api import create_app
from shared.core.settings import Settings
from tests.apps import close
from tests.clients import PATIENCE
from tests.clients.person import register
from tests.clients.yjs import wait_until
from tests.sockets import InThread
from tests.system.test_healing import heard, is_gapless, meet, say


def lose_a_server(through: Settings, lose: Callable[[], object]) -> None:
    """Two people, each at a process of their own, miss nothing that is stored; what isn't comes again soon."""
    with ExitStack() as stack:
        app = create_app(through)
        stack.callback(close, app)
        one, other = (InThread(through), InThread(through))
        for running in (one, other):
            stack.callback(running.stop)
        alice, bob = register(app, "alice", one.url), register(app, "bob", other.url)
        path = meet(alice, bob)
        interview = path.partition("=")[2]
        for person in (alice, bob):
            person.post("/interview/start", {"interview_id": interview}, status=200)
        hers, his = stack.enter_context(alice.socket(path)), stack.enter_context(bob.socket(path))
        for wire in (hers, his):
            wire.expect("interview.snapshot")
        lines = say(hers, "before", 3)
        lose()
        lines += say(hers, "meanwhile", 10)
        assert heard(his, 13) == lines
        # By the API, too, which publishes for itself.
        alice.post(f"/interview/{interview}/swap-roles", status=200)
        his.expect("roles.swapped")
        bridges = [running.server.service.bridge for running in (one, other)]
        wait_until(lambda: all(bridge.connected for bridge in bridges), "both have found another server")
        # Signals are stored nowhere: they come by Redis or not at all.
        for number in range(int(PATIENCE / 0.25)):
            # Somebody who says more at once is told to slow down.
            time.sleep(0.25)
            assert hers.command("signal.send", {"candidate": {"candidate": "x"}}, id_=f"s{number}")["type"] == "ack"
            lines += say(hers, f"tick-{number}", 1)
            his.expect("chat.message")
            if any(frame["type"] == "signal" for frame in his.seen):
                break
        assert any(frame["type"] == "signal" for frame in his.seen)
        assert is_gapless(his)
