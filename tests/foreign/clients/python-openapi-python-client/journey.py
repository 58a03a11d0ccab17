"""The journey of README.md with openapi-python-client's client."""

import sys
from typing import Any
from uuid import UUID

from client import AuthenticatedClient, Client
from client.api.auth import register_account
from client.api.feedback import list_received_feedback, submit_feedback
from client.api.interview import end_interview, start_interview
from client.api.match import pair_with_peer
from client.api.slots import list_slots
from client.models import (
    DifficultyIn,
    FeedbackIn,
    FeedbackPage,
    InterviewType,
    LiveInterview,
    MatchState,
    MatchStatus,
    PairIn,
    ProblemCode,
    ProblemDocument,
    RegisterIn,
    SessionOut,
    SlotPage,
    StartIn,
    VideoProvider,
)
from client.types import UNSET

API, NAME = sys.argv[1:]


class Person:
    """Somebody with an account."""

    def __init__(self, name: str) -> None:
        self.email = f"{name}-{NAME}@example.com"
        session = register(self.email, "correct horse battery")
        assert isinstance(session, SessionOut), session
        self.client = AuthenticatedClient(API, session.access_token)

    def practice(self, difficulty: DifficultyIn) -> MatchState:
        body = PairIn(interview_type=InterviewType.TECHNICAL, difficulty=difficulty, language=NAME)
        match = pair_with_peer.sync(client=self.client, body=body)
        assert isinstance(match, MatchState), match
        return match

    def rate(self, interview_id: UUID) -> None:
        body = FeedbackIn(
            interview_id=interview_id,
            communication=5,
            overall=5,
            would_pass=True,
            good_match=5,
            did_well="Asked before coding.",
            to_improve="Say what it costs.",
        )
        given = submit_feedback.sync_detailed(client=self.client, body=body)
        assert given.status_code == 201, given


def register(email: str, password: str) -> Any:
    return register_account.sync(client=Client(API), body=RegisterIn(email=email, password=password))


alice, bob = Person("alice"), Person("bob")

taken = register(alice.email, "correct horse battery")
assert isinstance(taken, ProblemDocument), taken
assert (taken.status, taken.code) == (409, ProblemCode.EMAIL_TAKEN)

invalid = register(f"carol-{NAME}@example.com", "password")
assert isinstance(invalid, ProblemDocument), invalid
assert (invalid.status, [each.pointer for each in invalid.errors or []]) == (422, ["#/password"])

ids: set[int] = set()
cursor = None
for _ in range(3):
    page = list_slots.sync(client=alice.client, limit=2, cursor=cursor or UNSET)
    assert isinstance(page, SlotPage), page
    ids |= {slot.id for slot in page.items}
    cursor = page.next_cursor
assert len(ids) == 6

assert alice.practice(DifficultyIn.EASY).status == MatchStatus.WAITING
match = bob.practice(DifficultyIn.MEDIUM)
assert match.status == MatchStatus.MATCHED

assert match.interview is not None
interview_id = match.interview.id
for person in (alice, bob):
    live = start_interview.sync(client=person.client, body=StartIn(interview_id))
    assert isinstance(live, LiveInterview), live
    assert live.video.provider == VideoProvider.WEBRTC
ended = end_interview.sync_detailed(interview_id, client=alice.client)
assert ended.status_code == 200, ended

for person in (alice, bob):
    person.rate(interview_id)
received = list_received_feedback.sync(client=bob.client)
assert isinstance(received, FeedbackPage), received
(words,) = received.items
assert (words.did_well, words.to_improve) == ("Asked before coding.", "Say what it costs.")
