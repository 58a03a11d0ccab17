"""Work that is not stored yet: people see it all the same, are told when that takes long, and lose none of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import psutil
from playwright.sync_api import expect
from pycrdt import Doc, Text
from sqlalchemy import select

from shared.models import Interview
from shared.rooms import documents
from tests.clients.browser import meet, reads, write
from tests.clients.person import Person
from tests.clients.yjs import wait_until
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind

NOTICE = re.compile("Your work isn.t being saved at the moment")


def interview_of(person: Person) -> UUID:
    return UUID(person.page.url.rpartition("/")[2])


@contextmanager
def nothing_can_be_stored(site: Embedded, person: Person) -> Iterator[None]:
    """Lock the person's interview, so that no change of its document is stored meanwhile."""
    with behind(site) as session:
        session.execute(select(Interview.id).where(Interview.id == interview_of(person)).with_for_update())
        yield


def stored_text(site: Embedded, interview_id: UUID) -> str:
    doc: Doc[Text] = Doc()
    with behind(site) as session:
        for change in documents.load(session, interview_id).changes:
            doc.apply_update(change.data)
    return str(doc.get("code", type=Text))


def add(person: Person, code: str) -> None:
    """Write this at the end of what is there."""
    person.page.locator(".cm-content").click()
    person.page.keyboard.press("Control+End")
    person.page.keyboard.insert_text(code)


def test_people_are_told_while_their_work_cannot_be_saved_and_no_longer(arrive: Arrive, site: Embedded):
    abe, bea = arrive("Abe"), arrive("Bea")
    meet(abe, bea)
    notices = [one.page.get_by_role("status").filter(has_text=NOTICE) for one in (abe, bea)]
    write(abe, "saved = 1\n")
    reads(bea, "saved = 1")
    with nothing_can_be_stored(site, abe):
        add(abe, "unsaved = 2\n")
        reads(bea, "unsaved = 2")
        for notice in notices:
            expect(notice).to_be_visible()
        bea.page.reload()
        reads(bea, "unsaved = 2")
        expect(notices[1]).to_be_visible()
        add(bea, "more = 3\n")
        reads(abe, "more = 3")
        assert "unsaved" not in stored_text(site, interview_of(abe))
    for notice in notices:
        expect(notice).to_be_hidden()
    assert stored_text(site, interview_of(abe)) == "saved = 1\nunsaved = 2\nmore = 3\n"


def test_what_was_told_and_not_stored_when_its_process_died_comes_back_with_the_people(arrive: Arrive, site: Embedded):
    cleo, dov = arrive("Cleo"), arrive("Dov")
    meet(cleo, dov)
    write(cleo, "stored = 1\n")
    reads(dov, "stored = 1")
    interview_id = interview_of(cleo)
    wait_until(lambda: stored_text(site, interview_id) == "stored = 1\n", "it is stored")
    supervisor = psutil.Process(site.process.pid)
    with nothing_can_be_stored(site, cleo):
        add(cleo, "cleo = 2\n")
        reads(dov, "cleo = 2")
        add(dov, "dov = 3\n")
        reads(cleo, "dov = 3")
        supervisor.suspend()  # else it starts another one at once
        site.find("mockmate_ws").kill()
    try:
        add(dov, "alone = 4\n")
        cleo.page.reload()
        assert stored_text(site, interview_id) == "stored = 1\n"
    finally:
        supervisor.resume()
    whole = "stored = 1\ncleo = 2\ndov = 3\nalone = 4\n"
    for one in (cleo, dov):
        for line in whole.split("\n"):
            reads(one, line)
    wait_until(lambda: stored_text(site, interview_id) == whole, "all of it is stored")
    for one in (cleo, dov):
        expect(one.page.get_by_role("status").filter(has_text=NOTICE)).to_be_hidden()
        # The browser says that its socket was refused.
        one.complaints.clear()


def test_a_tab_that_comes_back_alone_brings_what_the_peer_wrote(arrive: Arrive, site: Embedded):
    eli, fay = arrive("Eli"), arrive("Fay")
    meet(eli, fay)
    interview_id = interview_of(eli)
    supervisor = psutil.Process(site.process.pid)
    with nothing_can_be_stored(site, eli):
        write(eli, "eli = 1\n")
        reads(fay, "eli = 1")
        supervisor.suspend()
        site.find("mockmate_ws").kill()
    try:
        # Gone for good, with what only he had written.
        eli.page.goto("about:blank")
        fay.page.reload()
        assert stored_text(site, interview_id) == ""
    finally:
        supervisor.resume()
    reads(fay, "eli = 1")
    wait_until(lambda: stored_text(site, interview_id) == "eli = 1\n", "it is stored")
    for one in (eli, fay):
        one.complaints.clear()
