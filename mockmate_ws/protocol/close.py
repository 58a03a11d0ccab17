"""The close codes of sockets, and what the client should do after each."""

from __future__ import annotations

from enum import IntEnum

_RETURNS_PER_SECOND = 700
"""How many sockets a process opens, with room to spare, besides everything else."""
_SHORTEST_SPREAD, _LONGEST_SPREAD = 0.5, 15.0


class Close(IntEnum):
    """Close codes. 44xx, 1012 and 1013: reconnect with jitter. 45xx: stop, since reconnecting will not help."""

    NORMAL = 1000
    NOT_UTF_8 = 1007
    TOO_BIG = 1009
    RESTART = 1012
    UNAVAILABLE = 1013
    TOKEN_EXPIRED = 4400
    TOO_SLOW = 4408
    NO_PONG = 4409
    FLOOD = 4429
    BAD_MESSAGE = 4500
    BAD_CREDENTIALS = 4501
    FORBIDDEN = 4503
    ROOM_OVER = 4504
    TOO_MANY_SOCKETS = 4505
    LOGIN_REVOKED = 4506


def restart_reason(sockets: int) -> str:
    """Return the reason of a 1012: over how many seconds the clients of so many sockets spread their return."""
    seconds = min(_LONGEST_SPREAD, max(_SHORTEST_SPREAD, sockets / _RETURNS_PER_SECOND))
    return f"restarting; reconnect and resume; spread={seconds:.1f}"
