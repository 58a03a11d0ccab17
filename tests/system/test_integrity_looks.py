"""Looking at a match that ends at that very moment: it is shown as it was or as it is, never as an error."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import event, text

from shared.matching import interviews, match_state
from tests.system.crowd import Crowd


def test_a_match_that_ends_while_somebody_looks_is_no_error(crowd: Crowd):
    room = crowd.practice_room()
    one, other = crowd.arrive(room, 2)
    assert crowd.pass_over(room) == 1
    interview_id = crowd.run(lambda session: str(session.execute(text("SELECT id FROM interviews")).scalar_one()))

    def end(*_: object) -> None:
        # Ending it again changes nothing.
        crowd.run(lambda session: interviews.end(session, crowd.settings, UUID(interview_id), other))

    with crowd.session() as looking:
        # First after the statement that reads the booking.
        event.listen(looking.connection(), "after_cursor_execute", end)
        assert match_state.match_state(looking, crowd.settings, one).status == "waiting"
