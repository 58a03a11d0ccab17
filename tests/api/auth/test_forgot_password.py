"""POST /auth/forgot-password: the same for everybody, and a mail for those who have an account."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from tests.api.mailbox import Mailbox, token_in
from tests.clients.person import Person, code_of


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Collect what is said to the database."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


def test_known_and_unknown_addresses_get_the_same_answer_by_the_same_statements(
    api: Person, alice: Person, engine: Engine
) -> None:
    seen = []
    for email in ("alice@example.com", "nobody@example.com", "ALICE@example.com"):
        with statements(engine) as said:
            answer = api.post("/auth/forgot-password", {"email": email})
        headers = {name: value for name, value in answer.headers if name != "X-Request-ID"}
        seen.append((answer.status_code, answer.get_data(), headers, said))
    assert seen[0][0] == 202
    assert seen[0] == seen[1] == seen[2]


def test_the_mail_goes_to_the_address_of_the_account_and_its_link_to_the_public_url(
    api: Person, alice: Person, mailbox: Mailbox
) -> None:
    mailbox.take()
    api.post("/auth/forgot-password", {"email": "ALICE@EXAMPLE.COM"}, headers={"Host": "evil.example"})
    (letter,) = mailbox.take()
    assert letter.recipient == "alice@example.com"
    link = f"http://127.0.0.1:8000/reset-password#token={token_in(letter)}"
    assert link in letter.written.text
    assert f'href="{link}"' in letter.written.html
    assert "evil" not in letter.written.text + letter.written.html
    assert "alice" in letter.written.text


def test_an_unknown_address_gets_no_mail(api: Person, mailbox: Mailbox, session: Session) -> None:
    api.post("/auth/forgot-password", {"email": "nobody@example.com"})
    assert mailbox.take() == []
    assert session.execute(text("SELECT count(*) FROM outgoing_mails")).scalar_one() == 0


def test_the_database_holds_no_token_before_nor_after_the_mail_has_left(
    api: Person, alice: Person, mailbox: Mailbox, session: Session
) -> None:
    mailbox.take()
    api.post("/auth/forgot-password", {"email": "alice@example.com"})
    token = mailbox.token()
    stored = session.execute(
        text(
            "SELECT string_agg(t::text, '') FROM (SELECT m::text FROM outgoing_mails m UNION ALL"
            " SELECT o::text FROM one_time_tokens o) t"
        )
    ).scalar_one()
    assert token not in stored


def test_however_often_somebody_asks_an_address_gets_one_mail_a_minute(
    api: Person, alice: Person, mailbox: Mailbox, session: Session
) -> None:
    mailbox.take()
    for _ in range(3):
        assert api.post("/auth/forgot-password", {"email": "alice@example.com"}).status_code == 202
    assert len(mailbox.take()) == 1
    session.execute(text("UPDATE one_time_tokens SET expires_at = expires_at - interval '61 seconds'"))
    session.commit()
    api.post("/auth/forgot-password", {"email": "alice@example.com"})
    assert len(mailbox.take()) == 1


@pytest.mark.parametrize("email", ["", "alice", "a@b@c", "alice@example.com\nBcc: evil@example.com", None, 7])
def test_what_is_no_address_is_refused(api: Person, email: object) -> None:
    assert code_of(api.post("/auth/forgot-password", {"email": email})) == (422, "invalid")
