"""Where the server that runs code is, and what opens it."""

from __future__ import annotations

import pytest

from mockmate_api.interview.runners.asking import Server
from shared.core.settings import Settings, SettingsError

URL = "https://runner.example.org"
RAPID = "https://judge0-ce.p.rapidapi.com"


def server(**given: str) -> Server | None:
    needed = {"JWT_SECRET": "x" * 32, "DATABASE_URL": "postgresql://db/mm"}
    return Server.of(Settings.from_environment(needed | dict.fromkeys(("RUNNER_URL", "JUDGE0_URL"), "") | given))


def headers(**given: str) -> dict[str, str]:
    found = server(**given)
    assert found
    return found.headers()


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({"RUNNER_URL": URL}, {}),
        ({"RUNNER_URL": URL, "RUNNER_TOKEN": "s"}, {"X-Auth-Token": "s"}),
        ({"JUDGE0_URL": URL, "RUNNER_TOKEN": "s"}, {"X-Auth-Token": "s"}),
        ({"RUNNER_URL": URL, "RUNNER_TOKEN": "s", "RUNNER_HEADER": "X-Mine"}, {"X-Mine": "s"}),
        ({"RUNNER_URL": URL, "RUNNER_TOKEN": "s", "RUNNER_KIND": "Piston"}, {"Authorization": "s"}),
        (
            {"RUNNER_URL": RAPID, "RUNNER_TOKEN": "s"},
            {"X-RapidAPI-Key": "s", "X-RapidAPI-Host": "judge0-ce.p.rapidapi.com"},
        ),
    ],
)
def test_a_token_goes_into_the_header_of_its_kind(given: dict[str, str], sent: dict[str, str]) -> None:
    assert headers(**given) == sent


def test_without_an_address_there_is_none() -> None:
    assert server() is None
    assert server(RUNNER_TOKEN="s") is None


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://piston:2000", "http://piston:2000/api/v2"),
        ("http://piston:2000/", "http://piston:2000/api/v2"),
        ("https://emkc.org/api/v2/piston/", "https://emkc.org/api/v2/piston"),
    ],
)
def test_a_piston_is_asked_by_its_second_version(url: str, asked: str) -> None:
    found = server(RUNNER_URL=url, RUNNER_KIND="piston")
    assert found
    assert found.url == asked


def test_the_new_name_wins_over_the_old_one() -> None:
    found = server(RUNNER_URL=URL, JUDGE0_URL="http://old.example.org")
    assert found
    assert found.url == URL


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"RUNNER_URL": "judge0:2358"}, "RUNNER_URL must begin with http:// or https:// and name a server."),
        ({"JUDGE0_URL": "https://"}, "JUDGE0_URL must begin with http:// or https:// and name a server."),
        ({"RUNNER_KIND": "piston", "JUDGE0_URL": URL}, "RUNNER_URL must be set where RUNNER_KIND is piston."),
        ({"RUNNER_URL": URL, "RUNNER_HEADER": "X Mine"}, "RUNNER_HEADER has characters that it may not have."),
    ],
)
def test_what_can_not_be_used_is_said(given: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        server(**given)
