"""GET / and the other pages of the browser client, its files, and GET /config."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from flask import Blueprint, Response, request, send_from_directory

from mockmate_api.contract import operation
from mockmate_api.extensions import settings
from mockmate_api.guards import Credential, needs
from mockmate_api.web import policies
from mockmate_api.web.schemas import ClientConfig
from shared.errors import NotFound

blueprint = Blueprint("web", __name__)

DIST = Path(__file__).resolve().parents[2] / "web" / "dist"
# Every page is the same file; the client looks at the path. They are listed, so that other paths stay 404.
PAGES = (
    "",
    "login",
    "register",
    "forgot-password",
    "reset-password",
    "verify-email",
    "times",
    "waiting",
    "history",
    "progress",
    "news",
    "account",
    "manage",
    "manage/slots",
    "manage/questions",
    "manage/reports",
    "manage/people",
    "manage/log",
)
# Some systems' tables of media types don't know these, and browsers refuse modules of another type.
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".css": "text/css"}
_NOT_BUILT = """\
<!doctype html>
<html lang="en">
  <title>Mock Mate</title>
  <p>The browser client is not built here: <code>make run</code> builds it.</p>
  <p>The API answers; see <a href="/docs">/docs</a>.</p>
</html>
"""


def page() -> Response:
    if not (DIST / "index.html").is_file():
        return Response(_NOT_BUILT, mimetype="text/html")
    return _file(DIST, "index.html", policies.page_headers(settings(), request.host))


for name in PAGES:
    blueprint.add_url_rule(f"/{name}", view_func=needs(Credential.NONE)(page))


@blueprint.get("/room/<uuid:interview_id>")
@blueprint.get("/review/<uuid:interview_id>")
@blueprint.get("/replay/<uuid:interview_id>")
@needs(Credential.NONE)
def page_of_interview(interview_id: UUID) -> Response:
    return page()


@blueprint.get("/sandbox.html")
@needs(Credential.NONE)
def sandbox() -> Response:
    return _file(DIST, "sandbox.html", policies.SANDBOX_HEADERS)


@blueprint.get("/favicon.svg")
@needs(Credential.NONE)
def icon() -> Response:
    return _file(DIST, "favicon.svg", policies.ICON_HEADERS)


@blueprint.get("/assets/<name>")
@needs(Credential.NONE)
def asset(name: str) -> Response:
    return _file(DIST / "assets", name, policies.ASSET_HEADERS)


@blueprint.get("/pyodide/<name>")
@needs(Credential.NONE)
def pyodide(name: str) -> Response:
    return _file(DIST / "pyodide", name, policies.PYODIDE_HEADERS)


@operation(blueprint, "GET", "/config", returns={200: ClientConfig}, credential=Credential.NONE)
def read_config() -> ClientConfig:
    """See what a browser must know of this deployment."""
    return ClientConfig(sockets_url=policies.sockets_url(settings(), request.host))


def _file(folder: Path, name: str, headers: Mapping[str, str]) -> Response:
    if not (folder / name).is_file():
        raise NotFound
    response = send_from_directory(str(folder), name, mimetype=_TYPES.get(Path(name).suffix))
    response.headers.update(headers)
    return response
