"""Which questions were asked in a finished interview: the interviewee's, and both after a swap of roles."""

from __future__ import annotations

SWAPPED = "EXISTS (SELECT FROM events e WHERE e.stream = 'interview:' || i.id AND e.type = 'roles.swapped')"
"""SQL on an interview `i`: whether the two people have swapped roles."""

WAS_ASKED = f"(p.seat <> i.interviewer_seat OR {SWAPPED})"
"""SQL on an interview `i` and its participant `p`: whether `p` was asked their question."""
