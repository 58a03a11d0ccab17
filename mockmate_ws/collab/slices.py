"""Cuts a large update into small ones that can be applied one after the other, so that other rooms get their turns.

Applying a change to thousands of places takes a tenth of a second, in which the event loop would serve nobody else.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from mockmate_ws.collab import updates
from mockmate_ws.collab.updates import SKIP, Parsed, Struct
from shared.core import varints
from shared.core.varints import Malformed, Reader

LARGE_BYTES = 4096
"""An update of more bytes than this is cut."""
# Splitting a long text at one place takes 30 µs.
_PIECES = 16
_SLICE_BYTES = 16 * 1024
_DELETIONS = 256
_NOTHING = b"\x00"
_TURN_SECONDS = 0.001

Found = tuple[Struct, int, int]
"""A piece, and where it begins and ends in the update."""


class Turns:
    """Gives the event loop to others after each millisecond of work, for as long. One for each piece of work.

    Counts processor time. Waiting for a core of a busy machine is not work that others wait for.
    """

    def __init__(self) -> None:
        self._began = time.thread_time()

    async def give_way(self) -> None:
        """Wait, if this turn was long enough."""
        spent = time.thread_time() - self._began
        if spent > _TURN_SECONDS:
            await asyncio.sleep(spent)
            self._began = time.thread_time()


class Slice(NamedTuple):
    """A small update, and what is in it."""

    update: bytes
    parsed: Parsed


async def cut(update: bytes, turns: Turns) -> AsyncIterator[Slice]:
    """Yield small updates that together do the same. Raises Malformed."""
    if len(update) <= LARGE_BYTES:
        yield Slice(update, updates.parse(update))
        return
    reader = Reader(update)
    found: list[Found] = []
    for read in updates.read_structs(reader):
        if read[0].kind != SKIP:
            found.append(read)
        await turns.give_way()
    deleted = []
    for deletion in updates.read_deletions(reader):
        deleted.append(deletion)
        await turns.give_way()
    pieces: list[Found] = []
    size = 0
    follows: dict[int, int] = {}
    for index in in_order([one for one, _, _ in found]):
        await turns.give_way()
        one, begin, end = found[index]
        is_full = len(pieces) == _PIECES or size + end - begin > _SLICE_BYTES
        if pieces and (is_full or follows.get(one.client, one.clock) != one.clock):
            yield _write(update, pieces)
            pieces, size, follows = [], 0, {}
        pieces.append((one, begin, end))
        size += end - begin
        follows[one.client] = one.clock + one.length
    if pieces:
        yield _write(update, pieces)
    rest = iter(deleted)
    while some := list(islice(rest, _DELETIONS)):
        yield Slice(_NOTHING + _write_deletions(some), Parsed([], some))


def in_order(structs: Sequence[Struct]) -> Iterator[int]:
    """Yield the indexes of an update's pieces, each after all that it builds on. Raises Malformed if that can't be."""
    waiting: dict[int, list[int]] = {}
    for index in range(len(structs) - 1, -1, -1):
        waiting.setdefault(structs[index].client, []).append(index)
    ends = {client: structs[indexes[0]].clock + structs[indexes[0]].length for client, indexes in waiting.items()}
    for first in tuple(waiting):
        clients = {first: None}  # a stack that can tell what is on it
        while clients:
            indexes = waiting[next(reversed(clients))]
            if not indexes:
                clients.popitem()
                continue
            needed = _needed_first(structs[indexes[-1]], structs, waiting, ends)
            if needed is None:
                yield indexes.pop()
                if len(clients) > 1:
                    # Back to the piece that needed this one: what follows here may need that piece.
                    clients.popitem()
            elif needed in clients:
                raise Malformed("its pieces build on each other")
            else:
                clients[needed] = None


def _needed_first(
    one: Struct, structs: Sequence[Struct], waiting: dict[int, list[int]], ends: dict[int, int]
) -> int | None:
    """Return the client whose next piece has to come before this one, if any."""
    for id_ in (one.left, one.right, one.parent):
        if id_ is None:
            continue
        client, clock = id_
        indexes = waiting.get(client)
        if indexes and structs[indexes[-1]].clock <= clock < ends[client]:
            return client
    return None


def _write(update: bytes, pieces: Sequence[Found]) -> Slice:
    by_client: dict[int, list[Found]] = {}
    for piece in pieces:
        by_client.setdefault(piece[0].client, []).append(piece)
    written = [varints.number(len(by_client))]
    for client, theirs in by_client.items():
        written += [varints.number(len(theirs)), varints.number(client), varints.number(theirs[0][0].clock)]
        written += [update[begin:end] for _, begin, end in theirs]
    return Slice(b"".join(written) + _NOTHING, Parsed([one for one, _, _ in pieces], []))


def _write_deletions(deleted: Sequence[tuple[int, int, int]]) -> bytes:
    by_client: dict[int, list[tuple[int, int]]] = {}
    for client, clock, length in deleted:
        by_client.setdefault(client, []).append((clock, length))
    written = [varints.number(len(by_client))]
    for client, ranges in by_client.items():
        written += [varints.number(client), varints.number(len(ranges))]
        written += [varints.number(clock) + varints.number(length) for clock, length in ranges]
    return b"".join(written)
