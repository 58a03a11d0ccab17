"""What the readers make of single lines: formulas, powers, tables, lists, examples and names."""

from __future__ import annotations

import json

import pytest

from mockmate_api.questions.imports import (
    columns,
    formats,
    formulas,
    leetcode_code,
    prose_lists,
    tables,
    taking,
    tex,
    tex_macros,
    texts,
    vocabulary,
    written_examples,
)
from mockmate_api.questions.imports.files import File, Files
from mockmate_api.questions.imports.functions import free_name, type_of
from mockmate_api.questions.imports.proposals import one_line, slug_of


@pytest.mark.parametrize(
    ("lost", "restored"),
    [
        ("1 <= nums.length <= 104", "1 <= nums.length <= 10^4"),
        ("-109 <= nums[i] <= 109", "-10^9 <= nums[i] <= 10^9"),
        ("1 <= n <= 3 * 104", "1 <= n <= 3 * 10^4"),
        ("-231 <= x <= 231 - 1", "-2^31 <= x <= 2^31 - 1"),
        ("1 <= n <= 1018", "1 <= n <= 10^18"),
        ("At most 104 calls will be made.", "At most 10^4 calls will be made."),
        ("1 <= n <= 100", "1 <= n <= 100"),
        ("1 <= n <= 1000", "1 <= n <= 1000"),
        ("1 <= n <= 10^5, m <= 105", "1 <= n <= 10^5, m <= 105"),
        ("n == 105", "n == 105"),
        ("1 <= x104 <= 50", "1 <= x104 <= 50"),
    ],
)
def test_powers_get_their_sign_again(lost: str, restored: str) -> None:
    text, changes = formulas.with_powers(lost)
    assert text == restored
    assert bool(changes) == (lost != restored)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("$1 \\le n \\le 10^{15}$", "`1 ≤ n ≤ 10¹⁵`"),
        ("\\(a_{i} \\neq b\\)", "`a_i ≠ b`"),
        ("\\emph{one} and \\textbf{two}", "*one* and **two**"),
        ("``quoted'' -- it~is", "“quoted” \u2013 it is"),
        ("a % remark\nb", "a b"),
        ("50\\% \\& more", "50% & more"),
        ("caf\\'e \\\"{u}ber", "café über"),
        ("\\url{https://example.org}", "<https://example.org>"),
        ("\\href{https://example.org}{here}", "[here](https://example.org)"),
        ("\\begin{enumerate}\n\\item one\n\\item two\n\\end{enumerate}", "1. one\n1. two"),
        ("\\begin{verbatim}\n$x$\n\\end{verbatim}", "```\n$x$\n```"),
        (
            "\\begin{tabular}{|l|r|}\n\\hline\na & b \\\\ \\hline\n1 \\& 2 & 3 \\\\\n\\end{tabular}",
            "| a | b |\n| --- | --- |\n| 1 & 2 | 3 |",
        ),
    ],
)
def test_tex_becomes_markdown(written: str, read: str) -> None:
    found = tex.read(written)
    assert (formulas.in_markdown(found.markdown), found.lost) == (read, [])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\\newcommand{\\most}{10^\\exponent}\\def\\exponent{9}$n \\le \\most$", "`n ≤ 10⁹`"),
        ("At most {{most}}, or \\constant{few.word}.", "At most 1000, or five."),
        ("{{unknown}} \\begin{Input}\nOne.\n\\end{Input}", "unknown\n\n### Input\n\nOne."),
        ("\\newcommand{\\a}{\\a\\a}\\a b", "b"),
    ],
)
def test_macros_and_constants_are_put_in(written: str, read: str) -> None:
    source = tex_macros.expanded(written, {"most": 1000, "few": {"value": 5, "word": "five"}})
    assert formulas.in_markdown(tex.read(source).markdown) == read


def test_what_tex_can_not_become_is_named() -> None:
    found = tex.read(
        "\\illustration{0.3}{cave.jpg}{A cave}\\weird{x} \\begin{tikzpicture}\\draw (0,0);\\end{tikzpicture}"
    )
    assert found.lost == [
        "a picture: cave.jpg",
        "the command \\weird",
        "the environment tikzpicture, whose text is kept",
        "the command \\draw",
    ]


def test_prices_are_no_formulas() -> None:
    text = "It costs $5 or $10, and `$x$` stays."
    assert formulas.in_markdown(text) == text


@pytest.mark.parametrize(
    ("text", "named", "expected"),
    [
        ('Input: a = [1,2], b = "x, y = 3"\nOutput: [true, null]', {"a": [1, 2], "b": "x, y = 3"}, [True, None]),
        ("Input:\nn = -1.5\nOutput:\n'a'\nExplaination: why", {"n": -1.5}, "a"),
        ("Input: s = None\r\nOutput: 3\n\nE xplanation: so", {"s": None}, 3),
    ],
)
def test_examples_are_read_as_calls(text: str, named: dict[str, object], expected: object) -> None:
    assert written_examples.read(text) == written_examples.Call(named, expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Input: n\nOutput: 1",
        "Input: n = many\nOutput: 1",
        "Input: n = 1\nOutput: 1 or 2",
        "Input: n = NaN\nOutput: 1",
    ],
)
def test_an_example_that_says_nothing_certain_is_no_case(text: str) -> None:
    with pytest.raises(written_examples.NotRead):
        written_examples.read(text)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_are_read_whatever_program_wrote_them(separator: str, encoding: str) -> None:
    text = (
        separator.join(["Frage", "QUESTION", "difficulty level"])
        + "\r\n"
        + separator.join(["1", '"Was it ""naïve""?\r\nWhy?"', "Hard"])
    )
    (found,) = tables.read(File("a.csv", text.encode(encoding))).proposals
    assert (found.source, found.values["prompt"], found.values["difficulty"]) == (
        "a.csv:2",
        'Was it "naïve"?\nWhy?',
        "hard",
    )


@pytest.mark.parametrize("data", [b"a\0b", b"a\x01b", b"\x89PNG\r\n\x1a\n\0", b"\x81\x8d", b"\xff\xfea\xd8"])
def test_what_is_no_text_is_not_read_as_text(data: bytes) -> None:
    with pytest.raises(texts.Unreadable):
        texts.decode(data)


def test_a_table_without_headings_is_a_list_of_questions() -> None:
    found = tables.read(File("a.csv", b"1,Why did you come?\n2,What did you learn?\n"))
    assert [each.values["title"] for each in found.proposals] == ["Why did you come?", "What did you learn?"]
    assert "no headings" in found.notes[0]


def test_rows_may_be_technical_with_lists_in_cells() -> None:
    text = 'title,type,topics,hints,test_cases\nTwo,coding,Array|Hash Table,1. One 2. Two,"[{""args"": [1]}]"\n'
    (found,) = tables.read(File("a.csv", text.encode())).proposals
    assert (found.values["interview_type"], found.values["tags"]) == ("technical", ["arrays", "hashing"])
    assert (found.values["hints"], found.values["test_cases"]) == (["One 2. Two"], [{"args": [1]}])


def test_a_type_that_is_not_given_is_known_by_the_topics() -> None:
    text = "title,topics\nTwo,Array\nPlan,planning\nWho,other\n"
    found = tables.read(File("a.csv", text.encode())).proposals
    assert [each.values["interview_type"] for each in found] == ["technical", "behavioral", "behavioral"]


def test_json_lines_name_the_line_that_is_broken() -> None:
    lines = b'{"title": "One", "prompt": "Why?"}\n\n{"title": \n{"title": "Two", "prompt": "How?"}\n'
    _, found = formats.read(Files((File("a.jsonl", lines),)))
    told = {each.proposal.source: each.faults for each in taking.checked(found.proposals)}
    assert told["a.jsonl:1"] == told["a.jsonl:4"] == []
    assert told["a.jsonl:3"] == ["is not JSON: Expecting value"]


def test_members_of_a_list_have_their_lines() -> None:
    text = '{"about": "[",\n"questions": [\n  {"title": "One"},\n\n  {"title": "Two"}\n]}'
    _, found = formats.read(Files((File("a.json", text.encode()),)))
    assert [each.source for each in found.proposals] == ["a.json:3", "a.json:5"]


def test_what_our_api_says_of_a_question_is_taken_as_it_is() -> None:
    said = {"id": 7, "slug": "a-b", "title": "A", "prompt": "B", "interview_type": "behavioral", "difficulty": "hard",
            "kind": "conversation", "draft": True, "missing": [], "unusable_for": [], "created_at": "2030", "tags": [],
            "source": "admin", "retired_at": None, "companies": [], "updated_at": "2030"}  # fmt: skip
    _, found = formats.read(Files((File("a.json", json.dumps(said).encode()),)))
    (one,) = taking.checked(found.proposals)
    assert one.question is not None
    assert (one.question.slug, [change for change in one.changes if "left out" in change]) == ("a-b", [])


def test_lists_are_read_without_their_marks() -> None:
    text = "- [ ] Did **you** `do` [it](x)?\n- Say &lt;why&gt;, what next?\n* not one\n+ Why not\n  at all?\n"
    found = prose_lists.read(File("a.md", text.encode()))
    assert [each.values["title"] for each in found.proposals] == [
        "Did you do it?",
        "Say <why>, what next?",
        "Why not at all?",
    ]
    assert found.notes == ("a.md: 1 list items ask nothing, and are left out",)


def test_files_about_a_collection_are_no_questions() -> None:
    packages = (File("p/problem.yaml", b"name: P\n"), File("p/statement/problem.en.md", b"Do.\n"))
    about = (File("doc/use.md", b"- Why?\n"), File("Readme.md", b"- Why?\n"), File("STYLE-GUIDE.md", b"- Why?\n"))
    _, found = formats.read(Files((*packages, *about)))
    assert [each.source for each in found.proposals] == ["p"]
    _, found = formats.read(Files(about))
    assert [each.source for each in found.proposals] == ["doc/use.md:1"]


def test_the_same_question_in_two_lists_is_taken_once() -> None:
    _, found = formats.read(Files((File("a.md", b"- Why?\n"), File("b.md", b"- Why?\n"))))
    (one,) = taking.checked(found.proposals)
    assert "is there again, in b.md:1" in one.changes


@pytest.mark.parametrize(
    ("topics", "ours"),
    [
        (["Array", "Arrays", "Two Pointers"], ["arrays", "two-pointers"]),
        (["Heap (Priority Queue)", "DP", "Union Find"], ["heaps", "dynamic-programming", "graphs"]),
        (["Quantum"], []),
    ],
)
def test_topics_are_translated(topics: list[str], ours: list[str]) -> None:
    assert vocabulary.tags(topics, "technical")[0] == ours


def test_keys_of_others_are_understood() -> None:
    changes: list[str] = []
    given = {"Question Title": "A", "problemStatement": "B", "topicTags": ["x"], "followUps": ["C"], "votes": 3}
    assert columns.named(given, changes) == {"title": "A", "prompt": "B", "tags": ["x"], "follow_ups": ["C"]}
    assert changes == ["votes is left out: it is no part of a question"]


def test_names_and_types_suit_python_and_javascript() -> None:
    assert [free_name(name) for name in ("from", "new", "fromPov", "a b", "1st")] == [
        "from_",
        "new_",
        "fromPov",
        "a_b",
        "value_1st",
    ]
    assert [type_of(values) for values in ([1, 2.5], [[1], []], [None], ["a", None], [[1, "a"]])] == [
        "number",
        "list of integer",
        "any",
        "string",
        "list of integer or string",
    ]


def test_a_class_keeps_its_methods_and_a_solution_becomes_a_function() -> None:
    changes: list[str] = []
    code = leetcode_code.read(
        {
            "python3": "# Definition\n# class TreeNode:\nclass Solution:\n"
            "    def depth(self, root: Optional[TreeNode]) -> int:\n",
            "javascript": "/**\n * Definition\n */\nvar depth = function(root) {\n    \n};",
        },
        changes,
    )
    assert code.starter_code == {
        "python": 'def depth(root: "TreeNode | None") -> int:\n    pass',
        "javascript": "/**\n * Definition\n */\nfunction depth(root) {\n    \n}",
    }
    assert code.obstacle == "takes or returns TreeNode, which test cases can't give"


def test_titles_and_slugs_are_of_one_line() -> None:
    assert one_line("a\u2028b\x00\u202ec\td") == "a b c d"
    assert slug_of("C'est  l'été — à 100 %!") == "cest-lete-a-100"
    assert slug_of("なぜ") == ""


def test_notes_in_a_table_are_nobody_s_answer() -> None:
    given = Files((File("mine.csv", b"question,notes\nTell me about a plan.,asked in spring\n"),))
    found = formats.read(given)[1]
    assert "solution" not in found.proposals[0].values
    assert found.notes == ("mine.csv: left out, since no part of a question is called so: notes",)
