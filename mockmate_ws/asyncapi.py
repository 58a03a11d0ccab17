"""AsyncAPI 3.0 of the sockets, made from the models that read and write their frames. Served at /asyncapi.json."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse

from mockmate_ws import protocol
from mockmate_ws.endpoints.base import Endpoint
from mockmate_ws.endpoints.connect import Connect
from mockmate_ws.endpoints.interview import InterviewLive
from mockmate_ws.endpoints.match import Match
from shared.core.integers import MAX_ID
from shared.core.json_schema import REF, Json, Used, describe
from shared.core.settings import Settings
from shared.core.version import VERSION
from shared.events import types
from shared.events.frame_sizes import MAX_TEXT_BYTES
from shared.events.types import Event

SOCKETS: tuple[type[Endpoint], ...] = (Connect, Match, InterviewLive)

_ABOUT = """\
The messages of Mock Mate's sockets. A client that can set headers sends `Authorization: Bearer` with the handshake;
a browser gets a ticket from `POST /auth/ws-ticket` and sends it in an `auth` frame first. Operations are described from
the server's side: `receive` lists the messages that clients send. What you receive may have new fields, and frames may
have new types, at any time: ignore those you don't know. `x-message-bytes` says how long a message of a channel may be,
each way; REST has what a text leaves out.
"""
_QUERIES = {
    Match.path: {
        "slot_id": {
            "type": "integer",
            "format": "int64",
            "minimum": 1,
            "maximum": MAX_ID,
            "description": "The slot of my booking; by default my most urgent booking.",
        }
    },
    InterviewLive.path: {"interview_id": {"type": "string", "format": "uuid", "description": "The interview's id."}},
}
_STREAM_NAMES = {"user": "^user:[1-9][0-9]*$", "interview": "^interview:[0-9a-f-]{36}$"}
_STREAMS_FOLLOWED = {Connect.path: {"user"}, Match.path: {"user"}, InterviewLive.path: {"interview"}}


async def serve(request: Request) -> JSONResponse:
    """Answer with the AsyncAPI 3.0 document of the sockets."""
    return JSONResponse(document(request.app.state.service.settings))


@cache
def document(settings: Settings) -> Json:
    """Return the AsyncAPI document."""
    received = _unique([protocol.Auth, *(frame for frames in protocol.COMMANDS.values() for frame in frames)])
    sent = _unique(frame for frames in protocol.SERVER_FRAMES.values() for frame in frames)
    taken: list[Used] = [(frame, "validation") for frame in received]
    told: list[Used] = [(model, "serialization") for model in (*sent, *types.ALL)]
    names = {frame.__name__: _message_name(frame) for frame in (*received, *sent)}
    _, schemas = describe([*taken, *told], names)
    schemas |= {_message_name(event): _durable(event) for event in types.ALL}
    public = urlsplit(settings.public_ws_url)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Mock Mate sockets",
            "version": VERSION,
            "description": _ABOUT,
            "license": {"name": "MIT", "url": "https://opensource.org/license/mit"},
        },
        "defaultContentType": "application/json",
        "servers": {
            "public": {
                "host": public.netloc,
                "pathname": public.path.rstrip("/") or "/",
                "protocol": public.scheme,
                "description": "Where this deployment's clients reach the sockets.",
                "security": [{"$ref": "#/components/securitySchemes/access"}],
            }
        },
        "channels": {_name(kind): _channel(kind) for kind in SOCKETS},
        "operations": {name: operation for kind in SOCKETS for name, operation in _operations(kind).items()},
        "components": {
            "messages": {_message_name(model): _message(model) for model in (*received, *sent, *types.ALL)},
            "schemas": dict(sorted(schemas.items())),
            "securitySchemes": {
                "access": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "The access token, with the handshake; a client that can't set headers sends a "
                    "ticket in its first frame instead.",
                }
            },
        },
    }


def _unique(models: Iterable[type[BaseModel]]) -> list[type[BaseModel]]:
    return list(dict.fromkeys(models))


def _message_name(model: type[BaseModel]) -> str:
    """Return the name of a frame's schema: what clients send is a command, what they receive a frame.

    It differs from the name of what the frame carries, and doesn't clash with the names of other code, as Error would.
    """
    words = "".join(word.capitalize() for word in re.split("[._]", _type(model)))
    return words + ("Command" if issubclass(model, protocol.ClientFrame) else "Frame")


def _type(model: type[BaseModel]) -> str:
    return model.type if issubclass(model, Event) else protocol.type_of(model)


def _durable(event: type[Event]) -> Json:
    names = [_STREAM_NAMES[stream] for stream in event.streams]
    properties = {
        "type": {"type": "string", "const": event.type},
        "stream": {"type": "string", "pattern": names[0] if len(names) == 1 else "|".join(names)},
        "offset": {
            "type": "integer",
            "format": "int64",
            "minimum": 1,
            "maximum": MAX_ID,
            "description": "Counts 1, 2, 3 … in its stream, without gaps.",
        },
        "at": {"type": "string", "format": "date-time"},
        "data": {"$ref": REF + event.__name__},
    }
    return {
        "title": _message_name(event),
        "description": f"The durable event `{event.type}`.",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": True,
    }


def _message(model: type[BaseModel]) -> Json:
    payload = {"$ref": REF + _message_name(model)}
    return {"name": _type(model), "title": _type(model), "summary": inspect.getdoc(model) or "", "payload": payload}


def _name(kind: type[Endpoint]) -> str:
    return f"{kind.__name__[0].lower()}{kind.__name__[1:]}Socket"


def _sent_on(kind: type[Endpoint]) -> list[type[BaseModel]]:
    followed = _STREAMS_FOLLOWED[kind.path]
    events = (event for event in types.ALL if followed.intersection(event.streams))
    return [*protocol.SERVER_FRAMES[kind.path], *events]


def _received_on(kind: type[Endpoint]) -> list[type[BaseModel]]:
    return [protocol.Auth, *protocol.COMMANDS[kind.path]]


def _channel(kind: type[Endpoint]) -> Json:
    models = [*_received_on(kind), *_sent_on(kind)]
    channel: Json = {
        "address": kind.path,
        "description": inspect.getdoc(inspect.getmodule(kind)) or "",
        "messages": {
            name: {"$ref": f"#/components/messages/{name}"} for name in (_message_name(model) for model in models)
        },
    }
    channel["x-message-bytes"] = {
        "receive": {"text": protocol.MAX_MESSAGE_BYTES, **_binary(kind)},
        "send": {"text": MAX_TEXT_BYTES, **_binary(kind)},
    }
    if kind.path in _QUERIES:
        query = {"type": "object", "properties": _QUERIES[kind.path]}
        channel["bindings"] = {"ws": {"method": "GET", "query": query, "bindingVersion": "0.1.0"}}
    return channel


def _binary(kind: type[Endpoint]) -> dict[str, int]:
    return {"binary": kind.largest_binary} if kind.accepts_binary else {}


def _operations(kind: type[Endpoint]) -> Json:
    name = _name(kind)
    both = {"receive": _received_on(kind), "send": _sent_on(kind)}
    return {
        f"{name}.{action}": {
            "action": action,
            "channel": {"$ref": f"#/channels/{name}"},
            "messages": [{"$ref": f"#/channels/{name}/messages/{_message_name(model)}"} for model in models],
        }
        for action, models in both.items()
    }
