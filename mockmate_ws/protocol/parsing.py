"""How a text is parsed as one of the commands that a socket accepts, and what is said of one that can't be."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import from_json

from mockmate_ws.protocol.client import COMMANDS, Command
from mockmate_ws.protocol.credentials import Auth, ClientFrame

MAX_DEPTH = 16


class BadFrame(Exception):
    """A client frame that cannot be used. It is answered with an error frame, and the socket stays open."""

    def __init__(self, code: str, detail: str, id_: str | None = None) -> None:
        self.code, self.detail, self.id = code, detail, id_
        super().__init__(detail)


def type_of(frame: type[BaseModel]) -> str:
    """Return the wire name of a frame."""
    annotation = frame.model_fields["type"].annotation
    name: str = annotation.__args__[0]  # type: ignore[union-attr]
    return name


_CLIENT_FRAMES: tuple[type[ClientFrame], ...] = (
    Auth,
    *dict.fromkeys(frame for commands in COMMANDS.values() for frame in commands),
)
_ADAPTERS: dict[str, TypeAdapter[Any]] = {type_of(frame): TypeAdapter(frame) for frame in _CLIENT_FRAMES}
_KNOWN = {path: {"auth", *map(type_of, commands)} for path, commands in COMMANDS.items()}


def parse(text: str, path: str) -> Auth | Command:
    """Parse one client frame of a socket. Raises BadFrame with the reason and, if the frame has one, its id."""
    try:
        raw = from_json(text, allow_inf_nan=False)
    except (ValueError, TypeError):  # TypeError: text that isn't Unicode, with half a surrogate pair
        raise BadFrame("bad_json", "A frame must be one JSON object.") from None
    if not isinstance(raw, dict):
        raise BadFrame("bad_json", "A frame must be one JSON object.")
    # Counting is cheap, and enough for most frames.
    if text.count("{") + text.count("[") > MAX_DEPTH and _depth(raw) > MAX_DEPTH:
        raise BadFrame("bad_json", f"A frame may be nested {MAX_DEPTH} levels deep.")
    given = raw.get("id")
    id_ = given if isinstance(given, str) and len(given) <= 64 else None
    name = raw.get("type")
    known = _KNOWN[path]
    if not isinstance(name, str) or name not in known:
        raise BadFrame("unknown_command", f"{path} takes: {', '.join(sorted(known))}.", id_)
    try:
        frame: Auth | Command = _ADAPTERS[name].validate_python(raw)
    except ValidationError as error:
        raise BadFrame("invalid", in_words(error), id_) from None
    return frame


def _depth(value: dict[str, Any]) -> int:
    level: list[Any] = [value]
    depth = 0
    while level:
        depth += 1
        inside = (one for box in level for one in (box.values() if isinstance(box, dict) else box))
        level = [one for one in inside if isinstance(one, (dict, list))]
    return depth


def in_words(error: ValidationError) -> str:
    """Say what is wrong with a value, problem by problem."""
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}".removeprefix(": ") for one in problems[:5])
