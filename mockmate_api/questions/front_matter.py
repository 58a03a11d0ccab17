"""The front matter of a question: YAML between two lines of `---`, read and written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from mockmate_api.questions.faults import Fault, Unfit

FIELDS = (
    *("slug", "interview_type", "kind", "difficulty", "title", "tags", "companies", "function", "compare"),
    *("tolerance", "draft", "source_url", "license"),
)
"""Its fields, in the order in which they are written."""

_FRONT_MATTER = re.compile(r"---[ ]*\n(.*?)^---[ ]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)
_WITH_A_COLON = re.compile(r"""^(\w+):[ \t]+([^"'\[{|>\s].*:(?:\s.*)?)$""", re.MULTILINE)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,.'()-]*")
_WORDS_OF_YAML = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class _Loader(yaml.SafeLoader):
    """Reads every scalar as the text it is, so 2048 and Yes can be titles.

    Not the C loader: deep nesting overflows its stack and kills the process.
    """


_Loader.yaml_implicit_resolvers = {}


def read(text: str) -> tuple[dict[str, Any], str, list[Fault]]:
    """Return the values of the front matter, the text after it, and what can't be used. Raises Unfit without any."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        raise Unfit([Fault((), "must begin with front matter between two lines of ---", "format")])
    values = {name: value for name, value in _load(found[1]).items() if value != ""}
    faults = [
        Fault((str(name),), "is not a field of the front matter", "extra")
        for name in sorted(values.keys() - set(FIELDS), key=str)
    ]
    known = {name: value for name, value in values.items() if name in FIELDS}
    if "draft" in known:
        known["draft"] = _TRUTH.get(str(known["draft"]).lower())
        if known["draft"] is None:
            faults.append(Fault(("draft",), "must be true or false", "draft"))
    if isinstance(known.get("tags"), str):
        known["tags"] = [tag.strip() for tag in known["tags"].split(",") if tag.strip()]
    return known, text[found.end() :], faults


def _load(text: str) -> dict[Any, Any]:
    try:
        values = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
    # A value that doesn't fit its tag, such as `!!int ""`, raises whatever error its conversion raises.
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise Unfit([_not_yaml(text, error)]) from error
    if not isinstance(values, dict):
        raise Unfit([Fault((), "the front matter must give names and values", "yaml")])
    return values


def _not_yaml(text: str, error: Exception) -> Fault:
    if isinstance(error, yaml.YAMLError) and (found := _WITH_A_COLON.search(text)):
        quoted = json.dumps(found[2].strip(), ensure_ascii=False)
        return Fault((found[1],), f"has a colon and so must stand in quotes: {found[1]}: {quoted}", "yaml")
    return Fault((), f"the front matter is not YAML: {error}", "yaml")


def write(values: Mapping[str, Any]) -> str:
    """Write the fields that are given, in the usual order."""
    lines = [f"{name}: {_value(values[name])}" for name in FIELDS if values.get(name) not in (None, [], False)]
    return "\n".join(["---", *lines, "---", ""])


def _value(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case str() if value.lower() not in _WORDS_OF_YAML and _PLAIN.fullmatch(value) and "," not in value:
            return value
        case str():
            quoted = json.dumps(value, ensure_ascii=False)
            return re.sub("[\ufeff\ufffe\uffff]", lambda found: f"\\u{ord(found[0]):04x}", quoted)
    return str(value)
