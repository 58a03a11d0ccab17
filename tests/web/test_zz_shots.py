"""Screens of the manage pages, for a look (not part of the repository)."""
from __future__ import annotations
from pathlib import Path
from tests.clients.person import Person
from tests.web.axe import violations
from tests.web.test_manage import boss  # noqa: F401
from playwright.sync_api import expect
OUT=Path("/tmp/shots"); OUT.mkdir(exist_ok=True)

def test_shots(boss: Person, tmp_path: Path) -> None:
    page = boss.page
    errors=[]
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.goto("/manage/questions")
    expect(page.get_by_role("table")).to_be_visible()
    page.screenshot(path=OUT/"questions.png")
    print("AXE q", violations(page))
    page.get_by_role("button", name="New question").click()
    page.wait_for_timeout(500)
    page.screenshot(path=OUT/"editor.png")
    print("AXE e", violations(page))
    page.get_by_role("button", name="Preview").click()
    page.wait_for_timeout(800)
    page.screenshot(path=OUT/"preview.png")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Import").click()
    page.wait_for_timeout(800)
    page.screenshot(path=OUT/"import.png", full_page=True)
    print("AXE i", violations(page))
    folder = tmp_path/"mine"; folder.mkdir()
    for n in range(25):
        (folder/f"q{n}.md").write_text("---\ntitle: Question %d\ninterview_type: behavioral\ndifficulty: easy\n---\n\n## Prompt\n\nTell me %d.\n" % (n,n))
    (folder/"bad.md").write_text("---\ntitle: Bad\ninterview_type: technical\ndifficulty: extreme\n---\n\n## Nope\n\nx\n")
    page.get_by_label("Choose a folder").set_input_files(folder)
    page.wait_for_timeout(3000)
    page.screenshot(path=OUT/"imported.png", full_page=True)
    print("AXE r", violations(page))
    print(errors)
