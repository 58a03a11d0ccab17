"""WebRTC signals, as one participant's client sends them and the other one's gets them.

Browsers parse what is in them, so it is limited in form and size, and nothing else is passed on.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator
from typing_extensions import TypeAliasType

from mockmate_ws.protocol.credentials import ClientFrame
from shared.core.integers import WHOLE
from shared.events.frame_sizes import json_bytes

# Only what the sender gave is passed on: see `signal_seen`.
_MAY_BE_MISSING = ConfigDict(json_schema_serialization_defaults_required=False)

# Any characters but control characters, which no line of SDP has; lines end with CR LF, by some clients with LF.
# The limit is one of bytes as JSON, so that the peer's frame is no longer than any other of the server.
MAX_SDP_BYTES = 28_000


def _fit_a_frame(text: str) -> str:
    if json_bytes(text) > MAX_SDP_BYTES:
        raise ValueError(f"may take {MAX_SDP_BYTES} bytes as JSON")
    return text


Sdp = Annotated[
    str,
    Field(strict=True, max_length=MAX_SDP_BYTES, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$"),
    AfterValidator(_fit_a_frame),
]
SdpLine = Annotated[str, Field(strict=True, max_length=4096, pattern=r"^[^\x00-\x1f]*$")]
SocketName = Annotated[str, Field(strict=True, min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$")]


class Named(ClientFrame):
    """Names that clients of before gave to their connections."""

    model_config = _MAY_BE_MISSING

    from_: Annotated[SocketName | None, Field(alias="from", deprecated=True)] = None
    to: Annotated[SocketName | None, Field(deprecated=True)] = None


SignalType = TypeAliasType("SignalType", Literal["offer", "answer", "pranswer", "rollback", "hello"])


class Description(Named):
    """A session description. The type `hello`, of clients of before, is deprecated."""

    type: SignalType
    sdp: Sdp | None = None

    @model_validator(mode="after")
    def _complete(self) -> Description:
        if self.sdp is None and self.type not in ("rollback", "hello"):
            raise ValueError("an offer or an answer has an sdp")
        return self


class IceCandidate(ClientFrame):
    """An ICE candidate, as RTCIceCandidate.toJSON() gives it."""

    model_config = _MAY_BE_MISSING

    candidate: SdpLine
    sdpMid: Annotated[str, Field(strict=True, max_length=64)] | None = None  # noqa: N815 - as browsers write it
    sdpMLineIndex: Annotated[int, Field(strict=True, ge=0, le=65535), WHOLE] | None = None  # noqa: N815
    usernameFragment: Annotated[str, Field(strict=True, max_length=256)] | None = None  # noqa: N815


class NamedCandidate(Named):
    """Deprecated: an ICE candidate as clients of before gave it, null after the last one."""

    ice: IceCandidate | None


class SignalContent(ClientFrame):
    """What the peer's RTCPeerConnection needs: a session description or an ICE candidate."""

    model_config = _MAY_BE_MISSING

    description: Description | None = None
    candidate: Annotated[
        NamedCandidate | IceCandidate | None, Field(description="Null after the last one, and with a description.")
    ] = None

    @model_validator(mode="after")
    def _one_of_both(self) -> SignalContent:
        has_candidate = "candidate" in self.model_fields_set
        if not has_candidate if self.description is None else self.candidate is not None:
            raise ValueError("give either description or candidate")
        return self


class SignalData(SignalContent):
    """A session description or an ICE candidate, for all sockets of the peer or for one."""

    model_config = _MAY_BE_MISSING

    to: Annotated[
        SocketName | None, Field(description="The `from` of a signal; only the socket that sent it gets this one.")
    ] = None
