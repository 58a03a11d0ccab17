"""Writes web/schema/ from the code: what `npm run types` makes the browser client's types from."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# Run as a script, Python looks for modules beside the script only.
sys.path.insert(0, str(ROOT))


from pydantic import BaseModel  # noqa: E402

from mockmate_api import create_app  # noqa: E402
from mockmate_api.http.openapi import document  # noqa: E402
from mockmate_ws import protocol  # noqa: E402
from shared.core.json_schema import Used, describe  # noqa: E402
from shared.core.settings import Settings  # noqa: E402
from shared.events import types  # noqa: E402

FOLDER = ROOT / "web" / "schema"


def written() -> dict[Path, str]:
    """Return both files as the code wants them, by their path."""
    return {FOLDER / "api.json": _text(_api()), FOLDER / "sockets.json": _text(_sockets())}


def _text(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _api() -> dict[str, Any]:
    # Nothing is connected to, so that any settings will do.
    settings = Settings.model_construct(
        **{name: field.get_default() for name, field in Settings.model_fields.items()}
        | {"database_url": "postgresql+psycopg2://localhost/none"}
    )
    made: dict[str, Any] = _closed(document(create_app(settings)))
    return made


def _closed(value: Any) -> Any:
    """Return a schema without permission for new fields, under which the compiler would take a misspelled one."""
    if isinstance(value, list):
        return [_closed(each) for each in value]
    if not isinstance(value, dict):
        return value
    is_open = "properties" in value and value.get("additionalProperties") is True
    return {key: _closed(each) for key, each in value.items() if not (is_open and key == "additionalProperties")}


def _sockets() -> dict[str, Any]:
    """Return the frames as an OpenAPI document without paths, so that one tool makes the types of both.

    `Commands`, `Frames` and `Events` are the `data` of each frame by its type; a frame without is there as a model.
    """
    commands: list[type[BaseModel]] = list(
        dict.fromkeys(kind for kinds in protocol.COMMANDS.values() for kind in kinds)
    )
    frames = list(dict.fromkeys(kind for kinds in protocol.SERVER_FRAMES.values() for kind in kinds))
    told = [kind for kind in frames if "data" in kind.model_fields]
    sent: list[Used] = [(protocol.Auth, "validation"), *((kind, "validation") for kind in commands)]
    received: list[Used] = [*((kind, "serialization") for kind in frames), *((e, "serialization") for e in types.ALL)]
    references, schemas = describe([*sent, *received])
    schemas["Commands"] = _by_type({protocol.type_of(kind): _data(kind, schemas) for kind in commands})
    schemas["Frames"] = _by_type({protocol.type_of(kind): _data(kind, schemas) for kind in told})
    schemas["Events"] = _by_type({kind.type: references[kind, "serialization"] for kind in types.ALL})
    return {
        "openapi": "3.1.0",
        "info": {"title": "Frames of the sockets", "version": "1"},
        "paths": {},
        "components": {"schemas": _closed(dict(sorted(schemas.items())))},
    }


def _data(frame: type[BaseModel], schemas: Mapping[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = schemas[frame.__name__]["properties"]["data"]
    return {"$ref": data["$ref"]} if "$ref" in data else data


def _by_type(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(data), "required": list(data), "additionalProperties": False}


def main() -> None:
    """Write the files that are not as they should be."""
    FOLDER.mkdir(exist_ok=True)
    for path, text in written().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
