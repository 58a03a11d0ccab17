"""The sandbox that runs people's programs, in a frame of a page, as the room has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

PATIENCE = 120
"""Seconds until a program is stopped that doesn't end; the first of a language waits for its engine, too."""

# The room's page speaks to its frame in the same way, and loads the files of languages for it. A frame that is stopped
# goes on with another worker.
_RUN = """async ({ request, patience, isInstalled }) => {
    const load = async () => {
        const installed = await (await fetch("/languages/index.json")).json();
        const { path, files } = installed[request.language] ?? { files: {} };
        const blob = async (name) => [name, await (await fetch(path + name)).blob()];
        return Object.fromEntries(await Promise.all(Object.keys(files).map(blob)));
    };
    window.languageFiles ??= {};
    if (isInstalled) {
        window.languageFiles[request.language] ??= load();
        request.files = await window.languageFiles[request.language];
    }
    if (!window.sandboxFrame) {
        const frame = document.createElement("iframe");
        frame.sandbox = "allow-scripts";
        frame.src = "/sandbox.html";
        const ready = new Promise((done) => addEventListener("message", function hear({ source, data }) {
            if (source !== frame.contentWindow || data.type !== "ready") return;
            removeEventListener("message", hear);
            done();
        }));
        document.body.append(frame);
        window.sandboxFrame = { frame, ready };
    }
    const { frame, ready } = window.sandboxFrame;
    await ready;
    return await new Promise((done) => {
        const heard = [];
        const end = (isOver) => {
            removeEventListener("message", hear);
            clearTimeout(timer);
            if (!isOver) frame.contentWindow.postMessage({ type: "stop" }, "*");
            done({ isOver, heard });
        };
        const hear = ({ source, data }) => {
            if (source !== frame.contentWindow || data.id !== request.id) return;
            heard.push(data);
            if (data.type === "done") end(true);
        };
        const timer = setTimeout(() => end(false), patience * 1000);
        addEventListener("message", hear);
        frame.contentWindow.postMessage(request, "*");
    });
}"""
_count = 0


@dataclass(frozen=True)
class Result:
    """What the page is told of one run."""

    chunks: list[tuple[str, str]]
    """Each piece of output in turn: `stdout` or `stderr`, and its text."""
    results: list[dict[str, Any]]
    """Of each test case that was tried: `passed`, with `got` or `error`."""
    exit_code: int

    @property
    def stdout(self) -> str:
        return self._text("stdout")

    @property
    def stderr(self) -> str:
        return self._text("stderr")

    def _text(self, wanted: str) -> str:
        return "".join(text for stream, text in self.chunks if stream == wanted)


def run(
    page: Page,
    language: str,
    code: str,
    stdin: str = "",
    tests: dict[str, Any] | None = None,
    setup: str = "",
    patience: float = PATIENCE,
    *,
    is_installed: bool = True,
) -> Result:
    """Run a program in the sandbox of a page of ours; all programs of one page have the same sandbox.

    `tests` has a function's name, `cases` of `args` and `expected`, and how to `compare`: `exact` unless given. `setup`
    is SQL that comes before the code. Unless `is_installed`, the sandbox gets no files of the language. Raises
    AssertionError, and stops the program, when it has not ended after `patience` seconds.
    """
    global _count  # noqa: PLW0603 -- ids are only there to be different
    _count += 1
    request: dict[str, Any] = {"type": "run", "id": f"run-{_count}", "language": language, "code": code}
    request |= {"stdin": stdin, "setup": setup}
    if tests is not None:
        request["tests"] = {"compare": "exact", **tests}
    told = page.evaluate(_RUN, {"request": request, "patience": patience, "isInstalled": is_installed})
    heard = told["heard"]
    chunks = [(one["stream"], one["text"]) for one in heard if one["type"] == "output"]
    assert told["isOver"], f"this did not end within {patience} s:\n{code}\nIt printed {chunks[-20:]}"
    results = [
        {name: value for name, value in one.items() if name not in {"type", "id"}}
        for one in heard
        if one["type"] == "case"
    ]
    return Result(chunks, results, heard[-1]["exitCode"])
