"""GET and POST /questions, one question under /questions/{id}, and POST /questions/import; for administrators only."""

from __future__ import annotations

from flask import Blueprint, Response

from mockmate_api.http.authentication import Credential
from mockmate_api.http.extensions import db
from mockmate_api.http.operation import operation
from mockmate_api.questions import service
from mockmate_api.questions.figures import blueprint as figures
from mockmate_api.questions.imports.routes import blueprint as imports
from mockmate_api.questions.reports import blueprint as reports
from mockmate_api.questions.schemas import (
    MARKDOWN,
    MAX_QUESTION,
    ImportIn,
    QuestionChanges,
    QuestionIn,
    QuestionOut,
    QuestionPage,
    QuestionQuery,
    RetireIn,
)
from shared.core.errors import SlugTaken

blueprint = Blueprint("questions", __name__, url_prefix="/questions")
blueprint.register_blueprint(figures)
blueprint.register_blueprint(reports)
blueprint.register_blueprint(imports)


@operation(blueprint, "GET", "", returns={200: QuestionPage}, credential=Credential.ADMIN)
def list_questions(query: QuestionQuery) -> QuestionPage:
    """List the questions, oldest first."""
    return service.page(db.session(), query)


@operation(
    blueprint,
    "POST",
    "",
    returns={201: QuestionOut},
    errors=(SlugTaken,),
    credential=Credential.ADMIN,
    max_body=MAX_QUESTION,
)
def add_question(body: QuestionIn) -> QuestionOut:
    """Add a question, or with `draft` what there is of one."""
    return service.add(db.session(), body)


@operation(
    blueprint,
    "POST",
    "/import",
    returns={201: QuestionOut, 200: QuestionOut},
    errors=(SlugTaken,),
    credential=Credential.ADMIN,
    max_body=MAX_QUESTION,
)
def import_question(body: ImportIn) -> tuple[QuestionOut, int]:
    """Add a question from Markdown, or replace the one with its slug.

    The text has the format of the bank's files. Error pointers continue into it: `#/markdown/test_cases/0/args`.
    """
    question, is_new = service.take_in(db.session(), body.markdown)
    return question, 201 if is_new else 200


@operation(blueprint, "GET", "/<id:question_id>", returns={200: QuestionOut}, credential=Credential.ADMIN)
def read_question(question_id: int) -> QuestionOut:
    """Read a question with all its parts."""
    return service.read(db.session(), question_id)


@operation(blueprint, "GET", "/<id:question_id>/markdown", returns={200: MARKDOWN}, credential=Credential.ADMIN)
def read_question_as_markdown(question_id: int) -> Response:
    """Read a question as a file in the bank's format. Importing it changes nothing."""
    return Response(service.markdown(db.session(), question_id), mimetype=MARKDOWN)


@operation(
    blueprint,
    "PATCH",
    "/<id:question_id>",
    returns={200: QuestionOut},
    credential=Credential.ADMIN,
    max_body=MAX_QUESTION,
)
def change_question(question_id: int, body: QuestionChanges) -> QuestionOut:
    """Change parts of a question. For one from a file, the change lasts until the file changes.

    `{"draft": false}` publishes a draft. If it can't be asked yet, each part that is missing has an error of its own.
    """
    return service.change(db.session(), question_id, body)


@operation(blueprint, "POST", "/<id:question_id>/retire", returns={200: QuestionOut}, credential=Credential.ADMIN)
def retire_question(question_id: int, body: RetireIn = RetireIn()) -> QuestionOut:  # noqa: B008 - frozen
    """Stop asking a question. Interviews that have it keep it."""
    return service.retire(db.session(), question_id, body)


@operation(blueprint, "POST", "/<id:question_id>/restore", returns={200: QuestionOut}, credential=Credential.ADMIN)
def restore_question(question_id: int) -> QuestionOut:
    """Start asking a retired question again."""
    return service.restore(db.session(), question_id)
