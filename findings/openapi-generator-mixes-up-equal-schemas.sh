#!/usr/bin/env bash
# OpenAPI Generator: properties and parameters get the null and the description of another one with an equal schema.
#
# Expected: JSON Schema, and with it OpenAPI 3.1: a keyword concerns what its own schema describes, however many other
# schemas look alike. In this document only `height` may be null, and only `height` is in centimeters; `row`, a required
# property, and `plant_id`, a required path parameter, are plain integers.
# Seen with 7.25.0, which contains swagger-parser 2.1.46: `row` may be null and is "In centimeters." in clients for Go,
# Java, Kotlin, Python, Rust and TypeScript, and `plant_id` may be null in all of them but Go and Kotlin. In Rust it is
# an `Option<i32>`, on which the client calls `unwrap()`. The parser makes one object of equal schemas
# (swagger-api/swagger-parser#2264), and the generator replaces an `anyOf` with null by writing into that object. All is
# as expected if the integer of `height` has a minimum, and so is another schema, if `height` has no default, or with
# `--openapi-normalizer SIMPLIFY_ONEOF_ANYOF=false`, which makes a model of each such `anyOf`.
# Matters to documents that Pydantic writes: a field that may be null has an `anyOf` there, and mostly such a default.
#
# Needs Java and Maven, takes half a minute. Ends with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
    -DoutputDirectory=. -Dartifact=org.openapitools:openapi-generator-cli:7.25.0
python3 - <<'PYTHON'
import json
import re
import subprocess
import sys
from pathlib import Path

INTEGER = {"type": "integer"}
PLANT = {"$ref": "#/components/schemas/Plant"}
# A client's file with the property and what it is there, and the same for the parameter.
CLIENTS = {
    "go": ("model_plant.go", r"Row (\w+)", "api_default.go", r"plantId (\w+)"),
    "java": ("Plant.java", r"(\w+)\s+private Integer row", "DefaultApi.java", r"(\w+) Integer plantId"),
    "kotlin": ("Plant.kt", r"val row: ([\w.?]+)", "DefaultApi.kt", r"plantId: ([\w.?]+)"),
    "python": ("plant.py", r"row: ([\w[\]]+)", "default_api.py", r"plant_id: ([\w[\]]+)"),
    "rust": ("plant.rs", r"row: ([\w<>]+)", "default_api.rs", r"plant_id: ([\w<>]+)"),
    "typescript-fetch": ("Plant.ts", r"row: ([^;]+)", "DefaultApi.ts", r"plantId: ([^;]+)"),
}
KNOWN = {
    "go": ["NullableInt32", "int32"],
    "java": ["Nullable", "Nullable"],
    "kotlin": ["kotlin.Int?", "kotlin.Int"],
    "python": ["Optional[StrictInt]", "Optional[StrictInt]"],
    "rust": ["Option<i32>", "Option<i32>"],
    "typescript-fetch": ["number | null", "number | null"],
}
PLAIN = {
    "go": ["int32", "int32"],
    "java": ["Nonnull", "Nonnull"],
    "kotlin": ["kotlin.Int", "kotlin.Int"],
    "python": ["StrictInt", "StrictInt"],
    "rust": ["i32", "i32"],
    "typescript-fetch": ["number", "number"],
}


def read(operation: str, name: str, answer: dict) -> dict:
    return {
        "get": {
            "operationId": operation,
            "parameters": [{"name": name, "in": "path", "required": True, "schema": INTEGER}],
            "responses": {"200": {"description": "Found.", "content": {"application/json": {"schema": answer}}}},
        }
    }


def garden(height: dict) -> dict:
    """Return a document in which plants have this height."""
    plant = {"type": "object", "required": ["row"], "properties": {"row": INTEGER, "height": height}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Garden", "version": "1"},
        "paths": {
            "/beds/{bed_id}/plants": read("list_plants", "bed_id", {"type": "array", "items": PLANT}),
            "/plants/{plant_id}": read("read_plant", "plant_id", PLANT),
        },
        "components": {"schemas": {"Plant": plant}},
    }


def offered(integer: dict, **default: None) -> dict:
    """Return the schema of a height that is this integer or null."""
    return {"anyOf": [integer, {"type": "null"}], "description": "In centimeters.", **default}


def client(name: str, generator: str, document: dict, *options: str) -> tuple[list[str], int]:
    """Generate a client; return what the row and the id are in it, and how often its model says "In centimeters."."""
    Path(f"{name}.json").write_text(json.dumps(document))
    command = ["java", "-jar", "openapi-generator-cli-7.25.0.jar", "generate", "-i", f"{name}.json", "-g", generator]
    subprocess.run([*command, "-o", f"{name}-{generator}", *options], check=True, capture_output=True)
    model, row, api, plant_id = CLIENTS[generator]
    texts = [next(Path(f"{name}-{generator}").rglob(file)).read_text() for file in (model, api)]
    types = [re.search(pattern, text)[1] for pattern, text in zip((row, plant_id), texts, strict=True)]
    return types, texts[0].count("In centimeters.")


EQUAL = garden(offered(INTEGER, default=None))
changed = []
print("OpenAPI Generator 7.25.0")
for generator in CLIENTS:
    types, described = client("equal", generator, EQUAL)
    apart = client("apart", generator, garden(offered({**INTEGER, "minimum": 0}, default=None)))
    print(f"  {generator}: row {types[0]}, plant_id {types[1]}, the description {described} times;", end=" ")
    print(f"with a minimum: {', '.join(apart[0])}, {apart[1]} time(s)")
    changed.append(types != KNOWN[generator] or apart[0] != PLAIN[generator] or described != 2 * apart[1])
unwraps = Path("equal-rust/src/apis/default_api.rs").read_text().count("p_path_plant_id.unwrap()")
bare = client("bare", "rust", garden(offered(INTEGER)))
models = client("models", "rust", EQUAL, "--openapi-normalizer", "SIMPLIFY_ONEOF_ANYOF=false")
print(f"  rust: unwrap() {unwraps} time(s); without a default: {', '.join(bare[0])};", end=" ")
print(f"with a model of each anyOf: {', '.join(models[0])}")
changed.append((unwraps, bare[0], models[0]) != (1, PLAIN["rust"], PLAIN["rust"]))
sys.exit(any(changed))
PYTHON
