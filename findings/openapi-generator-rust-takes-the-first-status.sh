#!/usr/bin/env bash
# OpenAPI Generator, Rust: an error is the variant of another status if the bodies of both have the same form.
#
# Expected: OpenAPI: an operation has a response for each status. So if its 400 and its 409 both have the body
# `Refusal`, and its 429 has a `Wait`, a 409 is `Status409` of the client's typed error, and a 429 is `Status429`.
# Seen with 7.25.0 and its default library, reqwest: both are `Status400`. The enum of errors is `#[serde(untagged)]`
# and is read from the body alone, so the first variant that fits is taken, even if it leaves out a field, as that of
# `Wait`. The `status` beside it is right. See OpenAPITools/openapi-generator#10977.
# Matters to programs that match the variants to tell "not a plant" from "there already".
#
# Needs Java, Maven and cargo, takes up to two minutes. Ends with 0 while that is so, with 1 when it has changed.
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
        "responses": {
          "204": {"description": "Added."},
          "400": {
            "description": "Not a plant.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
          },
          "409": {
            "description": "There already.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
          },
          "429": {
            "description": "Too many.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Wait"}}}
          }
        }
      }
    }
  },
  "components": {
    "schemas": {
      "Refusal": {
        "type": "object",
        "required": ["detail"],
        "properties": {"detail": {"type": "string"}}
      },
      "Wait": {
        "type": "object",
        "required": ["detail", "seconds"],
        "properties": {"detail": {"type": "string"}, "seconds": {"type": "integer"}}
      }
    }
  }
}
JSON
java -jar openapi-generator-cli-7.25.0.jar generate -i garden.json -g rust -o client \
    --additional-properties packageName=garden >log 2>&1 || { cat log; exit 1; }
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "statuses"
version = "0.0.0"
edition = "2024"

[dependencies]
garden = { path = "client", default-features = false }
reqwest = { version = "=0.13.5", default-features = false }
serde = "=1.0.229"
serde_json = "=1.0.154"
tokio = { version = "=1.54.1", features = ["rt"] }
TOML
cat >src/main.rs <<'RUST'
use std::io::{Read, Write};
use std::net::TcpListener;

use garden::apis::{Error, configuration::Configuration, default_api::add_plant};

/// Answers a request with this status and body, and returns the error that the client makes of it.
fn refused(status: u16, body: &'static str) -> String {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let base_path = format!("http://{}", server.local_addr().unwrap());
    let answering = std::thread::spawn(move || {
        let (mut socket, _) = server.accept().unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            socket.read_exact(&mut byte).unwrap();
            request.extend(byte);
        }
        let head = "Content-Type: application/json\r\nConnection: close";
        write!(socket, "HTTP/1.1 {status} Refused\r\n{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    });
    let configuration = Configuration { base_path, ..Configuration::default() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let answer = runtime.block_on(add_plant(&configuration));
    answering.join().unwrap();
    match answer {
        Err(Error::ResponseError(error)) => format!("status {}, {:?}", error.status.as_u16(), error.entity.unwrap()),
        other => format!("{other:?}"),
    }
}

fn main() {
    println!("{}", refused(400, r#"{"detail": "Not a plant."}"#));
    println!("{}", refused(409, r#"{"detail": "There already."}"#));
    println!("{}", refused(429, r#"{"detail": "Too many.", "seconds": 5}"#));
}
RUST
echo "OpenAPI Generator 7.25.0"
cargo run --quiet | tee seen
diff seen - <<'KNOWN'
status 400, Status400(Refusal { detail: "Not a plant." })
status 409, Status400(Refusal { detail: "There already." })
status 429, Status400(Refusal { detail: "Too many." })
KNOWN
