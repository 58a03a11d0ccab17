"""`operation`: a route whose signature is its contract, run in one transaction that ends before the response."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypedDict, TypeVar, Unpack, get_type_hints

from flask import Blueprint, Response, request
from pydantic import BaseModel

from mockmate_api.http import idempotency, reading, transaction
from mockmate_api.http import rate_limits as limiting
from mockmate_api.http.authentication import CHECKS_LOGIN, Credential, check_login, needs
from mockmate_api.http.body import read_body, read_query
from mockmate_api.http.deprecation import Deprecation
from mockmate_api.http.problems import (
    BodyTooLarge,
    IdempotencyKeyInFlight,
    IdempotencyKeyReused,
    MalformedJson,
    NotJson,
    NotMultipart,
    UploadTooLarge,
)
from mockmate_api.http.rate_limits import Limit
from mockmate_api.http.reading import Reading
from mockmate_api.http.uploads import read_form
from shared.core.errors import (
    Forbidden,
    Invalid,
    LoginRevoked,
    NotFound,
    Problem,
    SecondFactorSetupRequired,
    TokenExpired,
    TokenInvalid,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
)

View = TypeVar("View", bound=Callable[..., Any])
Returns = Mapping[int, type[BaseModel] | str | None]
"""What a response has for each status: a model as JSON, text of this media type, or nothing."""

_OF_FORMS = (Invalid, NotMultipart, UploadTooLarge)
_OF_KEYS = (IdempotencyKeyInFlight, IdempotencyKeyReused, Invalid)


@dataclass(frozen=True)
class Operation:
    """What a route accepts and returns; `openapi` documents it."""

    name: str
    doc: str
    credential: Credential
    body: type[BaseModel] | None
    body_is_optional: bool
    form: type[BaseModel] | None
    query: type[BaseModel] | None
    returns: Returns
    errors: Sequence[type[Problem]]
    idempotent: bool
    deprecated: Deprecation | None


class More(TypedDict, total=False):
    """Options that few routes need."""

    idempotent: bool
    limits: tuple[Limit, ...]
    deprecated: Deprecation
    checks_login: bool
    max_body: int


def operation(
    blueprint: Blueprint,
    method: str,
    rule: str,
    *,
    returns: Returns,
    errors: Sequence[type[Problem]] = (),
    credential: Credential = Credential.ACCESS,
    **more: Unpack[More],
) -> Callable[[View], View]:
    """Register a view: the types of its `body`, `form` and `query` define its input, `returns` and `errors` its output.

    A form is a multipart body, with files. A body with a default is optional, and null is the same as none. The view
    returns a model, (a model, a status), None for 204, or a finished response if `returns` names a media type or a
    header matters. One that returns a Reading describes the list and is called before the login is checked. The first
    line of its docstring is the operation's summary.

    A view may run up to three times, since a transaction that lost a race is run again. An `idempotent` one accepts an
    `Idempotency-Key`, under which a client may repeat the request and get the same answer. `limits` restrict how often
    it may be called; a request that can't be parsed isn't counted. `deprecated` tells clients in every answer. A view
    that `checks_login` is called before the login is checked, and raises LoginRevoked itself. `max_body` is the largest
    body in bytes, where it may be larger than those of other routes.
    """
    idempotent, limits = more.get("idempotent", False), more.get("limits", ())
    deprecated, checks_login = more.get("deprecated"), more.get("checks_login", False)
    max_body = more.get("max_body")

    def register(view: View) -> View:
        hints = get_type_hints(view)
        body, query, form = hints.get("body"), hints.get("query"), hints.get("form")
        optional = (
            body is not None and inspect.signature(view).parameters["body"].default is not inspect.Parameter.empty
        )

        def in_transaction(**arguments: Any) -> Response:
            if query is not None:
                arguments["query"] = read_query(query)
            if body is not None and not (optional and _is_none(request.get_data())):
                arguments["body"] = read_body(body, max_body)
            if form is not None:
                arguments["form"] = read_form(form)
            limiting.enforce(limits, arguments.get("body"))
            command = idempotency.read_command(arguments) if idempotent else None
            if command is not None:
                check_login()  # a stored answer is for those who are logged in
            return transaction.run(command, lambda: _respond(view(**arguments), default=next(iter(returns))))

        def of_a_login(**arguments: Any) -> Response:
            try:
                return in_transaction(**arguments)
            except Problem:
                check_login()  # a person who is logged out is told that instead
                raise

        reads = hints.get("return") is Reading
        handle = reading.endpoint(view, query) if reads else of_a_login if checks_login else in_transaction
        endpoint = needs(credential)(wraps(view)(handle))
        if checks_login:
            setattr(endpoint, CHECKS_LOGIN, True)
        endpoint.__operation__ = Operation(  # type: ignore[attr-defined]
            name=view.__name__,
            doc=inspect.getdoc(view) or "",
            credential=credential,
            body=body,
            body_is_optional=optional,
            form=form,
            query=query,
            returns=returns,
            errors=(
                *errors,
                *_implied(rule, credential, body, query, returns),
                *(_OF_FORMS if form is not None else ()),
                *(_OF_KEYS if idempotent else ()),
                *((TooManyRequests,) if limits else ()),
            ),
            idempotent=idempotent,
            deprecated=deprecated,
        )
        blueprint.add_url_rule(rule, endpoint=view.__name__, view_func=endpoint, methods=[method])
        return view

    return register


def _is_none(raw: bytes) -> bool:
    """Whether an optional body is left out, or null, as some clients write what is left out."""
    return not raw or raw.strip() == b"null"


def _respond(answer: BaseModel | tuple[BaseModel, int] | Response | None, default: int) -> Response:
    if isinstance(answer, Response):
        return answer
    model, status = answer if isinstance(answer, tuple) else (answer, default)
    if model is None:
        return Response(status=status)
    return Response(model.model_dump_json(by_alias=True), status, mimetype="application/json")


def _implied(
    rule: str,
    credential: Credential,
    body: type[BaseModel] | None,
    query: type[BaseModel] | None,
    returns: Returns,
) -> Iterator[type[Problem]]:
    """Yield the errors that a route of this shape may return, whatever its view does."""
    if credential is not Credential.NONE:
        yield from (Unauthenticated, TokenInvalid, TokenExpired, LoginRevoked)
    if credential in {Credential.ADMIN, Credential.MODERATOR}:
        yield from (Forbidden, SecondFactorSetupRequired)
    if "<" in rule:
        yield NotFound
    if body is not None:
        yield from (MalformedJson, BodyTooLarge, NotJson)
    if body is not None or query is not None:
        yield Invalid
    if Unavailable.status not in returns:
        yield Unavailable
