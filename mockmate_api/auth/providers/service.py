"""What follows from the word of a provider: a login, an account, or one more way into an account."""

from __future__ import annotations

import secrets
from types import ModuleType
from urllib.parse import quote
from uuid import UUID

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mockmate_api.accounts import account_status, second_steps, ways_in
from mockmate_api.auth import limits, service, sessions
from mockmate_api.auth.providers import attempts, github, oidc
from mockmate_api.auth.providers.attempts import Who
from mockmate_api.auth.providers.proof import NotProven, Proof
from mockmate_api.auth.providers.schemas import (
    IdentityList,
    IdentitySeen,
    JoinIn,
    MemberIn,
    SignedIn,
    SignInOutcome,
    SignInPage,
)
from mockmate_api.auth.schemas import LoginIn, SessionOut
from mockmate_api.http import transaction
from shared.core import audit
from shared.core.errors import (
    EmailNotVerified,
    IdentityTaken,
    LoginRevoked,
    NotFound,
    ProviderAway,
    ProviderEmailUnconfirmed,
    SecondFactorRequired,
    SignInExpired,
)
from shared.core.setting_providers import Provider
from shared.core.settings import Settings
from shared.identity import logins
from shared.mail import security_mail
from shared.models import AuditKind, Identity, User

log = structlog.get_logger(__name__)

_PAGE = "/signed-in"


def find(settings: Settings, name: str) -> Provider:
    """Return a provider. Raises NotFound."""
    provider = settings.providers.get(name)
    if provider is None:
        raise NotFound
    return provider


def _speaks(provider: Provider) -> ModuleType:
    return github if provider.kind == "github" else oidc


def begin(session: Session, settings: Settings, name: str, who: Who) -> tuple[SignInPage, tuple[str, str]]:
    """Return where the browser goes, and its cookie. Raises NotFound, ProviderAway."""
    provider = find(settings, name)
    made, state = attempts.wanted(settings, name), secrets.token_urlsafe(32)
    transaction.commit()  # give the connection back: the provider may take long
    url = _speaks(provider).url(provider, made, state)
    return SignInPage(url=url), attempts.begin(session, name, made, state, who)


def come_back(session: Session, settings: Settings, name: str, given: dict[str, str]) -> str:
    """Return the page for a browser that comes from a provider: always ours, whatever the provider or others say."""
    provider = find(settings, name)
    try:
        secret = _exchange(session, settings, provider, given)
    except SignInExpired:
        return f"{_PAGE}#error=expired"
    except ProviderAway:
        return f"{_PAGE}#error=away"
    except NotProven:
        audit.note(session, AuditKind.SIGN_IN_REFUSED, None, provider=name)
        return f"{_PAGE}#error=refused"
    except _Denied:
        return f"{_PAGE}#error=denied"
    return f"{_PAGE}#code={quote(secret)}"


class _Denied(Exception):
    """The person said no at the provider."""


def _exchange(session: Session, settings: Settings, provider: Provider, given: dict[str, str]) -> str:
    attempt = attempts.take(session, given.get("state", ""))
    transaction.commit()  # used up, whatever follows; and the provider may take long
    # RFC 9207: another provider's answer, which a mix-up would bring here.
    is_from_another = given.get("iss", provider.issuer) != provider.issuer and provider.kind == "oidc"
    if attempt.provider != provider.name or is_from_another or attempt.verifier is None:
        raise NotProven
    if "error" in given:
        log.info("provider.denied", provider=provider.name)
        raise _Denied
    made = attempts.wanted(settings, provider.name)._replace(nonce=attempt.nonce or "", verifier=attempt.verifier)
    proven: Proof = _speaks(provider).prove(provider, made, given.get("code", ""))
    return attempts.go_on(session, attempt, proven, attempts.BACK)


def finish(session: Session, settings: Settings, code: str) -> SignedIn:
    """Log in, add the identity, or say what is missing.

    Raises SignInExpired, IdentityTaken, EmailNotVerified, ProviderEmailUnconfirmed, RegistrationClosed, Suspended, and
    SecondFactorRequired for people with a second factor: a provider is the first.
    """
    attempt = attempts.take(session, code)
    proven = attempts.proof_of(attempt)
    if attempt.user_id is not None:
        _link(session, settings, attempt.user_id, attempt.login_id, proven)
        return SignedIn(outcome=SignInOutcome.LINKED)
    identity = _locked(session, proven)
    if identity is not None:
        return SignedIn(outcome=SignInOutcome.LOGGED_IN, session=_log_in(session, settings, identity, proven))
    if proven.email is None:
        raise ProviderEmailUnconfirmed
    is_known = session.scalar(select(User.id).where(func.lower(User.email) == func.lower(proven.email)))
    if not is_known:
        service.require_open(settings, proven.email)
    return SignedIn(
        outcome=SignInOutcome.KNOWN_ADDRESS if is_known else SignInOutcome.NEW_PERSON,
        ticket=attempts.go_on(session, attempt, proven, attempts.REGISTERING),
        email=proven.email,
        full_name=proven.name,
    )


def _locked(session: Session, proven: Proof) -> Identity | None:
    """Return the identity, locked, so that nobody logs in with one that is being removed."""
    is_it = Identity.issuer == proven.issuer, Identity.subject == proven.subject
    return session.scalar(select(Identity).where(*is_it).with_for_update())


def _log_in(session: Session, settings: Settings, identity: Identity, proven: Proof) -> SessionOut:
    user = session.get_one(User, identity.user_id)
    identity.last_used_at, identity.email = func.now(), proven.email
    second_steps.ask(session, settings, user, limits.place())
    return sessions.open_here(user)


def _link(session: Session, settings: Settings, user_id: int, login_id: UUID | None, proven: Proof) -> None:
    # Whoever takes the account back ends this login before it adds a way in, or removes what it added.
    account_status.lock(session, user_id)
    user = logins.find(session, login_id, user_id) if login_id is not None else None
    if user is None:
        raise LoginRevoked
    # Whoever registers somebody's address must find no way in there once its owner has taken the account.
    if not user.email_verified:
        if (proven.email or "").lower() != user.email.lower():
            raise EmailNotVerified
        user.email_verified_at = session.scalar(select(func.now()))
    identity = _locked(session, proven)
    if identity is None:
        _add(session, user, proven)
        _tell(session, settings, user, "provider_added", proven.issuer)
    elif identity.user_id != user_id:
        raise IdentityTaken


def _add(session: Session, user: User, proven: Proof) -> None:
    session.add(Identity(user_id=user.id, issuer=proven.issuer, subject=proven.subject, email=proven.email))
    session.flush()
    audit.note(session, AuditKind.IDENTITY_ADDED, user.id, issuer=proven.issuer)


def register(session: Session, settings: Settings, wanted: MemberIn) -> SessionOut:
    """Create an account whose person signs in with the provider, and has no password. Raises as `service.register`."""
    attempt = attempts.take(session, wanted.ticket)
    proven = attempts.proof_of(attempt)
    if proven.email is None or attempt.user_id is not None:
        raise SignInExpired
    given = {**wanted.model_dump(exclude={"ticket"}), "email": proven.email}
    user = service.register_confirmed(session, settings, given)
    _add(session, user, proven)
    return sessions.open_here(user)


def join(session: Session, settings: Settings, given: JoinIn) -> SessionOut:
    """Add the identity to the account that has its address, for the person who knows its password, and log in.

    Raises SignInExpired, BadCredentials, Busy, IdentityTaken, Suspended, and SecondFactorRequired for people with a
    second factor, whose identity is added with the second step.
    """
    proven = attempts.proof_of(attempts.look(session, given.ticket))
    user = service.check_password(session, settings, LoginIn(email=proven.email or "", password=given.password))
    attempt = attempts.take(session, given.ticket)
    if attempt.user_id is not None:
        raise SignInExpired
    try:
        second_steps.ask(session, settings, user, limits.place())
    except SecondFactorRequired as asked:
        # The password alone adds no way in, which a new password would not close.
        attempts.wait(session, attempt, proven, user.id, asked.extra["ticket"])
        transaction.commit()  # the answer is a refusal, what waits stays
        raise
    return _enter(session, settings, user, proven)


def complete(session: Session, settings: Settings, user: User, ticket: str) -> SessionOut:
    """Log in a person who took the second step, and add the identity that waited for it, if one did.

    Raises IdentityTaken, Suspended.
    """
    return _enter(session, settings, user, attempts.waited(session, user.id, ticket))


def _enter(session: Session, settings: Settings, user: User, joined: Proof | None) -> SessionOut:
    if joined is None:
        return sessions.open_here(user)
    # The address may have been changed while the second step was waited for.
    if not user.email_verified and user.email.lower() == (joined.email or "").lower():
        user.email_verified_at = session.scalar(select(func.now()))
    opened = sessions.open_here(user)  # first: who is refused adds no way in
    _add(session, user, joined)
    _tell(session, settings, user, "provider_added", joined.issuer)
    return opened


def _tell(session: Session, settings: Settings, user: User, what: security_mail.Change, issuer: str) -> None:
    known = _by_issuer(settings).get(issuer)
    security_mail.tell(session, user, what, provider=known.label if known else issuer)


def mine(session: Session, settings: Settings, user_id: int) -> IdentityList:
    """List a person's identities, oldest first."""
    found = session.scalars(select(Identity).where(Identity.user_id == user_id).order_by(Identity.id))
    by_issuer = _by_issuer(settings)
    return IdentityList(items=[_seen(one, by_issuer.get(one.issuer)) for one in found])


def _by_issuer(settings: Settings) -> dict[str, Provider]:
    return {one.issuer: one for one in settings.providers.values()}


def _seen(one: Identity, provider: Provider | None) -> IdentitySeen:
    return IdentitySeen(
        id=one.id,
        provider=provider and provider.name,
        label=provider.label if provider else one.issuer,
        email=one.email,
        created_at=one.created_at,
        last_used_at=one.last_used_at,
    )


def remove(session: Session, settings: Settings, user: User, identity_id: int) -> None:
    """Remove an identity. Raises NotFound, LastWayIn."""
    is_mine = Identity.id == identity_id, Identity.user_id == user.id
    if session.scalar(select(Identity.id).where(*is_mine)) is None:
        raise NotFound
    ways_in.require_another(session, user)
    identity = session.scalar(select(Identity).where(*is_mine).with_for_update())
    if identity is None:
        raise NotFound
    session.delete(identity)
    audit.note(session, AuditKind.IDENTITY_REMOVED, user.id, issuer=identity.issuer)
    _tell(session, settings, user, "provider_removed", identity.issuer)
