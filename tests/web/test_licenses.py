"""The page Licenses: what others made and the client contains, with the texts of their licenses."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from tests.sockets import ROOT
from tests.web.conftest import Arrive

REPLACED = {"react", "react-dom"}
"""Packages that the client is checked with, but Preact is built in."""


def test_the_page_shows_what_the_client_contains_and_loads_it_only_there(arrive: Arrive):
    person = arrive()
    page, asked = person.page, list[str]()
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    person.go("/")
    page.get_by_role("contentinfo").get_by_role("link", name="Help").click()
    expect(page.get_by_role("heading", name="Help", exact=True)).to_be_visible()
    assert not {"licenses.json", "server.json"} & {*asked}
    page.get_by_role("contentinfo").get_by_role("link", name="Licenses").click()
    expect(page.get_by_role("heading", name="Licenses", exact=True)).to_be_visible()
    listed = page.get_by_role("region", name="In your browser")
    preact = listed.get_by_role("listitem").filter(has_text="preact")
    expect(preact).to_contain_text("· MIT")
    expect(preact).not_to_contain_text("Jason Miller")
    preact.locator("summary").click()
    expect(preact).to_contain_text("Jason Miller")
    server = page.get_by_role("region", name="On the server").get_by_role("listitem").filter(has_text="Flask 3")
    expect(server).to_contain_text("· BSD-3-Clause")
    server.locator("summary").click()
    expect(server).to_contain_text("Copyright 2010 Pallets")
    assert {"licenses.json", "server.json"} <= {*asked}


def test_every_package_that_the_client_is_made_of_is_listed(arrive: Arrive):
    person = arrive()
    person.go("/licenses")
    notices = person.page.evaluate("fetch('/licenses.json').then((answer) => answer.json())")
    named = {each["name"] for each in notices}
    packages = json.loads((ROOT / "web" / "package.json").read_text())["dependencies"]
    assert packages.keys() - named == REPLACED
    # What others depend on, what only workers and the sandbox have, and what is compiled into others.
    assert named >= {"@lezer/lr", "ts-interface-checker", "function-bind", "CPython (pyodide)", "SQLite (sql.js)"}
    assert named.isdisjoint({"@biomejs/biome", "vitest", "axe-core", "lightningcss"})
    assert all(len(each["text"]) > 200 and each["license"] for each in notices)
