"""A good technical and a good behavioral question, as files and as requests."""

from __future__ import annotations

from typing import Any

TECHNICAL = """---
slug: a-question
interview_type: technical
difficulty: easy
title: A question
tags: [arrays, hashing]
function: double
---

## Prompt

Write `double(numbers)`. What is it?

```
## Not a heading
```

## Examples

```
double([1])  ->  [2]
```

## Constraints

- Few numbers.

## Hints

1. The first,
   on two lines.
2. The second.

## Solution

This.

## Follow-ups

1. Why?

## Starter code

```python
def double(numbers: list[int]) -> list[int]:
    return numbers
```

```javascript
function double(numbers) {
  return numbers;
}
```

## Test cases

```json
[
  {"args": [[1]], "expected": [2]},
  {"args": [[]], "expected": []}
]
```
"""

BEHAVIORAL = """---
slug: a-story
interview_type: behavioral
difficulty: hard
title: A story
tags: [learning]
---

## Prompt

Tell me.

## Good answers

They do.

## Hints

1. Ask "And then?"

## Follow-ups

1. Why?

## Rubric

### Structure

- 1: None.
- 3: Some,
  on two lines.
- 5: Much.

### Ownership

- 1: None.
- 3: Some.
- 5: Much.

### Impact

- 1: None.
- 3: Some.
- 5: Much.

### Communication

- 1: None.
- 3: Some.
- 5: Much.
"""


def technical(**changes: Any) -> dict[str, Any]:
    """Return a technical question as a request's body."""
    return {
        "slug": "double-it",
        "interview_type": "technical",
        "difficulty": "easy",
        "title": "Double it",
        "tags": ["arrays"],
        "prompt": "Write `double(number)`.",
        "hints": ["Twice."],
        "solution": "Add it to itself.",
        "follow_ups": ["And three times?"],
        "function": "double",
        "examples": "double(1)  ->  2",
        "constraints": "- Any number.",
        "starter_code": {
            "python": "def double(number):\n    return number",
            "javascript": "function double(number) {\n  return number;\n}",
        },
        "test_cases": [{"args": [1], "expected": 2}],
        **changes,
    }


def behavioral(**changes: Any) -> dict[str, Any]:
    """Return a behavioral question as a request's body."""
    levels = {"1": "None.", "3": "Some.", "5": "Much."}
    return {
        "slug": "a-hard-day",
        "interview_type": "behavioral",
        "difficulty": "medium",
        "title": "A hard day",
        "tags": ["judgement"],
        "prompt": "Tell me about a hard day.",
        "hints": ["Ask for the evening."],
        "solution": "A day.",
        "follow_ups": ["And the day after?"],
        "rubric": dict.fromkeys(("structure", "ownership", "impact", "communication"), levels),
        **changes,
    }
