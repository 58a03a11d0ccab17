"""GET /topics: what people can wish for."""

from __future__ import annotations

from flask import Blueprint
from sqlalchemy import select

from mockmate_api.http.authentication import Credential
from mockmate_api.http.extensions import db
from mockmate_api.http.operation import operation
from mockmate_api.topics.schemas import TopicList, TopicOut
from shared.models import Topic

blueprint = Blueprint("topics", __name__, url_prefix="/topics")


@operation(blueprint, "GET", "", returns={200: TopicList}, credential=Credential.NONE)
def list_topics() -> TopicList:
    """List the topics, those in use and those that are retired: what was wished for keeps its name."""
    order = (Topic.interview_type, Topic.position, Topic.slug)
    return TopicList(
        items=[
            TopicOut(
                slug=one.slug,
                interview_type=one.interview_type,
                name=one.name,
                retired=one.retired_at is not None,
            )
            for one in db.session.scalars(select(Topic).order_by(*order))
        ]
    )
