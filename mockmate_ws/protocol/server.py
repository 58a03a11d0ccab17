"""The frames that the server sends besides durable events: answers, snapshots, ephemeral frames."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import to_json
from typing_extensions import TypeAliasType

from mockmate_ws.protocol.signals import SignalContent, SignalData
from mockmate_ws.protocol.taking_part import PeerCaption, PeerMedia, PeerRecording
from shared.core.integers import Id, Offset
from shared.core.view import Moment, View
from shared.events.schemas import (
    ChatLine,
    CodeLanguage,
    LiveInterview,
    MatchState,
    ReunionOffer,
    Role,
    SharedRunView,
    WaitingCounts,
)

# `encode` leaves out the fields of these that are null.
_MAY_BE_MISSING = ConfigDict(json_schema_serialization_defaults_required=False)


class StreamPosition(View):
    """A position in a stream."""

    epoch: str
    offset: Offset


class HelloData(View):
    """You are connected; durable events of these streams follow from these positions."""

    user_id: Id
    streams: dict[str, StreamPosition]
    heartbeat_seconds: int


class Hello(View):
    """The first server frame."""

    type: Literal["hello"] = "hello"
    data: HelloData


class WaitingRoomSnapshotData(MatchState):
    """Your place in the room, and the stream positions that this already includes."""

    as_of: dict[str, StreamPosition]


class WaitingRoomSnapshot(View):
    """The current state of the waiting room."""

    type: Literal["waiting_room.snapshot"] = "waiting_room.snapshot"
    data: WaitingRoomSnapshotData


class WaitingRoomChangedData(View):
    """How many wait, and your place among them."""

    slot_id: Id
    waiting: WaitingCounts
    position: int | None = Field(description="1 for the longest waiting; null when you are not among them.")
    pairs_at: Moment | None = Field(description="When the first pass runs; null when passes run already.")
    estimated_wait_seconds: int | None
    reunion_at: Moment | None = Field(
        None, description="When the only people here who suit you may be paired with you although you met lately."
    )
    met_at: Moment | None = Field(None, description="When you last met the one of them whom you meet again.")
    reunion: ReunionOffer | None = Field(None, description="Whether you are asked to meet one of them now.")


class WaitingRoomChanged(View):
    """The room or your place in it changed; only the latest frame counts."""

    type: Literal["waiting_room.changed"] = "waiting_room.changed"
    data: WaitingRoomChangedData


Presence = TypeAliasType("Presence", Literal["expected", "here", "left"])


class ParticipantView(View):
    """One of the two participants."""

    user_id: Id
    username: str
    seat: int
    role: Role
    ready: bool
    presence: Presence
    connected: bool = Field(
        description="Whether they have a socket in this room now; if not, they may be reconnecting."
    )
    cameras_agreed: bool = Field(
        False,
        description="Whether they agree that the two see each other. Pictures are for when both agree; nobody does "
        "where `camera_allowed` is false.",
    )


class SnapshotInterview(LiveInterview):
    """An interview with everything needed inside the room, as far as it fits into a frame."""

    notes: str | None = Field(  # type: ignore[assignment]
        description="Mine; nobody else sees them; null if they are too long for a frame: read "
        "GET /interview/{interview_id}."
    )


class InterviewSnapshotData(View):
    """The current state of the room, as far as it fits, and the stream positions that this already includes."""

    interview: SnapshotInterview
    participants: list[ParticipantView]
    chat: list[ChatLine] = Field(description="The newest lines, oldest first.")
    chat_before: str | None = Field(
        description="The `cursor` with which GET /interview/{interview_id}/chat begins before these lines; null if "
        "there are no older ones."
    )
    language: CodeLanguage = Field(description="That of the present pad.")
    runs: list[SharedRunView] = Field(description="The newest runs, oldest first.")
    runs_before: str | None = Field(
        description="The `cursor` with which GET /interview/{interview_id}/runs begins before these runs; null if "
        "there are no older ones."
    )
    marks: list[Annotated[str, Field(max_length=16)]] = Field(
        default_factory=list,
        max_length=32,
        description="The kinds of marks that the whiteboard takes at this server. Without it: `stroke` and `label`.",
    )
    as_of: dict[str, StreamPosition]


class InterviewSnapshot(View):
    """The current state of the interview room."""

    type: Literal["interview.snapshot"] = "interview.snapshot"
    data: InterviewSnapshotData


class PeerReconnectingData(View):
    """The user whose socket was closed."""

    user_id: Id


class PeerReconnecting(View):
    """The peer's last socket in this room was closed; they may come back within the grace period."""

    type: Literal["peer.reconnecting"] = "peer.reconnecting"
    data: PeerReconnectingData


class PeerReconnectedData(View):
    """The user who is back."""

    user_id: Id


class PeerReconnected(View):
    """The peer has come back within the grace period, which ends an earlier `peer.reconnecting`."""

    type: Literal["peer.reconnected"] = "peer.reconnected"
    data: PeerReconnectedData


class DocumentUnsaved(View):
    """Changes of the shared document can't be stored at the moment; the people in the room see them all the same."""

    type: Literal["document.unsaved"] = "document.unsaved"


class DocumentSaved(View):
    """All changes of the shared document are stored again, which ends an earlier `document.unsaved`."""

    type: Literal["document.saved"] = "document.saved"


class SignalSeenData(SignalContent):
    """A signal and its sender."""

    user_id: Id
    from_: str = Field(
        alias="from",
        max_length=64,
        description="Names the socket that sent it, for `to`. Any text; another one for each socket.",
    )


class SignalSeen(View):
    """A WebRTC signal of the peer."""

    type: Literal["signal"] = "signal"
    data: SignalSeenData


class PeerTypingData(View):
    """The user who writes."""

    user_id: Id


class PeerTyping(View):
    """The peer writes a line of chat. It holds for five seconds, or until the line comes."""

    type: Literal["peer.typing"] = "peer.typing"
    data: PeerTypingData


class Ack(View):
    """A command took effect, now or when its id was first sent."""

    type: Literal["ack"] = "ack"
    id: str
    request_id: str = Field(description="Names this socket in our logs: the X-Request-ID it was opened with, or ours.")


_LONGEST_DETAIL = 1000


def _shorten(detail: str) -> str:
    # It may quote what the client sent.
    return detail if len(detail) <= _LONGEST_DETAIL else f"{detail[: _LONGEST_DETAIL - 1]}…"


class ErrorData(View):
    """Why a frame was refused; it had no effect."""

    model_config = _MAY_BE_MISSING

    code: str
    detail: Annotated[str, AfterValidator(_shorten)]
    retry_after_ms: int | None = None


class Error(View):
    """A frame was refused."""

    model_config = _MAY_BE_MISSING

    type: Literal["error"] = "error"
    id: str | None = None
    request_id: str | None = None
    data: ErrorData


class Resync(View):
    """The events you missed in this stream cannot all be sent: fetch the state again. Events follow from `data` on."""

    type: Literal["resync"] = "resync"
    stream: str
    data: StreamPosition


SERVER_FRAMES: dict[str, tuple[type[View], ...]] = {
    "/ws/connect": (Hello, Ack, Error, Resync),
    "/ws/match": (Hello, WaitingRoomSnapshot, WaitingRoomChanged, Ack, Error, Resync),
    "/ws/interview/live": (
        Hello,
        InterviewSnapshot,
        PeerReconnecting,
        PeerReconnected,
        DocumentUnsaved,
        DocumentSaved,
        SignalSeen,
        PeerMedia,
        PeerCaption,
        PeerRecording,
        PeerTyping,
        Ack,
        Error,
        Resync,
    ),
}


def encode(frame: View) -> str:
    """Encode a server frame as the text that clients get."""
    return frame.model_dump_json(exclude_none=isinstance(frame, Error))


def signal_seen(user_id: int, socket: str, data: SignalData) -> str:
    """Encode the frame of a relayed signal, with the fields that its sender gave."""
    kind = "candidate" if data.description is None else "description"
    given = data.model_dump(by_alias=True, exclude_unset=True, include={kind})
    return to_json({"type": "signal", "data": {"user_id": user_id, "from": socket, **given}}).decode()
