"""The picture of a whiteboard in an export: well-formed, whole, and safe, whatever clients wrote."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from mockmate_api.interview import board_svg

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*marks: Any) -> ET.Element:
    return ET.fromstring(board_svg.drawn(marks))


def tags(picture: ET.Element) -> list[str]:
    # Without the paper.
    return [one.tag.removeprefix(SVG) for one in picture][1:]


def test_every_kind_is_drawn_in_its_layer():
    picture = drawn(
        {"kind": "arrow", "from": "a", "to": "b", "x": 0, "y": 0, "w": 9, "h": 9, "text": "on top", "z": 1},
        {"kind": "rect", "id": "a", "x": 0, "y": 0, "w": 100, "h": 50, "text": "two\nlines", "fill": 1},
        {"kind": "ellipse", "id": "b", "x": 300, "y": 0, "w": 100, "h": 50},
        {"kind": "diamond", "x": 0, "y": 200, "w": 100, "h": 50},
        {"kind": "stroke", "points": [0, 0, 10, 10, 20, 0], "width": 4},
        {"kind": "text", "x": 5, "y": 300, "text": "words"},
        {"kind": "label", "x": 5, "y": 400, "text": "old words"},
    )
    found = ["rect", "text", "text", "ellipse", "polygon", "polyline", "text", "text", "line", "polyline", "text"]
    assert tags(picture) == found
    shaft = picture.find(f"{SVG}line")
    assert shaft is not None
    assert [shaft.get(name) for name in ("x1", "x2")] == ["100", "300"], "from edge to edge"


def test_what_is_drawn_is_within_the_picture():
    x, y, width, height = map(
        float, drawn({"kind": "rect", "x": -5000, "y": 7, "w": 10, "h": 9000}).attrib["viewBox"].split()
    )
    assert x < -5000
    assert y < 7
    assert x + width > -4990
    assert y + height > 9007


def test_text_is_text_and_nothing_else():
    picture = board_svg.drawn([{"kind": "text", "x": 0, "y": 0, "text": "</text><script>\x00\ud800\"&'"}])
    assert "<script" not in picture
    assert "</text><script>" in "".join(ET.fromstring(picture).itertext())


@pytest.mark.parametrize(
    "mark",
    [
        None,
        [],
        {},
        {"kind": "unheard of"},
        {"kind": ["rect"]},
        {"kind": "rect", "x": float("nan"), "y": "1", "w": -1, "h": None, "colour": 99, "size": float("inf")},
        {"kind": "rect", "x": True, "text": 5, "id": 7},
        {"kind": "stroke", "points": "no"},
        {"kind": "stroke", "points": [1]},
        {"kind": "stroke", "points": [None, "x", 3, 4], "w": 5, "h": 5},
        {"kind": "arrow", "id": "me", "from": "me", "to": "me"},
        {"kind": "arrow", "from": ["a"], "to": {}},
        {"kind": "arrow", "x": 0, "y": 0, "w": 0, "h": 0},
        {"kind": "line", "x": 1e300, "y": -1e300},
    ],
)
def test_what_nobody_can_draw_harms_nothing(mark: Any):
    assert drawn(mark, {"kind": "text", "x": 0, "y": 0, "text": "is here"}).findall(f"{SVG}text")


def test_nothing_is_an_empty_paper():
    assert tags(drawn()) == []
