"""What nobody can read is reported in one line each, and no reader raises anything, whatever a file has."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mockmate_api.questions.imports import files, formats, taking, tex
from mockmate_api.questions.imports.files import File, Files
from mockmate_api.questions.imports.formats import ImportFormat
from tests.api.questions.packages import CANONICAL, EXERCISM, KATTIS, LEETCODE, LIST, table, zipped
from tests.api.questions.texts import BEHAVIORAL, TECHNICAL

PROBLEM = "name: Sums\n"
STATEMENT = "Add them.\n"


def broken(root: Path) -> None:
    """Write ten packages, each broken in its own way."""
    written: dict[str, str | bytes] = {
        "cut.zip": zipped({"one.md": TECHNICAL})[:120],
        "yaml/problem.yaml": "name: [Sums\n  limits: }\n",
        "no-statement/problem.yaml": PROBLEM,
        "no-statement/data/sample/1.in": "1 2\n",
        "no-answer/problem.yaml": PROBLEM,
        "no-answer/statement/problem.en.md": STATEMENT,
        "no-answer/data/secret/1.in": "1 2\n",
        "binary.json": bytes(range(256)) * 4,
        "exercises/huge/canonical-data.json": '{"exercise": "huge", "cases": ' + "9" * 5000 + "}",
        "exercises/huge/description.md": "Count.\n",
        "encoded.md": b"\xff\xfe" + TECHNICAL.encode("utf-16-le")[:-1] + b"\xd8",
        "twice/one.md": TECHNICAL.replace("slug: a-question", "slug: twice"),
        "twice/two.md": TECHNICAL.replace("slug: a-question", "slug: twice")
        .replace("This.", "That.")
        .replace("title: A question", "title: Another"),
        "shape.json": json.dumps({"weather": {"monday": [1, 2, 3]}}),
        "cells.csv": "title;tags\nWhy?;learning;and;more;cells\n",
    }
    for name, data in written.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    (root / "circle.md").symlink_to("circle.md")


def lines(given_: Files) -> dict[str, list[str]]:
    """Return what is said of each source that is refused, as the report has it."""
    _, found = formats.read(given_)
    checked = taking.checked(found.proposals)
    return {each.proposal.source: each.faults for each in checked if each.faults}


def test_a_folder_of_broken_packages_is_reported_in_one_line_each(tmp_path: Path) -> None:
    broken(tmp_path)
    told = lines(files.read_path(tmp_path))
    assert {source: said[0] for source, said in told.items()} == {
        "binary.json": "is not text: it has binary characters",
        "cells.csv:2": "has 5 cells, and there are 2 headings",
        "circle.md": told["circle.md"][0],
        "cut.zip": "is no zip that can be read: File is not a zip file",
        "encoded.md": "is not UTF-16-LE, as its first bytes promise",
        "exercises/huge": told["exercises/huge"][0],
        "no-statement": "has no statement: no problem.*.tex or problem.*.md in statement/ or problem_statement/",
        "shape.json": "is JSON of another shape: it has no title and no prompt",
        "twice/two.md": "has the slug of twice/one.md: twice",
        "yaml": told["yaml"][0],
    }
    assert told["circle.md"][0].startswith("can't be read: ")
    assert told["exercises/huge"][0].startswith("canonical-data.json is not JSON: ")
    assert told["yaml"][0].startswith("problem.yaml is not YAML: line ")
    assert all(len(said) == 1 and "\n" not in said[0] for said in told.values())


def test_a_package_without_an_answer_is_a_draft_that_says_so(tmp_path: Path) -> None:
    broken(tmp_path)
    _, found = formats.read(files.read_path(tmp_path))
    (lonely,) = [each for each in taking.checked(found.proposals) if each.proposal.source == "no-answer"]
    assert lonely.faults == []
    assert "data/secret/1.in is left out: it has no answer (1.ans)" in lonely.changes
    assert "test_cases" in lonely.missing


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("../../etc/passwd.md", "has a path that leads out of the zip"),
        ("/etc/passwd.md", "has a path that leads out of the zip"),
        ("C:\\one.md", "has a path that leads out of the zip"),
        ("a\\..\\..\\one.md", "has a path that leads out of the zip"),
    ],
)
def test_no_path_leads_out_of_a_zip(name: str, fault: str) -> None:
    given_ = files.read_uploads([("all.zip", zipped({name: TECHNICAL}))])
    assert [said for _, said in given_.faults] == [fault]
    assert given_.files == ()


def test_a_zip_that_unpacks_to_too_much_is_not_unpacked() -> None:
    bomb = zipped({f"{number}.md": b"\0" * 2**20 for number in range(65)})
    assert len(bomb) < 200_000
    with pytest.raises(files.Unusable, match="would unpack to more than"):
        files.read_uploads([("bomb.zip", bomb)])


def test_a_zip_that_lies_about_its_sizes_is_damaged() -> None:
    packing = BytesIO(zipped({"one.md": b" " * 2**20}))
    lying = packing.getvalue().replace((2**20).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    given_ = files.read_uploads([("lie.zip", lying)])
    assert sum(len(file.data) for file in given_.files) <= 10
    assert [said[:10] for _, said in given_.faults] == ["is damaged"]


def test_links_in_zips_lead_to_files_of_the_zip_alone() -> None:
    packing = BytesIO()
    with zipfile.ZipFile(packing, "w") as archive:
        archive.writestr("data/1.in", "1\n")
        for name, target in (("data/2.in", "1.in"), ("data/3.in", "../../../etc/passwd"), ("data/4.in", "4.in")):
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o120777 << 16
            archive.writestr(entry, target)
    given_ = files.read_uploads([("p.zip", packing.getvalue())])
    assert {file.path: file.data for file in given_.files} == {"p/data/1.in": b"1\n", "p/data/2.in": b"1\n"}
    assert sorted(path for path, _ in given_.faults) == ["p/data/3.in", "p/data/4.in"]


def test_links_in_a_folder_lead_to_files_of_the_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    root = tmp_path / "root"
    root.mkdir()
    (root / "one.md").write_text("one")
    (root / "same.md").symlink_to("one.md")
    (root / "out.md").symlink_to("../secret.md")
    (root / "folder").symlink_to(tmp_path)
    os.mkfifo(root / "pipe.md")
    given_ = files.read_path(root)
    assert {file.path: file.data for file in given_.files} == {"one.md": b"one", "same.md": b"one"}
    assert sorted(path for path, _ in given_.faults) == ["out.md", "pipe.md"]
    assert given_.notes == ("folder is a link to a folder, and is not followed.",)


@pytest.mark.parametrize("bomb", ["a: &a [x, x]\nb: &b [*a, *a]\nname: [*b, *b]\n", "name: " + "[" * 5000])
def test_yaml_that_stands_for_too_much_is_refused(bomb: str) -> None:
    (said,) = lines(Files((File("p/problem.yaml", bomb.encode()),))).values()
    assert said[0].startswith("problem.yaml ")


SHAPES: dict[str, tuple[ImportFormat, Callable[[], list[File]]]] = {
    "ours": (ImportFormat.OURS, lambda: [File("a.md", TECHNICAL.encode()), File("b.md", BEHAVIORAL.encode())]),
    "csv": (ImportFormat.CSV, lambda: [File("a.csv", table(3).encode())]),
    "json": (ImportFormat.OURS, lambda: [File("a.json", json.dumps(LEETCODE).encode())]),
    "lines": (ImportFormat.OURS, lambda: [File("a.jsonl", b"\n".join(json.dumps(one).encode() for one in LEETCODE))]),
    "list": (ImportFormat.MARKDOWN_LIST, lambda: [File("a.mdx", LIST.encode())]),
    "exercism": (ImportFormat.EXERCISM, lambda: [File(name, data.encode()) for name, data in EXERCISM.items()]),
    "kattis": (ImportFormat.KATTIS, lambda: [File(name, data.encode()) for name, data in KATTIS.items()]),
}


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_reader_raises_whatever_is_in_its_files(shape: str, data: st.DataObject) -> None:
    format_, make = SHAPES[shape]
    changed = [File(file.path, data.draw(damaged(file.data))) for file in make()]
    for chosen in (ImportFormat.AUTO, format_):
        _, found = formats.read(Files(tuple(changed)), chosen)
        for each in taking.checked(found.proposals):
            assert all("\n" not in line for line in (*each.faults, *each.changes))


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """Replace a part of a file by something else, or all of it, or nothing."""
    start = draw(st.integers(0, len(content)))
    end = draw(st.integers(start, min(len(content), start + 40)))
    junk = draw(
        st.one_of(
            st.binary(max_size=12),
            st.text(max_size=12).map(lambda text: text.encode(errors="surrogatepass")),
            st.sampled_from(
                [b"", b"null", b"[]", b"{}", b'"', b"1e999", b"NaN", b"---\n", b"[" * 3000, b"\xef\xbb\xbf"]
            ),
        )
    )
    return content[:start] + junk + content[end:]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    [
        *("title", "prompt", "description", "tags", "topics", "difficulty", "type", "hints", "examples"),
        *("constraints", "test_cases", "code_snippets", "starter_code", "rubric", "parameters", "solution", "slug"),
        *("function", "companies", "follow_ups", "tolerance", "draft", "id", "content"),
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=8), max_size=3))
def test_no_value_of_another_type_raises(questions: list[dict[str, object]]) -> None:
    _, found = formats.read(Files((File("a.json", json.dumps(questions).encode()),)))
    taking.checked(found.proposals)


CASE_KEYS = st.sampled_from(
    ["uuid", "description", "property", "input", "expected", "scenarios", "reimplements", "cases"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(CASE_KEYS, VALUES), st.dictionaries(KEYS, VALUES))
def test_no_case_of_another_shape_raises(case: dict[str, object], example: dict[str, object]) -> None:
    canonical = {**CANONICAL, "cases": [case, *CANONICAL["cases"]]}
    one = {**LEETCODE[0], "examples": [{"example_text": "Input: a = 1\nOutput: 1"}, example]}
    given_ = (File("x/canonical-data.json", json.dumps(canonical).encode()), File("x/description.md", b"Do."))
    _, found = formats.read(Files((*given_, File("a.json", json.dumps(one).encode()))))
    taking.checked(found.proposals)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="\\{}$%&[]()abegin itmzsco#^_~'`\"-\n", max_size=80))
@example("\\begin{tabular}" * 3000)
@example("{" * 5000 + "\\textbf" * 5000)
def test_tex_of_any_shape_is_read(text: str) -> None:
    tex.read(text)
    tex.read(f"\\begin{{tabular}}{{l}}{text}\\end{{tabular}}\\begin{{itemize}}\\item {text}")
