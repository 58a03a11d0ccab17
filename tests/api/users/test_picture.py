"""The picture of a person: /users/me/picture, who sees it, and what becomes of it."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.mailbox import Mailbox
from tests.api.past import Past
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of, register


def photo(color: str = "red") -> bytes:
    Image.new("RGB", (300, 200), color).save(out := BytesIO(), "JPEG")
    return out.getvalue()


def send(person: Person, data: bytes, status: int = 0) -> Any:
    parts = {"picture": (BytesIO(data), "me.jpg")}
    return person.call("PUT", "/users/me/picture", data=parts, content_type="multipart/form-data", status=status)


def seen(by: Person, of: Person) -> bytes | None:
    answer = by.get(f"/users/{of.id}/picture")
    assert answer.status_code in {200, 204}
    return answer.data or None


def test_it_is_shown_to_oneself_and_to_people_whom_one_meets(alice: Person, bob: Person, matched: str) -> None:
    assert seen(bob, alice) is None
    send(alice, photo(), 204)
    answer = bob.get(f"/users/{alice.id}/picture", status=200)
    assert answer.mimetype == "image/webp"
    assert Image.open(BytesIO(answer.data)).size == (256, 256)
    assert seen(alice, alice) == answer.data
    again = bob.get(f"/users/{alice.id}/picture", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "private" in answer.headers["Cache-Control"]


def test_strangers_and_people_who_do_not_exist_look_the_same(
    alice: Person, charlie: Person, admin: Person, moderator: Person, matched: str
) -> None:
    send(alice, photo(), 204)
    for person in (charlie, admin, moderator):
        for user_id in (alice.id, 999_999):
            assert code_of(person.get(f"/users/{user_id}/picture")) == (404, "not_found")


def test_another_one_takes_its_place_and_it_can_be_removed(alice: Person, bob: Person, ended: str) -> None:
    send(alice, photo("red"), 204)
    before = seen(bob, alice)
    send(alice, photo("blue"), 204)
    after = seen(bob, alice)
    assert before != after
    for _ in range(2):
        alice.delete("/users/me/picture", status=204)
    assert seen(bob, alice) is None


def test_what_is_no_picture_is_refused_and_changes_nothing(alice: Person) -> None:
    send(alice, photo(), 204)
    mine = seen(alice, alice)
    assert code_of(send(alice, b"<svg/>")) == (422, "picture_invalid")
    assert code_of(alice.call("PUT", "/users/me/picture", json={})) == (415, "not_multipart")
    assert seen(alice, alice) == mine


def test_neither_side_of_a_block_sees_the_other(alice: Person, bob: Person, ended: str) -> None:
    for person in (alice, bob):
        send(person, photo(), 204)
    alice.patch("/users/me", {"blocks": [bob.id]}, status=200)
    assert (seen(alice, bob), seen(bob, alice)) == (None, None)
    assert seen(alice, alice) is not None


def test_people_who_may_only_write_show_no_picture(alice: Person, bob: Person, ended: str, session: Session) -> None:
    send(alice, photo(), 204)
    session.execute(text("UPDATE users SET restriction = 'text_only' WHERE id = :id"), {"id": alice.id})
    session.commit()
    assert seen(bob, alice) is None
    session.execute(text("UPDATE users SET restricted_until = now() - interval '1 s' WHERE id = :id"), {"id": alice.id})
    session.commit()
    assert seen(bob, alice) is not None


def test_minors_have_none(make_app: Callable[..., Flask], session: Session) -> None:
    app = make_app(require_birth_year=True)
    young = register(app, "young", birth_year=1990)
    send(young, photo(), 204)
    session.execute(
        text("UPDATE users SET birth_year = extract(year FROM now()) - 16 WHERE id = :id"), {"id": young.id}
    )
    session.commit()
    assert code_of(send(young, photo())) == (403, "forbidden")
    # One from before is the person's own, to look at and to remove.
    assert seen(young, young) is not None
    young.delete("/users/me/picture", status=204)


def test_the_picture_of_a_minor_is_not_shown(alice: Person, bob: Person, ended: str, make_app: Any) -> None:
    send(alice, photo(), 204)
    strict = make_app(require_birth_year=True)
    answer = strict.test_client().get(f"/users/{alice.id}/picture", headers={"Authorization": f"Bearer {bob.token}"})
    assert (answer.status_code, answer.data) == (204, b"")


def test_it_is_in_the_export_and_goes_with_the_account(alice: Person, bob: Person, ended: str) -> None:
    assert alice.get("/users/me/export").get_json()["picture"] is None
    send(alice, photo(), 204)
    mine = alice.get("/users/me/export").get_json()["picture"]
    assert b64decode(mine["webp"]) == seen(alice, alice)
    assert mine["stored_at"]
    alice.call("DELETE", "/users/me", json={"password": PASSWORD}, status=204)
    assert seen(bob, alice) is None


def test_a_moderator_sees_it_while_a_report_is_open_and_removes_it(
    alice: Person, bob: Person, moderator: Person, ended: str, session: Session
) -> None:
    send(bob, photo("red"), 204)
    then = seen(alice, bob)
    report = {"reason": "inappropriate", "text": "Look at that.", "interview_id": ended}
    number = alice.post(f"/users/{bob.id}/report", report, status=201).get_json()["id"]
    assert seen(moderator, bob) == then
    path = f"/moderation/reports/{number}"
    send(bob, photo("blue"), 204)
    people = moderator.get(f"{path}/evidence", status=200).get_json()["people"]
    kept = {one["id"]: one["picture"] for one in people}
    assert b64decode(kept[bob.id]) == then
    assert kept[alice.id] is None
    for _ in range(2):
        moderator.delete(f"{path}/picture", status=204)
    assert (seen(alice, bob), seen(bob, bob)) == (None, None)
    session.rollback()
    noted = "SELECT actor_id, subject_id FROM audit_log WHERE kind = 'picture.removed'"
    assert session.execute(text(noted)).all() == [(moderator.id, bob.id)]
    people = moderator.get(f"{path}/evidence", status=200).get_json()["people"]
    assert {one["id"]: one["picture"] for one in people} == kept
    moderator.post(f"{path}/resolve", {"resolution": "dismissed"}, status=200)
    assert code_of(moderator.get(f"/users/{bob.id}/picture")) == (404, "not_found")


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("en", "Your picture was removed", "You can choose another picture, under Account."),
        ("es", "Se quitó tu foto", "Puedes elegir otra foto en Cuenta."),
    ],
)
def test_people_are_told_once_that_a_moderator_removed_their_picture(
    alice: Person, bob: Person, moderator: Person, ended: str, mailbox: Mailbox, language: str, subject: str, words: str
) -> None:
    mailbox.confirm(alice)
    bob.patch("/users/me", {"ui_language": language}, status=200)
    send(bob, photo(), 204)
    report = {"reason": "inappropriate", "text": "Look at that.", "interview_id": ended}
    number = alice.post(f"/users/{bob.id}/report", report, status=201).get_json()["id"]
    for _ in range(2):
        moderator.delete(f"/moderation/reports/{number}/picture", status=204)
    (letter,) = mailbox.take()
    assert (letter.recipient, letter.written.subject) == ("bob@example.com", subject)
    assert words in letter.written.text
    for secret in ("alice", "Look at that", "moderator@"):
        assert secret not in letter.written.text


def test_a_moderator_removes_nothing_by_a_report_of_their_own(
    alice: Person, bob: Person, moderator: Person, session: Session
) -> None:
    Past(session).meet(moderator.id, bob.id)
    session.commit()
    send(bob, photo(), 204)
    number = moderator.post(f"/users/{bob.id}/report", {"reason": "spam", "text": "x"}, status=201).get_json()["id"]
    assert code_of(moderator.delete(f"/moderation/reports/{number}/picture")) == (404, "not_found")
    assert code_of(alice.delete(f"/moderation/reports/{number}/picture")) == (403, "forbidden")
    assert seen(bob, bob) is not None
