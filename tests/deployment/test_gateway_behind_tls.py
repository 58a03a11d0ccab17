"""A single server, as docs/compose.md and docs/debian.md set it up: the distribution's nginx ends TLS in front."""

from __future__ import annotations

import re
import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from http.client import HTTPSConnection
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.clients import PATIENCE
from tests.deployment.gateway import Answer, Gateway, Upstream, nginx, wait_for_port
from tests.sockets import ROOT, free_port

HOST = "interviews.example.org"
SITE = """\
pid {folder}/pid;
error_log stderr crit;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} ssl;
        server_name {host};
        ssl_certificate {folder}/certificate.pem;
        ssl_certificate_key {folder}/key.pem;
        location / {{
            {location}
        }}
    }}
}}
"""


class Site(NamedTuple):
    """Where people go, and the certificate that proves it."""

    port: int
    certificate: Path

    def ask(self, path: str, body: bytes = b"", **headers: str) -> Answer:
        """Ask over TLS; with a body, by POST."""
        trust = ssl.create_default_context(cafile=str(self.certificate))
        trust.check_hostname = False  # its name leads elsewhere here
        connection = HTTPSConnection("127.0.0.1", self.port, timeout=PATIENCE, context=trust)
        try:
            method = "POST" if body else "GET"
            connection.request(method, path, body=body, headers={"Host": HOST, **headers})
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()


@pytest.fixture
def site(start_gateway: Callable[..., Gateway], upstream: Upstream, folder: Path) -> Iterator[Site]:
    """The site as it is shipped."""
    dist = folder / "dist"
    dist.mkdir()
    (dist / "index.html").write_text("the client")
    # From inside a container Docker's bridge is what the guide names; here it is this machine.
    gateway = start_gateway([upstream.port], [upstream.port], PROXIES_IN_FRONT="127.0.0.1", WEB_ROOT=str(dist))
    guide = (ROOT / "deployment" / "systemd" / "site.conf").read_text()
    (location,) = re.findall(r"(?ms)^    location / {\n(.*?)^    }$", guide)
    port = free_port()
    where = folder / "site"
    where.mkdir(mode=0o711)
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={HOST}"]
    made += ["-keyout", str(where / "key.pem"), "-out", str(where / "certificate.pem")]
    subprocess.run(made, check=True, capture_output=True)
    location = location.replace("127.0.0.1:8080", f"127.0.0.1:{gateway.port}")
    (where / "nginx.conf").write_text(SITE.format(folder=where, port=port, host=HOST, location=location))
    command = [nginx(), "-e", "stderr", "-c", str(where / "nginx.conf"), "-g", "daemon off;"]
    with subprocess.Popen(command) as server:
        wait_for_port(port, lambda: server.poll() is None)
        yield Site(port, where / "certificate.pem")
        server.terminate()
    shutil.rmtree(where)


def test_the_services_hear_who_asks_and_that_it_was_over_tls(site: Site):
    answer = site.ask("/slots", b"", **{"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"})
    headers = answer.json["headers"]
    assert headers["host"] == HOST
    assert headers["x-forwarded-for"] == "127.0.0.1"  # what the client claims is gone
    assert headers["x-forwarded-proto"] == "https"
    assert answer.headers["strict-transport-security"]


def test_sockets_get_through(site: Site):
    headers = site.ask("/ws/connect", Upgrade="websocket", Connection="Upgrade").json["headers"]
    assert (headers["upgrade"], headers["connection"]) == ("websocket", "upgrade")


def test_the_client_is_let_to_the_sockets_over_tls(site: Site):
    policy = site.ask("/").headers["content-security-policy"]
    assert f" connect-src 'self' wss://{HOST};" in policy


def test_files_of_questions_get_through_as_large_as_the_gateway_lets_them(site: Site):
    assert site.ask("/questions/imports", bytes(3 << 20)).status == 200
