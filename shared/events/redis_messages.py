"""Every message that crosses Redis: its channel, how it is written and how it is read.

Redis may lose any of them. Durable data is read from PostgreSQL instead; the rest is outdated a moment later anyway. A
message that cannot be read raises ValueError: another release may have written it.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias
from uuid import UUID

from shared.core import varints
from shared.core.varints import Reader

# Channels. A stream's channel has the stream's name.

WAITING_ROOMS = "rooms"
"""Carries WaitingRoomUpdated."""


def node_channel(node: str) -> str:
    """Return the channel of one mockmate_ws process; it carries CANARY and CloseSocket."""
    return f"node:{node}"


# On WAITING_ROOMS.


class WaitingRoomUpdated(NamedTuple):
    """A person entered or left a waiting room, or a pass paired people in it."""

    slot_id: int

    def encode(self) -> bytes:
        return b"%d" % self.slot_id

    @classmethod
    def decode(cls, data: bytes) -> WaitingRoomUpdated:
        return cls(int(data))


# On a node's channel.

CANARY = b"canary"
"""A message that a process sends to itself: receiving it proves that publishing and subscribing both work."""

_CLOSE = b"close "


class CloseSocket(NamedTuple):
    """A socket of the process must close: the same person opened newer ones."""

    socket_id: UUID

    def encode(self) -> bytes:
        return _CLOSE + str(self.socket_id).encode()

    @classmethod
    def decode(cls, data: bytes) -> CloseSocket:
        if not data.startswith(_CLOSE):
            raise ValueError("not a request to close a socket")
        return cls(UUID(data[len(_CLOSE) :].decode()))


# On a stream's channel: a header, a line feed, and the raw payload.

_EPHEMERAL, _BINARY = b"~", b"%"


class StoredFrame(NamedTuple):
    """The frame of the event at this offset; `request_id` names the request that caused it, for the log."""

    offset: int
    frame: bytes
    request_id: str = ""

    def encode(self) -> bytes:
        return f"{self.offset} {self.request_id}\n".encode() + self.frame


SIGNAL = "signal"
"""The one kind of ephemeral frames that add up."""


class RelayedFrame(NamedTuple):
    """An ephemeral frame for every follower of the stream except one person; only the newest of a kind matters.

    SIGNAL is the exception: all of them matter. With `to` it is for one socket only.
    """

    node: str
    but: int
    kind: str
    frame: bytes
    to: str = ""

    def encode(self) -> bytes:
        # A process of the release before reads three words.
        kind = f"{self.kind}:{self.to}" if self.to else self.kind
        return _EPHEMERAL + f"{self.node} {self.but} {kind}\n".encode() + self.frame


class RelayedBytes(NamedTuple):
    """A message between the processes that have a document open; see DocumentMessage."""

    node: str
    payload: bytes

    def encode(self) -> bytes:
        return _BINARY + self.node.encode() + b"\n" + self.payload


StreamMessage: TypeAlias = StoredFrame | RelayedFrame | RelayedBytes


def read_stream_message(data: bytes) -> StreamMessage:
    """Read a message from a stream's channel."""
    header, _, rest = data.partition(b"\n")
    if header.startswith(_EPHEMERAL):
        node, but, kind = header[1:].decode().split(" ")
        kind, _, to = kind.partition(":")
        return RelayedFrame(node, int(but), kind, rest, to)
    if header.startswith(_BINARY):
        return RelayedBytes(header[1:].decode(), rest)
    offset, _, request_id = header.decode().partition(" ")
    return StoredFrame(int(offset), rest, request_id)


# Inside RelayedBytes.

_OPENED, _TOLD, _STORED, _CLOSED, _AWARENESS = b"o", b"t", b"s", b"c", b"a"


class DocumentOpened(NamedTuple):
    """A process has a document open: the number of its last change, its newest offset, its unstored changes.

    With `asks` it wants the same from the others, and their awareness states.
    """

    number: int
    top: int
    unstored: bytes
    asks: bool

    def encode(self) -> bytes:
        fields = varints.number(self.number) + varints.number(self.top) + varints.buffer(self.unstored)
        return _OPENED + fields + varints.number(int(self.asks))


class DocumentTold(NamedTuple):
    """A change that is not stored yet. A process numbers its changes; an empty one says that it still holds them."""

    number: int
    update: bytes

    def encode(self) -> bytes:
        return _TOLD + varints.number(self.number) + varints.buffer(self.update)


class DocumentStored(NamedTuple):
    """The sender's changes up to a number are stored, the last ones in `rows` rows up to the offset `top`."""

    number: int
    top: int
    rows: int

    def encode(self) -> bytes:
        return _STORED + varints.number(self.number) + varints.number(self.top) + varints.number(self.rows)


class DocumentClosed(NamedTuple):
    """A process has closed a document, after everything it told was stored."""

    def encode(self) -> bytes:
        return _CLOSED


class AwarenessChanged(NamedTuple):
    """An awareness message as clients send it, with the person it belongs to."""

    user_id: int
    message: bytes

    def encode(self) -> bytes:
        return _AWARENESS + varints.number(self.user_id) + varints.buffer(self.message)


DocumentMessage: TypeAlias = DocumentOpened | DocumentTold | DocumentStored | DocumentClosed | AwarenessChanged


def read_document_message(payload: bytes) -> DocumentMessage:
    """Read the payload of a RelayedBytes."""
    kind, reader = payload[:1], Reader(payload[1:])
    if kind == _TOLD:
        return DocumentTold(reader.number(), reader.buffer())
    if kind == _STORED:
        return DocumentStored(reader.number(), reader.number(), reader.number())
    if kind == _AWARENESS:
        return AwarenessChanged(reader.number(), reader.buffer())
    if kind == _OPENED:
        return DocumentOpened(reader.number(), reader.number(), reader.buffer(), bool(reader.number()))
    if kind == _CLOSED:
        return DocumentClosed()
    raise ValueError("not a message about a document")
