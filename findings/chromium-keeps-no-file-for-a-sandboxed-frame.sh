#!/usr/bin/env bash
# Chromium: a frame without an origin has no HTTP cache, so that what a code runner loads in it is loaded at each visit.
#
# Expected: a frame with sandbox="allow-scripts" fetches a file of 1 MB that may be kept for a year (`Cache-Control:
# public, max-age=31536000, immutable`, `Access-Control-Allow-Origin: *`). The cache is divided by the origins of page
# and frame; that of the frame is opaque, but a second visit to the same page finds the file, as the page's own are found.
# Seen with Chromium 156: the page's file is asked for once, the frame's at every visit and at a reload,
# by fetch as by import.
#
# Needs Debian's chromium. Ends with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check playwright==1.65.2
"$folder/venv/bin/python" - "$(command -v chromium)" <<'PYTHON'
import sys
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from playwright.sync_api import sync_playwright

LARGE = b"1;" * 500_000
PAGES = {
    "/": b"<iframe sandbox=allow-scripts src=/frame></iframe><script>fetch('/of-page.js').then(r => r.text())</script>",
    "/frame": b"<script>fetch('/of-frame.js').then(r => r.text()).then(() => import('/module-of-frame.js'))</script>",
    "/favicon.ico": b"",
}
asked = Counter()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        asked[self.path] += 1
        body = PAGES.get(self.path, LARGE)
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if self.path in PAGES else "text/javascript")
        if self.path not in PAGES:
            self.send_header("Cache-Control", "public, max-age=31536000, immutable")
            self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
Thread(target=server.serve_forever, daemon=True).start()
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=sys.argv[1], args=["--no-sandbox"])
    print("Chromium", browser.version)
    context = browser.new_context()
    for _ in range(3):
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/", wait_until="networkidle")
        page.close()
    browser.close()
for path in ("/of-page.js", "/of-frame.js", "/module-of-frame.js"):
    print(f"  {path}: asked for {asked[path]} times in 3 visits")
sys.exit((asked["/of-page.js"], asked["/of-frame.js"], asked["/module-of-frame.js"]) != (1, 3, 3))
PYTHON
