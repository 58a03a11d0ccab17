"""Other collections' words for what we call by one: topics as tags, levels of difficulty, types, and licenses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mockmate_api.reviews.question_tags import BEHAVIORAL_TAGS, TAGS, TECHNICAL_TAGS

MOST_TAGS = 6

_TAGS = {
    "arrays": "array matrix prefix-sum counting enumeration 2d-array grid",
    "strings": "string string-matching text rolling-hash suffix-array palindrome regex",
    "hashing": "hash-table hash hash-map hashmap hash-function set sets map dictionary dictionaries",
    "sorting": "sort counting-sort merge-sort radix-sort "
    "bucket-sort quickselect quicksort ordered-set divide-and-conquer",
    "two-pointers": "two-pointer",
    "sliding-window": "window",
    "binary-search": "bisection",
    "stacks": "stack monotonic-stack",
    "queues": "queue monotonic-queue deque data-stream",
    "linked-structures": "linked-list linked-lists doubly-linked-list",
    "trees": "tree binary-tree binary-search-tree bst trie tries segment-tree binary-indexed-tree fenwick-tree",
    "graphs": "graph depth-first-search breadth-first-search dfs bfs union-find disjoint-set shortest-path "
    "topological-sort minimum-spanning-tree strongly-connected-component eulerian-circuit biconnected-component flow",
    "heaps": "heap heap-priority-queue priority-queue",
    "intervals": "interval line-sweep sweep-line",
    "dynamic-programming": "dp memoization",
    "backtracking": "recursion brute-force combinations permutations",
    "bits": "bit bit-manipulation bitmask bitwise bitwise-operations",
    "math": "mathematics number-theory combinatorics geometry game-theory probability probability-and-statistics "
    "brainteaser randomized rejection-sampling reservoir-sampling algebra primes number",
    "parsing": "parser tokenizer lexer",
    "simulation": "implementation interactive ad-hoc",
    "design": "iterator class-design object-oriented-design oop data-structure-design",
    "sql": "database databases mysql postgresql query",
    "joins": "join",
    "aggregation": "group-by aggregate",
    "window-functions": "window-function",
    "concurrency": "threads threading multithreading parallelism",
    "system-design": "architecture high-level-design distributed-systems",
    "scaling": "scalability sharding load-balancing",
    "caching": "cache",
    "messaging": "queues-and-streams pub-sub kafka",
    "api-design": "api apis rest",
    "frontend": "front-end ui javascript react web",
    "testing": "test tests unit-testing",
    "security": "authentication authorization",
    "async": "promises asynchronous",
    "teamwork": "team collaboration",
    "conflict": "disagreement conflicts",
    "leadership": "leading management mentoring",
    "communication": "presenting communicating",
    "learning": "growth failure feedback mistakes",
    "judgement": "judgment decision decisions decision-making ethics",
    "planning": "deadline deadlines time-management prioritization priorities organization",
    "ownership": "initiative motivation responsibility career",
}
_OURS = {other: tag for tag, others in _TAGS.items() for other in others.split()}
_DIFFICULTIES = {
    "easy": "easy e beginner basic simple junior 1 low trivial introductory",
    "medium": "medium m intermediate moderate mid normal 2",
    "hard": "hard h difficult advanced expert senior challenging 3 high",
}
_LEVELS = {word: level for level, words in _DIFFICULTIES.items() for word in words.split()}
_TYPES = {
    "technical": "technical coding code algorithm algorithms programming sql design system-design frontend debugging",
    "behavioral": "behavioral behavioural behavior hr soft-skills soft culture leadership conversation personal",
}
_INTERVIEW_TYPES = {word: kind for kind, words in _TYPES.items() for word in words.split()}
_LICENSES = {
    "publicdomain": "public domain",
    "cc0": "CC0-1.0",
    "ccby": "CC-BY-3.0",
    "ccbysa": "CC-BY-SA-3.0",
    "mit": "MIT",
}

_TALK = (
    ("conflict", r"conflict|disagree|difficult (?:co-?worker|colleague|person|people|employee)|difference of opinion"),
    ("conflict", r"getting along|criticism|criticized|criticised|opposing"),
    ("leadership", r"\bled\b|\blead\b|leader|influence|persuade|convince|manage[dr]?\b|mentor|motivate"),
    ("teamwork", r"\bteam|co-?worker|colleague|teammate|collaborat|work(?:ed|ing)? with"),
    ("learning", r"learn|mistake|fail|feedback|misstep|weakness|wrong|grow|stay up to date|improve yourself"),
    ("planning", r"deadline|priorit|time.management|schedule|plan\b|planned|overwhelm|deliver|multi-?task|months"),
    ("communication", r"explain|present|describe .* to|communicat|tell someone|terrible news|teach"),
    ("judgement", r"decision|decide|trade-?off|ethic|risk|without (?:getting )?approval|what would you do|imagine"),
    ("ownership", r"project|proud|initiative|responsib|achieve|accomplish|bug\b|built|strength|why do you want|goal"),
)


def word(text: str) -> str:
    """Return a word as tables have it: lowercase, with hyphens between its parts."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


def tags(topics: Iterable[str], interview_type: str) -> tuple[list[str], list[str]]:
    """Return our tags for another collection's topics, and one line for each topic that is named otherwise or lost."""
    allowed = BEHAVIORAL_TAGS if interview_type == "behavioral" else TECHNICAL_TAGS
    found, changes = list[str](), list[str]()
    for topic in dict.fromkeys(topics):
        ours = _tag(word(topic), allowed)
        if ours is None:
            changes.append(f"tag {topic} is left out: it is not one of ours")
        elif ours in found:
            continue
        elif len(found) == MOST_TAGS:
            changes.append(f"tag {topic} is left out: a question has at most {MOST_TAGS}")
        else:
            found.append(ours)
            if ours != topic:
                changes.append(f"tag {topic} → {ours}")
    return found, changes


def _tag(topic: str, allowed: frozenset[str]) -> str | None:
    for each in (topic, _OURS.get(topic), _OURS.get(topic.removesuffix("s")), f"{topic}s"):
        if each in allowed and each in TAGS:
            return each
    return None


def type_by(topics: Iterable[str]) -> str | None:
    """Return the type of interview that topics belong to; None if that can't be said for certain."""
    words = [word(topic) for topic in topics]
    found = {
        name
        for name, allowed in (("technical", TECHNICAL_TAGS), ("behavioral", BEHAVIORAL_TAGS))
        if any(_tag(each, allowed) for each in words)
    }
    return found.pop() if len(found) == 1 else None


def guessed_tags(text: str) -> list[str]:
    """Return at most three behavioral tags that the words of a question suggest; "ownership" if none does."""
    found = dict.fromkeys(tag for tag, pattern in _TALK if re.search(pattern, text, re.IGNORECASE))
    return list(found)[:3] or ["ownership"]


def difficulty(given: object) -> str | None:
    """Return easy, medium or hard for what another collection calls it; None for what says nothing."""
    return _LEVELS.get(word(str(given)))


def interview_type(given: object) -> str | None:
    """Return technical or behavioral for what another collection calls it; None for what says nothing."""
    return _INTERVIEW_TYPES.get(word(str(given)))


def license_name(given: str) -> str:
    """Return a license's SPDX name where we know it, else what is given."""
    return _LICENSES.get(re.sub(r"[^a-z0-9]", "", given.lower()), given)
