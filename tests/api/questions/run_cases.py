"""Run by running.py in a process of its own: tries answers in Python on test cases."""

from __future__ import annotations

import asyncio
import inspect
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from mockmate_api.questions import large
from shared.models import Comparison
from tests.api.questions.comparing import fits, prints

Json = dict[str, Any]


def say(line: Json) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def load(job: Json) -> Json:
    """Return what the code defines."""
    names: Json = {"__name__": job["slug"]}
    exec(compile(job["code"], job["slug"], "exec"), names)
    return names


def outcome(names: Json, job: Json, case: Json) -> Any:
    """Return what a case gives, as JSON."""
    returned: Any
    if "calls" in case:
        (owner, arguments), *calls = case["calls"]
        made = names[owner](*arguments)
        returned = [None, *(getattr(made, name)(*arguments) for name, arguments in calls)]
    else:
        function = _function(names, str(case.get("call") or job["function"]))
        returned = function(*case.get("args", ()), **case.get("named", {}))
    if inspect.iscoroutine(returned):
        returned = asyncio.run(returned)
    return json.loads(json.dumps(returned))


def _function(names: Json, name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = names[name] if name in names else getattr(names["Solution"](), name)
    return found


def complaint(names: Json, job: Json, case: Json) -> str | None:
    """Return in words how a case fails, or None if it passes."""
    try:
        returned = outcome(names, job, case)
    except Exception as error:  # noqa: BLE001 - some cases ask for one, of any kind
        return None if "error" in case else f"raised {error!r}"
    if "error" in case:
        return f"returned {returned!r:.200} where an error is expected"
    right = fits(returned, case["expected"], Comparison(job["compare"]), job["tolerance"] or 1e-6)
    return None if right else f"returned {returned!r:.200}, not {case['expected']!r:.200}"


def program(job: Json, case: Json) -> str | None:
    """Run a program that reads and prints; return in words how it fails, or None."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", job["code"]],
        input=case["stdin"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode:
        return f"ended with {done.returncode}: {done.stderr[-300:]}"
    slack = (job["tolerance"] or 1e-6) if job["compare"] == "approx" else None
    return None if prints(done.stdout, case["stdout"], slack) else f"printed {done.stdout!r:.200}"


def run(job: Json) -> list[str | None]:
    """Return how each case of a job fails, or None for one that passes."""
    names = {} if job["kind"] == "stdin" else load(job)
    wholes = [large.expand(case) for case in job["cases"]]
    return [program(job, whole) if job["kind"] == "stdin" else complaint(names, job, whole) for whole in wholes]


def main() -> None:
    sys.setrecursionlimit(20_000)
    for job in json.load(sys.stdin):
        say({"begun": job["slug"]})  # what hangs is the last that began
        say({"done": job["slug"], "complaints": run(job)})


if __name__ == "__main__":
    main()
