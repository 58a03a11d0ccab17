"""The devices that notifications are pushed to, and what is on its way to them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt, Key


class PushDevice(Base):
    """A browser (`web`) or an app (`fcm`) that is pushed to, for as long as the login lasts that registered it.

    `endpoint` is a URL at its push service, or the token of the app; `digest` is the SHA-256 of kind and endpoint.
    `p256dh` and `auth` are the keys of a browser (RFC 8291), in base64url.
    """

    __tablename__ = "push_devices"
    __table_args__ = (
        CheckConstraint("kind IN ('web', 'fcm')", name="push_devices_kind_known"),
        CheckConstraint("kind <> 'web' OR (p256dh <> '' AND auth <> '')", name="push_devices_web_has_keys"),
        Index("push_devices_digest_key", "digest", unique=True),
        Index("push_devices_user_id_idx", "user_id"),
        Index("push_devices_login_id_idx", "login_id"),
    )

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    login_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    kind: Mapped[str]
    endpoint: Mapped[str]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    host: Mapped[str]
    p256dh: Mapped[str] = mapped_column(server_default=text("''"))
    auth: Mapped[str] = mapped_column(server_default=text("''"))
    user_agent: Mapped[str | None]
    created_at: Mapped[CreatedAt]
    last_ok_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(server_default=text("0"))


class OutgoingPush(Base):
    """A notification for a device, until it was pushed or is of no use: only which event it is about.

    Of those about one `topic`, only the newest goes to a device. A process that sends one has put off `due_at`.
    """

    __tablename__ = "outgoing_pushes"
    __table_args__ = (
        Index("outgoing_pushes_due_at_idx", "due_at"),
        Index("outgoing_pushes_device_id_idx", "device_id", "topic"),
    )

    id: Mapped[Key]
    device_id: Mapped[int] = mapped_column(ForeignKey("push_devices.id", ondelete="CASCADE"))
    stream: Mapped[str]
    offset: Mapped[int]
    topic: Mapped[str]
    created_at: Mapped[CreatedAt]
    due_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
