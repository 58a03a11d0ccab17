"""What a client says of itself in awareness: a name, its colors, and where its cursor is; nothing else is passed on.

Editors show it as it comes, a color within a style and a position as a place in the text, so that a state of another
form could take over the page of whoever is shown it, or end its cursors.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_serializer, model_validator

from mockmate_ws.collab.updates import MAX_CLOCK
from shared.core.varints import MAX_BITS

GONE = "null"
"""The state of a client that is there no more."""
MAX_STATE = 4096
"""Longest state of one client, in characters."""

# As long as the name of an account, and as little able to do anything but be read.
_Name = Annotated[str, Field(max_length=100, pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*$")]
_Color = Annotated[str, Field(pattern=r"^#([0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$")]


class _Part(BaseModel):
    # Editors have fields of their own here; they are left out.
    model_config = ConfigDict(extra="ignore", strict=True)


class _User(_Part):
    name: _Name | None = None
    color: _Color | None = None
    colorLight: _Color | None = None  # noqa: N815 - as it is on the wire


class _Id(_Part):
    client: Annotated[int, Field(ge=0, lt=2**MAX_BITS)]
    clock: Annotated[int, Field(ge=0, le=MAX_CLOCK)]


class _Position(_Part):
    """Beside a character, or at the end of the text; Yjs' relative position."""

    type: None = None
    tname: Literal["code"] | None = None
    item: _Id | None = None
    assoc: Annotated[int, Field(ge=-1, le=1)] = 0

    @model_validator(mode="after")
    def _somewhere(self) -> _Position:
        if self.item is None and self.tname is None:
            raise ValueError("neither a character nor a text")
        return self

    @model_serializer
    def _whole(self) -> dict[str, object]:
        # Yjs takes it as it comes only if each is there.
        return {"type": None, "tname": self.tname, "item": self.item, "assoc": self.assoc}


class _Cursor(_Part):
    anchor: _Position
    head: _Position


class _State(_Part):
    user: _User | None = None
    cursor: _Cursor | None = None


_ADAPTER: TypeAdapter[_State | None] = TypeAdapter(_State | None)


def canonical(text: str) -> str | None:
    """Return a state as it is passed on, GONE for `null`; None if it isn't of our form."""
    if len(text) > MAX_STATE:
        return None
    try:
        state = _ADAPTER.validate_json(text)
    except ValidationError:
        return None
    return _ADAPTER.dump_json(state, exclude_none=True).decode()
