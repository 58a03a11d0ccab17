"""Where the mail of the embedded deployment goes: `make mail-test`, and what `make run` says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deployment.local.home import Home
from deployment.local.options import Options
from deployment.local.run import greet
from tests.deployment.embedded import OUTSIDE, ROOT


def test_by_default_the_mail_lies_in_the_data_folder(home: Path) -> None:
    given = {name: value for name, value in os.environ.items() if name not in (*OUTSIDE, "MAIL_URL")}
    command = [sys.executable, "-m", "deployment.local", "mail-test", "ada@example.org"]
    ended = subprocess.run(
        command, check=False, cwd=ROOT, env={**given, "MOCKMATE_HOME": str(home)}, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
    (path,) = (home / "mail").iterdir()
    assert ended.stdout == f"The mail is in {path}. Nothing is sent, since MAIL_URL is a folder.\n"
    assert b"\nTo: ada@example.org" in path.read_bytes()
    assert not (home / "postgres").exists()


@pytest.mark.parametrize(
    ("mail_url", "words"),
    [
        ("", "{home}/mail (emails are written here"),
        ("file:/var/my%20mail", " /var/my mail (emails are written here"),
        ("smtp+starttls://ada:secret@mail.example.org:587", " sent through mail.example.org (`make mail-test"),
    ],
)
def test_the_greeting_says_where_mail_goes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path, mail_url: str, words: str
) -> None:
    monkeypatch.setenv("MAIL_URL", mail_url)
    greet(Home(home), Options.from_environment())
    said = capsys.readouterr().out
    assert words.format(home=home) in said
    assert "secret" not in said
