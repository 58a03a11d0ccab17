"""`make env`: writes deployment/.env, with a random secret for each line that is required. Needs Python alone."""

import os
import re
import secrets
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def filled(example: str) -> str:
    """Return the text of .env.example with its required lines filled in."""
    lines = example.splitlines()
    for number, line in enumerate(lines):
        if re.fullmatch("[A-Z_]+=", line) and lines[number - 1].endswith("Required."):
            lines[number] = line + secrets.token_hex(32)
    return "\n".join(lines) + "\n"


def main(folder: Path = FOLDER) -> int:
    """Write the file, readable by its owner only. Returns the exit code."""
    text = filled((folder / ".env.example").read_text(encoding="utf-8"))
    try:
        # O_EXCL: the secrets of a running deployment are never overwritten, whoever runs this at the same time.
        descriptor = os.open(folder / ".env", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        print("deployment/.env already exists and was not changed, since its passwords may be in use.")
        return 0
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    print("Wrote deployment/.env with random secrets; keep a copy in a safe place. Next: docker compose up --build")
    return 0


if __name__ == "__main__":
    sys.exit(main())
