"""How people take part in a call: what they send, captions of what they say, and consent to a recording.

The server relays all of it to the peer and stores none.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from mockmate_ws.protocol.credentials import ClientFrame, CommandId
from shared.core.integers import Id
from shared.core.view import View

TakesPart = TypeAliasType("TakesPart", Literal["speaking", "writing"])
"""`writing`: they neither speak nor need to hear; the chat is the conversation."""

Captions = TypeAliasType("Captions", Literal["off", "on", "unavailable"])
"""Whether a client sends captions of what its user says; `unavailable` if it can't recognize speech on the device."""

Step = TypeAliasType("Step", Literal["ask", "agree", "refuse", "begin", "stop"])
"""`ask` and `begin` are of the one who records, `agree` and `refuse` of the other, `stop` of either."""

MOST_SWITCHES = 1_000_000


class MediaState(ClientFrame):
    """Which of my devices send at the moment, whether my screen does, why my camera may not, and how I take part.

    With `wants_captions` I ask the peer's client for `caption.say`; `captions` says whether mine sends them.
    """

    microphone: Annotated[bool, Field(strict=True)]
    camera: Annotated[bool, Field(strict=True)]
    screen: Annotated[bool, Field(strict=True)] = False
    weak_line: Annotated[
        bool, Field(strict=True, description="The camera sends nothing for now, because the line can't carry it.")
    ] = False
    audio_only: Annotated[
        int,
        Field(
            strict=True,
            ge=0,
            le=MOST_SWITCHES,
            description="How often the call was switched between video and audio only. Odd is audio only: no cameras.",
        ),
    ] = 0
    takes_part: TakesPart = "speaking"
    wants_captions: Annotated[bool, Field(strict=True)] = False
    captions: Captions = "off"


class SetMedia(ClientFrame):
    """Tell the peer, if they are in the room, which of my devices send. It is not stored; the id is optional."""

    type: Literal["media.set"]
    id: CommandId | None = None
    data: MediaState


class CaptionText(ClientFrame):
    """One line of what I say, all of it so far; `line` names it, and it grows until it is final."""

    line: CommandId
    text: Annotated[str, Field(strict=True, max_length=500, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]
    final: Annotated[bool, Field(strict=True)] = False


class SayCaption(ClientFrame):
    """Show the peer what I say, for people who can't hear it. Only if they asked for it. The id is optional.

    It is not stored, and a peer who doesn't keep up gets only the newest.
    """

    type: Literal["caption.say"]
    id: CommandId | None = None
    data: CaptionText


class RecordingStep(ClientFrame):
    """One step of a recording, which the one who asks names: see docs/protocol.md for who may send which when."""

    recording: CommandId
    step: Step


class SetRecording(ClientFrame):
    """Ask the peer whether I may record the call on my own machine, answer, or end it.

    It is not stored; the id is optional.
    """

    type: Literal["recording.set"]
    id: CommandId | None = None
    data: RecordingStep


class PeerMediaData(View):
    """Which devices of the user send, why the camera may not, and how they take part."""

    user_id: Id
    microphone: bool
    camera: bool
    screen: bool
    weak_line: bool = Field(description="The camera sends nothing for now, because the line can't carry it.")
    audio_only: int = Field(
        description="How often the call was switched between video and audio only. Odd is audio only: no cameras."
    )
    takes_part: TakesPart
    wants_captions: bool
    captions: Captions


class PeerMedia(View):
    """Which devices of the peer send; until the first of these it is not known."""

    type: Literal["peer.media"] = "peer.media"
    data: PeerMediaData


class PeerCaptionData(View):
    """A line of what the user says, as far as it is recognized. A later one of the same `line` replaces it."""

    user_id: Id
    line: str = Field(max_length=64)
    text: str = Field(max_length=500)
    final: bool


class PeerCaption(View):
    """What the peer says, recognized on their device, for a client that has asked for it."""

    type: Literal["peer.caption"] = "peer.caption"
    data: PeerCaptionData


class PeerRecordingData(View):
    """A step of the user's, in a recording that one of you keeps on their own machine."""

    user_id: Id
    recording: str = Field(max_length=64)
    step: Step


class PeerRecording(View):
    """The peer asks whether they may record the call, answers your question, or ends a recording."""

    type: Literal["peer.recording"] = "peer.recording"
    data: PeerRecordingData
