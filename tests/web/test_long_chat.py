"""A long chat and long notes are there as a whole, after a reload and after a cut, though no frame has all of them."""

from __future__ import annotations

from uuid import UUID

from playwright.sync_api import expect
from sqlalchemy.orm import Session

from mockmate_ws.rooms import chat
from tests.clients.browser import be_matched, begin, hears
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind
from tests.web.test_desk import forget_notes

NOTES = "界" * 15_000


def talk(person: Person, site: Embedded, first: int, last: int) -> None:
    """Say many lines, as a client of their own would in minutes."""
    room = UUID(person.page.url.rpartition("/")[2])

    def send(session: Session) -> None:
        for number in range(first, last):
            chat.send(session, chat.Line(room, person.id, f"n{number}", f"Line {number} " + "界" * 400))
        session.commit()

    with behind(site) as session:
        send(session)


def sees_lines(person: Person, count: int) -> None:
    lines = person.page.locator(".said-text")
    expect(lines).to_have_count(count)
    shown = [text.split()[1] for text in lines.all_inner_texts()]
    assert shown == [str(number) for number in range(count)]


def test_all_of_it_is_there_again(arrive: Arrive, site: Embedded):
    uma, vic = arrive("Uma"), arrive("Vic")
    be_matched(uma, vic)
    begin(uma, vic)
    talk(vic, site, 0, 230)
    hears(uma, "Line 229")
    uma.page.get_by_label("Your notes").fill(NOTES)
    expect(uma.page.get_by_text("Saved. Only you can see them.")).to_be_visible()
    forget_notes(uma)
    uma.page.reload()
    sees_lines(uma, 230)
    expect(uma.page.get_by_label("Your notes")).to_have_value(NOTES)

    uma.page.context.set_offline(True)
    talk(vic, site, 230, 300)
    uma.page.context.set_offline(False)
    sees_lines(uma, 300)
    expect(uma.page.get_by_label("Your notes")).to_have_value(NOTES)
