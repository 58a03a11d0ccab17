"""JSON Schema of the models, in the form that the generators of other people's clients can read.

Names are unique and need no mapping to a language's identifiers; what we send may get new fields; a union is described
as one object.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue, models_json_schema
from pydantic_core.core_schema import ModelSchema, WithDefaultSchema

REF = "#/components/schemas/"

Json = dict[str, Any]
Used = tuple[type[BaseModel], JsonSchemaMode]
"""A model, and whether clients send it ("validation") or receive it ("serialization")."""


class _Generator(GenerateJsonSchema):
    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        if self.mode == "serialization" and "properties" in made:
            # Said outright: some generators take an absent word for a no, and their clients then refuse new fields.
            made["additionalProperties"] = True
        return made

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        made = super().default_schema(schema)
        # Null is what a missing field means anyway, and OpenAPI Generator writes it into equal schemas elsewhere.
        return {key: value for key, value in made.items() if (key, value) != ("default", None)}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the signature is pydantic's
        # A field is named by its key; a title in addition makes generators name types after it.
        return False


def describe(models: Iterable[Used], names: Mapping[str, str] | None = None) -> tuple[dict[Used, Json], Json]:
    """Return a reference to each model, and the definitions of these and all that they refer to, by name.

    A model that clients both send and receive is described twice if the two differ: as `…In` and as `…Out`. `names` are
    other names for some of the definitions.
    """
    ordered = sorted(set(models), key=lambda used: (used[0].__name__, used[1]))
    references, top = models_json_schema(ordered, ref_template=REF + "{model}", schema_generator=_Generator)
    made: Json = top.get("$defs", {})
    clean = {name: (names or {}).get(name) or _clean(name) for name in made}
    if len(set(clean.values())) < len(clean):
        raise RuntimeError(f"two models have the same name: {sorted(clean.values())}")
    definitions: Json = {clean[name]: {"title": clean[name], **_renamed(made[name], clean)} for name in made}
    for name in [name for name, schema in definitions.items() if "discriminator" in schema]:
        _unite(name, definitions)
    return (
        {used: _renamed(references[used], clean) for used in ordered},
        dict(sorted(definitions.items())),
    )


def or_null(schema: Json) -> None:
    """Let a field that may be left out be null as well: a `json_schema_extra` of pydantic's `Field`."""
    own: Json = {key: schema.pop(key) for key in ["default", "description"] if key in schema}
    variant = dict(schema)
    schema.clear()
    schema.update({"anyOf": [variant, {"type": "null"}], **own})


def without_null(schema: Json) -> None:
    """Describe a field that may be left out, but can't be null: a `json_schema_extra` of pydantic's `Field`."""
    (variant,) = (each for each in schema.pop("anyOf") if each != {"type": "null"})
    schema.pop("default", None)
    schema.update(variant)


def _clean(name: str) -> str:
    for ending, ours in {"-Input": "In", "-Output": "Out"}.items():
        name = name.removesuffix(ending) + ours if name.endswith(ending) else name
    return name


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: REF + names[each.removeprefix(REF)] if key == "$ref" else _renamed(each, names)
        for key, each in value.items()
        if key != "title" or not isinstance(each, str)
    }


def _unite(name: str, definitions: Json) -> None:
    """Describe a union as one object, in which the fields of some variants are optional.

    Clients generated for Kotlin and Rust compile with the union, and fail when they receive one.
    """
    told_by = definitions[name]["discriminator"]
    key, mapping = told_by["propertyName"], told_by["mapping"]
    variants = {tag: definitions.pop(reference.removeprefix(REF)) for tag, reference in mapping.items()}
    kinds = name + key.capitalize()
    definitions[kinds] = {"title": kinds, "type": "string", "enum": list(variants)}
    fields: Json = {key: {"$ref": REF + kinds}}
    for variant in variants.values():
        for field, schema in variant["properties"].items():
            owners = [tag for tag, each in variants.items() if field in each["properties"]]
            if field == key or len(owners) == len(variants):
                fields.setdefault(field, schema)
            else:
                said = " ".join(filter(None, [f"With {', '.join(owners)} only.", schema.get("description")]))
                fields.setdefault(field, schema | {"description": said})
    definitions[name] = {
        "title": name,
        "description": " ".join(f"{tag}: {each['description']}" for tag, each in variants.items()),
        "type": "object",
        "properties": fields,
        "required": [field for field in fields if all(field in each["required"] for each in variants.values())],
        "additionalProperties": True,
    }
