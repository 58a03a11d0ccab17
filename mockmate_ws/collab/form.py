"""Checks that a change keeps the form of the room's document: text in `code`, marks of the whiteboard in `board`.

Most pieces of an update do not say where they belong, only between which others they were put. So the place of every
stored piece is kept. That takes little memory: text that was typed in one go is one entry.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mockmate_ws.collab.allowed_content import (
    ALLOWED,
    BOARD,
    CODE,
    ELSEWHERE,
    GONE,
    MARK_FIELDS,
    POINT_NUMBERS,
    in_words,
)
from mockmate_ws.collab.updates import (
    DELETED,
    GC,
    LIST,
    MAP,
    SKIP,
    TYPE,
    Id,
    Read,
    Struct,
    check,
)
from shared.core.varints import Malformed, Reader

MAX_CLIENTS = 4096
"""The most clients, one for each opened page, that may write a document: every client is sent all of them."""


_DELETED_TYPE = -1


class TooManyClients(Exception):
    """A change by more clients than a document may have."""


class _Place(NamedTuple):
    """Where a piece is, and which kind of shared type it is itself, if it is or was one."""

    inside: str
    is_a: int | None = None


Placed = tuple[Struct, _Place]
"""A piece and its place."""


class _ClientPlaces:
    """The places of one client's pieces, as ranges of its clock ticks: from each start to the next, or to `end`."""

    __slots__ = ("end", "places", "starts")

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.places: list[_Place] = []
        self.end = 0

    def at(self, clock: int) -> _Place:
        return self.places[bisect_right(self.starts, clock) - 1]

    def put(self, start: int, end: int, place: _Place) -> None:
        if start > self.end:
            self._append(self.end, _Place(ELSEWHERE))
        if end > self.end:
            self._append(max(start, self.end), place)
            self.end = end

    def _append(self, start: int, place: _Place) -> None:
        if not self.places or self.places[-1] != place:
            self.starts.append(start)
            self.places.append(place)


def _clocks(state: bytes) -> Iterator[tuple[int, int]]:
    reader = Reader(state)
    for _ in range(reader.count()):
        yield reader.number(), reader.number()


class Form:
    """The places of a document's pieces, and so what may be put beside or into each."""

    def __init__(self) -> None:
        self._rows: dict[int, _ClientPlaces] = {}

    def new_clients(self, update: bytes) -> int:
        """Return how many clients would write for the first time. Raises Malformed."""
        return len({one.client for one in check(update).structs} - self._rows.keys())

    def record_update(self, update: bytes) -> None:
        """Record the places of a stored change, whatever it contains. Raises Malformed."""
        self.record(_PlaceFinder(self._rows, [one for one in check(update).structs if one.kind != SKIP]).places())

    def validate(self, update: bytes) -> list[Placed] | None:
        """Return the new pieces of a change, to be recorded once it is applied; None if it builds on missing ones.

        Raises Malformed if it would put something into the document that does not belong there, TooManyClients.
        """
        read = check(update)
        new = [one for one in read.structs if one.kind != SKIP and one.clock + one.length > self._end(one.client)]
        new_clients = self.new_clients(update)
        if new_clients and len(self._rows) + new_clients > MAX_CLIENTS:
            raise TooManyClients
        if not self._follows(new, read):
            return None
        finder = _PlaceFinder(self._rows, new)
        placed = finder.places()
        beside = [finder.of(one.right).inside if one.left and one.right else place.inside for one, place in placed]
        if finder.lacks_something:
            return None
        for (one, place), right in zip(placed, beside, strict=True):
            if place.inside == ELSEWHERE or self._continues_another(one, place):
                raise Malformed("the document has `code` and `board`, and nothing else")
            if right not in (place.inside, GONE) and place.inside != GONE:
                raise Malformed("a piece lies between two that are in different places")
            if one.kind not in (GC, DELETED) and not ALLOWED[place.inside](one):
                raise Malformed(f"it has something {in_words(place.inside)} that can't be there")
        return placed

    def record(self, placed: Iterable[Placed]) -> None:
        """Record the places of pieces that were applied."""
        for one, place in placed:
            self._rows.setdefault(one.client, _ClientPlaces()).put(one.clock, one.clock + one.length, place)

    def extend_to(self, state: bytes) -> None:
        """Extend the places to the end of a document's state: half a character can be counted in two ways."""
        for client, clock in _clocks(state):
            row = self._rows.setdefault(client, _ClientPlaces())
            row.put(row.end, clock, row.places[-1] if row.places else _Place(ELSEWHERE))

    def is_covered_by(self, state: bytes) -> bool:
        """Return whether a document of this state contains every recorded piece."""
        clocks = dict(_clocks(state))
        return all(clocks.get(client, 0) >= row.end for client, row in self._rows.items())

    def _end(self, client: int) -> int:
        row = self._rows.get(client)
        return row.end if row else 0

    def _follows(self, new: list[Struct], read: Read) -> bool:
        """Return whether no piece before the new ones is missing, nor any of the deleted ones."""
        ends: dict[int, int] = {}
        for one in new:
            if one.clock > ends.get(one.client, self._end(one.client)):
                return False
            ends[one.client] = one.clock + one.length
        return all(clock + length <= ends.get(client, self._end(client)) for client, clock, length in read.deleted)

    def _continues_another(self, one: Struct, place: _Place) -> bool:
        """Return whether a piece continues one that is stored in another place."""
        row = self._rows.get(one.client)
        return row is not None and one.clock < row.end and row.at(row.end - 1).inside not in (place.inside, GONE)


class _PlaceFinder:
    """Finds the places of one update's pieces: each is beside or inside another piece, stored or of the same update."""

    def __init__(self, rows: dict[int, _ClientPlaces], structs: list[Struct]) -> None:
        self.lacks_something = False
        self._rows = rows
        self._structs = structs
        self._by_client: dict[int, tuple[list[int], list[Struct]]] = {}
        self._found: dict[Id, _Place] = {}
        for one in structs:
            starts, pieces = self._by_client.setdefault(one.client, ([], []))
            starts.append(one.clock)
            pieces.append(one)

    def places(self) -> list[Placed]:
        return [(one, self._place(one)) for one in self._structs]

    def of(self, id_: Id) -> _Place:
        known = self._known(id_)
        if known is not None:
            return known
        one = self._piece(id_)
        return _Place(ELSEWHERE) if one is None else self._place(one)

    def _known(self, id_: Id) -> _Place | None:
        client, clock = id_
        row = self._rows.get(client)
        return row.at(clock) if row is not None and clock < row.end else None

    def _piece(self, id_: Id) -> Struct | None:
        client, clock = id_
        starts, pieces = self._by_client.get(client, ([], []))
        at = bisect_right(starts, clock) - 1
        if at >= 0 and clock < pieces[at].clock + pieces[at].length:
            return pieces[at]
        self.lacks_something = True
        return None

    def _place(self, one: Struct) -> _Place:
        # Iterative, since text that was typed letter by letter is a chain as long as the text.
        chain: list[Struct] = []
        place: _Place | None = None
        piece: Struct | None = one
        while place is None:
            if piece is None:
                place = _Place(ELSEWHERE)
                break
            id_ = piece.client, piece.clock
            if (place := self._found.get(id_)) is not None:
                break
            # For now: pieces that refer to each other in a circle have no place.
            self._found[id_] = _Place(ELSEWHERE)
            chain.append(piece)
            beside = piece.left or piece.right or piece.parent
            if beside is None:
                place = _Place(GONE)  # for a root, it doesn't count
            elif (place := self._known(beside)) is None:
                piece = self._piece(beside)
        for piece in reversed(chain):
            place = self._found[piece.client, piece.clock] = _place(piece, place)
        return place


def _place(one: Struct, other: _Place) -> _Place:
    """Return the place of a piece, given the place of the one that it is beside or inside."""
    if one.kind == GC:
        return _Place(GONE)
    if one.root is not None:
        inside = one.root if one.root in (CODE, BOARD) and one.key is None else ELSEWHERE
    elif one.parent is None:
        inside = other.inside
    elif other.inside == GONE or other.is_a == _DELETED_TYPE:
        inside = GONE
    elif other.inside == BOARD and other.is_a == MAP and one.key in MARK_FIELDS:
        inside = str(one.key)
    elif other.inside == "points" and other.is_a == LIST and one.key is None:
        inside = POINT_NUMBERS
    else:
        inside = ELSEWHERE
    if one.kind == DELETED and inside in (BOARD, "points"):
        return _Place(inside, _DELETED_TYPE)
    return _Place(inside, one.content if one.kind == TYPE and isinstance(one.content, int) else None)
