"""Content security policies of the browser client: no foreign content, nothing inline, a sandbox for user code.

The API sends these headers, and so does nginx, whose `client.conf` is generated from this module.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from shared.core.settings import Settings


def sockets_url(settings: Settings, host: str) -> str:
    """Return the socket URL for a page that was opened at `host`.

    If the configured address is a loopback address, it is only right for a browser on that machine, so the page's own
    host replaces it: localhost, 127.0.0.1 or [::1].
    """
    url = urlsplit(settings.public_ws_url.rstrip("/"))
    name = urlsplit(f"//{host}").hostname
    if not name or not _is_loopback(url.hostname or ""):
        return url.geturl()
    shown = f"[{name}]" if ":" in name else name
    return url._replace(netloc=f"{shown}:{url.port}" if url.port else shown).geturl()


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def page_headers(settings: Settings, host: str) -> dict[str, str]:
    """Return the headers of a page that was opened at `host`."""
    sockets = urlsplit(sockets_url(settings, host))
    return headers_of_page(f"{sockets.scheme}://{sockets.netloc}", uses_zego=settings.uses_zego)


def headers_of_page(connections: str, *, uses_zego: bool) -> dict[str, str]:
    """Return the headers of a page whose sockets are at the origin `connections`."""
    wasm = workers = inline = ""
    if uses_zego:
        # ZEGO chooses its hosts during the call, creates its workers from blobs, compiles WebAssembly, and adds style
        # elements. Scripts still come from our own files only.
        connections, wasm, workers = f"{connections} https: wss:", " 'wasm-unsafe-eval'", " worker-src 'self' blob:;"
        inline = " 'unsafe-inline'"
    return {
        "Cache-Control": "no-cache",
        # Scripts and styles come from our own files only, so nothing that a peer's client chose becomes a style. What
        # our scripts set is allowed all the same, such as the editor's sheet and the sizes of plots.
        "Content-Security-Policy": (
            f"default-src 'none'; script-src 'self'{wasm}; style-src 'self'{inline};"
            f" img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self' {connections};"
            f" frame-src 'self';{workers} manifest-src 'self'; base-uri 'none'; form-action 'none';"
            " frame-ancestors 'none'"
        ),
        "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(), payment=()",
    }


_PLAIN_HOST = re.compile(r"[A-Za-z0-9.:\[\]-]+")


def sandbox_headers(host: str) -> dict[str, str]:
    """Return the headers of the page where people's programs run, for a page that was opened at `host`.

    `sandbox` gives it a separate origin, even if it is opened directly, so that a program can reach neither a login nor
    the API's responses. WebKit finds no address for `'self'` in such a page, so the host is named, too.
    """
    named = f" http://{host} https://{host}" if _PLAIN_HOST.fullmatch(host) else ""
    return {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": (
            f"sandbox allow-scripts; default-src 'none'; script-src 'self'{named} blob: 'unsafe-eval'"
            f" 'wasm-unsafe-eval'; worker-src blob:; connect-src 'self'{named}; frame-ancestors 'self'"
        ),
        "X-Frame-Options": "SAMEORIGIN",
    }


# The page in which a page that people write is shown: their scripts and styles are in it, so they are allowed inline.
# It has no origin, no network, and nowhere to go: it can't be navigated by a form, and what it is framed by allows no
# other host. Without allow-forms there would be no submit event for their scripts.
PREVIEW_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": (
        "sandbox allow-scripts allow-forms; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
        " img-src data: blob:; media-src data: blob:; font-src data:; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'self'"
    ),
    "X-Frame-Options": "SAMEORIGIN",
}

# The name of the file or its folder contains a content hash. CORS is open because the sandbox has no origin.
ASSET_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "Access-Control-Allow-Origin": "*"}
# What `make languages` has installed, and how large it is, may change at any time.
LANGUAGES_HEADERS = {"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}
NOTICES_HEADERS = {"Cache-Control": "no-cache"}
PYODIDE_HEADERS = {"Cache-Control": "public, max-age=3600", "Access-Control-Allow-Origin": "*"}
# A browser looks for another one at each navigation. Its own requests are under the policy of its file.
SERVICE_WORKER_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; connect-src 'self'; img-src 'self'; frame-ancestors 'none'",
}
OFFLINE_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    ),
}
ICON_HEADERS = {"Cache-Control": "public, max-age=3600"}
