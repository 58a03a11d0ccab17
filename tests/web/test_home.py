"""Home: whether somebody waits already, in words that stand together."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.clients.browser import practise
from tests.web.conftest import Arrive


def test_home_says_who_waits_and_that_nobody_does(arrive: Arrive):
    ann, bea = arrive("Ann"), arrive("Bea")
    ann.go("/")
    ann.page.get_by_role("radio", name="Behavioral").check()
    card = ann.page.get_by_role("region", name="Practise now")
    expect(card).to_contain_text("Nobody is waiting; you would be the first.")
    practise(bea, "Behavioral", "Hard")
    expect(bea.page.get_by_text("Looking for a partner")).to_be_visible()
    expect(card).to_contain_text("1 hard")
    words, counts = card.get_by_text("Waiting now:").bounding_box(), card.get_by_text("0 easy").bounding_box()
    assert words is not None
    assert counts is not None
    # The counts follow their label, instead of standing somewhere in the middle of the card.
    assert counts["x"] - words["x"] < 120
