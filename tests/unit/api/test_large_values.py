"""Short forms of large values are the same here as in browsers, which `web/src/sandbox/large.test.ts` looks at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mockmate_api.questions.large import expand

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "large.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("one", VECTORS["small"], ids=lambda one: json.dumps(one["form"])[:40])
def test_a_short_form_is_written_out(one: dict[str, Any]):
    assert expand(one["form"]) == one["value"]


@pytest.mark.parametrize("one", VECTORS["large"], ids=lambda one: json.dumps(one["form"])[:40])
def test_a_large_value_is_the_same_to_its_last_member(one: dict[str, Any]):
    text = json.dumps(expand(one["form"]), separators=(",", ":"))
    digest = 2166136261
    for byte in text.encode():
        digest = ((digest ^ byte) * 16777619) & 0xFFFFFFFF
    assert (len(text), digest) == (one["length"], one["fnv1a"])
