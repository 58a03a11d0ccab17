"""The journey of README.md with OpenAPI Generator's python client."""

import sys
from collections.abc import Callable
from typing import Any

import mockmate as m

API, NAME = sys.argv[1:]


class Person:
    """Somebody with an account."""

    def __init__(self, name: str) -> None:
        config = m.Configuration(host=API)
        client = m.ApiClient(config)
        self.email = f"{name}-{NAME}@example.com"
        self.auth, self.slots, self.match = m.AuthApi(client), m.SlotsApi(client), m.MatchApi(client)
        self.interview, self.feedback = m.InterviewApi(client), m.FeedbackApi(client)
        session = self.auth.register_account(m.RegisterIn(email=self.email, password="correct horse battery"))
        config.access_token = session.access_token

    def practice(self, difficulty: str) -> m.MatchState:
        return self.match.pair_with_peer(m.PairIn(interview_type="technical", difficulty=difficulty, language=NAME))

    def rate(self, interview_id: Any) -> None:
        self.feedback.submit_feedback(
            m.FeedbackIn(
                interview_id=interview_id,
                communication=5,
                overall=5,
                would_pass=True,
                good_match=5,
                did_well="Asked before coding.",
                to_improve="Say what it costs.",
            )
        )


def refused(call: Callable[[], Any]) -> m.ApiException:
    try:
        call()
    except m.ApiException as refusal:
        return refusal
    raise AssertionError("that was not refused")


alice, bob = Person("alice"), Person("bob")

again = refused(lambda: alice.auth.register_account(m.RegisterIn(email=alice.email, password="correct horse battery")))
assert (again.status, again.data.code) == (409, "email_taken")

common = refused(
    lambda: alice.auth.register_account(m.RegisterIn(email=f"carol-{NAME}@example.com", password="password"))
)
assert (common.status, [each.pointer for each in common.data.errors]) == (422, ["#/password"])

ids, cursor = set(), None
for _ in range(3):
    page = alice.slots.list_slots(limit=2, cursor=cursor)
    ids |= {slot.id for slot in page.items}
    cursor = page.next_cursor
assert len(ids) == 6

assert alice.practice("easy").status == "waiting"
match = bob.practice("medium")
assert match.status == "matched"

interview_id = match.interview.id
for person in (alice, bob):
    assert person.interview.start_interview(m.StartIn(interview_id=interview_id)).video.provider == "webrtc"
alice.interview.end_interview(interview_id)

for person in (alice, bob):
    person.rate(interview_id)
(received,) = bob.feedback.list_received_feedback().items
assert (received.did_well, received.to_improve) == ("Asked before coding.", "Say what it costs.")
