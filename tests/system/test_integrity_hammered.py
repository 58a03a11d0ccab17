"""Six processes of bookers and six of matchers on one room: nobody is matched twice, nobody is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from shared.core.settings import Settings
from tests.system.bookers import Done, book_by_chance
from tests.system.crowd import Crowd
from tests.system.hammer import Crew
from tests.system.matchers import match_without_end

PROCESSES = 6
PEOPLE_EACH = 4


def test_a_room_that_everybody_hammers_keeps_its_books(
    settings: Settings, crowd: Crowd, crew: Crew, seed: int, often: Callable[[int, int], int]
):
    room = crowd.practice_room()
    matchers = [crew.start(match_without_end, settings) for _ in range(PROCESSES)]
    bookers = [
        crew.start(
            book_by_chance,
            settings,
            room,
            [f"booker{number}x{each}" for each in range(PEOPLE_EACH)],
            f"{seed}-{number}",
            often(25, 700),
        )
        for number in range(PROCESSES)
    ]
    done: Done = Counter()
    for booker in bookers:
        assert crowd.violations() == []
        done += booker.result()
    by_matchers = sum(matcher.stop() for matcher in matchers)
    crowd.pass_over(room)
    assert crowd.violations() == []
    assert crowd.pass_over(room) == 0
    made = crowd.interviews_in(room)
    assert made > 0
    assert by_matchers <= made
    assert not [one for one in done if one[1] >= 500], "somebody was failed"
