"""docs/reference/frames.md: what goes over the sockets, from the models that read and write it."""

from __future__ import annotations

import inspect
from collections.abc import Iterable

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode

from docs.pages import schema
from docs.pages.limits import close_codes, limits
from docs.pages.markdown import code, document, link, prose, table
from docs.pages.schema import Definitions, Schema
from mockmate_ws import asyncapi, protocol
from mockmate_ws.endpoints.base import Endpoint
from shared.core.json_schema import describe
from shared.events import types
from shared.events.types import Event

_ABOUT = """\
The wire format of the sockets, field by field. [protocol.md](../protocol.md) explains how to use them, with resuming,
acks and reconnecting. Times are strings: RFC 3339, in UTC, with microseconds and a Z.
"""
_CLIENT = """\
A client frame is one JSON object in a text message: `{"type", "id", "data"}`. An `id` is 1 to 64 printable ASCII
characters without spaces. Unknown fields are refused; a field may be left out unless it says *required*.
"""
_EVENTS = """\
A durable event is `{"type", "stream", "offset", "at", "data"}`: `stream` is the stream's name, such as `user:17` or
`interview:<uuid>`, `offset` counts 1, 2, 3 … within the stream without gaps, `at` is the time. The sections below
list the types, with their streams and their `data`.
"""
_STREAMS = {"user": "`user:<id>`", "interview": "`interview:<uuid>`"}


def page() -> str:
    """Return the page."""
    commands = _all([[protocol.Auth], *protocol.COMMANDS.values()])
    answers = _all(protocol.SERVER_FRAMES.values())
    taken = _definitions(commands, "validation")
    told = _definitions([*answers, *types.ALL], "serialization")
    inputs = schema.reachable([_data(frame, taken) for frame in commands], taken)
    shown = [*(_data(frame, told) for frame in answers), *(told[event.__name__] for event in types.ALL)]
    # What a peer's command brings, such as a signal, has the same models.
    outputs = [name for name in schema.reachable(shown, told) if name not in inputs]
    return document(
        "Frames",
        _ABOUT,
        *(_socket(kind) for kind in asyncapi.SOCKETS),
        "## Client frames",
        _CLIENT,
        *(_frame(frame, taken, given=True) for frame in commands),
        "## Server frames",
        *(_frame(frame, told, given=False) for frame in answers),
        "## Durable events",
        _EVENTS,
        *(_event(event, told) for event in types.ALL),
        close_codes(),
        limits(),
        "## Models",
        *schema.models(inputs, taken, given=True),
        *schema.models(outputs, told, given=False),
    )


def _all(groups: Iterable[Iterable[type[BaseModel]]]) -> list[type[BaseModel]]:
    """Return every model of these groups once, in order."""
    return list(dict.fromkeys(model for group in groups for model in group))


def _definitions(models: Iterable[type[BaseModel]], mode: JsonSchemaMode) -> Definitions:
    return describe([(model, mode) for model in models])[1]


def _data(frame: type[BaseModel], definitions: Definitions) -> Schema:
    """Return the schema of a frame's `data`, empty for the one that has none."""
    data = definitions[frame.__name__]["properties"].get("data")
    return definitions[schema.name_of(data)] if data else {}


def _socket(kind: type[Endpoint]) -> str:
    url, _, meaning = prose(inspect.getdoc(inspect.getmodule(kind))).partition(": ")
    streams = prose(kind.followed.__doc__).removeprefix("Return ")
    rows = [
        ["Opened at", code(url)],
        ["Streams", streams[:1].upper() + streams[1:]],
        ["Client frames", _links([protocol.Auth, *protocol.COMMANDS[kind.path]])],
        ["Server frames", _links(protocol.SERVER_FRAMES[kind.path]) + ", and the durable events of its streams"],
        ["Messages from a client", f"{kind.rate:g} a second, {kind.burst:g} at once"],
    ]
    return "\n\n".join([f"## {kind.path}", meaning[:1].upper() + meaning[1:], table(["", ""], rows)])


def _links(frames: Iterable[type[BaseModel]]) -> str:
    return ", ".join(link(protocol.type_of(frame)) for frame in frames)


def _frame(frame: type[BaseModel], definitions: Definitions, *, given: bool) -> str:
    """Return a frame's section: what it is, its fields beside `type` and `data`, and those of `data`."""
    described = definitions[frame.__name__]
    others = [name for name in described["properties"] if name not in {"type", "data"}]
    said = " and ".join(
        f"an optional {code(name)}" if name not in described.get("required", []) else code(name) for name in others
    )
    data = _data(frame, definitions)
    about = f"Its `data`: {prose(data.get('description'))}" if data.get("properties") else ""
    lead = f"With {said}." if said else ""
    fields = schema.fields(data, given=given)
    parts = [f"### {protocol.type_of(frame)}", prose(frame.__doc__), lead, about, fields]
    return "\n\n".join(part for part in parts if part)


def _event(event: type[Event], definitions: Definitions) -> str:
    streams = " and ".join(_STREAMS[stream] for stream in event.streams)
    fields = schema.fields(definitions[event.__name__], given=False)
    # A command and the event it causes may have one name.
    asked_for = {protocol.type_of(frame) for frames in protocol.COMMANDS.values() for frame in frames}
    heading = f"### {event.type} (event)" if event.type in asked_for else f"### {event.type}"
    return "\n\n".join([heading, prose(event.__doc__), f"On {streams}.", fields])
