"""The close codes and limits of the sockets, from the constants that set them."""

from __future__ import annotations

from docs.pages.markdown import code, prose, table
from mockmate_ws.__main__ import PONG_SECONDS
from mockmate_ws.auth import FIRST_FRAME_SECONDS
from mockmate_ws.collab.replica import MAX_BYTES, MAX_TEXT_BYTES
from mockmate_ws.endpoints.admission import UNAUTHENTICATED_PER_ADDRESS
from mockmate_ws.endpoints.base import PING_SECONDS
from mockmate_ws.endpoints.resuming import RESUMABLE_EVENTS, RESUMABLE_TIME
from mockmate_ws.jobs.retention import KEYS_KEPT
from mockmate_ws.presence.socket_registry import SOCKETS_PER_USER
from mockmate_ws.protocol import MAX_BINARY_BYTES, MAX_DEPTH, MAX_FRAGMENTS, MAX_MESSAGE_BYTES, Close
from mockmate_ws.rooms.snapshot_log import MOST_LINES, MOST_RUNS
from mockmate_ws.transport.connection import MAX_QUEUED_BYTES, MAX_QUEUED_FRAMES, SEND_SECONDS
from shared.events.frame_sizes import MAX_TEXT_BYTES as MAX_TEXT_BYTES_SENT
from shared.identity.one_time_tokens import TICKET_SECONDS


def close_codes() -> str:
    """Return the section on close codes."""
    rows = [[code(int(one)), one.name.lower().replace("_", " ")] for one in Close]
    return "\n\n".join(["## Close codes", prose(Close.__doc__), table(["Code", "Reason"], rows)])


def limits() -> str:
    """Return the section on limits."""
    rows = [
        ["A text message of the server", f"{MAX_TEXT_BYTES_SENT // 1024} KiB"],
        ["A binary message of the server", f"{MAX_BINARY_BYTES // 1024} KiB"],
        ["A message from a client", f"{MAX_MESSAGE_BYTES // 1024} KiB, otherwise {int(Close.TOO_BIG)}"],
        ["A binary message in a room", f"{MAX_BINARY_BYTES // 1024} KiB, otherwise {int(Close.TOO_BIG)}"],
        ["The text of a document", f"{MAX_TEXT_BYTES // 1024} KiB in UTF-8, otherwise `document_full`"],
        ["A document, encoded", f"{MAX_BYTES // 1024} KiB, otherwise `document_full`"],
        [
            "Fragments of a message",
            f"{MAX_FRAGMENTS} for each {MAX_MESSAGE_BYTES // 1024} KiB of its limit, otherwise {int(Close.TOO_BIG)}",
        ],
        ["Levels of a message's JSON", f"{MAX_DEPTH}, otherwise `bad_json`"],
        [
            "Sockets of one person",
            f"{SOCKETS_PER_USER}; beyond that, the oldest is closed with {int(Close.TOO_MANY_SOCKETS)}",
        ],
        ["Unauthenticated sockets of one address", f"{UNAUTHENTICATED_PER_ADDRESS}, otherwise HTTP 429"],
        ["A ticket is valid for", f"{TICKET_SECONDS} s, once"],
        ["The auth frame must arrive within", f"{FIRST_FRAME_SECONDS:g} s, otherwise {int(Close.BAD_CREDENTIALS)}"],
        [
            "The server pings every",
            f"{PING_SECONDS} s, and waits {PONG_SECONDS} s for the pong, otherwise {int(Close.NO_PONG)}",
        ],
        [
            "Frames waiting for a slow client",
            f"{MAX_QUEUED_FRAMES} and {MAX_QUEUED_BYTES // 1024} KiB, otherwise {int(Close.TOO_SLOW)}",
        ],
        ["A client must accept data within", f"{SEND_SECONDS:g} s, otherwise it is disconnected"],
        [
            "A resume may reach back",
            f"{RESUMABLE_EVENTS} events and {RESUMABLE_TIME.total_seconds() / 3600:g} h, otherwise a `resync`",
        ],
        ["Chat messages in a snapshot", f"the newest that fit, {MOST_LINES} at most"],
        ["Runs in a snapshot", f"the newest that fit, {MOST_RUNS} at most"],
        ["The id of a `roles.swap` is remembered for", f"{KEYS_KEPT.total_seconds() / 3600:g} h"],
    ]
    return "\n\n".join(["## Limits", table(["Limit", "Value"], rows)])
