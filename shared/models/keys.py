"""What people prove who they are with, beside a password: passkeys, codes of an app, and recovery codes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt, Key


class Passkey(Base):
    """A WebAuthn credential: its public key, and how often its authenticator says it was used (0 if it doesn't)."""

    __tablename__ = "passkeys"
    __table_args__ = (
        UniqueConstraint("credential_id", name="passkeys_credential_id_key"),
        Index("passkeys_user_id_idx", "user_id"),
    )

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(server_default=text("0"))
    transports: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    backed_up: Mapped[bool] = mapped_column(server_default=text("false"))
    name: Mapped[str]
    created_at: Mapped[CreatedAt]
    last_used_at: Mapped[datetime | None]


class PasskeyChallenge(Base):
    """A challenge that a passkey has to sign, as its SHA-256. It names whom it was given to, except for a first login.

    `login_id` is null while there is no login yet: at its first and at its second step.
    """

    __tablename__ = "passkey_challenges"
    __table_args__ = (
        Index("passkey_challenges_expires_at_idx", "expires_at"),
        Index("passkey_challenges_user_id_idx", "user_id"),
    )

    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    purpose: Mapped[str]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    login_id: Mapped[UUID | None] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]


class TotpSecret(Base):
    """What an app computes a person's codes from, encrypted; asked for once it is confirmed.

    A code counts for one step of 30 seconds. No step up to `last_step` counts again.
    """

    __tablename__ = "totp_secrets"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    last_step: Mapped[int] = mapped_column(server_default=text("0"))
    created_at: Mapped[CreatedAt]
    confirmed_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """A code that opens a login once, in place of a second factor that was lost; stored as a digest."""

    __tablename__ = "recovery_codes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    created_at: Mapped[CreatedAt]
    used_at: Mapped[datetime | None]
