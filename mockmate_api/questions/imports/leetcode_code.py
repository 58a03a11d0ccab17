"""Code of a `class Solution` as a function, and what its types say about testing it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mockmate_api.questions.imports.functions import Parameter, is_free

LANGUAGES = {
    "python3": "python", "python": "python", "javascript": "javascript", "typescript": "typescript", "java": "java",
    "cpp": "cpp", "c": "c", "csharp": "csharp", "golang": "go", "go": "go", "kotlin": "kotlin", "php": "php",
    "ruby": "ruby", "rust": "rust", "swift": "swift",
}  # fmt: skip
_SQL = frozenset({"mysql", "mssql", "oraclesql", "postgresql"})
_UNTESTABLE = (
    "ListNode",
    "TreeNode",
    "Node",
    "NestedInteger",
    "Employee",
    "HtmlParser",
    "Robot",
    "Master",
    "ArrayReader",
)
_METHOD = re.compile(r"^[ ]{4}def (\w+)\(self(?:, )?(.*?)\)(?: -> (.*?))?:", re.MULTILINE)
_CLASS = re.compile(r"^class (\w+)", re.MULTILINE)
_JAVASCRIPT = re.compile(
    r"(?:var|let|const) (\w+) = (?:async )?function\s*\(([^)]*)\)|(?:async )?function (\w+)\s*\(([^)]*)\)"
)


@dataclass(frozen=True)
class Code:
    """What is to be written. `obstacle` says why it can't be tested, if it can't."""

    kind: str = "function"
    starter_code: dict[str, str] = field(default_factory=dict)
    function: str = ""
    parameters: tuple[Parameter, ...] = ()
    returns: str = ""
    class_name: str = ""
    obstacle: str = ""


def read(snippets: Mapping[str, str], changes: list[str]) -> Code:
    """Return the code of the languages that there are here."""
    if snippets.keys() & _SQL:
        changes.append("a query: give its tables and the rows it has to find")
        return Code(kind="sql", obstacle="its tables are drawn in the examples")
    if snippets and not snippets.keys() & LANGUAGES.keys():
        names = ", ".join(sorted(snippets))
        changes.append(f"for {names}, which no question can be tested in: kept as a conversation")
        return Code(kind="conversation", obstacle=f"its code is for {names}")
    starter = {LANGUAGES[name]: code.rstrip() for name, code in reversed(list(snippets.items())) if name in LANGUAGES}
    if "python3" in snippets:
        starter["python"] = snippets["python3"].rstrip()
    unknown = sorted(snippets.keys() - LANGUAGES.keys())
    if unknown:
        changes.append(f"starter code left out: {', '.join(unknown)}")
    starter = {name: code for name, code in starter.items() if code and len(code) <= 20_000}
    return _of_python(starter, changes) if "python" in starter else _of_javascript(starter, changes)


def _of_python(starter: dict[str, str], changes: list[str]) -> Code:
    code = starter["python"]
    names = list(_CLASS.findall(_without_comments(code)))
    methods = _METHOD.findall(_without_comments(code))
    if names != ["Solution"] or len(methods) != 1:
        return _class(starter, names, code)
    name, given, returns = methods[0]
    parameters = tuple(map(_parameter, filter(None, re.split(r", (?![^\[]*\])", given))))
    if not is_free(name):
        return Code(starter_code=starter, obstacle=f"its function is called {name}, a reserved word")
    starter = starter | {"python": _python_stub(name, parameters, returns)}
    if "javascript" in starter:
        starter["javascript"] = _javascript_function(starter["javascript"])
    changes.append("class Solution → function in Python")
    found = Code("function", starter, name, parameters, _builtin_types(returns or ""))
    return _with_obstacle(found)


def _with_obstacle(code: Code) -> Code:
    types = " ".join((*(each.type for each in code.parameters), code.returns))
    for name in _UNTESTABLE:
        if re.search(rf"\b{name}\b", types):
            return _replaced(code, f"takes or returns {name}, which test cases can't give")
    if code.returns == "None":
        return _replaced(code, "changes its argument in place, and returns nothing that could be compared")
    return code


def _replaced(code: Code, obstacle: str) -> Code:
    return Code(code.kind, code.starter_code, code.function, code.parameters, code.returns, code.class_name, obstacle)


def _class(starter: dict[str, str], names: list[str], code: str) -> Code:
    """Return a design problem: a class with several methods."""
    name = names[-1] if names else ""
    plain = re.sub(r"(?m)^(\s+def [^\n]*:)\s*\n(?=\s*(?:\n|def|\Z|#))", r"\1\n        pass\n", code + "\n").rstrip()
    plain = _builtin_types(re.sub(r"(?m)^# Your .*(?:\n#.*)*\Z", "", plain).rstrip())
    obstacle = "" if (name and name != "Solution") or "__init__" in code else "has code that is no single function"
    for each in _UNTESTABLE:
        if re.search(rf"\b{each}\b", _without_comments(code)):
            obstacle = f"takes or returns {each}, which test cases can't give"
    return Code(starter_code=starter | {"python": plain}, class_name=name, obstacle=obstacle)


def _of_javascript(starter: dict[str, str], changes: list[str]) -> Code:
    found = _JAVASCRIPT.search(starter.get("javascript", ""))
    if found is None:
        return Code(starter_code=starter, obstacle="has no code in Python, and no single function in JavaScript")
    name, given = found[1] or found[3], found[2] or found[4] or ""
    parameters = tuple(Parameter(each.strip()) for each in given.split(",") if each.strip().isidentifier())
    changes.append("for JavaScript only")
    starter = {key: code for key, code in starter.items() if key in {"javascript", "typescript"}}
    returns = re.search(r"@return \{(.*?)\}", starter["javascript"])
    if "Function" in (returns[1] if returns else "") or re.search(r"@param \{Function", starter["javascript"]):
        return Code(starter_code=starter, function=name, parameters=parameters, obstacle="takes or returns functions")
    return Code("function", starter, name, parameters)


def _parameter(text: str) -> Parameter:
    name, _, kind = text.partition(":")
    return Parameter(name.strip(), _builtin_types(kind.partition("=")[0].strip()), optional="=" in text)


def _builtin_types(code: str) -> str:
    """Return annotations that need no import."""
    code = re.sub(r"\bList\[", "list[", code)
    code = re.sub(r"\bDict\[", "dict[", code)
    return re.sub(r"Optional\[([\w'\[\]]+)\]", r"\1 | None", code)


def _python_stub(name: str, parameters: tuple[Parameter, ...], returns: str) -> str:
    given = ", ".join(_annotated(each) for each in parameters)
    kind = _builtin_types(returns or "")
    return f"def {name}({given}){f' -> {_quoted(kind)}' if kind else ''}:\n    pass"


def _annotated(parameter: Parameter) -> str:
    kind = _quoted(parameter.type)
    return (f"{parameter.name}: {kind}" if kind else parameter.name) + (" = None" if parameter.optional else "")


def _quoted(kind: str) -> str:
    """Quote types of the other site, which don't exist when the program runs here."""
    return f'"{kind}"' if re.search(r"\b(?:" + "|".join(_UNTESTABLE) + r")\b", kind) and '"' not in kind else kind


def _javascript_function(code: str) -> str:
    return re.sub(
        r"^(?:var|let|const) (\w+) = (async )?function\s*(\([^)]*\) \{.*\n\});?",
        r"\2function \1\3",
        code,
        flags=re.DOTALL | re.MULTILINE,
    )


def _without_comments(code: str) -> str:
    return re.sub(r"(?m)^#.*$", "", code)
