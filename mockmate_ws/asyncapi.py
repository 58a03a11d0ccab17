"""AsyncAPI 3.0 of the sockets, made from the models that read and write their frames. Served at /asyncapi.json."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue, models_json_schema
from pydantic_core.core_schema import TaggedUnionSchema
from starlette.requests import Request
from starlette.responses import JSONResponse

from mockmate_ws import protocol
from mockmate_ws.endpoints.base import Endpoint
from mockmate_ws.endpoints.connect import Connect
from mockmate_ws.endpoints.interview import InterviewLive
from mockmate_ws.endpoints.match import Match
from shared.core.version import VERSION
from shared.events import types
from shared.events.types import Event

SOCKETS: tuple[type[Endpoint], ...] = (Connect, Match, InterviewLive)

_ABOUT = """\
The messages of Mock Mate's sockets. A client that can set headers sends `Authorization: Bearer` with the handshake;
a browser gets a ticket from `POST /auth/ws-ticket` and sends it in an `auth` frame first. Operations are described from
the server's side: `receive` lists the messages that clients send.
"""
_QUERIES = {
    Match.path: {
        "slot_id": {
            "type": "integer",
            "minimum": 1,
            "description": "The slot of my booking; by default my most urgent booking.",
        }
    },
    InterviewLive.path: {"interview_id": {"type": "string", "format": "uuid", "description": "The interview's id."}},
}
_STREAM_NAMES = {"user": "^user:[1-9][0-9]*$", "interview": "^interview:[0-9a-f-]{36}$"}
_STREAMS_FOLLOWED = {Connect.path: {"user"}, Match.path: {"user"}, InterviewLive.path: {"interview"}}

Json = dict[str, Any]


async def serve(request: Request) -> JSONResponse:
    """Answer with the AsyncAPI 3.0 document of the sockets."""
    return JSONResponse(document())


@cache
def document() -> Json:
    """Return the AsyncAPI document."""
    received = _unique([protocol.Auth, *(frame for frames in protocol.COMMANDS.values() for frame in frames)])
    sent = _unique(frame for frames in protocol.SERVER_FRAMES.values() for frame in frames)
    schemas = _schemas([*((one, "validation") for one in received), *((one, "serialization") for one in sent)])
    schemas |= _schemas([(event, "serialization") for event in types.ALL])
    frames = {frame.__name__: _frame(frame) for frame in [*received, *sent]}
    durables = {event.__name__: _durable(event) for event in types.ALL}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Mock Mate sockets",
            "version": VERSION,
            "description": _ABOUT,
            "license": {"name": "MIT", "url": "https://opensource.org/license/mit"},
        },
        "defaultContentType": "application/json",
        "channels": {_name(kind): _channel(kind) for kind in SOCKETS},
        "operations": {name: operation for kind in SOCKETS for name, operation in _operations(kind).items()},
        "components": {"messages": frames | durables, "schemas": schemas},
    }


def _unique(models: Iterable[type[BaseModel]]) -> list[type[BaseModel]]:
    return list(dict.fromkeys(models))


class _JsonSchema(GenerateJsonSchema):
    """JSON Schema without OpenAPI's `discriminator`, which AsyncAPI defines differently; `const` is enough."""

    def tagged_union_schema(self, schema: TaggedUnionSchema) -> JsonSchemaValue:
        made = super().tagged_union_schema(schema)
        made.pop("discriminator", None)
        return made


def _schemas(models: Sequence[tuple[type[BaseModel], JsonSchemaMode]]) -> Json:
    template = "#/components/schemas/{model}"
    _, top = models_json_schema(models, ref_template=template, schema_generator=_JsonSchema)
    schemas: Json = top["$defs"]
    return schemas


def _frame(frame: type[BaseModel]) -> Json:
    return _message(protocol.type_of(frame), frame, {"$ref": f"#/components/schemas/{frame.__name__}"})


def _durable(event: type[Event]) -> Json:
    names = [_STREAM_NAMES[stream] for stream in event.streams]
    properties = {
        "type": {"type": "string", "const": event.type},
        "stream": {"type": "string", "pattern": names[0] if len(names) == 1 else "|".join(names)},
        "offset": {"type": "integer", "minimum": 1, "description": "Counts 1, 2, 3 … in its stream, without gaps."},
        "at": {"type": "string", "format": "date-time"},
        "data": {"$ref": f"#/components/schemas/{event.__name__}"},
    }
    return _message(event.type, event, {"type": "object", "required": list(properties), "properties": properties})


def _message(name: str, model: type[BaseModel], payload: Json) -> Json:
    return {"name": name, "title": name, "summary": inspect.getdoc(model) or "", "payload": payload}


def _name(kind: type[Endpoint]) -> str:
    return kind.__name__[0].lower() + kind.__name__[1:]


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
        "messages": {model.__name__: {"$ref": f"#/components/messages/{model.__name__}"} for model in models},
    }
    if kind.path in _QUERIES:
        query = {"type": "object", "properties": _QUERIES[kind.path]}
        channel["bindings"] = {"ws": {"method": "GET", "query": query, "bindingVersion": "0.1.0"}}
    return channel


def _operations(kind: type[Endpoint]) -> Json:
    name = _name(kind)
    both = {"receive": _received_on(kind), "send": _sent_on(kind)}
    return {
        f"{name}.{action}": {
            "action": action,
            "channel": {"$ref": f"#/channels/{name}"},
            "messages": [{"$ref": f"#/channels/{name}/messages/{model.__name__}"} for model in models],
        }
        for action, models in both.items()
    }
