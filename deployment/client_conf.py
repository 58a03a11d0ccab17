"""nginx/templates/client.conf, from `mockmate_api.web`: `python -m deployment.client_conf` writes it anew.

So the gateway serves the browser client at the same paths and under the same policies as the API does by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mockmate_api.http.hooks import HEADERS
from mockmate_api.web import policies, routes

PATH = Path(__file__).resolve().parents[1] / "nginx" / "templates" / "client.conf"

_ABOUT = """\
# The browser client, with the headers that the API would give it. Made from mockmate_api/web: `make docs`.

charset utf-8;
charset_types text/css text/javascript image/svg+xml;
types {
    text/html        html;
    text/css         css;
    text/javascript  js mjs;
    image/svg+xml    svg;
    application/json json;
    application/wasm wasm;
    application/zip  zip;
    image/png        png;
    application/manifest+json webmanifest;
}
open_file_cache max=200;
"""
_HOST = "$page_host"
_SOCKETS = f"$socket_scheme://{_HOST}"
_POLICY = "Content-Security-Policy"
_AT_THE_API = """
# What was not built here.
location @client_of_the_api {
    limit_req zone=api burst=100 nodelay;
    limit_conn requests_now ${REQUESTS_PER_ADDRESS};
    include ${OUT}/to-api.conf;
}
"""
_HEX = "[A-Fa-f0-9]"
_UUID = f"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"


def text() -> str:
    """Return the file."""
    ways = "|".join([*routes.PAGES, *(f"{name}/{_UUID}" for name in routes.PAGES_OF_INTERVIEWS)])
    plain, zego = (policies.headers_of_page(_SOCKETS, uses_zego=uses_zego) for uses_zego in (False, True))
    parts = [_either("$page_policy", plain[_POLICY], zego[_POLICY])]
    parts += [_location(f'~ "^/({ways})$"', "/index.html", plain | {_POLICY: "$page_policy"})]
    unknown = plain | {_POLICY: "$page_policy", "Vary": "Accept"}
    parts += [_location("= /refusal/page", "/index.html", unknown, is_refusal=True)]
    # A header, not a name of ours: `sandbox_headers` writes the host as it is given.
    sandbox = policies.sandbox_headers("HOST")
    files = {routes.SANDBOX: sandbox | {_POLICY: sandbox[_POLICY].replace("HOST", _HOST)}, **routes.FILES}
    parts += [_location(f"= /{name}", "$uri", headers) for name, headers in files.items()]
    parts += [_location(f"^~ /{name}/", "$uri", headers) for name, headers in routes.FOLDERS.items()]
    return "\n".join([_ABOUT, *parts]) + _AT_THE_API


def _either(variable: str, plain: str, with_zego: str) -> str:
    return f"""\
set $zego_app_id "${{ZEGO_APP_ID}}";
set {variable} "{plain}";
if ($zego_app_id) {{
    set {variable} "{with_zego}";
}}
"""


def _location(match: str, file: str, headers: Mapping[str, str], *, is_refusal: bool = False) -> str:
    # Only what nginx itself refers to has another status than 200, with which headers are left out.
    always = " always" if is_refusal else ""
    lines = [f"location {match} {{", *(["    internal;"] if is_refusal else [])]
    lines += ["    root ${WEB_ROOT};", "    gzip_static on;"]
    lines += [f'    add_header {name} "{value}"{always};' for name, value in (HEADERS | dict(headers)).items()]
    lines += [f"    add_header X-Request-ID $accepted_request_id{always};"]
    lines += [f"    add_header Strict-Transport-Security $transport_security{always};"]
    return "\n".join([*lines, f"    try_files {file} @client_of_the_api;", "}\n"])


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
