"""Looks through a Yjs update before it is applied.

The decoder that applies it trusts the counts it reads: four bytes can make it reserve hundreds of megabytes, and
values nested deeply enough overrun its stack. So each count is compared with the bytes that are there, and each depth
with a limit, before it sees any of it. The layout is that of version 1 of Yjs' encoding, as `Y.encodeStateAsUpdate`
writes it; kinds of content that neither an editor nor a whiteboard needs are refused.
"""

from __future__ import annotations

from collections.abc import Callable

from mockmate_ws.protocol.varints import Malformed, Reader

MAX_DEPTH = 32
"""How deep values of a shared map or list may be nested."""

MAX_CLOCK = 2**31
"""Clocks have 32 bits in the decoder; past that its arithmetic would wrap."""
_HAS_LEFT, _HAS_RIGHT, _HAS_KEY = 0x80, 0x40, 0x20
_GC, _SKIP = 0, 10
_NAMED_TYPE = 3  # an XML element; the plain ones are 0 list, 1 map, 2 text, 4 fragment, 6 XML text


def check(update: bytes) -> dict[int, int]:
    """Raise Malformed unless this is an update that can be applied without harm.

    Returns how far it reaches: by client, the clock behind the last struct that it brings or deletes.
    """
    reach: dict[int, int] = {}
    reader = Reader(update)
    for _ in range(reader.count()):
        structs = reader.count()
        client = reader.number()
        clock = _clock(reader)
        for _ in range(structs):
            clock += _struct(reader)
            if clock > MAX_CLOCK:
                raise Malformed("a clock is too large")
        reach[client] = max(reach.get(client, 0), clock)
    _deletions(reader, reach)
    if reader.left:
        raise Malformed("something follows its end")
    return reach


def clocks(state: bytes) -> dict[int, int]:
    """Return what a state says: by client, the clock behind the last struct that is there. Raises Malformed."""
    reader = Reader(state)
    return {reader.number(): reader.number() for _ in range(reader.count())}


def _clock(reader: Reader) -> int:
    clock = reader.number()
    if clock > MAX_CLOCK:
        raise Malformed("a clock is too large")
    return clock


def _deletions(reader: Reader, reach: dict[int, int]) -> None:
    for _ in range(reader.count()):
        client = reader.number()
        for _ in range(reader.count()):
            end = _clock(reader) + _clock(reader)
            if end > MAX_CLOCK:
                raise Malformed("a clock is too large")
            reach[client] = max(reach.get(client, 0), end)


def _struct(reader: Reader) -> int:
    """Pass over one struct and return how many clock ticks it takes."""
    info = reader.byte()
    kind = info & 0x1F
    if kind in (_GC, _SKIP):
        return _length(reader)
    content = _CONTENT.get(kind)
    if content is None:
        raise Malformed(f"content of kind {kind} is not taken here")
    for flag in (_HAS_LEFT, _HAS_RIGHT):
        if info & flag:
            _id(reader)
    if not info & (_HAS_LEFT | _HAS_RIGHT):
        _parent(reader)
        if info & _HAS_KEY:
            reader.text()
    return content(reader)


def _id(reader: Reader) -> None:
    reader.number()
    _clock(reader)


def _parent(reader: Reader) -> None:
    named = reader.number()
    if named == 1:
        reader.text()
    elif named == 0:
        _id(reader)
    else:
        raise Malformed("a parent is neither named nor an item")


def _length(reader: Reader) -> int:
    length = _clock(reader)
    if length == 0:
        raise Malformed("a struct is empty")
    return length


def _texts(reader: Reader) -> int:
    count = reader.count()
    for _ in range(count):
        reader.text()
    return _filled(count)


def _values(reader: Reader) -> int:
    count = reader.count()
    for _ in range(count):
        _value(reader, MAX_DEPTH)
    return _filled(count)


def _filled(count: int) -> int:
    if count == 0:
        raise Malformed("a struct is empty")
    return count


def _string(reader: Reader) -> int:
    # Clock ticks are UTF-16 units, as in JavaScript.
    return len(reader.text().encode("utf-16-le")) // 2


def _bytes(reader: Reader) -> int:
    reader.buffer()
    return 1


def _one_text(reader: Reader) -> int:
    reader.text()
    return 1


def _format(reader: Reader) -> int:
    reader.text()
    reader.text()
    return 1


def _type(reader: Reader) -> int:
    kind = reader.number()
    if kind == _NAMED_TYPE:
        reader.text()
    elif kind not in (0, 1, 2, 4, 6):
        raise Malformed(f"a shared type of kind {kind} is not taken here")
    return 1


_CONTENT: dict[int, Callable[[Reader], int]] = {
    1: _length,  # deleted
    2: _texts,  # JSON, of old clients
    3: _bytes,
    4: _string,
    5: _one_text,  # embedded
    6: _format,
    7: _type,
    8: _values,
}

_PLAIN = {121, 120, 126, 127}  # false, true, null, undefined
_FIXED = {124: 4, 123: 8, 122: 8}  # floats and a 64-bit integer
_ONES: dict[int, Callable[[Reader], object]] = {125: Reader.number, 119: Reader.text, 116: Reader.buffer}
_OBJECT, _LIST = 118, 117


def _value(reader: Reader, depth: int) -> None:
    kind = reader.byte()
    if kind in _PLAIN:
        return
    if kind in _FIXED:
        reader.skip(_FIXED[kind])
    elif read := _ONES.get(kind):
        read(reader)
    elif kind not in (_OBJECT, _LIST):
        raise Malformed(f"there is no value of kind {kind}")
    elif depth == 0:
        raise Malformed("values are nested too deeply")
    else:
        for _ in range(reader.count()):
            if kind == _OBJECT:
                reader.text()
            _value(reader, depth - 1)
