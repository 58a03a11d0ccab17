"""The bytes that Yjs writes: variable-length numbers, texts and buffers, read with every length checked first."""

from __future__ import annotations

MAX_BITS = 53
"""Yjs writes numbers that JavaScript can hold."""


class Malformed(ValueError):
    """Bytes that no Yjs client writes."""


class Reader:
    """Reads from the front. Nothing is believed that the rest of the bytes can't hold."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        """How many bytes are left."""
        return len(self._data) - self._at

    def byte(self) -> int:
        """Read one byte. Raises Malformed when there is none."""
        if self._at >= len(self._data):
            raise Malformed("it ends too early")
        self._at += 1
        return self._data[self._at - 1]

    def number(self) -> int:
        """Read an unsigned number. Raises Malformed when it ends early or is too large for JavaScript."""
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
        """Read a number that may be negative. Raises Malformed when it ends early or is too large for JavaScript."""
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
        """Read how many things follow, each of which takes a byte at least. Raises Malformed when they can't."""
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
        """Read so many bytes. Raises Malformed when there are not as many."""
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
