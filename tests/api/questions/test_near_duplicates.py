"""No two questions of the bank are nearly the same; `likeness` says what that means."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.questions.likeness import alike
from tests.api.questions.running import BANK

TICKET = BANK["missing-ticket"]
IN_OTHER_WORDS = """
A cloakroom gives out tickets with consecutive numbers, beginning with `start`. When the evening is over, every ticket
but one has been returned, in no particular order. Write `lost_ticket(start, tickets)` that returns the number of the
ticket that is missing.
"""
WITH_OTHER_NAMES = '''
```python
def lost_ticket(start, tickets):
    """Return the one that is missing."""
    count = len(tickets)
    all_of_them = (count + 1) * start + count * (count + 1) // 2
    return all_of_them - sum(tickets)
```
'''
NEW: dict[str, Any] = {
    "slug": "lost-ticket",
    "title": "Say who is absent from a school trip",
    "prompt": "Every child of a class is counted on the bus. Write `absent(names, children)`: who stayed at home?",
    "solution": "Subtract.",
}


def test_no_two_questions_are_nearly_the_same() -> None:
    assert list(alike([*BANK.values()])) == []


@pytest.mark.parametrize(
    ("change", "shared"),
    [
        ({"prompt": TICKET.prompt.replace("missing_ticket", "lost_ticket")}, "say the same in the same words"),
        ({"title": "Which ticket was not returned?", "prompt": IN_OTHER_WORDS}, "are about the same"),
        ({"title": "Find a missing number of a ticket"}, "have the same title"),
        ({"solution": WITH_OTHER_NAMES}, "are solved by the same code"),
    ],
)
def test_a_question_that_is_nearly_another_is_found(change: dict[str, str], shared: str) -> None:
    new = TICKET.model_copy(update=NEW)
    assert list(alike([*BANK.values(), new], "lost-ticket")) == []
    again = TICKET.model_copy(update=NEW | change)
    assert list(alike([*BANK.values(), again], "lost-ticket")) == [("missing-ticket", "lost-ticket", shared)]
