"""Building the browser client: once for each state of its sources, with a Node that is new enough."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import pytest

from deployment.local import webclient


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "main.tsx").write_text("start()")
    (tmp_path / "dist").mkdir()
    monkeypatch.setattr(webclient, "WEB", tmp_path)
    monkeypatch.setattr(webclient, "DIST", tmp_path / "dist")
    monkeypatch.setattr(webclient, "STAMP", tmp_path / "dist" / "built.stamp")
    return tmp_path


def test_what_was_built_of_these_sources_is_not_built_again(web: Path):
    (web / "package.json").write_text("{}")
    assert not webclient.is_current()
    webclient.STAMP.write_text(webclient.fingerprint())
    assert webclient.ensure() == "built already"


@pytest.mark.parametrize(
    "change",
    ["src/main.tsx", "src/new.tsx", "vite.config.ts", "package-lock.json", "languages/dist/index.json"],
)
def test_a_changed_or_a_new_source_is_noticed(web: Path, change: str):
    webclient.STAMP.write_text(webclient.fingerprint())
    (web / change).parent.mkdir(parents=True, exist_ok=True)
    (web / change).write_text("something else")
    assert not webclient.is_current()


def test_types_and_tests_change_nothing_that_is_built(web: Path):
    webclient.STAMP.write_text(webclient.fingerprint())
    (web / "src" / "api.d.ts").write_text("export {}")
    (web / "src" / "main.test.ts").write_text("test()")
    assert webclient.is_current()


def test_where_there_are_no_sources_nothing_is_built(web: Path):
    assert webclient.ensure() == "prebuilt"


def test_two_runs_at_once_install_the_packages_once(web: Path, monkeypatch: pytest.MonkeyPatch):
    (web / "package-lock.json").write_text("{}")
    monkeypatch.setattr(webclient, "TOOLS", web / "tools")
    monkeypatch.setattr(webclient, "find_node", lambda: webclient.Node(("npm",), ""))
    installed = []
    both = threading.Barrier(2)

    def install(_: webclient.Node, *arguments: str) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(0.5)
        (web / "node_modules").mkdir(exist_ok=True)
        installed.append(arguments)

    monkeypatch.setattr(webclient, "call", install)
    runs = [threading.Thread(target=webclient.install_packages) for _ in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert len(installed) == 1


def test_what_is_no_node_has_no_version():
    assert webclient.version("/nonexistent/node") == (0, 0)
    assert webclient.version("/bin/true") == (0, 0)
