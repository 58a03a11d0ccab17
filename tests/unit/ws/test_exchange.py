"""What processes tell each other about a document: no row counts as read that holds a change which was missed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from mockmate_ws.collab.exchange import Exchange
from mockmate_ws.collab.stored import StoredReplica
from mockmate_ws.collab.unstored import Backlog, Unstored
from shared.events.redis_messages import DocumentClosed, DocumentMessage, DocumentOpened, DocumentStored, DocumentTold

CHANGE = b"\x00\x00"


class Here:
    """One process with a loaded document, and what it says to the others."""

    def __init__(self) -> None:
        database: Any = None
        self.said: list[DocumentMessage] = []
        self.stored = StoredReplica(database, uuid4())
        self.stored.was_loaded = True
        self.exchange = Exchange(self.said.append, self.stored, Unstored(Backlog()))
        self.hear(DocumentOpened(10, 0, b"", asks=False))

    def hear(self, *messages: DocumentMessage) -> None:
        for message in messages:
            other, update = self.exchange.note("other", message)
            if update:
                other.hold(update)

    def require_rows_are_read(self) -> None:
        assert self.stored.is_behind
        assert self.stored.offset == 0


@pytest.fixture
def here() -> Here:
    return Here()


def test_what_was_told_and_is_stored_is_not_read_again(here: Here):
    here.hear(DocumentTold(11, CHANGE), DocumentTold(12, CHANGE), DocumentStored(12, 1, 1))
    assert here.stored.offset == 1
    assert not here.stored.is_behind
    assert here.exchange.others.unstored == []


def test_a_lost_change_is_asked_for_at_once_and_read_when_it_is_stored(here: Here):
    here.hear(DocumentTold(12, CHANGE))
    assert here.said == [DocumentOpened(here.exchange.number, 0, b"", asks=True)]
    here.hear(DocumentStored(12, 1, 1))
    here.require_rows_are_read()


def test_a_lost_change_that_no_other_follows_is_read_when_it_is_stored(here: Here):
    here.hear(DocumentStored(11, 1, 1))
    here.require_rows_are_read()


def test_a_lost_change_is_noticed_by_who_still_holds_it(here: Here):
    here.hear(DocumentTold(11, b""))
    assert here.said == [DocumentOpened(here.exchange.number, 0, b"", asks=True)]
    here.hear(DocumentStored(11, 1, 1))
    here.require_rows_are_read()


def test_changes_that_could_not_be_applied_together_are_read_whichever_is_stored_first(here: Here):
    here.hear(DocumentOpened(16, 0, b"", asks=False))
    here.exchange.miss(here.exchange.others["other"])
    here.hear(DocumentStored(14, 1, 1))
    here.require_rows_are_read()


def test_what_is_taken_over_is_told_under_a_number_of_this_process(here: Here):
    here.hear(DocumentTold(11, CHANGE))
    here.exchange.others["third"].begin(1)
    before = here.exchange.number
    here.hear(DocumentClosed())
    assert here.said == [DocumentTold(before + 1, CHANGE)]
    assert here.exchange.told == [CHANGE]


def test_a_document_that_is_opened_again_goes_on_above_its_last_number(here: Here):
    assert Here().exchange.number > here.exchange.number
