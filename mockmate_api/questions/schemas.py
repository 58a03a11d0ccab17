"""Requests and responses of /questions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from mockmate_api.http.fields import Body, Changes, DifficultyIn, InterviewTypeIn, Omittable
from mockmate_api.http.pagination import Page, PageQuery
from mockmate_api.questions.cases import Cases
from mockmate_api.questions.fields import (
    CodeByLanguage,
    Companies,
    FunctionName,
    Line,
    Points,
    Slug,
    StarterCode,
    Stored,
    Tolerance,
)
from mockmate_api.questions.kinds import NEEDED, NeededPart
from mockmate_api.questions.parts import CompareIn, KindIn, Parameters, Rubric, Tags
from mockmate_api.reviews.question_tags import QuestionTag
from shared.core.integers import Id
from shared.core.view import Moment, View
from shared.models import Comparison, Difficulty, InterviewType, QuestionKind, QuestionSource

MARKDOWN = "text/markdown"
MAX_QUESTION = 1024 * 1024
"""How many bytes a question may have as JSON: 200,000 characters, some of which take six."""
_SOLUTION = "Of a technical question the worked solution, of design and conversation what good answers show."
_DRAFT = "Whether it isn't to be asked yet. A draft needs a title, a type, a difficulty and a prompt only."
_TABLES = "SQL that creates the tables of a query and fills them, for SQLite and PostgreSQL."
_ESTIMATES = "What the interviewee may reckon, with figures; for the interviewer only."
_SLOW = "A right solution that is too slow, in Python or SQL; for the interviewer only."


class QuestionQuery(PageQuery):
    """Which questions."""

    interview_type: InterviewTypeIn | None = None
    kind: KindIn | None = None
    difficulty: DifficultyIn | None = None
    tag: QuestionTag | None = None
    retired: bool | None = Field(None, description="true: only retired ones; false: only those that may be asked.")
    draft: bool | None = Field(None, description="true: only drafts; false: only others.")
    missing: NeededPart | None = Field(None, description="Only drafts that lack this part.")
    q: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = Field(
        None, description="Part of the slug, the title or the prompt, in any case."
    )


class _Parts(Body):
    """What a question consists of besides its head; each part may be null."""

    source_url: Line | None = None
    license: Line | None = None
    parameters: Parameters | None = None
    examples: Stored | None = None
    constraints: Stored | None = None
    requirements: Points | None = None
    estimates: Points | None = Field(None, description=_ESTIMATES)
    tables: Stored | None = Field(None, description=_TABLES)
    code: CodeByLanguage | None = None
    hints: Points | None = None
    solution: Stored | None = Field(None, description=_SOLUTION)
    slow_solution: Stored | None = Field(None, description=_SLOW)
    follow_ups: Points | None = None
    function: FunctionName | None = None
    compare: CompareIn | None = None
    tolerance: Tolerance | None = None
    starter_code: StarterCode | None = None
    test_cases: Cases | None = None
    rubric: Rubric | None = None


class QuestionIn(_Parts):
    """A question. Its kind decides which parts it needs; a draft may lack them. docs/questions.md describes all."""

    slug: Slug | None = Field(None, description="A draft without one gets its title's.")
    interview_type: InterviewTypeIn
    kind: KindIn | None = Field(None, description="If left out, `function`, or `conversation` if it is behavioral.")
    difficulty: DifficultyIn
    title: Line
    draft: bool | None = Field(None, description=_DRAFT)
    tags: Tags | None = None
    companies: Companies | None = None
    prompt: Stored


class QuestionChanges(_Parts, Changes):
    """Changes to a question. Its slug and type identify it and can't be changed.

    Null removes a part, if a question of this kind can do without. `draft: false` publishes a draft; what it lacks for
    that is named part by part.
    """

    kind: Omittable[KindIn] = None
    difficulty: Omittable[DifficultyIn] = None
    title: Omittable[Line] = None
    draft: Omittable[bool] = Field(None, description=_DRAFT)
    tags: Omittable[Tags] = None
    companies: Omittable[Companies] = None
    prompt: Omittable[Stored] = None


class ImportIn(Body):
    """One question in the format of the bank's files."""

    markdown: Annotated[str, Field(min_length=1, max_length=200_000)]


class RetireIn(Body):
    """What is asked in place of the question: who met that one counts as having met the other too."""

    replaced_by: Slug | None = Field(None, description="The slug of a question that is in use.")


class QuestionSummary(View):
    """A question in a list."""

    id: Id
    slug: str
    interview_type: InterviewType
    kind: QuestionKind
    difficulty: Difficulty
    title: str
    draft: bool = Field(description=_DRAFT)
    missing: list[NeededPart] = Field(description="What a draft lacks to be published: " + ", ".join(NEEDED) + ".")
    tags: list[str]
    companies: list[str]
    source: QuestionSource = Field(description="bank: from a file, which replaces it whenever the file has changed.")
    retired_at: Moment | None = Field(description="Since when it isn't asked any more.")
    replaced_by: Id | None = Field(description="The question that it was retired for.")
    created_at: Moment
    updated_at: Moment


class QuestionPage(Page[QuestionSummary]):
    """Questions, oldest first."""


class QuestionOut(QuestionSummary):
    """A question with all its parts; parts that it doesn't have are null, and lists are empty."""

    unusable_for: list[str] = Field(description="In words, what it can't be used for while something is missing.")
    source_url: str | None = None
    license: str | None = None
    prompt: str
    parameters: Parameters = Field(default=[])
    examples: str | None = None
    constraints: str | None = None
    requirements: list[str] = Field(default=[])
    estimates: list[str] = Field(default=[], description=_ESTIMATES)
    tables: str | None = Field(None, description=_TABLES)
    code: dict[str, str] | None = None
    hints: list[str] = Field(default=[])
    solution: str | None = Field(None, description=_SOLUTION)
    slow_solution: str | None = Field(None, description=_SLOW)
    follow_ups: list[str] = Field(default=[])
    rubric: Rubric | None = None
    function: str | None = None
    compare: Comparison | None = None
    tolerance: float | None = None
    starter_code: dict[str, str] | None = None
    test_cases: Cases | None = None
