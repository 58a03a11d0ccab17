"""GET, POST, PATCH and DELETE /admin/topics: what people can wish for."""

from __future__ import annotations

from flask import Blueprint
from pydantic_core import PydanticCustomError
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.admin.topic_schemas import LevelCounts, ManagedTopic, ManagedTopics, TopicChanges, TopicIn, check
from mockmate_api.http.authentication import Credential
from mockmate_api.http.extensions import db
from mockmate_api.http.operation import operation
from shared.core import clock
from shared.core.errors import Invalid, NotFound, TopicTaken
from shared.models import BELONGS_TO_TOPIC, QuestionKind, Topic

blueprint = Blueprint("managed_topics", __name__, url_prefix="/topics")

_TOPICS = text(
    f"""
    SELECT t.*, count(q.id) FILTER (WHERE q.difficulty = 'easy') AS easy,
        count(q.id) FILTER (WHERE q.difficulty = 'medium') AS medium,
        count(q.id) FILTER (WHERE q.difficulty = 'hard') AS hard
    FROM topics t LEFT JOIN questions q ON {BELONGS_TO_TOPIC} AND q.retired_at IS NULL AND NOT q.draft
    WHERE CAST(:id AS bigint) IS NULL OR t.id = :id
    GROUP BY t.id ORDER BY t.interview_type, t.position, t.slug
    """  # noqa: S608 - ours
)


@operation(blueprint, "GET", "", returns={200: ManagedTopics}, credential=Credential.ADMIN)
def list_managed_topics() -> ManagedTopics:
    """List the topics with what belongs to them, and how many questions that is at each level."""
    return ManagedTopics(items=_read(db.session()))


@operation(blueprint, "POST", "", returns={201: ManagedTopic}, errors=(TopicTaken,), credential=Credential.ADMIN)
def add_topic(body: TopicIn) -> ManagedTopic:
    """Add a topic."""
    topic = Topic(
        slug=body.slug,
        interview_type=body.interview_type,
        name=body.name,
        position=body.position or 0,
        tags=_once(body.tags or []),
        kinds=_once([kind.value for kind in body.kinds or []]),
    )
    db.session.add(topic)
    db.session.flush()
    return _read(db.session(), topic.id)[0]


@operation(blueprint, "PATCH", "/<id:topic_id>", returns={200: ManagedTopic}, credential=Credential.ADMIN)
def change_topic(topic_id: int, body: TopicChanges) -> ManagedTopic:
    """Change a topic, retire it, or offer it again."""
    topic = _locked(db.session(), topic_id)
    given = body.given
    if "retired" in given:
        _retire(db.session(), topic, retired=given.pop("retired"))
    for name, value in given.items():
        setattr(topic, name, _once(value) if isinstance(value, list) else value)
    try:
        check(topic.interview_type, topic.tags, [QuestionKind(kind) for kind in topic.kinds])
    except PydanticCustomError as error:
        raise Invalid(error.message(), code=error.type) from None
    db.session.flush()
    return _read(db.session(), topic_id)[0]


@operation(blueprint, "DELETE", "/<id:topic_id>", returns={204: None}, credential=Credential.ADMIN)
def retire_topic(topic_id: int) -> None:
    """Retire a topic: it can't be wished for any more. Bookings, interviews and the history keep it."""
    _retire(db.session(), _locked(db.session(), topic_id), retired=True)


def _retire(session: Session, topic: Topic, *, retired: bool) -> None:
    topic.retired_at = (topic.retired_at or clock.now(session)) if retired else None


def _locked(session: Session, topic_id: int) -> Topic:
    topic = session.get(Topic, topic_id, with_for_update=True)
    if topic is None:
        raise NotFound
    return topic


def _once(values: list[str]) -> list[str]:
    return list(dict.fromkeys(str(value) for value in values))


def _read(session: Session, topic_id: int | None = None) -> list[ManagedTopic]:
    return [
        ManagedTopic(
            id=row.id,
            slug=row.slug,
            interview_type=row.interview_type,
            name=row.name,
            position=row.position,
            tags=row.tags,
            kinds=row.kinds,
            questions=LevelCounts(easy=row.easy, medium=row.medium, hard=row.hard),
            retired_at=row.retired_at,
        )
        for row in session.execute(_TOPICS, {"id": topic_id})
    ]
