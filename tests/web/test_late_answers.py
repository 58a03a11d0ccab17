"""Somebody acts before an answer has come that it depends on: they wait for it, and get what they meant."""

from __future__ import annotations

import re

from playwright.sync_api import APIResponse, Locator, Route, WebSocketRoute, expect

from tests.clients import PASSWORD
from tests.clients.browser import Held, interview_of, meet, open_account, reads, settle, wait_for_callback, write
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import book, register_at

OFFERED = re.compile("(Book|Move to) Technical")


def first_time(person: Person) -> Locator:
    """The first time that can be chosen on a day that no other test looks at, whatever becomes of it."""
    person.page.locator(".day").nth(12).click()
    return person.page.get_by_role("button", name=OFFERED).first


def speaks_german(site: Embedded, name: str) -> Person:
    person = register_at(site, name)
    person.patch("/users/me", {"languages": ["de"]}, status=200)
    return person


def booking_of(person: Person) -> dict[str, object]:
    (booking,) = person.get("/slots/bookings?live=true", status=200).get_json()["items"]
    return dict(booking)


def test_a_booking_is_moved_and_not_made_twice(site: Embedded, arrive: Arrive):
    ann = arrive("Ann")
    book(ann)
    before = booking_of(ann)
    bookings = Held(ann, "**/slots/bookings?*")
    ann.go(f"/times?move={before['id']}")
    bookings.wait()
    expect(ann.page.get_by_role("button", name=OFFERED)).to_have_count(0)
    bookings.release()
    first_time(ann).click()
    ann.page.get_by_role("button", name="Move it").click()
    expect(ann.page.get_by_role("region", name="Next interview")).to_be_visible()
    after = booking_of(ann)
    assert after["id"] == before["id"]
    assert after["starts_at"] != before["starts_at"]
    # The link of before is no way to book without knowing it.
    ann.delete(f"/slots/bookings/{after['id']}", status=204)
    ann.go(f"/times?move={before['id']}")
    expect(ann.page.get_by_text("What you choose here is a new booking.")).to_be_visible()


def test_nobody_gets_a_language_that_they_do_not_speak(site: Embedded, arrive: Arrive):
    ben = arrive(speaks_german(site, "Ben"))
    profile = Held(ben, "**/users/me")
    ben.go("/times")
    first_time(ben).click()
    book = ben.page.get_by_role("button", name="Book", exact=True)
    expect(book).to_have_attribute("aria-busy", "true")
    profile.release()
    expect(ben.page.get_by_label("Language you speak")).to_have_value("de")
    book.click()
    expect(ben.page.get_by_text("Yours ·")).to_be_visible()
    assert booking_of(ben)["language"] == "de"

    cleo = arrive(speaks_german(site, "Cleo"))
    profile = Held(cleo, "**/users/me")
    cleo.go("/")
    cleo.page.get_by_role("button", name="Find a partner").click()
    profile.wait()
    profile.release()
    expect(cleo.page.get_by_text("Looking for a partner")).to_be_visible()
    assert booking_of(cleo)["language"] == "de"


def test_what_is_edited_again_begins_with_what_was_saved(arrive: Arrive):
    dan = arrive("Dan")
    book(dan)
    dan.go("/")
    card = dan.page.get_by_role("region", name="Next interview")
    dialog = dan.page.get_by_role("dialog")
    card.get_by_role("button", name="Edit").click()
    bookings = Held(dan, "**/slots/bookings?*")
    dialog.get_by_role("radio", name="Hard").check()
    dialog.get_by_role("button", name="Save").click()
    card.get_by_role("button", name="Edit").click()
    dialog.get_by_label("Note to yourself").fill("Trees")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    bookings.release()
    saved = booking_of(dan)
    assert (saved["difficulty"], saved["note"]) == ("hard", "Trees")


def test_a_form_undoes_nothing_that_was_changed_elsewhere(arrive: Arrive):
    eve = arrive("Eve")
    page = eve.page
    eve.go("/news")
    expect(page.get_by_label("Weekly summary, by email")).not_to_be_checked()
    open_account(page)
    name = page.get_by_label("Name", exact=True)
    expect(name).to_have_value("Eve")
    wishes = eve.get("/notifications/preferences", status=200).get_json()
    wishes["kinds"]["week.summarized"]["email"] = True
    wanted = {"kinds": wishes["kinds"], "quiet_hours": wishes["quiet_hours"]}
    eve.call("PUT", "/notifications/preferences", json=wanted, status=200)
    eve.patch("/users/me", {"languages": ["de"]}, status=200)
    name.fill("Eve Late")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toasts")).to_contain_text("Profile saved")
    expect(page.get_by_label("German")).to_be_checked()
    me = eve.get("/users/me", status=200).get_json()
    assert (me["full_name"], me["languages"]) == ("Eve Late", ["de"])
    page.go_back()
    expect(page.get_by_label("Weekly summary, by email")).to_be_checked()


def test_an_answer_to_a_login_that_is_over_ends_no_other(arrive: Arrive):
    fay = arrive("Fay")
    page = fay.page
    fay.go("/")
    settle(fay)
    history = Held(fay, "**/interview/history*")
    page.get_by_role("link", name="History", exact=True).click()
    history.wait()
    for login in fay.get("/auth/sessions", status=200).get_json()["items"]:
        if not login["current"]:
            fay.delete(f"/auth/sessions/{login['id']}", status=204)
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    page.get_by_label("Email address or username").fill(fay.user["email"])
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    with page.expect_response(lambda answer: answer.status == 401):
        history.release()
    settle(fay)
    expect(page.get_by_role("heading", name="History")).to_be_visible()


def test_the_question_and_the_role_are_those_of_the_last_swap(arrive: Arrive):
    gil, hea = arrive("Gil"), arrive("Hea")
    meet(gil, hea)
    room = interview_of(gil)
    role = gil.page.locator(".room-role strong")
    before = role.inner_text()
    late: list[tuple[Route, APIResponse]] = []

    def hold_the_first(route: Route) -> None:
        if late:
            route.continue_()
        else:
            late.append((route, route.fetch()))

    gil.page.route(f"**/interview/{room}", hold_the_first)
    hea.post(f"/interview/{room}/swap-roles", status=200)
    expect(role).not_to_have_text(before)
    wait_for_callback(gil, late)
    hea.post(f"/interview/{room}/swap-roles", status=200)
    expect(role).to_have_text(before)
    title = gil.page.locator(".question-pane h2").first
    asked = gil.get(f"/interview/{room}", status=200).get_json()["question"]["title"]
    expect(title).to_have_text(asked)
    route, answer = late[0]
    with gil.page.expect_response(f"**/interview/{room}") as came:
        route.fulfill(response=answer)
    came.value.finished()
    gil.page.evaluate("new Promise((done) => requestIdleCallback(() => done()))")
    expect(role).to_have_text(before)
    expect(title).to_have_text(asked)


def test_the_desk_waits_for_its_text_and_keeps_the_keyboard(arrive: Arrive):
    ida, jon = arrive("Ida"), arrive("Jon")
    meet(ida, jon)
    write(jon, "console.log(40 + 2)")
    reads(ida, "console.log(40 + 2)")
    # In another tab, which keeps nothing of the text.
    room = ida.page.url
    ida.page.goto("about:blank")
    page = ida.page.context.new_page()
    ida.come_to(page)
    documents: list[bytes] = []
    choices: list[str | bytes] = []
    lines: list[tuple[WebSocketRoute, WebSocketRoute]] = []

    def hold(line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        lines.append((line, server))
        server.on_message(lambda said: documents.append(said) if isinstance(said, bytes) else line.send(said))
        line.on_message(lambda said: choices.append(said) if "editor.language" in str(said) else server.send(said))

    page.route_web_socket("**/ws/interview/live**", hold)
    profile = Held(ida, "**/users/me")
    page.goto(room)
    run = page.get_by_role("button", name="Run")
    expect(run).to_have_attribute("aria-busy", "true")
    expect(page.locator(".question-pane .pane-head")).to_be_visible()
    # It is not empty, it has not come.
    expect(page.get_by_role("button", name="starter code")).to_have_count(0)
    ((line, server),) = lines
    told: list[str] = []

    def tell(said: str | bytes) -> None:
        line.send(said)
        told.extend(re.findall('"editor.language"', str(said)))

    server.on_message(tell)
    for document in documents:
        line.send(document)
    reads(ida, "console.log(40 + 2)")
    # The last one chosen counts, though the room doesn't know it yet, even once it knows the one before.
    language = page.get_by_label("Language")
    language.select_option("sql")
    language.select_option("javascript")
    first, second = choices
    server.send(first)
    expect(jon.page.get_by_label("Language")).to_have_value("sql")
    wait_for_callback(ida, told)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    expect(language).to_have_value("javascript")
    run.click()
    expect(page.get_by_role("region", name="Output")).to_contain_text("42")
    line.on_message(server.send)
    server.send(second)
    expect(jon.page.get_by_label("Language")).to_have_value("javascript")
    jon.page.get_by_label("Language").select_option("go")
    expect(language).to_have_value("go")

    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("\n// written")
    profile.release()
    expect(jon.page.locator(".cm-ySelectionInfo")).to_contain_text("Ida")
    page.keyboard.type(" on")
    reads(jon, "// written on")


def test_what_was_stopped_before_it_could_begin_never_runs(arrive: Arrive):
    kim, leo = arrive("Kim"), arrive("Leo")
    meet(kim, leo)
    page = kim.page
    page.get_by_label("Language").select_option("javascript")
    write(kim, "while (true) {}")
    sandbox = Held(kim, "**/sandbox.html")
    page.get_by_role("button", name="Run").click()
    page.get_by_role("button", name="Stop").click()
    write(kim, "console.log(6 * 7)")
    page.get_by_role("button", name="Run").click()
    sandbox.release()
    expect(page.get_by_role("region", name="Output")).to_contain_text("42")
    expect(page.locator("iframe")).to_have_count(1)
