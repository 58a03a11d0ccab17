"""The client as it is deployed: pages, API and sockets on one port of nginx, which has the client's files itself."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from deployment.local import webclient
from tests.asking import ask_for_small_functions
from tests.clients.browser import be_matched, begin, sees_video, sign_up
from tests.databases import Place
from tests.deployment.embedded import Embedded
from tests.deployment.gateway import Gateway
from tests.sockets import free_port
from tests.web.conftest import Arrive
from tests.web.seeding import behind
from tests.web.test_code import run

pytestmark = pytest.mark.needs("nginx")


class Deployed(Embedded):
    """Both services, as people reach them: at nginx's port alone."""

    gateway: Gateway

    @property
    def api(self) -> str:
        """Where pages are opened."""
        return self.gateway.url


@pytest.fixture(scope="module")
def site(place: Place) -> Iterator[Deployed]:
    webclient.ensure()
    folder = place.make_folder()  # nginx's workers are another user too
    shutil.copytree(webclient.DIST, folder / "dist")
    api, ws = free_port(), free_port()
    gateway = Gateway(folder, [api], [ws], WEB_ROOT=str(folder / "dist"))
    services = Deployed(
        folder / "home",
        port=api,
        ws_port=ws,
        PUBLIC_URL=gateway.url,
        PUBLIC_WS_URL=gateway.sockets,
        ALLOWED_ORIGINS=gateway.url,
        TRUSTED_PROXIES="1",
        RATE_LIMITS="off",
        BCRYPT_ROUNDS="4",
        CAMERA_START="on",
    )
    services.gateway = gateway
    try:
        services.wait_until_ready()
        with behind(services) as session:
            ask_for_small_functions(session)
            session.commit()
        yield services
    finally:
        services.stop()
        gateway.stop()
        shutil.rmtree(folder)


def test_people_meet_see_each_other_and_run_code_through_one_port(arrive: Arrive, site: Deployed):
    olga, paul = arrive(), arrive()
    sign_up(olga, "Olga")
    sign_up(paul, "Paul")
    be_matched(olga, paul)
    begin(olga, paul)
    for one in (olga, paul):
        sees_video(one)
    olga.page.get_by_label("Your message").fill("Hello through nginx!")
    olga.page.keyboard.press("Enter")
    expect(paul.page.get_by_role("log")).to_contain_text("Hello through nginx!")
    run(olga, "print(sum(range(10)))")
    expect(olga.page.get_by_role("region", name="Output")).to_contain_text("45", timeout=120_000)
    # The files came from nginx, which asked nobody for them.
    rows = [json.loads(line) for line in site.gateway.access_log.read_text().splitlines()]
    files = [row for row in rows if row["path"].startswith(("/assets/", "/pyodide/", "/index.html", "/sandbox.html"))]
    assert files
    assert not [row["path"] for row in files if row["upstream"] or row["status"] not in {200, 304}]
    answer = paul.page.goto("/nowhere")
    assert answer is not None
    assert answer.status == 404
    expect(paul.page.get_by_role("heading", name="Page not found")).to_be_visible()
