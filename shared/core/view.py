"""The base of everything clients receive, over REST or in a frame, and its format for moments."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema

from shared.core.clock import rfc3339

Moment = Annotated[
    datetime,
    PlainSerializer(rfc3339, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
"""A point in time, written in UTC with a Z."""


class View(BaseModel):
    """Base of all response models."""

    model_config = ConfigDict(from_attributes=True, extra="forbid", json_schema_serialization_defaults_required=True)
