"""A login that ends, for whatever reason, closes its sockets: also while Redis is away, which then carries no news."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from deployment.local.valkey import Valkey
from mockmate_api import create_app
from shared.core.settings import Settings
from shared.mail import outbox
from tests.clients import PASSWORD
from tests.clients.person import Person, register
from tests.clients.wire import Wire
from tests.sockets import InThread

NEW = "an entirely new one"


@pytest.fixture
def deaf(settings: Settings, own_valkey: Valkey) -> Settings:
    """Settings with a Valkey that a test may stop."""
    return settings.model_copy(update={"redis_url": own_valkey.url})


@pytest.fixture
def service(deaf: Settings) -> Iterator[InThread]:
    running = InThread(deaf)
    yield running
    running.stop()


@pytest.fixture
def dana(deaf: Settings, service: InThread) -> Person:
    return register(create_app(deaf), "dana", service.url)


def replay(person: Person) -> None:
    """Somebody refreshes; later somebody else brings the same refresh token."""
    person.post("/auth/refresh", token=person.refresh_token, status=200)
    late = "UPDATE sessions SET rotated_at = rotated_at - interval '11 seconds'"
    person.in_database(lambda session: session.execute(text(late)) and None)
    person.post("/auth/refresh", token=person.refresh_token, status=401)


def log_out(person: Person) -> None:
    person.post("/auth/logout", status=204)


def end_from_elsewhere(person: Person) -> None:
    first, second = (one["id"] for one in other_login(person).get("/auth/sessions", status=200).get_json()["items"])
    mine = next(one["id"] for one in person.get("/auth/sessions", status=200).get_json()["items"] if one["current"])
    assert mine in {first, second}
    person.delete(f"/auth/sessions/{mine}", status=204)


def other_login(person: Person) -> Person:
    answer = Person(person.app).post("/auth/login", json={"login": person.username, "password": PASSWORD})
    return Person(person.app, answer.get_json())


def change_password_elsewhere(person: Person) -> None:
    other_login(person).post("/auth/change-password", {"current_password": PASSWORD, "new_password": NEW}, status=204)


def reset_password(person: Person, settings: Settings) -> None:
    person.post("/auth/forgot-password", {"email": f"{person.username}@example.com"}, status=202)
    there = settings.model_copy(update={"mail_url": "file:/nowhere"})
    letters = person.in_database(lambda session: outbox.claim(session, there, 50))
    (letter,) = [one for one in letters if "reset-password#" in one.written.text]
    token = letter.written.text.partition("#token=")[2].split()[0]
    person.post("/auth/reset-password", {"token": token, "password": NEW}, status=204)


ENDS: dict[str, Callable[[Person, Settings], None]] = {
    "a replayed refresh token": lambda person, _: replay(person),
    "logout": lambda person, _: log_out(person),
    "ended from another": lambda person, _: end_from_elsewhere(person),
    "password changed elsewhere": lambda person, _: change_password_elsewhere(person),
    "password reset": reset_password,
}


@pytest.mark.parametrize("redis", ["up", "down"])
@pytest.mark.parametrize("end", ENDS)
def test_rest_refuses_at_once_and_the_socket_closes(
    dana: Person, deaf: Settings, own_valkey: Valkey, end: str, redis: str
):
    with dana.socket("/ws/connect") as hers:
        hers.expect("hello")
        if redis == "down":
            own_valkey.stop()
        ENDS[end](dana, deaf)
        assert dana.get("/users/me", status=401).get_json()["code"] == "login_revoked"
        assert hers.closed() == 4506
    if redis == "up":
        with Wire(dana.sockets + "/ws/connect", dana.headers) as again:
            assert again.closed() == 4506
