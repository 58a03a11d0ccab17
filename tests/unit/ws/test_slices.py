"""Cutting large updates: the slices, one after the other, do what the whole does, and none waits for a later one."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from pycrdt import Array, Doc, Map, Text, TransactionEvent, merge_updates

from mockmate_ws.collab import slices, updates
from mockmate_ws.collab.form import MAX_CLIENTS
from mockmate_ws.collab.replica import Replica
from mockmate_ws.collab.slices import Turns
from mockmate_ws.collab.updates import SKIP
from shared.core import varints
from shared.core.varints import Malformed

Clocks = dict[int, int]


class Person:
    """Somebody with a copy of the document, who types and draws."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.doc: Doc[Any] = Doc(client_id=chance.randrange(2**32))
        self._pads: list[Text] = [self.doc.get(name, type=Text) for name in ("code", "code", "code2")]
        self._board = self.doc.get("board", type=Array)

    def work(self) -> tuple[Clocks, bytes]:
        """Change something; return what was known before, and the change."""
        changes: list[bytes] = []

        def note(event: TransactionEvent) -> None:
            changes.append(event.update)

        before = updates.clocks(self.doc.get_state())
        subscription = self.doc.observe(note)
        with self.doc.transaction():
            for _ in range(self._chance.choice([1, 1, 5, 40])):
                self._chance.choice([self._type, self._type, self._type, self._delete, self._draw, self._erase])()
        self.doc.unobserve(subscription)
        return before, changes[0] if changes else b"\x00\x00"

    def _type(self) -> None:
        pad = self._chance.choice(self._pads)
        pad.insert(self._chance.randint(0, len(pad)), self._chance.choice(["a", "bc", "line\n"]))

    def _delete(self) -> None:
        pad = self._chance.choice(self._pads)
        at = self._chance.randint(0, len(pad))
        del pad[at : min(at + self._chance.choice([1, 2, 30]), len(pad))]

    def _draw(self) -> None:
        if len(self._board) and self._chance.random() < 0.6:
            mark = self._board[self._chance.randrange(len(self._board))]
            mark["points"].extend([self._chance.randint(0, 1_600), 7.5])
            mark["colour"] = self._chance.randrange(4)
        else:
            mark = Map({"kind": "stroke", "colour": 1, "width": 5, "points": Array([1, 2])})
            self._board.insert(self._chance.randint(0, len(self._board)), mark)

    def _erase(self) -> None:
        if len(self._board):
            del self._board[self._chance.randrange(len(self._board))]


def written(chance: random.Random) -> list[tuple[Clocks, bytes]]:
    """Return the changes of some people who see each other's from time to time, each with what it builds on."""
    people = [Person(chance) for _ in range(chance.randint(1, 5))]
    history = []
    for _ in range(chance.randint(5, 60)):
        person = chance.choice(people)
        history.append(person.work())
        if chance.random() < 0.3:
            other = chance.choice(people)
            other.doc.apply_update(person.doc.get_update(other.doc.get_state()))
    return history


def divided(chance: random.Random, history: list[tuple[Clocks, bytes]]) -> tuple[list[bytes], bytes]:
    """Return what somebody has already, in order, and all the rest in one update, which skips some of the former."""
    share = chance.choice([0, 0.5, 0.9])
    has: Clocks = {}
    had, rest = [], []
    for known, change in history:
        if chance.random() < share and all(has.get(client, 0) >= clock for client, clock in known.items()):
            had.append(change)
            for one in updates.parse(change).structs:
                has[one.client] = max(has.get(one.client, 0), one.clock + one.length)
        else:
            rest.append(change)
    # Some of it comes again, as in the answer to an old state.
    rest += chance.sample(had, len(had) // 2)
    chance.shuffle(rest)
    return had, merge_updates(*rest) if rest else b"\x00\x00"


def content(replica: Replica) -> dict[str, Any]:
    doc = replica._doc
    return {
        "code": str(doc.get("code", type=Text)),
        "code2": str(doc.get("code2", type=Text)),
        "board": doc.get("board", type=Array).to_py(),
        "state": updates.clocks(doc.get_state()),
        "form": dict(replica._form.clocks()),
    }


def cut(update: bytes) -> list[bytes]:
    async def collect() -> list[bytes]:
        return [piece.update async for piece in slices.cut(update, Turns())]

    return asyncio.run(collect())


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut already what is small."""
    for name, value in (("LARGE_BYTES", 0), ("_PIECES", 3), ("_SLICE_BYTES", 40), ("_DELETIONS", 2)):
        monkeypatch.setattr(slices, name, value)


def replicas(had: list[bytes]) -> Iterator[Replica]:
    while True:
        replica = Replica()
        for change in had:
            replica.apply(replica.check(change, MAX_CLIENTS))
        yield replica


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("seed", range(100))
def test_the_slices_of_an_update_do_what_it_does(seed: int):
    chance = random.Random(seed)
    had, update = divided(chance, written(chance))
    fresh = replicas(had)
    with closing(next(fresh)) as whole, closing(next(fresh)) as sliced:
        whole.apply(whole.check(update, MAX_CLIENTS))
        for piece in cut(update):
            assert len(updates.parse(piece).structs) <= 3
            # Nothing is missing for it, else this would raise Incomplete.
            sliced.apply(sliced.check(piece, MAX_CLIENTS))
        assert content(sliced) == content(whole)
        for change in (update, *cut(update)):
            assert not sliced.extend_at_once(change)


def test_some_of_those_updates_skip_what_is_there():
    found = 0
    for seed in range(100):
        chance = random.Random(seed)
        _, update = divided(chance, written(chance))
        found += any(one.kind == SKIP for one in updates.parse(update).structs)
    assert found > 10


def in_a_circle(pieces: int) -> bytes:
    """Write letters of two clients, the first of each built on the last of the other."""
    clients = {5: 6, 6: 5}
    written = [varints.number(2)]
    for client, other in clients.items():
        written += [varints.number(pieces), varints.number(client), b"\x00"]
        last = varints.number(other) + varints.number(pieces - 1)
        origins = [last, *(varints.number(client) + varints.number(clock) for clock in range(pieces - 1))]
        written += [b"\x84" + origin + b"\x01x" for origin in origins]
    return b"".join(written) + b"\x00"


@pytest.mark.parametrize("pieces", [1, 2, 300, 3_000])
def test_pieces_in_a_circle_are_refused_and_never_applied(pieces: int):
    update = in_a_circle(pieces)
    with closing(Replica()) as replica:
        with pytest.raises(Malformed, match="build on each other"):
            asyncio.run(replica.apply_large(update, MAX_CLIENTS))
        with pytest.raises(Malformed):
            asyncio.run(replica.extend(update))
        assert content(replica) == {"code": "", "code2": "", "board": [], "state": {}, "form": {}}


def test_a_chain_across_many_clients_is_cut_in_its_order():
    """Each letter is behind that of the next client; in the update they come the other way around."""
    clients = range(1, 2_001)
    written = [varints.number(len(clients))]
    for client in clients:
        begin = b"\x84" + varints.number(client + 1) + b"\x00" if client + 1 in clients else b"\x04\x01\x04code"
        written += [b"\x01", varints.number(client), b"\x00", begin, b"\x01x"]
    update = b"".join(written) + b"\x00"
    pieces = cut(update)
    assert len(pieces) > 10
    with closing(Replica()) as replica:
        for piece in pieces:
            replica.apply(replica.check(piece, MAX_CLIENTS))
        assert content(replica)["code"] == "x" * len(clients)
