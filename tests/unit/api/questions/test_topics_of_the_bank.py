"""The topics that ship have questions at every level, and tags and kinds that exist."""

from __future__ import annotations

import pytest

from docs.pages.topics import counts
from mockmate_api.reviews import question_tags
from shared.matching.topics import SHIPPED, Shipped
from shared.models import Difficulty


@pytest.mark.parametrize("topic", SHIPPED, ids=lambda topic: topic.slug)
def test_there_is_a_question_on_every_topic_at_every_level(topic: Shipped):
    assert [level.value for level in Difficulty if counts()[topic.slug][level] == 0] == []


@pytest.mark.parametrize("topic", SHIPPED, ids=lambda topic: topic.slug)
def test_its_tags_are_those_of_its_type(topic: Shipped):
    assert set(topic.tags) <= question_tags.of_type(topic.interview_type)


def test_no_two_have_the_same_slug():
    assert len({topic.slug for topic in SHIPPED}) == len(SHIPPED)
