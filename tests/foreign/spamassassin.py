"""SpamAssassin without the network: which rules it finds in mails, and what they cost."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.foreign.debian import Packages


class SpamAssassin:
    """The filter, with the rules that its package brings."""

    def __init__(self, folder: Path) -> None:
        self._packages = Packages(folder, "spamassassin")
        self._preferences = folder / "preferences"
        self._preferences.touch()

    def points(self, mails: Sequence[bytes]) -> dict[str, float]:
        """Return the points of every rule that fits one of the mails."""
        root = self._packages.folder
        options = ["--local", "--mbox", f"--prefspath={self._preferences}"]
        options += [f"--configpath={root}/usr/share/spamassassin", f"--siteconfigpath={root}/etc/spamassassin"]
        options.append("--cf=add_header all Points _TESTSSCORES(,)_\nreport_safe 0\nfold_headers 0")
        box = b"".join(b"From a@example.com Sun Nov 29 15:00:00 2026\n" + mail + b"\n" for mail in mails)
        command = self._packages.perl("usr/bin/spamassassin", *options)
        environment = self._packages.environment()
        ended = subprocess.run(command, check=False, input=box, capture_output=True, env=environment)
        assert ended.returncode == 0, ended.stderr
        found = re.findall(rb"^X-Spam-Points: (.*)$", ended.stdout, re.MULTILINE)
        assert len(found) == len(mails)
        pairs = [pair.split("=") for line in found for pair in line.decode().split(",")]
        return {name: float(score) for name, score in pairs}
