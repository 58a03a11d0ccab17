"""Questions of other kinds than a function in the room: classes, programs, SQL, and pages with a preview."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, expect
from sqlalchemy import text

from tests.clients.browser import meet, write
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.axe import serious
from tests.web.conftest import Arrive
from tests.web.seeding import behind, promote, register_at

CALLS = [["MinStack", []], ["push", [3]], ["push", [1]], ["get_min", []]]
CLASS = {
    "kind": "function",
    "prompt": "Write a stack that knows its least member.\n\n```python\n# kept\n```",
    "starter_code": {"python": "class MinStack:\n    pass\n", "javascript": "class MinStack {}\n"},
    "test_cases": [
        {"calls": CALLS, "expected": [None, None, None, 1]},
        {"calls": [*CALLS, ["push", [0]], ["get_min", []]], "expected": [None, None, None, 1, None, 0], "hidden": True},
    ],
}
PROGRAM = {
    "kind": "stdin",
    "prompt": "Print the sum of two numbers.",
    "test_cases": [
        {"stdin": "3 4\n", "stdout": "7\n"},
        {"stdin": "10 -2\n", "stdout": "8\n", "hidden": True, "about": "minus"},
    ],
}
QUERY = {
    "kind": "sql",
    "prompt": "Return the names of shops that have sold something, and how much.",
    "tables": "CREATE TABLE shops (id INTEGER PRIMARY KEY, name TEXT);\n"
    "CREATE TABLE sales (shop INTEGER, price INTEGER);\n"
    "INSERT INTO shops VALUES (1, 'North'), (2, 'South'), (3, 'West');\n"
    "INSERT INTO sales VALUES (1, 5), (1, 7), (3, NULL);",
    "test_cases": [
        {"rows": [["West", None], ["North", 12]], "columns": ["name", "sold"]},
        {
            "rows": [["A", 1]],
            "tables": "CREATE TABLE shops (id INTEGER, name TEXT); CREATE TABLE sales (shop INTEGER, price INTEGER);"
            "INSERT INTO shops VALUES (1, 'A'); INSERT INTO sales VALUES (1, 1);",
        },
    ],
}
PAGE = {
    "kind": "frontend",
    "prompt": "Count presses.",
    "requirements": ["A button counts its presses.", "A form adds."],
    "starter_code": {"html": "<main>\n  <button>0</button>\n</main>\n", "css": "button { color: rgb(1, 2, 3) }\n"},
}
PYTHON = """
class MinStack:
    def __init__(self):
        self.all = []
    def push(self, value):
        self.all.append(value)
    def getMin(self):
        return {}(self.all)
"""
JAVASCRIPT = """
module.exports = class MinStack {
  all = [];
  push(value) { this.all.push(value); }
  getMin() { return Math.%s(...this.all); }
};
"""
COUNTING = """
<form><button>0</button></form>
<script>
  let count = 0;
  document.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    document.querySelector("button").textContent = ++count;
    localStorage.setItem("count", count);
    console.log("pressed", { count });
  });
  try { parent.document.title = "reached"; } catch (error) { console.error("no parent:", error.name); }
  fetch("/match/status").catch(() => console.error("no network"));
  setTimeout(() => { location.href = "https://example.org/"; }, 300);
</script>
"""


def ask(site: Embedded, boss: Person, pair: tuple[Person, Person], question: dict[str, Any]) -> None:
    """Ask a question of both, in the interview in which they are."""
    basics: dict[str, Any] = {
        "title": f"A {question['kind']}",
        "interview_type": "technical",
        "difficulty": "easy",
        "draft": True,
    }
    made = boss.post("/questions", {**basics, **question}, status=201).get_json()
    room = pair[0].page.url.rpartition("/")[2]
    with behind(site) as session:
        session.execute(
            text("UPDATE participants SET question_id = :question WHERE interview_id = :room"),
            {"question": made["id"], "room": room},
        )
        session.commit()
    for one in pair:
        one.page.reload()
        expect(one.page.get_by_role("heading", name=basics["title"])).to_be_visible()


def met(site: Embedded, arrive: Arrive, *names: str) -> tuple[Person, Person, Person]:
    """Return an administrator, the interviewee, and the interviewer, who is at a desk of their own."""
    boss, one, other = register_at(site, "Björn Ångström"), arrive(names[0]), arrive(names[1])
    with behind(site) as session:
        promote(session, boss.id)
    meet(one, other)
    role = one.get("/match/status", status=200).get_json()["interview"]["role"]
    return (boss, one, other) if role == "interviewee" else (boss, other, one)


def output(person: Person) -> Locator:
    return person.page.get_by_role("region", name="Output")


def attempt(person: Person, code: str) -> None:
    write(person, code)
    person.page.get_by_role("button", name="Test", exact=True).click()


def test_a_class_and_a_program_pass_and_fail_and_the_peer_sees_why(site: Embedded, arrive: Arrive):
    boss, lea, max_ = met(site, arrive, "Lea", "Max")
    mine, theirs = output(lea), output(max_)

    def outcome(words: str) -> None:
        for each in (mine, theirs):
            expect(each).to_contain_text(words, timeout=120_000)

    ask(site, boss, (lea, max_), CLASS)
    expect(lea.page.locator(".question-pane pre").first).to_have_text("# kept")
    lea.page.get_by_label("Language").select_option("python")
    attempt(lea, PYTHON.format("max"))
    outcome("✗ 0 of 2 tests passed")
    opened = theirs.locator("details[open]")
    expect(opened).to_contain_text("Call 4, get_min(): 3, expected 1.")
    expect(opened).to_contain_text("push(3) → null")
    attempt(lea, PYTHON.format("min"))
    outcome("✓ 2 of 2 tests passed")
    theirs.get_by_text("2 passed tests").click()
    expect(theirs).to_contain_text("Hidden case")

    lea.page.get_by_role("button", name=re.compile("^Own cases")).click()
    lea.page.get_by_role("button", name="Add a case").click()
    lea.page.get_by_label("Calls, one a line").fill("MinStack()\npush(2)\nget_min()")
    lea.page.get_by_label("Expected results").fill("[null, null, 2]")
    lea.page.get_by_label("Language").select_option("javascript")
    attempt(lea, JAVASCRIPT % "min")
    outcome("✓ 2 of 2 tests passed, 1 of 1 own cases passed")
    attempt(lea, JAVASCRIPT % "max")
    outcome("✗ 0 of 2 tests passed, 1 of 1 own cases passed")
    lea.page.get_by_label("Language").select_option("lua")
    attempt(lea, "print(1)")
    outcome("Classes are tested in Python, JavaScript and TypeScript only.")

    ask(site, boss, (lea, max_), PROGRAM)
    for language, code, wrong in (
        ("python", "a, b = map(int, input().split())\nprint(a + b)", "print(7)"),
        ("javascript", "console.log(require('fs').readFileSync(0, 'utf8').split(' ').reduce((a, b) => +a + +b))", "7"),
        ("lua", "print(io.read('n') + io.read('n'))", "error('no')"),
    ):
        lea.page.get_by_label("Language").select_option(language)
        attempt(lea, wrong)
        outcome({"print(7)": "✗ 1 of 2 tests passed"}.get(wrong, "✗ 0 of 2 tests passed"))
        outcome({"print(7)": "Line 1 is “7”; expected “8”.", "7": "Line 1 is missing"}.get(wrong, "exit code 1"))
        attempt(lea, code)
        outcome("✓ 2 of 2 tests passed")
        theirs.get_by_text("2 passed tests").click()
        expect(theirs).to_contain_text("minus")
    lea.page.get_by_label("Language").select_option("python")
    attempt(lea, "a, b = map(int, input().split())\nwhile b < 0: pass\nprint(a + b)")
    lea.page.get_by_role("button", name="Stop").wait_for()
    expect(mine).to_contain_text("✓ Test 1", timeout=120_000, use_inner_text=False)
    lea.page.get_by_role("button", name="Stop").click()
    outcome("Stopped, 1 of 2 tests passed")


def test_a_query_is_judged_by_its_rows_and_a_page_is_shown_without_a_way_out(site: Embedded, arrive: Arrive):
    boss, ida, udo = met(site, arrive, "Ida", "Udo")
    page = ida.page
    ask(site, boss, (ida, udo), QUERY)
    # Nothing is written yet, so that the desk begins with what the question is about.
    expect(page.get_by_label("Language")).to_have_value("sql")
    expect(udo.page.get_by_label("Language")).to_have_value("sql")
    expect(page.get_by_role("table", name="shops")).to_contain_text("INTEGER PRIMARY KEY")
    assert serious(page) == []
    joined = "SELECT name, SUM(price) AS {} FROM sales JOIN shops ON shops.id = shop GROUP BY name"
    attempt(ida, joined.format("total"))
    for person in (ida, udo):
        expect(output(person)).to_contain_text("✗ 1 of 2 tests passed", timeout=120_000)
        opened = output(person).locator("details[open]")
        expect(opened).to_contain_text("The columns are name, total; expected name, sold.")
        expect(opened.locator(".run-table").first).to_contain_text("│ West  │ NULL │")
    attempt(ida, joined.format("sold"))
    expect(output(udo)).to_contain_text("✓ 2 of 2 tests passed")
    write(ida, "SELECT COUNT(*) AS shops FROM shops")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(output(udo)).to_contain_text("│ 3     │")
    write(ida, " ")
    page.keyboard.press("Backspace")

    ask(site, boss, (ida, udo), PAGE)
    expect(page.get_by_label("Language")).to_have_value("html")
    page.get_by_role("button", name="Insert the starter code").click()
    page.get_by_role("button", name="Run", exact=True).click()
    shown = page.frame_locator("iframe.preview-frame")
    expect(shown.get_by_role("button")).to_have_css("color", "rgb(1, 2, 3)")
    # What has no script is shown as it is written.
    write(ida, "<style>button { color: rgb(4, 5, 6) }</style><button>1</button>")
    expect(shown.get_by_role("button")).to_have_css("color", "rgb(4, 5, 6)")
    write(ida, COUNTING)
    expect(page.get_by_text("A script has changed.")).to_be_visible()
    page.get_by_role("button", name="Run", exact=True).click()
    preview = page.get_by_role("region", name="Preview")
    for words in ("no parent: SecurityError", "no network", "led to another address"):
        expect(preview).to_contain_text(words)
    assert page.title() != "reached"
    assert page.locator("iframe.preview-frame").count() == 0
    # The browser says itself what it has not let the page do.
    assert [one for one in ida.complaints if "example.org" in one], ida.complaints
    ida.complaints.clear()
    assert serious(page) == []
    write(ida, COUNTING.replace("location.href =", "const address ="))
    page.get_by_role("button", name="Run", exact=True).click()
    for count in ("0", "1"):
        shown.get_by_role("button", name=count).click()
    expect(shown.get_by_role("button")).to_have_text("2")
    expect(preview).to_contain_text("pressed { count: 2 }")
    ida.complaints.clear()  # the network again
