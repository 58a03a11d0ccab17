"""Who people are elsewhere: their identities at providers, attempts to sign in there, and changes of their address."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt, Key


class Identity(Base):
    """A person at a provider: `subject` is what `issuer` calls them for good. `email` is what it was at that time."""

    __tablename__ = "identities"
    __table_args__ = (
        Index("identities_issuer_subject_key", "issuer", "subject", unique=True),
        Index("identities_user_id_idx", "user_id"),
    )

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    issuer: Mapped[str]
    subject: Mapped[str]
    email: Mapped[str | None]
    created_at: Mapped[CreatedAt]
    last_used_at: Mapped[CreatedAt]


class SignInAttempt(Base):
    """An attempt to sign in at a provider, by the digest of the one secret that takes it further; then it is replaced.

    First that is the state that the provider returns, and `verifier` and `nonce` are what we keep of it. Then it is
    the code that the page has, and `proven` is what the provider says of the person. `cookie` names the browser's
    cookie. With `user_id`, a login of that person wants the identity added.
    """

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("sign_in_attempts_expires_at_idx", "expires_at"),)

    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    provider: Mapped[str]
    cookie: Mapped[str]
    cookie_digest: Mapped[bytes] = mapped_column(LargeBinary)
    nonce: Mapped[str | None]
    verifier: Mapped[str | None]
    proven: Mapped[dict[str, Any] | None]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    login_id: Mapped[UUID | None] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]


class EmailChange(Base):
    """A new address that a person asked for, and the one before; `changed_at` is when it was confirmed.

    Until `expires_at`, people who read mail at the old address can stop it, or take it back.
    """

    __tablename__ = "email_changes"
    __table_args__ = (Index("email_changes_expires_at_idx", "expires_at"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    old_email: Mapped[str]
    new_email: Mapped[str]
    asked_at: Mapped[CreatedAt]
    changed_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
