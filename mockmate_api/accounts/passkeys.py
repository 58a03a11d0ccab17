"""Passkeys (WebAuthn): what a browser is asked, each question good for one answer, and checking the answer.

A passkey belongs to a domain, which is that of PUBLIC_URL. The person is always verified, by a PIN, a finger or a face.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from enum import StrEnum
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    options_to_json_dict,
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from shared.core import clock
from shared.core.errors import NoPasskeysHere, PasskeyRefused
from shared.core.settings import Settings
from shared.models import Passkey, PasskeyChallenge, User

SECONDS = 5 * 60
MOST = 20
Json = dict[str, Any]
_NAME = "Mock Mate"
_LONGEST_ID = 1023
_LOOPBACK = "localhost"
# What bytes that are none of an authenticator make of the library and of its decoders.
_FAULTS = (WebAuthnException, ValueError, TypeError, LookupError, AttributeError, ArithmeticError)


class Purpose(StrEnum):
    """What a challenge is for: an answer to one is none to another."""

    ADD = "add"
    LOGIN = "login"
    SECOND = "second"
    CONFIRM = "confirm"


def for_ticket(ticket: str) -> str:
    """Return the purpose of a challenge that is given to one ticket of a second step, and to no other."""
    return f"{Purpose.SECOND} {hashlib.sha256(ticket.encode()).hexdigest()}"


def domain(settings: Settings) -> str | None:
    """Return the domain that passkeys are for; None where the site has only a number. A machine itself has a name."""
    host = urlsplit(settings.public_url).hostname or ""
    try:
        return _LOOPBACK if ip_address(host).is_loopback else None
    except ValueError:
        return host or None


def ask_to_add(session: Session, settings: Settings, user: User, login_id: UUID) -> Json:
    """Return what `navigator.credentials.create` needs. Raises NoPasskeysHere."""
    selection = AuthenticatorSelectionCriteria(
        resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
    )
    return options_to_json_dict(
        generate_registration_options(
            rp_id=_domain(settings),
            rp_name=_NAME,
            user_id=_handle(user.id),
            user_name=user.username,
            user_display_name=user.full_name or user.username,
            challenge=_challenge(session, Purpose.ADD, user.id, login_id),
            authenticator_selection=selection,
            exclude_credentials=_descriptors(session, user.id),
        )
    )


def ask(
    session: Session, settings: Settings, purpose: str, user_id: int | None = None, login_id: UUID | None = None
) -> Json:
    """Return what `navigator.credentials.get` needs, for a person's passkeys or for any. Raises NoPasskeysHere."""
    return options_to_json_dict(
        generate_authentication_options(
            rp_id=_domain(settings),
            challenge=_challenge(session, purpose, user_id, login_id),
            allow_credentials=_descriptors(session, user_id) if user_id else None,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def read_new(session: Session, settings: Settings, user_id: int, login_id: UUID, name: str, answer: Json) -> Passkey:
    """Return the passkey of an answer to `ask_to_add`, not stored yet. Raises PasskeyRefused.

    Whether it is refused or not, the challenge is used up; the caller commits.
    """
    try:
        credential = parse_registration_credential_json(answer)
        challenge = _spend(session, credential.response.client_data_json, Purpose.ADD, user_id, login_id)
        made = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_domain(settings),
            expected_origin=_origins(settings),
            require_user_verification=True,
        )
        if len(made.credential_id) > _LONGEST_ID:
            raise PasskeyRefused
        transports = sorted({each.value for each in credential.response.transports or ()})
    except _FAULTS as error:
        raise PasskeyRefused from error
    return Passkey(
        user_id=user_id,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        transports=transports,
        backed_up=made.credential_backed_up,
        name=name,
    )


def check(
    session: Session,
    settings: Settings,
    purpose: str,
    answer: Json,
    user_id: int | None = None,
    login_id: UUID | None = None,
) -> Passkey:
    """Return the passkey that an answer to `ask` was signed with, and count its use. Raises PasskeyRefused.

    Whether it is refused or not, the challenge is used up; the caller commits.
    """
    try:
        credential = parse_authentication_credential_json(answer)
        challenge = _spend(session, credential.response.client_data_json, purpose, user_id, login_id)
        passkey = _lock(session, credential.raw_id)
        if passkey is None or (user_id is not None and passkey.user_id != user_id):
            raise PasskeyRefused
        handle = credential.response.user_handle
        if handle and not hmac.compare_digest(handle, _handle(passkey.user_id)):
            raise PasskeyRefused
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_domain(settings),
            expected_origin=_origins(settings),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except _FAULTS as error:
        raise PasskeyRefused from error
    passkey.sign_count, passkey.backed_up = verified.new_sign_count, verified.credential_backed_up
    passkey.last_used_at = clock.now(session)
    session.flush()
    return passkey


def _domain(settings: Settings) -> str:
    found = domain(settings)
    if found is None:
        raise NoPasskeysHere
    return found


def _origins(settings: Settings) -> list[str]:
    """Return the origins of our pages within the domain; browsers would sign for any below it."""
    named = _domain(settings)
    ours = {_origin(each) for each in (settings.public_url, *settings.allowed_origins)}
    if named == _LOOPBACK:  # a machine itself, which is also reached by its number, where browsers have no passkeys
        site = urlsplit(settings.public_url)
        ours.add(f"{site.scheme}://{_LOOPBACK}" + (f":{site.port}" if site.port else ""))
    return sorted(each for each in ours if _is_within(urlsplit(each).hostname or "", named))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _is_within(host: str, named: str) -> bool:
    return host == named or host.endswith(f".{named}")


def _handle(user_id: int) -> bytes:
    """Return what an authenticator knows a person by; it must name nobody."""
    return f"mockmate {user_id}".encode()


def _descriptors(session: Session, user_id: int) -> list[PublicKeyCredentialDescriptor]:
    found = session.scalars(select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.id))
    return [
        PublicKeyCredentialDescriptor(
            id=each.credential_id, transports=[AuthenticatorTransport(one) for one in each.transports] or None
        )
        for each in found
    ]


def _lock(session: Session, credential_id: bytes) -> Passkey | None:
    return session.scalar(
        select(Passkey)
        .where(Passkey.credential_id == credential_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _challenge(session: Session, purpose: str, user_id: int | None, login_id: UUID | None) -> bytes:
    made = secrets.token_bytes(32)
    session.add(
        PasskeyChallenge(
            digest=hashlib.sha256(made).digest(),
            purpose=str(purpose),
            user_id=user_id,
            login_id=login_id,
            expires_at=clock.now(session) + timedelta(seconds=SECONDS),
        )
    )
    return made


def _spend(session: Session, client_data: bytes, purpose: str, user_id: int | None, login_id: UUID | None) -> bytes:
    """Use up the challenge that was signed, and return it. Raises PasskeyRefused if it was not given for this."""
    given = parse_client_data_json(client_data).challenge
    spent = session.execute(
        delete(PasskeyChallenge)
        .where(PasskeyChallenge.digest == hashlib.sha256(given).digest())
        .returning(
            PasskeyChallenge.purpose,
            PasskeyChallenge.user_id,
            PasskeyChallenge.login_id,
            (PasskeyChallenge.expires_at > func.clock_timestamp()).label("is_valid"),
        )
    ).one_or_none()
    if spent is None or tuple(spent) != (purpose, user_id, login_id, True):
        raise PasskeyRefused
    return given
