"""What we send besides durable events: answers, snapshots, and frames about this moment."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field
from pydantic_core import to_json

from mockmate_ws.protocol.client import SignalData
from shared.core.view import Moment, View
from shared.events.schemas import ChatLine, CodeLanguage, LiveInterview, MatchState, Role, SharedRunView, WaitingCounts

# `encode` leaves out what these don't say.
_MAY_BE_MISSING = ConfigDict(json_schema_serialization_defaults_required=False)


class StreamPosition(View):
    """Where a stream stands."""

    epoch: str
    offset: int


class HelloData(View):
    """You are connected; durable events of these streams follow from these positions on."""

    user_id: int
    streams: dict[str, StreamPosition]
    heartbeat_seconds: int


class Hello(View):
    """The first server frame."""

    type: Literal["hello"] = "hello"
    data: HelloData


class WaitingRoomSnapshotData(MatchState):
    """Where you stand, and the stream positions this already includes."""

    as_of: dict[str, StreamPosition]


class WaitingRoomSnapshot(View):
    """The waiting room as it is."""

    type: Literal["waiting_room.snapshot"] = "waiting_room.snapshot"
    data: WaitingRoomSnapshotData


class WaitingRoomChangedData(View):
    """Who waits, and your place among them."""

    slot_id: int
    waiting: WaitingCounts
    position: int | None = Field(description="1 for the longest waiting; null when you are not among them.")
    pairs_at: Moment | None = Field(description="When the first pass runs; null when passes run already.")
    estimated_wait_seconds: int | None


class WaitingRoomChanged(View):
    """The room or your place in it changed; the latest one counts."""

    type: Literal["waiting_room.changed"] = "waiting_room.changed"
    data: WaitingRoomChangedData


Presence = Literal["expected", "here", "left"]


class ParticipantView(View):
    """One of the two in the room."""

    user_id: int
    username: str
    seat: int
    role: Role
    ready: bool
    presence: Presence


class InterviewSnapshotData(View):
    """The room as it is, and the stream positions this already includes."""

    interview: LiveInterview
    participants: list[ParticipantView]
    chat: list[ChatLine]
    language: CodeLanguage
    runs: list[SharedRunView]
    as_of: dict[str, StreamPosition]


class InterviewSnapshot(View):
    """The interview room as it is."""

    type: Literal["interview.snapshot"] = "interview.snapshot"
    data: InterviewSnapshotData


class PeerReconnectingData(View):
    """Whose socket was cut."""

    user_id: int


class PeerReconnecting(View):
    """The peer's last socket here was cut; they have the grace to come back."""

    type: Literal["peer.reconnecting"] = "peer.reconnecting"
    data: PeerReconnectingData


class PeerReconnectedData(View):
    """Who is here again."""

    user_id: int


class PeerReconnected(View):
    """The peer has opened a socket here within the grace: a `peer.reconnecting` before it is over."""

    type: Literal["peer.reconnected"] = "peer.reconnected"
    data: PeerReconnectedData


class SignalSeenData(SignalData):
    """A signal and whose it is."""

    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=False)

    user_id: int


class SignalSeen(View):
    """A WebRTC signal of the peer's."""

    type: Literal["signal"] = "signal"
    data: SignalSeenData


class Ack(View):
    """A command had its effect, now or when its id was first sent."""

    type: Literal["ack"] = "ack"
    id: str
    request_id: str = Field(description="Names this socket in our logs: the X-Request-ID it was opened with, or ours.")


class ErrorData(View):
    """Why a frame was refused; nothing was done."""

    model_config = _MAY_BE_MISSING

    code: str
    detail: str
    retry_after_ms: int | None = None


class Error(View):
    """A frame was refused."""

    model_config = _MAY_BE_MISSING

    type: Literal["error"] = "error"
    id: str | None = None
    request_id: str | None = None
    data: ErrorData


class Resync(View):
    """What you missed of this stream can't be told whole: fetch the state anew. Events follow from `data` on."""

    type: Literal["resync"] = "resync"
    stream: str
    data: StreamPosition


SERVER_FRAMES: dict[str, tuple[type[View], ...]] = {
    "/ws/connect": (Hello, Ack, Error, Resync),
    "/ws/match": (Hello, WaitingRoomSnapshot, WaitingRoomChanged, Ack, Error, Resync),
    "/ws/interview/live": (Hello, InterviewSnapshot, PeerReconnecting, PeerReconnected, SignalSeen, Ack, Error, Resync),
}


def encode(frame: View) -> str:
    """Write a server frame as the text clients get."""
    return frame.model_dump_json(exclude_none=isinstance(frame, (Error, SignalSeen)))


def signal_seen(user_id: int, data: SignalData) -> str:
    """Write the frame of a relayed signal: what `encode` would write, without a model in between."""
    told = {"user_id": user_id, "description": data.description, "candidate": data.candidate}
    kept = {name: one for name, one in told.items() if one is not None}
    return to_json({"type": "signal", "data": kept}).decode()
