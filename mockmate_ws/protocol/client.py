"""Every frame that clients may send, and which of them each socket accepts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from shared.events.schemas import CodeLanguage


class ClientFrame(BaseModel):
    """The base of all client frames, which refuse unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _refuse_nul(text: str) -> str:
    # PostgreSQL's text can't hold it.
    if "\x00" in text:
        raise ValueError("must not contain NUL characters")
    return text


CommandId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$")]


class ResumePoint(ClientFrame):
    """The last event of a stream that the client has seen."""

    epoch: Annotated[str, Field(max_length=64)]
    offset: Annotated[int, Field(strict=True, ge=0, le=2**63 - 1)]


class AuthData(ClientFrame):
    """A ticket, for clients without an Authorization header, and the streams to resume."""

    ticket: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    resume: dict[Annotated[str, Field(max_length=100)], ResumePoint] = Field(default_factory=dict, max_length=8)


class Auth(ClientFrame):
    """The first frame: authenticates, and says where to resume."""

    type: Literal["auth"]
    id: CommandId | None = None
    data: AuthData


class ReauthData(ClientFrame):
    """A fresh access token or a ticket, exactly one of them."""

    ticket: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    token: Annotated[str, Field(min_length=1, max_length=4000)] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> ReauthData:
        if (self.ticket is None) == (self.token is None):
            raise ValueError("give either ticket or token")
        return self


class Reauth(ClientFrame):
    """Stay connected: send fresh credentials of the same user before the old ones expire, to extend the socket."""

    type: Literal["reauth"]
    id: CommandId
    data: ReauthData


class Nothing(ClientFrame):
    """A command that needs no data."""


class Leave(ClientFrame):
    """Leave the waiting room at once, without the grace period; the socket closes."""

    type: Literal["waiting_room.leave"]
    id: CommandId
    data: Nothing = Nothing()


class Ready(ClientFrame):
    """Start the interview, as POST /interview/start does."""

    type: Literal["interview.ready"]
    id: CommandId
    data: Nothing = Nothing()


class EndChoice(ClientFrame):
    """What to do next: with `requeue` you enter the practice room at once, with the same preferences as before."""

    requeue: Annotated[bool, Field(strict=True)] = False


class End(ClientFrame):
    """End the interview for both."""

    type: Literal["interview.end"]
    id: CommandId
    data: EndChoice = EndChoice()


class SwapChoice(ClientFrame):
    """The seat that is to interview; nothing changes if it does already. Without it the two swap roles."""

    interviewer_seat: Annotated[int, Field(strict=True, ge=1, le=2)] | None = None


class SwapRoles(ClientFrame):
    """Swap interviewer and interviewee; the other participant is asked their question."""

    type: Literal["roles.swap"]
    id: CommandId
    data: SwapChoice = SwapChoice()


class Extend(ClientFrame):
    """Ask for ten more minutes, or agree to the peer's request for them; twice at most."""

    type: Literal["interview.extend"]
    id: CommandId
    data: Nothing = Nothing()


class NotesText(ClientFrame):
    """All of my notes, up to 20,000 characters; they replace the earlier ones."""

    text: Annotated[str, Field(strict=True, max_length=20_000)]

    @model_validator(mode="after")
    def _storable(self) -> NotesText:
        _refuse_nul(self.text)
        return self


class SaveNotes(ClientFrame):
    """Save my notes on this interview. No one else sees them."""

    type: Literal["notes.save"]
    id: CommandId
    data: NotesText


class ChatText(ClientFrame):
    """A line of chat, up to 4,000 characters."""

    text: Annotated[str, Field(strict=True, min_length=1, max_length=4000)]

    @model_validator(mode="after")
    def _storable(self) -> ChatText:
        _refuse_nul(self.text)
        return self


class Chat(ClientFrame):
    """Send a line of chat to the peer; it is kept with the interview."""

    type: Literal["chat.send"]
    id: CommandId
    data: ChatText


class LanguageChoice(ClientFrame):
    """The language of the code."""

    language: CodeLanguage


class Language(ClientFrame):
    """Set the language of the editor for both participants."""

    type: Literal["editor.language"]
    id: CommandId
    data: LanguageChoice


def _show_nul(text: str) -> str:
    # Programs may print any character; PostgreSQL's text can hold all but this one.
    return text.replace("\x00", "\u2400")


Output = Annotated[str, Field(strict=True), AfterValidator(_show_nul)]
Whole = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]


class RunData(ClientFrame):
    """The result of a run, with `passed` of `total` tests. The first 16 KiB of stdout and of stderr are kept."""

    language: CodeLanguage
    stdout: Output
    stderr: Output = ""
    status: Annotated[str, Field(strict=True, min_length=1, max_length=100), AfterValidator(_show_nul)]
    ms: Whole
    passed: Whole | None = None
    total: Whole | None = None

    @model_validator(mode="after")
    def _plausible(self) -> RunData:
        if (self.passed is None) != (self.total is None) or (self.passed or 0) > (self.total or 0):
            raise ValueError("give passed and total together, and not more passed than there are")
        return self


class ShareRun(ClientFrame):
    """Show the peer the output of my run of the code; it is kept with the interview."""

    type: Literal["run.share"]
    id: CommandId
    data: RunData


class ReadPosition(ClientFrame):
    """The offset, in my own stream, of the newest notification that I have read."""

    up_to: Annotated[int, Field(strict=True, ge=1, le=2**63 - 1)]


class NotificationsRead(ClientFrame):
    """Mark notifications as read, as POST /notifications/read does."""

    type: Literal["notifications.read"]
    id: CommandId
    data: ReadPosition


class SignalData(ClientFrame):
    """What the peer's RTCPeerConnection needs: a session description or an ICE candidate."""

    description: dict[str, Any] | None = None
    candidate: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> SignalData:
        if (self.description is None) == (self.candidate is None):
            raise ValueError("give either description or candidate")
        return self


class Signal(ClientFrame):
    """Relay a WebRTC signal to the peer, if they are in the room. It is never stored, and the id is optional."""

    type: Literal["signal.send"]
    id: CommandId | None = None
    data: SignalData


Command = (
    Reauth
    | NotificationsRead
    | Leave
    | Ready
    | End
    | Extend
    | SwapRoles
    | Chat
    | SaveNotes
    | Language
    | ShareRun
    | Signal
)

CONNECT_COMMANDS: tuple[type[ClientFrame], ...] = (Reauth, NotificationsRead)
MATCH_COMMANDS: tuple[type[ClientFrame], ...] = (Reauth, Leave)
INTERVIEW_COMMANDS: tuple[type[ClientFrame], ...] = (
    Reauth,
    Ready,
    Chat,
    SwapRoles,
    Language,
    ShareRun,
    SaveNotes,
    Signal,
    Extend,
    End,
)
COMMANDS: dict[str, tuple[type[ClientFrame], ...]] = {
    "/ws/connect": CONNECT_COMMANDS,
    "/ws/match": MATCH_COMMANDS,
    "/ws/interview/live": INTERVIEW_COMMANDS,
}
