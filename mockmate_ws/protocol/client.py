"""Every command that clients may send, and which of them each socket accepts."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from mockmate_ws.protocol.credentials import ClientFrame, CommandId, Reauth
from mockmate_ws.protocol.signals import SignalData
from mockmate_ws.protocol.taking_part import SayCaption, SetMedia, SetRecording
from shared.core.integers import WHOLE, IdIn
from shared.events.schemas import CodeLanguage, PadName
from shared.models.enums import DeclineReason

MAX_MESSAGE_BYTES = 64 * 1024
MAX_BINARY_BYTES = 1024 * 1024
"""The longest binary message in a room: y-sync cannot split an update, so a whole document has to fit into one."""
MAX_FRAGMENTS = 64


def _refuse_nul(text: str) -> str:
    # PostgreSQL's text can't hold it.
    if "\x00" in text:
        raise ValueError("must not contain NUL characters")
    return text


class NoData(ClientFrame):
    """A command that needs no data."""


class Leave(ClientFrame):
    """Leave the waiting room at once, without the grace period; the socket closes."""

    type: Literal["waiting_room.leave"]
    id: CommandId
    data: NoData = NoData()


class DeclineChoice(ClientFrame):
    """The match, and why: with `not_now` you leave the waiting room, with `somebody_else` you go on waiting."""

    interview_id: UUID
    reason: DeclineReason = DeclineReason.NOT_NOW


class Decline(ClientFrame):
    """Decline a match before you have started it, as POST /interview/{interview_id}/decline does."""

    type: Literal["match.decline"]
    id: CommandId
    data: DeclineChoice


class ReunionChoice(ClientFrame):
    """The question (`reunion.id` of your state), and whether you would."""

    offer_id: IdIn
    again: Annotated[bool, Field(strict=True)]


class AnswerReunion(ClientFrame):
    """Say whether you would practice now with somebody here whom you met lately, as POST /match/reunion does."""

    type: Literal["reunion.answer"]
    id: CommandId
    data: ReunionChoice


class Ready(ClientFrame):
    """Start the interview, as POST /interview/start does."""

    type: Literal["interview.ready"]
    id: CommandId
    data: NoData = NoData()


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

    interviewer_seat: Annotated[int, Field(strict=True, ge=1, le=2), WHOLE] | None = None


class SwapRoles(ClientFrame):
    """Swap interviewer and interviewee; the other participant is asked their question."""

    type: Literal["roles.swap"]
    id: CommandId
    data: SwapChoice = SwapChoice()


class Extend(ClientFrame):
    """Ask for ten more minutes, or agree to the peer's request for them; twice at most."""

    type: Literal["interview.extend"]
    id: CommandId
    data: NoData = NoData()


class CamerasChoice(ClientFrame):
    """Whether cameras may be on, mine and the peer's; false takes an earlier agreement back."""

    agreed: Annotated[bool, Field(strict=True)]


class AgreeCameras(ClientFrame):
    """Agree that we see each other, or take that back. Pictures are for when both agree; see docs/protocol.md."""

    type: Literal["cameras.agree"]
    id: CommandId
    data: CamerasChoice


class NotesText(ClientFrame):
    """All of my notes, up to 20,000 characters; they replace the earlier ones."""

    text: Annotated[str, Field(strict=True, max_length=20_000), AfterValidator(_refuse_nul)]


class SaveNotes(ClientFrame):
    """Save my notes on this interview. No one else sees them."""

    type: Literal["notes.save"]
    id: CommandId
    data: NotesText


class ChatText(ClientFrame):
    """A line of chat, up to 4,000 characters."""

    text: Annotated[str, Field(strict=True, min_length=1, max_length=4000), AfterValidator(_refuse_nul)]


class Chat(ClientFrame):
    """Send a line of chat to the peer; it is kept with the interview."""

    type: Literal["chat.send"]
    id: CommandId
    data: ChatText


class LanguageChoice(ClientFrame):
    """The language of a pad: of the present one, unless another is named."""

    language: CodeLanguage
    pad: PadName | None = None


class Language(ClientFrame):
    """Set the language of a pad for both participants. That of the second question opens when it is asked."""

    type: Literal["editor.language"]
    id: CommandId
    data: LanguageChoice


def _show_nul(text: str) -> str:
    # Programs may print any character; PostgreSQL's text can hold all but this one.
    return text.replace("\x00", "\u2400")


Output = Annotated[str, Field(strict=True, max_length=MAX_MESSAGE_BYTES), AfterValidator(_show_nul)]
Whole = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000), WHOLE]


class CaseData(ClientFrame):
    """How one test case went, in texts as they are to be shown; the first 2,000 characters of each are kept.

    `index` is its place among all cases of the run, from 0: those of the question, then the person's own. `passed` is
    null for an own case without an expected result.
    """

    index: Whole
    own: Annotated[bool, Field(strict=True)] = False
    passed: Annotated[bool, Field(strict=True)] | None = None
    call: Output
    expected: Output | None = None
    got: Output | None = None
    error: Output | None = None
    printed: Output | None = None


class RunData(ClientFrame):
    """The result of a run, with `passed` of the `total` tests of the question, and how each test went in `results`.

    The first 16 KiB of stdout and of stderr are kept, 4 KiB of stdin, and 12 KiB of results. `question_id` is the
    question that the run belongs to, if another one is asked by now.
    """

    language: CodeLanguage
    stdout: Output
    stderr: Output = ""
    # One line, which is shown as a title.
    status: Annotated[str, Field(strict=True, min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]
    ms: Whole
    passed: Whole | None = None
    total: Whole | None = None
    stdin: Output = ""
    exit_code: Annotated[int, Field(strict=True, ge=1 - 2**31, le=2**31 - 1), WHOLE] | None = None
    results: Annotated[list[CaseData], Field(max_length=200)] | None = None
    question_id: IdIn | None = None

    @model_validator(mode="after")
    def _plausible(self) -> RunData:
        if (self.passed is None) != (self.total is None) or (self.passed or 0) > (self.total or 0):
            raise ValueError("give passed and total together, and not more passed than there are")
        results = self.results or []
        if any(one.index >= other.index for one, other in pairwise(results)):
            raise ValueError("give each of the results once, in order")
        asked = [one for one in results if not one.own]
        if any(one.passed is None or one.index >= (self.total or 0) for one in asked):
            raise ValueError("results that are not own ones have passed or not, and are among the total")
        if sum(one.passed is True for one in asked) > (self.passed or 0):
            raise ValueError("not more results may have passed than passed says")
        return self


class ShareRun(ClientFrame):
    """Show the peer the output of my run of the code; it is kept with the interview."""

    type: Literal["run.share"]
    id: CommandId
    data: RunData


class ReadPosition(ClientFrame):
    """The offset, in my own stream, of the newest notification that I have read."""

    up_to: IdIn


class NotificationsRead(ClientFrame):
    """Mark notifications as read, as POST /notifications/read does."""

    type: Literal["notifications.read"]
    id: CommandId
    data: ReadPosition


class Signal(ClientFrame):
    """Relay a WebRTC signal to the peer, if they are in the room. None is stored or left out; the id is optional."""

    type: Literal["signal.send"]
    id: CommandId | None = None
    data: SignalData


class Typing(ClientFrame):
    """Tell the peer that I write a line of chat; it holds for five seconds. It is not stored; the id is optional."""

    type: Literal["chat.typing"]
    id: CommandId | None = None
    data: NoData = NoData()


Command = (
    Reauth
    | NotificationsRead
    | Decline
    | Leave
    | AnswerReunion
    | Ready
    | End
    | Extend
    | SwapRoles
    | AgreeCameras
    | Chat
    | SaveNotes
    | Language
    | ShareRun
    | Signal
    | SetMedia
    | SayCaption
    | SetRecording
    | Typing
)

COMMANDS: dict[str, tuple[type[ClientFrame], ...]] = {
    "/ws/connect": (Reauth, NotificationsRead, Decline),
    "/ws/match": (Reauth, Leave, Decline, AnswerReunion),
    "/ws/interview/live": (
        *(Reauth, Ready, Chat, SwapRoles, Language, ShareRun, SaveNotes, Extend, End),
        AgreeCameras,
        *(Signal, SetMedia, SayCaption, SetRecording, Typing),
    ),
}
