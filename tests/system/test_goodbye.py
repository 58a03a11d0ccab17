"""Going in order: a process that stops tells everybody; a socket that closes says only what is true."""

from __future__ import annotations

import asyncio
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from urllib.error import HTTPError

import pytest
from flask import Flask
from sqlalchemy import text

from mockmate_api import create_app
from mockmate_ws import service as service_module
from mockmate_ws.endpoints.interview import InterviewLive
from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.clients.person import Person, register, wait_for_a_lock
from tests.cloning import connect
from tests.sockets import InThread


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def start(settings: Settings) -> Iterator[Callable[[], InThread]]:
    with ExitStack() as stack:

        def started() -> InThread:
            running = InThread(settings)
            stack.callback(running.stop)
            return running

        yield started


def meet(alice: Person, bob: Person) -> str:
    alice.practise("easy")
    interview = bob.practise("easy", status=200)["interview"]
    return f"/ws/interview/live?interview_id={interview['id']}"


def test_who_closes_one_of_two_sockets_on_two_processes_is_still_here(app: Flask, start: Callable[[], InThread]):
    one, other = start(), start()
    alice, bob = register(app, "alice", one.url), register(app, "bob", one.url)
    path = meet(alice, bob)
    with bob.socket(path) as his, ExitStack() as stack:
        his.expect("interview.snapshot")
        at_her_desk = stack.enter_context(alice.socket(path))
        at_her_desk.expect("interview.snapshot")
        alice.sockets = other.url
        with alice.socket(path) as on_her_phone:
            on_her_phone.expect("interview.snapshot")
            on_her_phone.command("chat.send", {"text": "on my phone"}, id_="phone")
        at_her_desk.command("chat.send", {"text": "at my desk"}, id_="desk")
        his.expect("chat.message")
        his.expect("chat.message")
        at_her_desk.close()
        # This one is true, and the only one.
        assert his.expect("peer.reconnecting")["data"] == {"user_id": alice.id}
        his.command("chat.send", {"text": "alone"}, id_="alone")
        his.expect("chat.message")
        assert len([frame for frame in his.seen if frame["type"] == "peer.reconnecting"]) == 1


def test_who_is_cut_on_one_process_and_comes_back_on_another_is_here_again(app: Flask, start: Callable[[], InThread]):
    one, other = start(), start()
    alice, bob = register(app, "alice", one.url), register(app, "bob", one.url)
    path = meet(alice, bob)
    with bob.socket(path) as his:
        his.expect("interview.snapshot")
        for process in (one, other):
            alice.sockets = process.url
            with alice.socket(path) as hers:
                hers.expect("interview.snapshot")
            his.expect("peer.reconnecting")
            alice.sockets = (other if process is one else one).url
            with alice.socket(path) as hers:
                assert his.expect("peer.reconnected")["data"] == {"user_id": alice.id}
                hers.expect("interview.snapshot")
            his.expect("peer.reconnecting")


def test_who_is_back_before_the_cut_is_noticed_is_not_said_to_be_away(
    app: Flask, start: Callable[[], InThread], monkeypatch: pytest.MonkeyPatch
):
    running, other = start(), start()
    alice, bob = register(app, "alice", running.url), register(app, "bob", other.url)
    path = meet(alice, bob)
    noticed, is_back = threading.Event(), threading.Event()
    leave = InterviewLive.leave

    async def leave_late(self: InterviewLive) -> None:
        """Hold up who leaves, between seeing that they are gone and saying so."""
        noticed.set()
        await asyncio.to_thread(is_back.wait, PATIENCE)
        await leave(self)

    with bob.socket(path) as his:
        his.expect("interview.snapshot")
        with alice.socket(path) as hers:
            hers.expect("interview.snapshot")
            with monkeypatch.context() as patched:
                patched.setattr(InterviewLive, "leave", leave_late)
                hers.close()
                assert noticed.wait(PATIENCE)
                alice.sockets = other.url
                with alice.socket(path) as again:
                    again.expect("interview.snapshot")
                    his.expect("peer.reconnected")
                    is_back.set()
                    his.expect("peer.reconnecting")
                    assert his.expect("peer.reconnected")["data"] == {"user_id": alice.id}
                    assert again.command("chat.send", {"text": "here"})["type"] == "ack"


def test_a_command_at_hand_is_acked_and_those_behind_it_are_not_carried_out(
    app: Flask, start: Callable[[], InThread], settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(service_module, "DRAIN_SECONDS", PATIENCE)
    running = start()
    alice, bob = register(app, "alice", running.url), register(app, "bob", running.url)
    path = meet(alice, bob)
    with alice.socket(path) as hers, bob.socket(path) as his, closing(connect(settings.sqlalchemy_url)) as database:
        hers.expect("interview.snapshot")
        his.expect("interview.snapshot")
        database.autocommit = False
        with database.cursor() as cursor:
            cursor.execute("SELECT FROM interviews FOR UPDATE")
            for number in range(3):
                hers.send("chat.send", {"text": f"line-{number}"}, id_=f"line-{number}")
            wait_for_a_lock(alice)
            stopping = threading.Thread(target=running.stop)
            stopping.start()
            # Who is at nothing goes at once.
            assert his.closed() == 1012
            assert his.reason == "restarting; reconnect and resume; spread=0.5"
            with pytest.raises(HTTPError) as answer:
                urllib.request.urlopen(f"http://127.0.0.1:{running.settings.ws_port}/health/ready", timeout=PATIENCE)
            with answer.value as refused:
                assert b'"draining":{"status":"down"' in refused.read()
            with alice.socket("/ws/connect") as late:
                assert late.closed() == 1012
                assert late.reason == his.reason
            database.rollback()
        assert hers.closed() == 1012
        acked = {frame["id"] for frame in hers.seen if frame["type"] == "ack"}
        stopping.join(PATIENCE)
    said = set(alice.in_database(lambda session: session.scalars(text("SELECT client_id FROM chat_messages")).all()))
    assert acked == said
    # On a machine that is very busy the lock may have been waited for too long; then it was refused.
    assert said <= {"line-0"}
