"""A person's data export."""

from __future__ import annotations

from base64 import b64encode

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from mockmate_api.accounts import my_measures
from mockmate_api.accounts.reports import ReportMade
from mockmate_api.accounts.visible_reports import tells_no_reporter
from mockmate_api.reviews import feedback_view, pads_kept
from mockmate_api.reviews.feedback_view import FeedbackOut
from mockmate_api.reviews.question_reports import QuestionReportMade
from mockmate_api.users import service
from mockmate_api.users.schemas import (
    Export,
    MyAgainWish,
    MyBookingKept,
    MyEmailChange,
    MyGroup,
    MyGroupRemoval,
    MyIdentity,
    MyInterviewKept,
    MyInvitation,
    MyKeys,
    MyLine,
    MyLogin,
    MyNews,
    MyNote,
    MyPasskey,
    MyPicture,
    MyPushDevice,
    MyReminder,
    MyReunionAnswer,
    MyRun,
    MySoloTurn,
    MyTrace,
    MyWatch,
    MyWishes,
)
from shared.core import audit, clock
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.schemas import Person
from shared.models import (
    AgainWish,
    AuditEntry,
    AuditKind,
    Booking,
    BookingReminder,
    CalendarFeed,
    ChatMessage,
    EmailChange,
    Event,
    Group,
    GroupMember,
    GroupRemoval,
    Identity,
    Invitation,
    Login,
    Note,
    NotificationSettings,
    Participant,
    Passkey,
    ProfilePicture,
    PushDevice,
    Question,
    QuestionReport,
    RecoveryCode,
    Report,
    ReunionAnswer,
    SharedRun,
    SlotWatch,
    SoloTurn,
    TotpSecret,
    User,
)
from shared.rooms import interview_view


def everything(session: Session, settings: Settings, user: User) -> Export:
    """Return all stored data of a person. The number of statements is fixed."""
    me = user.id
    audit.note(session, AuditKind.EXPORTED, me)
    lines = session.scalars(select(ChatMessage).where(ChatMessage.user_id == me).order_by(ChatMessage.id))
    notes = session.scalars(select(Note).where(Note.user_id == me).order_by(Note.saved_at))
    wished = session.scalars(select(AgainWish).where(AgainWish.user_id == me).order_by(AgainWish.saved_at))
    runs = session.scalars(select(SharedRun).where(SharedRun.user_id == me).order_by(SharedRun.id))
    booked = session.scalars(select(Booking).where(Booking.user_id == me).order_by(Booking.id))
    events = session.scalars(select(Event).where(Event.stream == event_log.user(me)).order_by(Event.offset))
    logins = session.scalars(select(Login).where(Login.user_id == me).order_by(Login.created_at))
    devices = session.scalars(select(PushDevice).where(PushDevice.user_id == me).order_by(PushDevice.id))
    identities = session.scalars(select(Identity).where(Identity.user_id == me).order_by(Identity.id))
    change = session.get(EmailChange, me)
    reports = session.scalars(select(Report).where(Report.reporter_id == me).order_by(Report.id))
    on_questions = session.scalars(
        select(QuestionReport).where(QuestionReport.reporter_id == me).order_by(QuestionReport.id)
    )
    wishes = session.get(NotificationSettings, me)
    watches = session.scalars(select(SlotWatch).where(SlotWatch.user_id == me).order_by(SlotWatch.slot_id))
    removals = session.scalars(select(GroupRemoval).where(GroupRemoval.user_id == me).order_by(GroupRemoval.group_id))
    given, received = _feedback(session, settings, me)
    return Export(
        exported_at=clock.now(session),
        profile=service.profile(session, settings, user),
        picture=_picture(session, me),
        bookings=[MyBookingKept.model_validate(one, extra="ignore") for one in booked],
        invitations=_invitations(session, me),
        interviews=_interviews(session, me),
        feedback_given=given,
        feedback_received=received,
        chat=[MyLine.model_validate(one) for one in lines],
        notes=[MyNote.model_validate(one) for one in notes],
        again=[MyAgainWish.model_validate(one, extra="ignore") for one in wished],
        runs=[MyRun.model_validate(one, extra="ignore") for one in runs],
        news=[MyNews.model_validate(one) for one in events],
        notifications=None if wishes is None else MyWishes.model_validate(wishes),
        watches=[MyWatch.model_validate(one) for one in watches],
        reminders=_reminders(session, me),
        groups=_groups(session, me),
        group_removals=[MyGroupRemoval.model_validate(one) for one in removals],
        solo_turns=_solo_turns(session, me),
        reunion_answers=_reunion_answers(session, me),
        keys=_keys(session, user),
        calendar_shared_at=session.scalar(select(CalendarFeed.created_at).where(CalendarFeed.user_id == me)),
        logins=[MyLogin.model_validate(one) for one in logins],
        push_devices=[MyPushDevice.model_validate(one) for one in devices],
        identities=[MyIdentity.model_validate(one, extra="ignore") for one in identities],
        email_change=None if change is None else MyEmailChange.model_validate(change, extra="ignore"),
        reports=[ReportMade.model_validate(one) for one in reports],
        question_reports=[QuestionReportMade.model_validate(one) for one in on_questions],
        measures=my_measures.of(session, me),
        audit=_traces(session, me),
    )


def _reminders(session: Session, me: int) -> list[MyReminder]:
    mine = select(BookingReminder).join(Booking, Booking.id == BookingReminder.booking_id).where(Booking.user_id == me)
    order = (BookingReminder.starts_at, BookingReminder.minutes.desc(), BookingReminder.booking_id)
    return [MyReminder.model_validate(one) for one in session.scalars(mine.order_by(*order))]


def _invitations(session: Session, me: int) -> list[MyInvitation]:
    inviter, invitee = aliased(User), aliased(User)
    rows = session.execute(
        select(Invitation, inviter, invitee)
        .join(inviter, inviter.id == Invitation.inviter_id)
        .outerjoin(invitee, invitee.id == Invitation.invitee_id)
        .where(or_(Invitation.inviter_id == me, Invitation.invitee_id == me))
        .order_by(Invitation.created_at)
    )
    return [_invitation(me, *row) for row in rows]


_OF_INVITATIONS = ("id", "status", "interview_type", "language", "topics", "note", "expires_at", "created_at")


def _invitation(me: int, one: Invitation, inviter: User, invitee: User | None) -> MyInvitation:
    is_mine = inviter.id == me
    peer = invitee if is_mine else inviter
    return MyInvitation(
        **{name: getattr(one, name) for name in _OF_INVITATIONS},
        is_mine=is_mine,
        difficulty=one.difficulty if is_mine else None,
        address=one.address if is_mine else None,
        proposals=[each.starts_at for each in one.proposals],
        peer=None if peer is None else Person(id=peer.id, username=peer.username, full_name=peer.full_name),
    )


def _groups(session: Session, me: int) -> list[MyGroup]:
    mine = select(GroupMember, Group).join(Group, Group.id == GroupMember.group_id).where(GroupMember.user_id == me)
    return [
        MyGroup(
            id=group.id,
            name=group.name,
            organizer=one.is_organizer,
            prefers_group=one.prefers_group,
            joined_at=one.joined_at,
            made=group.created_by == me,
        )
        for one, group in session.execute(mine.order_by(GroupMember.group_id))
    ]


def _keys(session: Session, user: User) -> MyKeys:
    mine = select(Passkey).where(Passkey.user_id == user.id).order_by(Passkey.id)
    codes = session.scalars(select(RecoveryCode.used_at).where(RecoveryCode.user_id == user.id)).all()
    return MyKeys(
        passkeys=[MyPasskey.model_validate(one, extra="ignore") for one in session.scalars(mine)],
        passkey_is_second=user.passkey_is_second,
        totp_since=session.scalar(select(TotpSecret.confirmed_at).where(TotpSecret.user_id == user.id)),
        recovery_codes=len(codes),
        recovery_codes_used=sum(used is not None for used in codes),
    )


def _solo_turns(session: Session, me: int) -> list[MySoloTurn]:
    mine = select(SoloTurn.question_id, Question.title, SoloTurn.met_before, SoloTurn.began_at)
    joined = mine.join(Question, Question.id == SoloTurn.question_id).where(SoloTurn.user_id == me)
    return [MySoloTurn.model_validate(one) for one in session.execute(joined.order_by(SoloTurn.id))]


def _reunion_answers(session: Session, me: int) -> list[MyReunionAnswer]:
    mine = select(ReunionAnswer).join(Booking, Booking.id == ReunionAnswer.booking_id).where(Booking.user_id == me)
    return [
        MyReunionAnswer.model_validate(one, extra="ignore")
        for one in session.scalars(mine.order_by(ReunionAnswer.answered_at))
    ]


def _interviews(session: Session, me: int) -> list[MyInterviewKept]:
    mine = {one.interview_id: one for one in session.scalars(select(Participant).where(Participant.user_id == me))}
    sides = interview_view.load(session, list(mine))
    found = [interview_view.view_for(each, me) for each in sides.values()]
    pads = pads_kept.of_many(session, sides)
    return [
        MyInterviewKept(
            id=one.id,
            interview_type=one.interview_type,
            status=one.status,
            role=one.role,
            difficulty=one.my_difficulty,
            topics=one.topics,
            peer=Person(id=one.peer.id, username=one.peer.username, full_name=one.peer.full_name),
            matched_at=one.matched_at,
            started_at=one.started_at,
            ended_at=one.ended_at,
            declined_at=mine[one.id].declined_at,
            decline_reason=mine[one.id].decline_reason,
            pads=pads[one.id],
        )
        for one in sorted(found, key=lambda one: one.matched_at)
    ]


def _picture(session: Session, me: int) -> MyPicture | None:
    mine = session.get(ProfilePicture, me)
    return None if mine is None else MyPicture(webp=b64encode(mine.image).decode(), stored_at=mine.stored_at)


def _feedback(session: Session, settings: Settings, me: int) -> tuple[list[FeedbackOut], list[FeedbackOut]]:
    shown = feedback_view.readable_by(session, settings, me)
    return [one for one in shown if one.author.id == me], [one for one in shown if one.subject.id == me]


def _traces(session: Session, me: int) -> list[MyTrace]:
    mine = select(AuditEntry).where(or_(AuditEntry.actor_id == me, AuditEntry.subject_id == me))
    mine = mine.where(tells_no_reporter(me))
    return [
        MyTrace(kind=one.kind, at=one.at, address=one.address if one.actor_id == me else None)
        for one in session.scalars(mine.order_by(AuditEntry.id))
    ]
