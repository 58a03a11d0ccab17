"""`flask questions import` and `export`, which `make import` and `make export` call."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from flask import Flask

from tests.api.questions.packages import KATTIS, table
from tests.api.questions.texts import BEHAVIORAL, TECHNICAL
from tests.clients.person import Person


def call(app: Flask, *arguments: str | Path) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["questions", *map(str, arguments)])
    return result.exit_code, result.output


def test_a_table_is_imported_after_a_dry_run(app: Flask, admin: Person, tmp_path: Path) -> None:
    (tmp_path / "questions.csv").write_text(table(2), encoding="utf-8")
    code, said = call(app, "import", tmp_path / "questions.csv", "--dry-run")
    assert code == 0
    assert said.endswith("2 questions: 2 draft.\nThis was a dry run: nothing was written.\n")
    assert admin.get("/questions").get_json()["items"] == []
    code, said = call(app, "import", tmp_path)
    assert (code, said.splitlines()[1]) == (0, "draft      tell-me-about-plan-1-and-how-it-went  (questions.csv:2)")
    assert "           missing: hints, solution, follow_ups" in said.splitlines()
    assert len(admin.get("/questions").get_json()["items"]) == 2


def test_what_is_refused_is_named_and_can_be_skipped(app: Flask, tmp_path: Path) -> None:
    for name, data in KATTIS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(data)
    code, said = call(app, "import", tmp_path)
    assert code == 1
    assert "refused    talking (Talking): is interactive" in said
    assert "Nothing was written" in said
    code, said = call(app, "import", tmp_path, "--skip-refused")
    assert (code, said.splitlines()[-1]) == (0, "2 questions: 1 draft, 1 refused.")


def test_nothing_to_import_is_said(app: Flask, tmp_path: Path) -> None:
    assert call(app, "import", tmp_path / "none") == (1, f"Error: {tmp_path / 'none'} is no file and no folder.\n")
    code, said = call(app, "import", tmp_path)
    assert (code, "None of these files" in said) == (1, True)


def test_all_questions_are_exported_into_a_folder_or_a_zip(app: Flask, admin: Person, tmp_path: Path) -> None:
    for text in (TECHNICAL, BEHAVIORAL):
        admin.post("/questions/import", {"markdown": text}, status=201)
    assert call(app, "export", tmp_path / "all.zip") == (0, f"2 questions are in {tmp_path / 'all.zip'}.\n")
    with ZipFile(tmp_path / "all.zip") as archive:
        assert archive.namelist() == ["questions/a-question.md", "questions/a-story.md"]
    assert call(app, "export", tmp_path / "here")[0] == 0
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == ["a-question.md", "a-story.md"]
    assert call(app, "import", tmp_path / "here")[1].endswith("2 questions: 2 unchanged.\n")
    assert call(app, "export", "/proc/none/here")[0] == 1
