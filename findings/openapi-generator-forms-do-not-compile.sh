#!/usr/bin/env bash
# OpenAPI Generator, Go and Rust: clients of a form with a list of files, or with an enumeration, do not compile.
#
# Expected: a multipart body with an array of binary strings, at least one, and a property that is `$ref` to an
# enumeration becomes an operation that takes several files and a value of the enumeration.
# Seen with 7.25.0 and the default libraries. Go: the files are `[]*os.File`, and the code that counts them for
# `minItems` takes that for a pointer (`len(*r.photos)`). Rust: the enumeration's type is `models::models::Season`.
# Nothing of the client compiles then, operations without a form neither.
# Matters to whoever describes an upload of several files, or one with a choice beside it.
#
# Needs Java, Maven, Go and cargo, takes up to two minutes. Ends with 0 while that is so, with 1 when it has changed.
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
    "/pictures": {
      "post": {
        "operationId": "add_pictures",
        "requestBody": {
          "required": true,
          "content": {"multipart/form-data": {"schema": {"$ref": "#/components/schemas/Pictures"}}}
        },
        "responses": {"204": {"description": "Added."}}
      }
    }
  },
  "components": {
    "schemas": {
      "Season": {"type": "string", "enum": ["spring", "fall"]},
      "Pictures": {
        "type": "object",
        "required": ["photos"],
        "properties": {
          "photos": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "binary"}},
          "season": {"$ref": "#/components/schemas/Season"}
        }
      }
    }
  }
}
JSON
generate() {
    java -jar openapi-generator-cli-7.25.0.jar generate -i garden.json -g "$1" -o "$1" \
        --additional-properties "packageName=garden,$2" >log 2>&1 || { cat log; exit 1; }
}
generate go withGoMod=false
generate rust supportAsync=true
echo "OpenAPI Generator 7.25.0"
(
    cd go
    printf 'module garden\n\ngo 1.23\n' >go.mod
    { go build ./... 2>&1 || true; } | grep -o 'cannot indirect r.photos (variable of type \[\]\*os.File)' | sort -u
) | tee seen
(
    cd rust
    { cargo check --quiet 2>&1 || true; } | grep -o 'Option<models::models::Season>' | sort -u
) | tee -a seen
diff seen - <<'KNOWN'
cannot indirect r.photos (variable of type []*os.File)
Option<models::models::Season>
KNOWN
