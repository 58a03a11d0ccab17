"""Every frame that clients may send, and which of them each socket accepts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from shared.events.schemas import CodeLanguage


class ClientFrame(BaseModel):
    """What all frames of clients have in common: no unknown fields."""

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
    """A ticket, for clients without an Authorization header; and where to resume."""

    ticket: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    resume: dict[Annotated[str, Field(max_length=100)], ResumePoint] = Field(default_factory=dict, max_length=8)


class Auth(ClientFrame):
    """The first frame: who you are and what you have seen."""

    type: Literal["auth"]
    id: CommandId | None = None
    data: AuthData


class ReauthData(ClientFrame):
    """A fresh access token, or a ticket; exactly one of both."""

    ticket: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    token: Annotated[str, Field(min_length=1, max_length=4000)] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> ReauthData:
        if (self.ticket is None) == (self.token is None):
            raise ValueError("give either ticket or token")
        return self


class Reauth(ClientFrame):
    """Stay: show fresh credentials of the same person before the old ones expire; the socket lives as long as these."""

    type: Literal["reauth"]
    id: CommandId
    data: ReauthData


class Nothing(ClientFrame):
    """A command that needs no data."""


class Leave(ClientFrame):
    """Leave the waiting room now, without the grace; the socket closes."""

    type: Literal["waiting_room.leave"]
    id: CommandId
    data: Nothing = Nothing()


class Ready(ClientFrame):
    """Start the interview, as POST /interview/start does."""

    type: Literal["interview.ready"]
    id: CommandId
    data: Nothing = Nothing()


class EndChoice(ClientFrame):
    """What to do next: with `requeue` you go to the practice room at once, asking for the same as before."""

    requeue: Annotated[bool, Field(strict=True)] = False


class End(ClientFrame):
    """End the interview for both."""

    type: Literal["interview.end"]
    id: CommandId
    data: EndChoice = EndChoice()


class SwapChoice(ClientFrame):
    """Who shall interview, by seat; nothing changes if they do already. Without it the two just change places."""

    interviewer_seat: Annotated[int, Field(strict=True, ge=1, le=2)] | None = None


class SwapRoles(ClientFrame):
    """Let interviewer and interviewee change places; the other one is asked their question."""

    type: Literal["roles.swap"]
    id: CommandId
    data: SwapChoice = SwapChoice()


class Extend(ClientFrame):
    """Ask for ten more minutes, or agree to the other one's wish for them; twice at most."""

    type: Literal["interview.extend"]
    id: CommandId
    data: Nothing = Nothing()


class NotesText(ClientFrame):
    """All of my notes, up to 20,000 characters; they take the place of those before."""

    text: Annotated[str, Field(strict=True, max_length=20_000)]

    @model_validator(mode="after")
    def _storable(self) -> NotesText:
        _refuse_nul(self.text)
        return self


class SaveNotes(ClientFrame):
    """Keep my notes on this interview. Nobody else is shown them."""

    type: Literal["notes.save"]
    id: CommandId
    data: NotesText


class ChatText(ClientFrame):
    """What to say, up to 4,000 characters."""

    text: Annotated[str, Field(strict=True, min_length=1, max_length=4000)]

    @model_validator(mode="after")
    def _storable(self) -> ChatText:
        _refuse_nul(self.text)
        return self


class Chat(ClientFrame):
    """Say something to the peer; kept with the interview."""

    type: Literal["chat.send"]
    id: CommandId
    data: ChatText


class LanguageChoice(ClientFrame):
    """What the code is written in."""

    language: CodeLanguage


class Language(ClientFrame):
    """Set the language of the editor, for both."""

    type: Literal["editor.language"]
    id: CommandId
    data: LanguageChoice


def _show_nul(text: str) -> str:
    # Programs print what they like; PostgreSQL's text can hold everything but this.
    return text.replace("\x00", "\u2400")


Output = Annotated[str, Field(strict=True), AfterValidator(_show_nul)]
Whole = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]


class RunData(ClientFrame):
    """What came out of a run; of stdout and stderr the first 16 KiB each are kept. `passed` of `total` tests."""

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
    """Show the peer what my run of the code printed; kept with the interview."""

    type: Literal["run.share"]
    id: CommandId
    data: RunData


class ReadPosition(ClientFrame):
    """How far I have read: the offset, on my own stream, of the newest notification that I have seen."""

    up_to: Annotated[int, Field(strict=True, ge=1, le=2**63 - 1)]


class NotificationsRead(ClientFrame):
    """Say how far I have read, as POST /notifications/read does."""

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
    """Relay a WebRTC signal to the peer if they are in the room; never stored. The id is optional."""

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
