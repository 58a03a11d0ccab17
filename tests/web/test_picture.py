"""The picture of a person: chosen on the account page, seen by the peer, and removed by them or by moderators."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.clients.browser import meet
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.axe import violations
from tests.web.conftest import Arrive
from tests.web.seeding import register_at
from tests.web.test_moderation import appoint

TECHNICAL = {"interview_type": "technical", "difficulty": "easy"}


def choose(page: Page, file: str | Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="picture").first.click()
    chooser.value.set_files(file)


def test_a_picture_is_chosen_seen_by_the_peer_and_removed(arrive: Arrive, tmp_path: Path) -> None:
    # In a format that the server doesn't read, and much larger than what it keeps.
    Image.new("RGB", (1600, 900), "red").save(photo := tmp_path / "me.webp")
    page = (iris := arrive("Iris Okafor")).page
    iris.go("/account")
    header = page.get_by_role("button", name="Your account")
    expect(header).to_contain_text("IO")
    with page.expect_request(lambda one: one.method == "PUT") as sent:
        choose(page, photo)
    assert len(sent.value.post_data_buffer or b"") < 30_000
    expect(page.locator(".toasts")).to_contain_text("Picture saved")
    expect(header.locator("img")).to_be_visible()
    assert violations(page) == []

    jonas = arrive("Jonas Falk")
    for person in (iris, jonas):
        person.post("/match/pair", TECHNICAL)
    jonas.go("/")
    card = jonas.page.get_by_role("dialog", name="You are matched")
    expect(card.locator(".avatar img")).to_be_visible()
    assert middle_of(jonas.page) == "red"
    interview = str(jonas.get("/match/status", status=200).get_json()["interview"]["id"])
    for person in (iris, jonas):
        person.post("/interview/start", {"interview_id": interview}, status=200)
    iris.post(f"/interview/{interview}/end", status=200)
    jonas.go("/history")
    expect(jonas.page.locator(".past .avatar img")).to_be_visible()
    assert violations(jonas.page) == []

    iris.go("/account")
    page.get_by_role("button", name="Remove picture").click()
    expect(page.locator(".toasts")).to_contain_text("Picture removed")
    expect(header.locator("img")).to_have_count(0)
    jonas.page.reload()
    expect(jonas.page.locator(".past .avatar")).to_have_text("IO")


def test_in_the_room_it_stands_in_for_a_camera_that_is_off(arrive: Arrive) -> None:
    rosa, tove = arrive("Rosa Lindt"), arrive("Tove Berg")
    send(rosa)
    meet(rosa, tove)
    face = tove.page.locator(".tile:not(.small) .tile-face")
    rosa.page.get_by_role("button", name="Camera").click()
    expect(face.locator("img")).to_be_visible()
    tove.page.get_by_role("button", name="Camera").click()
    expect(rosa.page.locator(".tile:not(.small) .tile-face")).to_have_text("T")


def send(person: Person) -> None:
    """Set a picture without the page."""
    Image.new("RGB", (64, 64), "red").save(out := BytesIO(), "PNG")
    person.call("PUT", "/users/me/picture", files={"picture": ("me.png", out.getvalue())}, status=204)


def middle_of(page: Page) -> str:
    """Return what is in the middle of the first picture of a person on a page: "red", or its parts."""
    red, green, blue = page.evaluate(
        """async () => {
            const image = document.querySelector(".avatar:has(img) img");
            await image.decode();
            const canvas = document.createElement("canvas");
            canvas.width = canvas.height = 1;
            const context = canvas.getContext("2d");
            context.drawImage(image, 0, 0, 1, 1);
            return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
        }"""
    )
    return "red" if red > 200 > 60 > max(green, blue) else f"{red} {green} {blue}"


def test_a_file_that_is_no_picture_is_refused_in_words(arrive: Arrive, tmp_path: Path) -> None:
    (tmp_path / "notes.png").write_text("not a picture")
    page = (kim := arrive("Kim Ito")).page
    kim.go("/account")
    choose(page, tmp_path / "notes.png")
    expect(page.get_by_role("alert").filter(has_text="JPEG or PNG")).to_be_visible()
    assert kim.get(f"/users/{kim.id}/picture", status=204).data == b""


def test_a_moderator_sees_the_reported_picture_and_removes_it(arrive: Arrive, site: Embedded) -> None:
    lars, nils = register_at(site, "Lars Brandt"), register_at(site, "Nils Aro")
    send(lars)
    for person in (lars, nils):
        person.post("/match/pair", TECHNICAL)
    interview = str(nils.get("/match/status", status=200).get_json()["interview"]["id"])
    made = nils.post(
        f"/users/{lars.id}/report",
        {"reason": "inappropriate", "text": "That picture.", "interview_id": interview},
        status=201,
    )
    page = (mona := arrive(appoint(site, "Mona Vidal"))).page
    mona.go(f"/moderation?report={made.get_json()['id']}")
    page.get_by_role("button", name="Look at the evidence").click()
    expect(page.get_by_role("img", name="Chosen by Lars Brandt")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Remove picture").click()
    expect(page.locator(".toasts")).to_contain_text("Picture removed")
    expect(page.get_by_role("button", name="Remove picture")).to_have_count(0)
    assert nils.get(f"/users/{lars.id}/picture", status=204).data == b""
    expect(page.get_by_role("img", name="Chosen by Lars Brandt")).to_be_visible()
