"""What moderators decide about people, and the appeals against it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt, Key
from shared.models.enums import AppealOutcome, MeasureKind, stored


class Measure(Base):
    """A warning, a restriction or a suspension of a person, by a moderator or an administrator.

    It stays when it ends or the account is deleted, so that the next decision knows of it. `decided_by` is null for a
    suspension of before there were measures.
    """

    __tablename__ = "measures"
    __table_args__ = (
        CheckConstraint("lifted_at IS NOT NULL OR lifted_by IS NULL", name="measures_lifted_whole"),
        CheckConstraint("kind <> 'warned' OR until IS NULL", name="measures_warning_without_end"),
        Index("measures_user_id_idx", "user_id", "id"),
        Index("measures_report_id_idx", "report_id"),
        Index("measures_address_digest_idx", "address_digest", postgresql_where=text("address_digest IS NOT NULL")),
    )

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[MeasureKind] = mapped_column(stored(MeasureKind, "measures_kind"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id", ondelete="SET NULL"))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[CreatedAt]
    until: Mapped[datetime | None]
    text: Mapped[str]
    # Of a suspension: a digest of the address that can't register again.
    address_digest: Mapped[str | None]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Appeal(Base):
    """What a person says against a measure, once for each, and the answer."""

    __tablename__ = "appeals"
    __table_args__ = (
        CheckConstraint(
            "(answered_at IS NULL) = (outcome IS NULL) AND (answered_at IS NULL) = (answered_by IS NULL)"
            " AND (answered_at IS NULL) = (answer IS NULL)",
            name="appeals_answered_whole",
        ),
        Index("appeals_measure_id_key", "measure_id", unique=True),
        Index("appeals_open_idx", "id", postgresql_where=text("answered_at IS NULL")),
    )

    id: Mapped[Key]
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id", ondelete="CASCADE"))
    text: Mapped[str]
    created_at: Mapped[CreatedAt]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    outcome: Mapped[AppealOutcome | None] = mapped_column(stored(AppealOutcome, "appeals_outcome"))
    answer: Mapped[str | None]
