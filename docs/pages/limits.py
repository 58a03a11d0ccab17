"""The close codes and limits of the sockets, from the constants that set them."""

from __future__ import annotations

from docs.pages.markdown import code, prose, table
from mockmate_ws.__main__ import PONG_SECONDS
from mockmate_ws.auth import FIRST_FRAME_SECONDS
from mockmate_ws.connection import MAX_QUEUED_FRAMES, SEND_SECONDS
from mockmate_ws.endpoints.base import PING_SECONDS, RESUMABLE_EVENTS, SOCKETS_PER_USER
from mockmate_ws.housekeeping import KEYS_KEPT
from mockmate_ws.protocol import MAX_MESSAGE_BYTES, Close
from mockmate_ws.rooms.chat import HISTORY
from shared.one_time_tokens import TICKET_SECONDS


def close_codes() -> str:
    """Return the section on close codes."""
    rows = [[code(int(one)), one.name.lower().replace("_", " ")] for one in Close]
    return "\n\n".join(["## Close codes", prose(Close.__doc__), table(["Code", "Why"], rows)])


def limits() -> str:
    """Return the section on limits."""
    rows = [
        ["A message of a client", f"{MAX_MESSAGE_BYTES // 1024} KiB, else {int(Close.TOO_BIG)}"],
        ["Sockets of one person on one process", f"{SOCKETS_PER_USER}, else {int(Close.TOO_MANY_SOCKETS)}"],
        ["A ticket is good for", f"{TICKET_SECONDS} s, once"],
        ["The auth frame must come within", f"{FIRST_FRAME_SECONDS:g} s, else {int(Close.BAD_CREDENTIALS)}"],
        ["The server pings every", f"{PING_SECONDS} s, and waits {PONG_SECONDS} s for the pong"],
        ["Frames waiting for a slow client", f"{MAX_QUEUED_FRAMES}, else {int(Close.TOO_SLOW)}"],
        ["One frame must be taken within", f"{SEND_SECONDS:g} s"],
        ["A resume may reach back", f"{RESUMABLE_EVENTS} events, else a `resync`"],
        ["Lines of chat in a snapshot", f"the last {HISTORY}"],
        ["The id of a `roles.swap` is remembered for", f"{KEYS_KEPT.total_seconds() / 3600:g} h"],
    ]
    return "\n\n".join(["## Limits", table(["What", "How much"], rows)])
