"""Invitations from one person to another, with the times proposed, and the addresses that want none by mail."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import Base, CreatedAt
from shared.models.enums import Difficulty, InterviewType, InvitationStatus, stored

_IS_OPEN = "status = 'open'"


class Invitation(Base):
    """`inviter` would like to practice with whoever has the link; with `invitee`, with that person only.

    `invitee_id` is also who accepted. `address` is where the link is mailed, until that is answered, withdrawn
    or expired; `by_mail` stays, for the daily limit. The private slot of an accepted one has its id as `invitation_id`.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint("inviter_id <> invitee_id", name="invitations_not_oneself"),
        CheckConstraint("char_length(note) <= 500", name="invitations_note_length"),
        CheckConstraint(f"{_IS_OPEN} OR address IS NULL", name="invitations_address_while_open"),
        CheckConstraint("status <> 'accepted' OR invitee_id IS NOT NULL", name="invitations_accepted_by_someone"),
        Index("invitations_inviter_id_idx", "inviter_id", "created_at"),
        Index("invitations_invitee_id_idx", "invitee_id", "created_at"),
        Index("invitations_expires_at_idx", "expires_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    inviter_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    invitee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    interview_type: Mapped[InterviewType] = mapped_column(stored(InterviewType, "invitations_interview_type"))
    difficulty: Mapped[Difficulty] = mapped_column(stored(Difficulty, "invitations_difficulty"))
    language: Mapped[str]
    topics: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    note: Mapped[str | None]
    address: Mapped[str | None]
    by_mail: Mapped[bool] = mapped_column(server_default=text("false"))
    status: Mapped[InvitationStatus] = mapped_column(
        stored(InvitationStatus, "invitations_status"), server_default="open"
    )
    expires_at: Mapped[datetime]
    created_at: Mapped[CreatedAt]

    proposals: Mapped[list[InvitationProposal]] = relationship(
        order_by="InvitationProposal.starts_at", lazy="selectin", cascade="all, delete-orphan", passive_deletes=True
    )


class InvitationProposal(Base):
    """A time that is proposed. An invitation without any is for now: the moment it is accepted."""

    __tablename__ = "invitation_proposals"

    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitations.id", ondelete="CASCADE"), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)


class InvitationRefusal(Base):
    """An address that wants no invitations by mail, as a keyed digest: it may belong to no account."""

    __tablename__ = "invitation_refusals"

    address_digest: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[CreatedAt]
