"""GET, POST and DELETE /notifications/devices: whose a device is, and what can't be one."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.notifications.devices import MOST
from mockmate_ws.jobs import retention
from shared.core.settings import Settings
from tests.api.access import DEVICE
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of

PATH = "/notifications/devices"


def devices(person: Person) -> list[dict[str, Any]]:
    return list(person.get(PATH).get_json()["items"])


def test_a_device_is_registered_once_and_removed(alice: Person, bob: Person) -> None:
    made = alice.post(PATH, DEVICE).get_json()
    assert made == alice.post(PATH, DEVICE).get_json()
    assert devices(alice) == [made]
    assert (made["kind"], made["current"], made["last_ok_at"]) == ("web", True, None)
    assert code_of(bob.delete(f"{PATH}/{made['id']}")) == (404, "not_found")
    assert alice.delete(f"{PATH}/{made['id']}").status_code == 204
    assert (devices(alice), code_of(alice.delete(f"{PATH}/{made['id']}"))) == ([], (404, "not_found"))


def test_a_browser_is_of_the_person_who_uses_it_now(alice: Person, bob: Person) -> None:
    alice.post(PATH, DEVICE)
    bob.post(PATH, DEVICE)
    assert (devices(alice), len(devices(bob))) == ([], 1)


def test_a_device_ends_with_the_login_that_registered_it(
    alice: Person, session: Session, settings: Settings, app: Flask
) -> None:
    alice.post(PATH, DEVICE)
    other = Person(app)
    other.log_in(Person(app).post("/auth/login", {"login": "alice", "password": PASSWORD}).get_json())
    (seen,) = devices(other)
    assert seen["current"] is False
    alice.post("/auth/logout")
    assert devices(other) == []
    retention.prune(session, settings)
    assert session.execute(text("SELECT count(*) FROM push_devices")).scalar() == 0


def test_the_oldest_device_makes_room(alice: Person) -> None:
    for number in range(MOST + 1):
        alice.post(PATH, DEVICE | {"endpoint": f"https://push.example.com/{number}"}, status=200)
    assert len(devices(alice)) == MOST


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"endpoint": "http://push.example.com/1"}, "endpoint"),
        ({"endpoint": "https://127.0.0.1/1"}, "endpoint"),
        ({"endpoint": "https://169.254.169.254/latest/meta-data"}, "endpoint"),
        ({"endpoint": "https://10.0.0.5/1"}, "endpoint"),
        ({"endpoint": "https://[::1]/1"}, "endpoint"),
        ({"endpoint": "https://[::ffff:10.0.0.5]/1"}, "endpoint"),
        ({"endpoint": "https://me@push.example.com/1"}, "endpoint"),
        ({"endpoint": "https://push.example.com:x/1"}, "endpoint"),
        ({"endpoint": "https://"}, "endpoint"),
        ({"endpoint": "file:///etc/passwd"}, "endpoint"),
        ({"p256dh": None}, "p256dh"),
        ({"p256dh": "BAAA"}, "p256dh"),
        ({"p256dh": "\u00e9"}, "p256dh"),
        ({"auth": "x"}, "auth"),
        ({"kind": "fcm"}, "kind"),
    ],
)
def test_what_cannot_be_pushed_to_is_refused(alice: Person, wrong: Any, where: str) -> None:
    answer = alice.post(PATH, DEVICE | wrong)
    assert code_of(answer) == (422, "invalid")
    assert where in json.dumps(answer.get_json())
    assert devices(alice) == []


def test_a_site_without_a_key_says_so(make_app: Callable[..., Flask], app: Flask, alice: Person) -> None:
    key = Person(app).get("/config").get_json()["push_key"]
    assert urlsafe_b64decode(key + "=")[0] == 4
    off = make_app(vapid_private_key=SecretStr(""))
    assert Person(off).get("/config").get_json()["push_key"] is None
    answer = off.test_client().post(PATH, json=DEVICE, headers={"Authorization": f"Bearer {alice.token}"})
    assert answer.status_code == 422


def test_devices_are_exported_without_their_secrets_and_go_with_the_account(alice: Person, session: Session) -> None:
    alice.post(PATH, DEVICE)
    mine = alice.get("/users/me/export").get_json()
    (device,) = mine["push_devices"]
    assert device["host"] == "push.example.com"
    assert DEVICE["endpoint"] not in json.dumps(mine)
    assert alice.delete("/users/me", json={"password": PASSWORD}).status_code == 204
    assert session.execute(text("SELECT count(*) FROM push_devices")).scalar() == 0


def test_push_is_a_channel_of_its_own_which_older_clients_leave_alone(alice: Person, session: Session) -> None:
    path = "/notifications/preferences"
    usual = alice.get(path).get_json()["kinds"]
    assert usual["match.found"] == {"in_app": True, "email": False, "push": True}
    assert usual["account.warned"]["push"] is False
    kinds = {"match.found": {"in_app": True, "email": False, "push": False}}
    assert alice.call("PUT", path, json={"kinds": kinds}).get_json()["kinds"] == usual | kinds
    older = {"match.found": {"in_app": False, "email": False}}
    shown = alice.call("PUT", path, json={"kinds": older}).get_json()["kinds"]["match.found"]
    assert shown == {"in_app": False, "email": False, "push": False}
    # What earlier releases read.
    stored = session.execute(text("SELECT channels FROM notification_settings")).scalar()
    assert stored == {"match.found": {"in_app": False, "email": False}}
