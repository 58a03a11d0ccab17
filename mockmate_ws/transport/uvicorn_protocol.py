"""The TCP connection under one socket: uvicorn's own protocol, extended by what ASGI does not offer.

A frame is written without waiting and without waking a task, together with all others of the same turn of the event
loop. A message is handed over the moment it is read. The connection of a client that stops reading is aborted.
"""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from starlette.websockets import WebSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

from mockmate_ws.protocol import MAX_FRAGMENTS, MAX_MESSAGE_BYTES, Close, restart_reason
from mockmate_ws.transport.frames import Parser

# Time to write what is queued before our half of a close, and for the client's half.
CLOSE_SECONDS = 5.0
# A ping every 20 s, 8 s for the pong, and this: a dead connection is gone within 30 s.
_DEAD_SECONDS = 1.0
# Past this many bytes in one turn the connection's queue takes over, which knows what may be left out.
_TURN_BYTES = 64 * 1024

# Incomplete messages are kept in memory, up to this many bytes of all connections; past it, large ones are refused.
_UNFINISHED_BYTES = 64 * 1024 * 1024

_NAME = "mockmate.wire"


class Receiver(Protocol):
    """Receives the messages and the state changes of one TCP connection."""

    def on_message(self, message: str | bytes) -> None:
        """Handle a message."""

    def on_writable(self) -> None:
        """Continue writing: there is room again."""

    def on_lost(self) -> None:
        """Clean up: the connection is gone."""


def protocol_of(websocket: WebSocket) -> UvicornProtocol:
    """Return the protocol under a socket."""
    found: UvicornProtocol = websocket.scope["extensions"][_NAME]["wire"]
    return found


class UvicornProtocol(WebSocketsSansIOProtocol):
    """One TCP connection. Without a receiver, this is uvicorn's protocol with stricter limits."""

    _unfinished_of_all: ClassVar[int] = 0
    _unfinished = 0
    _has_received = False
    _receiver: Receiver | None = None
    _is_reading = False
    _turn_bytes = 0

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        # Without extensions: compressed data may unpack to any size.
        self.conn: Parser = Parser(max_size=self.config.ws_max_size, logger=self.conn.logger)

    async def run_asgi(self) -> None:
        """Make this protocol available to `protocol_of`."""
        self._turn: list[bytes] = []
        extensions = self.scope["extensions"] = {**(self.scope.get("extensions") or {}), _NAME: {"wire": self}}
        try:
            await super().run_asgi()
        finally:
            del extensions[_NAME]

    # What connections call.

    def note_denial(self) -> None:
        """Note that the handshake was answered with a refusal, which uvicorn otherwise logs as no answer at all."""
        self.handshake_complete = True

    def attach(self, receiver: Receiver) -> None:
        """Set the receiver, which from now on is the only one to write."""
        if self.disconnected:
            receiver.on_lost()
        else:
            self._receiver = receiver

    def start_reading(self, largest_binary: int = MAX_MESSAGE_BYTES) -> None:
        """Hand over each message at once from now on, after the messages that are queued."""
        self._is_reading = True
        self.conn.largest_binary = largest_binary
        while not self.queue.empty():
            event = self.queue.get_nowait()
            if event["type"] == "websocket.receive" and self._receiver is not None:
                text = event.get("text")
                self._receiver.on_message(text if text is not None else event.get("bytes") or b"")
        self.resume()

    def pause(self) -> None:
        """Stop reading; TCP makes the sender wait."""
        if not self.read_paused and not self.transport.is_closing():
            self.read_paused = True
            self.transport.pause_reading()

    def resume(self) -> None:
        """Read again."""
        if self.read_paused:
            self.read_paused = False
            if not self.transport.is_closing():
                self.transport.resume_reading()

    @property
    def is_writable(self) -> bool:
        """Whether more can be written at this moment."""
        return self._turn_bytes < _TURN_BYTES and self.writable.is_set()

    @property
    def unsent(self) -> int:
        """How many written bytes are still in this process."""
        return self.transport.get_write_buffer_size()

    def write(self, message: bytes) -> None:
        """Send an encoded frame at the end of this turn of the event loop."""
        if not self._turn:
            self.loop.call_soon(self._end_turn)
        self._turn.append(message)
        self._turn_bytes += len(message)

    def close(self, code: int, reason: str, within: float = CLOSE_SECONDS) -> None:
        """Close after what was written. The connection of a client that does not answer in time is aborted."""
        if self.close_sent or self.disconnected:
            return
        self._end_turn()
        if self.transport.is_closing():
            return
        self.stop_keepalive()
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.resume()
        self.close_timer = self.loop.call_later(within, self.transport.abort)

    def abort(self) -> None:
        """Drop the connection and whatever is not sent yet."""
        self._turn.clear()
        self.transport.abort()

    def _end_turn(self) -> None:
        turn, self._turn, self._turn_bytes = self._turn, [], 0
        if not turn or self.close_sent or self.disconnected:
            return
        self.transport.write(turn[0] if len(turn) == 1 else b"".join(turn))
        if self._receiver is not None and self.writable.is_set():
            self._receiver.on_writable()

    # What uvicorn calls.

    def data_received(self, data: bytes) -> None:
        """Parse received bytes, and limit the memory that incomplete messages take."""
        super().data_received(data)
        self._has_received = True
        self._count_unfinished(len(self.conn.reader.buffer) + sum(map(len, self.frames)))
        if self._unfinished > MAX_MESSAGE_BYTES and UvicornProtocol._unfinished_of_all > _UNFINISHED_BYTES:
            self.conn.fail(Close.UNAVAILABLE, "too many large messages at once; reconnect and resume")
            self.handle_parser_exception()

    def _count_unfinished(self, size: int) -> None:
        UvicornProtocol._unfinished_of_all += size - self._unfinished
        self._unfinished = size

    def connection_lost(self, exc: Exception | None) -> None:
        """Notify the receiver and break reference cycles, which would have to wait for the garbage collector."""
        super().connection_lost(exc)
        self._count_unfinished(0)
        receiver, self._receiver = self._receiver, None
        if receiver is not None:
            receiver.on_lost()
        self.conn.parser.close()

    def resume_writing(self) -> None:
        """Let the receiver continue writing."""
        super().resume_writing()
        if self._receiver is not None:
            self._receiver.on_writable()

    def shutdown(self) -> None:
        """Close because of a restart. uvicorn's own method waits forever for a client that does not read."""
        if self.handshake_complete and not self.close_sent:
            self.close(Close.RESTART, restart_reason(len(self.connections)), _DEAD_SECONDS)
        else:
            super().shutdown()
        self.loop.call_later(_DEAD_SECONDS, self.transport.abort)

    def send_keepalive_ping(self) -> None:
        """Ping, and note whether anything is received until the pong is due."""
        self._has_received = False
        super().send_keepalive_ping()

    def keepalive_timeout(self) -> None:
        """Close a connection without a pong. uvicorn's own method closes with 1011 and waits until that is written."""
        self.pong_timer = None
        self.pending_ping_payload = None
        if self.read_paused or (self._has_received and self._unfinished):
            # Reading is paused here, or a large frame is arriving slowly and the pong is behind it.
            self.schedule_ping()
            return
        self.close(Close.NO_PONG, "no pong", _DEAD_SECONDS)

    def handle_close(self, event: Frame) -> None:
        """Answer a close, without waiting longer for what cannot be written."""
        super().handle_close(event)
        self.loop.call_later(CLOSE_SECONDS, self.transport.abort)

    def handle_parser_exception(self) -> None:
        """Close after a protocol error or a message that is too big, without waiting for what cannot be written."""
        super().handle_parser_exception()
        self.loop.call_later(CLOSE_SECONDS, self.transport.abort)

    def handle_ping(self) -> None:
        """Answer a ping, unless the client is not reading: answers must not pile up."""
        if self.writable.is_set():
            super().handle_ping()
        else:
            self.conn.data_to_send()

    def handle_cont(self, event: Frame) -> None:
        """Receive a fragment of a message. Their number is limited, since empty ones count toward no limit of bytes."""
        is_binary = self.curr_msg_data_type == "bytes"
        largest = self.conn.largest_binary if is_binary else MAX_MESSAGE_BYTES
        if len(self.frames) >= MAX_FRAGMENTS * (largest // MAX_MESSAGE_BYTES):
            self.frames = []
            self._refuse(Close.TOO_BIG, "too many fragments")
            return
        super().handle_cont(event)

    def send_receive_event_to_app(self) -> None:
        """Hand over a complete message."""
        data = self.frames[0] if len(self.frames) == 1 else b"".join(self.frames)
        self.frames = [bytes(data)]
        if self.close_sent:
            return
        if self.curr_msg_data_type == "bytes":
            self._hand_over(bytes(data))
            return
        try:
            text = bytes(data).decode()
        except UnicodeDecodeError:
            self._refuse(Close.NOT_UTF_8, "text must be UTF-8")
            return
        self._hand_over(text)

    def _hand_over(self, message: str | bytes) -> None:
        if self._is_reading and self._receiver is not None:
            self.frames = []
            self._receiver.on_message(message)
        else:
            super().send_receive_event_to_app()

    def _refuse(self, code: Close, reason: str) -> None:
        if not self.handshake_complete:
            self.transport.abort()
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": int(code), "reason": reason})
        self.close(code, reason)
        if self._receiver is not None:
            self._receiver.on_lost()
