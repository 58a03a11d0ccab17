"""What is wrong with a question: which part, and in words."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError


@dataclass(frozen=True)
class Fault:
    """A fault in one part of a question; `place` locates it, such as ("test_cases", "2", "args")."""

    place: tuple[str, ...]
    detail: str
    code: str

    def __str__(self) -> str:
        return ": ".join(filter(None, (".".join(self.place), self.detail)))


class Unfit(Exception):
    """A question can't be used as it is. `faults` has everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def faults_of(error: ValidationError) -> list[Fault]:
    """Return the faults that pydantic found."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return [Fault(tuple(map(str, each["loc"])), each["msg"], each["type"]) for each in found]


def lacking(*place: str) -> Fault:
    """Return the fault of a part that isn't there."""
    return Fault(place, "Field required", "missing")


def extra(*place: str) -> Fault:
    """Return the fault of a part that doesn't belong there."""
    return Fault(place, "Extra inputs are not permitted", "extra_forbidden")
