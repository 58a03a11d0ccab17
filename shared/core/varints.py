"""Yjs's binary encoding: variable-length numbers, texts and buffers. Every length is checked before reading."""

from __future__ import annotations

MAX_BITS = 53
"""JavaScript holds integers of this many bits exactly; Yjs writes none larger."""


class Malformed(ValueError):
    """Bytes that no Yjs client would send."""


class Reader:
    """Reads from the front. A length is rejected if the remaining bytes can't hold it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        """How many bytes are left."""
        return len(self._data) - self._at

    @property
    def position(self) -> int:
        """How many bytes have been read."""
        return self._at

    def byte(self) -> int:
        """Read one byte. Raises Malformed if there is none."""
        if self._at >= len(self._data):
            raise Malformed("it ends too early")
        self._at += 1
        return self._data[self._at - 1]

    def number(self) -> int:
        """Read an unsigned number. Raises Malformed if it ends early or is too large for JavaScript."""
        value = shift = 0
        while True:
            part = self.byte()
            value |= (part & 0x7F) << shift
            if part < 0x80:
                break
            shift += 7
            if shift > MAX_BITS:
                raise Malformed("a number is too large")
        if value >> MAX_BITS:
            raise Malformed("a number is too large")
        return value

    def signed(self) -> int:
        """Read a number that may be negative. Raises Malformed if it ends early or is too large for JavaScript."""
        part = self.byte()
        value, is_negative, shift = part & 0x3F, part & 0x40, 6
        while part >= 0x80:
            if shift > MAX_BITS:
                raise Malformed("a number is too large")
            part = self.byte()
            value |= (part & 0x7F) << shift
            shift += 7
        if value >> MAX_BITS:
            raise Malformed("a number is too large")
        return -value if is_negative else value

    def count(self) -> int:
        """Read a number of items of at least one byte each. Raises Malformed if they can't fit."""
        value = self.number()
        if value > self.left:
            raise Malformed("it announces more than it has")
        return value

    def buffer(self) -> bytes:
        """Read bytes with their length in front. Raises Malformed."""
        length = self.count()
        self._at += length
        return self._data[self._at - length : self._at]

    def text(self) -> str:
        """Read UTF-8 with its length in front. Raises Malformed."""
        try:
            return self.buffer().decode()
        except UnicodeDecodeError:
            raise Malformed("a text is not UTF-8") from None

    def take(self, length: int) -> bytes:
        """Read this many bytes. Raises Malformed if there are fewer."""
        if length > self.left:
            raise Malformed("it ends too early")
        self._at += length
        return self._data[self._at - length : self._at]


def number(value: int) -> bytes:
    """Write an unsigned number."""
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)


def buffer(data: bytes) -> bytes:
    """Write bytes with their length in front."""
    return number(len(data)) + data
