"""What a whiteboard saved as a file has in it, read without anything of the client's."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from playwright.sync_api import FloatRect

from tests.clients.person import Person

_SVG = "{http://www.w3.org/2000/svg}"
Place = tuple[float, float]


class Paper(NamedTuple):
    """The part of the board that a page shows: in the board's units, and in pixels of the window."""

    units: FloatRect
    pixels: FloatRect

    def at(self, place: Place) -> Place:
        """Return the pixels of a place, which is given in parts of the width and height."""
        x, y = place
        return self.pixels["x"] + self.pixels["width"] * x, self.pixels["y"] + self.pixels["height"] * y

    def of(self, place: Place) -> Place:
        """Return the board's units of a place."""
        x, y = place
        return self.units["x"] + self.units["width"] * x, self.units["y"] + self.units["height"] * y


def paper_of(person: Person) -> Paper:
    paper = person.page.locator(".board-paper")
    box = paper.bounding_box()
    assert box is not None
    x, y, width, height = (float(paper.get_attribute(name) or 0) for name in ("x", "y", "width", "height"))
    return Paper({"x": x, "y": y, "width": width, "height": height}, box)


class Mark(NamedTuple):
    """A mark in an SVG file: its kind, and its elements as (name, attributes, text)."""

    kind: str
    elements: list[tuple[str, dict[str, str], str]]

    def one(self, name: str) -> dict[str, str]:
        """Return the attributes of the only element with this name."""
        (found,) = [attributes for tag, attributes, _ in self.elements if tag == name]
        return found

    def numbers(self, name: str, *attributes: str) -> list[float]:
        found = self.one(name)
        return [float(found[one]) for one in attributes]

    def words(self) -> str:
        return " ".join(text for _, _, text in self.elements if text)


class Picture(NamedTuple):
    """An SVG file: the size that it says it has, and its marks, bottom first."""

    size: tuple[int, int]
    marks: list[Mark]

    def of(self, kind: str) -> Mark:
        (found,) = [one for one in self.marks if one.kind == kind]
        return found


def read_svg(path: Path) -> Picture:
    root = ET.parse(path).getroot()
    assert root.tag == f"{_SVG}svg"
    names = {one.tag.removeprefix(_SVG) for one in root.iter()}
    assert names <= {"svg", "g", "rect", "ellipse", "polygon", "line", "path", "text"}, names
    marks = [
        Mark(group.attrib["data-kind"], [(one.tag.removeprefix(_SVG), one.attrib, one.text or "") for one in group])
        for group in root.findall(f"{_SVG}g")
    ]
    return Picture((int(root.attrib["width"]), int(root.attrib["height"])), marks)


class Png(NamedTuple):
    """A PNG file: its size in pixels, and how many of its pixels have each color."""

    size: tuple[int, int]
    colors: dict[bytes, int]


def read_png(path: Path) -> Png:
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    chunks = list(_chunks(data))
    width, height, depth, color, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    assert (depth, color, interlaced) == (8, 6, 0) or (depth, color, interlaced) == (8, 2, 0)
    step = 4 if color == 6 else 3
    colors: dict[bytes, int] = {}
    for row in _rows(zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT")), width * step, step):
        for at in range(0, len(row), step):
            pixel = bytes(row[at : at + 3])
            colors[pixel] = colors.get(pixel, 0) + 1
    assert sum(colors.values()) == width * height
    return Png((width, height), colors)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def _rows(data: bytes, length: int, step: int) -> Iterator[bytearray]:
    above = bytearray(length)
    for start in range(0, len(data), length + 1):
        row = bytearray(data[start + 1 : start + 1 + length])
        _restore(data[start], row, above, step)
        yield row
        above = row


def _restore(kind: int, row: bytearray, above: bytearray, step: int) -> None:
    """Undo one of PNG's five filters."""
    for at in range(len(row) if kind else 0):
        left = row[at - step] if at >= step else 0
        corner = above[at - step] if at >= step else 0
        guess = (0, left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner))[kind]
        row[at] = (row[at] + guess) & 0xFF


def _paeth(left: int, above: int, corner: int) -> int:
    by_left, by_above, by_corner = abs(above - corner), abs(left - corner), abs(left + above - 2 * corner)
    if by_left <= by_above and by_left <= by_corner:
        return left
    return above if by_above <= by_corner else corner
