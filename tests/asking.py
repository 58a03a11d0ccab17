"""What interviews of tests ask for, where chance decides among the bank's questions."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

_PLAIN = "one ? 'args' AND one::text NOT LIKE '%\"$%'"


def ask_for_small_functions(session: Session) -> None:
    """Let technical interviews ask for a function, of which small cases are tried: which one is up to chance.

    What else there is to ask is tested where a test asks for it.
    """
    session.execute(
        text(
            "UPDATE questions SET retired_at = now() WHERE interview_type = 'technical'"
            " AND (kind <> 'function' OR function IS NULL)"
        )
    )
    session.execute(
        text(
            "UPDATE questions SET test_cases ="
            f" (SELECT jsonb_agg(one) FROM jsonb_array_elements(test_cases) AS one WHERE {_PLAIN})"
            " WHERE kind = 'function' AND retired_at IS NULL"
        )
    )
