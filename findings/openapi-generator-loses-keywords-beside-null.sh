#!/usr/bin/env bash
# OpenAPI Generator: a property that may be null is not deprecated, has no default and no limits, if null is in `anyOf`.
#
# Expected: JSON Schema, and with it OpenAPI 3.1: keywords beside an `anyOf` concern the property as those inside do. So
# `{"anyOf": [{"type": "integer"}, {"type": "null"}], "deprecated": true, "default": 3, "minimum": 1, "maximum": 7}`
# makes the same property as one with `"type": ["integer", "null"]` in place of the `anyOf`.
# Seen with 7.25.0: a property with the list of types is `@Deprecated` and 3 by default in a client for Kotlin, and has
# the default and the limits in one for Python. The one with `anyOf` has none of it in either. Its description is kept,
# and so is `readOnly`, which was lost as well once (OpenAPITools/openapi-generator#21732). No warning is about it, but
# for the one that the support of 3.1 is a beta.
# Matters to documents that Pydantic writes: it puts `deprecated` and `default` of an optional field beside an `anyOf`.
# Who compiles a client then doesn't learn that such a field is about to go.
#
# Needs Java and Maven. Ends with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
    -DoutputDirectory=. -Dartifact=org.openapitools:openapi-generator-cli:7.25.0
cat >garden.json <<'JSON'
{
  "openapi": "3.1.0",
  "info": {"title": "Garden", "version": "1"},
  "paths": {
    "/plants": {
      "post": {
        "operationId": "add_plant",
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Plant"}}}},
        "responses": {"204": {"description": "Added."}}
      }
    }
  },
  "components": {
    "schemas": {
      "Plant": {
        "type": "object",
        "properties": {
          "listed": {
            "type": ["integer", "null"],
            "deprecated": true,
            "default": 3,
            "minimum": 1,
            "maximum": 7,
            "description": "Its row."
          },
          "offered": {
            "anyOf": [{"type": "integer"}, {"type": "null"}],
            "deprecated": true,
            "default": 3,
            "minimum": 1,
            "maximum": 7,
            "description": "Its row."
          }
        }
      }
    }
  }
}
JSON
for generator in kotlin python; do
    java -jar openapi-generator-cli-7.25.0.jar generate -i garden.json -g $generator -o $generator >log 2>&1 ||
        { cat log; exit 1; }
done
echo "OpenAPI Generator 7.25.0"
grep --no-filename --extended-regexp '@Deprecated|^    (val )?(listed|offered): ' \
    kotlin/src/main/kotlin/org/openapitools/client/models/Plant.kt python/openapi_client/models/plant.py | tee seen
diff seen - <<'KNOWN'
    @Deprecated(message = "This property is deprecated.")
    val listed: kotlin.Int? = 3,
    val offered: kotlin.Int? = null
    listed: Optional[Annotated[int, Field(le=7, strict=True, ge=1)]] = Field(default=3, description="Its row.")
    offered: Optional[StrictInt] = Field(default=None, description="Its row.")
KNOWN
