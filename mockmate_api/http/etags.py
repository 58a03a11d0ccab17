"""Responses that a client may cache if it revalidates them each time."""

from __future__ import annotations

from flask import Response, request


def revalidated(text: str, media_type: str) -> Response:
    """Return the text with its ETag, or 304 without the text if the client already has this version."""
    response = Response(text, mimetype=media_type)
    response.add_etag()
    response.headers["Cache-Control"] = "private, no-cache"
    answer = response.make_conditional(request)
    assert isinstance(answer, Response)  # noqa: S101 - for the type checker only
    return answer
