"""POST /questions/imports: many questions at once, in the formats that people have them in."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

from werkzeug.test import TestResponse

from tests.api.questions.packages import EXERCISM, KATTIS, LEETCODE, LIST, table, zipped
from tests.api.questions.texts import BEHAVIORAL, TECHNICAL
from tests.clients.person import Person, code_of

Given = Mapping[str, str | bytes]


def send(person: Person, given: Given, **fields: str) -> TestResponse:
    files = [(io.BytesIO(data.encode() if isinstance(data, str) else data), name) for name, data in given.items()]
    return person.call(
        "POST", "/questions/imports", data={"files": files, **fields}, content_type="multipart/form-data"
    )


def report(person: Person, given: Given, **fields: str) -> dict[str, Any]:
    answer = send(person, given, **fields)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def outcomes(body: dict[str, Any]) -> dict[str, str]:
    return {item["slug"] or item["source"]: item["outcome"] for item in body["items"]}


def question(person: Person, slug: str) -> dict[str, Any]:
    (found,) = [each for each in person.get("/questions?limit=100").get_json()["items"] if each["slug"] == slug]
    whole: dict[str, Any] = person.get(f"/questions/{found['id']}").get_json()
    return whole


def count(person: Person) -> int:
    return len(person.get("/questions?limit=100").get_json()["items"])


def test_a_dry_run_reports_and_writes_nothing(admin: Person) -> None:
    body = report(admin, {"questions.csv": table(30)}, dry_run="true")
    assert (body["dry_run"], body["written"], body["format"]) == (True, False, "csv")
    assert body["counts"] == {"added": 0, "replaced": 0, "unchanged": 0, "draft": 30, "refused": 0}
    assert count(admin) == 0


def test_thirty_rows_of_a_table_become_behavioral_drafts_once(admin: Person) -> None:
    assert report(admin, {"questions.csv": table(30)})["counts"]["draft"] == 30
    item = report(admin, {"questions.csv": table(30)})
    assert item["counts"] == {"added": 0, "replaced": 0, "unchanged": 30, "draft": 0, "refused": 0}
    made = question(admin, "tell-me-about-plan-7-and-how-it-went")
    assert (made["kind"], made["draft"], made["difficulty"]) == ("conversation", True, "hard")
    assert (made["tags"], made["missing"]) == (["planning"], ["hints", "solution", "follow_ups"])
    assert set(made["rubric"]) == {"structure", "ownership", "impact", "communication"}
    assert count(admin) == 30


def test_our_own_files_are_added_replaced_and_recognized(admin: Person) -> None:
    both = {"all.zip": zipped({"a/one.md": TECHNICAL, "a/two.md": BEHAVIORAL, "a/README.md": "# About\n"})}
    assert outcomes(report(admin, both)) == {"a-question": "added", "a-story": "added"}
    changed = {"one.md": TECHNICAL.replace("This.", "That."), "two.md": BEHAVIORAL}
    assert outcomes(report(admin, changed)) == {"a-question": "replaced", "a-story": "unchanged"}
    assert question(admin, "a-question")["solution"] == "That."


def test_it_is_said_what_another_one_of_the_same_slug_lacks(admin: Person) -> None:
    report(admin, {"one.md": TECHNICAL})
    (same,) = report(admin, {"one.md": TECHNICAL.replace("This.", "That.")})["items"]
    assert (same["outcome"], same["changes"]) == ("replaced", [])
    head, _, _ = TECHNICAL.partition("## Hints")
    (other,) = report(admin, {"other.md": f"{head}## Solution\n\nAnother.\n"}, dry_run="true")["items"]
    assert other["outcome"] == "replaced"
    assert other["changes"][0].startswith("replaces the one imported before, and loses what only that had: ")
    assert "hints" in other["changes"][0]


def test_one_fault_keeps_all_out_unless_it_is_skipped(admin: Person) -> None:
    given = {"one.md": TECHNICAL, "two.md": BEHAVIORAL.replace("hard", "extreme")}
    body = report(admin, given)
    assert (body["written"], outcomes(body)) == (False, {"a-question": "added", "a-story": "refused"})
    assert body["items"][1]["faults"][0].startswith("difficulty: ")
    assert count(admin) == 0
    assert report(admin, given, skip_refused="true")["written"] is True
    assert count(admin) == 1


def test_an_edit_made_here_is_not_overwritten_silently(admin: Person) -> None:
    report(admin, {"one.md": TECHNICAL})
    made = question(admin, "a-question")
    admin.patch(f"/questions/{made['id']}", {"title": "My title"}, status=200)
    (again,) = report(admin, {"one.md": TECHNICAL})["items"]
    assert (again["outcome"], again["changes"]) == ("unchanged", ["was edited here since its import, and stays so"])
    newer = {"one.md": TECHNICAL.replace("This.", "That.")}
    (refused,) = report(admin, newer)["items"]
    assert refused["outcome"] == "refused"
    assert "edited here" in refused["faults"][0]
    assert question(admin, "a-question")["title"] == "My title"
    assert outcomes(report(admin, newer, replace_edited="true")) == {"a-question": "replaced"}
    assert question(admin, "a-question")["title"] == "A question"


def test_a_question_written_here_keeps_its_slug(admin: Person) -> None:
    admin.post("/questions/import", {"markdown": TECHNICAL}, status=201)
    (item,) = report(admin, {"one.md": TECHNICAL.replace("This.", "That.")})["items"]
    assert "written here" in item["faults"][0]
    assert outcomes(report(admin, {"one.md": TECHNICAL})) == {"a-question": "unchanged"}


def test_exercism_gives_functions_with_named_arguments_and_errors(admin: Person) -> None:
    body = report(admin, {"specs.zip": zipped(EXERCISM)})
    assert (body["format"], outcomes(body)) == ("exercism", {"old-shelf": "draft", "shelf-count": "draft"})
    assert any("MIT" in note for note in body["notes"])
    made = question(admin, "shelf-count")
    assert (made["title"], made["function"], made["prompt"]) == (
        "Shelf Count",
        "countBooks",
        "Count the books.\n\n## Rules\n\nNone.",
    )
    assert made["test_cases"] == [
        {"named": {"shelf": [], "from_": 0}, "expected": 0, "about": "counting: an empty shelf"},
        {
            "named": {"shelf": ["a"], "from_": -1},
            "error": "there is no such place",
            "about": "counting: a place before the first",
        },
        {"named": {"shelf": ["a", "bcd"]}, "call": "longest", "expected": "bcd", "about": "the longest title"},
    ]
    changes = next(item["changes"] for item in body["items"] if item["slug"] == "shelf-count")
    assert "parameter from → from_: the other is a reserved word" in changes
    assert "1 case left out: replaced by a later one" in changes
    assert any("2**53" in change for change in changes)


def test_a_kattis_package_becomes_a_program_with_input_and_output(admin: Person) -> None:
    body = report(admin, {"packages.zip": zipped(KATTIS)}, skip_refused="true")
    assert outcomes(body) == {"doubling": "draft", "packages/talking": "refused"}
    assert body["items"][1]["faults"][0].startswith("is interactive")
    made = question(admin, "doubling")
    assert (made["kind"], made["title"], made["tolerance"]) == ("stdin", "Doubling", 1e-4)
    assert made["prompt"] == (
        "Read `1 ≤ n ≤ 10⁶`, print “twice” it.\n\n### Input\n\nOne line with **one** number:\n\n- an integer"
    )
    assert made["test_cases"] == [
        {"stdin": "2\n", "stdout": "4\n", "about": "sample/1"},
        {"stdin": "50\n", "stdout": "100\n", "about": "secret/group1/01", "hidden": True},
    ]
    assert "print(2 * int(input()))" in made["solution"]
    changes = body["items"][0]["changes"]
    assert "statement in en; left out: sv" in changes
    assert any("lonely.in" in change and "no answer" in change for change in changes)


def test_a_list_like_leetcodes_gives_cases_from_its_examples(admin: Person) -> None:
    body = report(admin, {"problems.json": json.dumps({"questions": LEETCODE})})
    assert body["counts"]["draft"] == 4
    made = question(admin, "pair-of-weights")
    assert (made["tags"], made["compare"]) == (["arrays", "hashing"], "unordered")
    assert made["test_cases"] == [{"args": [[2, 7, 11], 9], "expected": [0, 1]}]
    assert made["starter_code"]["python"] == ("def pairOf(weights: list[int], load: int) -> list[int]:\n    pass")
    assert "function pairOf(weights, load) {" in made["starter_code"]["javascript"]
    assert made["constraints"] == (
        "- 2 <= weights.length <= 10^4\n- -10^9 <= weights[i] <= 10^9\n- 1 <= load <= 2^31 - 1\n- load <= 100"
    )
    changes = body["items"][0]["changes"]
    assert "tag Hash Table → hashing" in changes
    assert "tag Quantum is left out: it is not one of ours" in changes
    assert any("powers had lost their sign" in change for change in changes)
    assert any("ListNode" in change for change in body["items"][1]["changes"])
    assert question(admin, "counter-of-calls")["test_cases"] == [
        {"calls": [["Counter", []], ["add", [3]], ["get", []]], "expected": [None, None, 3]}
    ]
    assert question(admin, "large-orders")["kind"] == "sql"


def test_a_list_in_markdown_becomes_conversations(admin: Person) -> None:
    body = report(admin, {"questions.mdx": LIST})
    assert [(item["source"], item["title"]) for item in body["items"]] == [
        ("questions.mdx:9", "Tell me about a conflict with a colleague."),
        ("questions.mdx:11", "What have you learned lately?"),
        ("questions.mdx:15", "Why do you want to work for us?"),
    ]
    made = question(admin, "tell-me-about-a-conflict-with-a-colleague")
    assert (made["tags"], made["follow_ups"]) == (["conflict", "teamwork"], ["How did it end?"])
    assert question(admin, "why-do-you-want-to-work-for-us")["companies"] == ["Acme"]


def test_what_is_exported_can_be_imported_without_a_change(admin: Person) -> None:
    report(admin, {"one.md": TECHNICAL, "two.md": BEHAVIORAL, "specs.zip": zipped(EXERCISM)})
    answer = admin.get("/questions/export")
    assert (answer.status_code, answer.mimetype) == (200, "application/octet-stream")
    again = report(admin, {"questions.zip": answer.data})
    assert again["counts"] == {"added": 0, "replaced": 0, "unchanged": 4, "draft": 0, "refused": 0}
    admin.post(f"/questions/{question(admin, 'a-story')['id']}/retire", status=200)
    retired = admin.get("/questions/export?retired=true")
    assert outcomes(report(admin, {"questions.zip": retired.data})) == {"a-story": "unchanged"}


def test_what_is_no_upload_is_refused_with_its_place(admin: Person) -> None:
    assert code_of(admin.post("/questions/imports", {"files": []})) == (415, "not_multipart")
    for fields, place in (({}, "#/files"), ({"format": "word"}, "#/format"), ({"speed": "fast"}, "#/speed")):
        given = {"one.md": TECHNICAL} if fields else {}
        answer = send(admin, given, **fields)
        assert code_of(answer) == (422, "invalid")
        assert answer.get_json()["errors"][0]["pointer"] == place


def test_an_upload_may_have_16_mib(admin: Person) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename="one.md"\r\n\r\n' + b" " * 2**24
    answer = admin.call("POST", "/questions/imports", data=body, content_type="multipart/form-data; boundary=x")
    assert code_of(answer) == (413, "upload_too_large")


def test_only_administrators_import_and_export(alice: Person) -> None:
    assert code_of(send(alice, {"one.md": TECHNICAL})) == (403, "forbidden")
    assert code_of(alice.get("/questions/export")) == (403, "forbidden")


def test_a_question_of_another_collection_keeps_its_slug(admin: Person) -> None:
    report(admin, {"specs.zip": zipped(EXERCISM)})
    (item,) = report(admin, {"one.md": TECHNICAL.replace("slug: a-question", "slug: shelf-count")})["items"]
    assert item["faults"] == [
        "has the slug of another question, imported from exercism; give it another slug, or replace that one"
    ]


def test_numbers_that_the_database_writes_otherwise_are_no_change(admin: Person) -> None:
    numbers = TECHNICAL.replace('"expected": [2]', '"expected": [2.0, -0.0, 1e2, 1.5e-7, 100000000000000000000.0]')
    assert outcomes(report(admin, {"one.md": numbers})) == {"a-question": "added"}
    assert outcomes(report(admin, {"one.md": numbers})) == {"a-question": "unchanged"}
    (edited,) = report(admin, {"one.md": numbers.replace("This.", "That.")})["items"]
    assert edited["outcome"] == "replaced"
