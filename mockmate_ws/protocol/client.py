"""What clients may send, by socket; and how a message of theirs is read."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator
from pydantic_core import from_json

from shared.events.schemas import CodeLanguage

MAX_MESSAGE_BYTES = 64 * 1024
MAX_BINARY_BYTES = 1024 * 1024
"""Longest binary message in a room: y-sync can't split an update, so a whole document has to fit into one."""
MAX_FRAGMENTS = 64
MAX_DEPTH = 16


class BadFrame(Exception):
    """A client frame that can't be used; answered with an error frame, the socket stays open."""

    def __init__(self, code: str, detail: str, id_: str | None = None) -> None:
        self.code, self.detail, self.id = code, detail, id_
        super().__init__(detail)


class _Frame(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _refuse_nul(text: str) -> str:
    # PostgreSQL's text can't hold it.
    if "\x00" in text:
        raise ValueError("must not contain NUL characters")
    return text


CommandId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$")]


class ResumePoint(_Frame):
    """The last event of a stream that the client has seen."""

    epoch: Annotated[str, Field(max_length=64)]
    offset: Annotated[int, Field(strict=True, ge=0, le=2**63 - 1)]


class AuthData(_Frame):
    """A ticket, for clients without an Authorization header; and where to resume."""

    ticket: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    resume: dict[Annotated[str, Field(max_length=100)], ResumePoint] = Field(default_factory=dict, max_length=8)


class Auth(_Frame):
    """The first frame: who you are and what you have seen."""

    type: Literal["auth"]
    id: CommandId | None = None
    data: AuthData


class ReauthData(_Frame):
    """A fresh access token, or a ticket; exactly one of both."""

    ticket: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    token: Annotated[str, Field(min_length=1, max_length=4000)] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> ReauthData:
        if (self.ticket is None) == (self.token is None):
            raise ValueError("give either ticket or token")
        return self


class Reauth(_Frame):
    """Stay: show fresh credentials of the same person before the old ones expire; the socket lives as long as these."""

    type: Literal["reauth"]
    id: CommandId
    data: ReauthData


class Nothing(_Frame):
    """A command that needs no data."""


class Leave(_Frame):
    """Leave the waiting room now, without the grace; the socket closes."""

    type: Literal["waiting_room.leave"]
    id: CommandId
    data: Nothing = Nothing()


class Ready(_Frame):
    """Start the interview, as POST /interview/start does."""

    type: Literal["interview.ready"]
    id: CommandId
    data: Nothing = Nothing()


class EndChoice(_Frame):
    """What to do next: with `requeue` you go to the practice room at once, asking for the same as before."""

    requeue: Annotated[bool, Field(strict=True)] = False


class End(_Frame):
    """End the interview for both."""

    type: Literal["interview.end"]
    id: CommandId
    data: EndChoice = EndChoice()


class SwapChoice(_Frame):
    """Who shall interview, by seat; nothing changes if they do already. Without it the two just change places."""

    interviewer_seat: Annotated[int, Field(strict=True, ge=1, le=2)] | None = None


class SwapRoles(_Frame):
    """Let interviewer and interviewee change places; the other one is asked their question."""

    type: Literal["roles.swap"]
    id: CommandId
    data: SwapChoice = SwapChoice()


class Extend(_Frame):
    """Ask for ten more minutes, or agree to the other one's wish for them; twice at most."""

    type: Literal["interview.extend"]
    id: CommandId
    data: Nothing = Nothing()


class NotesText(_Frame):
    """All of my notes, up to 20,000 characters; they take the place of those before."""

    text: Annotated[str, Field(strict=True, max_length=20_000)]

    @model_validator(mode="after")
    def _storable(self) -> NotesText:
        _refuse_nul(self.text)
        return self


class SaveNotes(_Frame):
    """Keep my notes on this interview. Nobody else is shown them."""

    type: Literal["notes.save"]
    id: CommandId
    data: NotesText


class ChatText(_Frame):
    """What to say, up to 4,000 characters."""

    text: Annotated[str, Field(strict=True, min_length=1, max_length=4000)]

    @model_validator(mode="after")
    def _storable(self) -> ChatText:
        _refuse_nul(self.text)
        return self


class Chat(_Frame):
    """Say something to the peer; kept with the interview."""

    type: Literal["chat.send"]
    id: CommandId
    data: ChatText


class LanguageChoice(_Frame):
    """What the code is written in."""

    language: CodeLanguage


class Language(_Frame):
    """Set the language of the editor, for both."""

    type: Literal["editor.language"]
    id: CommandId
    data: LanguageChoice


def _show_nul(text: str) -> str:
    # Programs print what they like; PostgreSQL's text can hold everything but this.
    return text.replace("\x00", "\u2400")


Output = Annotated[str, Field(strict=True), AfterValidator(_show_nul)]
Whole = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]


class RunData(_Frame):
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


class ShareRun(_Frame):
    """Show the peer what my run of the code printed; kept with the interview."""

    type: Literal["run.share"]
    id: CommandId
    data: RunData


class ReadPosition(_Frame):
    """How far I have read: the offset, on my own stream, of the newest notification that I have seen."""

    up_to: Annotated[int, Field(strict=True, ge=1, le=2**63 - 1)]


class NotificationsRead(_Frame):
    """Say how far I have read, as POST /notifications/read does."""

    type: Literal["notifications.read"]
    id: CommandId
    data: ReadPosition


class SignalData(_Frame):
    """What the peer's RTCPeerConnection needs: a session description or an ICE candidate."""

    description: dict[str, Any] | None = None
    candidate: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> SignalData:
        if (self.description is None) == (self.candidate is None):
            raise ValueError("give either description or candidate")
        return self


class Signal(_Frame):
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

CONNECT_COMMANDS: tuple[type[_Frame], ...] = (Reauth, NotificationsRead)
MATCH_COMMANDS: tuple[type[_Frame], ...] = (Reauth, Leave)
INTERVIEW_COMMANDS: tuple[type[_Frame], ...] = (
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
COMMANDS: dict[str, tuple[type[_Frame], ...]] = {
    "/ws/connect": CONNECT_COMMANDS,
    "/ws/match": MATCH_COMMANDS,
    "/ws/interview/live": INTERVIEW_COMMANDS,
}


def type_of(frame: type[BaseModel]) -> str:
    """Return the wire name of a frame."""
    annotation = frame.model_fields["type"].annotation
    name: str = annotation.__args__[0]  # type: ignore[union-attr]
    return name


_CLIENT_FRAMES: tuple[type[_Frame], ...] = (
    Auth,
    *dict.fromkeys((*CONNECT_COMMANDS, *MATCH_COMMANDS, *INTERVIEW_COMMANDS)),
)
_ADAPTERS: dict[str, TypeAdapter[Any]] = {type_of(frame): TypeAdapter(frame) for frame in _CLIENT_FRAMES}
_KNOWN = {path: {"auth", *map(type_of, commands)} for path, commands in COMMANDS.items()}


def parse(text: str, path: str) -> Auth | Command:
    """Read one client frame of a socket. Raises BadFrame with what is wrong and, where it has one, its id."""
    try:
        raw = from_json(text, allow_inf_nan=False)
    except (ValueError, TypeError):  # TypeError: text that isn't Unicode, with half a surrogate pair
        raise BadFrame("bad_json", "A frame must be one JSON object.") from None
    if not isinstance(raw, dict):
        raise BadFrame("bad_json", "A frame must be one JSON object.")
    # Counting is cheap, and all that most frames need.
    if text.count("{") + text.count("[") > MAX_DEPTH and _depth(raw) > MAX_DEPTH:
        raise BadFrame("bad_json", f"A frame may be nested {MAX_DEPTH} levels deep.")
    given = raw.get("id")
    id_ = given if isinstance(given, str) and len(given) <= 64 else None
    name = raw.get("type")
    known = _KNOWN[path]
    if not isinstance(name, str) or name not in known:
        raise BadFrame("unknown_command", f"{path} takes: {', '.join(sorted(known))}.", id_)
    try:
        frame: Auth | Command = _ADAPTERS[name].validate_python(raw)
    except ValidationError as error:
        raise BadFrame("invalid", _in_words(error), id_) from None
    return frame


def _depth(value: dict[str, Any]) -> int:
    level: list[Any] = [value]
    depth = 0
    while level:
        depth += 1
        inside = (one for box in level for one in (box.values() if isinstance(box, dict) else box))
        level = [one for one in inside if isinstance(one, (dict, list))]
    return depth


def _in_words(error: ValidationError) -> str:
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}".removeprefix(": ") for one in problems[:5])
