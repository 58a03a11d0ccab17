"""Requests and responses of /interview."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from mockmate_api.http.fields import (
    DIGITS,
    Body,
    Defaulted,
    DifficultyIn,
    InterviewTypeIn,
    MomentIn,
    Query,
    QueryId,
    TopicSlug,
)
from mockmate_api.http.pagination import Page, PageQuery
from mockmate_api.reviews.feedback_view import FeedbackOut
from mockmate_api.reviews.pads_kept import PadKept
from mockmate_api.reviews.turns import TurnView
from shared.core.integers import WHOLE, Id, Offset
from shared.core.view import Moment, View
from shared.events.schemas import ChatLine, CodeLanguage, InterviewView, Person, Role, SharedRunView
from shared.models import DeclineReason, Difficulty, InterviewType, ReportReason


class StartIn(Body):
    """The interview you are ready for."""

    interview_id: UUID


class EndIn(Body):
    """What to do next."""

    requeue: Defaulted[bool] = Field(
        default=False, description="Go to the practice room at once, asking for the same as before."
    )


class DeclineIn(Body):
    """Why I decline."""

    reason: Defaulted[DeclineReason] = Field(
        DeclineReason.NOT_NOW,
        description="With `not_now` I leave the waiting room, with `somebody_else` I go on waiting.",
    )


class ExitIn(Body):
    """What the peer did, as far as I can say now; both can be changed later."""

    reason: Defaulted[ReportReason] = ReportReason.OTHER
    text: Defaulted[Annotated[str, Field(max_length=2000)]] = Field(
        "", description="In your words; only moderators read it."
    )


class SwapIn(Body):
    """The seat that should interview."""

    interviewer_seat: Annotated[int, Field(ge=1, le=2), WHOLE] | None = Field(
        default=None, description="Nothing changes when they do already; without it the two change places."
    )


def _refuse_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("must not contain NUL characters")
    return text


Source = Annotated[str, AfterValidator(_refuse_nul)]


def _refuse_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be blank")
    return text


class RunIn(Body):
    """A program to run."""

    language: CodeLanguage
    code: Annotated[Source, AfterValidator(_refuse_blank)] = Field(min_length=1, max_length=50_000)
    stdin: Defaulted[Annotated[Source, Field(max_length=10_000)]] = ""
    max_output_bytes: Defaulted[Annotated[int, Field(ge=1, le=256 * 1024), WHOLE]] = Field(
        16 * 1024, description="How much of stdout, and of stderr, to return."
    )


RunOutcome = TypeAliasType(
    "RunOutcome", Literal["finished", "failed", "compile_error", "time_limit", "output_limit", "internal_error"]
)


class RunOut(View):
    """The result of a run."""

    status: str = Field(description="In the runner's words, such as Finished or Time Limit Exceeded.")
    outcome: RunOutcome = Field(
        description="`finished` has the exit code 0, and `failed` another one or a signal. After a `compile_error` "
        "nothing ran. With `time_limit` and `output_limit` the program was killed."
    )
    stdout: str
    stderr: str = Field(description="With what the compiler said.")
    exit_code: int | None = Field(description="Null if the program was stopped, or never ran.")
    signal: str | None = Field(description="What killed the program, such as SIGSEGV.")
    ms: int | None
    kilobytes: int | None
    truncated: bool = Field(description="Whether stdout or stderr was cut after `max_output_bytes`.")
    runtime: str = Field(description="What ran the program, such as Java (JDK 17.0.6).")


class RunnerLanguage(View):
    """A language in which the server runs programs."""

    language: CodeLanguage
    runtime: str = Field(description="What runs it, such as Java (JDK 17.0.6).")


class RunnerLanguages(View):
    """The languages in which the server runs programs; none if it runs no programs."""

    items: list[RunnerLanguage]


class ReplayQuery(Query):
    """Which part of a timeline."""

    limit: Annotated[int, Field(ge=1, le=500), DIGITS] = 200
    cursor: str | None = Field(
        None, max_length=300, pattern="^[A-Za-z0-9_-]+$", description="The `next_cursor` of the page before."
    )


class ReplayEvent(View):
    """Something that happened."""

    kind: Literal["event"] = "event"
    at: Moment
    offset: Offset
    type: str
    data: dict[str, Any]


class ReplayEdit(View):
    """A change of the document. All changes up to a moment, applied in any order, give the document at that moment."""

    kind: Literal["edit"] = "edit"
    at: Moment
    offset: Offset
    update: str = Field(
        description="A Yjs update in base64; the texts are `code` and `code2`, as `pads` of the interview says."
    )


ReplayItem = TypeAliasType("ReplayItem", Annotated[ReplayEvent | ReplayEdit, Field(discriminator="kind")])


class Removed(View):
    """When this site removed what belonged to an interview, as it keeps nothing for longer; null while it is kept."""

    chat: Moment | None
    document: Moment | None = Field(description="Code and whiteboard with their changes, and what happened.")
    runs: Moment | None
    feedback: Moment | None


class ReplayPage(View):
    """Part of a timeline, in the order of time."""

    removed: Removed = Field(description="What is missing from the timeline, since it was removed.")
    items: list[ReplayItem]
    next_cursor: str | None = Field(description="Ask with it for the next page; null on the last one.")


class RoomExport(View):
    """Everything of one finished interview that one of the two may see."""

    exported_at: Moment
    complete: bool = Field(
        description="False within ten seconds after the end: what was changed last may not be stored yet. Ask again."
    )
    id: UUID
    interview_type: InterviewType
    role: Role = Field(description="The last one I had.")
    difficulty: Difficulty
    peer: Person
    matched_at: Moment
    started_at: Moment | None
    ended_at: Moment | None
    turns: list[TurnView] = Field(description="The questions, with the parts that I may see.")
    pads: list[PadKept] = Field(description="The code at the end.")
    board: list[dict[str, Any]] = Field(description="The marks on the whiteboard, as docs/protocol.md describes them.")
    chat: list[ChatLine]
    runs: list[SharedRunView]
    notes: str = Field(description="Mine.")
    feedback: list[FeedbackOut] = Field(description="What I gave, and what I may read already.")
    removed: Removed = Field(description="What is missing, since it was removed.")


class ChatPage(Page[ChatLine]):
    """What was said in a room, newest first."""


class RunPage(Page[SharedRunView]):
    """The runs that were shared in a room, newest first."""


class HistoryQuery(PageQuery):
    """Which of my past interviews."""

    interview_type: InterviewTypeIn | None = None
    difficulty: DifficultyIn | None = Field(None, description="Mine.")
    from_: MomentIn | None = Field(None, alias="from", description="Matched then or later.")
    to: MomentIn | None = Field(None, description="Matched before then.")
    peer: QueryId | None = Field(None, description="The id of the person I met.")
    topic: TopicSlug | None = Field(None, description="We agreed on it, or one of us was asked a question on it.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ and self.to and self.from_ >= self.to:
            raise PydanticCustomError("order", "`from` must be before `to`")
        return self


class QuestionAsked(View):
    """A question that one of the two people was asked."""

    id: Id
    title: str
    difficulty: Difficulty
    tags: list[str]
    of_me: bool = Field(description="Whether I was asked it; otherwise I asked it.")


class PastInterview(InterviewView):
    """A finished interview with the feedback on it."""

    roles: list[Role] = Field(description="The roles I had, in that order; none when it never began.")
    questions: list[QuestionAsked] = Field(description="In the order in which they were asked.")
    duration_seconds: int | None = Field(description="From start to end; null when it never began.")
    feedback_given: FeedbackOut | None = Field(description="Mine on my peer.")
    feedback_received: FeedbackOut | None = Field(description="My peer's on me; null until I may read it.")
    replay: str = Field(description="Path of its recording.")
    removed: Removed


class HistoryPage(Page[PastInterview]):
    """My past interviews, newest first."""
