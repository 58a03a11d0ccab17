"""Tiny packages of the shapes that others keep questions in, written for the tests."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

CANONICAL: dict[str, Any] = {
    "exercise": "shelf-count",
    "comments": ["Written for the tests."],
    "cases": [
        {
            "description": "counting",
            "cases": [
                {
                    "uuid": "11111111-1111-4111-8111-111111111111",
                    "description": "an empty shelf",
                    "property": "countBooks",
                    "input": {"shelf": [], "from": 0},
                    "expected": 1,
                },
                {
                    "uuid": "22222222-2222-4222-8222-222222222222",
                    "reimplements": "11111111-1111-4111-8111-111111111111",
                    "description": "an empty shelf",
                    "property": "countBooks",
                    "input": {"shelf": [], "from": 0},
                    "expected": 0,
                },
                {
                    "uuid": "33333333-3333-4333-8333-333333333333",
                    "description": "a place before the first",
                    "scenarios": ["input-validation"],
                    "property": "countBooks",
                    "input": {"shelf": ["a"], "from": -1},
                    "expected": {"error": "there is no such place"},
                },
                {
                    "uuid": "44444444-4444-4444-8444-444444444444",
                    "description": "more books than numbers",
                    "scenarios": ["big-integer"],
                    "property": "countBooks",
                    "input": {"shelf": ["a"], "from": 9007199254740993},
                    "expected": 0,
                },
            ],
        },
        {
            "uuid": "55555555-5555-4555-8555-555555555555",
            "description": "the longest title",
            "property": "longest",
            "input": {"shelf": ["a", "bcd"]},
            "expected": "bcd",
        },
    ],
}

EXERCISM: dict[str, str] = {
    "specs/LICENSE": "The MIT License (MIT)\n\nPermission is hereby granted, free of charge, to any person …\n",
    "specs/README.md": "# All about it\n\n- What is this?\n",
    "specs/package.json": '{"name": "specs"}',
    "specs/exercises/shelf-count/canonical-data.json": json.dumps(CANONICAL),
    "specs/exercises/shelf-count/description.md": "# Description\n\nCount the books.\n\n## Rules\n\nNone.\n",
    "specs/exercises/shelf-count/metadata.toml": 'title = "Shelf Count"\nblurb = "Count."\n',
    "specs/exercises/old-shelf/.deprecated": "",
    "specs/exercises/old-shelf/introduction.md": "# Introduction\n\nA shelf.\n",
    "specs/exercises/old-shelf/instructions.md": "# Instructions\n\nSort it.\n",
    "specs/exercises/old-shelf/metadata.toml": 'title = "Old Shelf"\n',
}

KATTIS: dict[str, str] = {
    "doubling/problem.yaml": "problem_format_version: 2023-07\nname:\n  en: Doubling\n  sv: Dubbling\n"
    "license: cc by-sa\nlimits:\n  time_limit: 2\n",
    "doubling/statement/problem.en.tex": "\\problemname{Doubling}\n% a remark\n"
    "Read $1 \\le n \\le 10^{6}$, print ``twice'' it.\n\\section*{Input}\n"
    "One line with \\textbf{one} number:\n\\begin{itemize}\n\\item an integer\n\\end{itemize}\n",
    "doubling/statement/problem.sv.md": "Dubbla.\n",
    "doubling/data/testdata.yaml": "output_validator_flags: float_tolerance 1e-4\n",
    "doubling/data/sample/1.in": "2\n",
    "doubling/data/sample/1.ans": "4\n",
    "doubling/data/secret/group1/01.in": "50\r\n",
    "doubling/data/secret/group1/01.ans": "100\r\n",
    "doubling/data/secret/lonely.in": "3\n",
    "doubling/submissions/accepted/right.py": "print(2 * int(input()))\n",
    "talking/problem.yaml": "name: Talking\ntype: interactive\n",
    "talking/problem_statement/problem.tex": "Ask, and listen.\n",
}

LEETCODE: list[dict[str, Any]] = [
    {
        "title": "Pair of Weights",
        "problem_slug": "pair-of-weights",
        "difficulty": "Easy",
        "topics": ["Array", "Hash Table", "Quantum"],
        "description": "Find two <code>weights</code> that make a load.\nReturn their places in any order.\n"
        "Example 1:\nConstraints:",
        "examples": [
            {"example_text": "Input: weights = [2,7,11], load = 9\nOutput: [0,1]\nExplanation: 2 + 7."},
            {"example_text": "Input: weights = [1], load = many\nOutput: []"},
        ],
        "constraints": [
            "2 <= weights.length <= 104",
            "-109 <= weights[i] <= 109",
            "1 <= load <= 231 - 1",
            "load <= 100",
        ],
        "hints": ["Think of <sup>2</sup>."],
        "code_snippets": {
            "python3": "class Solution:\n    def pairOf(self, weights: List[int], load: int) -> List[int]:\n        ",
            "javascript": "/**\n * @param {number[]} weights\n */\nvar pairOf = function(weights, load) {\n    \n};",
            "java": "class Solution {\n    public int[] pairOf(int[] weights, int load) {\n    }\n}",
            "scala": "object Solution {}",
        },
    },
    {
        "title": "Turned List",
        "difficulty": "Medium",
        "topics": ["Linked List"],
        "description": "Turn a list.",
        "examples": [{"example_text": "Input: head = [1,2]\nOutput: [2,1]"}],
        "code_snippets": {
            "python3": "class Solution:\n    def turn(self, head: Optional[ListNode]) -> Optional[ListNode]:\n        "
        },
    },
    {
        "title": "Counter of Calls",
        "difficulty": "Hard",
        "topics": ["Design"],
        "description": "Write a counter.",
        "examples": [{"example_text": 'Input\n["Counter", "add", "get"]\n[[], [3], []]\nOutput\n[null, null, 3]'}],
        "code_snippets": {
            "python3": "class Counter:\n\n    def __init__(self):\n        \n\n"
            "    def add(self, n: int) -> None:\n        \n\n    def get(self) -> int:\n        \n"
        },
    },
    {
        "title": "Large Orders",
        "difficulty": "Medium",
        "topics": ["Database"],
        "description": "Table: Orders",
        "examples": [{"example_text": "+---+\n| a |\n+---+"}],
        "code_snippets": {"mysql": "# Write your query"},
    },
]

LIST = """---
title: Questions
---
import Ad from './Ad'

# Ask these

- About us
- Tell me about a **conflict** with a colleague.
  - How did it end?
- What have you [learned](https://example.org) lately?

## Acme Software Engineer behavioral interview questions

1. Why do you want to work for us?

```
- Is this a question?
```
"""


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Return these files as a zip."""
    packing = io.BytesIO()
    with zipfile.ZipFile(packing, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packing.getvalue()


def table(rows: int) -> str:
    """Return a table of behavioral questions as Excel of some countries writes it."""
    lines = [f'"Tell me about ""plan"" {number}; and how it went?";Hard;planning' for number in range(1, rows + 1)]
    return "\ufeff" + "\r\n".join(["Question;Level;Topics", *lines]) + "\r\n"
