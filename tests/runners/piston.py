"""A Piston, as engineer-man/piston at 0a844d0 answers: api/src/api/v2.js, job.js, runtime.js and its packages."""

from __future__ import annotations

from dataclasses import dataclass, field
from signal import Signals
from typing import Any

from tests.runners.serving import Answer, Base, Ran, Request

# Language, version, aliases, and the runtime where a package provides several languages.
RUNTIMES: list[tuple[str, str, list[str], str | None]] = [
    ("python", "3.9.4", ["py", "py3", "python3"], None),
    ("python", "3.12.0", ["py", "py3", "python3", "python3.12"], None),
    ("python", "3.10.0-alpha.7", ["py", "py3", "python3"], None),
    ("python2", "2.7.18", ["py2", "python2"], None),
    ("javascript", "1.32.3", ["deno-js"], "deno"),
    ("javascript", "18.15.0", ["node-javascript", "node-js", "javascript", "js"], "node"),
    ("javascript", "20.11.1", ["node-javascript", "node-js", "javascript", "js"], "node"),
    ("typescript", "1.32.3", ["deno", "deno-ts"], "deno"),
    ("typescript", "5.0.3", ["ts", "node-ts", "tsc", "typescript5", "ts5"], None),
    ("java", "15.0.2", [], None),
    ("c", "10.2.0", ["gcc"], "gcc"),
    ("c++", "10.2.0", ["cpp", "g++"], "gcc"),
    ("csharp", "6.12.0", ["mono", "mono-csharp", "mono-c#", "mono-cs", "c#", "cs"], "mono"),
    ("basic", "6.12.0", ["vb", "mono-vb", "mono-basic", "visual-basic", "visualbasic"], "mono"),
    ("csharp.net", "5.0.201", ["csharp", "c#", "cs", "c#.net", "cs.net"], "dotnet"),
    ("sqlite3", "3.36.0", ["sqlite", "sql"], None),
    ("rust", "1.68.2", ["rs"], None),
]
_COMPILED = {"c", "c++", "csharp", "csharp.net", "rust", "typescript", "kotlin"}
_MOST_BODY = 100 * 1024  # the default of body_parser


@dataclass
class Piston(Base):
    """Runs a program while its sender waits."""

    runtimes: list[tuple[str, str, list[str], str | None]] = field(default_factory=lambda: list(RUNTIMES))
    output_max_size: int = 1024
    authorization: str = ""

    def answer(self, request: Request) -> Answer:
        if self.authorization and request.headers.get("Authorization") != self.authorization:
            return Answer(401, {"message": "Unauthorized"})
        if len(request.raw) > _MOST_BODY:
            return Answer(400, {"stack": "PayloadTooLargeError: request entity too large"})
        match request.method, request.path:
            case "GET", "/api/v2/runtimes":
                return Answer(200, [_runtime(*one) for one in self.runtimes])
            case "POST", "/api/v2/execute":
                if not request.headers.get("Content-Type", "").startswith("application/json"):
                    return Answer(415, {"message": "requests must be of type application/json"})
                return self._execute(request.json())
        return Answer(404, {"message": "Not Found"})

    def _execute(self, given: dict[str, Any]) -> Answer:
        for name in ("language", "version"):
            if not isinstance(given.get(name), str):
                return Answer(400, {"message": f"{name} is required as a string"})
        if not isinstance(given.get("files"), list):
            return Answer(400, {"message": "files is required as an array"})
        language, version = given["language"], given["version"]
        if not any(
            (name == language or language in aliases) and number == version
            for name, number, aliases, _ in self.runtimes
        ):
            return Answer(400, {"message": f"{language}-{version} runtime is unknown"})
        stdin = given.get("stdin") or ""
        ran = self.execute(language, given["files"][0]["content"], stdin if stdin.endswith("\n") else f"{stdin}\n")
        compiled = {}
        if language in _COMPILED:
            compiled["compile"] = self._stage(Ran(stderr=ran.compiler, exit_code=0 if ran.is_compiled else 1))
        run = self._stage(ran) if ran.is_compiled else compiled["compile"]
        return Answer(200, compiled | {"run": run, "language": language, "version": version})

    def _stage(self, ran: Ran) -> dict[str, Any]:
        """As `safe_call` does: a piece of output that would be too much is left out, and the program killed."""
        status = message = None
        stdout, stderr = ran.stdout, ran.stderr
        if ran.is_timed_out:
            status, message = "TO", "Time limit exceeded (wall clock)"
        elif len(stdout) > self.output_max_size:
            stdout, status, message = "", "OL", "stdout length exceeded"
        elif ran.signal:
            status, message = "SG", f"Caught fatal signal {ran.signal}"
        elif ran.exit_code:
            status, message = "RE", f"Exited with error status {ran.exit_code}"
        signal = "SIGKILL" if status in ("TO", "OL") else Signals(ran.signal).name if ran.signal else None
        return {
            "stdout": stdout,
            "stderr": stderr,
            "output": stdout + stderr,
            "code": None if signal else ran.exit_code,
            "signal": signal,
            "message": message,
            "status": status,
            "cpu_time": 21,
            "wall_time": 40,
            "memory": 3_340_000,
        }


def _runtime(language: str, version: str, aliases: list[str], runtime: str | None) -> dict[str, Any]:
    return {"language": language, "version": version, "aliases": aliases} | ({"runtime": runtime} if runtime else {})
