"""The binary messages of a room, of y-protocols: they begin with 0 for the document, 1 for awareness, 3 to query it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mockmate_ws.collab import updates
from mockmate_ws.collab.awareness_state import BadState, canonical
from mockmate_ws.collab.slices import LARGE_BYTES
from shared.core import varints
from shared.core.varints import Malformed, Reader

_DOCUMENT, _AWARENESS, _QUERY = 0, 1, 3
_STEP1, _STEP2, _UPDATE = 0, 1, 2
_CHANGE, _CURSOR = bytes((_DOCUMENT, _UPDATE)), bytes((_AWARENESS,))

NOTHING = b"\x00\x00"
"""The update that changes nothing."""
MAX_CLIENTS = 32
"""The most clients in one awareness message: those of two users, with their earlier tabs."""


@dataclass(frozen=True)
class Step1:
    """The sender's state; it asks for the missing changes."""

    state: bytes


@dataclass(frozen=True)
class Update:
    """A change of the document; with `is_answer`, everything that a step 1 of ours lacked."""

    data: bytes
    is_answer: bool = False


@dataclass(frozen=True)
class ClientState:
    """One client's cursor, name and colors, as JSON in our canonical form. A higher clock is newer."""

    client: int
    clock: int
    state: str


@dataclass(frozen=True)
class Awareness:
    """The states of some clients. `problem` says what is wrong with another one, which is left out."""

    clients: tuple[ClientState, ...]
    problem: str | None = None


@dataclass(frozen=True)
class Query:
    """The sender asks for the awareness states of all clients."""


Message = Step1 | Update | Awareness | Query


def is_quick(message: bytes) -> bool:
    """Return whether a message is a small change or the state of a cursor, which most messages are."""
    return len(message) <= LARGE_BYTES and message.startswith((_CHANGE, _CURSOR))


def parse(message: bytes) -> Message:
    """Read one binary message of a client. Raises Malformed."""
    reader = Reader(message)
    kind = reader.number()
    read: Message
    if kind == _DOCUMENT:
        read = _document(reader)
    elif kind == _AWARENESS:
        read = _awareness(Reader(reader.buffer()))
    elif kind == _QUERY:
        read = Query()
    else:
        raise Malformed(f"there is no message of kind {kind}")
    if reader.left:
        raise Malformed("something follows its end")
    return read


def _document(reader: Reader) -> Step1 | Update:
    step = reader.number()
    data = reader.buffer()
    if step == _STEP1:
        _check_state(data)
        return Step1(data)
    if step not in (_STEP2, _UPDATE):
        raise Malformed(f"there is no step {step}")
    return Update(data, is_answer=step == _STEP2)


def _check_state(state: bytes) -> None:
    reader = Reader(state)
    # No limit: the reader of a document by many clients must be able to send its state.
    for _ in range(reader.count()):
        reader.number()
        if reader.number() > updates.MAX_CLOCK:
            raise Malformed("a clock is too large")
    if reader.left:
        raise Malformed("something follows its end")


def _awareness(reader: Reader) -> Awareness:
    """Read awareness states. A state in another form is left out, and closes no socket: none is kept anyway."""
    count = reader.count()
    found = [(reader.number(), reader.number(), reader.text()) for _ in range(count)]
    if count > MAX_CLIENTS:
        return Awareness((), f"it has more than {MAX_CLIENTS} clients")
    states, problem = [], None
    for client, clock, text in found:
        if clock > updates.MAX_CLOCK:
            problem = f"client {client}: its clock is too large"
            continue
        try:
            states.append(ClientState(client, clock, canonical(text)))
        except BadState as error:
            problem = f"client {client}: {error}"
    return Awareness(tuple(states), problem)


def step1(state: bytes) -> bytes:
    """Encode our state, which asks for the missing changes."""
    return _write(_STEP1, state)


def step2(update: bytes) -> bytes:
    """Encode the answer to a step 1."""
    return _write(_STEP2, update)


def update(data: bytes) -> bytes:
    """Encode a change of the document."""
    return _write(_UPDATE, data)


def _write(step: int, data: bytes) -> bytes:
    return varints.number(_DOCUMENT) + varints.number(step) + varints.buffer(data)


def awareness(clients: Iterable[ClientState]) -> bytes:
    """Encode the states of some clients."""
    states = [
        varints.number(one.client) + varints.number(one.clock) + varints.buffer(one.state.encode()) for one in clients
    ]
    return varints.number(_AWARENESS) + varints.buffer(varints.number(len(states)) + b"".join(states))
