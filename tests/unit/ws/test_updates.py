"""Looking through Yjs updates: all that clients write passes, and what passes does no harm to the decoder."""

from __future__ import annotations

import contextlib
import gc
import random
import weakref
from typing import Any

import pytest
from pycrdt import Array, Doc, Map, Text

from mockmate_ws.collab import awareness_state, sync, updates
from mockmate_ws.collab.form import MAX_CLIENTS, Incomplete
from mockmate_ws.collab.replica import Full, Replica, Unusable
from mockmate_ws.collab.sync import Awareness, ClientState, Query, Step1, Update
from shared.core.varints import Malformed, Reader, buffer, number


def written(seed: int) -> list[bytes]:
    """Return the changes of somebody who writes, deletes, formats, draws and nests."""
    chance = random.Random(seed)
    doc: Doc[Any] = Doc()
    doc["code"], doc["board"], doc["more"] = text, board, more = Text(), Array[Any](), Map[Any]()
    changes = []
    for step in range(40):
        before = doc.get_state()
        text.insert(chance.randint(0, len(str(text).encode())) if str(text).isascii() else 0, "ab\n")
        if step % 3 == 0:
            board.append({"points": [1, 2.5, -3, 2**40], "by": {"gone": None, "raw": b"\x00\xff", "seen": True}})
        if step % 5 == 0:
            more["key"] = Map({"inner": Text("👋 é")})
        if step % 4 == 0:
            del text[0:2]
        if step % 7 == 0:
            text.format(0, 1, {"bold": True})
        changes.append(doc.get_update(before))
    return [*changes, doc.get_update()]


@pytest.mark.parametrize("seed", range(5))
def test_what_clients_write_passes(seed: int):
    for change in written(seed):
        updates.parse(change)
        assert sync.parse(sync.update(change)) == Update(change)
        assert sync.parse(sync.step2(change)) == Update(change, is_answer=True)


@pytest.mark.parametrize("seed", range(5))
def test_what_passes_is_applied_or_refused_and_nothing_else(seed: int):
    """Changes of which some bytes were changed; whatever the decoder says to them, it says it as Unusable."""
    chance = random.Random(seed)
    changes = written(seed)
    passed = 0
    while passed < 200:
        mutated = bytearray(chance.choice(changes))
        for _ in range(chance.randint(1, 4)):
            mutated[chance.randrange(len(mutated))] = chance.choice([0, 1, 127, 128, 255, chance.randrange(256)])
        try:
            updates.parse(bytes(mutated))
        except Malformed:
            continue
        passed += 1
        replica = Replica()
        for change in chance.sample(changes, 3):
            with contextlib.suppress(Incomplete):
                replica.extend_at_once(change)
        try:
            replica.apply(replica.check(bytes(mutated), MAX_CLIENTS))
        except (Full, Incomplete, Malformed, Unusable):
            pass
        finally:
            replica.close()


@pytest.mark.parametrize("seed", range(3))
def test_any_bytes_are_a_message_or_malformed(seed: int):
    chance = random.Random(seed)
    for _ in range(2000):
        message = bytes([chance.choice([0, 1, 3]), chance.choice([0, 1, 2])]) + chance.randbytes(chance.randint(0, 30))
        with contextlib.suppress(Malformed):
            assert sync.parse(message) is not None


def test_awareness_is_read_as_it_is_written():
    people = (ClientState(7, 1, '{"user":{"name":"Zoë"}}'), ClientState(2**40, 2, awareness_state.GONE))
    assert sync.parse(sync.awareness(people)) == Awareness(people)
    assert sync.parse(b"\x03") == Query()
    assert sync.parse(sync.step1(b"\x00")) == Step1(b"\x00")


TOO_LONG = [ClientState(1, 1, f'{{"more":"{"x" * awareness_state.MAX_STATE}"}}')]
TOO_MANY = [ClientState(client, 1, "{}") for client in range(sync.MAX_CLIENTS + 1)]
TOO_LATE = [ClientState(1, updates.MAX_CLOCK + 1, "{}")]


@pytest.mark.parametrize("people", [TOO_LONG, TOO_MANY, TOO_LATE])
def test_awareness_has_its_limits(people: list[ClientState]):
    read = sync.parse(sync.awareness(people))
    assert isinstance(read, Awareness)
    assert read.clients == ()
    assert read.problem is not None


@pytest.mark.parametrize(
    ("written", "value"),
    [("00", 0), ("3f", 63), ("41", -1), ("8001", 64), ("c001", -64), ("bfffffffffffff1f", 2**53 - 1)],
)
def test_numbers_with_a_sign_are_read_as_yjs_writes_them(written: str, value: int):
    assert Reader(bytes.fromhex(written)).signed() == value


@pytest.mark.parametrize("value", [0, 1, 127, 128, 2**32, 2**53 - 1])
def test_numbers_are_read_as_they_are_written(value: int):
    assert Reader(number(value)).number() == value


def test_a_number_that_javascript_cannot_hold_is_malformed():
    with pytest.raises(Malformed):
        Reader(number(2**53)).number()


def test_a_length_beyond_the_end_is_malformed():
    with pytest.raises(Malformed):
        Reader(buffer(b"abc")[:-1]).buffer()


def test_a_replica_tells_what_was_new_and_is_freed():
    changes = written(1)
    replica = Replica()
    assert replica.extend_at_once(changes[-1])
    assert not any(replica.extend_at_once(change) for change in changes[:3])
    document = weakref.ref(replica._doc)
    replica.close()
    del replica
    gc.collect()
    assert document() is None
