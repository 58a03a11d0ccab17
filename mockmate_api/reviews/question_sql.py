"""Which questions were asked in an interview that is over: the interviewee's, and after a swap of roles both."""

from __future__ import annotations

SWAPPED = "EXISTS (SELECT FROM events e WHERE e.stream = 'interview:' || i.id AND e.type = 'roles.swapped')"
"""SQL, on an interview `i`: whether its two people have changed roles."""

WAS_ASKED = f"(p.seat <> i.interviewer_seat OR {SWAPPED})"
"""SQL, on an interview `i` and a participant `p` of it: whether `p` was asked their question."""
