"""The models that both services show to clients: the same interview, room or state over REST and in frames."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypeAliasType

from shared.core.integers import Id
from shared.core.view import Moment, View
from shared.events.question_view import QuestionView
from shared.models.enums import BookingStatus, CancelledBy, Difficulty, InterviewStatus, InterviewType

Role = TypeAliasType("Role", Literal["interviewer", "interviewee"])

CodeLanguage = TypeAliasType(
    "CodeLanguage",
    Literal[
        "python",
        "javascript",
        "typescript",
        "java",
        "kotlin",
        "c",
        "cpp",
        "csharp",
        "go",
        "rust",
        "ruby",
        "php",
        "swift",
        "sql",
        "lua",
        "html",
        "plaintext",
    ],
)
"""What code is written in."""


PadName = TypeAliasType("PadName", Literal["code", "code2"])
"""The name of a pad's text in the shared document: `code` for who is asked first, `code2` for who is asked second."""


class PadView(View):
    """What one of the two people writes for their question: a text of the shared document, and its language."""

    name: PadName = Field(description="The name of its text; both pads have `code` in an interview from before pads.")
    user_id: Id = Field(description="Who is asked the question.")
    question_id: Id | None = Field(description="Null until it is asked, and if there is none.")
    language: CodeLanguage


class Reliability(View):
    """How often a person attended in the last 90 days; newer bookings count more."""

    fraction: float | None = Field(description="0 to 1; null while there is nothing to tell from.")
    count: int = Field(description="How many bookings it is made from.")
    late: int = Field(description="How many of them they came late to.")


class Person(View):
    """A person as others see them."""

    id: Id
    username: str
    full_name: str | None


class Peer(Person):
    """The other person in an interview."""

    reliability: Reliability


class Why(View):
    """Why these two were paired."""

    same_level: bool
    waited_seconds: int = Field(description="How long you waited.")
    peer_waited_seconds: int = Field(description="How long your peer waited.")
    met_before: bool
    invited: bool = Field(False, description="Whether one of you invited the other: it counts in no figures.")


class InterviewView(View):
    """An interview as one of its two participants sees it."""

    id: UUID
    slot_id: Id
    interview_type: InterviewType
    status: InterviewStatus
    role: Role
    my_difficulty: Difficulty
    peer: Peer
    level_gap: int
    why: Why
    topics: list[str] = Field(
        default_factory=list,
        description="What both agreed on, by the slugs of /topics: questions are about it if there are some. Empty if "
        "any topic will do for both, or if their wishes have none in common.",
    )
    matched_at: Moment
    start_by: Moment = Field(description="Both must start it by then.")
    i_started: bool
    peer_started: bool
    started_at: Moment | None
    ends_at: Moment | None = Field(description="When the time is up; null until it is live.")
    ended_at: Moment | None


class IceServer(View):
    """A STUN or TURN server, in the form RTCPeerConnection expects."""

    urls: list[str]
    username: str = Field("", description="Empty for a server that needs none.")
    credential: str = Field("", description="Empty for a server that needs none.")


class WebRtcVideo(View):
    """Video between the browsers, signaled over the room's socket."""

    provider: Literal["webrtc"] = "webrtc"
    ice_servers: list[IceServer] = Field(
        description="Credentials are yours alone, valid until the latest end of the interview; reading the interview "
        "again gives current ones. None once it is over."
    )
    polite: bool = Field(description="Whether you give way when both offer at once (perfect negotiation).")
    allowed: bool = Field(
        True, description="false: one of you takes part in writing only, so signals are refused (`text_only`)."
    )


VideoProvider = TypeAliasType("VideoProvider", Literal["webrtc", "zego"])


class CallServers(View):
    """The servers of a later call, for a test of one's network before it."""

    provider: VideoProvider = Field(description="ZEGO carries calls by servers of its own, which no list names.")
    ice_servers: list[IceServer] = Field(
        description="Credentials are yours alone, and valid for five minutes: an interview has its own."
    )


class ZegoVideo(View):
    """Video by ZEGO's UIKit."""

    provider: Literal["zego"] = "zego"
    app_id: Id
    room_id: str
    kit_token: str | None = Field(description="Yours alone, for this room, until its end; null unless it is live.")


Video = TypeAliasType("Video", Annotated[WebRtcVideo | ZegoVideo, Field(discriminator="provider")])


class Extension(View):
    """A proposal for more time that the peer has not accepted yet."""

    by: Id
    until: Moment


class LiveInterview(InterviewView):
    """An interview with everything needed inside the room."""

    question: QuestionView | None = Field(description="What the interviewee is asked; null before it is live.")
    no_question: bool = Field(
        False, description="Whether there is none to ask in this turn, because too few of its type are in the bank."
    )
    video: Video
    camera_allowed: bool = Field(True, description="Whether the two may show themselves; not where one is a minor.")
    spoken_language: str = Field(description="What both speak, for example `en`.")
    notes: str = Field(description="Mine; nobody else sees them.")
    extensions_left: int
    extension: Extension | None
    socket: str = Field(description="Path of the room's WebSocket.")
    pads: list[PadView] = Field(
        description="One for each of the two, in the order of asking. The present one is that of the interviewee."
    )


class NextSlot(View):
    """A slot to book instead."""

    slot_id: Id
    starts_at: Moment


class WaitingCounts(View):
    """How many people are present and waiting, by difficulty."""

    easy: int = 0
    medium: int = 0
    hard: int = 0


class MyBooking(View):
    """My booking in a slot."""

    booking_id: Id
    status: BookingStatus
    difficulty: Difficulty


class GroupRef(View):
    """The group whose slot it is."""

    id: Id
    name: str


class Room(View):
    """A waiting room that is open or opens soon."""

    slot_id: Id
    interview_type: InterviewType
    practice: bool
    starts_at: Moment | None
    opens_at: Moment | None
    closes_at: Moment | None
    open: bool
    duration_minutes: int
    waiting: WaitingCounts
    booked: int
    capacity: int | None
    mine: MyBooking | None
    group: GroupRef | None = Field(description="The group whose room it is; null for a public one.")
    estimated_wait_seconds: int | None = Field(description="Null while there is too little to estimate from.")


MatchStatus = TypeAliasType("MatchStatus", Literal["idle", "booked", "waiting", "matched", "expired"])


WaitOutcome = TypeAliasType("WaitOutcome", Literal["completed", "missed", "declined", "cancelled", "expired"])


class LastWait(View):
    """How my last wait ended.

    `completed` after an interview; `missed` if I didn't start it in time or, without an `interview_id`, never came;
    `declined` if I declined a match and did not wait on; `cancelled`; `expired` if nobody was found.
    """

    booking_id: Id
    slot_id: Id
    outcome: WaitOutcome
    ended_at: Moment
    cancelled_by: CancelledBy | None = Field(None, description="Who canceled it; null unless it was canceled.")
    interview_id: UUID | None = None
    next_slots: list[NextSlot] = Field(default_factory=list, description="What to book instead, if it expired.")


ReunionState = TypeAliasType("ReunionState", Literal["offered", "accepted", "apart"])


class ReunionOffer(View):
    """The question whether I would meet somebody here again now whom I met lately, as nobody new suits either of us.

    `offered` until I answer, `accepted` while I would and they have not answered. If they would too, we are paired at
    once. `apart` once either of us would rather not: for as long as both wait, and nobody is told who said so.
    """

    id: Id = Field(description="Names the question in my answer.")
    met_at: Moment = Field(description="When we last met.")
    state: ReunionState


class MatchState(View):
    """A person's state in matching."""

    status: MatchStatus
    slot_id: Id | None = None
    booking_id: Id | None = None
    position: int | None = Field(None, description="1 for the longest waiting; null when not waiting.")
    waiting: WaitingCounts | None = None
    pairs_at: Moment | None = Field(None, description="When the first pass runs; null when passes run already.")
    estimated_wait_seconds: int | None = None
    reunion_at: Moment | None = Field(
        None,
        description="When the only people here who suit me may be paired with me although we met lately; null in a "
        "room with somebody new, or with many people.",
    )
    met_at: Moment | None = Field(None, description="When I last met the one of them whom I meet again.")
    reunion: ReunionOffer | None = Field(None, description="Whether I am asked to meet one of them now.")
    away: bool = Field(
        False, description="Whether I wait but have not been heard from: nobody is paired with me until I come back."
    )
    interview: InterviewView | None = None
    last_wait: LastWait | None = Field(None, description="While I neither wait nor am matched: for an hour.")


class CaseView(View):
    """How one test case went. Its texts are as the sender's client shows them, and cut where they are long."""

    index: int = Field(
        description="Its place among all cases of the run, from 0: those of the question, then own ones."
    )
    own: bool = Field(description="Whether the case is the person's own, not one of the question's.")
    passed: bool | None = Field(description="Null for an own case without an expected result.")
    call: str = Field(description="The call, with all arguments.")
    expected: str | None
    got: str | None = Field(description="What was returned; null if nothing was.")
    error: str | None = Field(description="What was thrown instead, in the language's words.")
    printed: str | None = Field(description="What the program printed meanwhile, if that is known.")


class SharedRunView(View):
    """The output of a run. Long output is cut off at the end, with a line that says so.

    GET /interview/{interview_id}/runs has up to 16 KiB of stdout and of stderr, and 4 KiB of stdin; a frame may have
    less.
    """

    id: str = Field(description="The sender's own id of the run.")
    user_id: Id
    language: CodeLanguage
    stdout: str
    stderr: str
    status: str
    ms: int
    passed: int | None = Field(description="How many tests passed, of `total`; null when none were run.")
    total: int | None
    truncated: bool
    question_id: Id | None = Field(None, description="The question that it belongs to.")
    stdin: str = Field("", description="What the program could read; empty for runs from before it was shared.")
    exit_code: int | None = Field(None, description="Null if the program was stopped, or was only called by tests.")
    results: list[CaseView] | None = Field(
        None,
        description="How the test cases went, as many as fit, failed ones first of all. Null without tests, and for "
        "runs of older clients, which have them as lines of stdout.",
    )
    at: Moment


class ChatLine(View):
    """One line of chat."""

    id: str = Field(description="The sender's own id of the line.")
    user_id: Id
    text: str
    at: Moment
