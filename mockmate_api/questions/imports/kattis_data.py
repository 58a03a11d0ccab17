"""The test data of a Kattis package: data/sample and data/secret, each input beside its answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mockmate_api.questions.imports.files import File
from mockmate_api.questions.imports.texts import Unreadable, text_of

MOST_CASES = 200
LONGEST_CASE = 50_000
"""In characters, input and output together; larger ones don't help anybody who looks at a failure in the room."""
LONGEST_TOGETHER = 400_000
_SHOWN = 3
_LONGEST_SHOWN = 1_500


@dataclass
class Data:
    """Cases with stdin and stdout, the samples first; `examples` shows the first samples as Markdown."""

    test_cases: list[dict[str, Any]] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    examples: str = ""


def read(files: Mapping[str, File]) -> Data:
    """Return what is in the data folder of a package, whose files are given by their path in it."""
    result, reasons, left = Data(), Counter[str](), LONGEST_TOGETHER
    samples = list[dict[str, Any]]()
    for path in _inputs(files):
        try:
            case = _case(path, files)
        except Unreadable as error:
            result.changes.append(str(error))
            continue
        size = len(case["stdin"]) + len(case["stdout"])
        reason = _too_much(size, left, len(result.test_cases))
        if reason:
            reasons[reason] += 1
            continue
        left -= size
        result.test_cases.append(case)
        if not case.get("hidden"):
            samples.append(case)
    result.changes += [
        f"{'1 case' if count == 1 else f'{count} cases'} left out: {why}" for why, count in reasons.items()
    ]
    result.changes += _lonely(files)
    result.examples = "\n\n".join(map(_shown, samples[:_SHOWN]))
    return result


def _inputs(files: Mapping[str, File]) -> Iterator[str]:
    """Yield the inputs in their order, samples before secret ones."""
    found = [path for path in files if path.startswith("data/") and path.endswith(".in")]
    yield from sorted(found, key=lambda path: (not path.startswith("data/sample/"), path))


def _case(path: str, files: Mapping[str, File]) -> dict[str, Any]:
    answer = path.removesuffix(".in") + ".ans"
    if answer not in files:
        raise Unreadable(f"{path} is left out: it has no answer ({answer.rpartition('/')[2]})")
    try:
        case = {"stdin": text_of(files[path].data), "stdout": text_of(files[answer].data)}
    except Unreadable as error:
        raise Unreadable(f"{path} is left out: it {error}") from None
    about = path.removeprefix("data/").removesuffix(".in")
    return case | {"about": about[-200:]} | ({} if path.startswith("data/sample/") else {"hidden": True})


def _too_much(size: int, left: int, count: int) -> str | None:
    if count >= MOST_CASES:
        return f"beyond the first {MOST_CASES}"
    if size > LONGEST_CASE:
        return f"larger than {LONGEST_CASE // 1000} kB"
    if size > left:
        return f"beyond {LONGEST_TOGETHER // 1000} kB for all cases"
    return None


def _lonely(files: Mapping[str, File]) -> Iterator[str]:
    """Yield a line for each answer without an input."""
    for path in sorted(files):
        if path.startswith("data/") and path.endswith(".ans") and path.removesuffix(".ans") + ".in" not in files:
            yield f"{path} is left out: it has no input"


def _shown(case: Mapping[str, Any]) -> str:
    parts = (_block(name, case[key]) for name, key in (("Input", "stdin"), ("Output", "stdout")))
    return "\n\n".join(parts)


def _block(name: str, text: str) -> str:
    shown = text[:_LONGEST_SHOWN].strip("\n")
    fence = "````" if "```" in shown else "```"
    return f"{name}:\n\n{fence}\n{shown}{'…' if len(text) > _LONGEST_SHOWN else ''}\n{fence}"
