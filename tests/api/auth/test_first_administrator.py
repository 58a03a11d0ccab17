"""POST /auth/first-administrator, and the link with its token."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from mockmate_api.accounts import first_administrator
from mockmate_api.auth import limits
from mockmate_api.http import rate_limits
from shared.core.settings import Settings
from tests.api.crowds import all_at_once
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of

PATH = "/auth/first-administrator"


def token_of(app: Flask, session: Session) -> str:
    found = first_administrator.link(session, settings_of(app))
    assert found is not None
    session.rollback()
    return found.partition("/setup#token=")[2]


def settings_of(app: Flask) -> Settings:
    settings = app.extensions["mockmate.settings"]
    assert isinstance(settings, Settings)
    return settings


def account(token: str, name: str = "ada") -> dict[str, str]:
    return {"token": token, "email": f"{name}@example.org", "password": PASSWORD}


def test_the_link_makes_one_administrator_and_no_second(app: Flask, api: Person, session: Session) -> None:
    token = token_of(app, session)
    made = api.post(PATH, account(token))
    assert made.status_code == 201
    assert made.get_json()["user"]["is_admin"] is True
    assert code_of(api.post(PATH, account(token, "eve"))) == (422, "setup_link_invalid")
    assert first_administrator.link(session, settings_of(app)) is None
    assert session.scalar(text("SELECT count(*) FROM users")) == 1


def test_of_two_tabs_at_once_one_makes_the_administrator(
    app: Flask, api: Person, session: Session, engine: Engine
) -> None:
    token = token_of(app, session)
    names = ("ada", "eve", "bob")
    answers = all_at_once(engine, "users", [partial(Person(app).post, PATH, account(token, name)) for name in names])
    assert sorted(answer.status_code for answer in answers) == [201, 422, 422]
    assert session.execute(text("SELECT count(*), count(*) FILTER (WHERE is_admin) FROM users")).one() == (1, 1)


def test_a_link_works_once_even_if_its_administrator_goes(app: Flask, api: Person, session: Session) -> None:
    token = token_of(app, session)
    ada = Person(app, api.post(PATH, account(token), status=201).get_json())
    ada.delete("/users/me", json={"password": PASSWORD}, status=204)
    refused = api.post(PATH, account(token, "eve"))
    assert code_of(refused) == (422, "setup_link_invalid")
    assert "prints a new one when it starts" in refused.get_json()["detail"]
    assert api.post(PATH, account(token_of(app, session), "bob")).status_code == 201


def test_a_link_ends_with_a_promotion_by_command(app: Flask, api: Person, alice: Person, session: Session) -> None:
    token = token_of(app, session)
    for command in ("promote", "demote"):
        done = app.test_cli_runner().invoke(args=["users", command, alice.user["email"]])
        assert done.exit_code == 0, done.output
    assert code_of(api.post(PATH, account(token))) == (422, "setup_link_invalid")


def test_what_the_server_did_not_sign_is_refused(app: Flask, api: Person, session: Session) -> None:
    expires, _, signature = token_of(app, session).partition(".")
    for forged in (signature, f"{int(expires) + 1}.{signature}", f"{expires}.", f"{expires}.é", f"x.{signature}", "."):
        assert code_of(api.post(PATH, account(forged))) == (422, "setup_link_invalid"), forged
    assert session.scalar(text("SELECT count(*) FROM users")) == 0


def test_a_link_works_for_a_day(app: Flask, api: Person, session: Session) -> None:
    settings = settings_of(app)
    past = str(int(token_of(app, session).partition(".")[0]) - first_administrator.SECONDS - 1)
    expired = f"{past}.{first_administrator._signature(session, settings, past)}"
    assert code_of(api.post(PATH, account(expired))) == (422, "setup_link_invalid")


@pytest.fixture
def limited(make_app: Callable[..., Flask]) -> Flask:
    return make_app(rate_limits="on")


def test_guessing_is_limited_by_address(limited: Flask) -> None:
    limit = limits.FIRST_ADMINISTRATOR[0]
    with limited.test_request_context(environ_overrides={"REMOTE_ADDR": "127.0.0.1"}):
        for _ in range(limit.allowed):
            limited.extensions["mockmate.counters"].count(limit, rate_limits.by_address(None))
    assert code_of(Person(limited).post(PATH, account("x"))) == (429, "too_many_requests")
