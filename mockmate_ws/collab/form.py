"""Checks that a change keeps the form of the room's document: text in the pads, marks in `board`.

Most pieces of an update do not say where they belong, only between which others they were put. So the place of every
stored piece is kept. That takes little memory: text that was typed in one go is one entry.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mockmate_ws.collab import slices
from mockmate_ws.collab.allowed_content import (
    ALLOWED,
    BOARD,
    ELSEWHERE,
    GONE,
    MARK_FIELDS,
    POINT_NUMBERS,
    ROOTS,
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
    Parsed,
    Struct,
)
from shared.core.varints import Malformed

MAX_CLIENTS = 4096
"""The most clients, one for each opened page, that may write a document: every client is sent all of them."""


_DELETED_TYPE = -1


class Incomplete(Exception):
    """A change that builds on pieces which are not here."""


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


class Form:
    """The places of a document's pieces, and so what may be put beside or into each."""

    def __init__(self) -> None:
        self._rows: dict[int, _ClientPlaces] = {}
        self.marks = 0
        """How many marks were put on the whiteboard, with those of the deleted ones that have left a trace."""

    def clocks(self) -> Iterator[tuple[int, int]]:
        """Yield each client that has written, and the clock after its last piece."""
        return ((client, row.end) for client, row in self._rows.items())

    def count_new_clients(self, placed: Iterable[Placed]) -> int:
        """Return how many clients would write for the first time."""
        return len({one.client for one, _ in placed if one.client not in self._rows})

    def __len__(self) -> int:
        """Return how many clients have written."""
        return len(self._rows)

    def place(self, parsed: Parsed) -> list[Placed]:
        """Return the new pieces of a member's change, to be recorded once it is applied.

        Raises Incomplete if it builds on missing ones, Malformed if it would put something into the document that does
        not belong there.
        """
        placed, finder = self._place(parsed)
        for one, place in placed:
            if place.inside == ELSEWHERE or self._continues_another(one, place):
                raise Malformed("the document has `code`, `code2` and `board`, and nothing else")
            right = finder.of(one.right).inside if one.left and one.right else place.inside
            if right not in (place.inside, GONE) and place.inside != GONE:
                raise Malformed("a piece lies between two that are in different places")
            if one.kind not in (GC, DELETED) and not ALLOWED[place.inside](one):
                raise Malformed(f"it has something {in_words(place.inside)} that can't be there")
        return placed

    def place_stored(self, parsed: Parsed) -> list[Placed]:
        """Return the new pieces of a change that is in the document already, whatever it contains. Raises Incomplete.

        Early versions let more into the document than `place` does.
        """
        return self._place(parsed)[0]

    def _place(self, parsed: Parsed) -> tuple[list[Placed], _PlaceFinder]:
        new = [one for one in parsed.structs if one.kind != SKIP and one.clock + one.length > self._end(one.client)]
        if not self._follows(new, parsed):
            raise Incomplete
        finder = _PlaceFinder(self._rows, new)
        placed = finder.places()
        for one in new:
            if one.left and one.right:
                finder.of(one.right)
        if finder.lacks_something:
            raise Incomplete
        if not _builds_on_earlier(new):
            for _ in slices.in_order(new):
                pass
        return placed, finder

    def record(self, placed: Sequence[Placed]) -> None:
        """Record the places of pieces that were applied."""
        self.marks += count_marks(placed)
        for one, place in placed:
            self._rows.setdefault(one.client, _ClientPlaces()).put(one.clock, one.clock + one.length, place)

    def _end(self, client: int) -> int:
        row = self._rows.get(client)
        return row.end if row else 0

    def _follows(self, new: list[Struct], parsed: Parsed) -> bool:
        """Return whether no piece before the new ones is missing, nor any of the deleted ones."""
        ends: dict[int, int] = {}
        for one in new:
            if one.clock > ends.get(one.client, self._end(one.client)):
                return False
            ends[one.client] = one.clock + one.length
        return all(clock + length <= ends.get(client, self._end(client)) for client, clock, length in parsed.deleted)

    def _continues_another(self, one: Struct, place: _Place) -> bool:
        """Return whether a piece continues one that is stored in another place."""
        row = self._rows.get(one.client)
        return row is not None and one.clock < row.end and row.at(row.end - 1).inside not in (place.inside, GONE)


def count_marks(placed: Iterable[Placed]) -> int:
    """Return how many of the pieces are marks of the whiteboard."""
    return sum(place.inside == BOARD and place.is_a == MAP for _, place in placed)


def _builds_on_earlier(new: list[Struct]) -> bool:
    """Return whether the pieces are of one client, and none builds on itself or a later one."""
    return all(
        one.client == new[0].client
        and (one.left is None or one.left[0] != one.client or one.left[1] < one.clock)
        and (one.right is None or one.right[0] != one.client or one.right[1] < one.clock)
        and (one.parent is None or one.parent[0] != one.client or one.parent[1] < one.clock)
        for one in new
    )


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
        inside = one.root if one.root in ROOTS and one.key is None else ELSEWHERE
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
