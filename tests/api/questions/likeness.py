"""How alike two questions are: by what they say, and by the code that solves them."""

from __future__ import annotations

import ast
import builtins
import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from mockmate_api.questions.parts import Content

SAID = 0.25
"""Two prompts say the same if a quarter of all their runs of three words is in both. The bank's most alike: 19%."""
SUBJECT = 0.45
"""Two questions are about the same if the cosine of their words, rare ones weighing more, is at least this.

The bank's most alike questions come to 0.32, and one told again in other words to more than 0.45.
"""
TITLED = 0.6
"""Two titles are the same if three fifths of their words, common ones aside, are in both. The bank's: 40%."""
_RUN = 3
_FILLING = frozenset(
    {
        *("a", "an", "and", "at", "by", "each", "every", "for", "from", "has", "have", "how", "in", "into", "is", "it"),
        *("its", "no", "of", "on", "or", "that", "the", "their", "to", "two", "was", "when", "which", "with", "you"),
        *("find", "compute", "count", "check", "design", "list", "show", "tell", "time", "what", "who", "your"),
    }
)
_ENDINGS = ("ing", "ies", "es", "ed", "s")


class _Told(NamedTuple):
    """What is compared of a question."""

    runs: frozenset[str]
    title: frozenset[str]
    weights: Mapping[str, float]
    code: str | None


def alike(questions: Sequence[Content], slug: str | None = None) -> Iterator[tuple[str, str, str]]:
    """Yield the pairs of questions that are nearly the same: both slugs, and in words what they share.

    With a slug, only the pairs of that question.
    """
    said = {
        question.slug: frozenset(map(_stem, _words(f"{question.title} {question.prompt}"))) for question in questions
    }
    known = Counter(word for words in said.values() for word in words)
    told = {
        question.slug: _Told(
            _runs(question.prompt), _title(question), _weights(said[question.slug], known, len(said)), _code(question)
        )
        for question in questions
    }
    for (one, left), (other, right) in combinations(told.items(), 2):
        if slug not in {None, one, other}:
            continue
        if _share(left.runs, right.runs) >= SAID:
            yield one, other, "say the same in the same words"
        elif sum(weight * right.weights.get(word, 0) for word, weight in left.weights.items()) >= SUBJECT:
            yield one, other, "are about the same"
        elif _share(left.title, right.title) >= TITLED:
            yield one, other, "have the same title"
        elif left.code is not None and left.code == right.code:
            yield one, other, "are solved by the same code"


def _weights(words: frozenset[str], known: Counter[str], of: int) -> dict[str, float]:
    """Return how much each word says about a question: more, the fewer questions have it; their squares make 1."""
    rare = {word: math.log(of / known[word]) for word in words}
    length = math.hypot(*rare.values()) or 1
    return {word: weight / length for word, weight in rare.items()}


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return what part of all members two sets share."""
    return len(one & other) / max(1, len(one | other))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _stem(word: str) -> str:
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) > len(one) + 2), "")
    return word.removesuffix(ending)


def _runs(prompt: str) -> frozenset[str]:
    """Return the runs of words of a prompt."""
    words = _words(prompt)
    return frozenset(" ".join(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1)))


def _title(question: Content) -> frozenset[str]:
    return frozenset(_words(question.title)) - _FILLING or frozenset(_words(question.title))


def _code(question: Content) -> str | None:
    """Return a mark of the solution's Python that is the same whatever its names, texts and types are."""
    blocks = re.findall(r"^```python\n(.*?)^```", question.solution or "", re.DOTALL | re.MULTILINE)
    if not blocks:
        return None
    tree = _Nameless().visit(ast.parse("\n".join(blocks)))
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()


class _Nameless(ast.NodeTransformer):
    """Number the names in the order in which they occur, and leave out types and texts."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}

    def _number(self, name: str) -> str:
        if hasattr(builtins, name):
            return name
        return self._numbers.setdefault(name, f"name{len(self._numbers)}")

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.name, node.returns = self._number(node.name), None
        self.generic_visit(node)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        node.name = self._number(node.name)
        self.generic_visit(node)
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.arg, node.annotation = self._number(node.arg), None
        return node

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self._number(node.id)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        self.generic_visit(node)
        return ast.Assign([node.target], node.value) if node.value else node

    def visit_Expr(self, node: ast.Expr) -> ast.Expr | None:
        self.generic_visit(node)
        return None if isinstance(node.value, ast.Constant) else node

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant("") if isinstance(node.value, str) else node
