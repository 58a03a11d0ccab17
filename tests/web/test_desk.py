"""The shared desk: one text for both, whatever happens to a line, one language, and what the other one ran."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.web.conftest import Arrive
from tests.web.people import be_matched, begin


def test_two_people_write_one_text_through_a_reload_and_a_cut_line(arrive: Arrive):
    ida, jon = arrive("Ida"), arrive("Jon")
    be_matched(ida, jon)
    begin(ida, jon)
    expect(ida.page.get_by_text("Both of you write here")).to_be_visible()
    texts = [one.page.locator(".cm-content") for one in (ida, jon)]
    texts[0].click()
    ida.page.keyboard.insert_text("total = 1\n")
    expect(texts[1]).to_contain_text("total = 1")
    expect(jon.page.locator(".cm-ySelectionInfo")).to_contain_text("Ida")

    ida.page.reload()
    expect(texts[0]).to_contain_text("total = 1")

    jon.page.context.set_offline(True)
    texts[1].click()
    jon.page.keyboard.press("Control+End")
    jon.page.keyboard.insert_text("print(total + 41)\n")
    jon.page.context.set_offline(False)
    expect(texts[0]).to_contain_text("print(total + 41)")

    jon.page.get_by_role("button", name="Run").click()
    expect(ida.page.get_by_role("region", name="Output")).to_contain_text("42", timeout=120_000)
    ida.page.get_by_label("Language").select_option("javascript")
    expect(jon.page.get_by_label("Language")).to_have_value("javascript")
