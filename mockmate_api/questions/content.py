"""Checks a question as a whole: what `parts` says of each part, and what `kinds` says of all of them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from mockmate_api.questions import kinds
from mockmate_api.questions.cases import FORMS
from mockmate_api.questions.faults import Fault, Unfit, faults_of
from mockmate_api.questions.parts import Content
from shared.models import Comparison, InterviewType, QuestionKind

_STAND_INS = {"slug": "a-question", "difficulty": "easy", "title": "A question", "prompt": "A question"}
"""What a part that can't be used is replaced by, to look for further faults."""


def check(values: Mapping[str, Any]) -> Content:
    """Return the values as a question. Raises Unfit with all that is wrong, with field names as places."""
    whole = _filled(values)
    faults: list[Fault] = []
    try:
        content = Content.model_validate(whole)
    except ValidationError as error:
        faults = faults_of(error)
        broken = {fault.place[0] for fault in faults if fault.place}
        rest = {name: value for name, value in whole.items() if name not in broken}
        rest |= _usable_cases(whole, faults)
        try:
            content = Content.model_validate(_filled({**_STAND_INS, **rest}))
        except ValidationError:
            raise Unfit(faults) from None
        faults += _further(kinds.faults(content), faults)
    else:
        faults = kinds.faults(content)
    if faults:
        raise Unfit(faults)
    return content


def _further(found: list[Fault], known: list[Fault]) -> list[Fault]:
    """Return the faults found beside known ones that aren't only because of those."""
    broken = {fault.place[0] for fault in known if fault.place}
    cases = {fault.place[:2] for fault in known}
    if "test_cases" in broken:
        broken |= {"function", "tables"}  # a case that can't be read may do without them
    return [one for one in found if one.place[0] not in broken or (len(one.place) > 1 and one.place[:2] not in cases)]


def _usable_cases(whole: Mapping[str, Any], faults: list[Fault]) -> dict[str, Any]:
    """Return the test cases with a stand-in for each that has a fault, so that the others are looked at as well."""
    broken = {fault.place[1] for fault in faults if fault.place[0] == "test_cases" and len(fault.place) > 1}
    cases = whole.get("test_cases")
    if not broken or not isinstance(cases, list):
        return {}
    return {"test_cases": [{} if str(place) in broken else case for place, case in enumerate(cases)]}


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in what may be left out because other parts determine it."""
    whole = {name: value for name, value in values.items() if value is not None}
    if "kind" not in whole:
        behavioral = _lower(whole.get("interview_type")) == InterviewType.BEHAVIORAL
        whole["kind"] = QuestionKind.CONVERSATION if behavioral else QuestionKind.FUNCTION
    kind = _lower(whole["kind"])
    if isinstance(kind, str) and kind in FORMS:
        whole.setdefault("compare", Comparison.EXACT)
    elif whole.get("compare") == Comparison.EXACT:
        del whole["compare"]  # of a kind that it was before
    if "slug" not in whole and whole.get("draft") is True and isinstance(whole.get("title"), str):
        whole["slug"] = slug_of(whole["title"])
    return whole


def slug_of(title: str) -> str:
    """Return a slug for a title: its words, or a number of its own if it has none in Latin letters."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:100].strip("-")
    return words or "question-" + hashlib.sha256(title.encode(errors="replace")).hexdigest()[:8]


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value
