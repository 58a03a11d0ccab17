"""How much a client may say: a burst at once, a rate in the long run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockmate_ws.transport import connection
from mockmate_ws.transport.connection import Bucket


class Clock:
    """Stands in for the time module, where only the test moves time."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def clock() -> Iterator[Clock]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "time", clock := Clock())
        yield clock


def test_a_bucket_gives_a_burst_then_says_how_long_to_wait(clock: Clock):
    bucket = Bucket(rate=10, burst=3)
    assert [bucket.take() for _ in range(4)] == [0, 0, 0, pytest.approx(0.1)]
    clock.now += 0.05
    assert bucket.take() == pytest.approx(0.05)
    clock.now += 0.051
    assert bucket.take() == 0


def test_a_bucket_never_holds_more_than_its_burst(clock: Clock):
    bucket = Bucket(rate=10, burst=3)
    clock.now += 3600
    assert [bool(bucket.take()) for _ in range(4)] == [False, False, False, True]


@given(
    pauses=st.lists(st.floats(0, 2), max_size=60),
    rate=st.sampled_from([0.5, 1.0, 10.0, 30.0]),
    burst=st.sampled_from([1.0, 20.0, 60.0]),
)
def test_a_bucket_never_gives_more_than_rate_and_burst_allow_nor_less(
    clock: Clock, pauses: list[float], rate: float, burst: float
):
    bucket, start, given_out = Bucket(rate, burst), clock.now, 0
    for pause in pauses:
        clock.now += pause
        wait = bucket.take()
        given_out += not wait
        assert given_out <= burst + rate * (clock.now - start) + 1e-6
        if wait:
            clock.now += wait + 1e-6
            assert bucket.take() == 0
            given_out += 1
