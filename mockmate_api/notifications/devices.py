"""The devices of a person that notifications are pushed to."""

from __future__ import annotations

import hashlib
from typing import NamedTuple, cast
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from mockmate_api.notifications.device_schemas import PushDeviceIn, PushDeviceList, PushDeviceOut, PushKind
from shared.core.errors import Invalid, NotFound
from shared.core.settings import Settings
from shared.models import Login, PushDevice
from shared.push import endpoints, keys

MOST = 20
"""Devices of a person; one more replaces the oldest."""


class Owner(NamedTuple):
    """Who registers a device: the person, their login and what their browser calls itself."""

    user_id: int
    login_id: UUID
    user_agent: str


def listed(session: Session, owner: Owner) -> PushDeviceList:
    """Return the devices of a person's logins that have not ended."""
    rows = session.scalars(
        select(PushDevice)
        .join(Login, Login.id == PushDevice.login_id)
        .where(PushDevice.user_id == owner.user_id, Login.revoked_at.is_(None), Login.expires_at > func.now())
        .order_by(PushDevice.id.desc())
    )
    return PushDeviceList(items=[_shown(one, owner.login_id) for one in rows])


def register(session: Session, settings: Settings, owner: Owner, given: PushDeviceIn) -> PushDeviceOut:
    """Register a device, or take it over from whoever used this browser before. Raises Invalid."""
    host = _host(settings, given)
    values = {
        "user_id": owner.user_id,
        "login_id": owner.login_id,
        "host": host,
        "p256dh": given.p256dh or "",
        "auth": given.auth or "",
        "user_agent": owner.user_agent[:300] or None,
        "failures": 0,
    }
    digest = hashlib.sha256(f"{given.kind} {given.endpoint}".encode()).digest()
    stored = insert(PushDevice).values(kind=given.kind, endpoint=given.endpoint, digest=digest, **values)
    device_id = session.scalar(
        stored.on_conflict_do_update(index_elements=["digest"], set_=values).returning(PushDevice.id)
    )
    _remove_oldest(session, owner.user_id)
    return _shown(session.get_one(PushDevice, device_id, populate_existing=True), owner.login_id)


def remove(session: Session, user_id: int, device_id: int) -> None:
    """Push no more to a device. Raises NotFound unless it is theirs."""
    mine = delete(PushDevice).where(PushDevice.id == device_id, PushDevice.user_id == user_id)
    if session.scalar(mine.returning(PushDevice.id)) is None:
        raise NotFound


def _remove_oldest(session: Session, user_id: int) -> None:
    newest = select(PushDevice.id).where(PushDevice.user_id == user_id).order_by(PushDevice.id.desc()).limit(MOST)
    session.execute(delete(PushDevice).where(PushDevice.user_id == user_id, PushDevice.id.not_in(newest)))


def _host(settings: Settings, given: PushDeviceIn) -> str:
    """Return the host of the push service. Raises Invalid for a device that can't be pushed to."""
    if given.kind == "fcm":
        if not settings.fcm_service_account.get_secret_value():
            raise Invalid("This site doesn't push to apps.", pointer="kind")
        return urlsplit(settings.fcm_server).hostname or ""
    if keys.public_key(settings) is None:
        raise Invalid("This site doesn't push to browsers.", pointer="kind")
    for name, check in (("p256dh", endpoints.point), ("auth", endpoints.secret)):
        try:
            check(getattr(given, name) or "")
        except ValueError:
            raise Invalid(f"`{name}` must be that of the browser's subscription.", pointer=name) from None
    try:
        return endpoints.host_of(settings, given.endpoint)
    except ValueError as error:
        raise Invalid(f"`endpoint` {error}.", pointer="endpoint") from None


def _shown(device: PushDevice, login_id: UUID) -> PushDeviceOut:
    return PushDeviceOut(
        id=device.id,
        kind=cast(PushKind, device.kind),
        user_agent=device.user_agent,
        created_at=device.created_at,
        last_ok_at=device.last_ok_at,
        current=device.login_id == login_id,
    )
