"""What the gateway tells the services of a client, what it answers itself, and what it keeps to itself."""

from __future__ import annotations

import json
import re
import signal
import socket
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from tests.clients import PATIENCE, wait_until
from tests.deployment.gateway import Answer, Gateway, Upstream

Start = Callable[..., Gateway]
UPGRADE = {"Upgrade": "websocket", "Connection": "Upgrade"}


def told(answer: Answer) -> dict[str, str]:
    """Return the headers that arrived behind the gateway."""
    assert answer.status == 200, answer.body
    headers: dict[str, str] = answer.json["headers"]
    return headers


def test_a_client_cannot_say_who_it_is(gateway: Gateway):
    lies = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "Forwarded": "for=203.0.113.9"}
    answer = gateway.ask("GET", "/slots", lies)
    headers = told(answer)
    assert headers["x-forwarded-for"] == headers["x-real-ip"] == "127.0.0.1"
    assert headers["x-forwarded-proto"] == "http"
    assert "forwarded" not in headers
    assert "strict-transport-security" not in answer.headers


def test_a_proxy_of_ours_is_believed_up_to_the_last_address_that_is_not_ours(gateway: Gateway):
    claims = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9, 127.0.0.2", "X-Forwarded-Proto": "https"}
    answer = gateway.ask("GET", "/slots", claims, source="127.0.0.2")
    headers = told(answer)
    assert headers["x-forwarded-for"] == "203.0.113.9"
    assert headers["x-forwarded-proto"] == "https"
    assert answer.headers["strict-transport-security"].startswith("max-age=")


def test_a_request_id_is_passed_on_when_it_can_do_no_harm(gateway: Gateway):
    assert told(gateway.ask("GET", "/slots", {"X-Request-ID": "abc-1:2.3"}))["x-request-id"] == "abc-1:2.3"
    for harmful in ('a"b', "a b", "x" * 65):
        made = told(gateway.ask("GET", "/slots", {"X-Request-ID": harmful}))["x-request-id"]
        assert re.fullmatch("[0-9a-f]{32}", made)


def test_paths_and_queries_arrive_as_they_were_sent(gateway: Gateway):
    for path in ("/slots?from=2030-01-01T00:00:00Z&x=%20", "/users//me", "/match/%2e%2e/x", "/docs/assets/a%2Fb?v=1"):
        assert gateway.ask("GET", path).json["path"] == path


def test_a_socket_path_must_be_opened_as_a_socket(gateway: Gateway, upstream: Upstream):
    for path in ("/ws/connect", "/ws/match?slot_id=1", "/ws/interview/live?interview_id=1"):
        answer = gateway.ask("GET", path)
        assert answer.status == 426
        assert answer.headers["upgrade"] == "websocket"
        assert answer.json["code"] == "upgrade_required"
    assert upstream.seen == []
    gateway.ask("GET", "/ws/connect", UPGRADE)
    assert upstream.seen[0].headers["upgrade"] == "websocket"
    assert upstream.seen[0].headers["connection"] == "upgrade"


def test_figures_are_not_for_the_outside(gateway: Gateway, upstream: Upstream):
    for path in ("/metrics", "/metrics/", "/metrics?x", "/%6detrics", "//metrics"):
        assert gateway.ask("GET", path).status == 404
    assert upstream.seen == []


def test_both_people_of_an_interview_reach_the_same_process(start_gateway: Start, upstream: Upstream):
    other = Upstream()
    try:
        gateway = start_gateway([upstream.port], [upstream.port, other.port])
        for number in range(30):
            for _ in range(2):
                gateway.ask("GET", f"/ws/interview/live?interview_id={number}", UPGRADE)
        paths = [Counter(seen.path for seen in server.seen) for server in (upstream, other)]
        assert set(paths[0].values()) == set(paths[1].values()) == {2}
        assert set(paths[0]).isdisjoint(paths[1])
        assert len(paths[0]) + len(paths[1]) == 30
    finally:
        other.stop()


def test_a_refusal_of_the_gateway_looks_like_one_of_the_api(gateway: Gateway):
    answer = gateway.ask("POST", "/slots/book?secret=1", {"X-Request-ID": "mine"}, b"x" * (64 * 1024 + 1))
    assert answer.status == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"] == "mine"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json == {
        "type": "about:blank",
        "title": "Request Entity Too Large",
        "status": 413,
        "detail": "The body is larger than this route accepts.",
        "instance": "/slots/book",
        "code": "body_too_large",
    }


@pytest.mark.parametrize(("path", "status"), [("/questions/import", 200), ("/questions", 200), ("/slots/book", 413)])
def test_questions_may_be_longer_than_what_else_is_sent(gateway: Gateway, path: str, status: int):
    assert gateway.ask("POST", path, body=b"x" * 800_000).status == status
    assert gateway.ask("POST", path, body=b"x" * (1024 * 1024 + 1)).status == 413


def test_files_with_questions_may_be_larger(gateway: Gateway):
    assert gateway.ask("POST", "/questions/imports", {}, b"x" * (1024 * 1024)).status == 200
    answer = gateway.ask("POST", "/questions/imports", {}, b"x" * (16 * 1024 * 1024 + 1))
    assert (answer.status, answer.json["code"]) == (413, "upload_too_large")


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"GET /slots HTTP/1.1\r\n\r\n", 400, "bad_request"),
        (b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414, "request_uri_too_long"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"x" * 9000 + b"\r\n\r\n", 400, "bad_request"),
        (b"TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 405, "method_not_allowed"),
        (b'GET /metrics/"\\<x> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 404, "not_found"),
    ],
)
def test_what_is_no_good_request_gets_a_refusal_that_programs_can_read(
    gateway: Gateway, sent: bytes, status: int, code: str
):
    head, _, body = gateway.raw(sent).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    problem = json.loads(body)
    assert (problem["status"], problem["code"]) == (status, code)


def test_a_request_in_pieces_that_stop_coming_is_cut(gateway: Gateway, upstream: Upstream):
    # No answer at all to half a header; 408 has no body that anybody would read.
    gateway.raw(b"GET /slots HTTP/1.1\r\nHost: x\r\n")
    gateway.raw(b"POST /slots/book HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{")
    assert upstream.seen == []


def test_refusals_of_the_services_pass_as_they_are(gateway: Gateway, upstream: Upstream):
    for status in (400, 404, 409, 429, 500, 503):
        upstream.status = status
        answer = gateway.ask("GET", "/slots")
        assert answer.status == status
        assert answer.json["path"] == "/slots"


def test_a_service_that_cannot_be_reached_is_unavailable(start_gateway: Start, upstream: Upstream):
    gone = Upstream()
    gone.stop()
    gateway = start_gateway([gone.port], [gone.port])
    for headers, path in (({}, "/slots"), (UPGRADE, "/ws/match"), (UPGRADE, "/ws/interview/live?interview_id=1")):
        answer = gateway.ask("GET", path, headers)
        assert answer.status == 503
        assert answer.json["code"] == "unavailable"
        assert answer.headers["retry-after"]
    # One failure must not make it avoid the only server for a while.
    assert gateway.ask("GET", "/health/gateway").json == {"status": "up"}


def test_another_process_serves_what_one_could_not_begin(start_gateway: Start, upstream: Upstream):
    gone = Upstream()
    gone.stop()
    gateway = start_gateway([gone.port, upstream.port], [gone.port, upstream.port])
    for _ in range(10):
        assert gateway.ask("POST", "/slots/book", body=b"{}").status == 200
        assert gateway.ask("GET", "/ws/interview/live?interview_id=7", UPGRADE).status == 200


def test_a_post_that_was_sent_is_not_sent_again(start_gateway: Start, upstream: Upstream):
    other = Upstream()
    try:
        upstream.hangs_up = other.hangs_up = True
        gateway = start_gateway([upstream.port, other.port], [upstream.port])
        assert gateway.ask("POST", "/slots/book", body=b"{}").status == 503
        assert [seen.method for seen in upstream.seen + other.seen] == ["POST"]
        assert gateway.ask("GET", "/slots").status == 503
        assert Counter(seen.method for seen in upstream.seen + other.seen) == {"POST": 1, "GET": 2}
    finally:
        other.stop()


def test_who_tries_logins_is_slowed_down_and_nobody_else(start_gateway: Start, upstream: Upstream):
    gateway = start_gateway([upstream.port], [upstream.port], AUTH_RATE="1r/m", PROXIES_IN_FRONT="127.0.0.2/32")
    answers = [gateway.ask("POST", "/auth/login", body=b"{}") for _ in range(102)]
    assert [answer.status for answer in answers] == [200] * 101 + [429]
    assert answers[-1].json["code"] == "too_many_requests"
    assert answers[-1].headers["retry-after"]
    assert gateway.ask("GET", "/slots").status == 200
    neighbour = gateway.ask(
        "POST", "/auth/login", body=b"{}", source="127.0.0.2", headers={"X-Forwarded-For": "203.0.113.9"}
    )
    assert neighbour.status == 200


def test_one_address_cannot_hold_every_connection(start_gateway: Start, upstream: Upstream):
    upstream.waits_for = Event()
    gateway = start_gateway([upstream.port], [upstream.port], REQUESTS_PER_ADDRESS="2")
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(gateway.ask, "GET", "/slots") for _ in range(2)]
        wait_until(lambda: len(upstream.seen) == 2)
        assert gateway.ask("GET", "/slots").status == 429
        upstream.waits_for.set()
        assert [each.result(PATIENCE).status for each in waiting] == [200, 200]


def test_files_are_fetched_once_and_answers_are_not_kept(start_gateway: Start, upstream: Upstream):
    # An answer without Cache-Control is nobody's file, wherever it lies.
    gateway = start_gateway([upstream.port], [upstream.port])
    for _ in range(2):
        gateway.ask("GET", "/docs/assets/a.js")
        gateway.ask("GET", "/slots")
    assert len(upstream.seen) == 4


def test_no_log_holds_a_query_string_or_a_calendars_secret(gateway: Gateway, upstream: Upstream):
    gateway.ask("GET", "/slots?token=SECRET", {"User-Agent": 'a "browser"'})
    gateway.ask("GET", "/slots/calendar/SECRET.ics")
    upstream.hangs_up = True
    gateway.ask("GET", "/match/status?token=SECRET")
    gateway.ask("GET", "/metrics?token=SECRET")

    def lines() -> list[str]:
        return gateway.access_log.read_text().splitlines()

    wait_until(lambda: len(lines()) == 4)
    # In whatever order nginx's workers came to write them.
    rows = {row["path"]: row for row in map(json.loads, lines())}
    statuses = {path: row["status"] for path, row in rows.items()}
    assert statuses == {"/slots": 200, "/slots/calendar/": 200, "/match/status": 503, "/metrics": 404}
    assert rows["/slots"]["user_agent"] == 'a "browser"'
    assert "SECRET" not in gateway.access_log.read_text() + gateway.error_log.read_text()


def test_being_asked_to_stop_it_finishes_what_was_begun(gateway: Gateway, upstream: Upstream):
    upstream.waits_for = Event()
    with ThreadPoolExecutor(1) as pool:
        begun = pool.submit(gateway.ask, "GET", "/slots")
        wait_until(lambda: len(upstream.seen) == 1)
        gateway.signal(signal.SIGQUIT)
        wait_until(lambda: not is_open(gateway.port))
        upstream.waits_for.set()
        assert begun.result(PATIENCE).status == 200
    assert gateway.process.wait(PATIENCE) == 0


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
