"""A Mock Mate of its own, for a test whose subject is how it is set up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.asking import ask_for_small_functions
from tests.databases import Place
from tests.deployment.embedded import Embedded
from tests.web.seeding import behind


@contextmanager
def running(place: Place, **settings: Any) -> Iterator[Embedded]:
    """Run one with these settings. Its technical interviews ask for functions; one address signs up any number."""
    embedded = Embedded(place.make_folder() / "home", RATE_LIMITS="off", BCRYPT_ROUNDS="4", **settings)
    try:
        embedded.wait_until_ready()
        with behind(embedded) as session:
            ask_for_small_functions(session)
            session.commit()
        yield embedded
    finally:
        embedded.stop()
