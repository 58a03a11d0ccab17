"""POST /interview/start, GET /interview/history and /interview/{id}, and changes to a running interview."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response

from mockmate_api.accounts.reports import ReportMade
from mockmate_api.http import rate_limits, transaction
from mockmate_api.http.caller import current_user
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from mockmate_api.http.pagination import PageQuery
from mockmate_api.http.reading import Reading
from mockmate_api.interview import exits, history, replay, room_export, room_files, room_pages, runners
from mockmate_api.interview.runners.errors import RunnerFailed, RunnerMissing, RunnerSlow
from mockmate_api.interview.schemas import (
    ChatPage,
    DeclineIn,
    EndIn,
    ExitIn,
    HistoryPage,
    HistoryQuery,
    ReplayPage,
    ReplayQuery,
    RoomExport,
    RunIn,
    RunnerLanguage,
    RunnerLanguages,
    RunOut,
    RunPage,
    StartIn,
    SwapIn,
)
from mockmate_api.reviews import again, question_reports, turns
from mockmate_api.reviews.again import AgainIn, AgainOut
from mockmate_api.reviews.question_reports import QuestionReportIn, QuestionReportMade
from mockmate_api.reviews.turns import TurnList
from shared.core.errors import (
    AgainClosed,
    AlreadyStarted,
    BirthYearMissing,
    BookingOverlap,
    ConsentRequired,
    ContactsNotAllowed,
    InterviewNotEnded,
    InterviewNotLive,
    InterviewOver,
    Invalid,
    NoLongerWait,
    NoMoreTime,
    NotFound,
    PracticeBlocked,
    QuestionReported,
    Unavailable,
)
from shared.events.schemas import InterviewView, LiveInterview
from shared.matching import extensions, interviews
from shared.models import InterviewStatus
from shared.rooms import interview_view

blueprint = Blueprint("interview", __name__, url_prefix="/interview")


@operation(
    blueprint,
    "POST",
    "/start",
    returns={200: LiveInterview},
    errors=(NotFound, InterviewOver, ConsentRequired),
    idempotent=True,
)
def start_interview(body: StartIn) -> LiveInterview:
    """Report that I am ready. The interview goes live once both are; repeating it has no effect."""
    return interviews.start(db.session(), settings(), body.interview_id, current_user().id)


@operation(blueprint, "GET", "/history", returns={200: HistoryPage})
def list_past_interviews(query: HistoryQuery) -> Reading:
    """List my past interviews, newest first, with the feedback on them."""
    return history.read(settings(), query)


@operation(
    blueprint, "GET", "/languages", returns={200: RunnerLanguages}, errors=(RunnerFailed, RunnerSlow, Unavailable)
)
def list_runner_languages() -> RunnerLanguages:
    """List the languages in which `POST /interview/{interview_id}/run` runs programs on a server."""
    # The server may take seconds to say so, during which no transaction may stay open.
    transaction.commit()
    found = runners.languages(settings())
    return RunnerLanguages(
        items=[RunnerLanguage(language=language, runtime=runtime) for language, runtime in found.items()]
    )


@operation(blueprint, "GET", "/<uuid:interview_id>", returns={200: LiveInterview})
def read_interview(interview_id: UUID) -> LiveInterview:
    """Read one of my interviews, with the parts of the question I may see and my notes."""
    return interview_view.live_view(db.session(), settings(), interview_id, current_user().id)


@operation(blueprint, "GET", "/<uuid:interview_id>/replay", returns={200: ReplayPage}, errors=(Invalid,))
def replay_interview(interview_id: UUID, query: ReplayQuery) -> ReplayPage:
    """Read the replay of one of my interviews: its events and document changes, in order of time."""
    return replay.replay(db.session(), interview_id, current_user().id, query)


@operation(
    blueprint,
    "GET",
    "/<uuid:interview_id>/export",
    returns={200: RoomExport},
    errors=(InterviewNotEnded,),
    limits=rate_limits.EXPORT,
)
def export_interview(interview_id: UUID) -> RoomExport:
    """Export one of my finished interviews: code, whiteboard, chat, runs, questions, my notes, and feedback."""
    return room_export.everything(db.session(), settings(), interview_id, current_user().id)


@operation(
    blueprint,
    "GET",
    "/<uuid:interview_id>/export.zip",
    returns={200: room_files.MEDIA_TYPE},
    errors=(InterviewNotEnded,),
    limits=rate_limits.EXPORT,
)
def export_interview_files(interview_id: UUID) -> Response:
    """Export one of my finished interviews as files in a zip, with the JSON of the other export among them."""
    room = room_export.everything(db.session(), settings(), interview_id, current_user().id)
    headers = {"Content-Disposition": f'attachment; filename="interview-{interview_id}.zip"'}
    return Response(room_files.packed(room), mimetype=room_files.MEDIA_TYPE, headers=headers)


@operation(blueprint, "GET", "/<uuid:interview_id>/chat", returns={200: ChatPage})
def list_chat_lines(interview_id: UUID, query: PageQuery) -> ChatPage:
    """List the chat of one of my interviews, newest first. A snapshot's `chat_before` is a cursor here."""
    return room_pages.chat(db.session(), interview_id, current_user().id, query)


@operation(blueprint, "GET", "/<uuid:interview_id>/runs", returns={200: RunPage})
def list_shared_runs(interview_id: UUID, query: PageQuery) -> RunPage:
    """List the shared runs of one of my interviews, newest first. A snapshot's `runs_before` is a cursor here."""
    return room_pages.runs(db.session(), interview_id, current_user().id, query)


@operation(blueprint, "GET", "/<uuid:interview_id>/turns", returns={200: TurnList})
def list_turns(interview_id: UUID) -> TurnList:
    """List who was asked in one of my interviews, with the parts of each question that I may see."""
    return turns.shown(db.session(), interview_id, current_user().id)


@operation(blueprint, "GET", "/<uuid:interview_id>/again", returns={200: AgainOut}, errors=(InterviewNotEnded,))
def read_again(interview_id: UUID) -> AgainOut:
    """Read what I said after one of my interviews about meeting my peer again, and what both of us said."""
    return again.read(db.session(), settings(), interview_id, current_user().id)


@operation(
    blueprint,
    "PATCH",
    "/<uuid:interview_id>/again",
    returns={200: AgainOut},
    errors=(InterviewNotEnded, AgainClosed, ContactsNotAllowed),
)
def change_again(interview_id: UUID, body: AgainIn) -> AgainOut:
    """Say whether I would practice with my peer again, and how they can reach me.

    They are shown neither before they have said as much; then both of us are told, once, by `again.agreed`.
    """
    return again.change(db.session(), settings(), interview_id, current_user().id, body)


@operation(
    blueprint,
    "POST",
    "/<uuid:interview_id>/swap-roles",
    returns={200: InterviewView},
    errors=(InterviewNotLive, InterviewOver),
)
def swap_roles(interview_id: UUID, body: SwapIn = SwapIn()) -> InterviewView:  # noqa: B008 - frozen
    """Swap interviewer and interviewee; the new interviewee is asked their question."""
    return interviews.swap_roles(db.session(), interview_id, current_user().id, body.interviewer_seat)


@operation(
    blueprint,
    "POST",
    "/<uuid:interview_id>/extend",
    returns={200: LiveInterview},
    errors=(InterviewNotLive, InterviewOver, NoMoreTime, BookingOverlap),
    idempotent=True,
)
def extend_interview(interview_id: UUID) -> LiveInterview:
    """Propose ten more minutes, or accept my peer's proposal within a minute; at most twice."""
    return extensions.extend(db.session(), settings(), interview_id, current_user().id)


@operation(
    blueprint,
    "POST",
    "/<uuid:interview_id>/hold",
    returns={200: LiveInterview},
    errors=(AlreadyStarted, InterviewOver, NoLongerWait, BookingOverlap),
    idempotent=True,
)
def hold_interview(interview_id: UUID) -> LiveInterview:
    """Give my peer and me two more minutes to begin, up to twelve in all."""
    return extensions.hold(db.session(), settings(), interview_id, current_user().id)


@operation(
    blueprint,
    "POST",
    "/<uuid:interview_id>/run",
    returns={200: RunOut},
    errors=(InterviewNotLive, InterviewOver, RunnerMissing, RunnerFailed, RunnerSlow, Unavailable),
    limits=rate_limits.RUN,
)
def run_code(interview_id: UUID, body: RunIn) -> RunOut:
    """Run a program on this deployment's Judge0 or Piston. The client shares what came of it by `run.share`."""
    seen = interview_view.view_by_id(db.session(), interview_id, current_user().id)
    if seen.status in interviews.OVER:
        raise InterviewOver
    if seen.status is not InterviewStatus.LIVE:
        raise InterviewNotLive
    # The run takes seconds, so no transaction may stay open during it.
    transaction.commit()
    return runners.run(settings(), body)


@operation(
    blueprint,
    "POST",
    "/<uuid:interview_id>/decline",
    returns={200: InterviewView},
    errors=(AlreadyStarted, InterviewOver),
    idempotent=True,
    limits=rate_limits.DECLINE,
)
def decline_interview(interview_id: UUID, body: DeclineIn = DeclineIn()) -> InterviewView:  # noqa: B008 - frozen
    """Decline a match before I have started it. My peer keeps their place in line; repeating has no effect."""
    return interviews.decline(db.session(), settings(), interview_id, current_user().id, body.reason)


@operation(
    blueprint,
    "POST",
    "/<uuid:interview_id>/end",
    returns={200: InterviewView},
    errors=(BookingOverlap, PracticeBlocked, BirthYearMissing, ConsentRequired),
)
def end_interview(interview_id: UUID, body: EndIn = EndIn()) -> InterviewView:  # noqa: B008 - frozen
    """End the interview for both people, optionally returning to the practice room. Repeating has no effect.

    Before the interview is live, this counts as declining it.
    """
    return interviews.end(db.session(), settings(), interview_id, current_user().id, requeue=body.requeue)


@operation(
    blueprint,
    "POST",
    "/<uuid:interview_id>/exit",
    returns={200: ReportMade},
    errors=(InterviewOver,),
    idempotent=True,
    limits=rate_limits.EXIT,
)
def exit_interview(interview_id: UUID, body: ExitIn = ExitIn()) -> ReportMade:  # noqa: B008 - frozen
    """Leave an interview for safety, before it begins, during it, or up to 30 days after it.

    It ends, my peer is blocked and reported, and what the room holds is kept as evidence. It costs nothing, and I am
    not put into a waiting room. My peer is not told of the report; to them it looks as if I had ended or declined it.
    If I have an open report about them, this is added to it. Repeating has no effect.
    """
    return exits.leave(db.session(), settings(), interview_id, current_user().id, body)


@operation(
    blueprint,
    "POST",
    "/<uuid:interview_id>/question-reports",
    returns={201: QuestionReportMade},
    errors=(QuestionReported,),
    idempotent=True,
    limits=rate_limits.REPORT,
)
def report_question(interview_id: UUID, body: QuestionReportIn) -> QuestionReportMade:
    """Report a question that was asked in one of my interviews, of me or by me. My peer is not notified."""
    return question_reports.make(db.session(), current_user().id, interview_id, body)
