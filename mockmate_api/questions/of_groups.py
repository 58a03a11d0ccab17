"""/groups/{group_id}/questions: a group's own questions, for its organizers. They are asked in its slots only."""

from __future__ import annotations

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from mockmate_api.http.caller import current_user
from mockmate_api.http.extensions import db
from mockmate_api.http.operation import operation
from mockmate_api.questions import service
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
from shared.core.errors import Forbidden, NotFound, SlugTaken
from shared.groups import membership

# With the routes of the other questions, whose work they share: features don't import each other.
blueprint = Blueprint("group_questions", __name__, url_prefix="/groups/<id:group_id>/questions")


def _for_organizer(group_id: int) -> Session:
    membership.require_organizer(db.session(), current_user().id, group_id)
    return db.session()


@operation(blueprint, "GET", "", returns={200: QuestionPage}, errors=(NotFound, Forbidden))
def list_group_questions(group_id: int, query: QuestionQuery) -> QuestionPage:
    """List a group's own questions, oldest first."""
    return service.page(_for_organizer(group_id), query, group_id)


@operation(
    blueprint, "POST", "", returns={201: QuestionOut}, errors=(NotFound, Forbidden, SlugTaken), max_body=MAX_QUESTION
)
def add_group_question(group_id: int, body: QuestionIn) -> QuestionOut:
    """Add a question to a group, or with `draft` what there is of one. Its slug begins with `group-` and the number."""
    return service.add(_for_organizer(group_id), body, group_id)


@operation(
    blueprint,
    "POST",
    "/import",
    returns={201: QuestionOut, 200: QuestionOut},
    errors=(NotFound, Forbidden, SlugTaken),
    max_body=MAX_QUESTION,
)
def import_group_question(group_id: int, body: ImportIn) -> tuple[QuestionOut, int]:
    """Add a question to a group from Markdown, or replace the group's one with its slug."""
    question, is_new = service.take_in(_for_organizer(group_id), body.markdown, group_id)
    return question, 201 if is_new else 200


@operation(blueprint, "GET", "/<id:group_question_id>/markdown", returns={200: MARKDOWN}, errors=(Forbidden,))
def read_group_question_as_markdown(group_id: int, group_question_id: int) -> Response:
    """Read a group's question as a file in the bank's format. Importing it changes nothing."""
    written = service.markdown(_for_organizer(group_id), group_question_id, group_id)
    return Response(written, mimetype=MARKDOWN)


@operation(blueprint, "GET", "/<id:group_question_id>", returns={200: QuestionOut}, errors=(Forbidden,))
def read_group_question(group_id: int, group_question_id: int) -> QuestionOut:
    """Read a group's question with all its parts."""
    return service.read(_for_organizer(group_id), group_question_id, group_id)


@operation(
    blueprint,
    "PATCH",
    "/<id:group_question_id>",
    returns={200: QuestionOut},
    errors=(Forbidden,),
    max_body=MAX_QUESTION,
)
def change_group_question(group_id: int, group_question_id: int, body: QuestionChanges) -> QuestionOut:
    """Change parts of a group's question."""
    return service.change(_for_organizer(group_id), group_question_id, body, group_id)


@operation(blueprint, "POST", "/<id:group_question_id>/retire", returns={200: QuestionOut}, errors=(Forbidden,))
def retire_group_question(
    group_id: int,
    group_question_id: int,
    body: RetireIn = RetireIn(),  # noqa: B008 - frozen
) -> QuestionOut:
    """Stop asking a group's question. Interviews that have it keep it."""
    return service.retire(_for_organizer(group_id), group_question_id, body, group_id)


@operation(blueprint, "POST", "/<id:group_question_id>/restore", returns={200: QuestionOut}, errors=(Forbidden,))
def restore_group_question(group_id: int, group_question_id: int) -> QuestionOut:
    """Start asking a group's retired question again."""
    return service.restore(_for_organizer(group_id), group_question_id, group_id)
