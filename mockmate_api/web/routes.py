"""GET / and the other pages of the browser client, its files, and GET /config."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from uuid import UUID

from flask import Blueprint, Response, jsonify, request, send_from_directory

from mockmate_api.accounts import passkeys
from mockmate_api.http.authentication import Credential, needs
from mockmate_api.http.extensions import settings
from mockmate_api.http.operation import operation
from mockmate_api.web import policies
from mockmate_api.web.schemas import ClientConfig, LawLinks, SignInProvider
from shared.core import retention, setting_providers
from shared.core.errors import NotFound
from shared.core.notices import notices
from shared.core.version import VERSION
from shared.identity import consent
from shared.push import keys

blueprint = Blueprint("web", __name__)

DIST = Path(__file__).resolve().parents[2] / "web" / "dist"
# Every page is the same file; the client looks at the path. They are listed, so that other paths stay 404.
PAGES = (
    "",
    "login",
    "register",
    "setup",
    "signed-in",
    "change-email",
    "keep-email",
    "forgot-password",
    "reset-password",
    "verify-email",
    "times",
    "waiting",
    "invite",
    "invites",
    "invites/new",
    "my-groups",
    "join",
    "solo",
    "history",
    "progress",
    "news",
    "account",
    "moderation",
    "manage",
    "manage/checklist",
    "manage/slots",
    "manage/topics",
    "manage/questions",
    "manage/import",
    "manage/reports",
    "manage/people",
    "manage/groups",
    "manage/parked",
    "manage/log",
    "privacy",
    "conduct",
    "help",
    "licenses",
)
PAGES_OF_INTERVIEWS = ("room", "review", "replay")
SANDBOX = "sandbox.html"
FILES = {
    "preview.html": policies.PREVIEW_HEADERS,
    "favicon.svg": policies.ICON_HEADERS,
    "manifest.webmanifest": policies.ICON_HEADERS,
    "sw.js": policies.SERVICE_WORKER_HEADERS,
    "offline.html": policies.OFFLINE_HEADERS,
    "offline.css": policies.ICON_HEADERS,
    "languages/index.json": policies.LANGUAGES_HEADERS,
    "licenses.json": policies.NOTICES_HEADERS,
}
FOLDERS = {
    "assets": policies.ASSET_HEADERS,
    "icons": policies.ICON_HEADERS,
    "languages": policies.ASSET_HEADERS,
    "pyodide": policies.PYODIDE_HEADERS,
}
# Some systems don't know these media types, and browsers refuse modules of any other type.
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".css": "text/css",
    ".webmanifest": "application/manifest+json",
}
# What the build puts beside a file that gets smaller by it, the smallest first.
_ENCODINGS = {"br": ".br", "gzip": ".gz"}
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


@blueprint.after_app_request
def page_for_a_typed_address(response: Response) -> Response:
    """Show people who typed or followed an address with nothing behind it a page; programs get the problem document."""
    if response.status_code != HTTPStatus.NOT_FOUND or request.method not in {"GET", "HEAD"}:
        return response
    response.vary.add("Accept")
    # As nginx tells them apart: browsers name it first.
    wants_page = request.headers.get("Accept", "").startswith("text/html")
    if not wants_page or not (DIST / "index.html").is_file():
        return response
    # Sent whole: nothing of an address that doesn't exist is worth asking for again.
    given = Response((DIST / "index.html").read_bytes(), HTTPStatus.NOT_FOUND, mimetype="text/html")
    given.headers.update(policies.page_headers(settings(), request.host))
    given.vary.add("Accept")
    return given


def licenses_of_the_server() -> Response:
    """Return what the API contains of others; the client's own are in the file licenses.json."""
    response = jsonify(notices())
    response.headers.update(policies.NOTICES_HEADERS)
    return response


def page_of_interview(interview_id: UUID) -> Response:
    return page()


def file(name: str) -> Response:
    return _file(DIST, name, FILES[name])


def sandbox() -> Response:
    return _file(DIST, SANDBOX, policies.sandbox_headers(request.host))


def file_in(folder: str, name: str) -> Response:
    return _file(DIST / folder, name, FOLDERS[folder])


def _add(rule: str, view: Callable[..., Response], **given: str) -> None:
    blueprint.add_url_rule(rule, view_func=needs(Credential.NONE)(view), defaults=given)


for each in PAGES:
    _add(f"/{each}", page)
for each in PAGES_OF_INTERVIEWS:
    _add(f"/{each}/<uuid:interview_id>", page_of_interview)
_add(f"/{SANDBOX}", sandbox)
for each in FILES:
    _add(f"/{each}", file, name=each)
for each in FOLDERS:
    _add(f"/{each}/<path:name>", file_in, folder=each)
_add("/licenses/server.json", licenses_of_the_server)


@operation(blueprint, "GET", "/config", returns={200: ClientConfig}, credential=Credential.NONE)
def read_config() -> ClientConfig:
    """Get this deployment's configuration for clients."""
    return ClientConfig(
        sockets_url=policies.sockets_url(settings(), request.host),
        version=VERSION,
        minimum_client_version=settings().minimum_client_version,
        law=LawLinks(
            privacy=settings().privacy_url or None,
            terms=settings().terms_url or None,
            imprint=settings().imprint_url or None,
        ),
        birth_year_required=settings().require_birth_year,
        adult_age=settings().adult_age,
        minimum_age=settings().minimum_age,
        retention=retention.kept(settings()),
        camera_start=settings().camera_start,
        consent_required=settings().require_consent == "on",
        consent_version=consent.VERSION,
        push_key=keys.public_key(settings()),
        registration=setting_providers.registration_kind(settings().registration),
        registration_domains=list(setting_providers.domains(settings().registration)),
        providers=[SignInProvider(name=one.name, label=one.label) for one in settings().providers.values()],
        passkey_domain=passkeys.domain(settings()),
        groups=settings().groups,
    )


def _file(folder: Path, name: str, headers: Mapping[str, str]) -> Response:
    if not (folder / name).is_file():
        raise NotFound
    encoding = _encoding(folder, name)
    sent = f"{name}{_ENCODINGS[encoding]}" if encoding else name
    response = send_from_directory(str(folder), sent, mimetype=_TYPES.get(Path(name).suffix), download_name=name)
    response.headers.update(headers)
    response.vary.add("Accept-Encoding")
    if encoding:
        response.content_encoding = encoding
    return response


def _encoding(folder: Path, name: str) -> str | None:
    """Return the encoding that the client likes best of those that the build made of this file; None for none."""
    accepted = request.accept_encodings
    there = [one for one, suffix in _ENCODINGS.items() if accepted[one] > 0 and (folder / f"{name}{suffix}").is_file()]
    return max(there, key=accepted.quality, default=None)
