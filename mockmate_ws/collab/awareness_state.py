"""A client's awareness state: name, colors and cursor position. Nothing else is passed on.

Editors use a state unchecked, a color within a style and a position as a place in the text. A state in another form
could take over the page that shows it, or break its cursors.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_serializer, model_validator

from mockmate_ws.collab.updates import MAX_CLOCK
from shared.core.varints import MAX_BITS

GONE = "null"
"""The state of a client that is gone."""
MAX_STATE = 4096
"""The longest state of one client, in characters."""

# As long as an account name, and without control or direction characters.
_Name = Annotated[str, Field(max_length=100, pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*$")]
_Color = Annotated[str, Field(pattern=r"^#([0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$")]


class _Part(BaseModel):
    # Editors add fields of their own, which are left out.
    model_config = ConfigDict(extra="ignore", strict=True)


class _User(_Part):
    name: _Name | None = None
    color: _Color | None = None
    colorLight: _Color | None = None  # noqa: N815 - as it is on the wire


class _Id(_Part):
    client: Annotated[int, Field(ge=0, lt=2**MAX_BITS)]
    clock: Annotated[int, Field(ge=0, le=MAX_CLOCK)]


class _Position(_Part):
    """Yjs' relative position: beside a character, or at the end of the text."""

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
        # Yjs accepts it only with all fields.
        return {"type": None, "tname": self.tname, "item": self.item, "assoc": self.assoc}


class _Cursor(_Part):
    anchor: _Position
    head: _Position


class _State(_Part):
    user: _User | None = None
    cursor: _Cursor | None = None


_ADAPTER: TypeAdapter[_State | None] = TypeAdapter(_State | None)


def canonical(text: str) -> str | None:
    """Return a state in canonical form, GONE for `null`; None if it has another form."""
    if len(text) > MAX_STATE:
        return None
    try:
        state = _ADAPTER.validate_json(text)
    except ValidationError:
        return None
    return _ADAPTER.dump_json(state, exclude_none=True).decode()
