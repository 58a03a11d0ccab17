"""Reads and checks a Yjs update before it is applied.

Decoders trust what they read: some have reserved memory for whatever count an update announced, or run out of stack on
nested values. So every count is compared with the available bytes first, and every depth with a limit. The layout is
version 1 of Yjs' encoding, as `Y.encodeStateAsUpdate` writes it. Whether the document may contain the content is up to
`mockmate_ws.collab.form`.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from shared.core import varints
from shared.core.varints import Malformed, Reader

MAX_DEPTH = 32
"""How deeply values of a shared map or list may be nested."""

MAX_CLOCK = 2**31
"""Clocks have 32 bits in the decoder, whose arithmetic would wrap past that."""
_HAS_LEFT, _HAS_RIGHT, _HAS_KEY = 0x80, 0x40, 0x20

GC, DELETED, STRING, TYPE, VALUES, SKIP = 0, 1, 4, 7, 8, 10
"""Kinds of structs: garbage-collected, deleted content, text, a shared type, plain values, a gap."""
LIST, MAP = 0, 1
"""Kinds of shared types."""
_NAMED_TYPE = 3  # an XML element; of the others 2 is a text, 4 a fragment, 6 an XML text

Id = tuple[int, int]
"""A client, and one of its clock ticks."""
OPAQUE = object()
"""Stands for a value that is a list, an object or bytes."""


class Struct(NamedTuple):
    """One piece of an update. `content` is the text, the list of values, or the kind of the shared type.

    Its place follows from the neighbors it was put between (`left`, `right`) or, without any, from a shared type of the
    document (`root`) or another piece (`parent`) that contains it, with a `key` if that is a map.
    """

    client: int
    clock: int
    length: int
    kind: int
    left: Id | None = None
    right: Id | None = None
    root: str | None = None
    parent: Id | None = None
    key: str | None = None
    content: object = None


class Parsed(NamedTuple):
    """A parsed update: its pieces, by client and in order, and the ticks it deletes (client, first, count)."""

    structs: list[Struct]
    deleted: list[tuple[int, int, int]]


def parse(update: bytes) -> Parsed:
    """Read an update. Raises Malformed unless the decoder can apply it without harm."""
    reader = Reader(update)
    structs = [one for one, _, _ in read_structs(reader)]
    return Parsed(structs, list(read_deletions(reader)))


def read_structs(reader: Reader) -> Iterator[tuple[Struct, int, int]]:
    """Yield each piece, and where it begins and ends in the update."""
    clients = set()
    for _ in range(reader.count()):
        count = reader.count()
        client, clock = reader.number(), _clock(reader)
        if client in clients or not count:
            raise Malformed("a client comes twice, or with nothing")
        clients.add(client)
        for _ in range(count):
            begin = reader.position
            one = _struct(reader, client, clock)
            clock += one.length
            if clock > MAX_CLOCK:
                raise Malformed("a clock is too large")
            yield one, begin, reader.position


def state_vector(clocks: Iterable[tuple[int, int]]) -> bytes:
    """Encode a state vector: each client with the clock after its last piece."""
    written = [varints.number(client) + varints.number(clock) for client, clock in clocks]
    return varints.number(len(written)) + b"".join(written)


def clocks(state: bytes) -> dict[int, int]:
    """Parse a state vector: by client, the clock after its last piece. Raises Malformed."""
    reader = Reader(state)
    return {reader.number(): reader.number() for _ in range(reader.count())}


def _clock(reader: Reader) -> int:
    clock = reader.number()
    if clock > MAX_CLOCK:
        raise Malformed("a clock is too large")
    return clock


def read_deletions(reader: Reader) -> Iterator[tuple[int, int, int]]:
    for _ in range(reader.count()):
        client = reader.number()
        for _ in range(reader.count()):
            clock, length = _clock(reader), _clock(reader)
            if clock + length > MAX_CLOCK:
                raise Malformed("a clock is too large")
            yield client, clock, length
    if reader.left:
        raise Malformed("something follows its end")


def _struct(reader: Reader, client: int, clock: int) -> Struct:
    info = reader.byte()
    kind = info & 0x1F
    if kind in (GC, SKIP):
        return Struct(client, clock, _length(reader), kind)
    read = _CONTENT.get(kind)
    if read is None:
        raise Malformed(f"content of kind {kind} is not taken here")
    left = _id(reader) if info & _HAS_LEFT else None
    right = _id(reader) if info & _HAS_RIGHT else None
    root = parent = key = None
    if left is None and right is None:
        root, parent = _parent(reader)
        key = reader.text() if info & _HAS_KEY else None
    length, content = read(reader)
    return Struct(client, clock, length, kind, left, right, root, parent, key, content)


def _id(reader: Reader) -> Id:
    return reader.number(), _clock(reader)


def _parent(reader: Reader) -> tuple[str, None] | tuple[None, Id]:
    named = reader.number()
    if named == 1:
        return reader.text(), None
    if named == 0:
        return None, _id(reader)
    raise Malformed("a parent is neither named nor an item")


def _length(reader: Reader) -> int:
    length = _clock(reader)
    if length == 0:
        raise Malformed("a struct is empty")
    return length


_Content = tuple[int, object]
"""The number of clock ticks, and the content."""


def _deleted(reader: Reader) -> _Content:
    return _length(reader), None


def _texts(reader: Reader) -> _Content:
    texts = [reader.text() for _ in range(reader.count())]
    return _filled(len(texts)), texts


def _values(reader: Reader) -> _Content:
    values = [_value(reader, MAX_DEPTH) for _ in range(reader.count())]
    return _filled(len(values)), values


def _filled(count: int) -> int:
    if count == 0:
        raise Malformed("a struct is empty")
    return count


def _string(reader: Reader) -> _Content:
    text = reader.text()
    return utf16_length(text), text


def utf16_length(text: str) -> int:
    """Return a text's length as JavaScript and its clock ticks count it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _bytes(reader: Reader) -> _Content:
    return 1, reader.buffer()


def _one_text(reader: Reader) -> _Content:
    return 1, reader.text()


def _format(reader: Reader) -> _Content:
    return 1, (reader.text(), reader.text())


def _type(reader: Reader) -> _Content:
    kind = reader.number()
    if kind == _NAMED_TYPE:
        reader.text()
    elif kind not in (LIST, MAP, 2, 4, 6):
        raise Malformed(f"a shared type of kind {kind} is not taken here")
    return 1, kind


_CONTENT: dict[int, Callable[[Reader], _Content]] = {
    DELETED: _deleted,
    2: _texts,  # JSON, of old clients
    3: _bytes,
    STRING: _string,
    5: _one_text,  # embedded
    6: _format,
    TYPE: _type,
    VALUES: _values,
}

_PLAIN = {121: False, 120: True, 126: None, 127: None}  # the last one is JavaScript's undefined
_FIXED = {124: (4, ">f"), 123: (8, ">d"), 122: (8, ">q")}
_BUFFER, _OBJECT, _LIST, _TEXT, _WHOLE = 116, 118, 117, 119, 125


def _value(reader: Reader, depth: int) -> object:
    kind = reader.byte()
    if kind == _WHOLE:
        return reader.signed()
    if kind == _TEXT:
        return reader.text()
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind in _FIXED:
        size, form = _FIXED[kind]
        return struct.unpack(form, reader.take(size))[0]
    if kind == _BUFFER:
        reader.buffer()
    elif kind not in (_OBJECT, _LIST):
        raise Malformed(f"there is no value of kind {kind}")
    elif depth == 0:
        raise Malformed("values are nested too deeply")
    else:
        for _ in range(reader.count()):
            if kind == _OBJECT:
                reader.text()
            _value(reader, depth - 1)
    return OPAQUE
