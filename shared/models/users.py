"""People, their logins, their blocks, and the single-use tokens sent to them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt, Key
from shared.models.enums import Restriction, stored


class User(Base):
    """A person with an account. A deleted account stays as a row without a name, which its peers' history needs.

    `suspended_until` and `restricted_until` are null for what has no end date. The measure has the reason.
    """

    __tablename__ = "users"
    __table_args__ = (
        Index("users_email_key", func.lower(text("email")), unique=True),
        Index("users_username_key", func.lower(text("username")), unique=True),
        CheckConstraint(
            "suspended_at IS NOT NULL OR suspended_until IS NULL AND suspension_reason IS NULL",
            name="users_suspension_whole",
        ),
        CheckConstraint("restriction IS NOT NULL OR restricted_until IS NULL", name="users_restriction_whole"),
        Index("users_restricted_idx", "id", postgresql_where=text("restriction IS NOT NULL")),
    )

    id: Mapped[Key]
    email: Mapped[str]
    username: Mapped[str]
    email_verified_at: Mapped[datetime | None]
    password_hash: Mapped[str]
    full_name: Mapped[str | None]
    time_zone: Mapped[str] = mapped_column(server_default="UTC")
    languages: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{en}'"))
    ui_language: Mapped[str | None]
    birth_year: Mapped[int | None] = mapped_column(SmallInteger)
    camera_start: Mapped[str | None]
    consented_at: Mapped[datetime | None]
    consent_version: Mapped[int | None] = mapped_column(SmallInteger)
    # Whether a login by password asks for one of the person's passkeys too.
    passkey_is_second: Mapped[bool] = mapped_column(server_default=text("false"))
    is_admin: Mapped[bool] = mapped_column(server_default=text("false"))
    is_moderator: Mapped[bool] = mapped_column(server_default=text("false"))
    practice_blocked_until: Mapped[datetime | None]
    no_shows_forgiven_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
    deleted_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    suspended_until: Mapped[datetime | None]
    suspension_reason: Mapped[str | None]
    restriction: Mapped[Restriction | None] = mapped_column(stored(Restriction, "users_restriction"))
    restricted_until: Mapped[datetime | None]

    @property
    def email_verified(self) -> bool:
        """Whether the person has confirmed this address."""
        return self.email_verified_at is not None

    @property
    def has_password(self) -> bool:
        """Whether there is a password: whoever signs in with a provider may have none."""
        return not self.password_hash.endswith("." * 53)


class ProfilePicture(Base):
    """A person's picture: 256 pixels square, as WebP. It is theirs until they, or a moderator, remove it."""

    __tablename__ = "profile_pictures"
    __table_args__ = (CheckConstraint("octet_length(image) <= 40960", name="profile_pictures_small"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    image: Mapped[bytes] = mapped_column(LargeBinary)
    stored_at: Mapped[datetime]


class Block(Base):
    """`blocker` never wants to be paired with `blocked`; it applies in both directions."""

    __tablename__ = "blocks"
    __table_args__ = (
        CheckConstraint("blocker_id <> blocked_id", name="blocks_not_oneself"),
        Index("blocks_blocked_id_idx", "blocked_id"),
    )

    blocker_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    blocked_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    created_at: Mapped[CreatedAt]


class Login(Base):
    """One login of one client: the family of refresh tokens descended from it."""

    __tablename__ = "sessions"
    __table_args__ = (
        Index("sessions_user_id_idx", "user_id"),
        Index(
            "sessions_device_digest_idx",
            "device_digest",
            "user_id",
            postgresql_where=text("device_digest IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    refresh_jti: Mapped[UUID]
    previous_refresh_jti: Mapped[UUID | None]
    rotated_at: Mapped[CreatedAt]
    user_agent: Mapped[str | None]
    # Of the token that the browser keeps; null for programs that send none.
    device_digest: Mapped[str | None]
    # When the person last proved who they are; null where only the login itself is known (`created_at`).
    confirmed_at: Mapped[datetime | None]


class OneTimeToken(Base):
    """A single-use secret, stored as its SHA-256, so that it can't be used by someone who reads the table."""

    __tablename__ = "one_time_tokens"
    __table_args__ = (
        Index("one_time_tokens_expires_at_idx", "expires_at"),
        Index("one_time_tokens_user_id_idx", "user_id", "purpose"),
    )

    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    purpose: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    login_id: Mapped[UUID | None] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
