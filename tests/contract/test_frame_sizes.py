"""What the document of the sockets lets grow in a frame of the server has a limit somewhere: each field says where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockmate_ws.asyncapi import document
from shared.core.settings import Settings

Json = dict[str, Any]

LIMITED = {
    "what we make ourselves": {
        *("code", "credential", "kit_token", "reason", "room_id", "socket", "stream", "epoch", "request_id"),
        *("chat_before", "runs_before", "as_of{}", "streams{}"),
    },
    "two people, three slots, the tags of the vocabulary": {
        "absent[]",
        "next_slots[]",
        "pads[]",
        "participants[]",
        "tags[]",
    },
    "wishes of a booking, up to twelve slugs of 40 characters": {"topics", "topics[]"},
    "a language's code, up to eight letters": {"spoken_language"},
    "a command's id, up to 64 characters": {"id"},
    "names, up to 100 characters": {"username", "full_name"},
    "ICE_SERVERS, up to ten": {"ice_servers[]", "urls[]", "urls"},
    "ErrorData shortens it": {"detail"},
    "a line of chat, up to 4,000 characters": {"text"},
    "a run's status, up to 100 characters": {"status"},
    "frame_sizes.shortened_run": {"stdout", "stderr", "stdin"},
    "runs keeps as many as fit": {"results[]", "call", "expected", "got", "error", "printed"},
    "frame_sizes.shorten_question": {
        *("args", "args[]", "expected", "follow_ups", "follow_ups[]", "function", "hints", "hints[]", "prompt"),
        *("rubric", "rubric{}", "solution", "starter_code", "starter_code{}", "tags", "test_cases[]", "title"),
        *("cases", "cases[]", "cases{}", "code", "code{}", "estimates", "estimates[]", "parameters[]"),
        *("meaning", "name", "type", "requirements", "requirements[]", "slow_solution", "tables"),
    },
    "snapshots leaves them out": {"notes"},
    "snapshot_log has as many as fit": {"chat[]", "runs[]"},
}
"""By where it is limited, every field of the server's frames that its schema doesn't limit."""

_LIMITS = {"maxLength", "enum", "const", "format", "pattern"}


def growing(schema: Json, schemas: Json, name: str = "", seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the names of the fields that may have any size."""
    if "$ref" in schema:
        model = schema["$ref"].rpartition("/")[2]
        if model not in seen:
            yield from growing(schemas[model], schemas, name, seen | {model})
        return
    for one in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        yield from growing(one, schemas, name, seen)
    if not schema.keys() & {"type", "const", "enum", "anyOf", "oneOf", "allOf"}:
        yield name
    if schema.get("type") == "string" and not _LIMITS & schema.keys():
        yield name
    if schema.get("type") == "array":
        if "maxItems" not in schema:
            yield f"{name}[]"
        yield from growing(schema["items"], schemas, name, seen)
    more = schema.get("additionalProperties")
    # An object with fields of its own is open only for those of later releases.
    if name and more and "properties" not in schema:
        yield f"{name}{{}}"
        yield from growing({} if more is True else more, schemas, name, seen)
    for field, one in schema.get("properties", {}).items():
        yield from growing(one, schemas, field, seen)


def test_whatever_may_grow_in_a_frame_is_limited_somewhere():
    described = document(Settings.model_construct(public_ws_url="wss://mockmate.example.org"))
    sent = [one for one in described["operations"].values() if one["action"] == "send"]
    names = {message["$ref"].rpartition("/")[2] for one in sent for message in one["messages"]}
    components = described["components"]
    payloads = [components["messages"][name]["payload"] for name in names]
    found = {field for payload in payloads for field in growing(payload, components["schemas"])}
    assert found == set().union(*LIMITED.values())
