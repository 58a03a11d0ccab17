"""The close codes of sockets, and what the client should do after each."""

from __future__ import annotations

from enum import IntEnum


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
