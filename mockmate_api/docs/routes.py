"""GET /openapi.json, and /docs: Swagger UI from our own host, under a policy that allows nothing else."""

from __future__ import annotations

import json
from importlib.resources import files

from flask import Blueprint, Response, current_app, send_from_directory

from mockmate_api.http.authentication import Credential, needs
from mockmate_api.http.openapi import document
from shared.core.errors import NotFound

blueprint = Blueprint("docs", __name__)

_HERE = files(__package__)
_SWAGGER = files("flask_swagger_ui") / "dist"
_ASSETS = {
    "start.js": _HERE,
    "swagger-ui-bundle.js": _SWAGGER,
    "swagger-ui.css": _SWAGGER,
    "favicon-32x32.png": _SWAGGER,
}
# Swagger UI sets style attributes and loads its icons from data: URLs; it needs no other exceptions.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@blueprint.get("/openapi.json")
@needs(Credential.NONE)
def openapi() -> Response:
    written = current_app.extensions.get("mockmate.openapi")
    if written is None:
        written = current_app.extensions["mockmate.openapi"] = json.dumps(document(current_app))
    return Response(written, mimetype="application/json")


@blueprint.get("/docs")
@needs(Credential.NONE)
def page() -> Response:
    response = Response((_HERE / "index.html").read_text(), mimetype="text/html")
    response.headers["Content-Security-Policy"] = _POLICY
    return response


@blueprint.get("/docs/assets/<name>")
@needs(Credential.NONE)
def asset(name: str) -> Response:
    if name not in _ASSETS:
        raise NotFound
    response = send_from_directory(str(_ASSETS[name]), name, max_age=3600)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
