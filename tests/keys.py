"""A person's code app."""

from __future__ import annotations

import time
from typing import NamedTuple

import pyotp

from tests.clients.person import Person


class CodeApp(NamedTuple):
    """An app with the secret of a person; `began` is when it was set up, and the step of then has counted."""

    secret: str
    recovery_codes: list[str]
    began: int

    def code(self, steps: int = 1) -> str:
        """Return the code of so many steps after the one that set it up."""
        return code_at(self.secret, self.began + 30 * steps)


def code_at(secret: str, moment: float | None = None) -> str:
    """Return the code that an app shows now, or then."""
    return pyotp.TOTP(secret).at(int(time.time() if moment is None else moment))


def turn_on_codes(person: Person) -> CodeApp:
    """Have codes asked for."""
    secret = person.post("/auth/totp", status=201).get_json()["secret"]
    now = int(time.time())
    confirmed = person.post("/auth/totp/confirm", {"code": code_at(secret, now)}, status=200)
    return CodeApp(secret, confirmed.get_json()["recovery_codes"], now)
