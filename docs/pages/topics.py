"""docs/reference/topics.md: the topics that ship, and how many questions of the bank belong to each, by level."""

from __future__ import annotations

from collections import Counter
from functools import cache

from docs.pages.markdown import code, codes, document, table
from mockmate_api.questions.bank import read_bank
from shared.matching.topics import SHIPPED, Shipped
from shared.models import Difficulty

FEW = 5
"""With fewer questions at a level, two people who practice it often soon have met all of them."""

_ABOUT = """\
Topics are what people can wish for; administrators change them on *Manage → Topics*, which counts the questions of
their own deployment. A question belongs to each topic of its type of which it has a tag or the kind. Here are those
that ship (`shared/matching/topics.py`), with the questions of the bank.
"""
_FEW = """\
A number in bold is below {few}: few questions. An interview takes one question for each of the two, and both have met
both afterwards; then people are asked what is new to them, on another topic
([0063](../decisions/0063-wishes-choose-whom-one-meets-never-who-is-paired.md)). Few are:
{few_ones}.
"""


@cache
def counts() -> dict[str, Counter[Difficulty]]:
    """Return how many questions of the bank belong to each topic, by level."""
    found: dict[str, Counter[Difficulty]] = {topic.slug: Counter() for topic in SHIPPED}
    for question in read_bank():
        for topic in SHIPPED:
            is_of_kind = question.kind in topic.kinds or set(question.tags) & set(topic.tags)
            if topic.interview_type is question.interview_type and is_of_kind and not question.draft:
                found[topic.slug][question.difficulty] += 1
    return found


def page() -> str:
    """Return the page."""
    known = counts()
    header = ["Topic", "Slug", "Type", *(level.value for level in Difficulty), "Kinds", "Tags"]
    few = [
        f"{topic.name}, {level} ({known[topic.slug][level]})"
        for topic in SHIPPED
        for level in Difficulty
        if known[topic.slug][level] < FEW
    ]
    return document(
        "Topics",
        _ABOUT,
        table(header, [_row(topic, known[topic.slug]) for topic in SHIPPED]),
        _FEW.format(few=FEW, few_ones="; ".join(few)),
    )


def _row(topic: Shipped, known: Counter[Difficulty]) -> list[str]:
    numbers = [f"**{known[level]}**" if known[level] < FEW else str(known[level]) for level in Difficulty]
    kinds = codes(kind.value for kind in topic.kinds)
    return [topic.name, code(topic.slug), topic.interview_type.value, *numbers, kinds, codes(topic.tags)]
