"""What each kind of question consists of, what it needs before it can be asked, and whether its parts fit together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from typing_extensions import TypeAliasType

from mockmate_api.questions import cases, large, starters
from mockmate_api.questions.cases import Form
from mockmate_api.questions.faults import Fault, extra, lacking
from mockmate_api.questions.parts import STORY, Content
from mockmate_api.reviews import question_tags
from shared.models import Comparison, InterviewType, QuestionKind


@dataclass(frozen=True)
class Kind:
    """The parts that a kind needs, beside those that all need, and further ones that it may have."""

    needs: tuple[str, ...]
    may_have: frozenset[str] = frozenset()


ALL_NEED = ("tags", "hints", "solution", "follow_ups")
"""What a draft may lack, whatever its kind. Title, type, difficulty and prompt even drafts have."""
_TESTED = frozenset({"compare", "tolerance", "slow_solution", "starter_code", "test_cases", "function"})
KINDS: Mapping[QuestionKind, Kind] = {
    QuestionKind.FUNCTION: Kind(("function", "starter_code", "test_cases"), _TESTED),
    QuestionKind.DEBUGGING: Kind(("function", "starter_code", "test_cases"), _TESTED),
    QuestionKind.STDIN: Kind(("test_cases",), _TESTED - {"function"}),
    QuestionKind.SQL: Kind(("tables", "test_cases"), _TESTED - {"function"}),
    QuestionKind.DESIGN: Kind(("requirements", "estimates", "rubric")),
    QuestionKind.REVIEW: Kind(("code",), frozenset({"starter_code"})),
    QuestionKind.FRONTEND: Kind(("requirements", "starter_code"), _TESTED),
    QuestionKind.CONVERSATION: Kind(("rubric",)),
}
NeededPart = TypeAliasType(
    "NeededPart",
    Literal[
        "tags",
        "hints",
        "solution",
        "follow_ups",
        "function",
        "starter_code",
        "test_cases",
        "tables",
        "requirements",
        "estimates",
        "rubric",
        "code",
    ],
)
"""A part without which some questions can't be asked."""
NEEDED: tuple[NeededPart, ...] = get_args(NeededPart.__value__)
BEGINNINGS: Mapping[QuestionKind, frozenset[str]] = {
    **dict.fromkeys(QuestionKind, frozenset({"python", "javascript"})),
    QuestionKind.FRONTEND: frozenset({"html", "css", "javascript", "typescript"}),
}
"""By kind, the languages of which the starter code must have one."""
_OF_SOME_KINDS = _TESTED | {"tables", "code", "estimates"}
_UNUSABLE: Mapping[NeededPart, str] = {
    "tags": "Being found by its subject, and chosen for people who did poorly with that: there are no tags",
    "hints": "Helping somebody who is stuck: there are no hints",
    "solution": "Judging an answer: there is no solution",
    "follow_ups": "Going on after the answer: there are no follow-ups",
    "function": "Test in the room: it doesn't say which function is called",
    "starter_code": "Beginning in the editor: there is no starter code that this kind needs",
    "test_cases": "Test in the room: there are no test cases",
    "tables": "Test in the room: there are no tables to query",
    "requirements": "Agreeing on what is to be built: there are no requirements",
    "estimates": "Reckoning the scale: there are no estimates",
    "rubric": "Rating an answer: there is no rubric",
    "code": "Reading code together: there is no code",
}


def missing(kind: QuestionKind, parts: Mapping[str, Any]) -> list[NeededPart]:
    """Return what a question lacks to be asked, from the parts that it has, as JSON."""
    return [name for name in NEEDED if name in (*ALL_NEED, *KINDS[kind].needs) and not _has(kind, parts, name)]


def unusable_for(lacked: Iterable[NeededPart]) -> list[str]:
    """Say in words what a question can't be used for without these parts."""
    return [_UNUSABLE[name] for name in lacked]


def _has(kind: QuestionKind, parts: Mapping[str, Any], name: str) -> bool:
    tests = parts.get("test_cases") or []
    match name:
        case "function" if tests and all("calls" in case or "call" in case for case in tests):
            return True
        case "tables" if tests and all("tables" in case for case in tests):
            return True
        case "starter_code":
            return not BEGINNINGS[kind].isdisjoint(parts.get("starter_code") or {})
    return bool(parts.get(name))


def faults(content: Content) -> list[Fault]:
    """Return what doesn't fit together in a question, and for one that isn't a draft what is missing."""
    found = [*_strangers(content), *_tags(content), *_rubric(content), *_starter(content), *_comparison(content)]
    for place, case in enumerate(content.test_cases):
        inside = cases.faults_in(case, content.kind, content.starter_code or {}, content.function)
        found += [Fault(("test_cases", str(place), *one.place), one.detail, one.code) for one in inside]
    if not content.draft:
        found += [lacking(name) for name in missing(content.kind, content.given())]
    return found


def _strangers(content: Content) -> Iterator[Fault]:
    """Yield the parts that a question of this kind and type doesn't have."""
    kind = KINDS[content.kind]
    if content.interview_type is InterviewType.BEHAVIORAL and content.kind is not QuestionKind.CONVERSATION:
        yield Fault(("kind",), "must be conversation for a behavioral question", "kind")
    for name in sorted(_OF_SOME_KINDS - kind.may_have - set(kind.needs)):
        if getattr(content, name) not in (None, [], {}):
            yield extra(name)


def _tags(content: Content) -> Iterator[Fault]:
    if len(set(content.tags)) < len(content.tags):
        yield Fault(("tags",), "must not repeat a tag", "repeated")
    if strangers := set(content.tags) - question_tags.of_type(content.interview_type):
        yield Fault(("tags",), f"{', '.join(sorted(strangers))} belongs to the other type of interview", "tag")


def _rubric(content: Content) -> Iterator[Fault]:
    """A behavioral answer is always rated by the same, so that people can compare their progress."""
    if content.rubric is None or content.interview_type is not InterviewType.BEHAVIORAL:
        return
    yield from (lacking("rubric", name) for name in STORY if name not in content.rubric)
    yield from (extra("rubric", name) for name in content.rubric if name not in STORY)


def _starter(content: Content) -> Iterator[Fault]:
    starter, name = content.starter_code or {}, content.function
    if "python" in starter and not starters.is_python(starter["python"]) and content.kind is not QuestionKind.REVIEW:
        what = f" and define {name}" if name else ""
        yield Fault(("starter_code",), f"python must be valid{what}", "python")
    elif name and "python" in starter and starters.signature(starter["python"], name) is None:
        yield Fault(("starter_code",), f"python must be valid and define {name}", "python")
    if name and "javascript" in starter and not starters.javascript_defines(starter["javascript"], name):
        yield Fault(("starter_code",), f"javascript must define a function {name}", "javascript")


def _comparison(content: Content) -> Iterator[Fault]:
    if content.tolerance is not None and content.compare is not Comparison.APPROX:
        yield Fault(("tolerance",), "needs compare: approx", "tolerance")
    if content.compare is not Comparison.UNORDERED:
        return
    for number, case in enumerate(content.test_cases):
        if case.form is Form.CALL and "expected" in case.model_fields_set and not _is_list(case.expected):
            detail = "is no list, so it has no order that `compare: unordered` could leave out"
            yield Fault(("test_cases", str(number), "expected"), detail, "unordered")


def _is_list(value: object) -> bool:
    try:
        return large.is_list(value)
    except large.Misused:
        return True  # refused by its own fault
