"""Who would be alone is told when people usually come, at home and in the waiting room, and can note it down."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from icalendar import Calendar
from playwright.sync_api import expect

from tests.api.past import BEHAVIORAL, Past
from tests.clients.browser import practise
from tests.deployment.embedded import Embedded
from tests.web.axe import serious
from tests.web.conftest import Arrive
from tests.web.seeding import behind, register_at

UNKNOWN = "known yet when people usually come"


def test_who_would_be_alone_is_told_when_people_usually_come(arrive: Arrive, site: Embedded):
    ann = arrive("Ann")
    page = ann.page
    ann.go("/")
    page.get_by_role("radio", name="Behavioral").check()
    card = page.get_by_role("region", name="Practice now")
    expect(card).to_contain_text(UNKNOWN)
    at = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=3)
    others = [register_at(site, f"Other {number}").id for number in range(5)]
    with behind(site) as session:
        for weeks in (1, 2):
            for other in others:
                Past(session).wait_in_vain(other, at - timedelta(weeks=weeks), BEHAVIORAL)
    page.reload()
    page.get_by_role("radio", name="Behavioral").check()
    hours = card.get_by_role("region", name="When people usually come")
    expect(hours).to_contain_text("in 2 of the last 4 weeks, 5 people in all")
    assert serious(page) == []
    with page.expect_download() as saved:
        hours.get_by_role("button", name=re.compile("^Add to calendar: ")).click()
    path = saved.value.path()
    (event,) = Calendar.from_ical(Path(path).read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == at
    # The other type is told of apart.
    page.get_by_role("radio", name="Technical").check()
    expect(hours).not_to_contain_text("in 2 of the last 4 weeks, 5 people in all")
    practise(ann, "Behavioral")
    expect(page.get_by_text("Looking for a partner")).to_be_visible()
    waiting = page.get_by_role("region", name="When people usually come")
    expect(waiting).to_contain_text("in 2 of the last 4 weeks, 5 people in all")
    bea = arrive("Bea")
    # Whoever is not alone needs no such hour.
    bea.post("/match/pair", {"interview_type": "behavioral", "difficulty": "easy", "language": "de"})
    expect(waiting).to_have_count(0)
    bea.post("/match/leave", {})
    page.get_by_role("button", name="Leave").click()
