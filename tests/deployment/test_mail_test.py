"""`make mail-test` on a folder where nothing runs yet."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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
