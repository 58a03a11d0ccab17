#!/usr/bin/env bash
# websockets 17.4 (Python): a ping between two fragments of a message counts against the size limit of the message.
#
# Expected: RFC 6455, sections 5.4 and 5.5: control frames may come between the fragments of a message and are no part
# of it, so a limit on the size of messages does not concern them.
# Seen: with max_size 1,000, a first fragment of 950 bytes and a ping of 100 bytes, the connection fails with 1009. The
# same ping before the message, or behind a first fragment of 800 bytes, is answered.
#
# Ends with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check websockets==17.4
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN
from websockets.server import ServerProtocol


def outcome(*frames: Frame) -> str:
    """Return how a server with a limit of 1,000 bytes a message takes frames of a client."""
    server = ServerProtocol(state=OPEN, max_size=1000)
    for frame in frames:
        server.receive_data(frame.serialize(mask=True))
    failed = server.close_sent
    if failed is not None:
        return f"closed with {failed.code}"
    return " ".join(event.opcode.name for event in server.events_received())


def begun(size: int) -> Frame:
    return Frame(Opcode.BINARY, b"x" * size, fin=False)


ping = Frame(Opcode.PING, b"y" * 100)
rest = Frame(Opcode.CONT, b"z" * 10)
seen = {
    "ping, then 950 + 10 bytes": outcome(ping, begun(950), rest),
    "800 bytes, ping, 10 bytes": outcome(begun(800), ping, rest),
    "950 bytes, ping, 10 bytes": outcome(begun(950), ping, rest),
}
print("websockets", version("websockets"))
for what, how in seen.items():
    print(f"  {what}: {how}")
sys.exit(list(seen.values()) != ["PING BINARY CONT", "BINARY PING CONT", "closed with 1009"])
PYTHON
