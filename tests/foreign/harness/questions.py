"""Questions of different shapes, of the bank and others, which the solutions beside this solve in each language."""

from __future__ import annotations

from typing import Any

from mockmate_api.questions import bank

Tests = dict[str, Any]

SLUGS = (
    "number-without-twins",  # numbers that need 64 bits
    "echo-in-the-tape",  # texts
    "books-in-both",  # lists of texts
    "busiest-moment",  # lists of lists
    "mark-to-beat",  # null in a list
    "rising-pieces",  # lists in any order
    "most-repeated-phrase",  # a text beside a number, or null
    "patterns-that-meet",  # true and false
)


def of_the_bank(slug: str) -> Tests:
    """Return the test cases of a question, but the large ones, as the client gives them to its harness."""
    question = bank.read_question(bank.BANK / f"{slug}.md")
    cases = [{"args": case.args, "expected": case.expected} for case in question.test_cases if not case.is_large]
    return {"function": question.function, "compare": question.compare, "cases": cases}


def of(function: str, compare: str, *cases: tuple[list[Any], Any]) -> Tests:
    listed = [{"args": args, "expected": expected} for args, expected in cases]
    return {"function": function, "compare": compare, "cases": listed}


QUESTIONS = [
    *map(of_the_bank, SLUGS),
    of("tally", "exact", ([["a", 'é\n"$x?#{1}', "a"]], {"a": 2, 'é\n"$x?#{1}': 1}), ([[]], {})),
    of("bill", "approx", ([{"a": 0.25, "b b": 0.1}, ["a", "b b"]], 0.35), ([{}, []], 0)),
    of("mean", "exact", ([[0.25, 0.75]], 0.5), ([[0.1]], 0.1), ([[1e21]], 1e21), ([[5e-324]], 5e-324)),
]
RATIO = of("ratio", "exact", ([0.5, 2], 0.25), ([0, 0], None), ([1, 0], None))
"""A number that is none is not null."""
ODD = of("odd", "exact", *(([kind], kind) for kind in range(1, 6)))
"""The solutions return 7 for 1, throw for 2, print for 3, and exit for 4."""
