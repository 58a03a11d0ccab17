"""Answers that a client may keep, as long as it asks each time whether they still hold."""

from __future__ import annotations

from flask import Response, request


def revalidated(text: str, media_type: str) -> Response:
    """Return the text with its ETag; or 304 without it, when the client has shown that it knows it."""
    response = Response(text, mimetype=media_type)
    response.add_etag()
    response.headers["Cache-Control"] = "private, no-cache"
    answer = response.make_conditional(request)
    assert isinstance(answer, Response)  # noqa: S101 - for the type checker only
    return answer
