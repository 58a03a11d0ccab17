"""What is read of a stored document: the text of each pad, whatever order its rows have and whatever else is there."""

from __future__ import annotations

from typing import Any

from pycrdt import Array, Doc, Map, Text

from shared.rooms.pad_texts import texts


def typed(*steps: tuple[str, str]) -> list[bytes]:
    """Return the changes of somebody who writes these words at the end of these roots."""
    doc: Doc[Any] = Doc()
    changes = []
    for name, words in steps:
        before = doc.get_state()
        pad = doc.get(name, type=Text)
        pad += words
        changes.append(doc.get_update(before))
    return changes


STEPS = (("code", "one"), ("code2", "two"), ("code", ", more"))


def test_each_pad_has_its_text():
    assert texts(typed(*STEPS)) == {"code": "one, more", "code2": "two"}


def test_a_document_of_before_has_one_text():
    assert texts(typed(("code", "one"))) == {"code": "one", "code2": ""}
    assert texts([]) == {"code": "", "code2": ""}


def test_rows_that_build_on_later_ones_are_read_too():
    assert texts(typed(*STEPS)[::-1]) == {"code": "one, more", "code2": "two"}


def test_a_row_that_cannot_be_read_takes_nothing_else_away():
    first, *others = typed(*STEPS)
    for broken in (b"", b"\x01", b"\xff" * 20, b"\x01\x05\x01\x00"):
        assert texts([first, broken, *others]) == {"code": "one, more", "code2": "two"}


def test_the_board_is_left_alone():
    doc: Doc[Any] = Doc()
    doc["board"] = Array([Map({"kind": "stroke"})])
    assert texts([doc.get_update(), *typed(*STEPS)]) == {"code": "one, more", "code2": "two"}
