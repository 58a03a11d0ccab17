"""Responses that a client may cache if it revalidates them each time."""

from __future__ import annotations

from datetime import datetime

from flask import Response, request


def revalidated(content: str | bytes, media_type: str, last_modified: datetime | None = None) -> Response:
    """Return the content with its ETag, or 304 without it if the client already has this version.

    `last_modified` is for clients that ask by time only; the ETag goes first.
    """
    response = Response(content, mimetype=media_type)
    response.add_etag()
    response.last_modified = last_modified
    response.headers["Cache-Control"] = "private, no-cache"
    answer = response.make_conditional(request)
    assert isinstance(answer, Response)  # noqa: S101 - for the type checker only
    return answer
