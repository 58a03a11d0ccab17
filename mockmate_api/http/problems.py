"""RFC 9457: the one place that turns a refusal or a failure into a problem document."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import structlog
import werkzeug.exceptions
from flask import Flask, Response, current_app, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import MethodNotAllowed as WrongMethod
from werkzeug.routing import Rule

from shared.core.database_errors import from_database
from shared.core.errors import Conflict, Invalid, NotFound, Problem, Unauthenticated, Unavailable

log = structlog.get_logger(__name__)


class MalformedJson(Problem):
    """The body isn't valid JSON in UTF-8."""

    code = "malformed_json"


class BodyTooLarge(Problem):
    """The body is larger than this route accepts."""

    status = 413
    code = "body_too_large"


class NotJson(Problem):
    """Send the body as application/json."""

    status = 415
    code = "unsupported_media_type"


class UploadTooLarge(Problem):
    """The upload is larger than 16 MiB, or has too many parts; send a zip, or several parts of it."""

    status = 413
    code = "upload_too_large"


class PictureInvalid(Problem):
    """This is not a picture that can be read: send a JPEG or PNG of at most 5 MB and 24 million pixels."""

    status = 422
    code = "picture_invalid"


class NotMultipart(Problem):
    """Send the body as multipart/form-data."""

    status = 415
    code = "not_multipart"


class MethodNotAllowed(Problem):
    """This path doesn't support this method; see Allow."""

    status = 405
    code = "method_not_allowed"


class NotOneself(Conflict):
    """You can't do this to yourself; ask another administrator."""

    code = "not_oneself"


class AlreadyResolved(Conflict):
    """This report has already been resolved."""

    code = "already_resolved"


class IdempotencyKeyReused(Problem):
    """This Idempotency-Key was already used for a different request; use a new key for each request."""

    status = 422
    code = "idempotency_key_reused"


class IdempotencyKeyInFlight(Conflict):
    """The first request with this Idempotency-Key is still in progress; retry shortly with the same key."""

    code = "idempotency_key_in_flight"


class InternalError(Problem):
    """Something went wrong on the server; find the details in the logs by the request ID."""

    status = 500
    code = "internal_error"


_KINDS: dict[int, type[Problem]] = {
    kind.status: kind for kind in (NotFound, MethodNotAllowed, BodyTooLarge, NotJson, InternalError)
}


class ValidationFailed(Invalid):
    """Some values are not valid; see `errors`."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__(type(self).__doc__)
        self.extra = {"errors": errors}


class FieldError(BaseModel):
    """What is wrong with one value. `pointer` is a JSON pointer into the body, or names a query parameter or header."""

    pointer: str
    detail: str
    code: str


class ProblemDocument(BaseModel):
    """RFC 9457 problem details. `code` is for programs, `detail` for people."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["about:blank"])
    title: str
    status: int
    detail: str
    instance: str
    code: str
    errors: list[FieldError] = Field(default=[], description="With 422 only: one entry a value.")


def respond(problem: Problem) -> Response:
    """Return the problem document of a refusal."""
    response = _document(problem.status, problem.code, problem.detail, problem.extra)
    if isinstance(problem, Unauthenticated):
        response.headers["WWW-Authenticate"] = "Bearer"
    if problem.retry_after is not None or isinstance(problem, Unavailable):
        response.headers["Retry-After"] = str(problem.retry_after or 1)
    return response


def _document(status: int, code: str, detail: str, extra: Mapping[str, Any] | None = None) -> Response:
    document = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.path,
        "code": code,
        **(extra or {}),
    }
    # default=str: an extra may be a UUID or a time. ASCII only: a path may contain characters that UTF-8 can't encode.
    return Response(json.dumps(document, default=str), status, mimetype="application/problem+json")


def install(app: Flask) -> None:
    """Make sure that no error leaves the app as HTML or as a stack trace."""
    app.register_error_handler(Problem, respond)
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(DBAPIError, _from_database)
    app.register_error_handler(PoolTimeout, lambda _: respond(Unavailable()))
    app.register_error_handler(Exception, _unexpected)


def _from_http(error: HTTPException) -> ResponseReturnValue:
    status = HTTPStatus(error.code or 500)
    if status < HTTPStatus.BAD_REQUEST:
        return error
    kind = _KINDS.get(status)
    if kind is not None:
        response = respond(kind())
    else:
        # Werkzeug's rarer refusals keep their status; the code is its phrase: 431 → request_header_fields_too_large.
        response = _document(status, re.sub(r"\W+", "_", status.phrase.lower()), error.description or status.phrase)
    if isinstance(error, werkzeug.exceptions.MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _from_database(error: DBAPIError) -> Response:
    problem = from_database(error)
    if problem is None:
        return _unexpected(error)
    return respond(problem)


def loggable_path() -> str:
    """Return the request's path for the log, escaped because of line breaks, and without possible secrets."""
    rule, arguments = _matched()
    if rule is not None and any(isinstance(each, str) for each in arguments.values()):
        return rule.rule
    return quote(request.path)


def _matched() -> tuple[Rule | None, Mapping[str, Any]]:
    """Return the rule and arguments of the request's path, even if only its method is wrong."""
    refused = request.routing_exception
    if isinstance(refused, WrongMethod) and refused.valid_methods:
        adapter = current_app.create_url_adapter(request)
        assert adapter is not None  # noqa: S101 - there is a request
        return adapter.match(method=next(iter(refused.valid_methods)), return_rule=True)
    return request.url_rule, request.view_args or {}


def _unexpected(error: Exception) -> Response:
    log.error("request.failed", exc_info=error, method=request.method, path=loggable_path())
    return respond(InternalError())
