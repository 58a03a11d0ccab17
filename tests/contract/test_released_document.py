"""What the OpenAPI document of a served release promised, today's promises too: more may come, nothing may go.

To keep that of another release, compress its /openapi.json with xz into released/, named after its commit.
"""

from __future__ import annotations

import copy
import json
import lzma
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from docs.web_schema import written

RELEASED = sorted((Path(__file__).parent / "released").glob("*.json.xz"))
# The document of 850d4eb has `le` and `ge` where `maximum` and `minimum` belong.
AT_MOST = {"maxLength": "maxLength", "maximum": "le", "maxItems": "maxItems"}
AT_LEAST = {"minLength": "minLength", "minimum": "ge", "minItems": "minItems"}
ENDLESS = 2**63

# What questions of before have, they have as before. These are of drafts and of kinds that came later.
_OF_NEW_QUESTIONS = {
    "POST /questions 201.solution may be {'null'}",
    *(f"POST /questions 201.starter_code.{name} may be missing" for name in ("python", "javascript")),
    *(
        f"POST /questions 201.rubric.{name} may be missing"
        for name in ("structure", "ownership", "impact", "communication")
    ),
    *(f"POST /questions 201.test_cases[].{name} may be missing" for name in ("args", "expected")),
}

Schema = Mapping[str, Any]


class Document:
    """One document, with its references."""

    def __init__(self, content: Schema) -> None:
        self.paths: Schema = content["paths"]
        self._content = content

    def find(self, schema: Schema) -> Schema:
        """Follow a reference."""
        while "$ref" in schema:
            found: Any = self._content
            for part in schema["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            schema = found
        return schema

    def variants(self, schema: Schema) -> Iterator[Schema]:
        """Yield the plain schemas of which one fits."""
        schema = self.find(schema)
        inner = [each for name in ("anyOf", "oneOf", "allOf") for each in schema.get(name, [])]
        # A rule such as "one of these is required" is no schema of its own.
        inner = [each for each in inner if {"$ref", "type", "anyOf", "oneOf", "enum", "const"} & set(each)]
        for each in inner:
            yield from self.variants(each)
        if not inner:
            yield schema

    def types(self, schema: Schema) -> set[str]:
        """Return the JSON types that fit."""
        found = set()
        for each in self.variants(schema):
            given = each.get("type", "string" if "const" in each or "enum" in each else "any")
            found |= {given} if isinstance(given, str) else set(given)
        return found

    def objects(self, schema: Schema) -> list[Schema]:
        """Return the variants that are objects."""
        return [each for each in self.variants(schema) if "properties" in each]

    def fields(self, schema: Schema) -> dict[str, Schema]:
        """Return the fields of any variant."""
        found: dict[str, list[Schema]] = {}
        for each in self.objects(schema):
            for name, field in each["properties"].items():
                found.setdefault(name, []).append(field)
        return {name: {"anyOf": several} for name, several in found.items()}

    def others(self, schema: Schema) -> list[Schema]:
        """Return what fits into fields that the variants don't name."""
        found = [each.get("additionalProperties") for each in self.variants(schema)]
        return [each for each in found if isinstance(each, dict)]

    def items(self, schema: Schema) -> list[Schema]:
        """Return what fits into the variants that are lists."""
        return [each["items"] for each in self.variants(schema) if "items" in each]

    def required(self, schema: Schema) -> set[str]:
        """Return the fields that are always there."""
        several = [set(each.get("required", [])) for each in self.objects(schema)]
        return set.intersection(*several) if several else set()


class Comparison:
    """Collects what a client of the old document could miss in the new one."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = old, new
        self.missing: list[str] = []
        self._seen: set[str] = set()

    def operations(self) -> None:
        """Compare everything."""
        for path, methods in self.old.paths.items():
            for method, old in methods.items():
                where = f"{method.upper()} {path}"
                new = self.new.paths.get(path, {}).get(method)
                if new is None:
                    self.missing.append(where)
                else:
                    self._operation(old, new, where)

    def _operation(self, old: Schema, new: Schema, where: str) -> None:
        before = {each["name"]: each for each in old.get("parameters", [])}
        now = {each["name"]: each for each in map(self.new.find, new.get("parameters", []))}
        self.missing += [f"{where}?{name}" for name in before.keys() - now.keys()]
        self.missing += [f"{where}?{name} is required" for name in now.keys() - before.keys() if now[name]["required"]]
        for name in before.keys() & now.keys():
            self._request(before[name]["schema"], now[name]["schema"], f"{where}?{name}")
        if "requestBody" in new and "requestBody" not in old:
            self.missing += [f"{where} has a body"] if self.new.find(new["requestBody"]).get("required") else []
        elif "requestBody" in new:
            self._request(_json(old["requestBody"]), _json(self.new.find(new["requestBody"])), where)
        for status, answer in old["responses"].items():
            if status.startswith("2"):
                if status not in new["responses"]:
                    self.missing.append(f"{where} {status}")
                elif "application/json" in answer.get("content", {}):
                    self._answer(_json(answer), _json(self.new.find(new["responses"][status])), f"{where} {status}")

    def _answer(self, old: Schema, new: Schema, where: str, *, always: bool = True) -> None:
        if self._is_known(old, new, "answer"):
            return
        others = self.new.types(new) - self.old.types(old) - (set() if always else {"null"})
        # What was null alone said nothing of what may be there.
        if others and "any" not in self.old.types(old) and self.old.types(old) != {"null"}:
            self.missing.append(f"{where} may be {others}")
        self.missing += [f"{where}.{name} may be missing" for name in self.old.required(old) - self.new.required(new)]
        self._inside(old, new, where, "_answer")

    def _request(self, old: Schema, new: Schema, where: str) -> None:
        if self._is_known(old, new, "request"):
            return
        if (refused := self.old.types(old) - self.new.types(new)) and "any" not in self.new.types(new):
            self.missing.append(f"{where} may no longer be {refused}")
        self.missing += [f"{where}.{name} is required" for name in self.new.required(new) - self.old.required(old)]
        for before, now in zip(self.old.variants(old), self.new.variants(new), strict=False):
            for name, leaked in AT_MOST.items():
                if now.get(name, ENDLESS) < before.get(name, before.get(leaked, ENDLESS)):
                    self.missing.append(f"{where}: {name}")
            for name, leaked in AT_LEAST.items():
                if now.get(name, -ENDLESS) > before.get(name, before.get(leaked, -ENDLESS)):
                    self.missing.append(f"{where}: {name}")
            if "enum" in now and (refused := set(before.get("enum", now["enum"])) - set(now["enum"])):
                self.missing.append(f"{where} may no longer be {refused}")
        self._inside(old, new, where, "_request")

    def _inside(self, old: Schema, new: Schema, where: str, compare: str) -> None:
        before, now = self.old.fields(old), self.new.fields(new)
        if others := self.new.others(new):
            # A map may have what had been fields.
            now = {**{name: {"anyOf": others} for name in before}, **now}
        self.missing += [f"{where}.{name} is gone" for name in before.keys() - now.keys()]
        for name in before.keys() & now.keys():
            # A field that only some variants had could be missing before, so it may be null.
            more = {} if compare == "_request" else {"always": name in self.old.required(old)}
            getattr(self, compare)(before[name], now[name], f"{where}.{name}", **more)
        before_in, now_in = self.old.items(old), self.new.items(new)
        if before_in and now_in:
            getattr(self, compare)({"anyOf": before_in}, {"anyOf": now_in}, f"{where}[]")

    def _is_known(self, *what: Any) -> bool:
        key = json.dumps(what, sort_keys=True)
        is_known = key in self._seen
        self._seen.add(key)
        return is_known


def _json(described: Schema) -> Schema:
    (content,) = described["content"].values()
    schema: Schema = content["schema"]
    return schema


def missing(old: Schema, new: Schema) -> list[str]:
    """Return what a client of the old document could miss, a line each."""
    comparison = Comparison(Document(old), Document(new))
    comparison.operations()
    return comparison.missing


@pytest.fixture(scope="module")
def today() -> dict[str, Any]:
    """The document that is served."""
    made: dict[str, Any] = json.loads(next(text for path, text in written().items() if path.name == "api.json"))
    return made


@pytest.mark.parametrize("file", RELEASED, ids=lambda file: file.name.partition(".")[0])
def test_nothing_that_a_release_promised_is_gone(file: Path, today: dict[str, Any]):
    found = missing(json.loads(lzma.decompress(file.read_bytes())), today)
    assert [each for each in found if each not in _OF_NEW_QUESTIONS] == []


def _of(name: str, today: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = today["components"]["schemas"][name]
    return found


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda new: new["paths"].pop("/match/pair"), "POST /match/pair"),
        (lambda new: new["paths"]["/slots"]["get"]["parameters"].pop(0), "GET /slots?limit"),
        (lambda new: new["paths"]["/match/pair"]["post"]["responses"].pop("202"), "POST /match/pair 202"),
        (lambda new: _of("Profile", new)["properties"].pop("username"), ".username is gone"),
        (lambda new: _of("SlotOut", new)["properties"]["booked"].update(type="string"), "[].booked may be {'string'}"),
        (lambda new: _of("SlotOut", new)["properties"]["booked"].update(type=["integer", "null"]), "may be {'null'}"),
        (lambda new: _of("BookingIn", new)["required"].append("note"), "POST /slots/book.note is required"),
        (
            lambda new: _of("BookingIn", new)["properties"]["language"]["anyOf"][0].update(maxLength=1),
            ".language: maxLength",
        ),
        (lambda new: _of("FeedbackIn", new)["properties"].pop("did_well"), "POST /feedback/submit.did_well is gone"),
    ],
)
def test_what_is_gone_is_told(today: dict[str, Any], change: Callable[[dict[str, Any]], object], told: str):
    new = copy.deepcopy(today)
    change(new)
    assert [line for line in missing(today, new) if told in line], missing(today, new)
    assert missing(today, today) == []
