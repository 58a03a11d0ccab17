"""Requests and responses of /questions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from mockmate_api.http.fields import Body, Changes, DifficultyIn, InterviewTypeIn, Omittable
from mockmate_api.http.pagination import Page, PageQuery
from mockmate_api.questions.content import (
    AnswerRubric,
    Cases,
    Companies,
    FunctionName,
    Line,
    Points,
    QuestionTag,
    Slug,
    StarterCode,
    Stored,
    Tags,
)
from shared.core.integers import Id, IdIn
from shared.core.view import Moment, View
from shared.models import Comparison, Difficulty, InterviewType, QuestionSource

_SOLUTION = "Of a technical question the worked solution, of a behavioral one what good answers show."
CompareIn = Annotated[Comparison, Field(strict=False)]


class QuestionQuery(PageQuery):
    """Which questions."""

    interview_type: InterviewTypeIn | None = None
    difficulty: DifficultyIn | None = None
    tag: QuestionTag | None = None
    retired: bool | None = Field(None, description="true: only retired ones; false: only those that may be asked.")
    q: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = Field(
        None, description="Part of the slug, the title or the prompt, in any case."
    )


class QuestionIn(Body):
    """A question. A technical one needs `function`, `examples`, `constraints`, `starter_code` and `test_cases`.

    A behavioral one needs `rubric` instead.
    """

    slug: Slug
    interview_type: InterviewTypeIn
    difficulty: DifficultyIn
    title: Line
    tags: Tags
    companies: Companies | None = None
    prompt: Stored
    hints: Points
    solution: Stored = Field(description=_SOLUTION)
    follow_ups: Points
    function: FunctionName | None = None
    compare: CompareIn | None = None
    examples: Stored | None = None
    constraints: Stored | None = None
    starter_code: StarterCode | None = None
    test_cases: Cases | None = None
    rubric: AnswerRubric | None = None


class QuestionChanges(Changes):
    """Changes to a question. Its slug and type identify it and can't be changed."""

    difficulty: Omittable[DifficultyIn] = None
    title: Omittable[Line] = None
    tags: Omittable[Tags] = None
    companies: Omittable[Companies] = None
    prompt: Omittable[Stored] = None
    hints: Omittable[Points] = None
    solution: Omittable[Stored] = None
    follow_ups: Omittable[Points] = None
    function: Omittable[FunctionName] = None
    compare: Omittable[CompareIn] = None
    examples: Omittable[Stored] = None
    constraints: Omittable[Stored] = None
    starter_code: Omittable[StarterCode] = None
    test_cases: Omittable[Cases] = None
    rubric: Omittable[AnswerRubric] = None


class ImportIn(Body):
    """One question in the format of the bank's files."""

    markdown: Annotated[str, Field(min_length=1, max_length=200_000)]


class RetireIn(Body):
    """What is asked in place of the question: who met that one counts as having met the other too."""

    replaced_by: IdIn | Slug | None = Field(None, description="The slug or the id of a question that is in use.")


class QuestionSummary(View):
    """A question in a list."""

    id: Id
    slug: str
    interview_type: InterviewType
    difficulty: Difficulty
    title: str
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
    """A question with all its parts; parts that its type doesn't have are null."""

    prompt: str
    examples: str | None
    constraints: str | None
    hints: list[str]
    solution: str = Field(description=_SOLUTION)
    follow_ups: list[str]
    rubric: AnswerRubric | None
    function: str | None
    compare: Comparison | None
    starter_code: StarterCode | None
    test_cases: Cases | None
