"""Reads a multipart body: fields, validated by a model as those of a query are, and files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from flask import request
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import core_schema
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from mockmate_api.http.body import validated
from mockmate_api.http.problems import NotMultipart, UploadTooLarge

MAX_UPLOAD = 16 * 1024 * 1024
"""How many bytes a multipart body may have; nginx has the same limit for the paths that take one."""
MAX_PARTS = 2_000
_MAX_FIELDS = 64 * 1024

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class UploadedFile:
    """A file as it was sent. `name` may be a path, and is whatever the client says."""

    name: str
    data: bytes

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        """Accept what `read_form` has read, and describe it as programs that make clients know it."""
        return core_schema.is_instance_schema(
            cls, metadata={"pydantic_js_functions": [lambda _schema, _handler: dict(_DESCRIBED)]}
        )


_DESCRIBED = {"type": "string", "format": "binary", "contentMediaType": "application/octet-stream"}


def _describe_one(schema: dict[str, Any]) -> None:
    """Describe one file: clients that are generated for lists of files do not compile everywhere."""
    schema.clear()
    schema |= {**_DESCRIBED, "title": "Files", "description": "A file. The field may be given several times."}


Uploads = Annotated[list[UploadedFile], Field(min_length=1, max_length=MAX_PARTS, json_schema_extra=_describe_one)]


def _describe_only(schema: dict[str, Any]) -> None:
    schema.clear()
    schema |= {**_DESCRIBED, "title": "File", "description": "The file."}


OneUpload = Annotated[list[UploadedFile], Field(min_length=1, max_length=1, json_schema_extra=_describe_only)]


class Form(BaseModel):
    """The fields of a multipart body. They arrive as text; those that are lists are files. Unknown ones are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_form(model: type[Model]) -> Model:
    """Return the request's fields and files as `model`. Raises NotMultipart, UploadTooLarge or ValidationFailed."""
    if request.mimetype != "multipart/form-data":
        raise NotMultipart
    request.max_content_length = MAX_UPLOAD
    request.max_form_parts, request.max_form_memory_size = MAX_PARTS, _MAX_FIELDS
    try:
        fields, files = request.form.to_dict(flat=False), request.files.to_dict(flat=False)
    except RequestEntityTooLarge:
        raise UploadTooLarge from None
    values: dict[str, Any] = {name: given[0] if len(given) == 1 else given for name, given in fields.items()}
    return validated(model, values | {name: list(map(_read, given)) for name, given in files.items()})


def _read(file: FileStorage) -> UploadedFile:
    with file.stream as stream:
        return UploadedFile(file.filename or "", stream.read())
