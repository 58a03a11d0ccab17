"""The question bank: editing, drafts, publishing, retiring, and importing a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import text

from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.axe import violations
from tests.web.conftest import Arrive
from tests.web.seeding import behind, promote, register_at

LEVELS = "- 1: Weak.\n- 3: Fair.\n- 5: Strong.\n"
DRAFT = """---
title: {title}
interview_type: behavioral
difficulty: {difficulty}
---

## Prompt

Tell me about {title}.
"""


@pytest.fixture
def boss(site: Embedded, arrive: Arrive) -> Person:
    boss = register_at(site, "Bo Sieg")
    with behind(site) as session:
        promote(session, boss.id)
    return arrive(boss)


def question(boss: Person, slug: str) -> dict[str, Any]:
    """Read a question as it is stored, but for when it was changed."""
    (found,) = boss.get(f"/questions?q={slug}").get_json()["items"]
    whole: dict[str, Any] = boss.get(f"/questions/{found['id']}").get_json()
    return {name: value for name, value in whole.items() if name != "updated_at"}


@pytest.mark.parametrize("slug", ["best-hours-at-the-stall", "a-quiet-week"])
def test_a_question_is_opened_and_saved_without_loss(boss: Person, slug: str) -> None:
    before = question(boss, slug)
    page = boss.page
    page.goto("/manage/questions")
    page.get_by_label("Search").fill(slug)
    page.get_by_role("button", name=f"Open {before['title']}").click()
    field = page.get_by_label("Question in Markdown")
    expect(field).to_have_value(re.compile(f"slug: {slug}"))
    field.fill(field.input_value().replace("difficulty: easy", "difficulty: medium"))
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toasts")).to_contain_text("saved")
    assert question(boss, slug) == before | {"difficulty": "medium"}


@pytest.fixture
def only(site: Embedded) -> Iterator[str]:
    """The slug of the only behavioral question that may be asked, once it is there."""
    slug = "what-you-left-undone"
    with behind(site) as session:
        session.execute(
            text(
                "UPDATE questions SET retired_at = '2001-01-01'"
                " WHERE interview_type = 'behavioral' AND retired_at IS NULL AND slug <> :slug"
            ),
            {"slug": slug},
        )
        session.commit()
    yield slug
    with behind(site) as session:
        session.execute(text("UPDATE questions SET retired_at = NULL WHERE retired_at = '2001-01-01'"))
        session.commit()


def test_a_draft_is_mended_published_asked_reported_and_retired(
    boss: Person, site: Embedded, arrive: Arrive, only: str
) -> None:
    page = boss.page
    page.goto("/manage/questions")
    page.get_by_role("button", name="New question").click()
    page.get_by_label("Kind").last.select_option("Conversation")
    field = page.get_by_label("Question in Markdown")
    written = field.input_value().replace("a-name-for-good", only)
    written = re.sub("title: .*", "title: What you left undone", written)
    field.fill(re.sub(r"## Good answers.*?(?=## Follow)", "", written, flags=re.DOTALL).replace("- 3:", "- 4:", 1))
    page.get_by_role("button", name="Save").click()
    refusal = page.get_by_role("alert").filter(has_text="be saved")
    expect(refusal).to_contain_text("rubric")
    refusal.get_by_role("button", name=re.compile("rubric")).first.click()
    assert page.evaluate("getSelection().toString()") == "## Rubric"
    field.fill(field.input_value().replace("- 4:", "- 3:", 1))
    for leave in (lambda: page.keyboard.press("Escape"), page.get_by_role("button", name="Back", exact=True).click):
        leave()
        page.get_by_role("button", name="Keep editing").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toasts")).to_contain_text("saved as a draft")
    page.get_by_label("State").select_option("Drafts")
    row = page.get_by_role("row", name=re.compile("What you left undone"))
    expect(row).to_contain_text("1 part is missing: solution")
    row.get_by_text("1 part is missing").click()
    expect(row).to_contain_text("Judging an answer")
    assert violations(page) == []
    row.get_by_role("button", name="Publish").click()
    expect(page.locator(".toasts")).to_contain_text("published yet. Look at: solution")
    row.get_by_role("button", name="Open").click()
    field.fill(field.input_value().replace("## Follow", "## Good answers\n\nThey say why.\n\n## Follow"))
    page.get_by_role("button", name="Save").click()
    row.get_by_role("button", name="Publish").click()
    expect(row).to_have_count(0)
    report_it_after_it_was_asked(site, arrive)
    page.get_by_label("State").select_option("In use")
    page.get_by_role("button", name="Asked", exact=True).click()
    expect(page.get_by_role("columnheader", name="Asked", exact=True)).to_have_attribute("aria-sort", "descending")
    row.get_by_role("link", name="1 open of 1").click()
    report = page.get_by_role("listitem").filter(has_text="What you left undone")
    expect(report).to_contain_text("What is undone?")
    report.get_by_role("button", name="Dismiss").click()
    expect(report).to_have_count(0)
    page.goto("/manage/questions")
    page.get_by_label("Search").fill("left undone")
    row.get_by_role("button", name="Retire").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Replaced by").fill(only)
    dialog.get_by_role("button", name="Retire").click()
    expect(dialog).to_contain_text("No other question")
    dialog.get_by_label("Replaced by").fill("")
    dialog.get_by_role("button", name="Retire").click()
    expect(row).to_have_count(0)
    page.get_by_label("State").select_option("Retired")
    row.get_by_role("button", name="Restore").click()
    expect(page.locator(".toasts")).to_contain_text("is in use again")


def report_it_after_it_was_asked(site: Embedded, arrive: Arrive) -> None:
    """Let two people meet; whom the one question is for is asked it, and reports it from the history."""
    ann, ben = register_at(site, "Ann Ask"), register_at(site, "Ben Ask")
    for person in (ann, ben):
        state = person.post("/match/pair", {"interview_type": "behavioral", "difficulty": "easy"}).get_json()
    interview = state["interview"]["id"]
    for person in (ann, ben):
        person.post("/interview/start", {"interview_id": interview}, status=200)
    for _ in range(2):
        ann.post(f"/interview/{interview}/swap-roles", {}, status=200)
    ann.post(f"/interview/{interview}/end", {}, status=200)
    arrive(ann)
    ann.page.goto("/history")
    ann.page.get_by_role("button", name="Report question “What you left undone”").click()
    dialog = ann.page.get_by_role("dialog")
    dialog.get_by_label("What is wrong?").select_option("It is unclear")
    dialog.get_by_label("In your words").fill("What is undone?")
    assert violations(ann.page) == []
    dialog.get_by_role("button", name="Send").click()
    expect(ann.page.locator(".toasts")).to_contain_text("An administrator will look")


def drop(page: Page, folder: Path, on: Locator) -> None:
    """Drop a folder, as from the desktop."""
    box = on.bounding_box()
    assert box is not None
    devtools = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 8}
        devtools.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})


def test_a_folder_is_dropped_looked_at_and_taken_all_or_none(boss: Person, tmp_path: Path) -> None:
    # More files than a form's parts: they go as a zip.
    folder = tmp_path / "stories"
    for number in range(30):
        place = folder / f"part-{number % 3}"
        place.mkdir(parents=True, exist_ok=True)
        title = f"Dropped story {number}"
        (place / f"{number}.md").write_text(DRAFT.format(title=title, difficulty="odd" if number == 7 else "easy"))
    (folder / ".git").mkdir()
    (folder / ".git" / "notes.md").write_text("# Not to be read")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    page = boss.page
    page.goto("/manage/questions")
    page.get_by_role("link", name="Import").click()
    drop(page, folder, page.locator(".drop-zone"))
    expect(page.get_by_text("30 files chosen.")).to_be_visible()
    expect(page.get_by_text("30 questions: 1 refused, 29 drafts.")).to_be_visible()
    refused = page.get_by_role("row").nth(1)
    expect(refused).to_contain_text("stories/part-1/7.md")
    expect(refused).to_contain_text("difficulty")
    assert violations(page) == []
    take = page.get_by_role("button", name="Import 29 questions")
    expect(take).to_be_disabled()
    page.get_by_label("Leave out the refused one").check()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download the report").click()
    assert "stories/part-1/7.md" in downloading.value.path().read_text()
    # What fails keeps the files, and can be tried again.
    page.route("**/questions/imports", lambda route: route.abort(), times=1)
    take.click()
    expect(page.get_by_role("alert").filter(has_text="reached")).to_be_visible()
    take.click()
    expect(page.get_by_role("heading", name="What was imported")).to_be_visible()
    assert len(boss.get("/questions?q=Dropped+story&draft=true&limit=100").get_json()["items"]) == 29
    drop(page, folder, page.locator(".drop-zone"))
    expect(page.get_by_text("30 questions: 1 refused, 29 unchanged.")).to_be_visible()
    expect(page.get_by_text("There is nothing to import.")).to_be_visible()
