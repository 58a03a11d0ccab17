"""Firebase Cloud Messaging, HTTP v1: for apps of your own on Android."""

from __future__ import annotations

import json
import time
from functools import cached_property
from typing import Any

import jwt

from shared.core.settings import Settings
from shared.push.lines import Lines, Reply, UnreachableError
from shared.push.push_outbox import Answer, Parcel
from shared.push.services import answer_of

_SCOPE = "https://www.googleapis.com/auth/firebase.messaging"
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_MARGIN = 60.0
"""Seconds before its end at which an access token is replaced."""
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Fcm:
    """Google's service. The access token is got with the service account's key, and kept until it ends."""

    def __init__(self, settings: Settings, lines: Lines) -> None:
        self._settings = settings
        self._lines = lines
        self._token, self._until = "", 0.0

    async def push(self, parcel: Parcel) -> Answer:
        """Hand a notification over as data, which the app shows."""
        if not self._settings.fcm_service_account.get_secret_value():
            return Answer("refused", "no FCM_SERVICE_ACCOUNT")
        try:
            token = await self._access()
            if not token:
                return Answer("later", "no access token")
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            url = f"{self._settings.fcm_server}/v1/projects/{self._account['project_id']}/messages:send"
            reply = await self._lines.post(url, headers, json.dumps({"message": _message(parcel)}).encode())
        except UnreachableError as error:
            return Answer("later", str(error))
        if reply.status == 401:
            self._token = ""
            return Answer("later", "401")
        if _is_unregistered(reply):
            return Answer("gone", "UNREGISTERED")
        # Any other 404 is about the project, and no fault of the device.
        return Answer("refused", "404") if reply.status == 404 else answer_of(reply)

    @cached_property
    def _account(self) -> dict[str, Any]:
        account: dict[str, Any] = json.loads(self._settings.fcm_service_account.get_secret_value())
        return account

    async def _access(self) -> str:
        """Return an access token (RFC 7523); empty if Google gives none."""
        now = time.time()
        if self._token and now < self._until - _MARGIN:
            return self._token
        account = self._account
        claims = {"iss": account["client_email"], "scope": _SCOPE, "aud": account["token_uri"]}
        signed = jwt.encode(claims | {"iat": int(now), "exp": int(now) + 3600}, account["private_key"], "RS256")
        form = f"grant_type={_GRANT.replace(':', '%3A')}&assertion={signed}"
        reply = await self._lines.post(account["token_uri"], _FORM, form.encode())
        try:
            given = json.loads(reply.body)
            self._token, self._until = str(given["access_token"]), now + float(given["expires_in"])
        except (ValueError, KeyError, TypeError):
            self._token = ""
        return self._token


def _message(parcel: Parcel) -> dict[str, Any]:
    shown = parcel.message
    # All values of `data` are strings.
    data = {name: value if isinstance(value, str) else json.dumps(value) for name, value in shown.items()}
    is_urgent = parcel.urgency == "high"
    android = {"priority": "HIGH" if is_urgent else "NORMAL", "ttl": f"{parcel.ttl}s", "collapse_key": parcel.topic}
    return {"token": parcel.endpoint, "data": data, "android": android}


def _is_unregistered(reply: Reply) -> bool:
    try:
        details = json.loads(reply.body)["error"].get("details", [])
        return any(each.get("errorCode") == "UNREGISTERED" for each in details)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
