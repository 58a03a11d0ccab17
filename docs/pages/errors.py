"""docs/reference/errors.md: every code a client can meet, from the Problem classes of the services."""

from __future__ import annotations

from collections.abc import Iterator

from docs.pages.markdown import code, document, table
from mockmate_api.http import problems as _problems  # noqa: F401 - its classes are among Problem's subclasses once it is imported
from mockmate_ws.endpoints.admission import CLOSE_CODES
from mockmate_ws.protocol import Close
from shared.core.errors import Problem

_ABOUT = """\
Over REST a refusal is an RFC 9457 problem document with this `code` and `status`; on a socket it is an error frame with
the same `code`. Programs look at `code`; `detail` is for people, and may say more than the meaning here. Codes that
only sockets use are in [protocol.md](../protocol.md#errors).
"""
_HOW_TO_READ = """\
*Closes* is the close code of a socket that is refused with this error when it opens; those without one close with
{code} (credentials) or {forbidden} (everything else).
"""


def page() -> str:
    """Return the page."""
    kinds = sorted(_all(Problem), key=lambda kind: (kind.status, kind.code))
    rows = [[code(kind.code), str(kind.status), kind().detail, _closes(kind)] for kind in kinds]
    header = ["Code", "Status", "Meaning", "Closes"]
    note = _HOW_TO_READ.format(code=int(Close.BAD_CREDENTIALS), forbidden=int(Close.FORBIDDEN))
    return document("Errors", _ABOUT, table(header, rows), note)


def _all(kind: type[Problem]) -> Iterator[type[Problem]]:
    for child in kind.__subclasses__():
        # A subclass with its parent's code is the same refusal, worded for one place.
        if "code" in vars(child):
            yield child
        yield from _all(child)


def _closes(kind: type[Problem]) -> str:
    return str(int(CLOSE_CODES[kind])) if kind in CLOSE_CODES else ""
