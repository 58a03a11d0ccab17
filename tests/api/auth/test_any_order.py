"""Registering, logging in, refreshing, logging out, changing, resetting, in any order: it goes as the model says."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.api.mailbox import Mailbox, token_in
from tests.clients.person import Person, code_of

RESET_SECONDS = 600
NOBODY_WAITS_THAT_LONG = 8.0


@dataclass
class Account:
    """What the model knows of a person."""

    name: str
    password: str
    confirmed: bool = False
    old_passwords: list[str] = field(default_factory=list)


@dataclass
class Login:
    """A login; of its refresh tokens the last one counts, the one before for a moment."""

    owner: Account
    access: str
    refresh: list[str]
    rotated_at: float
    alive: bool = True
    grace_is_over: bool = False


@dataclass
class Link:
    """A mailed token for a new password, and how many seconds old it is said to be."""

    owner: Account
    token: str
    age: int = 0
    spent: bool = False


_numbers = count(1)


class Accounts(RuleBasedStateMachine):
    """The API beside a model of it."""

    def __init__(self, app: Flask, session: Session, mailbox: Mailbox) -> None:
        super().__init__()
        self.app, self.session, self.mailbox = app, session, mailbox
        self.api = Person(app)
        self.accounts: list[Account] = []
        self.logins: list[Login] = []
        self.links: list[Link] = []
        mailbox.take()

    def password(self) -> str:
        return f"a password like no other {next(_numbers)}"

    def remember(self, owner: Account, answer: TestResponse) -> None:
        body = answer.get_json()
        assert body["user"]["username"] == owner.name
        self.logins.append(Login(owner, body["access_token"], [body["refresh_token"]], time.monotonic()))

    def end_all(self, owner: Account, but: Login | None = None) -> None:
        for login in self.logins:
            if login.owner is owner and login is not but:
                login.alive = False
        for link in self.links:
            link.spent = link.spent or link.owner is owner

    # What people do.

    @precondition(lambda self: len(self.accounts) < 3)
    @rule(confirms=st.booleans())
    def register(self, confirms: bool) -> None:
        account = Account(f"person-{next(_numbers)}", self.password())
        body = {"email": f"{account.name}@example.com", "username": account.name, "password": account.password}
        answer = self.api.post("/auth/register", body)
        assert answer.status_code == 201
        self.accounts.append(account)
        self.remember(account, answer)
        (letter,) = self.mailbox.take()
        assert letter.recipient == body["email"]
        if confirms:
            account.confirmed = True
            assert self.api.post("/auth/verify-email", {"token": token_in(letter)}).status_code == 204
        assert code_of(self.api.post("/auth/register", body))[0] == 409

    @precondition(lambda self: self.accounts)
    @rule(data=st.data(), by_email=st.booleans())
    def log_in(self, data: Any, by_email: bool) -> None:
        account = data.draw(st.sampled_from(self.accounts))
        name = f"{account.name}@example.com" if by_email else account.name
        answer = self.api.post("/auth/login", {"login": name, "password": account.password})
        assert answer.status_code == 200
        self.remember(account, answer)

    @precondition(lambda self: self.accounts)
    @rule(data=st.data())
    def log_in_with_what_is_no_password_of_theirs(self, data: Any) -> None:
        account = data.draw(st.sampled_from(self.accounts))
        others = [one.password for one in self.accounts if one is not account]
        password = data.draw(st.sampled_from([*account.old_passwords, *others, "guessed"]))
        answer = self.api.post("/auth/login", {"login": account.name, "password": password})
        assert code_of(answer) == (401, "bad_credentials")

    @precondition(lambda self: self.logins)
    @rule(data=st.data(), age=st.sampled_from([1, 2, 3]))
    def refresh(self, data: Any, age: int) -> None:
        login = data.draw(st.sampled_from(self.logins))
        age = min(age, len(login.refresh))
        if age == 2 and not login.grace_is_over and time.monotonic() - login.rotated_at > NOBODY_WAITS_THAT_LONG:
            return  # so slow a machine can't tell whether the grace is over
        answer = self.api.post("/auth/refresh", token=login.refresh[-age])
        if not login.alive:
            assert code_of(answer) == (401, "login_revoked")
        elif age == 1:
            assert answer.status_code == 200
            login.refresh.append(answer.get_json()["refresh_token"])
            login.access = answer.get_json()["access_token"]
            login.rotated_at, login.grace_is_over = time.monotonic(), False
        elif age == 2 and not login.grace_is_over:
            assert answer.status_code == 200
            assert answer.get_json()["refresh_token"] == login.refresh[-1], "a second child"
        else:
            assert code_of(answer) == (401, "refresh_token_reused")
            login.alive = False

    @precondition(lambda self: any(login.alive for login in self.logins))
    @rule(data=st.data(), times=st.integers(1, 3))
    def refresh_anew_since_the_answer_got_lost(self, data: Any, times: int) -> None:
        login = data.draw(st.sampled_from([one for one in self.logins if one.alive]))
        began = time.monotonic()
        answers = [self.api.post("/auth/refresh", token=login.refresh[-1]) for _ in range(times)]
        assert {one.status_code for one in answers} == {200}
        children = {one.get_json()["refresh_token"] for one in answers}
        assert len(children) == 1
        login.refresh += children
        login.access = answers[0].get_json()["access_token"]
        login.rotated_at, login.grace_is_over = began, False

    @precondition(lambda self: self.logins)
    @rule(data=st.data(), by_refresh=st.booleans())
    def log_out(self, data: Any, by_refresh: bool) -> None:
        login = data.draw(st.sampled_from(self.logins))
        answer = self.api.post("/auth/logout", token=login.refresh[-1] if by_refresh else login.access)
        assert answer.status_code == (204 if login.alive else 401)
        login.alive = False

    @precondition(lambda self: self.logins)
    @rule(data=st.data(), knows=st.booleans())
    def change_password(self, data: Any, knows: bool) -> None:
        login = data.draw(st.sampled_from(self.logins))
        owner, new = login.owner, self.password()
        body = {"current_password": owner.password if knows else "guessed", "new_password": new}
        answer = self.api.post("/auth/change-password", body, token=login.access)
        if not login.alive:
            assert code_of(answer) == (401, "login_revoked")
        elif not knows:
            assert code_of(answer) == (403, "password_wrong")
        else:
            assert answer.status_code == 204
            self.set_password(owner, new, but=login)

    @precondition(lambda self: self.accounts)
    @rule(data=st.data())
    def forget_password(self, data: Any) -> None:
        account = data.draw(st.sampled_from(self.accounts))
        answer = self.api.post("/auth/forgot-password", {"email": f"{account.name}@example.com"})
        assert answer.status_code == 202
        lately = any(link.owner is account and not link.spent and link.age < 60 for link in self.links)
        letters = self.mailbox.take()
        assert len(letters) == (0 if lately else 1)
        self.links += [Link(account, token_in(letter)) for letter in letters]

    @precondition(lambda self: self.links)
    @rule(data=st.data())
    def reset_password(self, data: Any) -> None:
        link, new = data.draw(st.sampled_from(self.links)), self.password()
        answer = self.api.post("/auth/reset-password", {"token": link.token, "password": new})
        if link.spent or link.age >= RESET_SECONDS:
            assert code_of(answer) == (422, "link_invalid")
        else:
            assert answer.status_code == 204
            link.owner.confirmed = True  # by the mail with the link
            self.set_password(link.owner, new)

    def set_password(self, owner: Account, new: str, but: Login | None = None) -> None:
        owner.old_passwords.append(owner.password)
        owner.password = new
        self.end_all(owner, but)
        told = [letter.recipient for letter in self.mailbox.take()]
        assert told == ([f"{owner.name}@example.com"] if owner.confirmed else [])

    # What time does.

    @rule(seconds=st.sampled_from([61, 200, 601]))
    def wait(self, seconds: int) -> None:
        for change in (
            "UPDATE sessions SET rotated_at = rotated_at - :by",
            "UPDATE one_time_tokens SET expires_at = expires_at - :by WHERE purpose = 'reset_password'",
        ):
            self.session.execute(text(change.replace(":by", f"interval '{seconds} seconds'")))
        self.session.commit()
        for login in self.logins:
            login.grace_is_over = True
        for link in self.links:
            link.age += seconds

    # What holds.

    @precondition(lambda self: self.logins)
    @rule(data=st.data())
    def look(self, data: Any) -> None:
        self.check(data.draw(st.sampled_from(self.logins)))

    def check(self, login: Login) -> None:
        answer = self.api.get("/auth/sessions", token=login.access)
        if login.alive:
            alive = [one for one in self.logins if one.owner is login.owner and one.alive]
            assert len(answer.get_json()["items"]) == len(alive)
        else:
            assert code_of(answer) == (401, "login_revoked")

    def teardown(self) -> None:
        for login in self.logins:
            self.check(login)


def test_whatever_people_do_and_in_whatever_order(app: Flask, session: Session, mailbox: Mailbox) -> None:
    class Here(Accounts):
        def __init__(self) -> None:
            super().__init__(app, session, mailbox)

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=20,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            # Making a failure smaller would take minutes; its steps can be read as they are.
            phases=(Phase.reuse, Phase.generate),
        ),
    )
