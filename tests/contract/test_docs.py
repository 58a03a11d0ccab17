"""The docs say what the code does: reference pages are current, links lead somewhere, what is named exists."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from docs import generate
from docs.pages import frames, routes
from docs.pages.markdown import anchor
from mockmate_ws.protocol import Close
from shared.core.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path
    for folder in (ROOT.glob("*.md"), (ROOT / "docs").rglob("*.md"), (ROOT / "examples").glob("*.md"))
    for path in folder
    if not path.name.startswith(".")
)
PACKAGES = ("shared", "mockmate_api", "mockmate_ws")

_FENCED = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PATH = re.compile(r"(?<![\w/.-])(?:\.ci|deployment|docs|mockmate_api|mockmate_ws|shared|tests)/[\w./-]*\w")
_TEST = re.compile(r"`(test_\w+)`")
_DEFINED = re.compile(r"^ *(?:async )?def (test_\w+)", re.MULTILINE)
_ROUTE = re.compile(r"\b(?:GET|POST|PUT|PATCH|DELETE) /[\w/{}-]+(?:\.\w+)?")
_FRAME = re.compile(r"`((?:waiting_room|match|interview|peer|chat|roles|signal|session)\.\w+)`")
_DOTTED = re.compile(rf"`((?:{'|'.join(PACKAGES)})(?:\.\w+)+)(?:\(\))?`")

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def test_the_pages_made_from_the_code_are_current():
    assert generate.stale() == [], "write them anew with: python docs/generate.py"


def test_a_stale_a_missing_and_a_stray_page_are_noticed(tmp_path: Path):
    for path, text in generate.written().items():
        copy = tmp_path / path.relative_to(ROOT / "docs")
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(text)
    assert generate.stale(tmp_path) == []
    (tmp_path / "reference" / "errors.md").write_text("old\n")
    (tmp_path / "reference" / "frames.md").unlink()
    (tmp_path / "decisions.md").write_text("# Decisions\n")
    (tmp_path / "reference" / "stray.md").touch()
    told = "\n".join(generate.stale(tmp_path))
    assert "-old" in told
    assert "+# Frames" in told
    assert "+| 0001 |" in told
    assert "docs/reference/stray.md" in told
    assert "settings.md" not in told


def test_the_pages_need_no_environment_and_no_particular_folder(tmp_path: Path):
    command = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    # Settings that no service could start with: they are not read.
    broken = {"WS_PORT": "none", "DATABASE_URL": "nowhere", "LOG_LEVEL": "whisper"}
    done = subprocess.run(command, cwd=tmp_path, env=broken, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@every_page
def test_links_lead_somewhere(page: Path):
    text = _CODE.sub("", _FENCED.sub("", page.read_text()))
    assert [target for target in _LINK.findall(text) if not _leads_somewhere(page, target)] == []


def _leads_somewhere(page: Path, target: str) -> bool:
    if target.startswith(("https://", "http://")):
        return True
    name, _, fragment = target.partition("#")
    file = (page.parent / name).resolve() if name else page
    if not file.exists() or not file.is_relative_to(ROOT):
        return False
    return not fragment or fragment in _anchors(file)


def _anchors(page: Path) -> list[str]:
    return [anchor(heading) for heading in _HEADING.findall(_FENCED.sub("", page.read_text()))]


@every_page
def test_no_two_headings_of_a_page_share_an_anchor(page: Path):
    # Each version in the changelog has the same headings. Nothing links to them.
    repeated = {"added", "changed", "deprecated", "removed", "fixed", "security"} if page.name == "CHANGELOG.md" else ()
    anchors = [each for each in _anchors(page) if each not in repeated]
    assert sorted(set(anchors)) == sorted(anchors)


@every_page
def test_files_and_names_of_the_code_exist(page: Path):
    text = page.read_text()
    missing = [path for path in _PATH.findall(text) if not (ROOT / path).exists()]
    unknown = [name for name in _DOTTED.findall(text) if not _is_known(name)]
    assert (missing, unknown) == ([], [])


@every_page
def test_tests_that_are_named_exist(page: Path):
    named = set(_TEST.findall(page.read_text()))
    assert sorted(named - _tests() if named else ()) == []


@cache
def _tests() -> set[str]:
    """Return the names of all tests and of their files."""
    files = [*(ROOT / "tests").rglob("test_*.py")]
    defined = {name for file in files for name in _DEFINED.findall(file.read_text())}
    return defined | {file.stem for file in files}


@every_page
def test_routes_and_frames_that_are_named_exist(page: Path):
    text = page.read_text()
    known = {heading for made in (routes.page(), frames.page()) for heading in _HEADING.findall(made)}
    assert [named for pattern in (_ROUTE, _FRAME) for named in pattern.findall(text) if named not in known] == []


def _is_known(name: str) -> bool:
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            found = getattr(found, part, None)
        return found is not None
    return False


def test_each_walk_names_what_there_is_in_at_most_twelve_files():
    page = (ROOT / "docs" / "architecture.md").read_text()
    walks = page.partition("### Code walkthroughs\n")[2].partition("\n### ")[0].split("\n#### ")[1:]
    files = {walk.partition("\n")[0]: [step.split("`")[1] for step in _steps(walk)] for walk in walks}
    shared = "From an event to a screen"
    steps = [
        files[walk.partition("\n")[0]] + (files[shared] if f"[{shared.lower()}]" in walk else []) for walk in walks
    ]
    assert len(walks) == 7
    assert [walk for walk in steps if len(set(walk)) != len(walk) or not 6 <= len(walk) <= 12] == []
    wrong = [step for walk in walks for step in _steps(walk) if not _names_a_definition(step)]
    assert wrong == []


def _steps(walk: str) -> list[str]:
    return re.findall(r"^\d+\. .*", walk, re.MULTILINE)


def _names_a_definition(step: str) -> bool:
    """Whether a step is "1. `path`, `name`: …", and the file defines that name."""
    named = re.match(r"\d+\. `([\w/]+\.py)`, `(\w+)`: ", step)
    if named is None or not (ROOT / named[1]).is_file():
        return False
    defined = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    tree = ast.parse((ROOT / named[1]).read_text())
    return any(isinstance(node, defined) and node.name == named[2] for node in ast.walk(tree))


def test_every_decision_is_numbered_and_has_date_status_and_its_three_parts():
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for record in records:
        headings = _HEADING.findall(record.read_text())
        assert re.match(r"\d{4}-\d\d-\d\d · (accepted|superseded by \[\d{4}\])", record.read_text().splitlines()[2])
        assert headings[0].startswith(f"{record.name[:4]}: ")
        assert headings[1:] == ["Context", "Decision", "Consequences"]


def test_the_readme_gives_the_default_addresses():
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    text = (ROOT / "README.md").read_text()
    assert f"API=http://127.0.0.1:{defaults['port']}\n" in text
    assert f"WS=ws://{defaults['ws_host']}:{defaults['ws_port']}\n" in text


def test_the_protocol_explains_every_close_code():
    explained = re.findall(r"^\| (\d{4}) \|", (ROOT / "docs" / "protocol.md").read_text(), re.MULTILINE)
    assert [int(code) for code in explained] == sorted(Close)


def test_the_protocol_explains_every_code_of_a_bad_frame():
    explained = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "protocol.md").read_text(), re.MULTILINE)
    assert sorted(explained) == sorted(set(_frame_codes()))


def _frame_codes() -> Iterator[str]:
    """Yield the codes that are written down where a bad frame is refused."""
    for path in (ROOT / "mockmate_ws").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            given = [
                *(node.args[:1] if node.func.id == "BadFrame" else []),
                *(word.value for word in node.keywords if node.func.id == "ErrorData" and word.arg == "code"),
            ]
            yield from (code.value for code in given if isinstance(code, ast.Constant) and isinstance(code.value, str))


def test_the_settings_page_names_what_the_deployment_reads_besides():
    text = (ROOT / "docs" / "reference" / "settings.md").read_text()
    read = re.findall(r'environ\.get\("(\w+)"\)', (ROOT / "deployment" / "gunicorn.conf.py").read_text())
    assert read
    assert [name for name in read if f"`{name}`" not in text] == []
