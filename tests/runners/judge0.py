"""A Judge0, as judge0/judge0 at 47dfd633 answers: its controllers, models, jobs/isolate_job.rb and db/languages."""

from __future__ import annotations

import base64
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from tests.runners.serving import Answer, Base, Ran, Request

# From db/languages/active.rb, with what its cloud adds to it; the ids are Judge0's.
LANGUAGES = {
    43: "Plain Text",
    50: "C (GCC 9.2.0)",
    103: "C (GCC 14.1.0)",
    110: "C (Clang 19.1.7)",
    51: "C# (Mono 6.6.0.161)",
    54: "C++ (GCC 9.2.0)",
    105: "C++ (GCC 14.1.0)",
    12: "C++ Test (GCC 8.4.0, Google Test 1.8.1)",
    3: "C3 (latest)",
    60: "Go (1.13.5)",
    95: "Go (1.18.5)",
    62: "Java (OpenJDK 13.0.1)",
    91: "Java (JDK 17.0.6)",
    96: "Java (JavaFX JDK 17.0.6, OpenJFX 22.0.2)",
    5: "Java Test (OpenJDK 14.0.1, JUnit Platform Console Standalone 1.6.2)",
    63: "JavaScript (Node.js 12.14.0)",
    102: "JavaScript (Node.js 22.08.0)",
    93: "JavaScript (Node.js 18.15.0)",
    78: "Kotlin (1.3.70)",
    111: "Kotlin (2.1.10)",
    70: "Python (2.7.17)",
    71: "Python (3.8.1)",
    92: "Python (3.11.2)",
    109: "Python (3.13.2)",
    25: "Python for ML (3.11.2)",
    73: "Rust (1.40.0)",
    108: "Rust (1.85.0)",
    82: "SQL (SQLite 3.27.2)",
    89: "Multi-file program",
}
_COMPILED = ("C", "C#", "C++", "Go", "Java", "Kotlin", "Rust", "Swift", "TypeScript")
# The defaults of app/helpers/config.rb.
CONFIG = {
    "enable_compiler_options": True,
    "allowed_languages_for_compile_options": [],
    "max_queue_size": 100,
    "max_cpu_time_limit": 15.0,
    "max_wall_time_limit": 20.0,
    "max_memory_limit": 512_000,
    "max_max_file_size": 4096,
    "submission_cache_duration": 0.0,  # 1.0 there; tests would wait for it
}
_QUEUED = {"id": 1, "description": "In Queue"}
_PROCESSING = {"id": 2, "description": "Processing"}
_TIME_LIMIT = {"id": 5, "description": "Time Limit Exceeded"}
_SIGNALS = {11: (7, "SIGSEGV"), 25: (8, "SIGXFSZ"), 8: (9, "SIGFPE"), 6: (10, "SIGABRT")}
_FIELDS = {"token", "time", "memory", "stdout", "stderr", "compile_output", "message", "status", "exit_code"}
_FIELDS |= {"exit_signal", "wall_time", "language_id"}


@dataclass
class Judge0(Base):
    """Begins to run a program when it is submitted."""

    languages: dict[int, str] = field(default_factory=lambda: dict(LANGUAGES))
    archived: set[int] = field(default_factory=set)
    config: dict[str, Any] = field(default_factory=lambda: dict(CONFIG))
    tokens: tuple[str, ...] = ()
    header: str = "X-Auth-Token"
    in_queue: int = 0
    has_workers: bool = True
    is_maintained: bool = False
    errors: dict[str, list[str]] = field(default_factory=dict)
    """What is wrong with whatever is submitted."""
    submissions: dict[str, dict[str, Any]] = field(default_factory=dict)
    _cached: dict[str, tuple[float, dict[str, Any]]] = field(default_factory=dict)

    def answer(self, request: Request) -> Answer:
        provided = request.headers.get(self.header) or request.query.get(self.header)
        if self.tokens and provided not in self.tokens:
            return Answer(401)
        match request.method, request.path.strip("/").split("/"):
            case "GET", ["languages"]:
                active = [{"id": id_, "name": name} for id_, name in self.languages.items() if id_ not in self.archived]
                return Answer(200, sorted(active, key=lambda one: str(one["name"])))
            case "GET", ["config_info"]:
                return Answer(200, self.config)
            case "POST", ["submissions"]:
                return self._submit(request)
            case "GET", ["submissions", token]:
                return self._show(token, request.query.get("fields", ""))
        return Answer(404)

    def _submit(self, request: Request) -> Answer:
        if self.is_maintained:
            return Answer(503, {"error": "Judge0 is currently in maintenance."})
        if self.in_queue + 1 > self.config["max_queue_size"]:
            return Answer(503, {"error": "queue is full"})
        given = request.json()
        for name in ("source_code", "stdin"):
            given[name] = base64.b64decode(given.get(name) or "").decode()
        if errors := self._errors(given):
            return Answer(422, errors)
        token = f"token-{len(self.submissions)}"
        self.submissions[token] = given | {"result": {"status": _PROCESSING}}
        Thread(target=self._work, args=(self.submissions[token],)).start()
        return Answer(201, {"token": token})

    def _work(self, submission: dict[str, Any]) -> None:
        language = self.languages[submission["language_id"]]
        submission["result"] = _result(self.execute(language, submission["source_code"], submission["stdin"]))

    def _errors(self, given: Mapping[str, Any]) -> dict[str, list[str]]:
        errors = dict(self.errors)
        if not given["source_code"].strip():
            errors["source_code"] = ["can't be blank"]
        id_ = given.get("language_id")
        name = self.languages.get(id_ or 0)
        if name is None:
            errors["language_id"] = [f"language with id {id_} doesn't exist"]
        elif id_ in self.archived:
            errors["language_id"] = [f"language with id {id_} is archived and cannot be used anymore"]
        for limit in ("cpu_time_limit", "wall_time_limit", "memory_limit", "max_file_size"):
            most = self.config[f"max_{limit}"]
            if given.get(limit, 0) > most:
                errors[limit] = [f"must be less than or equal to {most}"]
        if given.get("compiler_options") and name:
            errors |= self._errors_of_options(name)
        return errors

    def _errors_of_options(self, name: str) -> dict[str, list[str]]:
        language, allowed = name.partition(" (")[0], self.config["allowed_languages_for_compile_options"]
        if not self.config["enable_compiler_options"]:
            return {"compiler_options": ["setting compiler options is not allowed"]}
        if language not in _COMPILED:
            return {"compiler_options": ["setting compiler options is only allowed for compiled languages"]}
        if allowed and language not in allowed:
            return {"compiler_options": [f"setting compiler options is only allowed for {', '.join(allowed)}"]}
        return {}

    def _show(self, token: str, fields: str) -> Answer:
        wanted = set(fields.split(",")) if fields else _FIELDS
        if not wanted <= _FIELDS:
            return Answer(400, {"error": f"invalid fields: [{', '.join(sorted(wanted - _FIELDS))}]"})
        if token not in self.submissions:
            return Answer(404)
        at, found = self._cached.get(token, (0.0, {}))
        if time.monotonic() - at > self.config["submission_cache_duration"]:
            found = self.submissions[token]["result"] if self.has_workers else {"status": _QUEUED}
            self._cached[token] = (time.monotonic(), found)
        return Answer(200, {name: found.get(name) for name in wanted})


def _result(ran: Ran) -> dict[str, Any]:
    """As IsolateJob leaves a submission: `compile` if that failed, else `verify`."""
    if not ran.is_compiled:
        return {"compile_output": _encoded(ran.compiler), "status": {"id": 6, "description": "Compilation Error"}}
    return {
        "stdout": _encoded(ran.stdout),
        "stderr": _encoded(ran.stderr),
        "compile_output": _encoded(ran.compiler),
        "message": _encoded(_message(ran)),
        # The metadata has no exit code of what was killed.
        "exit_code": 0 if ran.signal or ran.is_timed_out else ran.exit_code,
        "exit_signal": ran.signal,
        "status": _status(ran),
        "time": "0.021",
        "memory": 3340,
    }


def _status(ran: Ran) -> dict[str, Any]:
    if ran.is_timed_out:
        return _TIME_LIMIT
    if ran.signal:
        number, name = _SIGNALS.get(ran.signal, (12, "Other"))
        return {"id": number, "description": f"Runtime Error ({name})"}
    if ran.exit_code:
        return {"id": 11, "description": "Runtime Error (NZEC)"}
    return {"id": 3, "description": "Accepted"}


def _message(ran: Ran) -> str:
    if ran.is_timed_out:
        return "Time limit exceeded"
    if ran.signal:
        return f"Caught fatal signal {ran.signal}"
    return f"Exited with error status {ran.exit_code}" if ran.exit_code else ""


def _encoded(text: str) -> str | None:
    """As Ruby's Base64.encode64 does, with a line end after 60 characters; nothing for an empty file."""
    data = base64.b64encode(text.encode()).decode()
    return "".join(f"{data[at : at + 60]}\n" for at in range(0, len(data), 60)) or None
