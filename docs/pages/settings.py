"""docs/reference/settings.md: every environment variable, from `shared.core.settings.Settings`."""

from __future__ import annotations

from typing import Any

from pydantic import SecretStr

from docs.pages.markdown import code, codes, document, table
from docs.pages.schema import type_of
from shared.core.settings import Settings

_ABOUT = """\
Both services read these environment variables once, when they start (`shared/core/settings.py`); nothing else reads the
environment of the services. An empty variable counts as not set. What can't be used is said in words, and nothing
starts.

The API's processes read one more, `PROMETHEUS_MULTIPROC_DIR`: where they count, a new temporary folder unless set, and
best left alone.
"""


def page() -> str:
    """Return the page."""
    described = Settings.model_json_schema()["properties"]
    rows = [
        [code(name.upper()), _type(described[name]), _default(name), str(field.description)]
        for name, field in Settings.model_fields.items()
    ]
    return document("Settings", _ABOUT, table(["Variable", "Type", "Default", "Meaning"], rows))


def _type(schema: dict[str, Any]) -> str:
    # In the environment everything is text: words have no quotes, lists no brackets.
    if "enum" in schema:
        return codes(schema["enum"])
    return "comma-separated list" if schema.get("type") == "array" else type_of(schema)


def _default(name: str) -> str:
    value = Settings.model_fields[name].default
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, tuple):
        value = ",".join(value)
    return code(value) if value != "" else ""


def placeholders() -> Settings:
    """Return settings to build the services with, for looking at only; the environment is not read."""
    return Settings.model_construct(
        database_url="postgresql+psycopg2://nobody@localhost/nothing", jwt_secret=SecretStr("for reading only" * 2)
    )
