"""What gets a second look after a whole run."""

from __future__ import annotations

import pytest

from tests.second_look import refusal


def test_a_few_tests_with_real_processes_get_a_second_look():
    assert refusal(["tests/web/test_pages.py::test_a[False]", "tests/ws/test_room.py::test_b"]) is None


@pytest.mark.parametrize(
    ("failed", "why"),
    [
        pytest.param([], "ended in another way", id="a crash or a time-out of the run"),
        pytest.param(
            ["tests/web/test_a.py::test_a", "tests/unit/test_b.py::test_b"], "test_b", id="a unit test beside"
        ),
        pytest.param(["tests/contract/test_a.py::test_a"], "test_a", id="a rule of the house"),
        pytest.param([f"tests/web/test_a.py::test_{n}" for n in range(4)], "4 tests failed", id="more than a race"),
    ],
)
def test_all_else_has_a_cause_to_find_first(failed: list[str], why: str):
    assert why in str(refusal(failed))
