"""OpenTelemetry: off and absent by default; on, one trace holds a request and a socket's command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from shared.core import tracing
from shared.core.settings import Settings, SettingsError
from tests.clients import wait_until
from tests.clients.meetings import begin
from tests.clients.person import register
from tests.deployment.gateway import ApiProcess
from tests.sockets import ROOT, AsProcess

TRACE = "0af7651916cd43dd8448eb211c80319c"
GIVEN = {"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}


class Collector:
    """What takes in spans, as OTLP over HTTP; keeps (service, span's name, trace) of each."""

    def __init__(self) -> None:
        self.spans: list[tuple[str, str, str]] = []
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                assert self.path == "/v1/traces"
                collector.take(ExportTraceServiceRequest.FromString(body))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def take(self, request: ExportTraceServiceRequest) -> None:
        for resource in request.resource_spans:
            named = {one.key: one.value.string_value for one in resource.resource.attributes}
            for scope in resource.scope_spans:
                self.spans += [(named["service.name"], one.name, one.trace_id.hex()) for one in scope.spans]

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def collector() -> Iterator[Collector]:
    made = Collector()
    yield made
    made.stop()


def test_one_trace_holds_a_request_and_a_command_of_a_socket(
    collector: Collector, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "100")
    traced = settings.model_copy(update={"otel_exporter_otlp_endpoint": collector.url})
    with ExitStack() as stack:
        api = ApiProcess(traced, tmp_path)
        stack.callback(api.stop)
        process = AsProcess(traced, tmp_path / "ws.log", cold=True)
        stack.callback(process.stop)
        people = [register(f"http://127.0.0.1:{api.port}", name, process.url) for name in ("alice", "bob")]
        interview = begin(*people)
        path = f"/ws/interview/live?interview_id={interview}"
        with people[0].socket(path, headers=GIVEN) as wire:
            wire.expect("interview.snapshot")
            people[0].post(f"/interview/{interview}/swap-roles", headers=GIVEN, status=200)
            assert wire.command("chat.send", {"text": "Hello!"})["type"] == "ack"
            wanted = {
                ("mockmate_api", "POST /interview/<uuid:interview_id>/swap-roles", TRACE),
                ("mockmate_ws", "/ws/interview/live chat.send", TRACE),
            }
            wait_until(lambda: wanted <= set(collector.spans))
    # What came without a trace began one of its own.
    others = [trace for _, name, trace in collector.spans if name == "POST /auth/register"]
    assert len(set(others)) == 2
    assert TRACE not in others
    assert TRACE in {row.get("trace_id") for row in api.log()}


def test_without_the_setting_nothing_is_made_ready_for_it():
    # The Redis client imports the API and the SDK wherever they are installed; what exports is ours alone.
    code = (
        "import sys, mockmate_api.wsgi, mockmate_ws.__main__\n"
        "assert not any(name.startswith('opentelemetry.exporter') for name in sys.modules)\n"
        "hooks = mockmate_api.wsgi.app.before_request_funcs[None]\n"
        "assert not any(hook.__module__ == 'mockmate_api.http.tracing' for hook in hooks)\n"
    )
    environment = {"DATABASE_URL": "postgresql://nobody/nothing", "JWT_SECRET": "x" * 40, "PATH": "/usr/bin:/bin"}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)


def test_asked_for_and_not_installed_it_says_what_is_missing(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    wanted = settings.model_copy(update={"otel_exporter_otlp_endpoint": "http://127.0.0.1:1"})
    with pytest.raises(SettingsError, match=r"OTEL_EXPORTER_OTLP_ENDPOINT.*not installed.*tracing"):
        tracing.configure(wanted, "mockmate_api")
    assert not tracing.is_on()
