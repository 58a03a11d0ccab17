"""An interview of ten minutes, for docs/interview.md: two people with drawn faces go through it, minute by minute.

The clock of the interview is put forward between the pictures; everything else happens as it is seen.
"""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect
from sqlalchemy import text

from docs.stage import ROOT, take
from tests.clients.browser import begin, interview_of, is_in_room, practise, say, sees_video, settle, swap, write
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.seeding import behind

IMAGES = ROOT / "docs" / "images" / "interview"
QUESTIONS = ("dark-stretches", "one-hook-two-coats")
CODE = """\
def unlit(length: int, lanterns: list[int], reach: int) -> int:
    dark = lit_to = 0
    for position in lanterns:
        # Light left of lit_to has been counted already.
        dark += max(0, position - reach - lit_to)
        lit_to = min(length, position + reach)
    return dark + length - lit_to
"""


def shoot(maya: Person, jonas: Person, running: Embedded) -> None:
    """Take all pictures of the interview; it ends with feedback and a replay."""
    IMAGES.mkdir(exist_ok=True)
    before(maya, jonas)
    choose_questions(maya, running)
    begin(maya, jonas)
    for one in (maya, jonas):
        sees_video(one)
    asking, asked = sorted((maya, jonas), key=is_asked)
    say(asking, "Hello! Read it in peace. What could go wrong at the two ends?")
    expect(asked.page.get_by_role("log").get_by_text("Read it in peace")).to_be_visible()
    picture(asked, "3-question")
    solve(asked, asking)
    move_clock(running, asked, minutes=5)
    come_back(maya, jonas)
    expect(asked.page.get_by_text("Half of the time is over")).to_be_visible()
    picture(asked, "5-half-time")
    swap(asking)
    asked.page.get_by_role("heading", name="Interview with").focus()
    picture(asking, "6-second-question")
    draw(asking, asked)
    move_clock(running, asked, minutes=4)
    come_back(maya, jonas)
    look_back(asking, asked)
    talk(maya, jonas)


def picture(person: Person, name: str, *, dark: bool = False, at: Locator | None = None) -> None:
    take(person, IMAGES / f"{name}.webp", theme="dark" if dark else "light", at=at)


def is_asked(person: Person) -> bool:
    return person.page.locator(".room-role strong").inner_text() == "interviewee"


def before(maya: Person, jonas: Person) -> None:
    """Maya checks her devices while she waits; then Jonas comes."""
    practise(maya, level="Easy")
    step = maya.page.get_by_role("region", name="Ready before it starts")
    expect(step).to_contain_text("Your microphone works")
    maya.page.wait_for_function('() => document.querySelector(".ready video")?.videoWidth > 0')
    picture(maya, "1-ready", at=step)
    step.get_by_role("button", name="Done").click()
    practise(jonas, level="Easy")
    for one in (maya, jonas):
        expect(one.page.get_by_role("heading", name="You are matched")).to_be_visible()
    picture(jonas, "2-matched")


def choose_questions(person: Person, running: Embedded) -> None:
    """Otherwise chance would choose what is to be solved."""
    statement = text(
        "UPDATE participants p SET question_id = q.id FROM questions q, interviews i"
        " WHERE q.slug = CASE WHEN p.seat <> i.interviewer_seat THEN :first ELSE :second END"
        " AND i.id = p.interview_id AND i.id = :id"
    )
    first, second = QUESTIONS
    with behind(running) as session:
        session.execute(statement, {"first": first, "second": second, "id": interview_of(person)})
        session.commit()


def solve(asked: Person, asking: Person) -> None:
    """The one who is asked writes the solution and tests it."""
    write(asked, CODE)
    asked.page.keyboard.press("Escape")
    asked.page.get_by_role("button", name="Test", exact=True).click()
    for one in (asked, asking):
        expect(one.page.get_by_text(re.compile(r"6 of 6|6/6|passed", re.IGNORECASE)).first).to_be_visible(
            timeout=180_000
        )
    say(asked, "Light beyond the path must not count, so `lit_to` stops at `length`.")
    asking.page.get_by_role("heading", name="Interview with").focus()
    picture(asking, "4-code-dark", dark=True)
    picture(asking, "4-code")


def move_clock(running: Embedded, person: Person, *, minutes: int) -> None:
    """Let the interview have begun that much earlier."""
    room = person.page.url.rpartition("/")[2]
    statement = text(
        "UPDATE interviews SET started_at = started_at - make_interval(mins => :minutes),"
        " ends_at = ends_at - make_interval(mins => :minutes) WHERE id = :id"
    )
    with behind(running) as session:
        session.execute(statement, {"minutes": minutes, "id": room})
        session.commit()


def come_back(*people: Person) -> None:
    """Read the times again."""
    for one in people:
        one.page.reload()
    for one in people:
        is_in_room(one)
        sees_video(one)
        settle(one)


def draw(asking: Person, asked: Person) -> None:
    """The one who is asked now explains an idea on the whiteboard."""
    page = asking.page
    page.get_by_role("button", name="Whiteboard").click()
    paper = page.locator(".board-paper").evaluate("(one) => one.getBoundingClientRect().toJSON()")

    def drag(tool: str, start: tuple[float, float], end: tuple[float, float], words: str = "") -> None:
        page.get_by_role("radio", name=tool, exact=True).check(force=True)
        points = [(paper["x"] + x * paper["width"], paper["y"] + y * paper["height"]) for x, y in (start, end)]
        page.mouse.move(*points[0])
        page.mouse.down()
        page.mouse.move(*points[1], steps=8)
        page.mouse.up()
        if words:
            page.keyboard.press("Enter")
            page.keyboard.insert_text(words)
            page.keyboard.press("Enter")

    drag("Rectangle", (0.08, 0.2), (0.34, 0.42), "notes")
    drag("Ellipse", (0.56, 0.14), (0.88, 0.48), "hooks in use")
    drag("Arrow", (0.21, 0.31), (0.72, 0.31))
    drag("Rectangle", (0.56, 0.62), (0.88, 0.82), "first clash")
    drag("Arrow", (0.72, 0.31), (0.72, 0.72))
    asked.page.get_by_role("button", name=re.compile("something new is on it|Whiteboard")).first.click()
    asked.page.get_by_role("heading", name="Interview with").focus()
    picture(asked, "7-whiteboard", dark=True)


def look_back(asking: Person, asked: Person) -> None:
    """The interview ends; one gives feedback with the work beside it, and watches it again."""
    page = asked.page
    page.get_by_role("button", name="End", exact=True).click()
    page.get_by_role("button", name="End for both").click()
    page.get_by_role("link", name="Give feedback").click()
    expect(page.get_by_role("button", name="Send feedback")).to_be_visible()
    settle(asked)
    page.get_by_role("heading", level=1).focus()
    picture(asked, "8-feedback")
    room = page.url.rpartition("/")[2]
    page.goto(f"/replay/{room}")
    slider = page.get_by_role("slider", name="Moment of the interview")
    slider.focus()
    page.keyboard.press("t")
    expect(page.get_by_role("region", name="The code at this moment")).to_contain_text("lit_to")
    picture(asked, "9-replay")


def talk(maya: Person, jonas: Person) -> None:
    """A behavioral interview has a room of its own."""
    for one in (maya, jonas):
        practise(one, kind="Behavioral", level="Easy")
    for one in (maya, jonas):
        # They have met before, so they wait a minute for somebody new.
        expect(one.page.get_by_role("heading", name="You are matched")).to_be_visible(timeout=120_000)
    begin(maya, jonas)
    for one in (maya, jonas):
        sees_video(one)
    asked = maya if is_asked(maya) else jonas
    picture(asked, "10-behavioral")
