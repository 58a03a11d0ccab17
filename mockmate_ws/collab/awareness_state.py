"""A client's awareness state: name, colors, cursor, pad, what it runs, where it points at. Nothing else is passed on.

Editors use a state unchecked, a color within a style and a position as a place in the text. A state in another form
could take over the page that shows it, or break its cursors.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from mockmate_ws.collab.allowed_content import FARTHEST
from mockmate_ws.collab.updates import MAX_CLOCK
from mockmate_ws.protocol.parsing import in_words
from shared.core import names
from shared.core.varints import MAX_BITS
from shared.events.schemas import PadName

GONE = "null"
"""The state of a client that is gone."""
MAX_STATE = 4096
"""The longest state of one client, in characters."""


def _readable(name: str) -> str:
    if problem := names.problem(name):
        raise PydanticCustomError("name", "{problem}", {"problem": problem})
    return name


# As an account's name.
_Name = Annotated[str, Field(max_length=100), AfterValidator(_readable)]
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
    tname: PadName | None = None
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


_Coordinate = Annotated[float, Field(ge=-FARTHEST, le=FARTHEST, allow_inf_nan=False)]


class _Pointer(_Part):
    """A point of the whiteboard."""

    x: _Coordinate
    y: _Coordinate


class _State(_Part):
    user: _User | None = None
    cursor: _Cursor | None = None
    # Not only the languages of now: a page of tomorrow may have more.
    running: Annotated[str, Field(max_length=40)] | None = None
    # Which pad they look at; their cursor may be in none.
    pad: PadName | None = None
    pointer: _Pointer | None = None


_ADAPTER: TypeAdapter[_State | None] = TypeAdapter(_State | None)


class BadState(ValueError):
    """A state in another form; says what is wrong with it."""


def canonical(text: str) -> str:
    """Return a state in canonical form, GONE for `null`. Raises BadState."""
    if len(text) > MAX_STATE:
        raise BadState(f"it has more than {MAX_STATE:,} characters")
    try:
        state = _ADAPTER.validate_json(text)
    except ValidationError as error:
        raise BadState(in_words(error)) from None
    return _ADAPTER.dump_json(state, exclude_none=True).decode()
