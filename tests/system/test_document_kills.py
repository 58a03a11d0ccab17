"""What somebody still shows of the shared document is never lost, whatever dies between telling and storing it.

The judge puts the rows of PostgreSQL together with Yjs, and asks a process that has started only then.
"""

from __future__ import annotations

import random
import time
from functools import partial

import pytest

from tests.clients.typist import LiveTypist, Typist, YjsTypist
from tests.clients.yjs import wait_until
from tests.system.conftest import Often
from tests.system.live_room import LiveRoom, numbers, require_no_gap, require_no_line_twice, sees, two_typists


def test_a_killed_process_loses_nothing_that_somebody_still_shows(room: LiveRoom, chance: random.Random, often: Often):
    process = room.process()
    for number, back in enumerate(chance.sample(("both", "one", "nobody"), often(1, 3)) * often(1, 7)):
        alice, bob = f"a{number}-", f"b{number}-"
        hers: Typist = room.sit(YjsTypist(room.alice, room.path), [process], chance.randrange(2**31))
        his: Typist = room.sit(LiveTypist(room.bob, room.path), [process])
        hers.type(alice)
        his.type(bob)
        # Not a wait for anything: the kill shall hit another moment each time.
        time.sleep(chance.uniform(0.2, 0.8))
        process.kill()
        survivors = {"both": [hers, his], "one": [chance.choice((hers, his))], "nobody": []}[back]
        for one in {hers, his}.difference(survivors):
            one.vanish()
        process.start()
        typed = {one: one.rest() for one in survivors}
        if survivors:
            text = room.judge(*survivors)
        else:
            text = room.stored()["text"]
            room.require_fresh(text)
        for one, who in ((hers, alice), (his, bob)):
            assert require_no_gap(text, who) == typed.get(one, len(numbers(text, who))), back
            one.vanish()


def test_a_process_stores_what_a_killed_one_had_told(room: LiveRoom, chance: random.Random, often: Often):
    other = room.process()
    for number, comes_back in enumerate(chance.sample((False, True), often(1, 2)) * often(1, 10)):
        alice, bob = f"a{number}-", f"b{number}-"
        author = room.process()
        hers = room.sit(YjsTypist(room.alice, room.path), [author, other], chance.randrange(2**31))
        his = room.sit(YjsTypist(room.bob, room.path), [other], chance.randrange(2**31))
        with room.locked():
            hers.type(alice)
            his.type(bob)
            wait_until(partial(sees, his, alice, 10), "he sees what is not stored")
            time.sleep(chance.uniform(0, 0.3))
            author.kill()
            if not comes_back:
                hers.vanish()
        typed = his.rest()
        seen = len(numbers(his.text(), alice))
        hers_typed = hers.rest() if comes_back else None
        text = room.judge(his, hers) if comes_back else room.judge(his)
        assert require_no_gap(text, bob) == typed
        # The last lines of the killed process may still have been on the way.
        assert require_no_gap(text, alice) >= seen
        assert hers_typed in (None, len(numbers(text, alice)))
        for one in (hers, his):
            one.vanish()


def test_who_comes_to_another_process_before_it_is_stored_sees_it_too(room: LiveRoom, chance: random.Random):
    author, other, third = room.process(), room.process(), room.process()
    hers, his = two_typists(room, chance, author, other)
    with room.locked():
        hers.type("a")
        wait_until(partial(sees, his, "a", 10), "he sees what is not stored")
        author.kill()
        hers.vanish()
        late = room.sit(YjsTypist(room.bob, room.path), [third])
    room.agree(his, late)
    his.do("line", who="b")
    room.judge(his, late)


@pytest.mark.parametrize("killed", [False, True])
def test_when_the_interview_ends_everybody_gets_what_was_stored(
    room: LiveRoom, chance: random.Random, often: Often, killed: bool
):
    author, other = room.process(), room.process()
    hers, his = two_typists(room, chance, author, other)
    hers.type("a")
    his.type("b")
    time.sleep(chance.uniform(0, 0.5))
    if killed:
        author.kill()
        hers.vanish()
    shown = his.text()
    room.bob.post(f"/interview/{room.interview}/end", status=200)
    wait_until(lambda: his.codes() == [4504], "the room closes")
    for process in (author, other):
        process.stop()  # once it has stored everything, and what the killed one had told
    text = room.stored()["text"]
    require_no_line_twice(text)
    for who in "ab":
        assert require_no_gap(text, who) >= len(numbers(shown, who)), "what he saw before the end is missing"
    room.require_fresh(text)


def test_the_judge_notices_an_answer_that_leaves_something_out(room: LiveRoom, chance: random.Random):
    process = room.process()
    hers, his = two_typists(room, chance, process, process)
    with room.locked():
        for one, who in ((hers, "a"), (his, "b")):
            one.do("forget", all=True)
            one.do("line", who=who)
        room.agree(hers, his)
        process.kill()
    process.start()
    for one in (hers, his):
        wait_until(partial(has_come_back, one, 1), "they are back")
    with pytest.raises(AssertionError, match="never: PostgreSQL has what the survivors show"):
        room.judge(hers, his, patience=2)
    # Nothing but the answers made the difference.
    for one in (hers, his):
        one.do("forget", all=False)
    process.kill()
    process.start()
    room.judge(hers, his)


def has_come_back(typist: Typist, times: int) -> bool:
    """Whether somebody was shown the room again."""
    return typist.heard().count("interview.snapshot") > times
