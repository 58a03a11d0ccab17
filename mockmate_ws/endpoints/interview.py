"""/ws/interview/live?interview_id=: the room of an interview, visible only to its two participants."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from math import ceil
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from starlette.websockets import WebSocket

from mockmate_ws import protocol
from mockmate_ws.collab.members import refuse_unusable
from mockmate_ws.collab.replica import Unusable
from mockmate_ws.collab.sync import is_quick
from mockmate_ws.endpoints.base import Endpoint
from mockmate_ws.presence import participants
from mockmate_ws.presence.participants import Arrival, Joining, ParticipantKey
from mockmate_ws.protocol import (
    MAX_BINARY_BYTES,
    AgreeCameras,
    Chat,
    Close,
    Command,
    End,
    Extend,
    InterviewSnapshot,
    Language,
    PeerCaption,
    PeerCaptionData,
    PeerMedia,
    PeerMediaData,
    PeerReconnected,
    PeerReconnectedData,
    PeerReconnecting,
    PeerReconnectingData,
    PeerRecording,
    PeerRecordingData,
    PeerTyping,
    PeerTypingData,
    Ready,
    SaveNotes,
    SayCaption,
    SetMedia,
    SetRecording,
    ShareRun,
    Signal,
    SwapRoles,
    Typing,
)
from mockmate_ws.rooms import chat, command_dedup, runs, snapshots
from mockmate_ws.service import Service
from mockmate_ws.transport.connection import Bucket
from shared.core.errors import NotFound, TextOnly, TooManyRequests
from shared.core.settings import Settings
from shared.core.varints import Malformed
from shared.events import event_log
from shared.events.event_log import Cursor
from shared.events.redis_messages import SIGNAL
from shared.events.schemas import WebRtcVideo
from shared.identity import consent
from shared.matching import extensions, interviews
from shared.models import Participant
from shared.rooms import cameras, documents, notes


class InterviewLive(Endpoint):
    """One participant's socket in the room."""

    path = "/ws/interview/live"
    rate = 30
    burst = 60
    accepts_binary = True
    largest_binary = MAX_BINARY_BYTES
    # Each binary message costs as much as it has work: see `_cost`.
    editing_rate = 500
    editing_burst = 5000
    # In bytes. A call takes a tenth; what a slow line can't take in would cut off the peer.
    signaling_rate = 32 * 1024
    signaling_burst = 256 * 1024

    _arrival: Arrival = "over"
    _peer_id = 0
    # As the snapshot says it: what changes later, the service hears of within a second.
    _is_by_text = False

    def __init__(self, websocket: WebSocket, service: Service) -> None:
        super().__init__(websocket, service)
        self._editing = Bucket(self.editing_rate, self.editing_burst)
        self._signaling = Bucket(self.signaling_rate, self.signaling_burst)

    @cached_property
    def _participant(self) -> ParticipantKey:
        try:
            return ParticipantKey(UUID(self.websocket.query_params.get("interview_id", "")), self.user_id)
        except ValueError:
            raise NotFound from None

    @property
    def _stream(self) -> str:
        return event_log.interview(self._participant.interview_id)

    def followed(self) -> list[str]:
        """Return the interview's stream. Raises NotFound for what can't be an interview's id."""
        return [self._stream]

    async def enter(self) -> Mapping[str, Cursor]:
        """Enter the room. Raises NotFound for users who are not participants, ConsentRequired."""
        database, grace = self.service.database, self.service.settings.socket_grace_seconds
        if self.service.settings.require_consent == "on":
            await database.run(_require_consent, self.service.settings, self._participant)
        arrival = await database.batch(participants.join_many, Joining(self._participant, grace, self.request_id))
        self._arrival = await database.run(participants.join, self._participant, grace) if arrival is None else arrival
        if self._arrival != "over":
            self.service.leases.participants[self._participant] += 1
        return {}

    def snapshot(self, session: Session, positions: Mapping[str, Cursor]) -> InterviewSnapshot:
        """Return the room as I may see it."""
        frame = snapshots.interview(session, self.service.settings, self._participant, positions)
        seen = frame.data.interview
        self._peer_id = seen.peer.id
        self._is_by_text = isinstance(seen.video, WebRtcVideo) and not seen.video.allowed
        return frame

    async def after_greeting(self) -> None:
        """Tell the peer that I am back. For a room that is over, send missed events and the document, then close."""
        if self._arrival == "back":
            self._announce_return()
        elif self._arrival == "over":
            await self.flush()
            await self.service.documents.send_final(self._participant.interview_id, self.connection)
            self.connection.close(Close.ROOM_OVER, "the interview is over")

    def relay(self, command: Command) -> bool:
        """Relay to the peer what matters only now. Raises TooManyRequests, TextOnly."""
        match command:
            case Signal():
                if self._is_by_text or self.service.text_only.has_any(self.user_id, self._peer_id):
                    raise TextOnly
                frame = protocol.signal_seen(self.user_id, self.connection.name, command.data)
                self._relay(frame, SIGNAL, command.data.to or "")
            case SetMedia():
                told = PeerMediaData(user_id=self.user_id, **command.data.model_dump())
                self._relay(protocol.encode(PeerMedia(data=told)), "media")
            case SayCaption():
                said = PeerCaptionData(user_id=self.user_id, **command.data.model_dump())
                self._relay(protocol.encode(PeerCaption(data=said)), "caption")
            case SetRecording():
                step = PeerRecordingData(user_id=self.user_id, **command.data.model_dump())
                self._relay(protocol.encode(PeerRecording(data=step)), "recording")
            case Typing():
                self._relay(protocol.encode(PeerTyping(data=PeerTypingData(user_id=self.user_id))), "typing")
            case _:
                return False
        return True

    def _relay(self, frame: str, kind: str, to: str = "") -> None:
        if wait := self._signaling.take(len(frame)):
            raise TooManyRequests("You send too many signals; wait.", retry_after=ceil(wait))
        self.service.bridge.relay(self._stream, frame, self.user_id, kind, to)

    async def handle(self, command: Command) -> None:
        """Carry out one command of the room."""
        database = self.service.database
        if isinstance(command, Chat):
            line = chat.Line(*self._participant, command.id, command.data.text, self.request_id)
            if not await database.batch(chat.send_many, line):
                await database.run(chat.send, line)
        else:
            await database.run(_carry_out, self.service.settings, self._participant, command)

    def on_binary_at_once(self, message: bytes) -> bool:
        """Carry out a small message of the shared editor, unless its sender sends too many."""
        documents_, interview_id = self.service.documents, self._participant.interview_id
        if not (is_quick(message) and documents_.is_ready(interview_id)) or self._editing.take(_cost(message)):
            return False
        try:
            return documents_.on_message_at_once(interview_id, self.connection, message)
        except Malformed as error:
            refuse_unusable(self.connection, error)
            return True

    async def on_binary(self, message: bytes) -> None:
        """Carry out a message of the shared editor. A sender of many is slowed down, since none may be left out.

        The first message that cannot be used closes the socket.
        """
        await self._editing.acquire(_cost(message))
        try:
            await self.service.documents.on_message(self._participant.interview_id, self.connection, message)
        except (Malformed, Unusable) as error:
            refuse_unusable(self.connection, error)
        except (SQLAlchemyError, NotFound):
            self.connection.cut(Close.UNAVAILABLE, "the document can't be read; reconnect and resume")

    async def leave(self) -> None:
        """Tell the peer that I may be back; a background job tells them if I am not."""
        if self._arrival == "over":
            return
        self.service.documents.leave(self._participant.interview_id, self.connection)
        self.service.leases.release(self.service.leases.participants, self._participant)
        if self.has_other_socket:
            return
        self._relay_presence(PeerReconnecting(data=PeerReconnectingData(user_id=self.user_id)))
        # If I came back before this frame was sent, the one that says so may have been overtaken.
        if await self.has_come_back():
            self._announce_return()

    def _announce_return(self) -> None:
        self._relay_presence(PeerReconnected(data=PeerReconnectedData(user_id=self.user_id)))

    def _relay_presence(self, frame: PeerReconnecting | PeerReconnected) -> None:
        self.service.bridge.relay(self._stream, protocol.encode(frame), self.user_id, "presence")


def _cost(message: bytes) -> int:
    """Return how many typed letters this message counts as, depending on the work it causes."""
    asks_for_everything = message[:2] == b"\x00\x00"
    return 100 if asks_for_everything else 1 + len(message) // 256


def _require_consent(session: Session, settings: Settings, participant: ParticipantKey) -> None:
    """Require it for a room that is not over: from the moment of the match, what is written there is stored."""
    is_open = select(Participant.is_open).where(
        Participant.interview_id == participant.interview_id, Participant.user_id == participant.user_id
    )
    if session.scalar(is_open):
        consent.require(session, settings, participant.user_id)


def _carry_out(session: Session, settings: Settings, participant: ParticipantKey, command: Command) -> None:
    interview_id, user_id = participant
    if not command_dedup.claim(session, user_id, command, interview_id):
        return
    match command:
        case Language():
            documents.choose_language(session, interview_id, user_id, command.data.language, command.data.pad)
        case Ready():
            interviews.start(session, settings, interview_id, user_id)
        case SwapRoles():
            interviews.swap_roles(session, interview_id, user_id, command.data.interviewer_seat)
        case AgreeCameras():
            cameras.agree(session, settings, interview_id, user_id, agreed=command.data.agreed)
        case Extend():
            extensions.extend(session, settings, interview_id, user_id)
        case SaveNotes():
            notes.save(session, interview_id, user_id, command.data.text)
        case ShareRun():
            runs.share(session, interview_id, user_id, command.id, command.data)
        case End():
            interviews.end(session, settings, interview_id, user_id, requeue=command.data.requeue)
        case _:
            raise AssertionError(command)
