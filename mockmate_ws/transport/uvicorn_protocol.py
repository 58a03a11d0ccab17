"""The TCP connection under one socket: uvicorn's own protocol, and what ASGI has no words for.

A frame is written without waiting or waking anybody, and together with whatever else is written in the same turn of
the event loop; a message is handed over the moment it is read. The line of a client that takes nothing is aborted.
"""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from starlette.websockets import WebSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

from mockmate_ws.protocol import MAX_FRAGMENTS, MAX_MESSAGE_BYTES, Close
from mockmate_ws.transport.frames import Parser

# For the client's half of a close, and for what is still to be written before ours.
CLOSE_SECONDS = 5.0
# A ping every 20 s, 8 s for the pong, and this: whoever is dead is gone within 30 s.
_DEAD_SECONDS = 1.0
# More than this in one turn, and the queue of the connection takes over, which knows what may be left out.
_TURN_BYTES = 64 * 1024

# Messages of which a part has come are in memory, of all lines together up to this; then large ones have to wait.
_UNFINISHED_BYTES = 64 * 1024 * 1024

_NAME = "mockmate.wire"


class Receiver(Protocol):
    """Whoever uses a wire."""

    def heard(self, message: str | bytes) -> None:
        """Take a message."""

    def writable(self) -> None:
        """Go on writing: the line takes something again."""

    def lost(self) -> None:
        """Know that there is no line any more."""


def protocol_of(websocket: WebSocket) -> UvicornProtocol:
    """Return the wire under a socket."""
    wire: UvicornProtocol = websocket.scope["extensions"][_NAME]["wire"]
    return wire


class UvicornProtocol(WebSocketsSansIOProtocol):
    """One line. Until somebody attaches, it is uvicorn's protocol with stricter limits."""

    _unfinished_of_all: ClassVar[int] = 0
    _unfinished = 0
    _has_heard = False
    _receiver: Receiver | None = None
    _hearing = False
    _full = False
    _turn_bytes = 0

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        # Without extensions: what is compressed may unpack to anything.
        self.conn: Parser = Parser(max_size=self.config.ws_max_size, logger=self.conn.logger)

    async def run_asgi(self) -> None:
        """Put this wire where `wire_of` finds it."""
        self._turn: list[bytes] = []
        extensions = self.scope["extensions"] = {**(self.scope.get("extensions") or {}), _NAME: {"wire": self}}
        try:
            await super().run_asgi()
        finally:
            del extensions[_NAME]

    # What connections do with it.

    def attach(self, receiver: Receiver) -> None:
        """Let somebody know what becomes of this line. From now on they alone write to it."""
        if self.disconnected:
            receiver.lost()
        else:
            self._receiver = receiver

    def start_reading(self, largest_binary: int = MAX_MESSAGE_BYTES) -> None:
        """Hand over every message at once from now on, and first those that have waited."""
        self._hearing = True
        self.conn.largest_binary = largest_binary
        while not self.queue.empty():
            event = self.queue.get_nowait()
            if event["type"] == "websocket.receive" and self._receiver is not None:
                text = event.get("text")
                self._receiver.heard(text if text is not None else event.get("bytes") or b"")
        self.resume()

    def pause(self) -> None:
        """Read nothing more for now: TCP lets the sender wait."""
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
        """Whether the line takes more at this moment."""
        return self._turn_bytes < _TURN_BYTES and self.writable.is_set()

    @property
    def unsent(self) -> int:
        """How many bytes this process still holds for the line."""
        return self.transport.get_write_buffer_size()

    def write(self, message: bytes) -> None:
        """Send what `framed` returned, at the end of this turn of the event loop."""
        if not self._turn:
            self.loop.call_soon(self._end_turn)
        self._turn.append(message)
        self._turn_bytes += len(message)

    def close(self, code: int, reason: str, within: float = CLOSE_SECONDS) -> None:
        """Close, behind what was written. A client that doesn't answer the close in time is cut off."""
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
        """Drop the line and whatever was to go over it."""
        self._turn.clear()
        self.transport.abort()

    def _end_turn(self) -> None:
        turn, self._turn, self._turn_bytes = self._turn, [], 0
        if not turn or self.close_sent or self.disconnected:
            return
        self.transport.write(turn[0] if len(turn) == 1 else b"".join(turn))
        if self._receiver is not None and self.writable.is_set():
            self._receiver.writable()

    # What uvicorn does with it.

    def data_received(self, data: bytes) -> None:
        """Read what has come, and keep within bounds what can't be handed over yet."""
        super().data_received(data)
        self._has_heard = True
        self._count_unfinished(len(self.conn.reader.buffer) + sum(map(len, self.frames)))
        if self._unfinished > MAX_MESSAGE_BYTES and UvicornProtocol._unfinished_of_all > _UNFINISHED_BYTES:
            self.conn.fail(Close.UNAVAILABLE, "too many large messages at once; reconnect and resume")
            self.handle_parser_exception()

    def _count_unfinished(self, size: int) -> None:
        UvicornProtocol._unfinished_of_all += size - self._unfinished
        self._unfinished = size

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever is attached, and let go of everything: what holds each other waits for the garbage collector."""
        super().connection_lost(exc)
        self._count_unfinished(0)
        receiver, self._receiver = self._receiver, None
        if receiver is not None:
            receiver.lost()
        self.conn.parser.close()

    def resume_writing(self) -> None:
        """Go on with what is queued."""
        super().resume_writing()
        if self._receiver is not None:
            self._receiver.writable()

    def shutdown(self) -> None:
        """Say goodbye; uvicorn's own waits for ever for who doesn't listen."""
        if self.handshake_complete and not self.close_sent:
            self.close(Close.RESTART, "restarting; reconnect and resume", _DEAD_SECONDS)
        else:
            super().shutdown()
        self.loop.call_later(_DEAD_SECONDS, self.transport.abort)

    def send_keepalive_ping(self) -> None:
        """Ping, and see what comes until the pong is due."""
        self._has_heard = False
        super().send_keepalive_ping()

    def keepalive_timeout(self) -> None:
        """Close what gives no sign of life; uvicorn's own says 1011, and waits until its last words are taken."""
        self.pong_timer = None
        self.pending_ping_payload = None
        if self.read_paused or (self._has_heard and self._unfinished):
            # It is we who don't listen; or there is a large frame on a slow line, and no pong can overtake it.
            self.schedule_ping()
            return
        self.close(Close.NO_PONG, "no pong", _DEAD_SECONDS)

    def handle_close(self, event: Frame) -> None:
        """Answer a close; what can't be written any more doesn't hold it up."""
        super().handle_close(event)
        self.loop.call_later(CLOSE_SECONDS, self.transport.abort)

    def handle_parser_exception(self) -> None:
        """Close on what is no WebSocket, or too big; here too nothing may hold it up."""
        super().handle_parser_exception()
        self.loop.call_later(CLOSE_SECONDS, self.transport.abort)

    def handle_ping(self) -> None:
        """Answer a ping, but pile up no answers for somebody who doesn't read them."""
        if self.writable.is_set():
            super().handle_ping()
        else:
            self.conn.data_to_send()

    def handle_cont(self, event: Frame) -> None:
        """Take one more piece of a message. Empty ones would count towards no limit of bytes."""
        is_binary = self.curr_msg_data_type == "bytes"
        largest = self.conn.largest_binary if is_binary else MAX_MESSAGE_BYTES
        if len(self.frames) >= MAX_FRAGMENTS * (largest // MAX_MESSAGE_BYTES):
            self.frames = []
            self._give_up(Close.TOO_BIG, "too many fragments")
            return
        super().handle_cont(event)

    def send_receive_event_to_app(self) -> None:
        """Hand a whole message over."""
        data = self.frames[0] if len(self.frames) == 1 else b"".join(self.frames)
        self.frames = [bytes(data)]
        if self.close_sent:
            return
        if self.curr_msg_data_type == "bytes":
            self._pass_on(bytes(data))
            return
        try:
            text = bytes(data).decode()
        except UnicodeDecodeError:
            self._give_up(Close.NOT_UTF_8, "text must be UTF-8")
            return
        self._pass_on(text)

    def _pass_on(self, message: str | bytes) -> None:
        if self._hearing and self._receiver is not None:
            self.frames = []
            self._receiver.heard(message)
        else:
            super().send_receive_event_to_app()

    def _give_up(self, code: Close, reason: str) -> None:
        if not self.handshake_complete:
            self.transport.abort()
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": int(code), "reason": reason})
        self.close(code, reason)
        if self._receiver is not None:
            self._receiver.lost()
