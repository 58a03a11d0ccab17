"""Means of few ratings are drawn toward the site's: what ranks people can't be won by one rating."""

from __future__ import annotations

from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.core.shrinking import WEIGHT, shrunk

RATINGS = st.lists(st.integers(1, 5), min_size=1, max_size=50)
SITES = st.floats(1, 5)


@given(ratings=RATINGS, site=SITES)
def test_it_is_the_mean_as_if_the_sites_had_been_given_too(ratings: list[int], site: float) -> None:
    assert shrunk(mean(ratings), len(ratings), site) == pytest.approx(mean([*ratings, *[site] * WEIGHT]))


@given(ratings=RATINGS, site=SITES)
def test_it_lies_between_the_mean_and_the_sites(ratings: list[int], site: float) -> None:
    low, high = sorted((mean(ratings), site))
    assert low - 1e-9 <= shrunk(mean(ratings), len(ratings), site) <= high + 1e-9


def test_one_top_rating_is_less_than_many_good_ones() -> None:
    assert shrunk(5.0, 1.0, 3.8) < shrunk(4.6, 20.0, 3.8)


def test_many_ratings_are_hardly_moved() -> None:
    assert shrunk(4.6, 1000.0, 3.0) == pytest.approx(4.6, abs=0.01)
