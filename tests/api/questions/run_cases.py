"""Run by test_cases.py in a process of its own: calls every solution with each list of arguments."""

from __future__ import annotations

import json
import sys


def say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main() -> None:
    for job in json.load(sys.stdin):
        say({"begun": job["slug"]})  # what hangs is the last that began
        names: dict[str, object] = {}
        exec(compile(job["code"], job["slug"], "exec"), names)
        function = names[job["function"]]
        assert callable(function)
        say({"done": job["slug"], "results": [function(*args) for args in job["calls"]]})


if __name__ == "__main__":
    main()
